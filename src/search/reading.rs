//! Documents to what is found in them: several parts at a time. What was kept of a part is taken where the texts that
//! were looked at for it are the same, or else where all that is read of it is.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::model::{Document, Edition, Origin, watching};
use crate::search::kept::{Kept, Key};
use crate::search::last::{Known, Last};
use crate::search::numbers::{as_text, push_length};
use crate::search::part::Part;
use crate::search::passages::{Passage, passages};
use crate::search::ranges::Ranges;
use crate::search::records::{Layout, Size, size};
use crate::search::shards::is_cut;
use crate::search::synonyms::Concepts;
use crate::search::terms::Reader;

/// So many documents are read and kept together. Fewer take longer to be joined; of more, more are read again for an
/// edit of one.
const TOGETHER: (usize, usize) = (96, 256);
/// Which document of its part it is, is told in 16 bits.
const _: () = assert!(TOGETHER.1 <= 1 << 16);

/// What was found in some documents that follow one another.
pub(crate) struct InPart {
    /// How many documents come before them.
    pub documents_before: usize,
    pub known: Known,
    pub terms: Terms,
    /// Each document's passages, cut; nothing, if none of their texts is other than it was.
    pub passages: Option<Vec<Vec<Passage>>>,
}

/// The terms of a part.
pub(crate) enum Terms {
    /// As they were read.
    Read(Part),
    /// Those that the last index had of the part with this number.
    Kept(usize),
}

impl InPart {
    /// How many documents there are.
    pub(crate) fn documents(&self) -> usize {
        self.known.lengths.len()
    }
}

/// What is read, and what is known of it from the last time.
pub(crate) struct Reading<'a> {
    pub edition: &'a Edition,
    pub documents: &'a [&'a Document],
    pub concepts: &'a Concepts,
    pub ranges: Ranges,
    pub kept: &'a dyn Kept,
    pub last: Option<&'a Last>,
}

impl Reading<'_> {
    /// What is found in each part, and how what results show of them is written.
    pub(crate) fn read(&self) -> (Vec<InPart>, Layout) {
        let expected = self.expected();
        let (found, layout) = self.read_expecting(expected);
        match Size::is_short_of(expected, layout) {
            // There is less to read in the texts than was thought.
            true => self.read_expecting(0),
            false => (found, layout),
        }
    }

    /// How much there is to read: hardly ever less than half of what stands in the files.
    fn expected(&self) -> usize {
        let length = |document: &&Document| document.parsed.text.as_str().len();
        self.documents.par_iter().map(length).sum::<usize>() / 2
    }

    fn read_expecting(&self, expected: usize) -> (Vec<InPart>, Layout) {
        let parts = self.parts();
        let unchanged: Vec<Option<&Known>> =
            (0..parts.len()).into_par_iter().map(|number| self.unchanged(number)).collect();
        let size = Size::expecting(expected);
        unchanged.iter().flatten().for_each(|known| size.count(known.size));
        let key = self.kept.base().map(|_| Key::new(self.concepts, self.ranges));
        let mut by_key = BTreeMap::new();
        for (number, known) in self.last.iter().flat_map(|last| &last.parts).enumerate() {
            by_key.insert(known.key.as_bytes(), number);
        }
        let to_read: Vec<_> = (0..parts.len()).filter(|one| unchanged[*one].is_none()).collect();
        // What a reader knows of words serves for the next part, so that there are no more readers than threads.
        let readers = Mutex::new(Vec::new());
        let read = to_read.par_iter().with_max_len(1).map(|number| {
            let reader = readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let (mut reader, mut key) =
                reader.unwrap_or_else(|| (Reader::new(self.concepts, self.ranges), key.clone()));
            let (before, documents) = parts[*number];
            let (mut part, looked_at) =
                watching(|| self.part(documents, &mut reader, key.as_mut(), &by_key, &size));
            readers.lock().unwrap_or_else(PoisonError::into_inner).push((reader, key));
            part.documents_before = before;
            part.known.looked_at = looked_at;
            part
        });
        let mut read = read.collect::<Vec<_>>().into_iter();
        let found =
            (0..).zip(unchanged).zip(&parts).filter_map(|((number, known), (before, _))| {
                let Some(known) = known else { return read.next() };
                let (known, terms) = (known.clone(), Terms::Kept(number));
                Some(InPart { documents_before: *before, known, terms, passages: None })
            });
        (found.collect(), size.layout(self.documents.len()))
    }

    /// The documents of each part, and how many come before them. Where one ends is decided by their addresses, so that
    /// a new document moves few others.
    fn parts(&self) -> Vec<(usize, &[&Document])> {
        let (mut parts, mut before) = (Vec::new(), 0);
        while before < self.documents.len() {
            let rest = &self.documents[before..];
            let is_end = |end: &usize| is_cut(rest[*end].url.as_str(), *end, TOGETHER);
            let end = (1..rest.len()).find(is_end).unwrap_or(rest.len());
            parts.push((before, &rest[..end]));
            before += end;
        }
        parts
    }

    /// What is known of a part, if nothing is other than it was.
    fn unchanged(&self, number: usize) -> Option<&Known> {
        let last = self.last.filter(|last| Some(last.base) == self.kept.base())?;
        let known = last.parts.get(number)?;
        let is_there = |origin: &Origin| self.kept.has_text(*origin);
        known.looked_at.iter().all(is_there).then_some(known)
    }

    /// Reads the documents of a part, unless all that would be read is the same as it was of another.
    fn part(
        &self,
        documents: &[&Document],
        reader: &mut Reader<'_>,
        key: Option<&mut Key>,
        by_key: &BTreeMap<&[u8; 32], usize>,
        all: &Size,
    ) -> InPart {
        let mut own: Vec<_> = documents.iter().map(|one| passages(self.edition, one)).collect();
        let has_places = all.may_have_places();
        let key = key.map(|key| key.of(self.edition, documents, &own));
        let number = key.as_ref().and_then(|key| by_key.get(key.as_bytes()));
        let number = number.filter(|number| {
            let known = self.last.and_then(|last| last.parts.get(**number));
            known.is_some_and(|known| known.lengths.len() == documents.len())
        });
        let (known, terms) = match (number, self.last) {
            (Some(number), Some(last)) => (last.parts[*number].clone(), Terms::Kept(*number)),
            _ => {
                reader.begin();
                let (mut lengths, mut titles) = (Vec::new(), 0);
                for (document, passages) in documents.iter().zip(&own) {
                    let own = reader.read(self.edition, document, passages, has_places);
                    push_length(&mut lengths, own.all);
                    titles += own.title as usize;
                }
                let part = reader.part(has_places);
                let key = key.unwrap_or_else(|| blake3::hash(b""));
                let own = own.iter().map(|passages| size(passages));
                let size = own.fold((0, 0), |all, own| (all.0 + own.0, all.1 + own.1));
                let lengths = as_text(&lengths).to_owned();
                let (looked_at, cells) = (Vec::new(), Vec::new());
                (Known { key, looked_at, size, lengths, titles, cells }, Terms::Read(part))
            }
        };
        own.iter_mut().for_each(|passages| all.add(passages));
        InPart { documents_before: 0, known, terms, passages: Some(own) }
    }
}
