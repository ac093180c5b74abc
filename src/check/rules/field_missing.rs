//! Documents without a field that their kind asks for.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{Document, FieldFault, FrontMatterFault};

pub(super) static RULE: Rule = Rule {
    name: "field-missing",
    group: Group::Fields,
    severity: Severity::Warning,
    summary: "A document without a field that its kind asks for",
    explain: include_str!("field_missing.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let Some(kind) = context.handbook.config.kind(&document.kind) else { return };
    if document.is_passage || document.is_section {
        return;
    }
    // Whatever is missing may stand in what could not be read, and that is said already.
    let faults = &document.parsed.outline.front.faults;
    if faults.iter().any(|(_, fault)| !matches!(fault, FrontMatterFault::Field(_))) {
        return;
    }
    // What doesn't depend on the language, a version in another has from its source.
    let is_version = document.source.is_some();
    let asked = kind.requires.iter().map(String::as_str);
    let asked = asked.filter(|field| !is_version || ["title", "summary"].contains(field));
    let missing = asked.filter(|field| {
        let is_wrong = faults.iter().any(|(_, fault)| concerns(fault, field));
        // `example-undeclared` says more of the field that it holds a document back for.
        let is_said = document.undeclared && *field == "anonymised";
        !has(document, field) && !is_wrong && !is_said
    });
    for field in missing {
        let kind = kind.label.to_lowercase();
        let message = format!("This document has no “{field}”, which its kind ({kind}) needs.");
        findings
            .at(document, document.front_matter_span(), message)
            .help(format!("Add a line “{field}: …” between the --- lines at the top."));
    }
}

/// Is it this field that is wrong?
fn concerns(fault: &FrontMatterFault, wanted: &str) -> bool {
    let FrontMatterFault::Field(fault) = fault else { return false };
    match fault {
        FieldFault::WrongShape { field, .. }
        | FieldFault::NotADate { field, .. }
        | FieldFault::NotOneOf { field, .. }
        | FieldFault::Unreadable { field, .. } => {
            field == wanted || (wanted == "anonymised" && field == "method")
        }
        FieldFault::Missing { within, .. } => *within == wanted,
        FieldFault::Unknown { .. }
        | FieldFault::Repeated { .. }
        | FieldFault::RepeatedId { .. }
        | FieldFault::NotAnId { .. }
        | FieldFault::SharedFolder { .. } => false,
    }
}

fn has(document: &Document, field: &str) -> bool {
    let front = &document.parsed.outline.front;
    match field {
        "title" => front.title.is_some() || document.title_from_heading,
        "summary" => front.summary.is_some(),
        "owner" => document.owner.is_some(),
        "approved_by" => document.approved_by.is_some(),
        "approved" => front.approved.is_some(),
        "effective_from" => front.effective_from.is_some(),
        "version" => front.version.is_some(),
        "reviewed" => document.reviewed.is_some(),
        "review_by" => document.review_by.is_some(),
        "audience" => !document.audience.is_empty(),
        "model" => !document.model.is_empty(),
        "criteria" => !document.criteria.is_empty(),
        "legislation" => front.legislation.is_some(),
        "tags" => !document.tags.is_empty(),
        "anonymised" => front.anonymised.is_some(),
        other => front.unknown.iter().any(|entry| entry.key == other),
    }
}
