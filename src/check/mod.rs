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
use crate::model::{Document, DocumentId, Handbook, Origin, watching};

pub use levels::in_handbook;
pub(crate) use mask::mask;

/// So many documents are checked one after another before any other core may have the rest.
const TOGETHER: usize = 64;

/// The documents of which it is known that their own rules find nothing, from when the same was checked before.
pub trait Sound: Sync {
    /// Whether this is one.
    fn is_sound(&self, document: &Document) -> bool;
    /// This is one, as long as these texts are as they are, and all else that one may know of the handbook.
    fn add(&self, document: &Document, looked_at: Vec<Origin>);
}

/// Nothing is known.
impl Sound for () {
    fn is_sound(&self, _: &Document) -> bool {
        false
    }

    fn add(&self, _: &Document, _: Vec<Origin>) {}
}

/// Everything that is wrong with a handbook, in the order of files and lines. What is known to be `sound` is not
/// looked at.
pub fn check(handbook: &Handbook, sound: &dyn Sound) -> Vec<Diagnostic> {
    let rules: Vec<(&Rule, Option<Severity>)> = rules::RULES
        .iter()
        .map(|&rule| (rule, levels::in_handbook(rule, &handbook.config)))
        .filter(|(rule, severity)| levels::is_on(rule, *severity, handbook))
        .collect();
    let (mut diagnostics, others) =
        rayon::join(|| on_documents(handbook, &rules, sound), || on_handbook(handbook, &rules));
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

fn on_documents(
    handbook: &Handbook,
    rules: &[(&Rule, Option<Severity>)],
    sound: &dyn Sound,
) -> Vec<Diagnostic> {
    let find = |context: &Context<'_>| -> Vec<Diagnostic> {
        let of_rule = |(rule, usual): &(&Rule, Option<Severity>)| {
            let severity = levels::in_document(rule, *usual, context.document);
            let mut findings = Findings::new(rule, severity);
            if let (Run::Document(run), Some(_)) = (rule.run, severity) {
                run(context, &mut findings);
            }
            findings.into_found()
        };
        rules.iter().flat_map(of_rule).collect()
    };
    let on_one = |(index, document): (usize, &Document)| {
        if sound.is_sound(document) {
            return Vec::new();
        }
        let context = Context { handbook, id: DocumentId(index), document };
        let (found, looked_at) = watching(|| find(&context));
        if found.is_empty() {
            sound.add(document, looked_at);
        }
        found
    };
    let documents = handbook.documents.par_iter().with_max_len(TOGETHER);
    let documents = documents.map(|document| &**document);
    documents.enumerate().flat_map_iter(on_one).collect()
}
