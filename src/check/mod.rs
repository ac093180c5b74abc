//! A handbook to diagnostics: every rule on every document, in parallel. The words of every diagnostic
//! are in the rules; how it is shown is decided elsewhere.

pub mod rule;
pub mod rules;

use rayon::prelude::*;

use crate::check::rule::{Context, Findings, Rule, Run};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::config::{CheckLevel, Config};
use crate::model::{DocumentId, Handbook};

/// Everything that is wrong with a handbook, in the order of files and lines.
pub fn check(handbook: &Handbook) -> Vec<Diagnostic> {
    let rules: Vec<(&Rule, Severity)> = rules::RULES
        .iter()
        .filter_map(|&rule| Some((rule, severity(rule, &handbook.config)?)))
        .collect();
    let mut diagnostics: Vec<Diagnostic> = handbook
        .documents
        .par_iter()
        .enumerate()
        .flat_map_iter(|(index, document)| {
            let context = Context { handbook, id: DocumentId(index), document };
            rules.iter().flat_map(move |(rule, severity)| {
                let mut findings = Findings::new(rule, *severity);
                if let Run::Document(run) = rule.run {
                    run(&context, &mut findings);
                }
                findings.into_found()
            })
        })
        .collect();
    for (rule, severity) in rules {
        if let Run::Handbook(run) = rule.run {
            let mut findings = Findings::new(rule, severity);
            run(handbook, &mut findings);
            diagnostics.append(&mut findings.into_found());
        }
    }
    Diagnostic::sort(&mut diagnostics);
    diagnostics
}

/// How much a rule matters in this handbook; `None` if it is off. A folder without a `handbook.yaml` was
/// written for something else: its errors are warnings, so that it can be seen before it is adopted.
pub fn severity(rule: &Rule, config: &Config) -> Option<Severity> {
    let setting = config.checks.iter().find(|setting| setting.rule.value == rule.name);
    match setting.map(|setting| setting.level) {
        Some(CheckLevel::Off) => None,
        Some(CheckLevel::At(severity)) => Some(severity),
        None if config.path.is_none() => Some(rule.severity.max(Severity::Warning)),
        None => Some(rule.severity),
    }
}
