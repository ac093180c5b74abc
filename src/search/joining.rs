//! The parts' terms to the files that hold them, range by range. A range in which nothing is other than it was is
//! neither read nor made: its files are taken again.

use rayon::prelude::*;

use crate::model::bytes::{Bytes, read_block, write_block};
use crate::search::files::Files;
use crate::search::kept::{self, Kept};
use crate::search::last::{KnownRange, Last};
use crate::search::part::Part;
use crate::search::postings::{Cell, Options, Term, joined};
use crate::search::reading::{InPart, Terms};
use crate::search::shards::write_terms;
use crate::search::tongue::Tongue;

/// What was kept of terms that are needed is there no more.
#[derive(Debug)]
pub(crate) struct Lost;

/// The parts of an index, to be joined.
pub(crate) struct Joining<'a> {
    pub parts: &'a [InPart],
    pub tongue: Tongue,
    pub options: Options,
    pub kept: &'a dyn Kept,
    pub last: Option<&'a Last>,
    pub files: &'a Files<'a>,
}

/// What a range came to, and what tells its terms in each part from any others.
type Joined = (KnownRange, Vec<blake3::Hash>);

impl Joining<'_> {
    /// Writes the terms of so many ranges, and gives each part its cells.
    pub(crate) fn join(&self, ranges: usize) -> Result<Vec<Joined>, Lost> {
        (0..ranges).into_par_iter().map(|range| self.range(range)).collect()
    }

    fn range(&self, range: usize) -> Result<Joined, Lost> {
        if self.kept.base().is_none() {
            let key = blake3::hash(b"");
            return Ok((self.write(range, &[], key), Vec::new()));
        }
        let read = self.parts.iter().filter_map(|one| match &one.terms {
            Terms::Read(part) => Some(part.to_bytes(part.range(range), self.options.has_places)),
            Terms::Kept(_) => None,
        });
        let read: Vec<Vec<u8>> = read.collect();
        let mut of_read = read.iter().map(|bytes| blake3::hash(bytes));
        let cells: Option<Vec<blake3::Hash>> = self
            .parts
            .iter()
            .map(|one| match one.terms {
                Terms::Read(_) => of_read.next(),
                Terms::Kept(number) => self.last?.parts.get(number)?.cells.get(range).copied(),
            })
            .collect();
        let cells = cells.ok_or(Lost)?;
        let key = self.key(&cells);
        let last = self.last.and_then(|last| last.ranges.get(range));
        let same = last.filter(|last| last.key == key);
        if let Some(same) = same.filter(|same| self.is_there(same)) {
            self.kept.leave(&key);
            return Ok((same.clone(), cells));
        }
        let is_kept = |one: &InPart| matches!(one.terms, Terms::Kept(_));
        let kept = match last.filter(|_| self.parts.iter().any(is_kept)) {
            Some(last) => self.kept.get(&last.key).ok_or(Lost)?,
            None => Vec::new(),
        };
        let mut rest = &kept[..];
        let kept: Vec<&[u8]> = std::iter::from_fn(|| read_block(&mut rest)).collect();
        let mut read = read.iter();
        let bytes: Option<Vec<&[u8]>> = self
            .parts
            .iter()
            .map(|one| match one.terms {
                Terms::Read(_) => read.next().map(Vec::as_slice),
                Terms::Kept(number) => kept.get(number).copied(),
            })
            .collect();
        let bytes = bytes.ok_or(Lost)?;
        let decoded = self.parts.iter().zip(&bytes).filter(|(one, _)| is_kept(one));
        let decoded: Option<Vec<Part>> = decoded
            .map(|(one, bytes)| kept::read(bytes).filter(|part| part.documents == one.documents()))
            .collect();
        let known = self.write(range, &decoded.ok_or(Lost)?, key);
        match same {
            Some(_) => self.kept.leave(&key),
            None => {
                // Before each stands how long it is.
                let length = bytes.iter().map(|bytes| bytes.len() + size_of::<u64>()).sum();
                let mut all = Vec::with_capacity(length);
                bytes.iter().for_each(|bytes| write_block(bytes, &mut all));
                self.kept.put(&key, all);
            }
        }
        Ok((known, cells))
    }

    /// What tells all that a range is made of from anything else.
    fn key(&self, cells: &[blake3::Hash]) -> blake3::Hash {
        let Options { documents, has_places } = self.options;
        let mut key = Vec::new();
        ((documents, has_places), self.tongue as usize).write(&mut key);
        for (part, cell) in self.parts.iter().zip(cells) {
            (part.documents(), *cell).write(&mut key);
        }
        blake3::hash(&key)
    }

    /// Takes the files of a range again, if all are there.
    fn is_there(&self, range: &KnownRange) -> bool {
        let mut names =
            range.shards.iter().flat_map(|one| std::iter::once(&one.terms).chain(&one.places));
        names.all(|name| self.files.again(name))
    }

    /// Writes the files of a range, of which these are the terms that were kept.
    fn write(&self, range: usize, kept: &[Part], key: blake3::Hash) -> KnownRange {
        let mut kept = kept.iter();
        let cells = self.parts.iter().filter_map(|one| {
            let documents_before = one.documents_before;
            Some(match &one.terms {
                Terms::Read(part) => Cell { documents_before, part, terms: part.range(range) },
                Terms::Kept(_) => {
                    let part = kept.next()?;
                    Cell { documents_before, part, terms: 0..part.terms.len() }
                }
            })
        });
        let cells: Vec<Cell<'_>> = cells.collect();
        let terms = joined(&cells, self.tongue, self.options);
        let shards = write_terms(&terms, self.options.has_places, self.files);
        // What the glossary's terms are looked up by is no word that anybody types.
        let words = terms.into_iter().filter(|term| !term.word.starts_with('='));
        let words = words.map(|Term { word, posting, .. }| (word, posting.documents)).collect();
        KnownRange { key, shards, words }
    }
}
