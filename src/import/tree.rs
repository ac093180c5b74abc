//! A document on its way to Markdown: what it says and how it is built, without the looks. It is smaller than
//! `markdown::tree`, which holds what authors wrote: here is only what an import writes.

use crate::markdown::tree::CalloutKind;

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// What it says.
        content: Vec<Inline>,
        /// The names that links know it by.
        bookmarks: Vec<String>,
    },
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// A box that says how to take what is in it.
    Callout(CalloutKind, Vec<Block>),
    /// What to take away from the page, under a heading of its own.
    KeyPoints(String, Vec<Block>),
    /// A quotation.
    Quote(Vec<Block>),
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The first number; `None` for bullets.
    pub start: Option<u64>,
    /// Its items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// A task's box, ticked or not.
    pub task: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A table. Every row has as many cells as the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The header cells, if there are any.
    pub head: Option<Vec<Cell>>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell: running text, its lines apart by breaks.
pub type Cell = Vec<Inline>;

/// Running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String, Style),
    /// A link.
    Link(Destination, Vec<Inline>),
    /// A picture: its path from the document on, and what it shows.
    Image(String, String),
    /// A footnote's mark.
    Footnote(String),
    /// The end of a line.
    Break,
}

/// How words are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Struck out.
    pub strike: bool,
    /// Bold.
    pub strong: bool,
    /// In italics.
    pub emphasis: bool,
}

impl Style {
    /// Words as they are.
    pub const PLAIN: Style = Style { strike: false, strong: false, emphasis: false };

    /// What both have.
    pub(crate) fn and(self, other: Style) -> Style {
        Style {
            strike: self.strike && other.strike,
            strong: self.strong && other.strong,
            emphasis: self.emphasis && other.emphasis,
        }
    }
}

/// Where a link leads, before it is known what is imported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// An address, as written.
    Address(String),
    /// A place in the same document, by its name.
    Bookmark(String),
}

/// A document's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Its footnotes by their labels, in order.
    pub footnotes: Vec<(String, Vec<Block>)>,
}

/// The words of running text, a space for each break; footnote marks give nothing.
pub fn words(content: &[Inline]) -> String {
    let mut text = String::new();
    push_words(content, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push_words(content: &[Inline], text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(words, _) => text.push_str(words),
            Inline::Link(_, content) => push_words(content, text),
            Inline::Image(_, alt) => text.push_str(alt),
            Inline::Footnote(_) => {}
            Inline::Break => text.push(' '),
        }
    }
}

/// The words of blocks.
pub fn block_words(blocks: &[Block]) -> String {
    let mut all = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) => all.push(words(content)),
            Block::List(list) => {
                all.extend(list.items.iter().map(|item| block_words(&item.blocks)));
            }
            Block::Table(table) => {
                for row in table.head.iter().chain(&table.rows) {
                    all.extend(row.iter().map(|cell| words(cell)));
                }
            }
            Block::KeyPoints(label, blocks) => {
                all.push(label.clone());
                all.push(block_words(blocks));
            }
            Block::Callout(_, blocks) | Block::Quote(blocks) => all.push(block_words(blocks)),
        }
    }
    all.retain(|words| !words.is_empty());
    all.join(" ")
}
