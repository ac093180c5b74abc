//! What results can be narrowed by: kind, element of the practice model, section, audience, status. Only the
//! page of results fetches this.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::model::{Document, Status};
use crate::search::Index;
use crate::search::numbers::as_text;
use crate::search::records::{section_title, sections_above};
use crate::search::vocabulary::push_list;

/// The filters, each with its choices and, for every document, which of them it has.
pub(crate) fn filters(index: &Index<'_>) -> Value {
    let Index { edition, names, language, documents } = *index;
    let kinds = |document: &Document| vec![document.kind.clone()];
    let kind_label = |id: &str| {
        edition.config.kind(id).map_or_else(|| id.to_owned(), |kind| names.kind(kind, language))
    };
    let element = |id: &str| edition.practice_model.elements.iter().find(|one| one.id.value == id);
    let element_label =
        |id: &str| element(id).map_or_else(|| id.to_owned(), |element| element.name.clone());
    let elements = |document: &Document| {
        let elements = document.model.iter().map(|&id| edition.practice_model.element(id));
        elements.map(|element| element.id.value.clone()).collect()
    };
    let audience_label = |id: &str| names.audience(id, language);
    let sections = |document: &Document| {
        let above = sections_above(edition, document.section);
        above.into_iter().map(|(_, section)| section.folder.clone()).collect()
    };
    let section_label = |folder: &str| {
        let section = edition.sections.iter().find(|section| section.folder == folder);
        section.map_or("", |section| section_title(edition, section, language)).to_owned()
    };
    let statuses = |document: &Document| vec![document.status.as_str().to_owned()];
    let status_order: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
    json!({
        "kind": filter(documents, &kinds, &kind_label, &[]),
        "model": filter(documents, &elements, &element_label, &[]),
        "section": filter(documents, &sections, &section_label, &[]),
        "audience": filter(documents, &|one: &Document| one.audience.clone(), &audience_label, &[]),
        "status": filter(documents, &statuses, &str::to_owned, &status_order),
    })
}

/// One filter: its choices' ids and labels in order, and for each document its choices by number.
fn filter(
    documents: &[&Document],
    choices_of: &dyn Fn(&Document) -> Vec<String>,
    label: &dyn Fn(&str) -> String,
    order: &[&str],
) -> Value {
    let choices: Vec<Vec<String>> = documents.iter().map(|document| choices_of(document)).collect();
    let mut all: Vec<(usize, String, &str)> = Vec::new();
    let ids: BTreeMap<&str, ()> = choices.iter().flatten().map(|id| (id.as_str(), ())).collect();
    for id in ids.keys() {
        let place = order.iter().position(|one| one == id).unwrap_or(order.len());
        all.push((place, label(id), id));
    }
    all.sort();
    let numbers: BTreeMap<&str, usize> =
        all.iter().enumerate().map(|(number, (_, _, id))| (*id, number)).collect();
    let mut of = Vec::new();
    for choices in &choices {
        let choices: Vec<usize> = choices.iter().map(|id| numbers[id.as_str()]).collect();
        push_list(&mut of, &choices);
    }
    let labels: Vec<Value> = all.iter().map(|(_, label, id)| json!([id, label])).collect();
    json!([labels, as_text(&of)])
}
