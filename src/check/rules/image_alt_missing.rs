//! Images without a description for those who can't see them.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::markdown::tree::{Block, BlockKind, Inline, InlineKind};
use crate::markdown::{Visit, tags, walk};
use crate::source::{Mark, Span};

pub(super) static RULE: Rule = Rule {
    name: "image-alt-missing",
    group: Group::Accessibility,
    severity: Severity::Warning,
    summary: "An image without a description for people who can’t see it",
    explain: include_str!("image_alt_missing.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let text = document.parsed.text.as_str();
    if !context.holds(Mark::Image) && !context.holds(Mark::Html) {
        return;
    }
    walk(&document.parsed.body, &mut |visit| match visit {
        Visit::Inline(Inline { span, kind: InlineKind::Image(image) }) => {
            let alt = &*image.alt;
            if alt.trim().is_empty() {
                let message = "This image has no description.".to_owned();
                findings
                    .at(document, *span, message)
                    .help("Say what it shows, in words, between the square brackets.");
            } else if is_file_name(alt) {
                let message = format!("“{alt}” is a file’s name, and describes nothing.");
                findings
                    .at(document, *span, message)
                    .help("Say what the image shows, in words, between the square brackets.");
            }
        }
        Visit::Block(Block { span, kind: BlockKind::Html(_) })
        | Visit::Inline(Inline { span, kind: InlineKind::Html(_) }) => {
            for tag in tags(span.of(text)).into_iter().filter(|tag| tag.name == "img") {
                // An empty one says that the image is decoration (HTML 4.8.4.4.9).
                if tag.attributes.iter().all(|one| one.name != "alt") {
                    let place = Span::new(tag.range.start, tag.range.end).shifted(span.start());
                    let message = "This image has no description.".to_owned();
                    findings
                        .at(document, place, message)
                        .help("Add alt=\"…\" with what it shows, or alt=\"\" if it is decoration.");
                }
            }
        }
        Visit::Block(_) | Visit::Inline(_) => {}
    });
}

fn is_file_name(alt: &str) -> bool {
    const ENDINGS: [&str; 6] = ["png", "jpg", "jpeg", "gif", "svg", "webp"];
    let ending = alt.trim().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    !alt.trim().contains(' ') && ending.is_some_and(|ending| ENDINGS.contains(&&*ending))
}
