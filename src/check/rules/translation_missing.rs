//! Documents that should have a version in another language, and have none.

use std::collections::BTreeSet;

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{Document, DocumentId, Handbook, Language};
use crate::resolve;

pub(super) static RULE: Rule = Rule {
    name: "translation-missing",
    group: Group::Languages,
    severity: Severity::Info,
    summary: "A document without a version in a language that it should be in",
    explain: include_str!("translation_missing.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    let wanted = resolve::wanted_languages(handbook);
    let versions = handbook.documents.iter();
    let there: BTreeSet<(DocumentId, &Language)> =
        versions.filter_map(|one| Some((one.source?, &one.language))).collect();
    for (id, document) in handbook.counted().filter(|(_, one)| one.is_in_force()) {
        let wanted = wanted.get(&id).into_iter().flatten();
        for language in wanted.filter(|one| !one.is_like(&document.language)) {
            if !has(handbook, document, language) {
                let name = language.in_english();
                let file = format!("{}.{language}.md", document.parsed.path.stem());
                let (message, help) = match there.contains(&(id, language)) {
                    true => (
                        format!(
                            "The {name} version of this is there, and readers don’t get it yet."
                        ),
                        format!("When {file} is ready, take “status: draft” out of it."),
                    ),
                    false => (
                        format!("There is no {name} version of this."),
                        format!(
                            "Write it as {file} beside this file. If it needs none, write \
                             “translate_into: []” at the top of this."
                        ),
                    ),
                };
                findings.at(document, document.front_matter_span(), message).help(help);
            }
        }
    }
}

fn has(handbook: &Handbook, document: &Document, language: &Language) -> bool {
    document.versions.iter().any(|id| handbook.document(*id).language == *language)
}
