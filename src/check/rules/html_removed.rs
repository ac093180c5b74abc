//! HTML in a document that is taken out before it is published.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::markdown::tree::{Block, BlockKind, Inline, InlineKind};
use crate::markdown::{Nesting, Visit, tags, walk};
use crate::model::config::HtmlPolicy;
use crate::source::{Mark, Span};

pub(super) static RULE: Rule = Rule {
    name: "html-removed",
    group: Group::Writing,
    severity: Severity::Warning,
    summary: "HTML that could run a program or break the page, and is left out",
    explain: include_str!("html_removed.md"),
    run: Run::Document(run),
};

/// Elements that ammonia takes away. All others that it doesn't keep lose only their tags.
const REMOVED: [&str; 20] = [
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "select",
    "textarea", "link", "meta", "base", "svg", "math", "video", "audio", "canvas", "template",
    "frame",
];

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    if context.handbook.config.html == HtmlPolicy::Trusted || !context.holds(Mark::Html) {
        return;
    }
    let (mut nesting, mut was_deep) = (Nesting::default(), false);
    walk(&document.parsed.body, &mut |visit| {
        let span = match visit {
            Visit::Block(Block { span, kind: BlockKind::Html(_) })
            | Visit::Inline(Inline { span, kind: InlineKind::Html(_) }) => *span,
            Visit::Block(_) | Visit::Inline(_) => return,
        };
        let html = span.of(document.parsed.text.as_str());
        if let Some((at, mark, end)) = never_closed(html) {
            let place = Span::new(at, at + mark.len()).shifted(span.start());
            let message = format!(
                "“{mark}” is never closed, so what follows it is not shown as it is written."
            );
            findings.at(document, place, message).help(format!("Write “{end}” where it ends."));
        }
        for tag in tags(html) {
            let place = Span::new(tag.range.start, tag.range.end).shifted(span.start());
            if nesting.is_too_deep(&tag) && !was_deep {
                was_deep = true;
                findings
                    .at(document, place, "HTML elements stand inside each other too deep here.".to_owned())
                    .help("Close each where it ends, or take some of them apart. What is inside is shown without them.");
            }
            if tag.closing {
                continue;
            }
            if REMOVED.contains(&tag.name.as_str()) {
                findings
                    .at(document, place, format!("“<{}>” is left out of the page.", tag.name))
                    .help("Use Markdown or a component instead.");
                continue;
            }
            let handlers = tag
                .attributes
                .iter()
                .filter(|one| one.name.starts_with("on") || one.name == "style");
            for attribute in handlers {
                let message = format!("“{}” is left out of “<{}>”.", attribute.name, tag.name);
                let finding = findings
                    .at(document, place, message)
                    .help("Take it away, or use a component instead.");
                // The words are all there, and look as the handbook’s do.
                if attribute.name == "style" {
                    finding.no_more_than(Severity::Info);
                }
            }
        }
    });
}

/// What begins a comment or an instruction, and what ends it.
const MARKS: [(&str, &str); 2] = [("<!--", "-->"), ("<?", "?>")];

/// The comment or instruction in a piece of HTML that has no end. All that follows it in the document is then in it.
fn never_closed(html: &str) -> Option<(usize, &'static str, &'static str)> {
    let mut at = 0;
    loop {
        let found = MARKS
            .iter()
            .filter_map(|(mark, end)| html[at..].find(mark).map(|index| (at + index, *mark, *end)));
        let (open, mark, end) = found.min()?;
        let inside = open + mark.len();
        let Some(length) = html[inside..].find(end) else { return Some((open, mark, end)) };
        at = inside + length + end.len();
    }
}
