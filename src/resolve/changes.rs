//! The amendments of any set of documents, the newest first. What is still to come is left out.

use std::cmp::Reverse;

use crate::model::{Change, Date, Document};

/// Every amendment of these documents that has come into being by `today`.
pub fn changes<'a>(documents: impl Iterator<Item = &'a Document>, today: Date) -> Vec<Change<'a>> {
    let mut changes: Vec<Change<'a>> = documents.flat_map(|document| of(document, today)).collect();
    changes.sort_by_key(|change| (Reverse(change.amendment.date), &change.document.url));
    changes
}

/// A document's own, the newest first; those of one day as they were written.
fn of(document: &Document, today: Date) -> Vec<Change<'_>> {
    let amendments = document.parsed.outline.front.amendments.iter();
    let mut own: Vec<_> = amendments.filter(|amendment| amendment.date <= today).collect();
    own.sort_by_key(|amendment| Reverse(amendment.date));
    let mut changes: Vec<Change<'_>> = Vec::new();
    for amendment in own {
        let number = match changes.last() {
            Some(last) if last.amendment.date == amendment.date => last.number + 1,
            _ => 1,
        };
        changes.push(Change { document, amendment, number });
    }
    changes
}
