//! What was found in documents, from one build to the next: a key that everything it depends on is in, and the bytes
//! that it is kept as. Bytes that nobody wrote so are as good as none.

use std::ops::Range;

use crate::model::{Document, Edition, Origin};
use crate::search::numbers::{push_number, take_number};
use crate::search::part::{InPart, Part};
use crate::search::passages::Passage;
use crate::search::ranges::Ranges;
use crate::search::synonyms::Concepts;
use crate::search::terms;

/// Keeps what was found in documents, and what it came to, for the next time that they are indexed.
pub trait Kept: Sync {
    /// What tells all that an index depends on from anything else, but for documents' texts; `None` if nobody knows.
    /// Then nothing is kept.
    fn base(&self) -> Option<blake3::Hash>;
    /// Whether one of the documents has the text of this origin.
    fn has_text(&self, origin: Origin) -> bool;
    /// Takes the file of this name again, if the last index with this base had it, and it is still there.
    fn again(&self, name: &str) -> bool;
    /// What was kept by a key.
    fn get(&self, key: &blake3::Hash) -> Option<Vec<u8>>;
    /// Keeps bytes by a key.
    fn put(&self, key: &blake3::Hash, bytes: Vec<u8>);
    /// Leaves what was kept by a key where it is.
    fn leave(&self, key: &blake3::Hash);
}

/// Nothing is kept.
pub(crate) struct Nothing;

impl Kept for Nothing {
    fn base(&self) -> Option<blake3::Hash> {
        None
    }

    fn has_text(&self, _: Origin) -> bool {
        false
    }

    fn again(&self, _: &str) -> bool {
        false
    }

    fn get(&self, _: &blake3::Hash) -> Option<Vec<u8>> {
        None
    }

    fn put(&self, _: &blake3::Hash, _: Vec<u8>) {}

    fn leave(&self, _: &blake3::Hash) {}
}

/// Another number for each way of reading documents, so that nothing is taken for what was read in another. The
/// program's version goes with it.
const VERSION: u8 = 3;

/// The key of a part: of everything that is read of its documents, and how. It is made of the words themselves, not of
/// where they come from, so that nothing can be forgotten: neither what is included nor what readers don't get.
/// The next one takes the place of the last, so that little is allocated for it.
#[derive(Clone)]
pub(crate) struct Key(Vec<u8>);

impl Key {
    pub(crate) fn new(concepts: &Concepts, ranges: Ranges) -> Self {
        let mut key = Key(vec![VERSION, concepts.tongue as u8, ranges.count as u8]);
        key.add(env!("CARGO_PKG_VERSION"));
        for concept in &concepts.list {
            key.add(&concept.key);
            key.list(concept.names.iter().map(String::as_str));
        }
        let start = blake3::hash(&key.0);
        Key(start.as_bytes().to_vec())
    }

    /// The key of documents with their passages.
    pub(crate) fn of(
        &mut self,
        edition: &Edition,
        documents: &[&Document],
        passages: &[Vec<Passage>],
    ) -> blake3::Hash {
        self.0.truncate(blake3::OUT_LEN);
        for (document, passages) in documents.iter().zip(passages) {
            self.add(&document.title);
            self.list(document.tags.iter().map(String::as_str));
            self.list(document.summary.as_deref());
            self.list(terms::kind(edition, document));
            self.list(document.search.keywords.iter().map(String::as_str));
            self.list(passages.iter().flat_map(|one| [one.heading.as_str(), one.text.as_str()]));
        }
        // Of many bytes at once, many are hashed at a time.
        blake3::hash(&self.0)
    }

    fn add(&mut self, text: &str) {
        self.0.extend_from_slice(&(text.len() as u64).to_le_bytes());
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Adds texts, and how many there are, so that none can be taken for what follows.
    fn list<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        let at = self.0.len();
        self.0.extend_from_slice(&[0; 8]);
        let mut count = 0_u64;
        for text in texts {
            self.add(text);
            count += 1;
        }
        self.0[at..at + 8].copy_from_slice(&count.to_le_bytes());
    }
}

/// How many numbers there are of each term.
const NUMBERS: usize = 7;

impl Part {
    /// The bytes of some of its terms, with places or without.
    pub(crate) fn to_bytes(&self, own: Range<usize>, has_places: bool) -> Vec<u8> {
        let has_places = has_places && self.has_places;
        let texts = self.texts(own.clone());
        let length: usize = texts.iter().map(|text| text.len()).sum();
        let mut text = Vec::with_capacity(length + (own.len() + 1) * NUMBERS * 2);
        for number in [self.documents, usize::from(has_places), own.len()] {
            push_number(&mut text, number);
        }
        for index in own {
            let term = self.terms[index];
            let places = if has_places { self.places(index).len() } else { 0 };
            let numbers: [usize; NUMBERS] = [
                self.word(index).len(),
                term.documents as usize,
                term.first as usize,
                (term.next - term.first) as usize,
                term.code.into(),
                self.counts(index).len(),
                places,
            ];
            numbers.iter().for_each(|number| push_number(&mut text, *number));
        }
        let [words, counts, places] = texts;
        text.extend_from_slice(words);
        text.extend_from_slice(counts);
        if has_places {
            text.extend_from_slice(places);
        }
        text
    }
}

