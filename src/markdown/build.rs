//! pulldown-cmark's events, one by one, to a tree. It holds a frame for every construct that is still
//! open; what it can't nest any deeper it lays flat, and loses nothing.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag};
use rustc_hash::FxHashMap;

use crate::markdown::autolink;
use crate::markdown::directive::{Marker, Opening};
use crate::markdown::parse::{Built, Markdown};
use crate::markdown::plain_text::inlines_text;
use crate::markdown::tree::{
    Alignment, Block, BlockKind, CalloutKind, Component, Definition, Footnote, Heading, Inline,
    InlineKind, Item, Link, LinkKind, List, MarkdownFault, Table,
};
use crate::source::Span;

/// As deep as constructs may stand inside each other; real guidance stays below ten.
const MOST_DEPTH: usize = 100;

pub(crate) struct Builder<'a> {
    source: &'a str,
    from: usize,
    markers: &'a [Marker],
    markers_seen: Vec<usize>,
    frames: Vec<Frame>,
    /// How many constructs have begun beyond the depth that can be shown.
    flattened: usize,
    /// How many links are open: an address inside a link is no link of its own.
    in_link: usize,
    /// The order in which the text first refers to each footnote.
    label_order: FxHashMap<String, usize>,
    markdown: Markdown,
}

/// A construct that is still open, and what it holds so far.
struct Frame {
    kind: FrameKind,
    span: Span,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
}

enum FrameKind {
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
        alignments: Vec<Alignment>,
        head: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Row {
        is_head: bool,
        cells: Vec<Vec<Inline>>,
    },
    Cell,
    Paragraph,
    Heading {
        level: u8,
        anchor: String,
        classes: Vec<String>,
    },
    Code {
        language: String,
        text: String,
    },
    Html(String),
    Component {
        opening: Opening,
        colons: usize,
    },
    Emphasis,
    Strong,
    Strikethrough,
    Link {
        link: usize,
        title: String,
    },
    Image {
        link: usize,
        title: String,
    },
    /// What we have no name for: its content is its parent's.
    Plain,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(source: &'a str, from: usize, markers: &'a [Marker]) -> Self {
        let root = Frame {
            kind: FrameKind::Root,
            span: Span::new(from, from + source.len()),
            blocks: Vec::new(),
            inlines: Vec::new(),
        };
        Builder {
            source,
            from,
            markers,
            markers_seen: Vec::new(),
            frames: vec![root],
            flattened: 0,
            in_link: 0,
            label_order: FxHashMap::default(),
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
            Event::Code(text) => self.inline(span, InlineKind::Code(text.into_string())),
            Event::Html(html) => self.html(&html, &range),
            Event::InlineHtml(html) => self.inline(span, InlineKind::Html(html.into_string())),
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
        let root = self.frames.pop().expect("the root frame stays until now");
        self.markdown.body.blocks = root.blocks;
        self.order_footnotes();
        self.markers_seen.sort_unstable();
        Built { markdown: self.markdown, markers_seen: self.markers_seen }
    }

    fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the root frame is never popped while building")
    }

