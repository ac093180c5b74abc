//! What the practice model says that there should be, and that there isn't.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{DocumentId, Handbook, Hole, HoleOf, Standing};
use crate::resolve;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "coverage-missing",
    group: Group::Model,
    // A hole is a fact about the service's work and no mistake in the handbook, which can be published with it.
    severity: Severity::Info,
    summary: "An element or a criterion without a document that the practice model expects",
    explain: include_str!("coverage_missing.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    let model = &*handbook.practice_model;
    let Some(path) = &model.path else { return };
    let documents = handbook.documents.iter().enumerate();
    let documents = documents
        .filter(|(_, document)| !document.is_passage)
        .map(|(index, document)| (DocumentId(index), &**document));
    let coverage = resolve::coverage(model, &handbook.config, documents, handbook.today);
    for hole in resolve::holes(model, &handbook.config, &coverage) {
        let said = what(handbook, &hole);
        findings.in_yaml(handbook, path, said.span, said.message).help(said.help);
    }
}

struct Said {
    span: Span,
    message: String,
    help: String,
}

fn what(handbook: &Handbook, hole: &Hole<'_>) -> Said {
    let model = &*handbook.practice_model;
    let (name, owner, id, expects) = match hole.of {
        HoleOf::Element(id) => {
            let element = model.element(id);
            (&element.name, &element.owner, &element.id, &element.expects)
        }
        HoleOf::Criterion(id) => {
            let criterion = model.criterion(id);
            (&criterion.name, &criterion.owner, &criterion.id, &criterion.expects)
        }
    };
    let kind = hole.kind.map(|kind| &handbook.config.kinds[kind]);
    let missing = kind.map_or_else(|| "document".to_owned(), |kind| kind.label.to_lowercase());
    let message = match hole.uncounted.first() {
        None => format!("“{name}” has no {missing}."),
        Some(first) => {
            let title = &handbook.document(first.document).title;
            format!("“{name}” has no {missing} that counts: “{title}” {}.", why(first.standing))
        }
    };
    let ask = owner.as_ref().map(|owner| format!("{owner} answers for it. ")).unwrap_or_default();
    let command = resolve::command(model, &handbook.config, hole);
    let help = match hole.uncounted.first() {
        None => format!("{ask}Start one with `{command}`."),
        Some(_) => format!("{ask}Put that document right, or start one with `{command}`."),
    };
    let expected = kind.and_then(|kind| expects.iter().find(|one| one.value == kind.id));
    // Where a criterion expects what its framework does, the words stand there: its own id says more.
    let span = match hole.of {
        HoleOf::Element(_) => expected.map_or(id.span, |expected| expected.span),
        HoleOf::Criterion(_) => id.span,
    };
    Said { span, message, help }
}

fn why(standing: Standing) -> &'static str {
    match standing {
        Standing::Counts => "counts",
        Standing::NotYet => "is not in force yet",
        Standing::Overdue => "is overdue for review",
        Standing::Draft => "is a draft",
        Standing::Withdrawn => "is withdrawn",
    }
}
