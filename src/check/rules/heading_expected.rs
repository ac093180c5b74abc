//! Headings that a document's kind expects, and that it doesn't have.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::load::nearest;

pub(super) static RULE: Rule = Rule {
    name: "heading-expected",
    group: Group::Writing,
    severity: Severity::Warning,
    summary: "A document without a heading that its kind expects",
    explain: include_str!("heading_expected.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let Some(kind) = context.handbook.config.kind(&document.kind) else { return };
    // In another language they have other words.
    if document.is_passage || document.is_section || document.source.is_some() {
        return;
    }
    let passages = document.includes.iter().flatten().map(|id| context.handbook.document(*id));
    let all: Vec<&str> = std::iter::once(document)
        .chain(passages)
        .flat_map(|one| one.parsed.outline.headings.iter().map(|heading| &*heading.text))
        .collect();
    for expected in &kind.headings {
        let wanted = plain(expected);
        if all.iter().any(|heading| plain(heading) == wanted) {
            continue;
        }
        let kind = kind.label.to_lowercase();
        let message =
            format!("This document has no heading “{expected}”, which its kind ({kind}) expects.");
        let help = match nearest(expected, all.iter().copied()) {
            Some(near) => format!("The nearest is “{near}”. Write “{expected}” if that is meant."),
            None => format!("Add “## {expected}” and what belongs there."),
        };
        findings.at(document, document.front_matter_span(), message).help(help);
    }
}

/// Without the number before it and the marks around it, in small letters: `2. Scope` is `scope`.
fn plain(heading: &str) -> String {
    let words = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ');
    let words = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
