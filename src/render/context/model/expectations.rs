//! What the edition's readers can expect of each element of the practice model, group by group.

use serde::Serialize;

use crate::model::{Edition, ElementId, pages};
use crate::render::context::model::glance::groups;

#[derive(Serialize)]
pub(crate) struct ExpectationGroup {
    /// `None` for elements without a group.
    name: Option<String>,
    elements: Vec<ExpectationContext>,
}

#[derive(Serialize)]
struct ExpectationContext {
    id: String,
    name: String,
    url: String,
    promise: Option<String>,
    when: Option<String>,
    call: Option<String>,
}

/// The groups of which something is promised.
pub(crate) fn expectations(edition: &Edition) -> Vec<ExpectationGroup> {
    let groups = groups(&edition.practice_model).into_iter().map(|(name, ids)| ExpectationGroup {
        name: name.map(str::to_owned),
        elements: ids.into_iter().filter_map(|id| expectation(edition, id)).collect(),
    });
    groups.filter(|group| !group.elements.is_empty()).collect()
}

/// What is said to its readers; `None` if that is nothing.
fn expectation(edition: &Edition, id: ElementId) -> Option<ExpectationContext> {
    let model = &edition.practice_model;
    let element = model.element(id);
    let own = element.to_expect.first();
    let says = own.is_some_and(|own| own.when.is_some() || own.call.is_some());
    if element.promise.is_none() && !says {
        return None;
    }
    Some(ExpectationContext {
        id: element.id.value.clone(),
        name: element.name.clone(),
        url: pages::element(model, id).escaped(),
        promise: element.promise.clone(),
        when: own.and_then(|own| own.when.clone()),
        call: own.and_then(|own| own.call.clone()),
    })
}
