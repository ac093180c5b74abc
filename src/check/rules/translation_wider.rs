//! Versions in another language that say they are for more readers than their source.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;

pub(super) static RULE: Rule = Rule {
    name: "translation-wider",
    group: Group::Languages,
    severity: Severity::Warning,
    summary: "A translation that says it is for more people than what it was translated from",
    explain: include_str!("translation_wider.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let Some(source) = document.source.map(|id| context.handbook.document(id)) else { return };
    let written = document.parsed.outline.front.audience.iter().flatten();
    for one in written.filter(|one| !source.readers.audiences.contains(&one.value)) {
        let file = source.parsed.path.file_name();
        let message = format!(
            "This says it is for “{}”, and {file} is not, so they don’t get it.",
            one.value
        );
        let front = &source.parsed.outline.front;
        let span = front.audience.as_ref().and_then(|all| all.first()).map(|first| first.span);
        let finding = findings.at(document, one.span, message).help(format!(
            "Take the line “audience” away, so that this is for whom {file} is. If they should have both, add \
             them there."
        ));
        if let Some(span) = span {
            finding.related(source, span, "For whom that is stands here");
        }
    }
}
