//! Links written as another generator would have them.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;

pub(super) static RULE: Rule = Rule {
    name: "foreign-link",
    group: Group::Links,
    severity: Severity::Warning,
    summary: "A link written as another program would have it, not as a path to a file",
    explain: include_str!("foreign_link.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    for (written, link) in document.parsed.outline.links.iter().zip(&document.links) {
        let Some(here) = &link.habit else { continue };
        let message = format!("“{}” is a link as other programs write it.", written.destination);
        findings
            .at(document, written.destination_span, message)
            .help(format!("It was taken to mean “{here}”. Write it so."));
    }
}
