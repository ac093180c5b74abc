//! Documents of a kind that is reviewed every so often, without a date that says when.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;

pub(super) static RULE: Rule = Rule {
    name: "review-date-missing",
    group: Group::Reviews,
    severity: Severity::Warning,
    summary: "A document without a review date, though its kind is reviewed every so often",
    explain: include_str!("review_date_missing.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let Some(kind) = context.handbook.config.kind(&document.kind) else { return };
    let Some(every) = kind.review_every else { return };
    let is_said = kind.requires.iter().any(|field| field == "reviewed" || field == "review_by");
    // A date that can't be read is reported where it stands.
    let is_broken = !document.parsed.outline.front.faults.is_empty();
    let has_date = document.review_by.is_some();
    if has_date || is_said || is_broken || !document.is_of_its_kind() || !document.is_reviewed() {
        return;
    }
    let message = format!(
        "This document never falls due for review. Its kind ({}) is reviewed every {}.",
        kind.label.to_lowercase(),
        every.in_words()
    );
    findings.at(document, document.front_matter_span(), message).help(
        "Add a line “reviewed: 2027-02-28” with the day on which somebody last read it through.",
    );
}
