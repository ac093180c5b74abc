//! Dates of a document that can't all be true.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{Date, DateField};

pub(super) static RULE: Rule = Rule {
    name: "date-contradictory",
    group: Group::Reviews,
    severity: Severity::Warning,
    summary: "Dates of a document that can’t all be true",
    explain: include_str!("date_contradictory.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let front = &context.document.parsed.outline.front;
    ahead(context, findings, "approved", &front.approved);
    ahead(context, findings, "reviewed", &front.reviewed);
    wrong_way_round(
        context,
        findings,
        "It came into force before it was approved",
        ("effective_from", &front.effective_from),
        ("approved", &front.approved),
    );
    wrong_way_round(
        context,
        findings,
        "Its next review was due before its last",
        ("review_by", &front.review_by),
        ("reviewed", &front.reviewed),
    );
}

/// What has happened can't lie ahead.
fn ahead(context: &Context<'_>, findings: &mut Findings<'_>, field: &str, written: &DateField) {
    let Some(date) = written.as_ref().filter(|date| date.value > context.handbook.today) else {
        return;
    };
    let message = format!("“{field}” lies ahead: it is {}.", date.value.in_words());
    findings
        .at(context.document, date.span, message)
        .help("Write the day on which it happened, or leave the field out until it has.");
}

type Named<'a> = (&'a str, &'a DateField);

fn wrong_way_round(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    what: &str,
    (later_name, later): Named<'_>,
    (earlier_name, earlier): Named<'_>,
) {
    let (Some(later), Some(earlier)) = (later, earlier) else { return };
    if later.value >= earlier.value {
        return;
    }
    let words = |name: &str, date: Date| format!("“{name}” is {}", date.in_words());
    let message = format!(
        "{what}: {}, and {}.",
        words(later_name, later.value),
        words(earlier_name, earlier.value)
    );
    findings
        .at(context.document, later.span, message)
        .help("Put right the one that is mistaken.")
        .related(context.document, earlier.span, "The other date is here");
}
