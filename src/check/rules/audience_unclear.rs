//! Documents of which can't be known for whom they are.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;

pub(super) static RULE: Rule = Rule {
    name: "audience-unclear",
    group: Group::Privacy,
    severity: Severity::Error,
    summary: "A document of which can’t be known for whom it is",
    explain: include_str!("audience_unclear.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    if !context.handbook.config.names_editions {
        return;
    }
    let front = &context.document.parsed.outline.front;
    if let Some(span) = front.unclear_audience() {
        findings
            .at(context.document, span, "For whom this is can’t be read here.".to_owned())
            .help("Put this right first. Until then no edition shows the document.");
    }
    if let Some(span) = front.defaults.as_deref().and_then(|one| one.unclear_audience()) {
        let message = "For whom what stands in this section is can’t be read here.".to_owned();
        findings.at(context.document, span, message).help(
            "Put this right first. Until then no edition shows those of its documents that don’t say it themselves.",
        );
    }
}
