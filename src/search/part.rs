//! What was found in some documents that follow one another, in which a document is known by how many come before it
//! there. It says nothing of what comes before them, so that it can be kept for as long as they are the same.

use std::ops::Range;

use crate::search::counts::{count_code, push_document, push_passages, push_places};
use crate::search::terms::Occurrences;

/// What was found in some documents that follow one another, document by document.
#[derive(Default)]
pub(crate) struct Found {
    terms: Vec<InDocument>,
    counts: String,
    places: String,
    /// How many documents there are.
    documents: usize,
}

/// A term in a document.
struct InDocument {
    term: u32,
    document: u32,
    code: u8,
    /// Where what is written of it ends.
    counts: usize,
    places: usize,
}

impl Found {
    /// Adds the next document.
    pub(crate) fn add(&mut self, terms: &[Occurrences]) {
        for found in terms {
            let code = count_code(&found.passages);
            push_passages(&mut self.counts, code, &found.passages);
            push_places(&mut self.places, &found.places);
            self.terms.push(InDocument {
                term: found.term,
                document: self.documents as u32,
                code: code as u8,
                counts: self.counts.len(),
                places: self.places.len(),
            });
        }
        self.documents += 1;
    }

    /// The same term by term: those that are given, by their numbers, each with its range among so many.
    pub(crate) fn into_part<'a>(
        self,
        words: impl Iterator<Item = (&'a str, usize)>,
        ranges: usize,
        has_places: bool,
    ) -> Part {
        let words: Vec<(&str, usize)> = words.collect();
        let (order, ends) = sorted(words.iter().map(|(_, range)| *range), ranges);
        let mut part = Part {
            documents: self.documents,
            has_places,
            terms: Vec::with_capacity(words.len()),
            counts: String::with_capacity(self.counts.len() + self.terms.len()),
            places: String::with_capacity(self.places.len()),
            ends,
            ..Part::default()
        };
        let mut numbers = vec![0; words.len()];
        for (number, term) in (0..).zip(order) {
            numbers[term as usize] = number;
            part.words.push_str(words[term as usize].0);
            part.terms.push(InPart { word: part.words.len() as u32, ..InPart::default() });
        }
        let mut last = None;
        let terms = self.terms.iter().map(|found| numbers[found.term as usize] as usize);
        for index in sorted(terms, part.terms.len()).0 {
            let found = &self.terms[index as usize];
            let number = numbers[found.term as usize];
            let before = (index as usize).checked_sub(1).map(|before| &self.terms[before]);
            let (counts, places) = before.map_or((0, 0), |before| (before.counts, before.places));
            let term = &mut part.terms[number as usize];
            match last == Some(number) {
                true => {
                    let skipped = (found.document - term.next) as usize;
                    push_document(&mut part.counts, skipped, found.code.into());
                }
                false => (term.first, term.code) = (found.document, found.code),
            }
            last = Some(number);
            if counts < found.counts {
                part.counts.push_str(&self.counts[counts..found.counts]);
            }
            if places < found.places {
                part.places.push_str(&self.places[places..found.places]);
            }
            term.documents += 1;
            term.next = found.document + 1;
            (term.counts, term.places) = (part.counts.len() as u32, part.places.len() as u32);
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
