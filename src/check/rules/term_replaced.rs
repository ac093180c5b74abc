//! Words that the service has stopped using.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;

pub(super) static RULE: Rule = Rule {
    name: "term-replaced",
    group: Group::Words,
    severity: Severity::Warning,
    summary: "A word that the service has stopped using (only if handbook.yaml asks for this)",
    explain: include_str!("term_replaced.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    // To tell people how to speak is for the handbook to choose, so silence means no.
    let checks = &context.handbook.config.checks;
    if checks.iter().all(|setting| setting.rule.value != RULE.name) {
        return;
    }
    let document = context.document;
    for (span, term) in &document.mentions.replaced {
        let Some(term) = context.handbook.glossary.terms.get(term.0) else { continue };
        let text = span.of(document.parsed.text.as_str());
        let message = format!("We no longer say “{text}”.");
        findings.at(document, *span, message).help(format!("Say “{}” instead.", term.term.value));
    }
}
