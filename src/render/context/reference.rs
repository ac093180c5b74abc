//! What the glossary and the pages of legislation see.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{Document, DocumentId, Edition, Reliance, TermId, Url, pages};
use crate::render::context::LinkContext;
use crate::theme::Theme;

/// As many documents as the glossary names for one term; a term in daily use is in nearly all.
const MOST_USES: usize = 12;

/// A term, on the glossary's page.
#[derive(Serialize)]
pub(crate) struct TermContext {
    term: String,
    anchor: String,
    abbreviations: Vec<String>,
    also_known_as: Vec<String>,
    say_instead_of: Vec<String>,
    definition: Option<String>,
    source: Option<String>,
    /// Documents that use it, the first ones in the order of reading.
    uses: Vec<LinkContext>,
    /// How many more there are.
    more_uses: usize,
}

/// Terms with one first letter.
#[derive(Serialize)]
pub(crate) struct TermLetter {
    letter: String,
    anchor: String,
    terms: Vec<TermContext>,
}

/// What a term that is marked on a page means.
#[derive(Serialize)]
pub(crate) struct MeaningContext {
    anchor: String,
    term: String,
    definition: String,
}

/// An Act, in the list of Acts.
#[derive(Serialize)]
pub(crate) struct ActContext {
    name: String,
    url: String,
    address: String,
    count: usize,
}

/// A provision, and the documents that rely on it.
#[derive(Serialize)]
pub(crate) struct ProvisionDocuments {
    /// `Section 47`; empty for the Act as a whole.
    provision: String,
    anchor: String,
    address: String,
    documents: Vec<LinkContext>,
}

/// The glossary, letter by letter.
pub(crate) fn glossary(edition: &Edition) -> Vec<TermLetter> {
    let mut uses: BTreeMap<TermId, Vec<DocumentId>> = BTreeMap::new();
    for (id, document) in edition.pages() {
        for term in &document.mentions.terms {
            uses.entry(*term).or_default().push(id);
        }
    }
    let mut letters: BTreeMap<String, Vec<TermContext>> = BTreeMap::new();
    for (index, term) in edition.glossary.terms.iter().enumerate() {
        let all = uses.remove(&TermId(index)).unwrap_or_default();
        let first = all.iter().take(MOST_USES).filter_map(|id| edition.document(*id));
        let words = |list: &[crate::source::Located<String>]| -> Vec<String> {
            list.iter().map(|one| one.value.clone()).collect()
        };
        let letter = term.term.value.chars().find(|c| c.is_alphanumeric());
        let letter = letter.map(|c| c.to_uppercase().collect()).unwrap_or_default();
        letters.entry(letter).or_default().push(TermContext {
            term: term.term.value.clone(),
            anchor: term.anchor.clone(),
            abbreviations: words(&term.abbreviations),
            also_known_as: words(&term.also_known_as),
            say_instead_of: words(&term.say_instead_of),
            definition: term.definition.clone(),
            source: term.source.clone(),
            uses: first.map(plain_link).collect(),
            more_uses: all.len().saturating_sub(MOST_USES),
        });
    }
    letters
        .into_iter()
        .map(|(letter, mut terms)| {
            terms.sort_by_cached_key(|term| term.term.to_lowercase());
            TermLetter { anchor: format!("letter-{}", letter.to_lowercase()), letter, terms }
        })
        .collect()
}

/// What the terms that are marked on a page mean.
pub(crate) fn meanings(edition: &Edition, terms: &[TermId]) -> Vec<MeaningContext> {
    let terms = terms.iter().filter_map(|term| edition.glossary.terms.get(term.0));
    terms
        .filter_map(|term| {
            let definition = term.definition.clone()?;
            let (anchor, term) = (term.anchor.clone(), term.term.value.clone());
            Some(MeaningContext { anchor, term, definition })
        })
        .collect()
}

/// What an edition's documents rely on, by Act and provision.
pub(crate) type Relied = BTreeMap<usize, BTreeMap<Reliance, BTreeSet<DocumentId>>>;

/// What the edition's documents rely on.
pub(crate) fn relied(edition: &Edition) -> Relied {
    let mut relied = Relied::new();
    for (id, document) in edition.pages() {
        for reliance in &document.mentions.reliance {
            let act = relied.entry(reliance.act).or_default();
            act.entry(reliance.clone()).or_default().insert(id);
        }
    }
    relied
}

/// The Acts that some document relies on, by name.
pub(crate) fn acts(edition: &Edition, relied: &Relied) -> Vec<ActContext> {
    let mut acts: Vec<ActContext> = relied
        .iter()
        .filter_map(|(index, provisions)| {
            let act = edition.config.legislation.get(*index)?;
            let documents: BTreeSet<&DocumentId> = provisions.values().flatten().collect();
            Some(ActContext {
                name: act.name.clone(),
                url: Url::new(&pages::act(&act.name)).escaped(),
                address: act.address.clone(),
                count: documents.len(),
            })
        })
        .collect();
    acts.sort_by_cached_key(|act| act.name.to_lowercase());
    acts
}

/// An Act's provisions in its own order, the Act as a whole first, each with the documents that rely on it.
pub(crate) fn provisions(
    edition: &Edition,
    theme: &Theme,
    relied: &Relied,
    index: usize,
    positions: &[usize],
) -> Vec<ProvisionDocuments> {
    let (Some(act), Some(all)) = (edition.config.legislation.get(index), relied.get(&index)) else {
        return Vec::new();
    };
    all.iter()
        .map(|(reliance, documents)| {
            let words = reliance.provision.as_ref().map(|one| one.in_words()).unwrap_or_default();
            let mut documents: Vec<DocumentId> = documents.iter().copied().collect();
            documents.sort_by_key(|id| positions.get(id.0));
            let mut letters = words.chars();
            let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
            ProvisionDocuments {
                anchor: crate::markdown::slug(if words.is_empty() { "whole-act" } else { &words }),
                provision: first.unwrap_or_default() + letters.as_str(),
                address: reliance.address(act),
                documents: documents
                    .into_iter()
                    .filter_map(|id| edition.document(id))
                    .map(|document| LinkContext::document(edition, theme, document))
                    .collect(),
            }
        })
        .collect()
}

fn plain_link(document: &Document) -> LinkContext {
    LinkContext::plain(&document.title, document.url.escaped())
}
