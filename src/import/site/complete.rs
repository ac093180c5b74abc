//! The last look: is every word of a page in what it became, or in a note? What isn't is reported, so that nothing
//! disappears in silence, whatever a generator has that nobody thought of.

use std::collections::BTreeMap;

use crate::import::Note;
use crate::import::site::remark::Remark;

/// A note with the words of `before` that are in none of the texts `after`; `None` where there are none. Each
/// has to be there as often as it was.
pub(super) fn unplaced(before: &str, after: &[&str]) -> Option<Note> {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for word in after.iter().flat_map(|text| tokens(text)) {
        *found.entry(word).or_default() += 1;
    }
    let mut missing = Vec::new();
    for word in tokens(before) {
        match found.get_mut(&word).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None => missing.push(word),
        }
    }
    (!missing.is_empty()).then(|| Remark::Unplaced.note(0, &missing.join(" ")))
}

/// Words in small letters, whatever stands between them.
fn tokens(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}