/// Some terms of a part as [`Part::to_bytes`] wrote them; `None` if it can't have.
pub(crate) fn read(text: &[u8]) -> Option<Part> {
    let mut rest = text;
    let [documents, has_places, count] = std::array::from_fn(|_| take_number(&mut rest));
    if has_places > 1 || count > rest.len() / NUMBERS {
        return None;
    }
    let mut terms = Vec::with_capacity(count);
    let mut end = InPart::default();
    for _ in 0..count {
        let [word, in_documents, first, span, code, counts, places] =
            std::array::from_fn::<_, NUMBERS, _>(|_| take_number(&mut rest));
        let next = first.checked_add(span)?;
        if code > 3 || next > documents || in_documents == 0 || in_documents > span {
            return None;
        }
        end = InPart {
            word: end.word.checked_add(u32::try_from(word).ok()?)?,
            documents: u32::try_from(in_documents).ok()?,
            first: u32::try_from(first).ok()?,
            code: code as u8,
            next: u32::try_from(next).ok()?,
            counts: end.counts.checked_add(u32::try_from(counts).ok()?)?,
            places: end.places.checked_add(u32::try_from(places).ok()?)?,
        };
        terms.push(end);
    }
    let mut take = |length: usize| {
        let (text, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(text.to_owned())
    };
    let part = Part {
        documents,
        has_places: has_places == 1,
        terms,
        words: String::from_utf8(take(end.word as usize)?).ok()?,
        counts: take(end.counts as usize)?,
        places: take(end.places as usize)?,
        ends: vec![count],
    };
    let is_whole = rest.is_empty()
        && part.counts.is_ascii()
        && part.places.is_ascii()
        && part.terms.iter().all(|term| part.words.is_char_boundary(term.word as usize));
    is_whole.then_some(part)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read;
    use crate::search::counts::whole;
    use crate::search::part::{Found, Part};
    use crate::search::postings::{Cell, Options, joined};
    use crate::search::terms::{Flags, InPassage, Occurrence, Place};
    use crate::search::tongue::Tongue;

    fn part(has_places: bool) -> Part {
        let mut found = Found::default();
        let mut add = |term, document, passages: &[(u32, Flags)], places: &[u32]| {
            let passages = passages.iter().map(|(passage, flags)| InPassage {
                document,
                passage: *passage,
                flags: *flags,
            });
            found.occurrences.extend(passages.map(|passage| Occurrence { term, passage }));
            let places = if has_places { places } else { &[] };
            found.places.extend(places.iter().map(|place| Place { term, document, place: *place }));
        };
        add(0, 0, &[(0, 1)], &[3]);
        add(1, 0, &[(2, 1)], &[]);
        add(1, 2, &[(0, 131), (4, 1)], &[2, 70, 9000]);
        add(2, 2, &[(0, 1)], &[5]);
        found.part(3, [("é", 1), ("visit", 1), ("plan", 0)].into_iter(), 2, has_places)
    }

    fn join<'a>(parts: &[(&'a Part, usize)]) -> Vec<(String, Vec<u8>, Vec<u8>)> {
        let cell = |(part, range): &(&'a Part, usize)| Cell {
            documents_before: 0,
            part,
            terms: part.range(*range),
        };
        let cells: Vec<Cell<'_>> = parts.iter().map(cell).collect();
        let terms = joined(&cells, Tongue::English, Options { documents: 3, has_places: true });
        let terms = terms.into_iter();
        terms.map(|term| (term.word, term.posting.counts, term.posting.places)).collect()
    }

    #[test]
    fn what_was_found_is_kept_whole() {
        for has_places in [true, false] {
            let (whole, wanted) = (part(true), part(has_places));
            let of = |range| read(&whole.to_bytes(whole.range(range), has_places)).unwrap();
            let (first, last) = (of(0), of(1));
            assert_eq!(join(&[(&first, 0)]), join(&[(&wanted, 0)]));
            assert_eq!(join(&[(&last, 0)]), join(&[(&wanted, 1)]));
            assert_eq!((join(&[(&first, 0)]).len(), join(&[(&last, 0)]).len()), (1, 2));
        }
        let bytes = part(true).to_bytes(0..3, true);
        // As soon as they say how many terms there are.
        assert!((3..bytes.len()).all(|end| read(&bytes[..end]).is_none()));
    }

    proptest! {
        #[test]
        fn bytes_that_nobody_wrote_are_no_part_or_a_sound_one(
            at in 0_usize..200,
            bytes in proptest::collection::vec(any::<u8>(), 0..9),
        ) {
            let mut text = part(true).to_bytes(0..3, true);
            let at = at.min(text.len());
            let end = (at + bytes.len()).min(text.len());
            text.splice(at..end, bytes);
            if let Some(part) = read(&text) {
                for term in 0..part.terms.len() {
                    let _ = (part.word(term), part.places(term), whole(part.counts(term)));
                }
                // Whatever it says of documents can be joined.
                join(&[(&part, 0)]);
            }
        }
    }
}
