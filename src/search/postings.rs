//! Documents' terms to postings: for each term the documents that hold it, and how often. Documents that follow one
//! another are read as a part, in which a document is known by how many come before it there; the parts' postings are
//! then joined, the same however the documents are divided.

use std::ops::Range;

use rayon::prelude::*;

use crate::search::counts::{push_document, whole};
use crate::search::groups::Groups;
use crate::search::numbering::Numbering;
use crate::search::part::Part;
use crate::search::tongue::Tongue;

/// Where one term stands, written as the index has it.
#[derive(Default)]
pub(crate) struct Posting {
    /// How many documents hold it.
    pub documents: usize,
    /// The documents, and how often each passage has it; of a very common word, each document as a whole.
    pub counts: Vec<u8>,
    /// Whether it is such a word.
    pub is_common: bool,
    /// The places; empty for words that are too common to look for in a phrase.
    pub places: Vec<u8>,
}

/// A term with its stem and where it stands.
pub(crate) struct Term {
    /// What it is looked up by.
    pub stem: String,
    /// The term.
    pub word: String,
    /// Where it stands.
    pub posting: Posting,
}

/// What decides how postings are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// How many documents the index has.
    pub documents: usize,
    /// Write where each term stands, for phrases.
    pub has_places: bool,
}

/// In a handbook with more documents than this, of a word that more than a quarter of them have only the
/// documents are written, not their passages: it tells passages apart hardly at all, and weighs most.
const MANY: usize = 2000;

/// The terms of one range in a part.
pub(crate) struct Cell<'a> {
    /// How many documents come before those of the part.
    pub documents_before: usize,
    pub part: &'a Part,
    pub terms: Range<usize>,
}

/// The terms of a range in all parts: by stem, then by word, as JavaScript sorts text.
pub(crate) fn joined(cells: &[Cell<'_>], tongue: Tongue, options: Options) -> Vec<Term> {
    let mut words = Numbering::default();
    let mut numbers = Vec::new();
    for Cell { part, terms, .. } in cells {
        let all = terms.clone().map(|term| part.word(term));
        words.number_all(&part.words, all, &mut numbers, |_| ());
    }
    let all = cells.iter().flat_map(|cell| cell.terms.clone().map(move |term| (cell, term)));
    let holders = all.zip(&numbers).map(|(holder, number)| (*number as usize, Some(holder)));
    let holders = Groups::of(holders, words.len());
    let mut terms: Vec<Term> = (0..words.len())
        .into_par_iter()
        .map(|number| {
            let word = words.word(number).to_owned();
            let found = holders.group(number).iter().flatten().copied();
            Term { stem: tongue.stem(&word), word, posting: posting(found, options) }
        })
        .collect();
    terms.par_sort_unstable_by(|a, b| {
        compare(&a.stem, &b.stem).then_with(|| compare(&a.word, &b.word))
    });
    terms
}

/// Where a term stands in all parts that have it.
fn posting<'a>(
    cells: impl Iterator<Item = (&'a Cell<'a>, usize)> + Clone,
    options: Options,
) -> Posting {
    let mut posting = Posting::default();
    let mut next = 0;
    let (counts, places) = cells.clone().fold((0, 0), |(counts, places), (cell, term)| {
        (counts + cell.part.counts(term).len() + 3, places + cell.part.places(term).len())
    });
    posting.counts.reserve_exact(counts);
    posting.places.reserve_exact(if options.has_places { places } else { 0 });
    for (cell, term) in cells {
        let (part, before) = (cell.part, cell.documents_before);
        let one = part.terms[term];
        let skipped = (before + one.first as usize).saturating_sub(next);
        push_document(&mut posting.counts, skipped, one.code.into());
        posting.counts.extend_from_slice(part.counts(term));
        if options.has_places {
            posting.places.extend_from_slice(part.places(term));
        }
        posting.documents += one.documents as usize;
        next = before + one.next as usize;
    }
    posting.is_common = options.documents > MANY && posting.documents * 4 > options.documents;
    if posting.is_common {
        posting.counts = whole(&posting.counts);
    }
    posting
}

/// As JavaScript compares text: by UTF-16, not by code points.
pub(crate) fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    match a.is_ascii() && b.is_ascii() {
        true => a.cmp(b),
        false => a.encode_utf16().cmp(b.encode_utf16()),
    }
}
