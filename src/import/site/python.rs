//! What Python-Markdown and its extensions have beyond Markdown: boxes, tabs, snippets, abbreviations.

use crate::import::site::body::Converter;
use crate::import::site::lines::{Line, dedented, trimmed};
use crate::import::site::remark::Remark;

impl Converter<'_, '_> {
    /// A block of Python-Markdown.
    pub(super) fn python(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        let text = all[at].bare();
        match text.as_bytes().first()? {
            b'!' | b'?' => self.admonition(all, at),
            b'=' => self.tabs(all, at),
            b'/' => self.slashes(all, at),
            b'-' | b';' => self.snippet(all, at),
            b'*' => self.abbreviation(&all[at]).map(|()| (Vec::new(), at + 1)),
            b'[' if text.eq_ignore_ascii_case("[toc]") => {
                self.remark(Remark::Contents, all[at].number, "");
                self.spend(text);
                Some((Vec::new(), at + 1))
            }
            b'<' => self.wrapper(&all[at]).map(|()| (Vec::new(), at + 1)),
            b'{' => self.look(&all[at]).map(|()| (Vec::new(), at + 1)),
            _ => None,
        }
    }

    /// `!!! note "Title"`, and `???` for one that opens.
    fn admonition(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        let head = &all[at];
        let text = head.bare();
        let (is_folded, rest) = match text.strip_prefix("!!!") {
            Some(rest) => (false, rest),
            None => (true, text.strip_prefix("???+").or(text.strip_prefix("???"))?),
        };
        let (kinds, title) = match rest.split_once('"') {
            Some((kinds, title)) => (kinds, Some(title.trim_end().strip_suffix('"')?)),
            None => (rest, None),
        };
        let kind = kinds.split_whitespace().next()?;
        if !kinds.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '\t')) {
            return None;
        }
        let (content, next) = below(all, at);
        self.spend(kind);
        let looks: Vec<&str> = kinds.split_whitespace().skip(1).collect();
        if !looks.is_empty() {
            self.remark(Remark::Look, head.number, &looks.join(" "));
        }
        let block = match is_folded {
            true => {
                self.remark(Remark::Folded, head.number, "");
                let title = title.map_or_else(|| capitalised(kind), str::to_owned);
                self.component("details", &title, &content, head)
            }
            false => self.callout(kind, title, &content, head),
        };
        Some((block, next))
    }

    /// `=== "Title"`, and those that follow at once.
    fn tabs(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        let head = &all[at];
        let mut parts = Vec::new();
        let mut next = at;
        while let Some(title) =
            all.get(next).filter(|line| line.indent() == head.indent()).and_then(tab_title)
        {
            // `===!` begins another group.
            if next > at && all[next].bare().starts_with("===!") {
                break;
            }
            let own = Line::new(all[next].number, "");
            let (content, after) = below(all, next);
            parts.push((title.to_owned(), own, content));
            let skipped = all[after..].iter().take_while(|line| line.is_blank()).count();
            let is_tab = all
                .get(after + skipped)
                .is_some_and(|line| line.indent() == head.indent() && tab_title(line).is_some());
            next = if is_tab { after + skipped } else { after };
            if !is_tab {
                break;
            }
        }
        if parts.is_empty() {
            return None;
        }
        Some((self.tab_set(&parts, head), next))
    }

    /// `/// note | Title`, up to `///`.
    fn slashes(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        let head = &all[at];
        let marks = head.bare().chars().take_while(|c| *c == '/').count();
        let (kind, title) = match head.bare()[marks..].split_once('|') {
            Some((kind, title)) => (kind.trim(), Some(title.trim())),
            None => (head.bare()[marks..].trim(), None),
        };
        if marks < 3 || kind.is_empty() || !kind.chars().all(|c| c.is_alphanumeric() || c == '-') {
            return None;
        }
        let is_end = |line: &Line| {
            line.bare().len() == marks
                && line.bare().chars().all(|c| c == '/')
                && line.indent() == head.indent()
        };
        let end = at + 1 + all[at + 1..].iter().position(is_end)?;
        // Options stand further in, right below.
        let options =
            all[at + 1..end].iter().take_while(|line| line.indent() >= head.indent() + 4).count();
        let content = dedented(&all[at + 1 + options..end], head.indent());
        let mut own = kind;
        for option in &all[at + 1..at + 1 + options] {
            match option.bare().strip_prefix("type:") {
                Some(of) if kind == "admonition" => {
                    own = of.trim();
                    self.spend(option.bare());
                }
                _ => self.remark(Remark::Look, option.number, option.bare()),
            }
        }
        self.spend(kind);
        let block = match kind {
            "details" => {
                self.remark(Remark::Folded, head.number, "");
                self.component("details", title.unwrap_or("Details"), &content, head)
            }
            "caption" | "figure-caption" | "table-caption" | "html" | "define" => {
                let title = title.unwrap_or_default();
                let mut block = vec![Line::new(head.number, title)];
                block.extend(self.blocks(&content));
                trimmed(&block).to_vec()
            }
            _ => self.callout(own, title, &content, head),
        };
        Some((block, end + 1))
    }

    /// `--8<-- "file"`, or several files between two such lines.
    fn snippet(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        let head = &all[at];
        let rest = scissors(head.bare())?;
        self.spend("8");
        if !rest.is_empty() {
            let name = rest.trim_matches(['"', '\'']);
            return Some((self.include(name, head), at + 1));
        }
        let end =
            at + 1 + all[at + 1..].iter().position(|line| scissors(line.bare()) == Some(""))?;
        self.spend("8");
        let mut block = Vec::new();
        for line in all[at + 1..end].iter().filter(|line| !line.is_blank()) {
            let name = line.bare().trim_matches(['"', '\'']);
            let head = Line::new(line.number, " ".repeat(head.indent()) + line.bare());
            if !block.is_empty() {
                block.push(Line::new(line.number, ""));
            }
            block.extend(self.include(name, &head));
        }
        Some((block, end + 1))
    }

    /// `*[ICO]: interim care order`
    pub(super) fn abbreviation(&mut self, line: &Line) -> Option<()> {
        let (short, long) = abbreviation(line)?;
        self.abbreviations.push((short, long));
        self.remark(Remark::Abbreviations, line.number, "");
        Some(())
    }

    /// `<div class="grid" markdown>`, which only says how what is in it looks, and its end.
    fn wrapper(&mut self, line: &Line) -> Option<()> {
        let text = line.bare();
        let is_open = text.ends_with('>') && text.matches('<').count() == 1 && {
            let name = text.get(1..)?.split([' ', '>']).next()?;
            let has_markdown = text.split([' ', '>']).any(|word| word.starts_with("markdown"));
            matches!(name, "div" | "section" | "figure" | "span" | "aside") && has_markdown
        };
        let is_close = matches!(text, "</div>" | "</section>") && self.spent.contains("markdown>");
        if is_open {
            self.remark(Remark::Look, line.number, text);
            self.spend("markdown>");
        }
        if is_close {
            self.spend(text);
        }
        (is_open || is_close).then_some(())
    }

    /// `{ .class }` on a line of its own.
    fn look(&mut self, line: &Line) -> Option<()> {
        let rest = super::inline::without_looks(line.bare());
        // A name for links stays, on its own line.
        if !rest.text.trim().is_empty() || rest.id.is_some() {
            return None;
        }
        self.remark(Remark::Look, line.number, line.bare());
        Some(())
    }
}

