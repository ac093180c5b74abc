//! Which of the documents that are new were elsewhere before.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::subjects::Subject;

/// As many pairs as are compared for what they say. Where there are more, only those of the same title are.
const MOST_PAIRS: usize = 100_000;

/// The share of its lines that a document has to keep to be the same one, moved, if it isn't called the same.
const ALIKE: f64 = 0.5;

/// For each document that was moved, what it was, taken out of `gone`.
pub(super) fn pairs<'a>(
    gone: &mut BTreeMap<&'a str, &'a Subject>,
    new: &[&'a Subject],
) -> BTreeMap<&'a str, &'a Subject> {
    let compares_all = gone.len() * new.len() <= MOST_PAIRS;
    let lines_of = |one: &'a Subject| -> BTreeSet<&'a str> { one.text().collect() };
    let before: Vec<(&str, &Subject, BTreeSet<&str>)> =
        gone.iter().map(|(file, one)| (*file, *one, lines_of(one))).collect();
    let mut found = Vec::new();
    for one in new {
        let now = lines_of(one);
        for (file, was, lines) in &before {
            if !compares_all && was.title != one.title {
                continue;
            }
            let shared = 2 * now.intersection(lines).count();
            let alike = shared as f64 / (now.len() + lines.len()).max(1) as f64;
            if alike >= ALIKE || was.title == one.title {
                found.push((alike, one.file.as_str(), *file));
            }
        }
    }
    // The most alike first, and of those the first by their names.
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs = BTreeMap::new();
    for (_, file, was) in found {
        if pairs.contains_key(file) {
            continue;
        }
        if let Some(was) = gone.remove(was) {
            pairs.insert(file, was);
        }
    }
    pairs
}
