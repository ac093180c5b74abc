//! The exceptions that documents make, held against what was found: what they cover is taken away, and
//! what is wrong with them is found by a rule that can have no exceptions.

use std::collections::BTreeMap;

use crate::check::levels;
use crate::check::rule::{Findings, Group, Rule};
use crate::check::rules::{exception_misused, find};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Covers, Document, Exception, Handbook, SHORTEST_REASON};
use crate::source::{SourcePath, Span};

/// One exception, and how many findings it has covered.
struct Claim<'a> {
    document: &'a Document,
    exception: &'a Exception,
    rule: &'static Rule,
    uses: usize,
}

/// Takes away what exceptions cover, and adds what is wrong with the exceptions.
pub(crate) fn apply(handbook: &Handbook, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut claims: Vec<Claim<'_>> = Vec::new();
    let mut by_path: BTreeMap<SourcePath, Vec<usize>> = BTreeMap::new();
    let usual = levels::in_handbook(&exception_misused::RULE, &handbook.config);
    let mut findings = Findings::new(&exception_misused::RULE, usual);
    for document in &handbook.documents {
        for exception in document.parsed.outline.all_exceptions() {
            let Some(rule) = find(&exception.rule.value) else {
                exception_misused::unknown_rule(document, exception, &mut findings);
                continue;
            };
            if !is_explained(rule, exception) {
                exception_misused::unexplained(document, rule, exception, &mut findings);
                continue;
            }
            if let Some(path) = path_of(document, exception) {
                by_path.entry(path).or_default().push(claims.len());
            }
            claims.push(Claim { document, exception, rule, uses: 0 });
        }
    }
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(found.len());
    for diagnostic in found {
        let place = diagnostic.place.as_ref();
        let candidates = place.and_then(|place| by_path.get(&place.path)).into_iter().flatten();
        let covering: Vec<usize> =
            candidates.copied().filter(|&index| claims[index].covers(&diagnostic)).collect();
        if covering.is_empty() {
            kept.push(diagnostic);
        }
        for index in covering {
            claims[index].uses += 1;
        }
    }
    for claim in claims.iter().filter(|claim| claim.uses == 0) {
        let usual = levels::in_handbook(claim.rule, &handbook.config);
        // A rule that is off finds nothing, which is not the exception's fault.
        if levels::in_document(claim.rule, usual, claim.document).is_some() {
            exception_misused::unused(claim.document, claim.rule, claim.exception, &mut findings);
        }
    }
    kept.append(&mut findings.into_found());
    kept
}

fn is_explained(rule: &Rule, exception: &Exception) -> bool {
    let shortest = match rule.group {
        Group::Privacy => SHORTEST_REASON,
        _ => 1,
    };
    exception.reason.as_ref().is_some_and(|reason| reason.value.chars().count() >= shortest)
}

/// The file whose findings an exception covers.
fn path_of(document: &Document, exception: &Exception) -> Option<SourcePath> {
    match &exception.covers {
        Covers::Document | Covers::Place(_) => Some(document.parsed.path.clone()),
        Covers::File(file) => document.parsed.path.join(&file.value),
    }
}

impl Claim<'_> {
    fn covers(&self, diagnostic: &Diagnostic) -> bool {
        if diagnostic.rule != self.rule.name {
            return false;
        }
        let range = diagnostic.place.as_ref().and_then(|place| place.range.as_ref());
        let parsed = &self.document.parsed;
        let lines = |span: Span| {
            let place = Place::at(&parsed.path, &parsed.text, span.trimmed(parsed.text.as_str()));
            place.range.map_or(0..0, |range| range.start.line..range.end.line + 1)
        };
        let within = |span: Span| {
            let lines = lines(span);
            range.is_some_and(|one| one.start.line < lines.end && lines.start <= one.end.line)
        };
        match &self.exception.covers {
            Covers::Place(span) => within(*span),
            Covers::File(_) => true,
            // What identifies a child somewhere in the text is looked at there, one by one.
            Covers::Document if self.rule.group == Group::Privacy && range.is_some() => {
                parsed.outline.front.span.is_some_and(within)
            }
            Covers::Document => true,
        }
    }
}
