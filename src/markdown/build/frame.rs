//! The constructs that can be open, as pulldown-cmark's tags begin them.

use std::sync::Arc;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Tag};

use crate::markdown::build::Builder;
use crate::markdown::directive::Opening;
use crate::markdown::tree::{Alignment, CalloutKind, Code, Definition, Inlines, Item};
use crate::source::Span;

/// As deep as pub(super) constructs may stand inside each other; real guidance stays below ten.
pub(super) const MOST_DEPTH: usize = 100;

/// A construct that is still open. What it holds so far stands in the builder's lists, from here to their ends.
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    pub(super) span: Span,
    pub(super) first_block: usize,
    pub(super) first_inline: usize,
}

/// What it is.
pub(super) enum FrameKind {
    Root,
    Quote(Option<CalloutKind>),
    List {
        start: Option<u64>,
        loose: bool,
        items: Vec<Item>,
    },
    Item {
        task: Option<bool>,
        loose: bool,
    },
    Footnote(String),
    Definitions(Vec<Definition>),
    Term,
    DefinitionOf,
    Table {
        alignments: Box<[Alignment]>,
        head: Box<[Inlines]>,
        rows: Vec<Box<[Inlines]>>,
    },
    Row {
        is_head: bool,
        cells: Vec<Inlines>,
    },
    Cell,
    Paragraph,
    Heading {
        level: u8,
        anchor: Arc<str>,
        classes: Box<[String]>,
    },
    Code(Box<Code>),
    Html(String),
    Component {
        opening: Box<Opening>,
        colons: usize,
    },
    Emphasis,
    Strong,
    Strikethrough,
    Link {
        link: usize,
        title: Box<str>,
    },
    Image {
        link: usize,
        title: Box<str>,
    },
    /// What we have no name for: its content is its parent's.
    Plain,
}

impl Builder<'_> {
    pub(super) fn frame_kind(&mut self, tag: Tag<'_>, span: Span) -> FrameKind {
        match tag {
            Tag::Paragraph => FrameKind::Paragraph,
            Tag::Heading { level, id, classes, .. } => FrameKind::Heading {
                level: level as u8,
                anchor: id.as_deref().unwrap_or_default().into(),
                classes: classes.into_iter().map(CowStr::into_string).collect(),
            },
            Tag::BlockQuote(kind) => FrameKind::Quote(kind.map(callout_kind)),
            Tag::CodeBlock(kind) => FrameKind::Code(Box::new(Code {
                language: match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split_whitespace().next().unwrap_or_default().to_owned()
                    }
                    CodeBlockKind::Indented => String::new(),
                },
                text: String::new(),
            })),
            Tag::HtmlBlock => FrameKind::Html(String::new()),
            Tag::List(start) => FrameKind::List { start, loose: false, items: Vec::new() },
            Tag::Item => FrameKind::Item { task: None, loose: false },
            Tag::FootnoteDefinition(label) => FrameKind::Footnote(label.into_string()),
            Tag::DefinitionList => FrameKind::Definitions(Vec::new()),
            Tag::DefinitionListTitle => FrameKind::Term,
            Tag::DefinitionListDefinition => FrameKind::DefinitionOf,
            Tag::Table(alignments) => FrameKind::Table {
                alignments: alignments.into_iter().map(alignment).collect(),
                head: Box::default(),
                rows: Vec::new(),
            },
            Tag::TableHead => FrameKind::Row { is_head: true, cells: self.room_for_cells() },
            Tag::TableRow => FrameKind::Row { is_head: false, cells: self.room_for_cells() },
            Tag::TableCell => FrameKind::Cell,
            Tag::Emphasis => FrameKind::Emphasis,
            Tag::Strong => FrameKind::Strong,
            Tag::Strikethrough => FrameKind::Strikethrough,
            Tag::Link { link_type, dest_url, title, .. } => {
                self.in_link += 1;
                let link = self.link(link_type, &dest_url, span, false);
                FrameKind::Link { link, title: title.as_ref().into() }
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.in_link += 1;
                let link = self.link(link_type, &dest_url, span, true);
                FrameKind::Image { link, title: title.as_ref().into() }
            }
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => FrameKind::Plain,
        }
    }

    /// An empty row of the table that is open.
    fn room_for_cells(&mut self) -> Vec<Inlines> {
        match &self.top().kind {
            FrameKind::Table { alignments, .. } => Vec::with_capacity(alignments.len()),
            _ => Vec::new(),
        }
    }
}

fn callout_kind(kind: BlockQuoteKind) -> CalloutKind {
    match kind {
        BlockQuoteKind::Note => CalloutKind::Note,
        BlockQuoteKind::Tip => CalloutKind::Tip,
        BlockQuoteKind::Important => CalloutKind::Important,
        BlockQuoteKind::Warning => CalloutKind::Warning,
        BlockQuoteKind::Caution => CalloutKind::Caution,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}
