//! Front-matter fields that we don't know: misspelt ones above all.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::check::rules::field_words;
use crate::diagnostic::Severity;
use crate::model::{FieldFault, FrontMatterFault};

pub(super) static RULE: Rule = Rule {
    name: "field-unknown",
    group: Group::Fields,
    severity: Severity::Warning,
    summary: "A field at the top of a document that we don’t know",
    explain: include_str!("field_unknown.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let front = &document.parsed.outline.front;
    let required: Vec<&str> = context
        .handbook
        .config
        .kinds
        .iter()
        .flat_map(|kind| kind.requires.iter().map(String::as_str))
        .collect();
    for (span, fault) in &front.faults {
        let FrontMatterFault::Field(FieldFault::Unknown { field, nearest }) = fault else {
            continue;
        };
        // A field that one of the handbook's own kinds asks for is known by that.
        if required.contains(&field.as_str()) {
            continue;
        }
        let (message, help) =
            field_words::words(&FieldFault::Unknown { field: field.clone(), nearest: nearest.clone() });
        let finding = findings.at(document, *span, message).help(help);
        if nearest.is_none() {
            finding.no_more_than(Severity::Info);
        }
    }
}
