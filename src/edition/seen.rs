//! Who can see each document, and why.

use std::collections::BTreeSet;

use crate::model::config::{Audience, Config};
use crate::model::{Because, DocumentId, Edition, Handbook, Readers, Seen};
use crate::source::SourcePath;

/// Every document of a handbook, passages and drafts among them, with who can see it and what says so.
pub fn who_sees(handbook: &Handbook) -> Vec<Seen> {
    let config = &handbook.config;
    let documents = handbook.documents.iter().enumerate();
    let seen = documents.map(|(index, document)| {
        let own = &document.parsed.path;
        let Readers { audiences, because } = &document.readers;
        let editions = config.editions.iter();
        let editions = editions.filter(|one| handbook.shows(one, DocumentId(index)));
        Seen {
            document: DocumentId(index),
            file: own.clone(),
            title: document.title.clone(),
            audiences: named(config, audiences),
            because: because.as_str(),
            said_in: match because {
                Because::Document => Some(own.clone()),
                Because::Default => config.path.clone(),
                elsewhere => elsewhere.elsewhere().cloned(),
            },
            editions: editions.map(|one| one.name().to_owned()).collect(),
        }
    });
    seen.collect()
}

/// In the order of `handbook.yaml`, those that it doesn't know last.
fn named(config: &Config, ids: &[String]) -> Vec<Audience> {
    let known = config.audiences.iter().filter(|one| ids.contains(&one.id)).cloned();
    let unknown = ids.iter().filter(|id| config.audience(id).is_none());
    let unknown = unknown.map(|id| Audience { id: id.clone(), label: id.clone() });
    known.chain(unknown).collect()
}

/// The same of an edition's own documents. It names no file that its readers don't get, and a title as they get it.
pub(super) fn of_edition(handbook: &Handbook, edition: &Edition) -> Vec<Seen> {
    let documents = edition.documents.iter().flatten();
    let held: BTreeSet<&SourcePath> = documents.map(|one| &one.parsed.path).collect();
    let settings = handbook.config.path.as_ref();
    let seen = who_sees(handbook).into_iter().filter_map(|mut one| {
        let document = edition.document(one.document).filter(|document| document.published)?;
        one.title.clone_from(&document.title);
        one.said_in = one.said_in.filter(|file| held.contains(file) || settings == Some(file));
        Some(one)
    });
    seen.collect()
}
