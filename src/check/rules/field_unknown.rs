//! Front-matter fields that we don't know: misspelt ones above all.

use std::collections::BTreeMap;

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::check::rules::field_words;
use crate::diagnostic::Severity;
use crate::model::{Document, FieldFault, FrontMatterFault, Handbook};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "field-unknown",
    group: Group::Fields,
    severity: Severity::Warning,
    summary: "A field at the top of a document that we don’t know",
    explain: include_str!("field_unknown.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    let kinds = handbook.config.kinds.iter();
    let required: Vec<&str> =
        kinds.flat_map(|kind| kind.requires.iter().map(String::as_str)).collect();
    // A field of the handbook's own stands in many documents, and is one thing to know.
    let mut own: BTreeMap<&str, Vec<(&Document, Span)>> = BTreeMap::new();
    for document in &handbook.documents {
        for (span, fault) in &document.parsed.outline.front.faults {
            let FrontMatterFault::Field(FieldFault::Unknown { field, nearest }) = fault else {
                continue;
            };
            // A field that one of the handbook's own kinds asks for is known by that.
            if required.contains(&field.as_str()) {
                continue;
            }
            if nearest.is_none() {
                own.entry(field).or_default().push((document, *span));
                continue;
            }
            let (message, help) = field_words::words(&FieldFault::Unknown {
                field: field.clone(),
                nearest: nearest.clone(),
            });
            findings.at(document, *span, message).help(help);
        }
    }
    for (field, places) in own {
        let (document, span) = places[0];
        let also = match places.len() {
            1 => String::new(),
            2 => " Another document has it too.".to_owned(),
            count => format!(" {} other documents have it too.", count - 1),
        };
        let message = format!("“{field}” is not a field that we know.{also}");
        findings
            .at(document, span, message)
            .help("It is kept for templates. Nothing else is done with it.")
            .no_more_than(Severity::Info);
    }
}
