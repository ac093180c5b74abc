//! Documents that are called the same.

use std::collections::BTreeMap;

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{Document, Handbook};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-title",
    group: Group::PlainEnglish,
    severity: Severity::Warning,
    summary: "Two documents with the same title",
    explain: include_str!("duplicate_title.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    let mut first: BTreeMap<String, &Document> = BTreeMap::new();
    for (_, document) in handbook.counted() {
        let title = document.title.trim().to_lowercase();
        let Some(other) = first.get(&title) else {
            first.insert(title, document);
            continue;
        };
        let message = format!("Another document is called “{}” too.", document.title);
        findings
            .at(document, place(document), message)
            .help("Give one of the two a title of its own, so that people can tell them apart.")
            .related(other, place(other), "The other is here.");
    }
}

fn place(document: &Document) -> Span {
    let outline = &document.parsed.outline;
    match (&outline.front.title, outline.headings.first()) {
        (Some(title), _) => title.span,
        (None, Some(heading)) if document.title_from_heading => heading.span,
        (None, _) => document.front_matter_span(),
    }
}
