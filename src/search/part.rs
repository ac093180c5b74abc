//! What was found in some documents that follow one another, in which a document is known by how many come before it
//! there. It says nothing of what comes before them, so that it can be kept for as long as they are the same.

use crate::search::counts::{count_code, push_document, push_passages, push_places};
use crate::search::numbers::push_length;
use crate::search::terms::{Lengths, Occurrences};

/// What was found in some documents that follow one another, document by document.
#[derive(Default)]
pub(crate) struct Found {
    terms: Vec<InDocument>,
    counts: String,
    places: String,
    /// How many documents there are.
    documents: usize,
    lengths: String,
    titles: u32,
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
    /// Adds the next document, with how long it is.
    pub(crate) fn add(&mut self, terms: &[Occurrences], lengths: &Lengths) {
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
        push_length(&mut self.lengths, lengths.all);
        self.titles += lengths.title;
    }

    /// The same term by term: those that are given, by their numbers.
    pub(crate) fn into_part<'a>(
        self,
        words: impl Iterator<Item = &'a str>,
        has_places: bool,
    ) -> Part {
        let mut part = Part {
            documents: self.documents,
            lengths: self.lengths,
            titles: self.titles,
            has_places,
            counts: String::with_capacity(self.counts.len() + self.terms.len()),
            places: String::with_capacity(self.places.len()),
            ..Part::default()
        };
        for word in words {
            part.words.push_str(word);
            part.terms.push(InPart { word: part.words.len() as u32, ..InPart::default() });
        }
        let mut last = None;
        for index in by_term(&self.terms, part.terms.len()) {
            let found = &self.terms[index as usize];
            let before = (index as usize).checked_sub(1).map(|before| &self.terms[before]);
            let (counts, places) = before.map_or((0, 0), |before| (before.counts, before.places));
            let term = &mut part.terms[found.term as usize];
            match last == Some(found.term) {
                true => {
                    let skipped = (found.document - term.next) as usize;
                    push_document(&mut part.counts, skipped, found.code.into());
                }
                false => (term.first, term.code) = (found.document, found.code),
            }
            last = Some(found.term);
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

/// Which of them come first, if those of each term are to stand together, in the order of the documents.
fn by_term(found: &[InDocument], terms: usize) -> Vec<u32> {
    let mut starts = vec![0_u32; terms + 1];
    found.iter().for_each(|one| starts[one.term as usize + 1] += 1);
    for term in 0..terms {
        starts[term + 1] += starts[term];
    }
    let mut order = vec![0; found.len()];
    for (index, one) in (0..).zip(found) {
        let start = &mut starts[one.term as usize];
        order[*start as usize] = index;
        *start += 1;
    }
    order
}

/// What was found in some documents that follow one another, term by term.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// How many documents there are.
    pub documents: usize,
    /// Their lengths, a character each.
    pub lengths: String,
    /// How many words their titles have.
    pub titles: u32,
    /// It says where terms stand.
    pub has_places: bool,
    /// The terms one after another, each in the order in which it was met.
    pub words: String,
    pub terms: Vec<InPart>,
    pub counts: String,
    pub places: String,
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
    /// Where a term begins: where the one before it ends.
    fn start(&self, term: usize) -> InPart {
        term.checked_sub(1).map_or_else(InPart::default, |before| self.terms[before])
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
