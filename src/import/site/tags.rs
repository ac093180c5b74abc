//! Components that are written as tags, `<Aside type="tip">…</Aside>`, and the lines that only a program reads in files
//! that mix Markdown with such tags.

use crate::import::site::arguments::arguments;
use crate::import::site::body::Converter;
use crate::import::site::element::{Element, plain_name};
use crate::import::site::generator::{Generator, under};
use crate::import::site::lines::{Line, fence_end};
use crate::import::site::remark::Remark;
use crate::import::site::shortcodes::shortcode_at;
use crate::source::SourcePath;

/// How many lines a tag may take up.
const LONGEST: usize = 60;

impl Converter<'_, '_> {
    /// The instruction that begins at a line, in the generator's own way of writing them, and the line after it.
    pub(super) fn element_at(&self, all: &[Line], at: usize) -> Option<(Element, usize)> {
        match self.generator {
            Generator::Docusaurus | Generator::Starlight => tag_at(all, at),
            Generator::Hugo | Generator::Zola | Generator::Jekyll => {
                shortcode_at(self.generator, all, at).or_else(|| fold_at(all, at))
            }
            Generator::MkDocs | Generator::TechDocs | Generator::Markdown => fold_at(all, at),
        }
    }

    /// A component, or a line for the program.
    pub(super) fn tags(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        let text = all[at].bare();
        if text.starts_with("import ")
            && (text.contains(" from ") || text.ends_with(['{', '\'', '"', ';']))
        {
            return Some((Vec::new(), self.import(all, at)));
        }
        if text.starts_with("export ") {
            return Some((Vec::new(), self.export(all, at)));
        }
        if text.starts_with("{/*") {
            return self.comment(all, at);
        }
        let (element, next) = tag_at(all, at)?;
        if let Some(file) = self.passage_named(&element) {
            self.spend(&element.written);
            return Some((self.include(&file, &all[at]), next));
        }
        match self.meaning(&element, &all[at]) {
            Some(block) => {
                self.spend(&element.name);
                Some((block, next))
            }
            None => {
                self.unknown_tag(&element, all[at].number);
                None
            }
        }
    }

    fn unknown_tag(&mut self, element: &Element, number: usize) {
        // HTML is HTML here too.
        if element.written.starts_with(|c: char| c.is_ascii_uppercase()) {
            self.remark(Remark::Unknown, number, &format!("<{}>", element.written));
        }
    }

    /// The file that a component stands for that was imported from Markdown.
    fn passage_named(&self, element: &Element) -> Option<String> {
        let name = element.written.split([' ', '/', '\n']).next()?;
        let known = self.values.iter().find(|(known, _)| *known == format!("import {name}"))?;
        Some(known.1.clone())
    }

    /// `import Name from './file.md'`, on one line or several.
    fn import(&mut self, all: &[Line], at: usize) -> usize {
        let is_end = |line: &Line| line.text.contains(['\'', '"']);
        let count = all[at..].iter().take(LONGEST).position(is_end).unwrap_or(0);
        for line in &all[at..=at + count] {
            self.remark(Remark::Program, line.number, line.bare());
        }
        let line = &all[at + count].text;
        let path = line.split(['\'', '"']).nth(1).unwrap_or_default();
        let name =
            all[at].bare().trim_start_matches("import ").split(' ').next().unwrap_or_default();
        let is_markdown = [".md", ".mdx"].iter().any(|end| path.ends_with(end));
        let folder = self.from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let whole = match path.strip_prefix("@site/").or(path.strip_prefix("~/")) {
            Some(rest) => Some(under(self.root(), rest)),
            None => SourcePath::new(&under(folder, path)).map(|path| path.as_str().to_owned()),
        };
        if let Some(whole) = whole.filter(|whole| self.passages.has(whole)) {
            let kind = if is_markdown { "import" } else { "file" };
            let value = if is_markdown { format!("//{whole}") } else { path.to_owned() };
            self.values.push((format!("{kind} {name}"), value));
        }
        at + count + 1
    }

    /// The folder of the settings.
    fn root(&self) -> &str {
        self.settings.included.first().map_or("", String::as_str)
    }

    /// `export const …`, up to a blank line.
    fn export(&mut self, all: &[Line], at: usize) -> usize {
        let count = all[at..].iter().take(LONGEST).take_while(|line| !line.is_blank()).count();
        for line in &all[at..at + count] {
            self.remark(Remark::Program, line.number, line.bare());
        }
        at + count
    }

