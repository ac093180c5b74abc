//! Tags that are not on the handbook's list.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::load::nearest;

pub(super) static RULE: Rule = Rule {
    name: "tag-not-allowed",
    group: Group::Fields,
    severity: Severity::Error,
    summary: "A tag that is not on the handbook’s list",
    explain: include_str!("tag_not_allowed.md"),
    run: Run::Document(run),
};

/// For so many tags of a document, the nearest on the list is looked for: more are no slips of the pen, and a list may be
/// long.
const SLIPS: usize = 20;

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(allowed) = &context.handbook.config.tags.allowed else { return };
    let front = &context.document.parsed.outline.front;
    for front in std::iter::once(front).chain(front.defaults.as_deref()) {
        let unknown = front.tags.iter().flatten().filter(|tag| !allowed.contains(&tag.value));
        for (index, tag) in unknown.enumerate() {
            let known = allowed.iter().map(String::as_str).filter(|_| index < SLIPS);
            let help = match nearest(&tag.value, known) {
                Some(near) => format!("The nearest is “{near}”."),
                None => {
                    "Use one of those in handbook.yaml, under “tags”, or add it there.".to_owned()
                }
            };
            findings
                .at(
                    context.document,
                    tag.span,
                    format!("“{}” is not one of this handbook’s tags.", tag.value),
                )
                .help(help);
        }
    }
}
