//! A body's tree to HTML, for one page. It follows no link by itself: where each leads was resolved
//! before, and here it only becomes relative to the page.

mod block;
mod component;
mod footnote;
mod inline;
mod link;
mod mention;
mod numbers;
mod sanitise;
mod table;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::markdown::tree::{Block, BlockKind, Footnote};
use crate::model::{Document, DocumentId, Edition, Mark, ResolvedLink, TermId, Url};
use crate::resolve::passage_anchor;
use crate::source::SourcePath;
use crate::theme::{RenderFault, Theme};

/// A body as HTML, what it marks, and what went wrong in the templates of its components.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub html: String,
    /// The terms of the glossary that are marked in it.
    pub terms: Vec<TermId>,
    pub faults: Vec<RenderFault>,
}

/// The body of a document as HTML for the page at `page`.
pub(crate) fn body(edition: &Edition, theme: &Theme, document: &Document, page: &Url) -> Rendered {
    let mut shared = Shared::default();
    let html = Writer::new(edition, theme, document, page, &mut shared).whole();
    // Where the text says what they mean, nothing else has to.
    let terms = match edition.help.terms_in_full {
        true => Vec::new(),
        false => shared.terms.into_keys().collect(),
    };
    Rendered { html, terms, faults: shared.faults }
}

/// A passage as HTML for the page at `page`, its anchors made the page's own, and no term marked in it.
pub(crate) fn passage(
    edition: &Edition,
    theme: &Theme,
    passage: &Document,
    page: &Url,
) -> Rendered {
    let mut shared = Shared { without_terms: true, ..Shared::default() };
    let mut writer = Writer::new(edition, theme, passage, page, &mut shared);
    writer.is_passage = true;
    writer.anchor_prefix = passage_anchor(passage.parsed.path.stem(), "").into();
    let html = writer.whole();
    Rendered { html, terms: Vec::new(), faults: shared.faults }
}

/// Several documents as HTML for one page, one after another: the anchors of each are made its own by what
/// `documents` puts before them, links among them stay on the page, and headings stand one level lower.
pub(crate) fn together(
    edition: &Edition,
    theme: &Theme,
    documents: &BTreeMap<DocumentId, String>,
    order: &[DocumentId],
    page: &Url,
) -> (Vec<String>, Vec<RenderFault>) {
    // On paper nobody can ask what a term means.
    let without_terms = !edition.help.terms_in_full;
    let mut shared = Shared { without_terms, ..Shared::default() };
    let mut all = Vec::new();
    for id in order {
        let Some((document, prefix)) = edition.document(*id).zip(documents.get(id)) else {
            all.push(String::new());
            continue;
        };
        let mut writer = Writer::new(edition, theme, document, page, &mut shared);
        writer.anchor_prefix = prefix.into();
        writer.together = Some(Together { prefix, documents });
        all.push(writer.whole());
    }
    (all, shared.faults)
}

/// One of several documents on a page.
#[derive(Clone, Copy)]
struct Together<'a> {
    /// What stands before its anchors.
    prefix: &'a str,
    /// The same for every document on the page.
    documents: &'a BTreeMap<DocumentId, String>,
}

/// What every writer of one page shares: counters, so that every id on the page is given once.
#[derive(Default)]
struct Shared {
    faults: Vec<RenderFault>,
    /// How many components of each name the page has so far.
    components: BTreeMap<String, usize>,
    tables: usize,
    /// Where each term is marked: the file, the run, and the place in the run.
    terms: BTreeMap<TermId, (SourcePath, usize, usize)>,
    /// The anchors of what stands in authors' HTML, so far.
    anchors: BTreeSet<String>,
    /// What leads to the glossary, once a term is marked.
    glossary: OnceCell<String>,
    /// No term is marked.
    without_terms: bool,
    /// The passages that are being written, to end a loop.
    including: Vec<usize>,
}

/// Writes the HTML of one document's blocks.
struct Writer<'a> {
    edition: &'a Edition,
    theme: &'a Theme,
    document: &'a Document,
    /// The document is written from right to left.
    is_right_to_left: bool,
    links: &'a [ResolvedLink],
    marks: &'a [Mark],
    page: &'a Url,
    shared: &'a mut Shared,
    /// It is a passage, on a page that includes it.
    is_passage: bool,
    /// What stands before its anchors on the page.
    anchor_prefix: Cow<'a, str>,
    /// The documents that stand on the page with this one.
    together: Option<Together<'a>>,
    /// By how much headings move down from here on, so that the page has one title and no level is left out.
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
        let notes =
            notes.map(|(index, note): (usize, &Footnote)| (note.label.as_str(), (index + 1, 0)));
        Writer {
            edition,
            theme,
            document,
            is_right_to_left: document.language.is_right_to_left(),
            links: &document.links,
            marks: &document.mentions.marks,
            page,
            shared,
            is_passage: false,
            anchor_prefix: Cow::Borrowed(""),
            together: None,
            heading_shift: 0,
            notes: notes.collect(),
        }
    }

    /// The document, without the heading that is the page's title.
    fn whole(mut self) -> String {
        let parsed = &self.document.parsed;
        let length = parsed.text.as_str().len();
        let mut html = String::with_capacity(length + length / 4);
        self.push_blocks(self.without_title(&parsed.body.blocks), &mut html);
        self.push_footnotes(&mut html);
        html
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

    /// An anchor of the document as it is on this page.
    fn anchor(&self, anchor: &str) -> String {
        [&*self.anchor_prefix, anchor].concat()
    }

    /// Writes it into an attribute.
    fn push_anchor(&self, anchor: &str, html: &mut String) {
        push_escaped(html, &self.anchor_prefix);
        push_escaped(html, anchor);
    }

    /// A phrase of the theme's.
    fn phrase(&self, key: &str) -> &'a str {
        self.theme.strings.get(key).map_or("", String::as_str)
    }
}

/// Text for an element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    push_escaped(&mut escaped, text);
    escaped
}

fn push_escaped(out: &mut String, text: &str) {
    // Nearly all text can be written as it is. Without a branch, a processor looks at many bytes at once.
    let is_other = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"');
    if !text.bytes().fold(false, |any, byte| any | is_other(byte)) {
        out.push_str(text);
        return;
    }
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
