//! A handbook to an edition: the one place that decides what readers get. It decides nothing about how it
//! is shown.
//!
//! What an edition doesn't show is cut out of the handbook's sources, and what is left is resolved as if it had
//! been all that there is: sections, mentions, tags, counts, aliases and coverage come from that alone.

mod body;
mod reach;
mod seen;
mod sentinels;
mod shown;
mod sources;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::config::EditionSettings;
use crate::model::{
    Coverage, Date, Document, DocumentId, Edition, Exception, Handbook, Origin, Properties,
    SectionId, Watched,
};
use crate::resolve;
use crate::source::History;

pub use seen::who_sees;
pub use sentinels::{Sentinel, SentinelKind, sentinels};

/// The handbook as its readers get it: what is published, and the passages that it includes. `wanted` is one of the
/// editions that the handbook names; a handbook that names none has one, with everything.
pub fn select(handbook: &Handbook, wanted: Option<&EditionSettings>) -> Edition {
    let Some(wanted) = wanted else {
        let documents = handbook.documents.par_iter().map(selected);
        return whole(handbook, documents.collect());
    };
    let cut = sources::resolved(handbook, wanted);
    let reached = reach::reached(&cut);
    let documents = cut.documents.iter().enumerate().map(|(index, document)| {
        let is_read = document.published || reached.passages.contains(&DocumentId(index));
        is_read.then(|| Arc::clone(document))
    });
    let mut edition = edition(&cut, documents.collect(), Some(wanted));
    Arc::make_mut(&mut edition.files).retain(|path, _| reached.files.contains(path));
    if edition.shows_governance {
        edition.seen = Arc::new(seen::of_edition(handbook, &edition));
    }
    leave_out_stuck(&mut edition, handbook);
    edition
}

/// The one edition of a handbook that names none.
fn whole(handbook: &Handbook, documents: Vec<Option<Arc<Document>>>) -> Edition {
    let mut edition = edition(handbook, documents, None);
    leave_out_stuck(&mut edition, handbook);
    edition
}

/// Leaves out the images that can't be parted from what they say of whoever took them.
fn leave_out_stuck(edition: &mut Edition, handbook: &Handbook) {
    for (path, attachment) in handbook.attachments.iter() {
        if matches!(attachment.properties, Properties::Stuck(_)) && edition.files.contains_key(path)
        {
            Arc::make_mut(&mut edition.files).remove(path);
        }
    }
}

fn edition(
    handbook: &Handbook,
    documents: Vec<Option<Arc<Document>>>,
    wanted: Option<&EditionSettings>,
) -> Edition {
    let aliases = handbook
        .aliases
        .iter()
        .filter_map(|alias| Some((alias.url.clone().ok()?, alias.document)))
        .collect();
    let mut edition = Edition {
        id: wanted.map(|one| one.id.value.clone()),
        shows_governance: wanted.is_none_or(|one| one.governance),
        says_what_to_expect: wanted.is_some_and(|one| one.what_to_expect.is_some()),
        help: wanted.map(|one| one.help.clone()).unwrap_or_default(),
        strings: Arc::new(wanted.map(strings).unwrap_or_default()),
        // A folder that is not set up yet is called what its first page is.
        title: match handbook.config.path {
            Some(_) => handbook.config.title.clone(),
            None => handbook.section(SectionId::ROOT).title.clone(),
        },
        language: wanted
            .and_then(|one| one.language.clone())
            .unwrap_or_else(|| handbook.config.language.clone()),
        config: Arc::clone(&handbook.config),
        practice_model: Arc::clone(&handbook.practice_model),
        glossary: Arc::clone(&handbook.glossary),
        components: Arc::clone(&handbook.components),
        today: handbook.today,
        documents,
        sections: handbook.sections.clone(),
        reading_order: handbook.reading_order.clone(),
        files: handbook.files.clone(),
        aliases: Arc::new(aliases),
        edited: BTreeMap::new(),
        coverage: Arc::default(),
        exceptions: Arc::default(),
        seen: Arc::default(),
    };
    edition.coverage = Arc::new(coverage(&edition));
    if edition.shows_governance {
        edition.exceptions = Arc::new(exceptions(&edition));
    }
    edition
}

fn strings(edition: &EditionSettings) -> BTreeMap<String, String> {
    edition.strings.iter().map(|(key, text)| (key.value.clone(), text.clone())).collect()
}

/// The edition after nothing but the bodies of these documents has changed from what they were `before`; `None` if for
/// its readers more has changed than bodies.
pub fn select_again(
    last: &Edition,
    before: &Handbook,
    handbook: &Handbook,
    changed: &[DocumentId],
) -> Option<Edition> {
    let mut edition = last.clone();
    match &last.id {
        Some(id) => {
            let wanted = handbook.config.editions.iter().find(|one| one.id.value == *id)?;
            for (id, document) in sources::again(last, before, handbook, wanted, changed)? {
                edition.documents[id.0] = Some(document);
            }
        }
        None => {
            for &id in changed {
                edition.documents[id.0] = selected(&handbook.documents[id.0]);
            }
        }
    }
    Some(edition)
}

/// The edition after some documents have changed from what they were `before`. What one that the handbook names leaves
/// out is decided for all of it.
pub fn select_changed(last: &Edition, before: &Handbook, handbook: &Handbook) -> Edition {
    if let Some(id) = &last.id {
        let wanted = handbook.config.editions.iter().find(|one| one.id.value == *id);
        return select(handbook, wanted);
    }
    let all = handbook.documents.iter().zip(&before.documents).zip(&last.documents);
    let documents = all.map(|((now, before), last)| match Arc::ptr_eq(now, before) {
        true => last.clone(),
        false => selected(now),
    });
    whole(handbook, documents.collect())
}

/// The document, if its readers get it: it is published, or a passage that others may include.
fn selected(document: &Arc<Document>) -> Option<Arc<Document>> {
    let passage = document.is_passage && !document.undeclared;
    (document.published || passage).then(|| body::whole(document))
}

/// The exceptions that its own documents make. Whoever may not read how the handbook is looked after gets none.
fn exceptions(edition: &Edition) -> Vec<(DocumentId, Exception)> {
    let all = edition.documents.iter().enumerate();
    all.filter_map(|(index, document)| Some((DocumentId(index), document.as_deref()?)))
        .flat_map(|(id, document)| {
            let own = document.parsed.outline.all_exceptions();
            let explained = own.filter(|exception| exception.reason.is_some());
            explained.map(move |exception| (id, exception.clone()))
        })
        .collect()
}

/// Adds the days on which its documents were edited; what the history knows of any other file is left behind.
pub fn add_history(edition: &mut Edition, history: &History) {
    if !edition.shows_governance {
        return;
    }
    for (index, document) in edition.documents.iter().enumerate() {
        let Some(path) = document.as_ref().map(|document| &document.parsed.path) else { continue };
        let days = history.get(path).into_iter().flatten();
        let days: Vec<Date> = days.rev().filter_map(|day| Date::parse(day)).collect();
        if !days.is_empty() {
            let origin = Origin::of_parts(&["edited", path.as_str(), &format!("{days:?}")]);
            edition.edited.insert(DocumentId(index), Watched::new(origin, days));
        }
    }
}

/// Of what the edition holds, and not of the handbook: a count, too, tells what is there.
fn coverage(edition: &Edition) -> Coverage {
    resolve::coverage(&edition.practice_model, &edition.config, edition.pages(), edition.today)
}
