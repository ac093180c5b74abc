//! A document's body as a tree, every part with its place in the file. It holds what the author wrote:
//! links are not followed and nothing is HTML, but what the author wrote as HTML.
//!
//! The trees of all documents are kept at once, so the two types that there are most of are small (a test holds them to
//! it): what is rare or large stands behind a pointer, and nothing keeps room to grow in.

use std::sync::Arc;

use crate::markdown::Words;
use crate::source::{Located, Span};

/// A body: its blocks in order, and the footnotes that they refer to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The blocks, in order.
    pub blocks: Blocks,
    /// Footnotes in the order in which the text first refers to them.
    pub footnotes: Vec<Footnote>,
}

/// Blocks that stand in something.
pub type Blocks = Box<[Block]>;

/// Running text that stands in something.
pub type Inlines = Box<[Inline]>;

/// A block and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Inlines),
    /// A heading.
    Heading(Box<Heading>),
    /// A quotation.
    Quote(Blocks),
    /// GitHub's alert: `> [!NOTE]`.
    Callout(CalloutKind, Blocks),
    /// Code, fenced or indented.
    Code(Box<Code>),
    /// HTML that the author wrote.
    Html(Box<str>),
    /// A list.
    List(Box<List>),
    /// A table.
    Table(Box<Table>),
    /// Terms with their definitions.
    Definitions(Box<[Definition]>),
    /// A thematic break.
    Rule,
    /// `:::name … :::`
    Component(Box<Component>),
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its address on the page, unique there.
    pub anchor: Arc<str>,
    /// Its text without marks.
    pub text: Arc<str>,
    /// Its content.
    pub content: Inlines,
    /// Classes given in `{.class}`.
    pub classes: Box<[String]>,
}

/// Code in lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The first word after the fence, if any.
    pub language: String,
    /// The code itself.
    pub text: String,
}

/// GitHub's five kinds of alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalloutKind {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The first number of a numbered list; `None` for bullets.
    pub start: Option<u64>,
    /// No blank lines between the items, so their text is not in paragraphs.
    pub tight: bool,
    /// The items.
    pub items: Box<[Item]>,
}

/// An item of a list. In a tight list its text stands in paragraphs here too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it stands.
    pub span: Span,
    /// A task's box, ticked or not.
    pub task: Option<bool>,
    /// What it holds.
    pub blocks: Blocks,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// How each column is aligned.
    pub alignments: Box<[Alignment]>,
    /// The header cells.
    pub head: Box<[Inlines]>,
    /// The rows below.
    pub rows: Vec<Box<[Inlines]>>,
}

/// How a table's column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// As the text runs.
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A term and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The term.
    pub term: Inlines,
    /// Its definitions, each of blocks.
    pub definitions: Vec<Blocks>,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// The label that the author gave.
    pub label: String,
    /// Where it is defined.
    pub span: Span,
    /// What it says.
    pub blocks: Blocks,
}

/// A directive: `:::name Label {key="value"}`, what it holds, and `:::`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Its name.
    pub name: Located<String>,
    /// The text after the name; empty if none.
    pub label: Located<String>,
    /// What stands in braces, in order.
    pub attributes: Vec<Attribute>,
    /// What it holds.
    pub blocks: Blocks,
}

impl Component {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&Located<String>> {
        self.attributes.iter().find(|one| one.name.value == name).map(|one| &one.value)
    }
}

/// One `key="value"` of a component; a key alone has an empty value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The key.
    pub name: Located<String>,
    /// The value, without its quotes.
    pub value: Located<String>,
}

impl Attribute {
    /// Whether its value is words for readers (`within="15 working days"`, `by=Stacey`) rather than a choice or a
    /// date (`kind=danger`).
    pub fn is_words(&self) -> bool {
        let value = self.value.value.trim();
        value.contains(' ') || value.starts_with(char::is_uppercase)
    }
}

/// A piece of running text and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// The kinds of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Words.
    Text(Words),
    /// Code.
    Code(Box<str>),
    /// `*emphasis*`
    Emphasis(Inlines),
    /// `**strong**`
    Strong(Inlines),
    /// `~~struck out~~`
    Strikethrough(Inlines),
    /// A link.
    Link(Box<InlineLink>),
    /// An image.
    Image(Box<InlineImage>),
    /// One tag or comment of HTML that the author wrote.
    Html(Box<str>),
    /// `[^label]`
    FootnoteReference(Box<str>),
    /// The end of a line in the file.
    SoftBreak,
    /// The end of a line on the page.
    HardBreak,
}

/// A link in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineLink {
    /// Which of the document's links.
    pub link: LinkIndex,
    /// The title in quotes; empty if none.
    pub title: Box<str>,
    /// What one clicks.
    pub content: Inlines,
}

/// An image in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineImage {
    /// Which of the document's links.
    pub link: LinkIndex,
    /// The title in quotes; empty if none.
    pub title: Box<str>,
    /// What it shows, in words.
    pub alt: Box<str>,
}

/// A link's index in its document's list of links.
pub type LinkIndex = usize;

/// A link as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as written, escapes undone.
    pub destination: String,
    /// The whole link.
    pub span: Span,
    /// The destination within it, or the whole where that isn't known (a reference link).
    pub destination_span: Span,
    /// What it is.
    pub kind: LinkKind,
    /// The text that one clicks, or an image's description.
    pub text: String,
}

/// What kind of link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// One that a reader follows.
    Link,
    /// An address in the text that was made a link, or `<https://…>`.
    Autolink,
    /// An image.
    Image,
    /// An `href` or `src` in HTML.
    Html,
}

/// What can be wrong with a body by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkdownFault {
    /// A component that is never closed.
    UnclosedComponent {
        /// Its name.
        name: String,
    },
    /// A closing line with nothing to close.
    StrayComponentEnd,
    /// A component's line that can't be understood: no name, or braces that don't close.
    MalformedComponent(String),
    /// The same attribute twice.
    RepeatedAttribute(String),
    /// `[^label]` without a footnote of that label.
    UndefinedFootnote(String),
    /// A footnote that nothing refers to.
    UnusedFootnote(String),
    /// The same footnote defined twice; the first one counts.
    RepeatedFootnote(String),
    /// `[text][label]` without a `[label]: …`.
    UndefinedReference(String),
    /// The same `{#anchor}` twice.
    RepeatedAnchor(String),
    /// Quotes, lists or components inside each other, more than can be shown.
    TooDeep,
}

#[cfg(test)]
mod tests {
    use super::{Block, Inline, Item};

    #[cfg(target_pointer_width = "64")]
    #[test]
    fn what_there_is_most_of_is_small() {
        assert_eq!(size_of::<Inline>(), 32);
        assert_eq!(size_of::<Block>(), 32);
        assert_eq!(size_of::<Item>(), 32);
    }
}
