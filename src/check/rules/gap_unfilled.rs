//! What a text to start from left to be filled in.

use memchr::memchr_iter;

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
    let gaps: Vec<Span> =
        memchr_iter(b'[', text.as_bytes()).filter_map(|start| gap(text, start)).collect();
    if gaps.is_empty() {
        return;
    }
    let code = code(document);
    for span in gaps {
        let is_code = code.iter().any(|code| (code.start()..code.end()).contains(&span.start()));
        if !is_code {
            let written = span.of(text);
            let what = written[OPENING.len()..written.len() - 1].trim();
            findings
                .at(document, span, format!("This is still to be filled in: {what}."))
                .help("Write it in place of the brackets and of all that is in them.");
        }
    }
}

/// The gap that begins with the bracket at `start`, if one does.
fn gap(text: &str, start: usize) -> Option<Span> {
    let rest = &text[start..];
    if !rest.get(..OPENING.len())?.eq_ignore_ascii_case(OPENING) {
        return None;
    }
    let length = rest.split_inclusive([']', '\n']).next().map_or(0, str::len);
    rest[..length].ends_with(']').then(|| Span::new(start, start + length))
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
