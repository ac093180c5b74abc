//! Documents whose review date has passed.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{Document, Review};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "review-overdue",
    group: Group::Reviews,
    // A day that passes must not stop a build that went through the day before.
    severity: Severity::Info,
    summary: "A document whose review date has passed",
    explain: include_str!("review_overdue.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let Some(date) = document.review_by.filter(|_| document.review == Review::Overdue) else {
        return;
    };
    if !document.is_reviewed() {
        return;
    }
    let date = date.in_words();
    let message = match &document.owner {
        Some(owner) => {
            format!("The review of this document was due by {date}. {owner} answers for it.")
        }
        None => format!("The review of this document was due by {date}, and nobody owns it."),
    };
    findings.at(document, place(document), message).help(
        "Read it through and put right what has changed. Then change “reviewed”, and “review_by” if it is there.",
    );
}

/// Where the date is written, or the one that it is counted from.
fn place(document: &Document) -> Span {
    let front = &document.parsed.outline.front;
    let written = front.review_by.as_ref().or(front.reviewed.as_ref());
    written.map_or_else(|| document.front_matter_span(), |date| date.span)
}
