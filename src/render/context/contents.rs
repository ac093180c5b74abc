//! The table of contents of a page: its headings, those of passages in their places.

use serde::Serialize;

use crate::model::{Document, DocumentId, Edition, IncludeFault};
use crate::resolve::passage_anchor;

#[derive(Serialize)]
pub(super) struct TocEntry {
    title: String,
    anchor: String,
    children: Vec<TocEntry>,
}

/// An entry by itself.
pub(crate) struct Heading<'a> {
    pub title: &'a str,
    pub anchor: &'a str,
    /// It stands below another.
    pub is_below: bool,
}

/// Each entry, and after it those that stand below it.
pub(super) fn headings(entries: &[TocEntry]) -> impl Iterator<Item = Heading<'_>> {
    entries.iter().flat_map(|entry| {
        let below = entry.children.iter().map(|child| child.heading(true));
        std::iter::once(entry.heading(false)).chain(below)
    })
}

impl TocEntry {
    fn heading(&self, is_below: bool) -> Heading<'_> {
        Heading { title: &self.title, anchor: &self.anchor, is_below }
    }
}

/// The second and third level of headings, those of passages in their places.
pub(super) fn table_of_contents(edition: &Edition, document: &Document) -> Vec<TocEntry> {
    let outline = &document.parsed.outline;
    let skipped = usize::from(document.title_from_heading);
    let mut includes = outline.includes.iter().zip(&document.includes).peekable();
    let mut lines: Vec<(u8, &str, String)> = Vec::new();
    let mut shift = 0;
    for heading in outline.headings.iter().skip(skipped) {
        while let Some((_, passage)) =
            includes.next_if(|(i, _)| i.span.start() < heading.span.start())
        {
            passage_lines(edition, passage, shift, &mut lines);
        }
        // From a heading of the first level on, all move down, as they do in the text.
        shift = shift.max(u8::from(heading.level == 1));
        lines.push((heading.level + shift, &heading.text, heading.anchor.to_string()));
    }
    for (_, passage) in includes {
        passage_lines(edition, passage, shift, &mut lines);
    }
    let mut toc: Vec<TocEntry> = Vec::new();
    for (level, title, anchor) in lines {
        let entry = TocEntry { title: title.to_owned(), anchor, children: Vec::new() };
        match (level, toc.last_mut()) {
            (2, _) | (3, None) => toc.push(entry),
            (3, Some(above)) => above.children.push(entry),
            _ => {}
        }
    }
    toc
}

/// The headings of an included passage.
fn passage_lines<'a>(
    edition: &'a Edition,
    passage: &Result<DocumentId, IncludeFault>,
    mut shift: u8,
    lines: &mut Vec<(u8, &'a str, String)>,
) {
    let passage = passage.as_ref().ok().and_then(|id| edition.document(*id));
    let Some(passage) = passage.map(|document| &document.parsed) else { return };
    for heading in &passage.outline.headings {
        shift = shift.max(u8::from(heading.level == 1));
        let anchor = passage_anchor(passage.path.stem(), &heading.anchor);
        lines.push((heading.level + shift, &heading.text, anchor));
    }
}
