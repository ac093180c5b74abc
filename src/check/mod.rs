//! A handbook to diagnostics: every rule on every document, in parallel. The words of every diagnostic
//! are in the rules; how it is shown is decided elsewhere.

mod details;
mod exceptions;
mod levels;
mod mask;
mod prose;
mod quotes;
pub mod rule;
pub mod rules;

use rayon::prelude::*;

use crate::check::rule::{Context, Findings, Rule, Run};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{DocumentId, Handbook};

pub use levels::in_handbook;
pub(crate) use mask::mask;

/// Everything that is wrong with a handbook, in the order of files and lines.
pub fn check(handbook: &Handbook) -> Vec<Diagnostic> {
    let rules: Vec<(&Rule, Option<Severity>)> = rules::RULES
        .iter()
        .map(|&rule| (rule, levels::in_handbook(rule, &handbook.config)))
        .filter(|(rule, severity)| levels::is_on(rule, *severity, handbook))
        .collect();
    let (mut diagnostics, others) =
        rayon::join(|| on_documents(handbook, &rules), || on_handbook(handbook, &rules));
    diagnostics.extend(others);
    let mut diagnostics = exceptions::apply(handbook, diagnostics);
    mask(handbook, &mut diagnostics);
    Diagnostic::sort(&mut diagnostics);
    diagnostics
}

fn on_handbook(handbook: &Handbook, rules: &[(&Rule, Option<Severity>)]) -> Vec<Diagnostic> {
    let on_all = |(rule, severity): &(&Rule, Option<Severity>)| {
        let mut findings = Findings::new(rule, *severity);
        if let Run::Handbook(run) = rule.run {
            run(handbook, &mut findings);
        }
        findings.into_found()
    };
    rules.par_iter().flat_map_iter(on_all).collect()
}

fn on_documents(handbook: &Handbook, rules: &[(&Rule, Option<Severity>)]) -> Vec<Diagnostic> {
    let on_one = |(index, document)| {
        let context = Context { handbook, id: DocumentId(index), document };
        rules.iter().flat_map(move |(rule, usual)| {
            let severity = levels::in_document(rule, *usual, document);
            let mut findings = Findings::new(rule, severity);
            if let (Run::Document(run), Some(_)) = (rule.run, severity) {
                run(&context, &mut findings);
            }
            findings.into_found()
        })
    };
    let documents = handbook.documents.par_iter().map(|document| &**document);
    documents.enumerate().flat_map_iter(on_one).collect()
}
