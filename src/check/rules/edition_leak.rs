//! What an edition would have held that it must not show. A build finds it, in the files that it has made.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::SourcePath;

pub(super) static RULE: Rule = Rule {
    name: "edition-leak",
    group: Group::Privacy,
    severity: Severity::Error,
    summary: "Words in an edition of something that it must not show",
    explain: include_str!("edition_leak.md"),
    run: Run::Elsewhere,
};

/// Words that were found where they must not be.
pub struct Leaked<'a> {
    /// The edition.
    pub edition: &'a str,
    /// The file that would have been published.
    pub output: &'a str,
    /// The file of the handbook that it is a copy of, if it is one.
    pub attachment: Option<&'a SourcePath>,
    /// The words, or how they begin.
    pub text: &'a str,
    /// What they are: `the title`.
    pub what: &'a str,
    /// The file that they come from.
    pub file: &'a str,
}

/// The words for what an edition would have held. No setting makes it matter less.
pub fn diagnostic(leaked: &Leaked<'_>) -> Diagnostic {
    let Leaked { edition, output, attachment, text, what, file } = leaked;
    let mut findings = Findings::new(&RULE, Some(RULE.severity));
    match (attachment, SourcePath::new(file)) {
        (Some(path), _) => {
            let message = format!(
                "The edition “{edition}” would give its readers this file, which holds {what} of {file}, and must not: “{text}”."
            );
            findings.in_file(path, message).help(
                "Take these words out of the file, give it to fewer readers, or show its readers where they come from.",
            );
        }
        (None, Some(path)) => {
            let message = format!(
                "The edition “{edition}” would have held {what} of this file, which it must not show: {output} says “{text}”."
            );
            findings
                .in_file(&path, message)
                .help("Look for these words in your theme’s templates and in handbook.yaml, and take them out there.");
        }
        (None, None) => {
            let message = format!(
                "The edition “{edition}” would have held {what}, which it must not show: {output} says “{text}”."
            );
            findings.anywhere(message);
        }
    }
    findings.into_found().remove(0)
}
