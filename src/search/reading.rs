//! Documents to what is written of them: read several at a time, or taken as they were found the last time.

use rayon::prelude::*;

use crate::model::{Document, Edition};
use crate::search::kept::{Kept, Key, Nothing};
use crate::search::part::{Found, Part};
use crate::search::passages::{Passage, passages};
use crate::search::postings::{self, Options, Term};
use crate::search::records::{Layout, Size};
use crate::search::shards::is_cut;
use crate::search::synonyms::Concepts;
use crate::search::terms::Reader;

/// So many documents are read and kept together. Fewer take longer to be joined; of more, more are read again for an
/// edit of one.
const TOGETHER: (usize, usize) = (96, 256);

/// What was found in all documents.
pub(crate) struct Read {
    pub terms: Vec<Term>,
    /// Each document's passages, cut.
    pub passages: Vec<Vec<Passage>>,
    /// The documents' lengths, as they are written.
    pub lengths: String,
    /// How many words a title has.
    pub title: u32,
    pub layout: Layout,
}

/// What was found in some documents that follow one another.
struct InPart {
    part: Part,
    passages: Vec<Vec<Passage>>,
    /// What it is to be kept by, unless it was.
    key: Option<blake3::Hash>,
}

/// Reads documents, or takes what was kept of them, and keeps what was not.
pub(crate) fn read(
    edition: &Edition,
    documents: &[&Document],
    concepts: &Concepts,
    kept: &dyn Kept,
) -> Read {
    let (mut found, mut layout) = found(edition, documents, concepts, kept);
    if layout.has_places && found.iter().any(|one| !one.part.has_places) {
        // The handbook was so large that nobody wanted them, and is no longer.
        (found, layout) = self::found(edition, documents, concepts, &Nothing);
    }
    found.par_iter().for_each(|one| {
        if let Some(key) = &one.key {
            kept.put(key, one.part.to_bytes(key, layout.has_places));
        }
    });
    let (mut parts, mut passages) = (Vec::new(), Vec::with_capacity(documents.len()));
    let (mut lengths, mut titles) = (String::new(), 0_u32);
    for InPart { part, passages: own, .. } in found {
        lengths.push_str(&part.lengths);
        titles = titles.saturating_add(part.titles);
        parts.push((passages.len(), part));
        passages.extend(own);
    }
    let options = Options { documents: documents.len(), has_places: layout.has_places };
    Read {
        terms: postings::joined(&parts, concepts.tongue, options),
        passages,
        lengths,
        title: titles.div_ceil(documents.len().max(1) as u32),
        layout,
    }
}

/// What is found in each part.
fn found(
    edition: &Edition,
    documents: &[&Document],
    concepts: &Concepts,
    kept: &dyn Kept,
) -> (Vec<InPart>, Layout) {
    let parts = parts(documents);
    let together = parts.len().div_ceil(rayon::current_num_threads() * 2).max(1);
    let size = Size::default();
    let key = Key::new(concepts);
    let found = parts.par_chunks(together).flat_map_iter(|parts| {
        let mut reader = Reader::new(concepts);
        let (key, size) = (&key, &size);
        parts.iter().map(move |documents| {
            let mut own: Vec<_> = documents.iter().map(|one| passages(edition, one)).collect();
            let has_places = size.may_have_places();
            let key = key.of(edition, documents, &own);
            let last = kept.get(&key);
            let last = last.and_then(|bytes| Part::from_bytes(&key, &bytes, documents.len()));
            let (part, key) = match last {
                Some(part) => (part, None),
                None => {
                    reader.begin();
                    let mut found = Found::default();
                    for (document, passages) in documents.iter().zip(&own) {
                        let lengths = reader.read(edition, document, passages, has_places);
                        found.add(reader.found(), &lengths);
                    }
                    (found.into_part(reader.terms(), has_places), Some(key))
                }
            };
            own.iter_mut().for_each(|passages| size.add(passages));
            InPart { part, passages: own, key }
        })
    });
    let found = found.collect();
    (found, size.layout(documents.len()))
}

/// The documents of each part. Where one ends is decided by their addresses, so that a new document moves few others.
fn parts<'a>(mut documents: &'a [&'a Document]) -> Vec<&'a [&'a Document]> {
    let mut parts = Vec::new();
    while !documents.is_empty() {
        let mut end = 1;
        while end < documents.len() && !is_cut(documents[end].url.as_str(), end, TOGETHER) {
            end += 1;
        }
        let (own, rest) = documents.split_at(end);
        parts.push(own);
        documents = rest;
    }
    parts
}
