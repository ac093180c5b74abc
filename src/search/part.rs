//! What was found in some documents that follow one another, in which a document is known by how many come before it
//! there. It says nothing of what comes before them, so that it can be kept for as long as they are the same.

use std::ops::Range;

use crate::search::counts::{count_code, push_document, push_passages, push_places};
use crate::search::terms::Occurrences;

/// What is found in documents that follow one another, while they are read. The next part takes the place of the last,
/// so that little is allocated for it.
#[derive(Default)]
pub(crate) struct Found {
    /// The terms by their numbers, and after them what is left of other parts.
    terms: Vec<OfTerm>,
    count: usize,
    /// How many documents there are.
    documents: u32,
}

/// What is found of a term.
#[derive(Default)]
struct OfTerm {
    /// As a part has it, but for where it ends there.
    of: InPart,
    counts: String,
    places: String,
}

impl Found {
    /// Begins a part.
    pub(crate) fn begin(&mut self) {
        (self.count, self.documents) = (0, 0);
    }

    /// Adds the next document.
    pub(crate) fn add(&mut self, terms: &[Occurrences]) {
        for found in terms {
            let number = found.term as usize;
            while self.count <= number {
                self.next_term();
            }
            let OfTerm { of, counts, places } = &mut self.terms[number];
            let code = count_code(&found.passages);
            match of.documents {
                0 => (of.first, of.code) = (self.documents, code as u8),
                _ => push_document(counts, (self.documents - of.next) as usize, code),
            }
            of.documents += 1;
            of.next = self.documents + 1;
            push_passages(counts, code, &found.passages);
            push_places(places, &found.places);
        }
        self.documents += 1;
    }

    fn next_term(&mut self) {
        match self.terms.get_mut(self.count) {
            Some(term) => {
                term.of = InPart::default();
                term.counts.clear();
                term.places.clear();
            }
            None => self.terms.push(OfTerm::default()),
        }
        self.count += 1;
    }

    /// What was found, of the terms that are given by their numbers, each with its range among so many.
    pub(crate) fn to_part<'a>(
        &self,
        words: impl Iterator<Item = (&'a str, usize)>,
        ranges: usize,
        has_places: bool,
    ) -> Part {
        let words: Vec<(&str, usize)> = words.collect();
        let (order, ends) = sorted(words.iter().map(|(_, range)| *range), ranges);
        let found = &self.terms[..self.count];
        let mut part = Part {
            documents: self.documents as usize,
            has_places,
            terms: Vec::with_capacity(words.len()),
            words: String::with_capacity(words.iter().map(|(word, _)| word.len()).sum()),
            counts: String::with_capacity(found.iter().map(|term| term.counts.len()).sum()),
            places: String::with_capacity(found.iter().map(|term| term.places.len()).sum()),
            ends,
        };
        for number in order {
            let OfTerm { of, counts, places } = &found[number as usize];
            part.words.push_str(words[number as usize].0);
            part.counts.push_str(counts);
            part.places.push_str(places);
            part.terms.push(InPart {
                word: part.words.len() as u32,
                counts: part.counts.len() as u32,
                places: part.places.len() as u32,
                ..*of
            });
        }
        part
    }
}

/// Which items come first, if those of each group are to stand together, each group in the order that it has; and where
/// each group ends.
fn sorted(groups: impl Iterator<Item = usize> + Clone, count: usize) -> (Vec<u32>, Vec<usize>) {
    let mut ends = vec![0; count];
    groups.clone().for_each(|group| ends[group] += 1);
    let mut all = 0;
    for end in &mut ends {
        (all, *end) = (all + *end, all);
    }
    let mut order = vec![0; all];
    for (index, group) in (0..).zip(groups) {
        order[ends[group]] = index;
        ends[group] += 1;
    }
    (order, ends)
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
    pub counts: String,
    pub places: String,
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
    pub(crate) fn texts(&self, terms: Range<usize>) -> [&str; 3] {
        let (start, end) = (self.start(terms.start), self.start(terms.end));
        [
            within(&self.words, start.word, end.word),
            within(&self.counts, start.counts, end.counts),
            within(&self.places, start.places, end.places),
        ]
    }

    /// A term.
    pub(crate) fn word(&self, term: usize) -> &str {
        within(&self.words, self.start(term).word, self.terms[term].word)
    }

    /// What is written of a term after its first document.
    pub(crate) fn counts(&self, term: usize) -> &str {
        within(&self.counts, self.start(term).counts, self.terms[term].counts)
    }

    /// Where a term stands.
    pub(crate) fn places(&self, term: usize) -> &str {
        within(&self.places, self.start(term).places, self.terms[term].places)
    }
}

/// A piece of a text; nothing, if it was kept and is damaged.
fn within(text: &str, start: u32, end: u32) -> &str {
    text.get(start as usize..end as usize).unwrap_or_default()
}
