//! What was found in documents, from one build to the next: a key that everything it depends on is in, and the bytes
//! that it is kept as. Bytes that are damaged, or of another key, are as good as none.

use crate::model::{Document, Edition};
use crate::search::numbers::{push_number, take_number};
use crate::search::part::{InPart, Part};
use crate::search::passages::Passage;
use crate::search::synonyms::Concepts;
use crate::search::terms;

/// Keeps what was found in documents for the next time that they are indexed.
pub trait Kept: Sync {
    /// What was kept by a key.
    fn get(&self, key: &blake3::Hash) -> Option<Vec<u8>>;
    /// Keeps bytes by a key.
    fn put(&self, key: &blake3::Hash, bytes: Vec<u8>);
}

/// Nothing is kept.
pub(crate) struct Nothing;

impl Kept for Nothing {
    fn get(&self, _: &blake3::Hash) -> Option<Vec<u8>> {
        None
    }

    fn put(&self, _: &blake3::Hash, _: Vec<u8>) {}
}

/// Another number for each way of reading documents, so that nothing is taken for what was read in another. The
/// program's version goes with it.
const VERSION: u8 = 1;

/// The key of a part: of everything that is read of its documents, and how. It is made of the words themselves, not of
/// where they come from, so that nothing can be forgotten: neither what is included nor what readers don't get.
pub(crate) struct Key(Vec<u8>);

impl Key {
    pub(crate) fn new(concepts: &Concepts) -> Self {
        let mut key = Key(vec![VERSION, concepts.tongue as u8]);
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
        &self,
        edition: &Edition,
        documents: &[&Document],
        passages: &[Vec<Passage>],
    ) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.0);
        let mut key = Key(Vec::new());
        for (document, passages) in documents.iter().zip(passages) {
            key.0.clear();
            key.add(&document.title);
            key.list(document.tags.iter().map(String::as_str));
            key.list(document.summary.as_deref());
            key.list(terms::kind(edition, document));
            key.list(document.search.keywords.iter().map(String::as_str));
            key.list(passages.iter().flat_map(|one| [one.heading.as_str(), one.text.as_str()]));
            hasher.update(&key.0);
        }
        hasher.finalize()
    }

    fn add(&mut self, text: &str) {
        self.0.extend((text.len() as u64).to_le_bytes());
        self.0.extend(text.as_bytes());
    }

    /// Adds texts, and how many there are, so that none can be taken for what follows.
    fn list<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        let at = self.0.len();
        self.0.extend([0; 8]);
        let mut count = 0_u64;
        for text in texts {
            self.add(text);
            count += 1;
        }
        self.0[at..at + 8].copy_from_slice(&count.to_le_bytes());
    }
}

/// How many bytes say that the others are whole.
const HASH: usize = 32;
/// How many numbers there are of each term.
const NUMBERS: usize = 7;

impl Part {
    /// Its bytes, to be kept by a key, with places or without.
    pub(crate) fn to_bytes(&self, key: &blake3::Hash, has_places: bool) -> Vec<u8> {
        let has_places = has_places && self.has_places;
        let mut text = String::new();
        for number in
            [self.documents, self.titles as usize, usize::from(has_places), self.terms.len()]
        {
            push_number(&mut text, number);
        }
        for index in 0..self.terms.len() {
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
        text.push_str(&self.lengths);
        text.push_str(&self.words);
        text.push_str(&self.counts);
        if has_places {
            text.push_str(&self.places);
        }
        let mut bytes = blake3::keyed_hash(key.as_bytes(), text.as_bytes()).as_bytes().to_vec();
        bytes.extend(text.as_bytes());
        bytes
    }

    /// The part of so many documents that these bytes were kept of by this key; `None` if they are anything else.
    pub(crate) fn from_bytes(key: &blake3::Hash, bytes: &[u8], documents: usize) -> Option<Part> {
        let (hash, text) = bytes.split_at_checked(HASH)?;
        if *blake3::keyed_hash(key.as_bytes(), text).as_bytes() != *hash {
            return None;
        }
        read(text).filter(|part| part.documents == documents)
    }
}

/// A part as [`Part::to_bytes`] wrote it; `None` if it can't have.
fn read(text: &[u8]) -> Option<Part> {
    let mut rest = text;
    let [documents, titles, has_places, count] = std::array::from_fn(|_| take_number(&mut rest));
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
    let mut rest = std::str::from_utf8(rest).ok()?;
    let mut take = |length: usize| {
        let (text, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(text.to_owned())
    };
    let part = Part {
        documents,
        titles: u32::try_from(titles).ok()?,
        has_places: has_places == 1,
        terms,
        lengths: take(documents)?,
        words: take(end.word as usize)?,
        counts: take(end.counts as usize)?,
        places: take(end.places as usize)?,
    };
    let is_whole = rest.is_empty()
        && part.counts.is_ascii()
        && part.places.is_ascii()
        && part.lengths.is_ascii()
        && part.terms.iter().all(|term| part.words.is_char_boundary(term.word as usize));
    is_whole.then_some(part)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{HASH, Part, read};
    use crate::search::counts::whole;
    use crate::search::part::Found;
    use crate::search::terms::{InPassage, Lengths, Occurrences};

    fn part(has_places: bool) -> Part {
        let mut found = Found::default();
        let once = |passage, flags| InPassage { passage, flags };
        let term = |term, passages: &[InPassage], places: &[u32]| {
            let places = if has_places { places } else { &[] };
            let (passages, places) = (passages.to_vec(), places.to_vec());
            Occurrences { term, passages, places, ..Occurrences::default() }
        };
        let lengths = Lengths { all: 9, title: 2 };
        found.add(&[term(0, &[once(0, 1)], &[3]), term(1, &[once(2, 1)], &[])], &lengths);
        found.add(&[], &lengths);
        found.add(&[term(1, &[once(0, 131), once(4, 1)], &[2, 70, 9000])], &lengths);
        found.into_part(["é", "visit"].into_iter(), has_places)
    }

    fn key() -> blake3::Hash {
        blake3::hash(b"key")
    }

    #[test]
    fn a_part_is_kept_whole() {
        for has_places in [true, false] {
            let bytes = part(true).to_bytes(&key(), has_places);
            assert_eq!(Part::from_bytes(&key(), &bytes, 3), Some(part(has_places)));
            assert_eq!(Part::from_bytes(&key(), &bytes, 2), None);
            assert_eq!(Part::from_bytes(&blake3::hash(b"other"), &bytes, 3), None);
            for at in 0..bytes.len() {
                let mut damaged = bytes.clone();
                damaged[at] ^= 1;
                assert_eq!(Part::from_bytes(&key(), &damaged, 3), None, "{at}");
                assert_eq!(Part::from_bytes(&key(), &bytes[..at], 3), None, "{at}");
            }
        }
    }

    proptest! {
        #[test]
        fn bytes_that_nobody_wrote_are_no_part_or_a_sound_one(
            at in 0_usize..200,
            bytes in proptest::collection::vec(any::<u8>(), 0..9),
        ) {
            let mut text = part(true).to_bytes(&key(), true).split_off(HASH);
            let at = at.min(text.len());
            let end = (at + bytes.len()).min(text.len());
            text.splice(at..end, bytes);
            if let Some(part) = read(&text) {
                for term in 0..part.terms.len() {
                    let _ = (part.word(term), part.places(term), whole(part.counts(term)));
                }
                // Whatever it says of documents can be joined.
                let options = crate::search::postings::Options { documents: 3, has_places: true };
                let tongue = crate::search::tongue::Tongue::English;
                crate::search::postings::joined(&[(0, part)], tongue, options);
            }
        }
    }
}
