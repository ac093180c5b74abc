//! Headings that skip a level.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;

pub(super) static RULE: Rule = Rule {
    name: "heading-order",
    group: Group::Accessibility,
    severity: Severity::Warning,
    summary: "A heading that skips a level",
    explain: include_str!("heading_order.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let headings = &document.parsed.outline.headings;
    // The page's title is its first level. From a heading of the document's own first level on, all are moved
    // down by one.
    let body = headings.iter().skip(usize::from(document.title_from_heading));
    let (mut above, mut shift) = (1, 0);
    for heading in body {
        shift = shift.max(u8::from(heading.level == 1));
        let shown = heading.level + shift;
        if shown > above + 1 {
            let written = above - shift;
            let message = match above {
                1 => format!("This heading has {} # right below the title.", heading.level),
                _ => {
                    format!("This heading has {} # right below one with {written}.", heading.level)
                }
            };
            let help = format!("Write it with “{}”.", "#".repeat(usize::from(written + 1)));
            findings.at(document, heading.span, message).help(help);
        }
        above = shown;
    }
}
