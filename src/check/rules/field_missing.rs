//! Documents without a field that their kind asks for.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::Document;

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
    let missing: Vec<&str> =
        kind.requires.iter().map(String::as_str).filter(|field| !has(document, field)).collect();
    for field in missing {
        let message = format!("A {} needs “{field}”.", kind.label.to_lowercase());
        findings
            .at(document, document.front_matter_span(), message)
            .help(format!("Add a line “{field}: …” between the --- lines at the top."));
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
