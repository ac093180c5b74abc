//! What a text to start from left to be filled in.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::markdown::tree::{Block, BlockKind, Inline, InlineKind};
use crate::markdown::{Visit, walk};
use crate::model::Document;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "gap-unfilled",
    group: Group::Writing,
    severity: Severity::Warning,
    summary: "A gap in a text to start from that nobody has filled in",
    explain: include_str!("gap_unfilled.md"),
    run: Run::Document(run),
};

/// How a gap begins, in small or in large letters. It ends with the bracket, on the same line.
const OPENING: &str = "[fill in:";

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let text = document.parsed.text.as_str();
    let code = code(document);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        for (start, _) in line.match_indices('[') {
            let gap = line[start..].split_inclusive(']').next().unwrap_or_default();
            let begins = gap.get(..OPENING.len());
            let is_gap = begins.is_some_and(|begins| begins.eq_ignore_ascii_case(OPENING));
            let span = Span::new(at + start, at + start + gap.len());
            let is_code = code.iter().any(|code| (code.start..code.end).contains(&span.start));
            if is_gap && gap.ends_with(']') && !is_code {
                let what = gap[OPENING.len()..gap.len() - 1].trim();
                findings
                    .at(document, span, format!("This is still to be filled in: {what}."))
                    .help("Write it in place of the brackets and of all that is in them.");
            }
        }
        at += line.len();
    }
}

/// Where the document shows how something is written.
fn code(document: &Document) -> Vec<Span> {
    let mut spans = Vec::new();
    walk(&document.parsed.body, &mut |visit| match visit {
        Visit::Block(Block { kind: BlockKind::Code { .. }, span })
        | Visit::Inline(Inline { kind: InlineKind::Code(_), span }) => spans.push(*span),
        Visit::Block(_) | Visit::Inline(_) => {}
    });
    spans
}
