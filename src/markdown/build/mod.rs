//! pulldown-cmark's events, one by one, to a tree. It holds a frame for every construct that is still
//! open; what it can't nest any deeper it lays flat, and loses nothing.

mod close;
mod component;
mod footnote;
mod frame;
mod link;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag};
use rustc_hash::FxHashMap;

use crate::markdown::Words;
use crate::markdown::autolink;
use crate::markdown::build::frame::{Frame, FrameKind, MOST_DEPTH};
use crate::markdown::directive::Marker;
use crate::markdown::parse::{Built, Markdown};
use crate::markdown::tree::{Block, BlockKind, Blocks, Inline, InlineKind, Inlines, MarkdownFault};
use crate::source::{Mark, Marks, Span, Text};

pub(crate) struct Builder<'a> {
    source: &'a str,
    /// The text that the source is the end of, if somebody keeps it.
    kept: Option<&'a Arc<Text>>,
    from: usize,
    markers: &'a [Marker],
    markers_seen: Vec<usize>,
    frames: Vec<Frame>,
    /// The blocks of all constructs that are open, those of the innermost last.
    blocks: Vec<Block>,
    /// Their running text.
    inlines: Vec<Inline>,
    /// Words that end the running text, and may go on.
    words: String,
    /// Where those words stand, if there are any.
    words_span: Option<Span>,
    /// Whether there can be addresses in the text.
    has_addresses: bool,
    /// Whether there can be references to footnotes in the text.
    has_references: bool,
    /// How many constructs have begun beyond the depth that can be shown.
    flattened: usize,
    /// How many links are open: an address inside a link is no link of its own.
    in_link: usize,
    /// The order in which the text first refers to each footnote.
    label_order: FxHashMap<String, usize>,
    /// The labels of the footnotes that are written so far.
    notes_written: BTreeSet<String>,
    markdown: Markdown,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(
        source: &'a str,
        kept: Option<&'a Arc<Text>>,
        from: usize,
        markers: &'a [Marker],
        marks: Marks,
    ) -> Self {
        let root = Frame {
            kind: FrameKind::Root,
            span: Span::new(from, from + source.len()),
            first_block: 0,
            first_inline: 0,
        };
        Builder {
            source,
            kept,
            from,
            markers,
            markers_seen: Vec::new(),
            frames: vec![root],
            blocks: Vec::new(),
            inlines: Vec::new(),
            words: String::new(),
            words_span: None,
            has_addresses: autolink::can_be_in(source, marks),
            has_references: marks.has(Mark::Footnote),
            flattened: 0,
            in_link: 0,
            label_order: FxHashMap::default(),
            notes_written: BTreeSet::new(),
            markdown: Markdown::default(),
        }
    }

    pub(crate) fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = Span::new(range.start, range.end).shifted(self.from);
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(_) if self.flattened > 0 => self.flattened -= 1,
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text, span),
            Event::Code(text) => self.inline(span, InlineKind::Code(text.as_ref().into())),
            Event::Html(html) => self.html(&html, &range),
            Event::InlineHtml(html) => self.inline(span, InlineKind::Html(html.as_ref().into())),
            Event::FootnoteReference(label) => self.footnote_reference(&label, span),
            Event::SoftBreak => self.inline(span, InlineKind::SoftBreak),
            Event::HardBreak => self.inline(span, InlineKind::HardBreak),
            Event::Rule => self.block(span, BlockKind::Rule),
            Event::TaskListMarker(ticked) => {
                if let FrameKind::Item { task, .. } = &mut self.top().kind {
                    *task = Some(ticked);
                } else if let Some(Frame { kind: FrameKind::Item { task, .. }, .. }) =
                    self.frames.iter_mut().rev().nth(1)
                {
                    *task = Some(ticked);
                }
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, span),
        }
    }

    pub(crate) fn finish(mut self) -> Built {
        while self.frames.len() > 1 {
            self.close_components();
            if self.frames.len() > 1 {
                self.pop();
            }
        }
        self.flush();
        self.markdown.body.blocks = self.take_blocks(0);
        self.markdown.links.shrink_to_fit();
        self.order_footnotes();
        self.markers_seen.sort_unstable();
        Built { markdown: self.markdown, markers_seen: self.markers_seen }
    }

    fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the root frame is never popped while building")
    }

    fn push(&mut self, kind: FrameKind, span: Span) {
        self.settle();
        let (first_block, first_inline) = (self.blocks.len(), self.inlines.len());
        self.frames.push(Frame { kind, span, first_block, first_inline });
    }

    /// The blocks from here on, which are then in no list.
    fn take_blocks(&mut self, first: usize) -> Blocks {
        self.blocks.split_off(first.min(self.blocks.len())).into_boxed_slice()
    }

    /// The running text from here on, which is then in no list.
    fn take_inlines(&mut self, first: usize) -> Inlines {
        self.inlines.split_off(first.min(self.inlines.len())).into_boxed_slice()
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        if self.frames.len() >= MOST_DEPTH || self.flattened > 0 {
            if self.flattened == 0
                && !self.markdown.faults.iter().any(|(_, f)| *f == MarkdownFault::TooDeep)
            {
                self.markdown.faults.push((span, MarkdownFault::TooDeep));
            }
            self.flattened += 1;
            return;
        }
        if is_block(&tag) {
            self.flush();
        }
        if let (Tag::Paragraph, FrameKind::Item { loose, .. }) = (&tag, &mut self.top().kind) {
            *loose = true;
        }
        let kind = self.frame_kind(tag, span);
        self.push(kind, span);
    }

    fn end(&mut self) {
        self.close_components();
        if self.frames.len() > 1 {
            self.pop();
        }
    }

    fn block(&mut self, span: Span, kind: BlockKind) {
        self.flush();
        self.blocks.push(Block { span, kind });
    }

    /// Text that stands in a list item without a paragraph of its own becomes one.
    fn flush(&mut self) {
        self.settle();
        let Frame { kind, first_inline, .. } = self.top();
        let first = *first_inline;
        let holds_blocks = matches!(
            kind,
            FrameKind::Root
                | FrameKind::Quote(_)
                | FrameKind::Item { .. }
                | FrameKind::Footnote(_)
                | FrameKind::DefinitionOf
                | FrameKind::Component { .. }
        );
        if !holds_blocks || self.inlines.len() <= first {
            return;
        }
        self.link_addresses(first);
        while self.inlines.len() > first
            && matches!(self.inlines.last(), Some(Inline { kind: InlineKind::SoftBreak, .. }))
        {
            self.inlines.pop();
        }
        let inlines = self.take_inlines(first);
        let start = inlines.first().map_or(0, |first| first.span.start());
        let end = inlines.last().map_or(start, |last| last.span.end());
        if !inlines.is_empty() {
            let kind = BlockKind::Paragraph(inlines);
            self.blocks.push(Block { span: Span::new(start, end), kind });
        }
    }

    fn inline(&mut self, span: Span, kind: InlineKind) {
        self.settle();
        self.inlines.push(Inline { span, kind });
    }

    /// Ends the words that may go on.
    fn settle(&mut self) {
        if let Some(span) = self.words_span.take() {
            let text = self.words_at(span, &self.words);
            self.words.clear();
            self.inlines.push(text);
        }
    }

    /// These words as running text, which stand at this place as they are or written otherwise.
    fn words_at(&self, span: Span, words: &str) -> Inline {
        let written = self.kept.filter(|text| span.of(text.as_str()) == words);
        let words = written.map_or_else(|| words.into(), |text| Words::written(text, span));
        Inline { span, kind: InlineKind::Text(words) }
    }

    fn text(&mut self, text: &str, span: Span) {
        match &mut self.top().kind {
            FrameKind::Code(code) => {
                code.text.push_str(text);
                return;
            }
            FrameKind::Html(html) => {
                html.push_str(text);
                return;
            }
            _ => {}
        }
        self.words.push_str(text);
        self.words_span = Some(self.words_span.map_or(span, |first| first.up_to(span)));
    }
}

/// Does what begins here end the text that stands in a list item without a paragraph of its own?
fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
