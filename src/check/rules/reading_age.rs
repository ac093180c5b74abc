//! Documents that are harder to read than their readers should need.

use crate::check::prose::{self, Sentence};
use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::markdown::tree::{Block, BlockKind};
use crate::markdown::{Visit, walk};
use crate::model::{Document, block_audience};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "reading-age",
    group: Group::PlainEnglish,
    severity: Severity::Warning,
    summary: "A document that is harder to read than its readers should need",
    explain: include_str!("reading_age.md"),
    run: Run::Document(run),
};

/// Fewer words say little of how hard a text is.
const FEWEST_WORDS: usize = 60;
/// Beyond this, the formula says no more than that it is too hard.
const OLDEST: f64 = 18.0;
/// How many of the hardest sentences are shown.
const SHOWN: usize = 3;

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let targets = &context.handbook.config.plain_language.reading_age;
    let for_readers = targets.iter().filter(|(id, _)| document.audience.contains(id));
    let Some((audience, target)) = for_readers.min_by_key(|(_, age)| *age) else { return };
    if document.is_passage || !context.is_in_english() {
        return;
    }
    let hidden = hidden_from(document, audience);
    let mut sentences = prose::sentences(document, 1);
    sentences.retain(|one| {
        !hidden.iter().any(|span| (span.start()..span.end()).contains(&one.span.start()))
    });
    let words: usize = sentences.iter().map(|one| one.words).sum();
    let Some(grade) = prose::grade(&sentences).filter(|_| words >= FEWEST_WORDS) else { return };
    let age = (grade + 5.0).round();
    if age <= f64::from(*target) {
        return;
    }
    let readers = context.handbook.config.audience(audience).map_or(audience, |one| &one.label);
    let age = match age {
        ..=OLDEST => format!("{age:.0} years"),
        _ => format!("more than {OLDEST:.0} years"),
    };
    let message = format!(
        "This reads as for people of {age}, and {} should be able to read it at {target}.",
        readers.to_lowercase()
    );
    sentences.sort_by(|a, b| prose::grade_of_one(b).total_cmp(&prose::grade_of_one(a)));
    let mut finding = findings
        .at(document, place(document), message)
        .help("Make sentences shorter, and use everyday words. Begin with the hardest sentences.");
    for Sentence { span, .. } in sentences.iter().take(SHOWN) {
        finding = finding.related(document, *span, "This is one of the hardest sentences.");
    }
}

/// The stretches that readers of this audience don't get.
fn hidden_from(document: &Document, audience: &str) -> Vec<Span> {
    let mut hidden = Vec::new();
    walk(&document.parsed.body, &mut |visit| {
        if let Visit::Block(Block { kind: BlockKind::Component(component), span }) = visit
            && block_audience(component)
                .is_some_and(|one| one.audiences.iter().all(|one| one.value != audience))
        {
            hidden.push(*span);
        }
    });
    hidden
}

fn place(document: &Document) -> Span {
    let title = document.parsed.outline.front.title.as_ref();
    title.map_or(document.front_matter_span(), |title| title.span)
}
