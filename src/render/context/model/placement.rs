//! What a document's page says of the practice model: the elements and criteria that it belongs to, and what to
//! read next of each kind. It looks at a few documents of each element, however many there are.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{Document, DocumentId, Edition, LinkFault, Standing, Url, of_kind, pages};
use crate::render::context::{LangContext, LinkContext, Named, kind_plural};
use crate::source::Located;
use crate::theme::Theme;

#[derive(Serialize, Default)]
pub(crate) struct Placement {
    elements: Vec<LinkContext>,
    /// By framework.
    criteria: Vec<FrameworkPlacement>,
    next: Vec<NextContext>,
}

#[derive(Serialize)]
struct FrameworkPlacement {
    framework: LinkContext,
    criteria: Vec<LinkContext>,
}

/// What to read next, of one kind.
#[derive(Serialize)]
struct NextContext {
    /// The kind's label for several.
    plural: String,
    lang: Option<LangContext>,
    documents: Vec<LinkContext>,
}

/// What a document belongs to, and what else belongs there.
pub(crate) fn placement(
    edition: &Edition,
    theme: &Theme,
    id: DocumentId,
    document: &Document,
) -> Placement {
    let model = &*edition.practice_model;
    let lang = || LangContext::of(theme, &edition.config.language);
    let link = |name: &str, url: Url| LinkContext {
        lang: lang(),
        ..LinkContext::plain(name, url.escaped())
    };
    let elements =
        document.model.iter().map(|&id| link(&model.element(id).name, pages::element(model, id)));
    let mut frameworks: BTreeMap<usize, Vec<LinkContext>> = BTreeMap::new();
    for &id in &document.criteria {
        let link = link(&model.criterion(id).name, pages::criterion(model, id));
        frameworks.entry(id.framework).or_default().push(link);
    }
    let criteria = frameworks.into_iter().map(|(framework, criteria)| FrameworkPlacement {
        framework: link(&model.frameworks[framework].name, pages::framework(model, framework)),
        criteria,
    });
    Placement {
        elements: elements.collect(),
        criteria: criteria.collect(),
        next: next(edition, theme, document.source.unwrap_or(id), document),
    }
}

/// Of how many of a document's elements the documents are looked at: those it names first.
const ELEMENTS: usize = 12;
/// How many documents of each element and kind are looked at: those most about it.
const CANDIDATES: usize = 8;
/// How many documents of each kind are shown.
const SHOWN: usize = 2;

/// Of each kind, the documents that share most with this one: the elements that both have, among all that either
/// has. Only what counts as cover, and nothing that the document's author has named already.
fn next(edition: &Edition, theme: &Theme, id: DocumentId, document: &Document) -> Vec<NextContext> {
    let elements = &document.model[..document.model.len().min(ELEMENTS)];
    let mut named: BTreeSet<DocumentId> = BTreeSet::from([id]);
    let links = document.related.iter().chain(&document.supersedes).chain(&document.replaced_by);
    named.extend(links.filter_map(|one: &Located<Result<DocumentId, LinkFault>>| {
        one.value.as_ref().ok().copied()
    }));
    let mut found = Vec::new();
    for (place, kind) in edition.config.kinds.iter().enumerate().filter(|(_, one)| one.id != "page")
    {
        // Each candidate as often as it shares an element, its place in the order of reading, and how many it has.
        let candidates = elements.iter().flat_map(|&element| {
            let counted = of_kind(edition.coverage.of_element(element), place).iter();
            let counted = counted.take_while(|one| one.standing == Standing::Counts);
            counted.filter(|one| !named.contains(&one.document)).take(CANDIDATES)
        });
        let mut candidates: Vec<(DocumentId, usize, usize)> =
            candidates.map(|one| (one.document, one.position, one.breadth)).collect();
        candidates.sort_unstable();
        let same = candidates.chunk_by(|one, next| one.0 == next.0);
        let ranked = same.map(|same| {
            let (shared, (id, position, breadth)) = (same.len(), same[0]);
            let all = document.model.len() + breadth - shared;
            (usize::MAX - shared * 10_000 / all, position, id)
        });
        let mut ranked: Vec<(usize, usize, DocumentId)> = ranked.collect();
        ranked.sort_unstable();
        let documents = ranked.iter().take(SHOWN).filter_map(|(.., id)| edition.document(*id));
        let documents: Vec<LinkContext> =
            documents.map(|document| LinkContext::titled(edition, theme, document)).collect();
        if !documents.is_empty() {
            let Named { name: plural, lang } = kind_plural(edition, theme, kind);
            found.push(NextContext { plural, lang, documents });
        }
    }
    found
}