    /// `{/* … */}`
    fn comment(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        let count = all[at..].iter().take(LONGEST).position(|line| line.text.contains("*/}"))?;
        let (_, after) = all[at + count].text.split_once("*/}")?;
        let words: Vec<&str> = all[at..=at + count].iter().map(Line::bare).collect();
        let words = words.join(" ");
        let words = words.strip_suffix(after.trim()).unwrap_or(&words).to_owned();
        self.remark(Remark::Comment, all[at].number, words.trim_matches(['{', '}', '/', '*', ' ']));
        let rest = after.trim();
        let block =
            if rest.is_empty() { Vec::new() } else { vec![Line::new(all[at].number, rest)] };
        Some((block, at + count + 1))
    }
}

impl Converter<'_, '_> {
    /// Components and values in running text: `<Badge text="new" />`, `{frontmatter.title}`.
    pub(super) fn tagged_prose(&mut self, part: &str, number: usize) -> String {
        let mut text = String::new();
        let mut rest = part;
        while let Some(at) = rest.find(['<', '{']) {
            let (before, from) = rest.split_at(at);
            text.push_str(before);
            let (new, length) = match from.starts_with('<') {
                true => self.inline_tag(from, number),
                false => self.inline_value(from, number),
            };
            text.push_str(&new);
            rest = &from[length..];
        }
        text.push_str(rest);
        text
    }

    /// What the tag becomes that a text begins with, and its length.
    fn inline_tag(&mut self, text: &str, number: usize) -> (String, usize) {
        let name_end =
            text[1..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(text.len(), |end| end + 1);
        let name = &text[1..name_end];
        let end = tag_end(&text[1..]).map(|end| end + 2);
        let (Some(end), true) = (end, name.starts_with(|c: char| c.is_ascii_uppercase())) else {
            return ("<".to_owned(), 1);
        };
        let head = &text[1..end - 1];
        let close = format!("</{name}>");
        let (content, length) = match (head.ends_with('/'), text[end..].find(&close)) {
            (true, _) => (None, end),
            (false, Some(inner)) => (Some(&text[end..end + inner]), end + inner + close.len()),
            (false, None) => return ("<".to_owned(), 1),
        };
        let element = Element {
            name: plain_name(name),
            arguments: arguments(head[name.len()..].trim_end_matches('/')),
            content: content.map(|content| vec![Line::new(number, content)]),
            written: head.to_owned(),
        };
        match self.inline_meaning(&element, number) {
            Some(new) => (new, length),
            None => {
                self.remark(Remark::Unknown, number, &text[..end]);
                (text[..end].to_owned(), end)
            }
        }
    }

    /// What the value becomes that a text begins with, and its length.
    fn inline_value(&mut self, text: &str, number: usize) -> (String, usize) {
        let Some(end) = text.find('}').map(|end| end + 1) else { return ("{".to_owned(), 1) };
        let inner = text[1..end - 1].trim();
        if let Some(words) = inner.strip_prefix("/*").and_then(|inner| inner.strip_suffix("*/")) {
            // A heading's name for links is written so in newer versions.
            if let Some(id) = words.trim().strip_prefix('#') {
                return (format!("{{#{id}}}"), end);
            }
            self.remark(Remark::Comment, number, words);
            return (String::new(), end);
        }
        let is_name = inner.starts_with(|c: char| c.is_alphabetic())
            && inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_'));
        if inner.is_empty() || !is_name && !inner.starts_with(['\'', '"', '`']) {
            return ("{".to_owned(), 1);
        }
        let text_alone = inner.trim_matches(['\'', '"', '`']);
        if text_alone.len() + 2 == inner.len() {
            return (text_alone.to_owned(), end);
        }
        if let Some(file) = self.value(&format!("file {inner}")) {
            self.spend(inner);
            return (format!("\"{file}\""), end);
        }
        match self.value(inner) {
            Some(value) => {
                self.remark(Remark::Value, number, "");
                self.spend(inner);
                (value, end)
            }
            None => {
                self.remark(Remark::Unknown, number, &text[..end]);
                (text[..end].to_owned(), end)
            }
        }
    }
}

/// `<details>`, which is HTML and of which every generator leaves the Markdown in it.
fn fold_at(all: &[Line], at: usize) -> Option<(Element, usize)> {
    tag_at(all, at).filter(|(element, _)| element.name == "details")
}

/// The component that a line begins, and the line after it. What stands on its first and last line besides belongs
/// to what it holds.
pub(super) fn tag_at(all: &[Line], at: usize) -> Option<(Element, usize)> {
    let text = all[at].text.trim_start().strip_prefix('<')?;
    let length =
        text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(text.len());
    let name = &text[..length];
    let is_known = name.starts_with(|c: char| c.is_ascii_uppercase()) || name == "details";
    if !is_known && !text.starts_with('>') {
        return None;
    }
    // The tag may go on over several lines.
    let mut written = text.to_owned();
    let mut last = at;
    let end = loop {
        match tag_end(&written) {
            Some(end) => break end,
            None if last + 1 < all.len() && last - at < LONGEST => {
                last += 1;
                written.push('\n');
                written.push_str(&all[last].text);
            }
            None => return None,
        }
    };
    let after = written[end + 1..].to_owned();
    let head = &written[..end];
    let is_alone = head.ends_with('/');
    let mut element = Element {
        name: plain_name(name),
        arguments: arguments(head[length..].trim_end_matches('/')),
        content: None,
        written: head.to_owned(),
    };
    if is_alone {
        return after.trim().is_empty().then_some((element, last + 1));
    }
    let (content, next) = held(all, last, name, after)?;
    element.content = Some(content);
    Some((element, next))
}

/// What stands before the end of a tag, quotation marks and braces aside.
fn tag_end(text: &str) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0);
    for (at, c) in text.char_indices() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('{', None) => depth += 1,
            ('}', None) => depth -= 1,
            ('>', None) if depth <= 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// The lines between a tag, which ended on line `from` with `after` behind it, and its end.
