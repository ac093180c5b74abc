//! Versions in another language that may no longer say what their source says.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{Date, Document, Stale};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "translation-old",
    group: Group::Languages,
    severity: Severity::Warning,
    summary: "A translation that is older than what it was translated from",
    explain: include_str!("translation_old.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let (Some(source), Some(stale)) = (document.source, &document.stale) else { return };
    let source = context.handbook.document(source);
    let file = source.parsed.path.file_name();
    let front = &document.parsed.outline.front;
    let fields = document.front_matter_span();
    match stale {
        Stale::Unsaid => findings
            .at(
                document,
                fields,
                format!("Nobody can tell whether this still says what {file} says."),
            )
            .help(
                "Add a line “translated: 2027-02-28” with the day of the text that was translated.",
            ),
        Stale::Changed(day) => {
            let span = front.translated.as_ref().map_or(fields, |date| date.span);
            let day = day.in_words();
            findings
                .at(
                    document,
                    span,
                    format!("{file} has changed since this was translated: on {day}."),
                )
                .help("Have the changes translated, and then write that day as “translated”.")
                .related(
                    source,
                    changed(source, context.handbook.today),
                    "This is what has changed",
                )
        }
        Stale::OtherVersion { translated, now } => {
            let span = front.source_version.as_ref().map_or(fields, |version| version.span);
            let version = source.parsed.outline.front.version.as_ref();
            let message = format!(
                "This was translated from version {translated} of {file}, which is at {now}."
            );
            findings
                .at(document, span, message)
                .help(
                    "Have the changes translated, and then write the version as “source_version”.",
                )
                .related(
                    source,
                    version.map_or(Span::default(), |one| one.span),
                    "The version is here",
                )
        }
    };
}

/// Where the source says that it has changed.
fn changed(source: &Document, today: Date) -> Span {
    let front = &source.parsed.outline.front;
    let amendment =
        front.amendments.iter().filter(|one| one.date <= today).max_by_key(|one| one.date);
    let amendment = amendment.map(|one| (one.date, one.span));
    let approved = front.approved.as_ref().map(|one| (one.value, one.span));
    let reviewed = front.reviewed.as_ref().map(|one| one.span);
    let last = [amendment, approved].into_iter().flatten().max_by_key(|(date, _)| *date);
    last.map(|(_, span)| span).or(reviewed).unwrap_or(source.front_matter_span())
}
