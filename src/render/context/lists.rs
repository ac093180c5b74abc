//! What pages that list documents see: sections, tags, the A to Z, the contents, the latest changes.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::Serialize;
use tera::Value;
use unicode_normalization::UnicodeNormalization;

use crate::model::{Child, Document, DocumentId, Edition, Review, SectionId, Status, Url, pages};
use crate::render::context::page::{review, status};
use crate::render::context::{
    DateContext, KindContext, Labelled, LangContext, kind, section_name, summary,
};
use crate::resolve;
use crate::theme::Theme;

/// A document or a section in a list.
#[derive(Serialize)]
pub(crate) struct ChildContext {
    title: String,
    lang: Option<LangContext>,
    url: String,
    summary: Option<String>,
    kind: Option<KindContext>,
    status: Labelled,
    review: &'static str,
    is_section: bool,
    /// How many documents a section holds.
    count: usize,
}

impl ChildContext {
    pub(crate) fn is_section(&self) -> bool {
        self.is_section
    }

    /// The id of its kind, if it is of one.
    pub(crate) fn kind(&self) -> Option<&str> {
        self.kind.as_ref().map(|kind| kind.id.as_str())
    }
}

#[derive(Serialize)]
pub(crate) struct RecentContext {
    title: String,
    lang: Option<LangContext>,
    /// The language of the change's words, if it is not the page's.
    summary_lang: Option<LangContext>,
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
    entries: Value,
}

#[derive(Serialize)]
pub(crate) struct LetterEntry {
    title: String,
    lang: Option<LangContext>,
    url: String,
    section: String,
}

#[derive(Serialize)]
pub(crate) struct ContentsEntry {
    title: String,
    lang: Option<LangContext>,
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
                let name = section_name(edition, theme, id);
                let document = edition.section(id).document.and_then(|id| edition.document(id));
                let document = document.map(|one| edition.version(one, &theme.language));
                Some(ChildContext {
                    title: name.title.to_owned(),
                    lang: name.lang,
                    url: name.url.escaped(),
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

pub(super) fn child_of(edition: &Edition, theme: &Theme, document: &Document) -> ChildContext {
    let document = edition.version(document, &theme.language);
    ChildContext {
        title: document.title.clone(),
        lang: LangContext::of(theme, &document.language),
        url: document.url.escaped(),
        summary: summary(document),
        kind: kind(edition, theme, document),
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
pub(crate) fn recent(edition: &Edition, theme: &Theme) -> Vec<RecentContext> {
    if !edition.shows_governance {
        return Vec::new();
    }
    let mut seen: BTreeSet<&Url> = BTreeSet::new();
    resolve::changes(edition.pages().map(|(_, document)| document), edition.today)
        .into_iter()
        .filter(|change| seen.insert(&change.document.url))
        .take(MOST_RECENT)
        .map(|change| {
            let document = edition.version(change.document, &theme.language);
            RecentContext {
                title: document.title.clone(),
                lang: LangContext::of(theme, &document.language),
                summary_lang: LangContext::of(theme, &change.document.language),
                url: document.url.escaped(),
                date: DateContext::new(theme, change.amendment.date),
                summary: change.amendment.summary.clone(),
            }
        })
        .collect()
}

/// A tag, and the documents that have it.
pub(crate) struct Tag {
    pub name: String,
    pub url: Url,
    pub documents: Vec<DocumentId>,
}

/// Every tag that is used. Tags that differ only in capitals are one.
pub(crate) fn tags(edition: &Edition) -> Vec<Tag> {
    // Many documents have the same few tags, whose addresses take time to make.
    let mut urls: FxHashMap<&str, Url> = FxHashMap::default();
    let mut tags: BTreeMap<Url, Tag> = BTreeMap::new();
    for (id, document) in edition.pages() {
        for name in &document.tags {
            let url = urls.entry(name).or_insert_with(|| Url::new(&pages::tag(name)));
            let tag = tags.entry(url.clone()).or_insert_with_key(|url| Tag {
                name: name.clone(),
                url: url.clone(),
                documents: Vec::new(),
            });
            tag.documents.push(id);
        }
    }
    tags.into_values().collect()
}

/// The tags and how often each is used, by name.
pub(crate) fn tag_counts(tags: &[Tag]) -> Vec<TagCount> {
    let count = |tag: &Tag| TagCount {
        name: tag.name.clone(),
        url: tag.url.escaped(),
        count: tag.documents.len(),
    };
    let mut counts: Vec<TagCount> = tags.iter().map(count).collect();
    counts.sort_by_key(|tag| tag.name.to_lowercase());
    counts
}

/// What a tag's page lists.
pub(crate) fn tag_documents(edition: &Edition, theme: &Theme, tag: &Tag) -> Vec<ChildContext> {
    let documents = tag.documents.iter().filter_map(|&id| edition.document(id));
    documents.map(|document| child_of(edition, theme, document)).collect()
}

/// Every document of a kind by its title, those that are no longer in force last.
pub(crate) fn kind_documents(edition: &Edition, theme: &Theme, kind: &str) -> Vec<ChildContext> {
    let documents = edition.pages().map(|(_, document)| document);
    let mut documents: Vec<&Document> =
        documents.filter(|one| one.kind == kind && one.is_of_its_kind()).collect();
    documents.sort_by_cached_key(|one| {
        (one.status == Status::Withdrawn, one.title.to_lowercase(), one.url.clone())
    });
    documents.into_iter().map(|document| child_of(edition, theme, document)).collect()
}

/// Every document by the first letter of its title. `list` makes the lines of a letter.
pub(crate) fn letters(
    edition: &Edition,
    theme: &Theme,
    list: &dyn Fn(&[LetterEntry]) -> Value,
) -> Vec<LetterContext> {
    let mut letters: BTreeMap<String, Vec<(String, LetterEntry)>> = BTreeMap::new();
    for (_, document) in edition.pages() {
        let document = edition.version(document, &theme.language);
        // Accents don't move a title to another letter.
        let first = document.title.nfd().find(|c| c.is_alphanumeric());
        let letter = match first {
            Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
            _ => "0–9".to_owned(),
        };
        let entry = LetterEntry {
            title: document.title.clone(),
            lang: LangContext::of(theme, &document.language),
            url: document.url.escaped(),
            section: section_name(edition, theme, document.section).title.to_owned(),
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
            let entries: Vec<_> = entries.into_iter().map(|(_, entry)| entry).collect();
            LetterContext { letter, anchor, entries: list(&entries) }
        })
        .collect()
}

/// Every document by its section.
pub(crate) fn contents(edition: &Edition, theme: &Theme, section: SectionId) -> Vec<ContentsEntry> {
    let children = edition.section(section).children.iter();
    children
        .filter_map(|child| match *child {
            Child::Document(id) => {
                let document = edition.version(edition.document(id)?, &theme.language);
                Some(ContentsEntry {
                    title: document.title.clone(),
                    lang: LangContext::of(theme, &document.language),
                    url: document.url.escaped(),
                    summary: document.summary.clone(),
                    items: Vec::new(),
                })
            }
            Child::Section(id) => {
                let name = section_name(edition, theme, id);
                let document = edition.section(id).document.and_then(|id| edition.document(id));
                let document = document.map(|one| edition.version(one, &theme.language));
                Some(ContentsEntry {
                    title: name.title.to_owned(),
                    lang: name.lang,
                    url: name.url.escaped(),
                    summary: document.and_then(|document| document.summary.clone()),
                    items: contents(edition, theme, id),
                })
            }
        })
        .collect()
}