fn held(all: &[Line], from: usize, name: &str, after: String) -> Option<(Vec<Line>, usize)> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut depth = 1;
    let mut content = Vec::new();
    let mut at = from;
    let mut text = after;
    loop {
        let mut rest = text.as_str();
        let mut taken = 0;
        while let Some(end) = rest.find(&close) {
            depth += opened(&rest[..end], &open);
            depth -= 1;
            taken += end;
            if depth == 0 {
                content.push(Line::new(all[at].number, &text[..taken]));
                let behind = text[taken + close.len()..].trim();
                // What goes on behind it in the same line is no block.
                return behind.is_empty().then_some((content, at + 1));
            }
            taken += close.len();
            rest = &text[taken..];
        }
        depth += opened(rest, &open);
        content.push(Line::new(all[at].number, text.as_str()));
        at += 1;
        if at < all.len()
            && let Some(end) = fence_end(all, at)
        {
            content.extend(all[at..end].iter().cloned());
            at = end;
        }
        text = all.get(at)?.text.clone();
    }
}

/// How many tags of this name a text opens that don't end at once.
fn opened(text: &str, open: &str) -> i32 {
    let mut count = 0;
    for (at, _) in text.match_indices(open) {
        let rest = &text[at + open.len()..];
        let is_whole = rest.is_empty() || rest.starts_with([' ', '>', '/', '\t']);
        let is_alone = tag_end(rest).is_some_and(|end| rest[..end].ends_with('/'));
        count += i32::from(is_whole && !is_alone);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::tag_at;
    use crate::import::site::lines::lines;

    #[test]
    fn tags_hold_lines() {
        let check = |text: &str, expected: Option<(&str, &str, usize)>| {
            let all = lines(text, 1);
            let found = tag_at(&all, 0).map(|(element, next)| {
                let content: Vec<String> =
                    element.content.unwrap_or_default().into_iter().map(|line| line.text).collect();
                (element.name, content.join("|"), next)
            });
            let found = found
                .as_ref()
                .map(|(name, content, next)| (name.as_str(), content.as_str(), *next));
            assert_eq!(found, expected, "{text}");
        };
        check("<Aside>\na\n</Aside>\nb", Some(("aside", "|a|", 3)));
        check("<Aside>a</Aside>", Some(("aside", "a", 1)));
        check(
            "<Tabs\n  a={1 > 0}>\n<Tabs />\n<Tabs></Tabs>\n</Tabs>",
            Some(("tabs", "|<Tabs />|<Tabs></Tabs>|", 5)),
        );
        check("<Card />", Some(("card", "", 1)));
        check("<Card /> and more", None);
        check("<div>a</div>", None);
        check("<Aside>\n```\n</Aside>\n```\n</Aside>", Some(("aside", "|```|</Aside>|```|", 5)));
        check("<Aside>", None);
    }
}
