//! A document's tree as Markdown in the plainest form: what a person would type, so that a person can go on with
//! it. The laws of what reads back are in `laws.rs`.

mod escape;
mod inline;
#[cfg(test)]
mod laws;

use crate::import::tree::{Block, Body, Inline, Item, List, Table};
use crate::import::write::inline::{Lines, inlines, tidied};
use crate::markdown::tree::CalloutKind;

/// A tree that has been written.
#[derive(Clone, Debug, Default)]
pub(super) struct Markdown {
    /// The Markdown, without front matter.
    pub text: String,
    /// Words whose bold, italics or strikes had to be left out.
    pub plainer: Vec<String>,
}

/// Writes a document. A link to a place of which it isn't known yet where it is keeps its words alone.
pub(super) fn markdown(body: &Body) -> Markdown {
    let mut writer = Writer { plainer: Vec::new() };
    let mut parts = vec![writer.blocks(&body.blocks)];
    for (label, blocks) in &body.footnotes {
        let text = writer.blocks(blocks);
        parts.push(format!("[^{label}]: {}", indented(&text, 4)));
    }
    parts.retain(|part| !part.is_empty());
    let mut text = parts.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    Markdown { text, plainer: writer.plainer }
}

struct Writer {
    plainer: Vec<String>,
}

impl Writer {
    fn inline(&mut self, content: &[Inline], lines: Lines) -> String {
        let written = inlines(content, lines);
        if written.is_plainer {
            self.plainer.push(crate::import::tree::words(content));
        }
        written.text
    }

    fn blocks(&mut self, blocks: &[Block]) -> String {
        let mut parts: Vec<String> = Vec::new();
        // Two lists of one kind in a row would be read as one: every second gets other marks.
        let mut last: Option<(bool, bool)> = None;
        for block in blocks {
            last = match block {
                Block::List(list) => {
                    let is_numbered = list.start.is_some();
                    let before = last.filter(|(kind, _)| *kind == is_numbered);
                    Some((is_numbered, before.is_some_and(|(_, is_second)| !is_second)))
                }
                _ => None,
            };
            let text = match block {
                Block::Heading { level, content, .. } => {
                    let text = self.inline(content, Lines::Heading);
                    match text.is_empty() {
                        true => text,
                        false => format!("{} {text}", "#".repeat(usize::from(*level))),
                    }
                }
                Block::Paragraph(content) => self.inline(content, Lines::Text),
                Block::List(list) => self.list(list, last.is_some_and(|(_, is_second)| is_second)),
                Block::Table(table) => self.table(table),
                Block::Callout(kind, blocks) => {
                    // Only a paragraph may follow at once: a list that begins with 3 would be read as text.
                    let gap =
                        if matches!(blocks.first(), Some(Block::Paragraph(_))) { "" } else { "\n" };
                    quoted(&format!("[!{}]\n{gap}{}", callout(*kind), self.blocks(blocks)))
                }
                Block::Quote(blocks) => quoted(&self.blocks(blocks)),
                Block::KeyPoints(label, blocks) => {
                    format!(":::key-points {label}\n{}\n:::", self.blocks(blocks))
                }
            };
            if !text.trim().is_empty() {
                parts.push(text);
            }
        }
        parts.join("\n\n")
    }

    fn list(&mut self, list: &List, is_second: bool) -> String {
        let is_tight = list.items.iter().all(is_tight);
        let mut text = String::new();
        for (index, item) in list.items.iter().enumerate() {
            let mark = match (list.start, is_second) {
                (None, false) => "-".to_owned(),
                (None, true) => "*".to_owned(),
                (Some(start), _) => {
                    let number = start.saturating_add(index as u64);
                    format!("{number}{}", if is_second { ')' } else { '.' })
                }
            };
            let task = match item.task {
                None => "",
                Some(false) => "[ ] ",
                Some(true) => "[x] ",
            };
            let content = match is_tight {
                true => {
                    let blocks: Vec<String> = item
                        .blocks
                        .iter()
                        .map(|block| self.blocks(std::slice::from_ref(block)))
                        .collect();
                    blocks.join("\n")
                }
                false => self.blocks(&item.blocks),
            };
            if index > 0 {
                text.push_str(if is_tight { "\n" } else { "\n\n" });
            }
            let width = mark.len() + 1;
            text.push_str(&format!("{mark} {task}{}", indented(&content, width)));
        }
        text
    }

    fn table(&mut self, table: &Table) -> String {
        let columns = table.head.iter().chain(&table.rows).map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return String::new();
        }
        let empty = vec![Vec::new(); columns];
        let head = table.head.as_ref().unwrap_or(&empty);
        let mut text = self.row(head, columns);
        text.push_str(&format!("\n|{}", "---|".repeat(columns)));
        for row in &table.rows {
            text.push('\n');
            text.push_str(&self.row(row, columns));
        }
        text
    }

    fn row(&mut self, row: &[Vec<Inline>], columns: usize) -> String {
        let mut text = String::from("|");
        for column in 0..columns {
            let cell = row.get(column).map(|cell| self.inline(cell, Lines::Cell));
            match cell.as_deref() {
                None | Some("") => text.push_str(" |"),
                Some(cell) => text.push_str(&format!(" {cell} |")),
            }
        }
        text
    }
}

/// Only a line, with or without a list below it.
fn is_tight(item: &Item) -> bool {
    match item.blocks.as_slice() {
        [Block::Paragraph(_)] => true,
        // A list that begins with 3 needs a blank line before it.
        [Block::Paragraph(_), Block::List(inner)] => {
            matches!(inner.start, None | Some(1)) && inner.items.iter().all(is_tight)
        }
        _ => false,
    }
}

fn callout(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Note => "NOTE",
        CalloutKind::Tip => "TIP",
        CalloutKind::Important => "IMPORTANT",
        CalloutKind::Warning => "WARNING",
        CalloutKind::Caution => "CAUTION",
    }
}

/// Every line but the first moved in, empty ones left empty.
fn indented(text: &str, width: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(width)))
        .replace(&format!("\n{}\n", " ".repeat(width)), "\n\n")
}

fn quoted(text: &str) -> String {
    let lines = text.lines().map(|line| format!("> {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether running text says nothing at all: not a word, a picture or a footnote.
pub(crate) fn is_empty(content: &[Inline]) -> bool {
    tidied(content, Lines::Text).is_empty()
}
