//! What templates see: the contract with theme authors, and the only types here that are serialised.
//! Addresses are counted from the site's root; a template writes `{{ root }}` before each.

mod lists;
mod navigation;
mod page;
mod site;

use serde::Serialize;

use crate::model::{Date, Document, Edition};

pub(crate) use lists::{contents, letters, recent, section_children, tag_documents, tags};
pub(crate) use page::{generated_page, page, section_page};
pub(crate) use site::site;

/// A date, for machines and for people.
#[derive(Serialize)]
pub(crate) struct DateContext {
    iso: String,
    text: String,
}

impl From<Date> for DateContext {
    fn from(date: Date) -> Self {
        DateContext { iso: date.to_string(), text: date.in_words() }
    }
}

/// Something with an id for classes and a label for people.
#[derive(Serialize)]
pub(crate) struct Labelled {
    id: String,
    label: String,
}

/// A page to go to.
#[derive(Serialize)]
pub(crate) struct LinkContext {
    title: String,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    kind: Option<Labelled>,
}

impl LinkContext {
    fn document(edition: &Edition, document: &Document) -> Self {
        LinkContext {
            title: document.title.clone(),
            url: document.url.escaped(),
            summary: summary(document),
            kind: kind(edition, document),
        }
    }

    fn plain(title: &str, url: String) -> Self {
        LinkContext { title: title.to_owned(), url, summary: None, kind: None }
    }
}

fn kind(edition: &Edition, document: &Document) -> Option<Labelled> {
    let kind = edition.config.kind(&document.kind).filter(|kind| kind.id != "page")?;
    Some(Labelled { id: kind.id.clone(), label: kind.label.clone() })
}

/// The summary, or else the first words.
fn summary(document: &Document) -> Option<String> {
    let opening = &document.parsed.outline.opening;
    let opening = (!opening.is_empty()).then(|| opening.clone());
    document.summary.clone().or(opening)
}
