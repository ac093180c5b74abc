//! What pages that list documents see: sections, tags, the A to Z, the contents, the latest changes.

use std::collections::BTreeMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::model::{Child, Date, Document, Edition, Review, SectionId, Status, Url, pages};
use crate::render::context::page::{review, status};
use crate::render::context::{DateContext, Labelled, kind, summary};
use crate::theme::Theme;

/// A document or a section in a list.
#[derive(Serialize)]
pub(crate) struct ChildContext {
    title: String,
    url: String,
    summary: Option<String>,
    kind: Option<Labelled>,
    status: Labelled,
    review: &'static str,
    is_section: bool,
    /// How many documents a section holds.
    count: usize,
}

#[derive(Serialize)]
pub(crate) struct RecentContext {
    title: String,
    url: String,
    date: DateContext,
    summary: String,
}

#[derive(Serialize)]
pub(crate) struct TagCount {
    name: String,
    url: String,
    count: usize,
}

#[derive(Serialize)]
pub(crate) struct LetterContext {
    letter: String,
    anchor: String,
    entries: Vec<LetterEntry>,
}

#[derive(Serialize)]
struct LetterEntry {
    title: String,
    url: String,
    section: String,
}

#[derive(Serialize)]
pub(crate) struct ContentsEntry {
    title: String,
    url: String,
    summary: Option<String>,
    items: Vec<ContentsEntry>,
}

/// What is in a section, in order.
pub(crate) fn section_children(
    edition: &Edition,
    theme: &Theme,
    section: SectionId,
) -> Vec<ChildContext> {
    let children = edition.section(section).children.iter();
    children
        .filter_map(|child| match *child {
            Child::Document(id) => Some(child_of(edition, theme, edition.document(id)?)),
            Child::Section(id) => {
                let section = edition.section(id);
                let document = section.document.and_then(|id| edition.document(id));
                Some(ChildContext {
                    title: section.title.clone(),
                    url: section.url.escaped(),
                    summary: document.and_then(summary),
                    kind: None,
                    status: status(Status::Current, theme),
                    review: review(Review::None),
                    is_section: true,
                    count: count(edition, id),
                })
            }
        })
        .collect()
}

fn child_of(edition: &Edition, theme: &Theme, document: &Document) -> ChildContext {
    ChildContext {
        title: document.title.clone(),
        url: document.url.escaped(),
        summary: summary(document),
        kind: kind(edition, document),
        status: status(document.status, theme),
        review: review(document.review),
        is_section: false,
        count: 0,
    }
}

fn count(edition: &Edition, section: SectionId) -> usize {
    let children = edition.section(section).children.iter();
    children
        .map(|child| match *child {
            Child::Document(_) => 1,
            Child::Section(id) => count(edition, id),
        })
        .sum()
}

/// How many changes the home page shows.
const MOST_RECENT: usize = 6;

/// The latest amendments that have come into being by the day of the build, a document once.
pub(crate) fn recent(edition: &Edition) -> Vec<RecentContext> {
    let mut found: Vec<(Date, &Document, &str)> = edition
        .pages()
        .filter_map(|(_, document)| {
            let amendments = document.parsed.outline.front.amendments.iter();
            let latest = amendments
                .filter(|amendment| amendment.date <= edition.today)
                .max_by_key(|amendment| amendment.date)?;
            Some((latest.date, document, latest.summary.as_str()))
        })
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.url.cmp(&b.1.url)));
    found
        .into_iter()
        .take(MOST_RECENT)
        .map(|(date, document, summary)| RecentContext {
            title: document.title.clone(),
            url: document.url.escaped(),
            date: date.into(),
            summary: summary.to_owned(),
        })
        .collect()
}

/// The documents of each tag. Tags that differ only in capitals are one.
fn by_tag(edition: &Edition) -> BTreeMap<String, (String, Vec<&Document>)> {
    let mut tags: BTreeMap<String, (String, Vec<&Document>)> = BTreeMap::new();
    for (_, document) in edition.pages() {
        for tag in &document.tags {
            let entry =
                tags.entry(pages::tag(tag)).or_insert_with(|| (tag.clone(), Vec::new()));
            entry.1.push(document);
        }
    }
    tags
}

/// Every tag that is used, by name.
pub(crate) fn tags(edition: &Edition) -> Vec<TagCount> {
    let mut tags: Vec<TagCount> = by_tag(edition)
        .into_iter()
        .map(|(url, (name, documents))| TagCount {
            name,
            url: Url::new(&url).escaped(),
            count: documents.len(),
        })
        .collect();
    tags.sort_by_key(|tag| tag.name.to_lowercase());
    tags
}

/// Every tag's page: its address, its name, and what it lists.
pub(crate) fn tag_documents(
    edition: &Edition,
    theme: &Theme,
) -> Vec<(String, String, Vec<ChildContext>)> {
    by_tag(edition)
        .into_iter()
        .map(|(url, (name, documents))| {
            let children = documents.iter().map(|one| child_of(edition, theme, one)).collect();
            (url, name, children)
        })
        .collect()
}

/// Every document by the first letter of its title.
pub(crate) fn letters(edition: &Edition) -> Vec<LetterContext> {
    let mut letters: BTreeMap<String, Vec<(String, LetterEntry)>> = BTreeMap::new();
    for (_, document) in edition.pages() {
        // Accents don't move a title to another letter.
        let first = document.title.nfd().find(|c| c.is_alphanumeric());
        let letter = match first {
            Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
            _ => "0–9".to_owned(),
        };
        let entry = LetterEntry {
            title: document.title.clone(),
            url: document.url.escaped(),
            section: edition.section(document.section).title.clone(),
        };
        letters.entry(letter).or_default().push((document.title.to_lowercase(), entry));
    }
    letters
        .into_iter()
        .map(|(letter, mut entries)| {
            entries.sort_by(|a, b| (&a.0, &a.1.url).cmp(&(&b.0, &b.1.url)));
            let anchor = match letter.as_str() {
                "0–9" => "numbers".to_owned(),
                letter => letter.to_lowercase(),
            };
            let entries = entries.into_iter().map(|(_, entry)| entry).collect();
            LetterContext { letter, anchor, entries }
        })
        .collect()
}

/// Every document by its section.
pub(crate) fn contents(edition: &Edition, section: SectionId) -> Vec<ContentsEntry> {
    let children = edition.section(section).children.iter();
    children
        .filter_map(|child| match *child {
            Child::Document(id) => {
                let document = edition.document(id)?;
                Some(ContentsEntry {
                    title: document.title.clone(),
                    url: document.url.escaped(),
                    summary: document.summary.clone(),
                    items: Vec::new(),
                })
            }
            Child::Section(id) => {
                let section = edition.section(id);
                let document = section.document.and_then(|id| edition.document(id));
                Some(ContentsEntry {
                    title: section.title.clone(),
                    url: section.url.escaped(),
                    summary: document.and_then(|document| document.summary.clone()),
                    items: contents(edition, id),
                })
            }
        })
        .collect()
}
