//! What the page of an element, a criterion or a framework sees.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use crate::model::{
    Covering, CriterionId, Edition, ElementId, Hole, HoleOf, Standing, Url, of_kind, pages,
};
use crate::render::context::LinkContext;
use crate::render::context::lists::{ChildContext, child_of};
use crate::render::context::model::cell::{CellContext, cell, tally};
use crate::render::context::model::glance::{CriterionItem, criteria, kind_anchor};
use crate::render::context::model::matrix::{HoleContext, hole_context};
use crate::theme::Theme;

#[derive(Serialize)]
pub(crate) struct ElementContext {
    id: String,
    name: String,
    group: Option<String>,
    promise: Option<String>,
    /// When it is done, and whom its readers can call, where the edition says what to expect.
    when: Option<String>,
    call: Option<String>,
    summary: Option<String>,
    owner: Option<String>,
    kinds: Vec<KindContext>,
    /// The criteria that its documents belong to, by framework.
    frameworks: Vec<ServedFramework>,
}

#[derive(Serialize)]
pub(crate) struct CriterionContext {
    id: String,
    name: String,
    summary: Option<String>,
    owner: Option<String>,
    framework: LinkContext,
    kinds: Vec<KindContext>,
    /// The elements whose documents belong to it too.
    elements: Vec<SharedContext>,
    /// Nothing counts for it, and no kind in particular is expected.
    hole: Option<HoleContext>,
}

#[derive(Serialize)]
pub(crate) struct FrameworkContext {
    name: String,
    summary: Option<String>,
    criteria: Vec<CriterionItem>,
}

#[derive(Serialize)]
struct KindContext {
    id: String,
    label: String,
    plural: String,
    anchor: String,
    cell: CellContext,
    documents: Value,
    hole: Option<HoleContext>,
}

#[derive(Serialize)]
struct ServedFramework {
    name: String,
    url: String,
    criteria: Vec<SharedContext>,
}

/// What shares documents with the page's element or criterion.
#[derive(Serialize)]
struct SharedContext {
    name: String,
    url: String,
    anchor: String,
    cell: CellContext,
    documents: Value,
}

/// How lists of documents are made for templates.
pub(crate) struct Lists<'a> {
    pub edition: &'a Edition,
    pub theme: &'a Theme,
    pub entries: &'a dyn Fn(&[ChildContext]) -> Value,
    pub links: &'a dyn Fn(&[LinkContext]) -> Value,
}

/// An element's page.
pub(crate) fn element(lists: &Lists<'_>, id: ElementId) -> ElementContext {
    let edition = lists.edition;
    let model = &*edition.practice_model;
    let element = model.element(id);
    let all = edition.coverage.of_element(id);
    let expects: Vec<&str> = element.expects.iter().map(|kind| kind.value.as_str()).collect();
    let url = pages::element(model, id);
    let mut frameworks: Vec<ServedFramework> = Vec::new();
    let mut last = usize::MAX;
    for (id, shared) in served(edition, all) {
        if id.framework != last {
            last = id.framework;
            frameworks.push(ServedFramework {
                name: model.frameworks[last].name.clone(),
                url: pages::framework(model, last).escaped(),
                criteria: Vec::new(),
            });
        }
        let name = &model.criterion(id).name;
        let to = pages::criterion(model, id);
        let shared = shared_context(lists, name, &to, criterion_anchor(id), &shared, &url);
        frameworks.last_mut().expect("one was pushed above").criteria.push(shared);
    }
    let own = element.to_expect.first().filter(|_| edition.says_what_to_expect);
    ElementContext {
        id: element.id.value.clone(),
        name: element.name.clone(),
        group: element.group.clone(),
        promise: element.promise.clone(),
        when: own.and_then(|own| own.when.clone()),
        call: own.and_then(|own| own.call.clone()),
        summary: element.summary.clone(),
        owner: element.owner.clone(),
        kinds: kinds(lists, HoleOf::Element(id), all, &expects),
        frameworks,
    }
}

