//! Documents of a kind that the handbook doesn't have.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::load::nearest;

pub(super) static RULE: Rule = Rule {
    name: "kind-unknown",
    group: Group::Fields,
    severity: Severity::Error,
    summary: "A document of a kind that the handbook doesn’t have",
    explain: include_str!("kind_unknown.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let front = &context.document.parsed.outline.front;
    let config = &context.handbook.config;
    for front in std::iter::once(front).chain(front.defaults.as_deref()) {
        let Some(kind) = front.kind.as_ref().filter(|kind| config.kind(&kind.value).is_none())
        else {
            continue;
        };
        let known: Vec<&str> = config.kinds.iter().map(|kind| kind.id.as_str()).collect();
        let help = match nearest(&kind.value, known.iter().copied()) {
            Some(near) => format!("The nearest is “{near}”."),
            None => format!(
                "There are: {}. Others are added in handbook.yaml, under “kinds”.",
                known.join(", ")
            ),
        };
        findings
            .at(context.document, kind.span, format!("There is no kind “{}”.", kind.value))
            .help(help);
    }
}
