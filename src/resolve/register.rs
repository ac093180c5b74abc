//! The review register of any set of documents: what is due, the most pressing first, and whose it is. A draft
//! and a withdrawn document are never due.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::markdown::slug;
use crate::model::config::Config;
use crate::model::{Date, Document, Due, OwnerReviews, ReviewEntry};

/// Every document that has a review date, or should have one.
pub fn register<'a>(
    documents: impl Iterator<Item = &'a Document>,
    config: &Config,
    today: Date,
) -> Vec<ReviewEntry<'a>> {
    let mut entries: Vec<ReviewEntry<'a>> = documents
        .filter(|document| is_due(document, config))
        .map(|document| ReviewEntry { document, due: Due::of(document.review_by, today) })
        .collect();
    entries.sort_by_key(|entry| (entry.due, entry.document.review_by, &entry.document.url));
    entries
}

fn is_due(document: &Document, config: &Config) -> bool {
    document.is_reviewed() && (document.review_by.is_some() || asks_for_date(document, config))
}

/// A document whose kind is reviewed every so often.
fn asks_for_date(document: &Document, config: &Config) -> bool {
    let kind = config.kind(&document.kind);
    document.is_of_its_kind() && kind.is_some_and(|kind| kind.review_every.is_some())
}

/// The register by owners, in the order of their names; what nobody owns comes last. Owners whose names differ
/// only in capitals and marks are one.
pub fn by_owner<'a>(entries: &[ReviewEntry<'a>]) -> Vec<OwnerReviews<'a>> {
    // Many documents have the same few owners.
    let mut keys: FxHashMap<Option<&str>, (bool, String)> = FxHashMap::default();
    let mut owners: BTreeMap<(bool, String), OwnerReviews<'a>> = BTreeMap::new();
    for entry in entries {
        let owner = entry.document.owner.as_deref();
        let key = || (owner.is_none(), owner.map(slug).unwrap_or_default());
        let key = keys.entry(owner).or_insert_with(key);
        match owners.get_mut(key) {
            Some(reviews) => reviews.entries.push(*entry),
            None => {
                let reviews = OwnerReviews { owner, entries: vec![*entry] };
                owners.insert(key.clone(), reviews);
            }
        }
    }
    owners.into_values().collect()
}
