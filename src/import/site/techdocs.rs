//! The tech docs template of GOV.UK: its settings (`config/tech-docs.yml`), the Ruby in its pages, and Govspeak, the
//! marks that GOV.UK has beyond Markdown.

use std::sync::LazyLock;

use regex::Regex;

use crate::import::folder::Source;
use crate::import::site::body::{Converter, strong};
use crate::import::site::generator::{Found, under};
use crate::import::site::inline::regex;
use crate::import::site::lines::{Line, indented};
use crate::import::site::remark::Remark;
use crate::import::site::settings::{Pages, Settings};
use crate::source::Text;
use crate::source::yaml::{self, Node};

static RUBY: LazyLock<Regex> = LazyLock::new(|| regex(r"(?s)<%[=#-]?(.*?)-?%>"));
static PARTIAL: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"^\s*partial[\s(]+[:"']+([\w./-]+)["']?"#));
static WARNING: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"(?s)^\s*warning_text\(?\s*["'](.*)["']\s*\)?\s*$"#));

/// Reads them.
pub(super) fn settings(source: &Source, found: &Found) -> Settings {
    let mut settings = Settings { has_folder_addresses: true, ..Settings::default() };
    let path = found.settings.as_deref().unwrap_or_default();
    let text = Text::decode(&source.read(path).unwrap_or_default());
    let (node, faults) = yaml::parse(text.as_str(), 0);
    if let Some(fault) = faults.first() {
        let line = text.position(fault.span.start()).line;
        settings.notes.push(Remark::SettingsUnread.note(line, text.line(line)));
    }
    let of = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
    settings.title = of("service_name");
    settings.site = of("host").map(|host| format!("{}/", host.trim_end_matches('/')));
    for entry in node.entries() {
        if let Some(text) = entry.value.text() {
            settings.values.insert(format!("config[:tech_docs][:{}]", entry.key), text.to_owned());
        }
    }
    let folder = under(&found.root, "source");
    settings.included = vec![folder.clone(), found.root.clone()];
    settings.files = vec![folder.clone()];
    settings.pages.push(Pages { folder, address: String::new() });
    settings
}

/// Blocks between two lines of the same mark: the mark, the kind of callout, and what they are called.
const BOXES: [(&str, &str, &str); 9] = [
    ("$CTA", "important", ""),
    ("$C", "note", "Contact"),
    ("$A", "note", "Address"),
    ("$D", "note", "Download"),
    ("$E", "note", "Example"),
    ("$I", "note", ""),
    ("$P", "note", "Place"),
    ("$!", "note", ""),
    ("^^^", "note", ""),
];

impl Converter<'_, '_> {
    /// A block of Govspeak or of Ruby.
    pub(super) fn govspeak(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        let head = &all[at];
        let text = head.bare();
        if text.starts_with("<%") {
            return self.ruby_block(all, at);
        }
        if text.starts_with("*[") {
            return self.abbreviation(head).map(|()| (Vec::new(), at + 1));
        }
        if let Some(inner) = boxed_line(text) {
            let kind = if text.starts_with('^') { "note" } else { "warning" };
            let content = [Line::new(head.number, inner)];
            return Some((self.callout(kind, None, &content, head), at + 1));
        }
        let mark = if text == "%%%" { Some(("%%%", "warning", "")) } else { None };
        let (mark, kind, title) =
            mark.or_else(|| BOXES.into_iter().find(|(mark, _, _)| *mark == text))?;
        let Some(count) = all[at + 1..].iter().position(|line| line.bare() == mark) else {
            self.remark(Remark::Unclosed, head.number, mark);
            return None;
        };
        self.spend(&format!("{mark} {mark} {title}"));
        let content = &all[at + 1..at + 1 + count];
        let title = Some(title).filter(|title| !title.is_empty());
        Some((self.callout(kind, title, content, head), at + count + 2))
    }

    /// `<%= partial 'a' %>` and `<%= warning_text('…') %>` on lines of their own.
    fn ruby_block(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        let count = all[at..].iter().take(60).position(|line| line.text.contains("%>"))?;
        let whole: Vec<&str> = all[at..=at + count].iter().map(|line| line.text.as_str()).collect();
        let whole = whole.join("\n");
        let found = RUBY.captures(whole.trim())?;
        let (range, code) = (found.get(0)?, found[1].trim().to_owned());
        let is_whole = range.start() == 0 && range.end() == whole.trim().len();
        let head = &all[at];
        if !is_whole {
            return None;
        }
        let next = at + count + 1;
        if whole.trim().starts_with("<%#") {
            self.remark(Remark::Comment, head.number, &code);
            return Some((Vec::new(), next));
        }
        if let Some(said) = WARNING.captures(&code) {
            self.spend("warning_text warning text");
            let said = said[1].replace("\\'", "'").replace("\\\"", "\"");
            let content = [Line::new(head.number, said)];
            return Some((self.callout("warning", None, &content, head), next));
        }
        let partial = PARTIAL.captures(&code)?;
        let (folder, name) = partial[1].rsplit_once('/').unwrap_or(("", &partial[1]));
        let own = self.from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let roots = [own, self.settings.included.first().map_or("", String::as_str)];
        let mut paths = roots.iter().flat_map(|root| {
            let ends = ["", ".md", ".md.erb", ".html.md", ".html.md.erb", ".erb"];
            ends.map(|end| {
                under(&under(root, folder), &format!("_{}{end}", name.trim_start_matches('_')))
            })
        });
        let path = paths.find(|path| self.passages.has(path) && path.contains(".md"))?;
        self.spend(&code);
        let block = self.include(&format!("//{path}"), &Line::new(head.number, ""));
        Some((indented(&block, head.indent()), next))
    }

    /// Ruby in running text: the title of the page, settings; what else there is stays.
    pub(super) fn ruby(&mut self, part: &str, number: usize) -> String {
        if !part.contains("<%") {
            return part.to_owned();
        }
        let mut new = String::new();
        let mut from = 0;
        for found in RUBY.captures_iter(part) {
            let Some(whole) = found.get(0) else { continue };
            let code = found[1].trim();
            new.push_str(&part[from..whole.start()]);
            from = whole.end();
            match self.value(code) {
                Some(value) => {
                    self.remark(Remark::Value, number, "");
                    self.spend(code);
                    new.push_str(&value);
                }
                None if whole.as_str().starts_with("<%#") => {
                    self.remark(Remark::Comment, number, code);
                }
                None => {
                    self.remark(Remark::Unknown, number, whole.as_str());
                    new.push_str(whole.as_str());
                }
            }
        }
        new.push_str(&part[from..]);
        new
    }
}

/// What a line says that begins and ends with `^` or `%`.
fn boxed_line(text: &str) -> Option<&str> {
    let sign = ['^', '%'].into_iter().find(|sign| text.starts_with(*sign))?;
    let inner = text.strip_prefix(sign)?;
    let inner = inner.strip_suffix(sign)?.trim();
    let is_one = !inner.is_empty() && !inner.starts_with(sign) && !inner.starts_with('>');
    (is_one && strong(inner).len() > 2).then_some(inner)
}
