//! Whatever is wrong in `handbook.yaml`, `practice-model.yaml`, `glossary.yaml` and the handbook's own phrases.

use std::collections::BTreeSet;

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::check::rules::{RULES, exception_misused, field_words, front_matter_unreadable};
use crate::diagnostic::Severity;
use crate::load::nearest;
use crate::model::{DocumentId, FieldFault, FrontMatterFault, Handbook, Language};
use crate::source::{Located, SourcePath};

pub(super) static RULE: Rule = Rule {
    name: "settings-invalid",
    group: Group::Settings,
    severity: Severity::Error,
    summary: "Something in handbook.yaml, practice-model.yaml or glossary.yaml that can’t be used",
    explain: include_str!("settings_invalid.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    for (path, span, fault) in &handbook.yaml_faults {
        let is_config = handbook.config.path.as_ref() == Some(path);
        let word = if is_config { "setting" } else { "field" };
        let (message, help) = match fault {
            FrontMatterFault::Yaml(kind) => {
                let (message, help, _) = front_matter_unreadable::words(kind);
                (message, help)
            }
            FrontMatterFault::Field(FieldFault::Unknown { field, nearest }) => (
                format!("“{field}” is not a {word} that we know, so nothing is done with it."),
                match nearest {
                    Some(near) => format!("The nearest is “{near}”. Write that if you meant it."),
                    None => "Take it away, or check how it is spelt.".to_owned(),
                },
            ),
            FrontMatterFault::Field(fault) => field_words::words(fault),
            FrontMatterFault::Unclosed
            | FrontMatterFault::Toml
            | FrontMatterFault::NotFields(_) => {
                continue;
            }
        };
        let finding = findings.in_yaml(handbook, path, *span, message).help(help);
        if let FrontMatterFault::Field(FieldFault::RepeatedId { first, .. }) = fault {
            finding.related_in_yaml(handbook, path, *first, "The first is here");
        }
    }
    phrases(handbook, findings);
    let Some(path) = &handbook.config.path else { return };
    for (file, is_there) in named_files(handbook) {
        if !is_there {
            let content = &handbook.config.content;
            let message = format!("There is no file “{}” in the folder {content}.", file.value);
            findings
                .in_yaml(handbook, path, file.span, message)
                .help("Check the name and the folder.");
        }
    }
    theme_settings(handbook, path, findings);
    editions(handbook, path, findings);
    for setting in &handbook.config.checks {
        let name = setting.rule.value.as_str();
        if RULES.iter().all(|rule| rule.name != name) {
            let help = exception_misused::nearest_rule(name);
            let message = format!("There is no rule “{name}”.");
            findings.in_yaml(handbook, path, setting.rule.span, message).help(help);
        }
    }
}

