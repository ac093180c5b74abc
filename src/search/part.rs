//! What was found in some documents that follow one another, in which a document is known by how many come before it
//! there. It says nothing of what comes before them, so that it can be kept for as long as they are the same.

use std::ops::Range;

use crate::search::counts::{count_code, push_document, push_passages, push_places};
use crate::search::groups::Groups;
use crate::search::terms::{InPassage, Occurrence, Place};

/// What is found in documents that follow one another, as it is met. The next part takes the place of the last, so that
/// little is allocated for it.
#[derive(Default)]
pub(crate) struct Found {
    pub occurrences: Vec<Occurrence>,
    pub places: Vec<Place>,
    /// The same by terms.
    by_term: (Groups<InPassage>, Groups<(u16, u32)>),
    /// How it is written.
    written: (Vec<u8>, Vec<u8>),
}

impl Found {
    /// Forgets all that was found.
    pub(crate) fn clear(&mut self) {
        self.occurrences.clear();
        self.places.clear();
    }

    /// What was found in so many documents, of the terms that are given by their numbers, each with its range among so
    /// many.
    pub(crate) fn part<'a>(
        &mut self,
        documents: u16,
        words: impl Iterator<Item = (&'a str, usize)>,
        ranges: usize,
        has_places: bool,
    ) -> Part {
        let words: Vec<(&str, usize)> = words.collect();
        let Found { occurrences, places, by_term, written: (counts, all_places) } = self;
        let (passages_of, places_of) = by_term;
        let of_occurrence = |one: &Occurrence| (one.term as usize, one.passage);
        passages_of.fill(occurrences.iter().map(of_occurrence), words.len());
        let of_place = |one: &Place| (one.term as usize, (one.document, one.place));
        places_of.fill(places.iter().map(of_place), words.len());
        counts.clear();
        all_places.clear();
        let numbers = words.iter().enumerate().map(|(number, (_, range))| (*range, number));
        let by_range = Groups::of(numbers, ranges);
        let mut terms = Vec::with_capacity(words.len());
        let mut text = String::with_capacity(words.iter().map(|(word, _)| word.len()).sum());
        for number in by_range.all() {
            text.push_str(words[*number].0);
            let mut places = places_of.group(*number);
            let mut term = InPart { word: text.len() as u32, ..InPart::default() };
            for passages in passages_of.group(*number).chunk_by(|a, b| a.document == b.document) {
                let document = u32::from(passages[0].document);
                let code = count_code(passages);
                match term.documents {
                    0 => (term.first, term.code) = (document, code as u8),
                    _ => push_document(counts, (document - term.next) as usize, code),
                }
                term.documents += 1;
                term.next = document + 1;
                push_passages(counts, code, passages);
                let count = places.iter().take_while(|(of, _)| u32::from(*of) == document).count();
                push_places(all_places, &places[..count]);
                places = &places[count..];
            }
            (term.counts, term.places) = (counts.len() as u32, all_places.len() as u32);
            terms.push(term);
        }
        Part {
            documents: documents.into(),
            has_places,
            words: text,
            terms,
            counts: counts.clone(),
            places: all_places.clone(),
            ends: by_range.into_ends(),
        }
    }
}

/// What was found in some documents that follow one another, term by term.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// How many documents there are.
    pub documents: usize,
    /// It says where terms stand.
    pub has_places: bool,
    /// The terms one after another: range by range, in each in the order in which they were met.
    pub words: String,
    pub terms: Vec<InPart>,
    pub counts: Vec<u8>,
    pub places: Vec<u8>,
    /// Where the terms of each range end.
    pub ends: Vec<usize>,
}

/// A term in a part. How far its first document is from the one before is not written, for that is in another part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct InPart {
    /// Where the term itself ends.
    pub word: u32,
    /// How many documents have it.
    pub documents: u32,
    /// The first of them, and how that is written.
    pub first: u32,
    pub code: u8,
    /// One more than the last of them.
    pub next: u32,
    /// Where what is written of it ends.
    pub counts: u32,
    pub places: u32,
}

impl Part {
    /// The terms of a range.
    pub(crate) fn range(&self, range: usize) -> Range<usize> {
        range.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[range]
    }

    /// Where a term begins: where the one before it ends.
    fn start(&self, term: usize) -> InPart {
        term.checked_sub(1).map_or_else(InPart::default, |before| self.terms[before])
    }

    /// The words of some of its terms, what is written of them, and where they stand.
    pub(crate) fn texts(&self, terms: Range<usize>) -> [&[u8]; 3] {
        let (start, end) = (self.start(terms.start), self.start(terms.end));
        [
            within(self.words.as_bytes(), start.word, end.word),
            within(&self.counts, start.counts, end.counts),
            within(&self.places, start.places, end.places),
        ]
    }

    /// Where a term stands among the words; nowhere, if it was kept and is damaged.
    pub(crate) fn word(&self, term: usize) -> Range<usize> {
        let range = self.start(term).word as usize..self.terms[term].word as usize;
        if self.words.get(range.clone()).is_some() { range } else { 0..0 }
    }

    /// What is written of a term after its first document.
    pub(crate) fn counts(&self, term: usize) -> &[u8] {
        within(&self.counts, self.start(term).counts, self.terms[term].counts)
    }

    /// Where a term stands.
    pub(crate) fn places(&self, term: usize) -> &[u8] {
        within(&self.places, self.start(term).places, self.terms[term].places)
    }
}

/// A piece of a text; nothing, if it was kept and is damaged.
fn within(text: &[u8], start: u32, end: u32) -> &[u8] {
    text.get(start as usize..end as usize).unwrap_or_default()
}
