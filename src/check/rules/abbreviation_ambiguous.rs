//! Abbreviations that the glossary gives to several terms, where the document doesn't say which it means.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;

pub(super) static RULE: Rule = Rule {
    name: "abbreviation-ambiguous",
    group: Group::Words,
    severity: Severity::Warning,
    summary: "An abbreviation that could mean several terms of the glossary",
    explain: include_str!("abbreviation_ambiguous.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let glossary = &context.handbook.glossary;
    for one in &document.mentions.ambiguous {
        let terms = one.terms.iter().filter_map(|term| glossary.terms.get(term.0));
        let terms: Vec<&str> = terms.map(|term| term.term.value.as_str()).collect();
        let quoted: Vec<String> = terms.iter().map(|term| format!("“{term}”")).collect();
        let message = format!("“{}” can mean {}.", one.text, quoted.join(" or "));
        let first = terms.first().copied().unwrap_or_default();
        findings.at(document, one.span, message).help(format!(
            "Write the term in full where it first stands, or say which it is at the top: \
             “abbreviations: {{{}: {first}}}”.",
            one.text
        ));
    }
    for (abbreviation, term) in &document.parsed.outline.front.abbreviations {
        let wanted = term.value.to_lowercase();
        if glossary.terms.iter().all(|one| one.term.value.to_lowercase() != wanted) {
            let names = glossary.terms.iter().map(|one| one.term.value.as_str());
            let help = match crate::load::nearest(&term.value, names) {
                Some(near) => format!("The nearest is “{near}”."),
                None => "Add it to glossary.yaml, or write another term here.".to_owned(),
            };
            let message = format!("The glossary has no term “{}”.", term.value);
            findings.at(document, term.span, message).help(help).related(
                document,
                abbreviation.span,
                "It is given for this abbreviation.",
            );
        }
    }
}
