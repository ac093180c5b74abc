//! What a list of results shows of documents: titles, addresses, and passages' words, several documents a
//! file. Of a very large handbook each passage is cut, so that the index stays small.

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::model::{Document, Edition, Language, Origin, Section, SectionId, watching};
use crate::search::Index;
use crate::search::files::{Files, SHORT_HASH};
use crate::search::json::{push_list, push_text};
use crate::search::last::Last;
use crate::search::passages::{Passage, passages};
use crate::search::reading::InPart;

/// How documents' records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// How many documents a file holds.
    pub per_file: usize,
    /// How many characters of a passage are kept.
    pub longest: usize,
    /// Words' places are kept too. Of a very large handbook they are not, and a phrase is then looked
    /// for by the passages that have all its words.
    pub has_places: bool,
}

/// Handbooks with more text than this are cut: bytes, and the characters that are kept of a passage.
const CUTS: [(usize, usize); 3] = [(8_000_000, 100_000), (20_000_000, 400), (usize::MAX, 60)];
/// A file should have about this many bytes, and holds a power of two of documents. Of a handbook that is cut it has twice
/// as many, for there are so many files that their hashes, which a reader's first query needs, are more than a result is.
const FILE: usize = 3000;

/// How much text the documents have that were read so far.
#[derive(Default)]
pub(crate) struct Size {
    /// So much is expected.
    expected: usize,
    bytes: AtomicUsize,
    passages: AtomicUsize,
}

impl Size {
    /// The size of documents, of which so much text is expected in all.
    pub(crate) fn expecting(expected: usize) -> Size {
        Size { expected, ..Size::default() }
    }

    /// How many bytes there are, as far as is expected, and known by now.
    fn bytes(&self) -> usize {
        self.expected.max(self.bytes.load(Ordering::Relaxed))
    }

    /// Whether words' places may be needed.
    pub(crate) fn may_have_places(&self) -> bool {
        has_places(self.bytes())
    }

    /// Whether less was kept than this layout needs, since more text was expected.
    pub(crate) fn is_short_of(expected: usize, layout: Layout) -> bool {
        longest(expected) < layout.longest
    }

    /// Counts so many bytes of text in so many passages.
    pub(crate) fn count(&self, (bytes, passages): (usize, usize)) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.passages.fetch_add(passages, Ordering::Relaxed);
    }

    /// Counts a document's passages, and keeps of them no more than may be needed, as far as is known by now.
    pub(crate) fn add(&self, passages: &mut [Passage]) {
        self.count(size(passages));
        let longest = longest(self.bytes());
        for passage in passages {
            // With a character more than is shown, it can still be seen that something is left out.
            let end = passage.text.ceil_char_boundary(longest + 1);
            passage.text.truncate(end);
            passage.text.shrink_to_fit();
        }
    }

    /// How the records of so many documents are written.
    pub(crate) fn layout(self, documents: usize) -> Layout {
        layout(documents, self.passages.into_inner(), self.bytes.into_inner())
    }
}

/// How many bytes of text passages have, and how many they are.
pub(crate) fn size(passages: &[Passage]) -> (usize, usize) {
    (passages.iter().map(|one| one.text.len() + one.heading.len()).sum(), passages.len())
}

/// How many characters of a passage are kept in a handbook with so much text.
fn longest(bytes: usize) -> usize {
    CUTS.iter().find(|(most, _)| bytes <= *most).map_or(0, |(_, longest)| *longest)
}

/// Few steps, so that an edit hardly ever moves a document from one file to another.
fn layout(documents: usize, passages: usize, bytes: usize) -> Layout {
    let longest = longest(bytes);
    let kept = bytes.min(passages * (longest + 60));
    let each = kept / documents.max(1) + 1;
    let file = if bytes <= CUTS[0].0 { FILE } else { 2 * FILE };
    let mut per_file = 1;
    while per_file < 16 && each * per_file * 2 <= file {
        per_file *= 2;
    }
    Layout { per_file, longest, has_places: has_places(bytes) }
}

/// Whether words' places are kept of a handbook with so much text.
fn has_places(bytes: usize) -> bool {
    bytes <= CUTS[1].0
}

