//! Withdrawn documents that lead to nothing in their place, or back to themselves.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{DocumentId, Handbook, Status};

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
    if let (Some(circle), Some(written)) = (circle(context), &document.replaced_by) {
        findings
            .at(document, written.span, format!("“replaced_by” leads in a circle: {circle}."))
            .help("Take the line away from the document that is in use now.");
    }
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

/// The documents from one to itself, each in the place of the one before it.
fn circle(context: &Context<'_>) -> Option<String> {
    let Context { handbook, id, document } = *context;
    let mut passed = vec![document.parsed.path.as_str()];
    let mut next = replacement(handbook, id)?;
    // A circle further on is the fault of those that are in it.
    while passed.len() <= handbook.documents.len() {
        passed.push(handbook.document(next).parsed.path.as_str());
        if next == id {
            return Some(passed.join(" → "));
        }
        next = replacement(handbook, next)?;
    }
    None
}

fn replacement(handbook: &Handbook, id: DocumentId) -> Option<DocumentId> {
    handbook.document(id).replaced_by.as_ref().and_then(|one| one.value.as_ref().ok()).copied()
}
