//! `practice-model.yaml` to a practice model.

use std::collections::BTreeMap;

use crate::load::fields::Fields;
use crate::model::{Criterion, Element, FieldFault, Framework, PracticeModel};
use crate::source::yaml::Node;
use crate::source::{Located, Span};

pub(crate) fn practice_model(node: &Node) -> PracticeModel {
    let mut from = Fields::new(node);
    let name = from.text("name").map(|name| name.value);
    from.text("summary");
    let mut faults = Vec::new();
    let mut elements = Vec::new();
    for node in from.groups("elements") {
        elements.extend(element(node, &mut faults));
    }
    let mut frameworks = Vec::new();
    for node in from.groups("frameworks") {
        frameworks.extend(framework(node, &mut faults));
    }
    repeated(elements.iter().map(|one: &Element| &one.id), &mut faults);
    repeated(frameworks.iter().map(|one: &Framework| &one.id), &mut faults);
    for one in &frameworks {
        repeated(one.criteria.iter().map(|criterion| &criterion.id), &mut faults);
    }
    faults.append(&mut from.finish());
    PracticeModel { name, elements, frameworks, faults }
}

fn element(node: &Node, faults: &mut Vec<(Span, FieldFault)>) -> Option<Element> {
    let mut from = Fields::new(node);
    let id = from.required(node, "id", "an element of the model");
    let name = from.text("name").map(|name| name.value);
    let element = id.map(|id| Element {
        name: name.unwrap_or_else(|| id.value.clone()),
        id,
        group: from.text("group").map(|text| text.value),
        promise: from.text("promise").map(|text| text.value),
        summary: from.text("summary").map(|text| text.value),
        owner: from.text("owner").map(|text| text.value),
        expects: from.list("expects").unwrap_or_default(),
    });
    faults.append(&mut from.finish());
    element
}

fn framework(node: &Node, faults: &mut Vec<(Span, FieldFault)>) -> Option<Framework> {
    let mut from = Fields::new(node);
    let id = from.required(node, "id", "a framework");
    let name = from.text("name").map(|name| name.value);
    from.text("summary");
    let mut criteria = Vec::new();
    for node in from.groups("criteria") {
        let mut fields = Fields::new(node);
        let id = fields.required(node, "id", "a criterion");
        let name = fields.text("name").map(|name| name.value);
        let summary = fields.text("summary").map(|text| text.value);
        criteria.extend(id.map(|id| Criterion {
            name: name.unwrap_or_else(|| id.value.clone()),
            id,
            summary,
        }));
        faults.append(&mut fields.finish());
    }
    let framework = id.map(|id| Framework {
        name: name.unwrap_or_else(|| id.value.clone()),
        id,
        criteria,
    });
    faults.append(&mut from.finish());
    framework
}

fn repeated<'a>(
    ids: impl Iterator<Item = &'a Located<String>>,
    faults: &mut Vec<(Span, FieldFault)>,
) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for id in ids {
        if seen.insert(&id.value, id.span).is_some() {
            let fault = FieldFault::Repeated { field: "id".to_owned(), text: id.value.clone() };
            faults.push((id.span, fault));
        }
    }
}
