//! Withdrawn documents that lead to nothing in their place.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::Status;

pub(super) static RULE: Rule = Rule {
    name: "replacement-missing",
    group: Group::Reviews,
    severity: Severity::Info,
    summary: "A withdrawn document that doesn’t say what to use instead",
    explain: include_str!("replacement_missing.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let is_withdrawn = document.published && document.status == Status::Withdrawn;
    if !is_withdrawn || document.replaced_by.is_some() {
        return;
    }
    let status = document.parsed.outline.front.status.as_ref();
    let place = status.map_or_else(|| document.front_matter_span(), |status| status.span);
    let message =
        "This document is withdrawn, and its readers are not told what to use instead.".to_owned();
    findings
        .at(document, place, message)
        .help("Add a line “replaced_by: …” with the file of the document that takes its place.");
}