/// What follows the scissors of a snippet; one with a `;` before it is shown, not followed.
fn scissors(text: &str) -> Option<&str> {
    let dashes = text.trim_start_matches('-');
    let rest = dashes.strip_prefix("8<").filter(|_| text.starts_with('-'))?;
    let after = rest.trim_start_matches('-');
    (after.len() < rest.len()).then(|| after.trim())
}

/// An abbreviation and what it means.
pub(super) fn abbreviation(line: &Line) -> Option<(String, String)> {
    let (short, long) = line.bare().strip_prefix("*[")?.split_once("]:")?;
    let is_whole = !short.trim().is_empty() && !long.trim().is_empty();
    is_whole.then(|| (short.trim().to_owned(), long.trim().to_owned()))
}

fn tab_title(line: &Line) -> Option<&str> {
    let rest = line.bare().strip_prefix("===")?;
    let rest = rest.trim_start_matches(['!', '+']).trim();
    rest.strip_prefix('"')?.strip_suffix('"')
}

/// What stands below a line and four columns further in, moved out; and the line after it.
fn below(all: &[Line], at: usize) -> (Vec<Line>, usize) {
    let inside = all[at].indent() + 4;
    let belongs = |line: &Line| line.is_blank() || line.indent() >= inside;
    let count = all[at + 1..].iter().take_while(|line| belongs(line)).count();
    let mut end = at + 1 + count;
    while end > at + 1 && all[end - 1].is_blank() {
        end -= 1;
    }
    (dedented(&all[at + 1..end], inside), end)
}

pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + letters.as_str(),
        None => String::new(),
    }
}
