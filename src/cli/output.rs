//! What goes to the terminal.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the room that prints")]

use crate::cli::arguments::{Format, SourceArguments};
use crate::diagnostic::{Diagnostic, Severity};
use crate::flow;
use crate::model::Date;

/// What could not be done, to standard error.
pub(super) fn error(message: &str) {
    anstream::eprintln!("handbook: {message}");
}

/// A line of news, to standard error, so that standard output stays what was asked for.
pub(super) fn note(message: &str) {
    anstream::eprintln!("{message}");
}

/// What was asked for, to standard output.
pub(super) fn print(text: &str) {
    anstream::print!("{text}");
}

/// The diagnostics in this format; those for people go to standard error.
pub(super) fn diagnostics(diagnostics: &[Diagnostic], _format: Format) {
    for one in diagnostics {
        let place = one.place.as_ref().map(|p| match &p.range {
            Some(r) => format!("{}:{}:{}", p.path, r.start.line, r.start.column),
            None => p.path.to_string(),
        });
        anstream::eprintln!("{} {}: {} [{}]\n   {}", one.severity.as_str(), place.unwrap_or_default(), one.message, one.rule, one.help.clone().unwrap_or_default());
    }
}

/// Does any of them stop a build?
pub(super) fn has_errors(diagnostics: &[Diagnostic], strict: bool) -> bool {
    diagnostics.iter().any(|one| match one.severity {
        Severity::Error => true,
        Severity::Warning => strict,
        Severity::Info => false,
    })
}

/// The options of a run, today's date filled in.
pub(super) fn options(source: &SourceArguments) -> flow::Options {
    let now = jiff::Zoned::now();
    let today = || Date::new(now.year(), now.month(), now.day()).expect("today is a day");
    flow::Options { today: source.today.unwrap_or_else(today), drafts: source.drafts }
}
