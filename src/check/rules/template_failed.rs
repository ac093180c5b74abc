//! Templates of the handbook's own that can't be used.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::source::{SourcePath, Span, Text};

pub(super) static RULE: Rule = Rule {
    name: "template-failed",
    group: Group::Settings,
    severity: Severity::Error,
    summary: "A template of the handbook’s own theme that can’t be used",
    explain: include_str!("template_failed.md"),
    run: Run::Elsewhere,
};

/// The words for a template that failed. `own` is its file in the handbook, if it is the handbook's own.
pub fn diagnostic(
    own: Option<(&SourcePath, &Text)>,
    position: Option<(usize, usize)>,
    message: &str,
) -> Diagnostic {
    let mut findings = Findings::new(&RULE, Some(RULE.severity));
    let message = format!("This template can’t be used: {}.", message.trim_end_matches('.'));
    let Some((path, text)) = own else {
        let message = message.replacen("This template", "A template of the theme", 1);
        findings.anywhere(message);
        return findings.into_found().remove(0);
    };
    findings
        .in_file(path, message)
        .help("Mend this file, or take it away to use the built-in one.");
    let mut found = findings.into_found().remove(0);
    if let Some((line, column)) = position {
        let before = text
            .line(line)
            .chars()
            .take(column.saturating_sub(1))
            .map(char::len_utf8)
            .sum::<usize>();
        let start = text.line_span(line).start() + before;
        let width = text.as_str()[start..].chars().next().map_or(0, char::len_utf8);
        found.place = Some(Place::at(path, text, Span::new(start, start + width)));
    }
    found
}