/// Writes what results show, and gives the files' hashes. A file of whose parts no text is other than it was for the
/// last index, with all else the same, is taken again.
pub(crate) fn write(
    index: &Index<'_>,
    parts: &mut [InPart],
    layout: Layout,
    last: Option<&Last>,
    files: &Files<'_>,
) -> String {
    let mut own: Vec<(usize, Option<Vec<Passage>>)> = Vec::with_capacity(index.documents.len());
    for (number, part) in parts.iter_mut().enumerate() {
        match part.passages.take() {
            Some(passages) => own.extend(passages.into_iter().map(|one| (number, Some(one)))),
            None => own.extend((0..part.documents()).map(|_| (number, None))),
        }
    }
    let written: Vec<(String, Vec<Origin>)> = index
        .documents
        .par_chunks(layout.per_file)
        .zip(own.par_chunks(layout.per_file))
        .enumerate()
        .map(|(number, (documents, own))| {
            let of_last = number * SHORT_HASH..(number + 1) * SHORT_HASH;
            let hash = last.and_then(|last| last.hashes.get(of_last));
            let hash = hash.filter(|_| own.iter().all(|(_, passages)| passages.is_none()));
            let is_there = |hash: &&str| files.again(&files.of_passages(number, hash));
            if let Some(hash) = hash.filter(is_there) {
                return (hash.to_owned(), Vec::new());
            }
            let (json, looked_at) = watching(|| {
                let mut json = String::with_capacity(2 * FILE);
                push_list(&mut json, documents.iter().zip(own), |json, (document, (_, own))| {
                    match own {
                        Some(own) => push_record(json, index, document, own, layout),
                        None => {
                            let own = passages(index.edition, document);
                            push_record(json, index, document, &own, layout);
                        }
                    }
                });
                json
            });
            (files.add_passages(number, &json), looked_at)
        })
        .collect();
    // Passages are given back side by side.
    let of_parts: Vec<usize> = own.into_par_iter().map(|(part, _)| part).collect();
    for ((_, looked_at), of_parts) in written.iter().zip(of_parts.chunks(layout.per_file)) {
        of_parts.iter().for_each(|part| parts[*part].known.looked_at.extend(looked_at));
    }
    parts.par_iter_mut().for_each(|part| {
        part.known.looked_at.sort_unstable();
        part.known.looked_at.dedup();
    });
    written.into_iter().map(|(hash, _)| hash).collect()
}

/// Adds a document as results show it: title, address, kind, section, status, summary, passages.
fn push_record(
    json: &mut String,
    index: &Index<'_>,
    document: &Document,
    passages: &[Passage],
    layout: Layout,
) {
    let Index { edition, names, language, .. } = *index;
    let kind = edition.config.kind(&document.kind).filter(|kind| kind.id != "page");
    let texts = [
        &*document.title,
        &document.url.escaped(),
        &kind.map_or_else(String::new, |kind| names.kind(kind, language)),
        &section_path(edition, document, language),
        document.status.as_str(),
        document.summary.as_deref().unwrap_or_default(),
    ];
    json.push('[');
    for text in texts {
        push_text(json, text);
        json.push(',');
    }
    push_list(json, passages, |json, passage| {
        let text = cut(&passage.text, layout.longest);
        push_list(json, [&passage.heading, &passage.anchor, &*text], push_text);
    });
    json.push(']');
}

/// The titles of the sections that hold a document, the outermost first, without the handbook itself.
fn section_path(edition: &Edition, document: &Document, language: &Language) -> String {
    let own = document.is_section.then_some(document.section);
    let mut titles: Vec<&str> = sections_above(edition, document.section)
        .into_iter()
        .filter(|(id, _)| Some(*id) != own)
        .map(|(_, section)| section_title(edition, section, language))
        .collect();
    titles.reverse();
    titles.join(" › ")
}

/// A section's title: that of its own document in the language, where there is such a version.
pub(crate) fn section_title<'a>(
    edition: &'a Edition,
    section: &'a Section,
    language: &Language,
) -> &'a str {
    let document = section.document.and_then(|id| edition.document(id));
    let version = document.map(|document| edition.version(document, language.as_str()));
    let version = version.filter(|version| version.source.is_some());
    version.map_or(&section.title, |version| &version.title)
}

/// A section and those that hold it, the innermost first, without the handbook itself.
pub(crate) fn sections_above(edition: &Edition, id: SectionId) -> Vec<(SectionId, &Section)> {
    let mut above = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next.filter(|id| *id != SectionId::ROOT) {
        let section = edition.section(id);
        above.push((id, section));
        next = section.parent;
    }
    above
}

/// The first characters, up to the end of a word.
fn cut(text: &str, longest: usize) -> Cow<'_, str> {
    if text.len() <= longest {
        return Cow::Borrowed(text);
    }
    let mut end = longest;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    Cow::Owned([text[..end].trim_end(), "…"].concat())
}
