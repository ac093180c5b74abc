//! The practice model at a glance: its groups, each element with its promise and what it has, and the frameworks.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{
    Covering, CriterionId, Edition, Element, ElementId, PracticeModel, Standing, Url, of_kind,
    pages,
};
use crate::render::context::LinkContext;
use crate::render::context::model::cell::{CellContext, cell, tally};
use crate::theme::Theme;

#[derive(Serialize)]
pub(crate) struct GlanceContext {
    name: Option<String>,
    summary: Option<String>,
    url: String,
    groups: Vec<GroupContext>,
    frameworks: Vec<FrameworkItem>,
}

#[derive(Serialize)]
struct GroupContext {
    /// `None` for elements without a group.
    name: Option<String>,
    anchor: String,
    count: usize,
    elements: Vec<ElementItem>,
}

#[derive(Serialize)]
struct ElementItem {
    name: String,
    url: String,
    promise: Option<String>,
    /// What it expects or has, by kind.
    kinds: Vec<KindCell>,
}

#[derive(Serialize)]
pub(super) struct KindCell {
    id: String,
    label: String,
    plural: String,
    cell: CellContext,
}

#[derive(Serialize)]
struct FrameworkItem {
    name: String,
    url: String,
    summary: Option<String>,
    criteria: Vec<CriterionItem>,
}

#[derive(Serialize)]
pub(super) struct CriterionItem {
    name: String,
    url: String,
    summary: Option<String>,
    kinds: Vec<KindCell>,
    /// How many documents count for it.
    count: usize,
}

/// The elements by group, in the order of the groups' first elements.
pub(in crate::render::context) fn groups(
    model: &PracticeModel,
) -> Vec<(Option<&str>, Vec<ElementId>)> {
    let mut places: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    let mut groups: Vec<(Option<&str>, Vec<ElementId>)> = Vec::new();
    for (index, Element { group, .. }) in model.elements.iter().enumerate() {
        let group = group.as_deref();
        let place = *places.entry(group).or_insert_with(|| {
            groups.push((group, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(ElementId(index));
    }
    groups
}

/// The anchor of a group on the model's page: by its place, since its name is for people.
pub(in crate::render::context) fn group_anchor(place: usize) -> String {
    format!("group-{}", place + 1)
}

/// The whole model with what each element and criterion has.
pub(crate) fn glance(edition: &Edition, theme: &Theme) -> GlanceContext {
    with(edition, theme, usize::MAX)
}

/// How many elements the home page shows; of a larger model, only the groups.
const MOST_ON_HOME: usize = 40;

/// The model for the home page.
pub(crate) fn outline(edition: &Edition, theme: &Theme) -> Option<GlanceContext> {
    let is_there = !edition.practice_model.elements.is_empty();
    is_there.then(|| with(edition, theme, MOST_ON_HOME))
}

fn with(edition: &Edition, theme: &Theme, most: usize) -> GlanceContext {
    let model = &*edition.practice_model;
    let shown = model.elements.len() <= most;
    let groups = groups(model).into_iter().enumerate().map(|(place, (name, ids))| GroupContext {
        name: name.map(str::to_owned),
        anchor: group_anchor(place),
        count: ids.len(),
        elements: ids
            .into_iter()
            .filter(|_| shown)
            .map(|id| element_item(edition, theme, id))
            .collect(),
    });
    let frameworks = 0..model.frameworks.len();
    GlanceContext {
        name: model.name.clone(),
        summary: model.summary.clone(),
        url: pages::MODEL.to_owned(),
        groups: groups.collect(),
        frameworks: frameworks.map(|one| framework_item(edition, theme, one)).collect(),
    }
}

fn element_item(edition: &Edition, theme: &Theme, id: ElementId) -> ElementItem {
    let element = edition.practice_model.element(id);
    let url = pages::element(&edition.practice_model, id);
    let expects: Vec<&str> = element.expects.iter().map(|kind| kind.value.as_str()).collect();
    ElementItem {
        name: element.name.clone(),
        url: url.escaped(),
        promise: element.promise.clone(),
        kinds: kind_cells(edition, theme, edition.coverage.of_element(id), &expects, &url),
    }
}

fn framework_item(edition: &Edition, theme: &Theme, framework: usize) -> FrameworkItem {
    let model = &*edition.practice_model;
    let one = &model.frameworks[framework];
    FrameworkItem {
        name: one.name.clone(),
        url: pages::framework(model, framework).escaped(),
        summary: one.summary.clone(),
        criteria: criteria(edition, theme, framework),
    }
}

/// A framework's criteria, each with what it has.
pub(super) fn criteria(edition: &Edition, theme: &Theme, framework: usize) -> Vec<CriterionItem> {
    let model = &*edition.practice_model;
    let ids = 0..model.frameworks[framework].criteria.len();
    ids.map(|criterion| criterion_item(edition, theme, CriterionId { framework, criterion }))
        .collect()
}

fn criterion_item(edition: &Edition, theme: &Theme, id: CriterionId) -> CriterionItem {
    let model = &*edition.practice_model;
    let criterion = model.criterion(id);
    let url = pages::criterion(model, id);
    let expects: Vec<&str> = criterion.expects.iter().map(|kind| kind.value.as_str()).collect();
    let all = edition.coverage.of_criterion(id);
    CriterionItem {
        name: criterion.name.clone(),
        url: url.escaped(),
        summary: criterion.summary.clone(),
        kinds: kind_cells(edition, theme, all, &expects, &url),
        count: all.iter().filter(|one| one.standing == Standing::Counts).count(),
    }
}

/// What there is and what is expected of each kind, in the handbook's order of kinds. Plain pages are left out
/// where none is expected: they are ways to the rest.
pub(super) fn kind_cells(
    edition: &Edition,
    theme: &Theme,
    all: &[Covering],
    expects: &[&str],
    url: &Url,
) -> Vec<KindCell> {
    let kinds = edition.config.kinds.iter().enumerate();
    kinds
        .filter_map(|(place, kind)| {
            let of_kind = of_kind(all, place);
            let is_expected = expects.contains(&kind.id.as_str());
            let to = format!("{}#{}", url.escaped(), kind_anchor(&kind.id));
            let is_shown = is_expected || !of_kind.is_empty() && kind.id != "page";
            is_shown.then(|| KindCell {
                id: kind.id.clone(),
                label: kind.label.clone(),
                plural: kind.plural.clone(),
                cell: cell(theme, &tally(of_kind), is_expected, &to),
            })
        })
        .collect()
}

/// The anchor of a kind's documents on the page of an element or a criterion.
pub(super) fn kind_anchor(kind: &str) -> String {
    format!("kind-{}", crate::markdown::slug(kind))
}

/// A link to the model's page, by its name.
pub(crate) fn model_link(edition: &Edition, theme: &Theme) -> LinkContext {
    let phrase = theme.strings.get("practice_model").map_or("", String::as_str);
    let name = edition.practice_model.name.as_deref().unwrap_or(phrase);
    LinkContext::plain(name, pages::MODEL.to_owned())
}
