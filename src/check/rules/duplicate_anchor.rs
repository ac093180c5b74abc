//! The same `{#anchor}` given to two headings.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::markdown::tree::MarkdownFault;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-anchor",
    group: Group::Links,
    severity: Severity::Error,
    summary: "Two parts of a document with one address",
    explain: include_str!("duplicate_anchor.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    for (span, fault) in &document.parsed.faults {
        let MarkdownFault::RepeatedAnchor(anchor) = fault else { continue };
        let message = format!("“#{anchor}” is the address of another part of this page already.");
        let headings = document.parsed.outline.headings.iter();
        let first = headings.into_iter().find(|heading| &*heading.anchor == anchor);
        let finding = findings.at(document, *span, message).help("Give one of the two another.");
        if let Some(first) = first {
            finding.related(document, first.span, "The first is here");
        }
    }
}
