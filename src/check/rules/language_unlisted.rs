//! Languages that files or fields name and that handbook.yaml doesn't list.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::load::nearest;
use crate::model::config::Config;
use crate::model::{Handbook, Language, ListField};
use crate::resolve;
use crate::source::Located;

pub(super) static RULE: Rule = Rule {
    name: "language-unlisted",
    group: Group::Languages,
    severity: Severity::Warning,
    summary: "A language that handbook.yaml doesn’t list",
    explain: include_str!("language_unlisted.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    names(handbook, findings);
    let config = &handbook.config;
    if let Some(path) = &config.path {
        for (language, help) in unlisted(config, &config.translate_into) {
            findings.in_yaml(handbook, path, language.span, message(&language.value)).help(help);
        }
    }
    for document in &handbook.documents {
        let front = &document.parsed.outline.front;
        for front in std::iter::once(front).chain(front.defaults.as_deref()) {
            for (language, help) in unlisted(config, &front.translate_into) {
                findings.at(document, language.span, message(&language.value)).help(help);
            }
        }
    }
}

/// Files that are named as if they were versions of the document beside them.
fn names(handbook: &Handbook, findings: &mut Findings<'_>) {
    let config = &handbook.config;
    for document in &handbook.documents {
        let path = &document.parsed.path;
        let Some((language, name)) = resolve::language_in_name(path) else { continue };
        if !language.is_known() || config.has_language(&language) {
            continue;
        }
        let source = format!("{name}.{}", path.extension());
        let is_beside = path.join(&source).is_some_and(|source| {
            handbook.documents.binary_search_by(|one| one.parsed.path.cmp(&source)).is_ok()
        });
        if is_beside {
            let (file, called) = (path.file_name(), language.in_english());
            let message = format!(
                "{file} looks like the {called} version of {source}, and is shown as a document of its own."
            );
            findings.in_file(path, message).help(format!(
                "Write “languages: [{language}]” in handbook.yaml, with the others that you use. If it is no \
                 translation, give the file another name."
            ));
        }
    }
}

fn message(language: &str) -> String {
    format!("handbook.yaml doesn’t list the language “{language}”, so nothing can be in it.")
}

/// The languages of a field that are not listed, and what to do.
fn unlisted<'a>(
    config: &'a Config,
    field: &'a ListField,
) -> impl Iterator<Item = (&'a Located<String>, String)> {
    let is_listed = |one: &&Located<String>| {
        Language::parse(&one.value).is_some_and(|language| config.has_language(&language))
    };
    let all = field.iter().flatten().filter(move |one| !is_listed(one));
    all.map(|one| {
        let listed = config.languages.iter().map(|one| one.value.as_str());
        let help = match nearest(&one.value, listed) {
            Some(near) => format!("The nearest is “{near}”."),
            None => "Add it to “languages” in handbook.yaml, as in “languages: [cy]”.".to_owned(),
        };
        (one, help)
    })
}