    fn push(&mut self, kind: FrameKind, span: Span) {
        self.frames.push(Frame { kind, span, blocks: Vec::new(), inlines: Vec::new() });
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

    fn frame_kind(&mut self, tag: Tag<'_>, span: Span) -> FrameKind {
        match tag {
            Tag::Paragraph => FrameKind::Paragraph,
            Tag::Heading { level, id, classes, .. } => FrameKind::Heading {
                level: level as u8,
                anchor: id.map(CowStr::into_string).unwrap_or_default(),
                classes: classes.into_iter().map(CowStr::into_string).collect(),
            },
            Tag::BlockQuote(kind) => FrameKind::Quote(kind.map(callout_kind)),
            Tag::CodeBlock(kind) => FrameKind::Code {
                language: match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split_whitespace().next().unwrap_or_default().to_owned()
                    }
                    CodeBlockKind::Indented => String::new(),
                },
                text: String::new(),
            },
            Tag::HtmlBlock => FrameKind::Html(String::new()),
            Tag::List(start) => FrameKind::List { start, loose: false, items: Vec::new() },
            Tag::Item => FrameKind::Item { task: None, loose: false },
            Tag::FootnoteDefinition(label) => FrameKind::Footnote(label.into_string()),
            Tag::DefinitionList => FrameKind::Definitions(Vec::new()),
            Tag::DefinitionListTitle => FrameKind::Term,
            Tag::DefinitionListDefinition => FrameKind::DefinitionOf,
            Tag::Table(alignments) => FrameKind::Table {
                alignments: alignments.into_iter().map(alignment).collect(),
                head: Vec::new(),
                rows: Vec::new(),
            },
            Tag::TableHead => FrameKind::Row { is_head: true, cells: Vec::new() },
            Tag::TableRow => FrameKind::Row { is_head: false, cells: Vec::new() },
            Tag::TableCell => FrameKind::Cell,
            Tag::Emphasis => FrameKind::Emphasis,
            Tag::Strong => FrameKind::Strong,
            Tag::Strikethrough => FrameKind::Strikethrough,
            Tag::Link { link_type, dest_url, title, .. } => {
                self.in_link += 1;
                let link = self.link(link_type, &dest_url, span, false);
                FrameKind::Link { link, title: title.into_string() }
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.in_link += 1;
                let link = self.link(link_type, &dest_url, span, true);
                FrameKind::Image { link, title: title.into_string() }
            }
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => FrameKind::Plain,
        }
    }

    fn link(&mut self, kind: LinkType, destination: &str, span: Span, is_image: bool) -> usize {
        let written = self.source_of(span);
        let destination_span = match (kind, written.rfind(destination)) {
            (LinkType::Inline | LinkType::Autolink | LinkType::Email, Some(at))
                if !destination.is_empty() =>
            {
                let start = span.start + at;
                Span::new(start, start + destination.len())
            }
            _ => span,
        };
        let mut destination = destination.to_owned();
        if kind == LinkType::Email {
            destination.insert_str(0, "mailto:");
        }
        let kind = match kind {
            LinkType::Autolink | LinkType::Email => LinkKind::Autolink,
            _ if is_image => LinkKind::Image,
            _ => LinkKind::Link,
        };
        let text = String::new();
        self.markdown.links.push(Link { destination, span, destination_span, kind, text });
        self.markdown.links.len() - 1
    }

    fn source_of(&self, span: Span) -> &'a str {
        let range = span.start.saturating_sub(self.from)..span.end.saturating_sub(self.from);
        self.source.get(range).unwrap_or_default()
    }

    fn end(&mut self) {
        self.close_components();
        if self.frames.len() > 1 {
            self.pop();
        }
    }

    /// Components that are still open when what holds them ends are closed with it, and said to be open.
    fn close_components(&mut self) {
        while let FrameKind::Component { opening, .. } = &self.top().kind {
            let (span, name) = (opening.name.span, opening.name.value.clone());
            self.markdown.faults.push((span, MarkdownFault::UnclosedComponent { name }));
            self.pop();
        }
    }

    /// Makes the innermost open construct a part of the one around it.
    fn pop(&mut self) {
        self.flush();
        let mut frame = self.frames.pop().expect("callers leave the root frame");
        if self.in_link == 0 {
            frame.inlines = self.with_autolinks(frame.inlines);
        }
        let Frame { kind, span, blocks, inlines } = frame;
        match kind {
            FrameKind::Root | FrameKind::Plain => {
                self.top().blocks.extend(blocks);
                self.top().inlines.extend(inlines);
            }
            FrameKind::Quote(None) => self.block(span, BlockKind::Quote(blocks)),
            FrameKind::Quote(Some(kind)) => self.block(span, BlockKind::Callout(kind, blocks)),
            FrameKind::List { start, loose, items } => {
                self.block(span, BlockKind::List(List { start, tight: !loose, items }));
            }
            FrameKind::Definitions(definitions) => {
                self.block(span, BlockKind::Definitions(definitions));
            }
            FrameKind::Table { alignments, head, rows } => {
                self.block(span, BlockKind::Table(Table { alignments, head, rows }));
            }
            FrameKind::Footnote(label) => self.footnote(label, span, blocks),
            FrameKind::Paragraph => self.block(span, BlockKind::Paragraph(inlines)),
            FrameKind::Heading { level, anchor, classes } => {
                let text = inlines_text(&inlines);
                let heading = Heading { level, anchor, text, content: inlines, classes };
                self.block(span, BlockKind::Heading(heading));
            }
            FrameKind::Code { language, text } => {
                self.block(span, BlockKind::Code { language, text });
            }
            FrameKind::Html(html) if html.is_empty() => {}
            FrameKind::Html(html) => self.block(span, BlockKind::Html(html)),
            FrameKind::Component { opening, .. } => self.component(opening, span, blocks),
            FrameKind::Item { .. }
            | FrameKind::Term
            | FrameKind::DefinitionOf
            | FrameKind::Row { .. }
            | FrameKind::Cell => self.pop_part(kind, span, blocks, inlines),
            FrameKind::Emphasis
            | FrameKind::Strong
            | FrameKind::Strikethrough
            | FrameKind::Link { .. }
            | FrameKind::Image { .. } => self.pop_inline(kind, span, inlines),
        }
    }

    /// Parts of lists and tables, which go nowhere but into what they are part of.
    fn pop_part(&mut self, kind: FrameKind, span: Span, blocks: Vec<Block>, inlines: Vec<Inline>) {
        match (kind, &mut self.top().kind) {
            (FrameKind::Item { task, loose }, FrameKind::List { items, loose: list_loose, .. }) => {
                *list_loose |= loose;
                items.push(Item { span, task, blocks });
            }
            (FrameKind::Term, FrameKind::Definitions(definitions)) => {
                definitions.push(Definition { term: inlines, definitions: Vec::new() });
            }
            (FrameKind::DefinitionOf, FrameKind::Definitions(definitions)) => {
                if let Some(last) = definitions.last_mut() {
                    last.definitions.push(blocks);
                }
            }
            (FrameKind::Row { is_head: true, cells }, FrameKind::Table { head, .. }) => {
                *head = cells;
            }
            (FrameKind::Row { is_head: false, cells }, FrameKind::Table { rows, .. }) => {
                rows.push(cells);
            }
            (FrameKind::Cell, FrameKind::Row { cells, .. }) => cells.push(inlines),
            _ => {
                self.top().blocks.extend(blocks);
                self.top().inlines.extend(inlines);
            }
        }
    }

    fn pop_inline(&mut self, kind: FrameKind, span: Span, inlines: Vec<Inline>) {
        match kind {
            FrameKind::Emphasis => self.inline(span, InlineKind::Emphasis(inlines)),
            FrameKind::Strong => self.inline(span, InlineKind::Strong(inlines)),
            FrameKind::Strikethrough => self.inline(span, InlineKind::Strikethrough(inlines)),
            FrameKind::Link { link, title } => {
                self.in_link -= 1;
                self.markdown.links[link].text = inlines_text(&inlines);
                self.inline(span, InlineKind::Link { link, title, content: inlines });
            }
            FrameKind::Image { link, title } => {
                self.in_link -= 1;
                let alt = inlines_text(&inlines);
                self.markdown.links[link].text.clone_from(&alt);
                self.inline(span, InlineKind::Image { link, title, alt });
            }
            _ => self.top().inlines.extend(inlines),
        }
    }

    /// Addresses in the text become links.
    fn with_autolinks(&mut self, inlines: Vec<Inline>) -> Vec<Inline> {
        let mut linked = Vec::with_capacity(inlines.len());
        for inline in inlines {
            let InlineKind::Text(text) = &inline.kind else {
                linked.push(inline);
                continue;
            };
            self.undefined_footnotes(text, inline.span);
            let found = autolink::find(text);
            if found.is_empty() {
                linked.push(inline);
                continue;
            }
            // Smart punctuation has changed the text: the address itself is the file's.
            let source = self.source_of(inline.span);
            let written = autolink::find(source);
            let as_written = written.len() == found.len();
            let mut from = 0;
            for (index, one) in found.into_iter().enumerate() {
                let before = &text[from..one.range.start];
                if !before.is_empty() {
                    linked
                        .push(Inline { span: inline.span, kind: InlineKind::Text(before.into()) });
                }
                from = one.range.end;
                let (span, destination) = match written.get(index).filter(|_| as_written) {
                    Some(address) => (
                        Span::new(address.range.start, address.range.end)
                            .shifted(inline.span.start),
                        address.destination.clone(),
                    ),
                    None => (inline.span, one.destination),
                };
                linked.push(self.autolink(span, destination, &text[one.range]));
            }
            if from < text.len() {
                linked.push(Inline {
                    span: inline.span,
                    kind: InlineKind::Text(text[from..].into()),
                });
            }
        }
        linked
    }

    /// A reference to a footnote that isn't there comes back as the text that it is.
    fn undefined_footnotes(&mut self, text: &str, span: Span) {
        let is_as_written = self.source_of(span) == text;
        for (at, _) in text.match_indices("[^") {
            let label = text[at + 2..].split(']').next().unwrap_or_default();
            let closed = text[at + 2 + label.len()..].starts_with(']');
            if !closed || label.is_empty() || label.contains(char::is_whitespace) {
                continue;
            }
            let span = match is_as_written {
                true => Span::new(at, at + label.len() + 3).shifted(span.start),
                false => span,
            };
            let fault = MarkdownFault::UndefinedFootnote(label.to_owned());
            self.markdown.faults.push((span, fault));
        }
    }

    fn autolink(&mut self, span: Span, destination: String, text: &str) -> Inline {
        let content = vec![Inline { span, kind: InlineKind::Text(text.to_owned()) }];
        self.markdown.links.push(Link {
            destination,
            span,
            destination_span: span,
            kind: LinkKind::Autolink,
            text: text.to_owned(),
        });
        let link = self.markdown.links.len() - 1;
        Inline { span, kind: InlineKind::Link { link, title: String::new(), content } }
    }

    fn component(&mut self, opening: Opening, span: Span, blocks: Vec<Block>) {
        let Opening { name, label, attributes, faults } = opening;
        self.markdown.faults.extend(faults);
        self.block(span, BlockKind::Component(Component { name, label, attributes, blocks }));
    }

    fn block(&mut self, span: Span, kind: BlockKind) {
        self.flush();
        self.top().blocks.push(Block { span, kind });
    }

    /// Text that stands in a list item without a paragraph of its own becomes one.
    fn flush(&mut self) {
        let holds_blocks = matches!(
            self.top().kind,
            FrameKind::Root
                | FrameKind::Quote(_)
                | FrameKind::Item { .. }
                | FrameKind::Footnote(_)
                | FrameKind::DefinitionOf
                | FrameKind::Component { .. }
        );
        if !holds_blocks || self.top().inlines.is_empty() {
            return;
        }
        let inlines = std::mem::take(&mut self.top().inlines);
        let mut inlines = self.with_autolinks(inlines);
        while matches!(inlines.last(), Some(Inline { kind: InlineKind::SoftBreak, .. })) {
            inlines.pop();
        }
        let start = inlines.first().map_or(0, |first| first.span.start);
        let end = inlines.last().map_or(start, |last| last.span.end);
        if !inlines.is_empty() {
            let kind = BlockKind::Paragraph(inlines);
            self.top().blocks.push(Block { span: Span::new(start, end), kind });
        }
    }

    fn inline(&mut self, span: Span, kind: InlineKind) {
        self.top().inlines.push(Inline { span, kind });
    }

    fn text(&mut self, text: &str, span: Span) {
        match &mut self.top().kind {
            FrameKind::Code { text: code, .. } => {
                code.push_str(text);
                return;
            }
            FrameKind::Html(html) => {
                html.push_str(text);
                return;
            }
            _ => {}
        }
        if let Some(Inline { span: last_span, kind: InlineKind::Text(last) }) =
            self.top().inlines.last_mut()
        {
            last.push_str(text);
            last_span.end = span.end;
        } else {
            self.inline(span, InlineKind::Text(text.to_owned()));
        }
    }

    fn html(&mut self, html: &str, range: &Range<usize>) {
        let marker = self
            .markers
            .partition_point(|marker| marker.span.start < range.start)
            .min(self.markers.len());
        let found = self.markers.get(marker).filter(|marker| marker.span.start < range.end);
        if let Some(found) = found
            && html.trim().starts_with("<?")
            && matches!(&self.top().kind, FrameKind::Html(html) if html.trim().is_empty())
        {
            self.markers_seen.push(marker);
            self.marker(found.clone());
            return;
        }
        match &mut self.top().kind {
            FrameKind::Html(text) => text.push_str(html),
            _ => {
                let span = Span::new(range.start, range.end).shifted(self.from);
                self.inline(span, InlineKind::Html(html.to_owned()));
            }
        }
    }

    /// Opens or closes a component. The block of HTML that brought the mark is open on top: it is taken away
    /// for the while, and its end, which comes next, finds it again.
    fn marker(&mut self, marker: Marker) {
        let html = self.frames.pop().expect("the caller saw the frame");
        match marker.opening {
            Some(opening) => {
                let span = Span::new(marker.span.start, marker.span.end).shifted(self.from);
                let opening = shifted(opening, self.from);
                if self.frames.len() < MOST_DEPTH {
                    self.push(FrameKind::Component { opening, colons: marker.colons }, span);
                } else {
                    self.markdown.faults.push((span, MarkdownFault::TooDeep));
                }
            }
            None => self.close_component(marker.colons, marker.span.shifted(self.from)),
        }
        self.frames.push(html);
    }

    /// Closes the component that was opened with as many colons, or else the innermost.
    fn close_component(&mut self, colons: usize, span: Span) {
        let open = self
            .frames
            .iter()
            .rev()
            .map_while(|frame| match &frame.kind {
                FrameKind::Component { colons, .. } => Some(*colons),
                _ => None,
            })
            .collect::<Vec<usize>>();
        if open.is_empty() {
            self.markdown.faults.push((span, MarkdownFault::StrayComponentEnd));
            return;
        }
        let inner = open.iter().position(|&count| count == colons).unwrap_or(0);
        for _ in 0..inner {
            if let FrameKind::Component { opening, .. } = &self.top().kind {
                let (span, name) = (opening.name.span, opening.name.value.clone());
                self.markdown.faults.push((span, MarkdownFault::UnclosedComponent { name }));
            }
            self.pop();
        }
        self.top().span.end = span.end;
        self.pop();
    }

    fn footnote_reference(&mut self, label: &str, span: Span) {
        let next = self.label_order.len();
        self.label_order.entry(label.to_owned()).or_insert(next);
        self.inline(span, InlineKind::FootnoteReference(label.to_owned()));
    }

    fn footnote(&mut self, label: String, span: Span, blocks: Vec<Block>) {
        let known = self.markdown.body.footnotes.iter().any(|footnote| footnote.label == label);
        if known {
            self.markdown.faults.push((span, MarkdownFault::RepeatedFootnote(label)));
        } else {
            let footnote = Footnote { label, span, blocks };
            self.markdown.body.footnotes.push(footnote);
        }
    }

    fn order_footnotes(&mut self) {
        let mut footnotes = std::mem::take(&mut self.markdown.body.footnotes);
        footnotes
            .sort_by_key(|one| self.label_order.get(&one.label).copied().unwrap_or(usize::MAX));
        for footnote in &footnotes {
            if !self.label_order.contains_key(&footnote.label) {
                let label = footnote.label.clone();
                self.markdown.faults.push((footnote.span, MarkdownFault::UnusedFootnote(label)));
            }
        }
        self.markdown.body.footnotes = footnotes;
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

/// An opening's places, read in the body, as places in the file.
fn shifted(mut opening: Opening, by: usize) -> Opening {
    opening.name.span = opening.name.span.shifted(by);
    opening.label.span = opening.label.span.shifted(by);
    for attribute in &mut opening.attributes {
        attribute.name.span = attribute.name.span.shifted(by);
        attribute.value.span = attribute.value.span.shifted(by);
    }
    for (span, _) in &mut opening.faults {
        *span = span.shifted(by);
    }
    opening
}
