//! Sorted terms to the files that hold them: shards of some 3 KB, so that a query fetches little, and lists
//! that say which shard begins with what. Where a shard ends is decided by the words themselves, so that
//! a change in one moves no other, and no shard reaches from one range into the next; each is named by what it holds.

use crate::search::files::{Files, Kind};
use crate::search::json;
use crate::search::numbers::{as_text, push_number};
use crate::search::postings::Term;

/// A shard ends once it has this many characters and a stem comes by that suits.
const ENOUGH: usize = 1800;
/// A shard ends in any case before it has this many more.
const TOO_MUCH: usize = 3200;
/// So many entries make a list, with the same idea.
const LIST: (usize, usize) = (24, 64);

/// A shard that is written: what it begins with, and the names of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub first: String,
    pub terms: String,
    /// That of its places, if it has any.
    pub places: Option<String>,
}

/// Writes the terms of a range, with their places or without.
pub(crate) fn write_terms(terms: &[Term], has_places: bool, files: &Files<'_>) -> Vec<Written> {
    let mut written = Vec::new();
    let mut shard = Shard::default();
    let mut stems = terms.chunk_by(|a, b| a.stem == b.stem).peekable();
    while let Some(forms) = stems.next() {
        shard.add(forms);
        let is_end = stems.peek().is_none_or(|next| {
            let next = &next[0].stem;
            let more: usize = forms.iter().map(|form| form.posting.counts.len()).sum();
            is_cut(next, shard.text.len(), (ENOUGH, TOO_MUCH)) || more > TOO_MUCH
        });
        if is_end {
            written.push(shard.write(has_places, files));
            shard.clear();
        }
    }
    written
}

/// Writes lists of what shards begin with, and gives the list of those.
pub(crate) fn write_lists(entries: &[Entry], files: &Files<'_>) -> Vec<Entry> {
    let mut lists = Vec::new();
    let mut start = 0;
    for end in 1..=entries.len() {
        if end == entries.len() || is_cut(&entries[end].first, end - start, LIST) {
            let list = &entries[start..end];
            let first = list[0].first.clone();
            let name = files.add(Kind::List, &json::of_text(&listed(list)));
            lists.push(Entry { first, name });
            start = end;
        }
    }
    lists
}

/// What a file begins with, and its name.
pub(crate) struct Entry {
    pub first: String,
    pub name: String,
}

/// `first name first name …`: neither holds a space.
pub(crate) fn listed(entries: &[Entry]) -> String {
    let entries = entries.iter().map(|entry| format!("{} {}", entry.first, entry.name));
    entries.collect::<Vec<_>>().join(" ")
}

/// Whether something new begins with this word, after so much.
pub(crate) fn is_cut(word: &str, size: usize, (enough, too_much): (usize, usize)) -> bool {
    // FNV-1a: the same on every machine.
    let hash = word
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    size >= too_much || (size >= enough && (hash >> 8).is_multiple_of(4))
}

#[derive(Default)]
struct Shard {
    first: String,
    previous: String,
    text: Vec<u8>,
    places: Vec<u8>,
}

impl Shard {
    fn clear(&mut self) {
        [&mut self.first, &mut self.previous].into_iter().for_each(String::clear);
        [&mut self.text, &mut self.places].into_iter().for_each(Vec::clear);
    }

    /// A stem, as far as it differs from the last; its forms, as far as they differ from it; for each form
    /// in how many documents it is, twice, and 1 if their passages are left out; how many characters of
    /// postings follow; and the postings.
    fn add(&mut self, forms: &[Term]) {
        let stem = &forms[0].stem;
        if self.text.is_empty() {
            self.first.clone_from(stem);
        }
        push_difference(&mut self.text, &self.previous, stem);
        push_number(&mut self.text, forms.len());
        for form in forms {
            push_difference(&mut self.text, stem, &form.word);
            let posting = &form.posting;
            push_number(&mut self.text, posting.documents * 2 + usize::from(posting.is_common));
            push_number(&mut self.text, posting.counts.len());
            self.text.extend_from_slice(&posting.counts);
            push_number(&mut self.places, posting.places.len());
            self.places.extend_from_slice(&posting.places);
        }
        self.previous.clone_from(stem);
    }

    fn write(&self, has_places: bool, files: &Files<'_>) -> Written {
        let (text, places) = (as_text(&self.text), as_text(&self.places));
        let places = has_places.then(|| files.add(Kind::Places, &json::of_text(places)));
        let named = places.as_deref().unwrap_or_default();
        let mut json = String::with_capacity(named.len() + text.len() + 8);
        json::push_list(&mut json, [named, text], json::push_text);
        Written { first: self.first.clone(), terms: files.add(Kind::Terms, &json), places }
    }
}

/// A word as far as it differs from another: how much they share, how much follows, and that.
pub(crate) fn push_difference(text: &mut Vec<u8>, from: &str, word: &str) {
    let same = from.chars().zip(word.chars()).take_while(|(a, b)| a == b);
    let (bytes, units) =
        same.fold((0, 0), |(bytes, units), (c, _)| (bytes + c.len_utf8(), units + c.len_utf16()));
    let rest = &word[bytes..];
    push_number(text, units);
    push_number(text, rest.encode_utf16().count());
    text.extend_from_slice(rest.as_bytes());
}
