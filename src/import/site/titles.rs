//! The title of a page, which is its first heading or a field; and its other headings, which stand below the title.

use crate::import::site::body::Converter;
use crate::import::site::lines::{Line, fence_end, is_indented_code};
use crate::import::site::remark::Remark;
use crate::markdown::{blocks_text, parse};

/// A heading of the first level.
struct Top {
    /// Its first line and the line after it.
    lines: std::ops::Range<usize>,
    text: String,
}

impl Converter<'_, '_> {
    /// Takes the title out of the body: `given` is what the fields say it is.
    pub(super) fn title(&mut self, body: &mut Vec<Line>, given: Option<&str>) -> Option<String> {
        let first =
            body.iter().position(|line| !line.is_blank() && !line.bare().starts_with("<!--"));
        let tops = tops(body);
        let own = tops
            .first()
            .filter(|top| Some(top.lines.start) == first)
            .map(|top| Top { lines: top.lines.clone(), text: words(&top.text) });
        let own = own.filter(|top| !top.text.is_empty());
        let left = tops.len() - usize::from(own.is_some());
        if left > 0 {
            let after = own.as_ref().map_or(0, |top| top.lines.end);
            lower(body, after);
            self.remark(
                Remark::HeadingsLower,
                body[tops[tops.len() - left].lines.start].number,
                "",
            );
        }
        let Some(own) = own else { return given.map(str::to_owned) };
        let number = body[own.lines.start].number;
        // A word may be in bold up to its middle.
        let raw = tops[0].text.clone();
        self.spend(&raw);
        let links = parse(&raw, 0).links;
        for link in links {
            self.remark(Remark::LinkMissing, number, &link.destination);
        }
        if let Some((_, id)) = tops[0].text.rsplit_once("{#") {
            self.remark(Remark::AnchorLost, number, id.trim_end_matches('}'));
        }
        match given {
            Some(given) if !is_same(given, &own.text) => {
                self.remark(Remark::TitleOther, number, given);
            }
            Some(given) => self.spend(given),
            None => {}
        }
        body.drain(own.lines);
        while body.first().is_some_and(Line::is_blank) {
            body.remove(0);
        }
        Some(own.text)
    }
}

/// The text of a heading without its marks.
fn words(text: &str) -> String {
    let text = text.rsplit_once("{#").map_or(text, |(text, _)| text).trim_end_matches('#');
    let plain = blocks_text(&parse(text.trim(), 0).body.blocks);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every heading of the first level.
fn tops(body: &[Line]) -> Vec<Top> {
    let mut tops = Vec::new();
    each_heading(body, |at, level, is_underlined| {
        if level == 1 {
            let text = body[at].bare().trim_start_matches('#').trim().to_owned();
            tops.push(Top { lines: at..at + 1 + usize::from(is_underlined), text });
        }
    });
    tops
}

/// Every heading: its line, its level, and whether a line below it makes it one.
fn each_heading(body: &[Line], mut found: impl FnMut(usize, usize, bool)) {
    let mut at = 0;
    while at < body.len() {
        if let Some(end) = fence_end(body, at).filter(|_| !is_indented_code(body, at)) {
            at = end;
            continue;
        }
        let text = &body[at].text;
        let marks = text.trim_start_matches(' ').chars().take_while(|c| *c == '#').count();
        let is_heading = (1..=6).contains(&marks)
            && body[at].indent() < 4
            && body[at].bare()[marks..].starts_with([' ', '\t']);
        let below = body.get(at + 1).map(|line| line.text.trim_end()).unwrap_or_default();
        let underline = |sign: char| !below.is_empty() && below.chars().all(|c| c == sign);
        let is_text = !body[at].is_blank()
            && !is_indented_code(body, at)
            && (at == 0 || body[at - 1].is_blank())
            && text
                .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '*' | '_' | '`' | '['));
        if is_heading {
            found(at, marks, false);
        } else if is_text && underline('=') {
            found(at, 1, true);
        } else if is_text && underline('-') && below.len() > 1 {
            found(at, 2, true);
        }
        at += 1;
    }
}

/// Puts every heading from a line on one level down; the sixth is the last.
fn lower(body: &mut [Line], from: usize) {
    let mut all = Vec::new();
    each_heading(&body[from..], |at, level, is_underlined| {
        all.push((at + from, level, is_underlined));
    });
    for (at, level, is_underlined) in all {
        let marks = "#".repeat((level + 1).min(6));
        let text = body[at].bare().trim_start_matches('#').trim().to_owned();
        body[at].text = format!("{marks} {text}");
        if is_underlined {
            body[at + 1].text.clear();
        }
    }
}

/// The same but for signs and capitals.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// Its letters and numbers.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
