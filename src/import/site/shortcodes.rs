//! Instructions between braces: shortcodes of Hugo (`{{< note >}}`) and of Zola (`{% note() %}`), and the tags of Jekyll
//! (`{% include note.html %}`).

use std::sync::LazyLock;

use regex::Regex;

use crate::import::site::arguments::arguments;
use crate::import::site::body::Converter;
use crate::import::site::element::{Element, plain_name};
use crate::import::site::generator::Generator;
use crate::import::site::inline::regex;
use crate::import::site::lines::{Line, lines};
use crate::import::site::remark::Remark;

/// `{{< name … >}}`, `{{% name … %}}`, `{% name … %}` and `{{ name(…) }}`.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?s)\{\{[<%]\s*(/?)\s*([\w./-]+)(.*?)(/?)\s*[>%]\}\}|\{%-?\s*(/?)([\w./-]+)(.*?)()-?%\}|\{\{\s*()([\w]+)(\(.*?\))()\s*\}\}",
    )
});
/// How many lines an instruction may take up.
const LONGEST: usize = 60;

/// A mark in a text.
struct Mark {
    start: usize,
    end: usize,
    name: String,
    is_close: bool,
    is_alone: bool,
    /// It is written like a call, `name(…)`, as in Zola, where every one has the same end.
    is_call: bool,
    inside: String,
}

fn mark(text: &str, from: usize) -> Option<Mark> {
    let found = MARK.captures_at(text, from)?;
    let whole = found.get(0)?;
    let first = [2, 6, 10].into_iter().find(|&index| found.get(index).is_some())?;
    let of = |index: usize| found.get(index).map_or("", |one| one.as_str());
    let name = of(first);
    Some(Mark {
        start: whole.start(),
        end: whole.end(),
        name: name.to_owned(),
        is_close: !of(first - 1).is_empty(),
        is_alone: !of(first + 2).is_empty() || first == 10,
        is_call: first == 6 && of(first + 1).trim_start().starts_with('('),
        inside: of(first + 1).trim().trim_start_matches('(').trim_end_matches(')').to_owned(),
    })
}

/// What closes an instruction of this name.
fn closes(mark: &Mark, name: &str) -> bool {
    let plain = mark.name.to_lowercase();
    mark.is_close && plain == name.to_lowercase()
        || plain == format!("end{}", name.to_lowercase())
        || plain == "end"
}

/// The instruction that a line begins, and the line after it.
pub(super) fn shortcode_at(
    generator: Generator,
    all: &[Line],
    at: usize,
) -> Option<(Element, usize)> {
    let text = all[at].text.trim_start();
    if !text.starts_with("{{<")
        && !text.starts_with("{{%")
        && !text.starts_with("{%")
        && !text.starts_with("{{")
    {
        return None;
    }
    let mut whole = text.to_owned();
    let mut last = at;
    let open = loop {
        match mark(&whole, 0).filter(|mark| mark.start == 0) {
            Some(open) => break open,
            None if last + 1 < all.len() && last - at < LONGEST && !all[last].is_blank() => {
                last += 1;
                whole.push('\n');
                whole.push_str(&all[last].text);
            }
            None => return None,
        }
    };
    if open.is_close || open.name.to_lowercase().starts_with("end") {
        return None;
    }
    let mut element = Element {
        name: plain_name(open.name.rsplit('/').next().unwrap_or(&open.name)),
        arguments: arguments(&open.inside),
        content: None,
        written: whole[..open.end].to_owned(),
    };
    let behind = &whole[open.end..];
    let can_hold = !open.is_alone && (generator == Generator::Hugo || whole.starts_with("{%"));
    if let Some((content, next)) = can_hold.then(|| held(all, last, &open.name, behind)).flatten() {
        element.content = Some(content);
        return Some((element, next));
    }
    behind.trim().is_empty().then_some((element, last + 1))
}

/// `{% include note.html content="…" %}` is a box of the file's name.
fn named_box(element: &mut Element) {
    let file = element.alone(0).unwrap_or_default();
    let name =
        plain_name(file.rsplit('/').next().unwrap_or(file).split('.').next().unwrap_or(file));
    let says = element.argument(&["content", "text", "message"]).is_some();
    if says && crate::import::site::body::kind_of(&name).is_some() {
        element.name = name;
        let first = element.arguments.iter().position(|(name, _)| name.is_none());
        if let Some(first) = first {
            element.arguments.remove(first);
        }
    }
}

/// What stands between an instruction and the one that closes it.
fn held(all: &[Line], from: usize, name: &str, behind: &str) -> Option<(Vec<Line>, usize)> {
    let mut depth = 1;
    let mut content = Vec::new();
    let mut text = behind.to_owned();
    let mut at = from;
    loop {
        let mut place = 0;
        while let Some(found) = mark(&text, place) {
            if closes(&found, name) {
                depth -= 1;
                if depth == 0 {
                    content.push(Line::new(all[at].number, &text[..found.start]));
                    let rest = text[found.end..].trim();
                    return rest.is_empty().then_some((content, at + 1));
                }
            } else if found.is_call || found.name.eq_ignore_ascii_case(name) && !found.is_alone {
                depth += 1;
            }
            place = found.end;
        }
        content.push(Line::new(all[at].number, text));
        at += 1;
        text = all.get(at)?.text.clone();
    }
}