/// A criterion's page.
pub(crate) fn criterion(lists: &Lists<'_>, id: CriterionId) -> CriterionContext {
    let Lists { edition, theme, .. } = *lists;
    let model = &*edition.practice_model;
    let criterion = model.criterion(id);
    let all = edition.coverage.of_criterion(id);
    let expects: Vec<&str> = criterion.expects.iter().map(|kind| kind.value.as_str()).collect();
    let url = pages::criterion(model, id);
    let mut elements: BTreeMap<ElementId, Vec<Covering>> = BTreeMap::new();
    for covering in all {
        let document = edition.document(covering.document);
        for &element in document.map(|one| one.model.as_slice()).unwrap_or_default() {
            elements.entry(element).or_default().push(*covering);
        }
    }
    let elements = elements.into_iter().map(|(element, shared)| {
        let (name, to) = (&model.element(element).name, pages::element(model, element));
        let anchor = format!("element-{}", element.0 + 1);
        shared_context(lists, name, &to, anchor, &shared, &url)
    });
    let counts = all.iter().any(|one| one.standing == Standing::Counts);
    let hole = Hole { of: HoleOf::Criterion(id), kind: None, uncounted: all };
    let framework = &model.frameworks[id.framework];
    CriterionContext {
        id: criterion.id.value.clone(),
        name: criterion.name.clone(),
        summary: criterion.summary.clone(),
        owner: criterion.owner.clone(),
        framework: LinkContext::plain(
            &framework.name,
            pages::framework(model, id.framework).escaped(),
        ),
        kinds: kinds(lists, HoleOf::Criterion(id), all, &expects),
        elements: elements.collect(),
        hole: (edition.shows_governance && expects.is_empty() && !counts)
            .then(|| hole_context(edition, theme, &hole)),
    }
}

/// A framework's page.
pub(crate) fn framework(edition: &Edition, theme: &Theme, framework: usize) -> FrameworkContext {
    let one = &edition.practice_model.frameworks[framework];
    FrameworkContext {
        name: one.name.clone(),
        summary: one.summary.clone(),
        criteria: criteria(edition, theme, framework),
    }
}

/// The anchor of what an element's documents share with a criterion, on the element's page.
pub(super) fn criterion_anchor(id: CriterionId) -> String {
    format!("criterion-{}-{}", id.framework + 1, id.criterion + 1)
}

/// The criteria that an element's documents belong to, each with those documents.
pub(super) fn served(edition: &Edition, all: &[Covering]) -> BTreeMap<CriterionId, Vec<Covering>> {
    let mut served: BTreeMap<CriterionId, Vec<Covering>> = BTreeMap::new();
    for covering in all {
        let document = edition.document(covering.document);
        for &criterion in document.map(|one| one.criteria.as_slice()).unwrap_or_default() {
            served.entry(criterion).or_default().push(*covering);
        }
    }
    served
}

fn shared_context(
    lists: &Lists<'_>,
    name: &str,
    to: &Url,
    anchor: String,
    shared: &[Covering],
    page: &Url,
) -> SharedContext {
    let Lists { edition, theme, links, .. } = *lists;
    let documents = shared.iter().filter_map(|one| edition.document(one.document));
    let documents = documents.map(|document| LinkContext::titled(edition, theme, document));
    let here = format!("{}#{anchor}", page.escaped());
    SharedContext {
        name: name.to_owned(),
        url: to.escaped(),
        anchor,
        cell: cell(theme, &tally(shared), false, &here),
        documents: links(&documents.collect::<Vec<_>>()),
    }
}

/// The documents of each kind, those most about it first, and the kinds that are missing.
fn kinds(lists: &Lists<'_>, of: HoleOf, all: &[Covering], expects: &[&str]) -> Vec<KindContext> {
    let Lists { edition, theme, entries, .. } = *lists;
    let mut contexts = Vec::new();
    for (place, kind) in edition.config.kinds.iter().enumerate() {
        let of_kind = of_kind(all, place);
        let is_expected = expects.contains(&kind.id.as_str());
        if of_kind.is_empty() && !is_expected {
            continue;
        }
        let counts = of_kind.iter().any(|one| one.standing == Standing::Counts);
        let hole = Hole { of, kind: Some(place), uncounted: of_kind };
        let documents = of_kind.iter().filter_map(|one| edition.document(one.document));
        let documents = documents.map(|document| child_of(edition, theme, document));
        contexts.push(KindContext {
            id: kind.id.clone(),
            label: kind.label.clone(),
            plural: kind.plural.clone(),
            anchor: kind_anchor(&kind.id),
            cell: cell(theme, &tally(of_kind), is_expected, ""),
            documents: entries(&documents.collect::<Vec<_>>()),
            hole: (is_expected && !counts).then(|| hole_context(edition, theme, &hole)),
        });
    }
    contexts
}
