//! Front-matter fields that hold something else than they should.

use crate::check::levels;
use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::check::rules::{exception_misused, field_words, find};
use crate::diagnostic::Severity;
use crate::load::nearest;
use crate::model::config::CheckSetting;
use crate::model::{FieldFault, FrontMatterFault, Status};
use crate::source::Located;

pub(super) static RULE: Rule = Rule {
    name: "field-invalid",
    group: Group::Fields,
    severity: Severity::Error,
    summary: "A field at the top of a document that holds something else than it should",
    explain: include_str!("field_invalid.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let front = &document.parsed.outline.front;
    let defaults = front.defaults.as_deref();
    for front in std::iter::once(front).chain(defaults) {
        for (span, fault) in &front.faults {
            let FrontMatterFault::Field(fault) = fault else { continue };
            if matches!(fault, FieldFault::Unknown { .. }) {
                continue;
            }
            let (message, help) = field_words::words(fault);
            findings.at(document, *span, message).help(help);
        }
        if let Some(status) =
            front.status.as_ref().filter(|one| Status::parse(&one.value).is_none())
        {
            let known = Status::ALL.map(Status::as_str);
            one_of(context, findings, status, "status", &known);
        }
        levels_of_rules(context, findings, &front.checks);
        let audiences: Vec<&str> =
            context.handbook.config.audiences.iter().map(|one| one.id.as_str()).collect();
        for audience in front.audience.iter().flatten() {
            if !audiences.contains(&audience.value.as_str()) {
                one_of(context, findings, audience, "audience", &audiences);
            }
        }
    }
}

/// `checks:` names rules, and makes none about privacy matter less.
fn levels_of_rules(context: &Context<'_>, findings: &mut Findings<'_>, checks: &[CheckSetting]) {
    for setting in checks {
        let (name, span) = (&setting.rule.value, setting.rule.span);
        let Some(rule) = find(name) else {
            let message = format!("There is no rule “{name}”.");
            let help = exception_misused::nearest_rule(name);
            findings.at(context.document, span, message).help(help);
            continue;
        };
        if levels::is_lowered(setting, rule, &context.handbook.config) {
            let message = format!("“{name}” can’t be made to matter less here.");
            findings.at(context.document, span, message).help(
                "Write an exception with a reason at the place, which is then listed. \
                 For the whole handbook, it is set in handbook.yaml.",
            );
        }
    }
}

fn one_of(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    written: &Located<String>,
    field: &str,
    known: &[&str],
) {
    let message = format!("“{field}” can’t be “{}”.", written.value);
    let near = nearest(&written.value, known.iter().copied());
    let near = near.map(|near| format!("The nearest is “{near}”. ")).unwrap_or_default();
    findings
        .at(context.document, written.span, message)
        .help(format!("{near}It can be: {}.", known.join(", ")));
}
