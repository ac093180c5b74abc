//! Footnotes without a mark, marks without a footnote, and links without an address.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::markdown::tree::MarkdownFault;

pub(super) static RULE: Rule = Rule {
    name: "footnote-unmatched",
    group: Group::Writing,
    severity: Severity::Warning,
    summary: "A footnote, or a link’s address given elsewhere, that has lost its other half",
    explain: include_str!("footnote_unmatched.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    for (span, fault) in &document.parsed.faults {
        let (message, help) = match fault {
            MarkdownFault::UndefinedFootnote(label) => (
                format!("There is no footnote “{label}”, so the mark is shown as it is written."),
                format!("Add a line “[^{label}]: …”, or take the mark away."),
            ),
            MarkdownFault::UnusedFootnote(label) => (
                format!("Nothing refers to the footnote “{label}”, so readers don’t see it."),
                format!("Put “[^{label}]” where it belongs, or take the footnote away."),
            ),
            MarkdownFault::RepeatedFootnote(label) => (
                format!("There are two footnotes “{label}”, and readers only see the first."),
                "Give this one another name.".to_owned(),
            ),
            MarkdownFault::UndefinedReference(label) => (
                format!("There is no address for “{label}”, so this is not a link."),
                format!("Add a line “[{label}]: …” with the address."),
            ),
            _ => continue,
        };
        findings.at(document, *span, message).help(help);
    }
}
