//! A body's tree to HTML, for one page. It follows no link by itself: where each leads was resolved
//! before, and here it only becomes relative to the page.

mod block;
mod component;
mod footnote;
mod inline;
mod link;
mod sanitise;
mod table;

use std::collections::BTreeMap;

use crate::markdown::tree::{Block, BlockKind, Footnote};
use crate::model::{Document, Edition, Url};
use crate::theme::{RenderFault, Theme};

/// A body as HTML, and what went wrong in the templates of its components.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub html: String,
    pub faults: Vec<RenderFault>,
}

/// The body of a document as HTML for the page at `page`.
pub(crate) fn body(edition: &Edition, theme: &Theme, document: &Document, page: &Url) -> Rendered {
    let body = &document.parsed.body;
    let mut shared = Shared::default();
    let mut writer = Writer::new(edition, theme, document, page, &mut shared);
    let blocks = writer.without_title(&body.blocks);
    writer.heading_shift = u8::from(has_top_heading(blocks));
    let mut html = writer.blocks(blocks);
    html.push_str(&writer.footnotes());
    Rendered { html, faults: shared.faults }
}

/// A passage as HTML for the page at `page`, its anchors made the page's own.
pub(crate) fn passage(
    edition: &Edition,
    theme: &Theme,
    passage: &Document,
    page: &Url,
) -> Rendered {
    let mut shared = Shared::default();
    let mut writer = Writer::new(edition, theme, passage, page, &mut shared);
    writer.anchor_prefix = Some(passage.parsed.path.stem());
    let blocks = writer.without_title(&passage.parsed.body.blocks);
    let mut html = writer.blocks(blocks);
    html.push_str(&writer.footnotes());
    Rendered { html, faults: shared.faults }
}

/// What every writer of one page shares: counters, so that every id on the page is given once.
#[derive(Default)]
struct Shared {
    faults: Vec<RenderFault>,
    /// How many components of each name the page has so far.
    components: BTreeMap<String, usize>,
    tables: usize,
    /// The passages that are being written, to end a loop.
    including: Vec<usize>,
}

/// Writes the HTML of one document's blocks.
struct Writer<'a> {
    edition: &'a Edition,
    theme: &'a Theme,
    document: &'a Document,
    page: &'a Url,
    shared: &'a mut Shared,
    /// What stands before the anchors of a passage on the page that includes it.
    anchor_prefix: Option<&'a str>,
    /// By how much headings move down, so that the page has one title.
    heading_shift: u8,
    /// The number of each footnote, and how often it was referred to so far.
    notes: BTreeMap<&'a str, (usize, usize)>,
}

impl<'a> Writer<'a> {
    fn new(
        edition: &'a Edition,
        theme: &'a Theme,
        document: &'a Document,
        page: &'a Url,
        shared: &'a mut Shared,
    ) -> Self {
        let notes = document.parsed.body.footnotes.iter().enumerate();
        let notes = notes.map(|(index, note): (usize, &Footnote)| {
            (note.label.as_str(), (index + 1, 0))
        });
        Writer {
            edition,
            theme,
            document,
            page,
            shared,
            anchor_prefix: None,
            heading_shift: 0,
            notes: notes.collect(),
        }
    }

    /// The blocks without the first heading, if that is the page's title.
    fn without_title(&self, blocks: &'a [Block]) -> &'a [Block] {
        match blocks {
            [Block { kind: BlockKind::Heading(heading), .. }, rest @ ..]
                if self.document.title_from_heading && heading.level == 1 =>
            {
                rest
            }
            _ => blocks,
        }
    }

    /// A phrase of the theme's.
    fn phrase(&self, key: &str) -> &'a str {
        self.theme.strings.get(key).map_or("", String::as_str)
    }
}

fn has_top_heading(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::Heading(heading) => heading.level == 1,
        BlockKind::Component(component) => has_top_heading(&component.blocks),
        BlockKind::Quote(blocks) | BlockKind::Callout(_, blocks) => has_top_heading(blocks),
        _ => false,
    })
}

/// Text for an element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    push_escaped(&mut escaped, text);
    escaped
}

fn push_escaped(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(reference);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}
