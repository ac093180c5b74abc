//! What goes to the terminal.

use crate::check::rules::RULES;
use crate::cli::arguments::{FormatName, SourceArguments};
use crate::cli::progress;
use crate::diagnostic::{Diagnostic, FORMATS, Options, Severity};
use crate::flow;
use crate::model::Date;

/// What could not be done, to standard error.
pub(super) fn error(message: &str) {
    progress::aside(|| anstream::eprintln!("handbook: {message}"));
}

/// A line of news, to standard error, so that standard output stays what was asked for.
pub(super) fn note(message: &str) {
    progress::aside(|| anstream::eprintln!("{message}"));
}

/// What was asked for, to standard output.
pub(super) fn print(text: &str) {
    progress::aside(|| anstream::print!("{text}"));
}

/// The diagnostics in this format: those for people to standard error, those for programs to
/// standard output.
pub(super) fn diagnostics(diagnostics: &[Diagnostic], format: FormatName) {
    let rules: Vec<(&str, &str)> = RULES.iter().map(|rule| (rule.name, rule.summary)).collect();
    let name = format.as_str();
    let format = FORMATS.iter().find(|one| one.name == name).expect("each name has a format");
    let is_human = name == "human";
    let width = terminal_width();
    let options = Options { colour: is_human, width, rules: &rules };
    let text = (format.write)(diagnostics, &options);
    progress::aside(|| match is_human {
        true => anstream::eprint!("{text}"),
        false => anstream::print!("{text}"),
    });
}

/// What has to be put right, or should be, for people; of what is merely worth knowing, how much there is.
pub(super) fn to_put_right(diagnostics: &[Diagnostic]) {
    let (infos, wrong): (Vec<Diagnostic>, Vec<Diagnostic>) =
        diagnostics.iter().cloned().partition(|one| one.severity == Severity::Info);
    if !wrong.is_empty() || infos.is_empty() {
        self::diagnostics(&wrong, FormatName::Human);
    }
    match infos.len() {
        0 => {}
        1 => note("1 thing is worth knowing: “handbook check” shows it."),
        count => note(&format!("{count} things are worth knowing: “handbook check” shows them.")),
    }
}

pub(super) fn terminal_width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0).max(40))
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
    flow::Options { today: source.today.unwrap_or_else(today), drafts: source.drafts }
}

/// Today, where the computer is.
pub(super) fn today() -> Date {
    let now = jiff::ZonedDateTime::now();
    Date::new(now.year(), now.month(), now.day()).expect("today is a day")
}
