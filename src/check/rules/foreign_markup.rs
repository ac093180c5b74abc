//! Instructions to other generators in the text of a document, which readers would see as they are written.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::markdown::tree::{Block, BlockKind, Inline, InlineKind};
use crate::markdown::{Visit, walk};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "foreign-markup",
    group: Group::Writing,
    severity: Severity::Warning,
    summary: "An instruction to another program, which readers see as it is written",
    explain: include_str!("foreign_markup.md"),
    run: Run::Document(run),
};

/// How instructions begin and end in other programs.
const INSTRUCTIONS: [(&str, &str); 2] = [("{%", "%}"), ("{{", "}}")];

/// How other programs begin what stands out from the text.
const CALLOUTS: [&str; 4] = ["!!! ", "??? ", "???+ ", "=== \""];

/// What all of these begin with, so that a document with none of it need not be gone through.
static BEGINNINGS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let all = INSTRUCTIONS.iter().map(|(open, _)| *open).chain(CALLOUTS);
    // Any of them will do, but only for the first on the left is there the quick search for a few short words.
    let kind = MatchKind::LeftmostFirst;
    let automaton = AhoCorasick::builder().match_kind(kind).build(all);
    automaton.expect("a few short words make no automaton too large")
});

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let file = document.parsed.text.as_str();
    if !BEGINNINGS.is_match(file) {
        return;
    }
    let mut all: Vec<Span> = Vec::new();
    walk(&document.parsed.body, &mut |visit| match visit {
        Visit::Block(Block { span, kind: BlockKind::Paragraph(_) }) => {
            let text = span.of(file);
            if CALLOUTS.iter().any(|mark| text.starts_with(mark)) {
                let line = text.lines().next().unwrap_or_default();
                let place = Span::new(span.start(), span.start() + line.len());
                let message =
                    "This is a callout as another program writes it, and is shown as plain text.";
                findings
                    .at(document, place, message.to_owned())
                    .help("Write it as a quotation that begins with “> [!NOTE]”.");
            }
        }
        Visit::Inline(Inline { span, kind: InlineKind::Text(_) }) => {
            all.extend(
                instructions(span.of(file)).into_iter().map(|one| one.shifted(span.start())),
            );
        }
        Visit::Block(_) | Visit::Inline(_) => {}
    });
    // Who uses them uses many, and takes them out document by document.
    let Some(first) = all.iter().min() else { return };
    let more = match all.len() {
        1 => String::new(),
        2 => " There is one more in this document.".to_owned(),
        count => format!(" There are {} more in this document.", count - 1),
    };
    let message = format!(
        "“{}” is an instruction to another program, and readers see it as it is written.{more}",
        first.of(file)
    );
    let help =
        "Take it away, with what only it was to hide. If it is to be seen, put it in `backticks`.";
    findings.at(document, *first, message).help(help);
}

/// Where instructions stand in a text.
fn instructions(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (open, close) in INSTRUCTIONS {
        let mut from = 0;
        while let Some(start) = text[from..].find(open).map(|at| from + at) {
            let Some(end) = text[start..].find(close).map(|at| start + at + close.len()) else {
                break;
            };
            found.push(Span::new(start, end));
            from = end;
        }
    }
    found.sort_unstable();
    found
}