impl Converter<'_, '_> {
    /// A block that an instruction makes.
    pub(super) fn shortcodes(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        let head = &all[at];
        if let Some(end) = self.hidden(all, at) {
            return Some((Vec::new(), end));
        }
        let (mut element, next) = self.element_at(all, at)?;
        if element.name == "include" {
            named_box(&mut element);
        }
        let block = match element.name.as_str() {
            // What it holds is shown as it is.
            "raw" => {
                let content = element.content.clone()?;
                self.spend("raw endraw");
                content
                    .into_iter()
                    .filter(|line| !line.is_blank() || line.number != head.number)
                    .collect()
            }
            "param" => vec![Line::new(head.number, self.inline(head).text)],
            _ => match self.meaning(&element, head) {
                Some(block) => block,
                None => {
                    // The running text says so.
                    return None;
                }
            },
        };
        let name = element.name.clone();
        self.spend(&format!("{name} {name} end end{name} {}", element.written));
        Some((block, next))
    }

    /// `{{/* … */}}` and `{# … #}`: the line after it.
    fn hidden(&mut self, all: &[Line], at: usize) -> Option<usize> {
        let text = all[at].bare();
        let (open, close) = [("{{/*", "*/}}"), ("{{- /*", "*/ -}}"), ("{#", "#}")]
            .into_iter()
            .find(|(open, _)| text.starts_with(open))?;
        let count = all[at..].iter().take(LONGEST).position(|line| line.text.contains(close))?;
        let words: Vec<&str> = all[at..=at + count].iter().map(Line::bare).collect();
        let words = words.join(" ");
        if !words.ends_with(close) {
            return None;
        }
        let words = words.trim_start_matches(open).trim_end_matches(close);
        self.remark(Remark::Comment, all[at].number, words);
        Some(at + count + 1)
    }

    /// Instructions and values in running text.
    pub(super) fn braces(&mut self, part: &str, number: usize) -> String {
        let mut new = String::new();
        let mut from = 0;
        while let Some(open) = mark(part, from) {
            new.push_str(&part[from..open.start]);
            let written = &part[open.start..open.end];
            // Shown to readers as an example: `{{</* note */>}}`.
            if open.inside.starts_with("/*") || open.name.is_empty() {
                new.push_str(written);
                from = open.end;
                continue;
            }
            let close = self.close_of(part, &open);
            let (content, end) = match &close {
                Some(close) => (Some(&part[open.end..close.start]), close.end),
                None => (None, open.end),
            };
            let content = content.map(|content| lines(&self.prose_inside(content, number), number));
            let element = Element {
                name: plain_name(open.name.rsplit('/').next().unwrap_or(&open.name)),
                arguments: arguments(&open.inside),
                content,
                written: written.to_owned(),
            };
            match self.inline_value_of(&element, number) {
                Some(text) => {
                    self.spend(&format!("{0} end{0} {1}", open.name, element.written));
                    new.push_str(&text);
                    // A caption and the word behind it are two.
                    if part[end..].starts_with(char::is_alphanumeric) && text.contains(' ') {
                        new.push(' ');
                    }
                    from = end;
                }
                None => {
                    let is_end = open.is_close || open.name.to_lowercase().starts_with("end");
                    if !is_end {
                        self.remark(Remark::Unknown, number, written);
                    }
                    new.push_str(written);
                    from = open.end;
                }
            }
        }
        new.push_str(&part[from..]);
        self.values_in(&new, number)
    }

    fn prose_inside(&mut self, content: &str, number: usize) -> String {
        self.inline(&Line::new(number, content)).text
    }

    fn close_of(&self, part: &str, open: &Mark) -> Option<Mark> {
        let mut from = open.end;
        while let Some(found) = mark(part, from).filter(|_| !open.is_alone) {
            if closes(&found, &open.name) {
                return Some(found);
            }
            from = found.end;
        }
        None
    }

    fn inline_value_of(&mut self, element: &Element, number: usize) -> Option<String> {
        match element.name.as_str() {
            "param" => {
                let name = element.alone(0)?;
                let own = self.values.iter().find(|(known, _)| known == &format!("page.{name}"));
                let value = own.map(|(_, value)| value.clone());
                let value = value
                    .or_else(|| self.settings.values.get(&format!("param {name}")).cloned())?;
                self.remark(Remark::Value, number, "");
                Some(value)
            }
            // Jekyll's links: `{% link policies/visits.md %}`.
            "link" if self.generator == Generator::Jekyll => {
                Some(format!("/{}", element.alone(0)?))
            }
            "raw" | "endraw" => Some(String::new()),
            "tab" | "note" | "warning" | "tip" if element.content.is_some() => None,
            _ => self.inline_meaning(element, number),
        }
    }

    /// `{{ page.title }}`, and what stands in a link: `{{ "/visits" | relative_url }}`, `{{ site.baseurl }}`.
    fn values_in(&mut self, text: &str, number: usize) -> String {
        if !text.contains("{{") || self.generator == Generator::Hugo {
            return text.to_owned();
        }
        let mut new = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let Some((inside, behind)) = after.split_once("}}") else { break };
            new.push_str(before);
            let name = inside.split('|').next().unwrap_or_default().trim();
            let literal = ['"', '\''].iter().find_map(|&quote| {
                name.strip_prefix(quote).and_then(|name| name.strip_suffix(quote))
            });
            let base =
                matches!(name, "site.baseurl" | "site.url" | "config.base_url").then_some("");
            let known = literal.or(base).map(str::to_owned).or_else(|| self.value(name));
            match known {
                Some(value) => {
                    self.spend(inside);
                    if literal.is_none() && base.is_none() {
                        self.remark(Remark::Value, number, "");
                    }
                    new.push_str(&value);
                }
                None => {
                    if !before.ends_with('{') && !inside.starts_with(['<', '%', '/']) {
                        self.remark(Remark::Unknown, number, &format!("{{{{{inside}}}}}"));
                    }
                    new.push_str(&format!("{{{{{inside}}}}}"));
                }
            }
            rest = behind;
        }
        new.push_str(rest);
        new
    }
}
