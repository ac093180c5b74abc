//! `legislation:` that names an Act which `handbook.yaml` doesn't list.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::load::nearest;

pub(super) static RULE: Rule = Rule {
    name: "legislation-unknown",
    group: Group::Fields,
    severity: Severity::Warning,
    summary: "Legislation that names no Act in handbook.yaml, so it can’t be a link",
    explain: include_str!("legislation_unknown.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let acts = &context.handbook.config.legislation;
    let written = document.parsed.outline.front.legislation.iter().flatten();
    for (written, found) in written.zip(&document.mentions.provisions) {
        if found.is_some() {
            continue;
        }
        let message = format!("“{}” names no Act that handbook.yaml lists.", written.value);
        let name = written.value.split([',', ';']).next().unwrap_or_default();
        let help = match nearest(name, acts.iter().map(|act| act.name.as_str())) {
            Some(near) => format!("The nearest is “{near}”."),
            None => {
                "Add the Act under “legislation” in handbook.yaml, with its name and its address."
                    .to_owned()
            }
        };
        findings.at(document, written.span, message).help(help);
    }
}
