//! Case examples that don't say how they were made safe, and so are held back.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;

pub(super) static RULE: Rule = Rule {
    name: "example-undeclared",
    group: Group::Privacy,
    severity: Severity::Warning,
    summary: "A case example that doesn’t say how it was made safe, and so is not published",
    explain: include_str!("example_undeclared.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    if !document.undeclared || document.source.is_some() {
        return;
    }
    let message =
        "This case example doesn’t say how it was made safe, so it is not published, not \
                   even as a draft."
            .to_owned();
    findings.at(document, document.front_matter_span(), message).help(
        "Add “anonymised: {method: invented, by: Practice lead, on: 2027-02-28}” to the fields at the \
         top. The method can be invented, composite or altered-with-consent.",
    );
}