/// Settings that the theme doesn't have.
fn theme_settings(handbook: &Handbook, path: &SourcePath, findings: &mut Findings<'_>) {
    let known = || handbook.theme_settings.iter().map(String::as_str);
    for setting in &handbook.config.theme.settings {
        let name = setting.key.as_str();
        if known().any(|one| one == name) {
            continue;
        }
        let ours = known().chain(["name", "logo", "colour", "accent"]);
        let help = match nearest(name, ours) {
            Some(near) => format!("The nearest is “{near}”."),
            None => format!("It has: {}.", known().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("The theme has no setting “{name}”.");
        findings.in_yaml(handbook, path, setting.key_span, message).help(help);
    }
}

/// What is wrong with the handbook's own phrases.
fn phrases(handbook: &Handbook, findings: &mut Findings<'_>) {
    for file in handbook.phrases.iter() {
        let path = &file.path;
        if Language::parse(path.stem()).is_none() || path.folder() != STRINGS {
            findings
                .in_file(path, "This file is not named after a language, so nothing is done with it.".to_owned())
                .help("Name it after a language’s tag and put it into the folder strings: strings/cy.yaml.");
            continue;
        }
        for (key, phrase) in &file.phrases {
            let Some(ours) = handbook.theme_phrases.get(&key.value) else {
                if !is_name(handbook, &key.value) {
                    unknown_phrase(handbook, path, key, findings);
                }
                continue;
            };
            let (theirs, ours) = (marks(&phrase.value), marks(ours));
            if let Some(mark) = theirs.difference(&ours).next() {
                let message = format!("Nothing fills in “{{{mark}}}” in this phrase.");
                let all: Vec<String> = ours.iter().map(|one| format!("{{{one}}}")).collect();
                let help = match all.is_empty() {
                    true => "Write it without braces.".to_owned(),
                    false => format!("It can have: {}.", all.join(", ")),
                };
                findings.in_yaml(handbook, path, phrase.span, message).help(help);
            } else if let Some(mark) = ours.difference(&theirs).next() {
                let message = format!("This phrase leaves out what is filled in: “{{{mark}}}”.");
                findings
                    .in_yaml(handbook, path, phrase.span, message)
                    .help("Put it where it belongs in the sentence.")
                    .no_more_than(Severity::Warning);
            }
        }
    }
}

/// The folder of the handbook's own phrases.
const STRINGS: &str = "strings";

/// A key for what handbook.yaml names: the handbook itself, a kind, an audience.
fn is_name(handbook: &Handbook, key: &str) -> bool {
    let config = &handbook.config;
    let of = |prefix: &str| key.strip_prefix(prefix);
    key == "name_handbook"
        || of("name_kind_").or(of("name_kinds_")).is_some_and(|id| config.kind(id).is_some())
        || of("name_audience_").is_some_and(|id| config.audience(id).is_some())
}

/// What a phrase has to be filled in with: `date` of `{date}`.
fn marks(phrase: &str) -> BTreeSet<String> {
    let marks = phrase.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    marks.map(|(mark, _)| mark.to_owned()).collect()
}

fn unknown_phrase(
    handbook: &Handbook,
    path: &SourcePath,
    key: &Located<String>,
    findings: &mut Findings<'_>,
) {
    let known = handbook.theme_phrases.keys().map(String::as_str);
    let help = match nearest(&key.value, known) {
        Some(near) => format!("The nearest is “{near}”."),
        None => "The theme’s file strings/en.yaml has them all.".to_owned(),
    };
    let message = format!("The theme has no phrase “{}”.", key.value);
    findings.in_yaml(handbook, path, key.span, message).help(help);
}

/// Phrases that the theme doesn't have, and home pages that their own readers don't get.
fn editions(handbook: &Handbook, path: &SourcePath, findings: &mut Findings<'_>) {
    for edition in &handbook.config.editions {
        for (key, _) in &edition.strings {
            if !handbook.theme_phrases.contains_key(&key.value) {
                unknown_phrase(handbook, path, key, findings);
            }
        }
        let advice = edition.help.exit_page.as_ref().and_then(|exit| exit.advice.as_ref());
        let pages =
            [(&edition.home, "the home page"), (&advice.cloned(), "the advice beside the exit")];
        for (file, what) in pages {
            let mut ids = (0..handbook.documents.len()).map(DocumentId);
            let (Some(file), Some(id)) =
                (file, ids.find(|id| handbook.is_named(file.as_ref(), *id)))
            else {
                continue;
            };
            if handbook.shows(edition, id) && !handbook.document(id).is_passage {
                continue;
            }
            let message = format!(
                "“{}” is to be {what} of the edition “{}”, which does not show it.",
                file.value,
                edition.name()
            );
            findings
                .in_yaml(handbook, path, file.span, message)
                .help("Give that document an “audience” that the edition is for.");
        }
    }
}

/// The files that handbook.yaml names, and whether they are there.
fn named_files(handbook: &Handbook) -> Vec<(&Located<String>, bool)> {
    let config = &handbook.config;
    let is = |path: &SourcePath, file: &Located<String>| {
        path.below(&config.content) == Some(file.value.trim_start_matches('/'))
    };
    let logos = config.editions.iter().filter_map(|one| one.logo.as_ref());
    let logo = config.theme.logo.iter().chain(logos).map(|file| {
        let is_there = handbook
            .files
            .keys()
            .any(|path| is(path, file) || path.as_str() == file.value.trim_start_matches('/'));
        (file, is_there)
    });
    let homes = config.editions.iter().filter_map(|one| one.home.as_ref());
    let exits =
        config.editions.iter().filter_map(|one| one.help.exit_page.as_ref()?.advice.as_ref());
    let emergencies = config.editions.iter().filter_map(|one| one.emergency.as_ref());
    let documents = config
        .emergency
        .iter()
        .chain(emergencies)
        .chain(homes)
        .chain(exits)
        .map(|file| (file, handbook.documents.iter().any(|one| is(&one.parsed.path, file))));
    logo.chain(documents).collect()
}
