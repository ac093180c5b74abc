//! Exceptions from rules that don't count, or are not needed.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::check::rules::RULES;
use crate::diagnostic::Severity;
use crate::load::nearest;
use crate::model::{Document, Exception, SHORTEST_REASON};

pub(crate) static RULE: Rule = Rule {
    name: "exception-misused",
    group: Group::Fields,
    severity: Severity::Warning,
    summary: "An exception from a rule without a reason, from no rule, or from a rule that finds nothing there",
    explain: include_str!("exception_misused.md"),
    run: Run::Elsewhere,
};

/// There is no rule of this name.
pub(crate) fn unknown_rule(
    document: &Document,
    exception: &Exception,
    findings: &mut Findings<'_>,
) {
    let name = &exception.rule.value;
    let message = format!("There is no rule “{name}”, so this exception does nothing.");
    findings.at(document, exception.rule.span, message).help(nearest_rule(name));
}

/// What to do where a rule has been named that isn't there.
pub(super) fn nearest_rule(name: &str) -> String {
    match nearest(name, RULES.iter().map(|rule| rule.name)) {
        Some(near) => format!("The nearest is “{near}”."),
        None => "“handbook explain” lists the rules.".to_owned(),
    }
}

/// It has no reason, or too short a one.
pub(crate) fn unexplained(
    document: &Document,
    rule: &Rule,
    exception: &Exception,
    findings: &mut Findings<'_>,
) {
    let name = rule.name;
    let (message, help) = match &exception.reason {
        None => (
            format!("This exception from “{name}” has no reason, so it does nothing."),
            format!("Say why: “<!-- allow {name}: … -->” in the text, or “reason: …” at the top."),
        ),
        Some(_) => (
            format!(
                "The reason for this exception from “{name}” is too short, so it does nothing."
            ),
            format!("Say in {SHORTEST_REASON} letters or more why this identifies nobody."),
        ),
    };
    findings.at(document, exception.span, message).help(help);
}

/// The rule finds nothing where the exception holds.
pub(crate) fn unused(
    document: &Document,
    rule: &Rule,
    exception: &Exception,
    findings: &mut Findings<'_>,
) {
    let message = format!("“{}” finds nothing here, so this exception is not needed.", rule.name);
    let help = match rule.group {
        Group::Privacy => {
            "Take it away. An exception at the top covers the fields, the file’s name and files that it \
             names. For the text, write it before the paragraph."
        }
        _ => "Take it away, or write it before the block or on the line that it is for.",
    };
    findings.at(document, exception.span, message).help(help);
}
