//! Templates that can't be used, and colours that can't be read.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::SourcePath;

pub(super) static RULE: Rule = Rule {
    name: "template-failed",
    group: Group::Settings,
    severity: Severity::Error,
    summary: "A template of the handbook’s own theme that can’t be used",
    explain: include_str!("template_failed.md"),
    run: Run::Elsewhere,
};

/// The words for a template that failed. `file` is its path in the handbook, if it is the handbook's own.
pub fn diagnostic(file: Option<&SourcePath>, message: &str) -> Diagnostic {
    let mut findings = Findings::new(&RULE, RULE.severity);
    let words = "This template can’t be used.".to_owned();
    match file {
        Some(file) => findings.in_file(file, words).help(message.trim().to_owned()),
        None => findings.anywhere(format!("A template of the theme can’t be used. {}", message.trim())),
    };
    findings.into_found().remove(0)
}
