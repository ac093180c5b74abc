//! Words as they are spelt, with how common each is: to complete a word that is being typed, and to find
//! what a misspelt one was meant to be.

use crate::search::files::{Files, Kind};
use crate::search::json;
use crate::search::numbers::{as_text, push_length, push_number};
use crate::search::postings::compare;
use crate::search::shards::{Entry, is_cut, push_difference};

/// The size of a file of words.
const SIZE: (usize, usize) = (3000, 5000);

/// Writes the words, each with how many documents have it, and gives what each file begins with, and its name.
pub(crate) fn write_words(mut words: Vec<(&str, usize)>, files: &Files<'_>) -> Vec<Entry> {
    words.sort_by(|a, b| compare(a.0, b.0));
    let mut entries = Vec::new();
    let mut text = Vec::new();
    let mut start = 0;
    for (index, (word, documents)) in words.iter().enumerate() {
        let previous = if index == start { "" } else { words[index - 1].0 };
        push_difference(&mut text, previous, word);
        push_length(&mut text, *documents as u32);
        let is_end = words.get(index + 1).is_none_or(|next| is_cut(next.0, text.len(), SIZE));
        if is_end {
            let first = words[start].0.to_owned();
            let name = files.add(Kind::Words, &json::of_text(as_text(&text)));
            entries.push(Entry { first, name });
            text.clear();
            start = index + 1;
        }
    }
    entries
}

/// Numbers of one list after another: how many, and they.
pub(crate) fn push_list(text: &mut Vec<u8>, list: &[usize]) {
    push_number(text, list.len());
    for number in list {
        push_number(text, *number);
    }
}
