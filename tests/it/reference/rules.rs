//! A page for each rule, from its own page, in a section for each subject.

use std::collections::BTreeMap;

use handbook::check::rule::{Group, Rule};
use handbook::check::rules::RULES;
use handbook::diagnostic::Severity;

use crate::reference::fences::with_file_names;
use crate::reference::{Pages, page};

pub(super) fn write(pages: &mut Pages) {
    let mut orders: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in RULES {
        let section = section(rule.group);
        let order = orders.entry(section.folder).or_default();
        *order += 10;
        let name = rule.name;
        let text = page(name, &format!("{}.", rule.summary), *order, &body(rule));
        pages.insert(format!("rules/{}/{name}.md", section.folder), text);
        pages.insert(
            format!("rules/{}/index.md", section.folder),
            page(section.title, section.summary, section.order, ""),
        );
    }
    let body = "A rule is one thing that `handbook check` looks for. What it finds is an error, a warning, or for \
                information. An error stops a build. With `--strict`, a warning does too.\n\n\
                How much a rule matters is yours to say, for the handbook or for one document, with \
                [checks](../settings/handbook.md#checks). Where a rule is right but does not hold in one document, \
                an [exception](../settings/front-matter.md#exceptions) says why, for everybody to read.\n";
    pages.insert(
        "rules/index.md".to_owned(),
        page("Rules", "What is checked before anything is published, and why.", 40, body),
    );
}

fn body(rule: &Rule) -> String {
    let severity = match rule.severity {
        Severity::Error => "an **error**",
        Severity::Warning => "a **warning**",
        Severity::Info => "**for information**",
    };
    let text = rule.explain.split_once('\n').map_or("", |(_, text)| text).trim_start();
    format!("It is {severity}, unless the handbook says otherwise.\n\n{}", with_file_names(text))
}

/// The rules on one subject.
struct Section {
    folder: &'static str,
    title: &'static str,
    summary: &'static str,
    order: usize,
}

fn section(group: Group) -> Section {
    let (order, folder, title, summary) = match group {
        Group::Privacy => (10, "privacy", "Privacy", "What could identify a child or a family."),
        Group::Links => (20, "links", "Links", "Links and addresses."),
        Group::Reviews => {
            (30, "reviews", "Reviews", "Review dates, owners, and what takes whose place.")
        }
        Group::Model => (40, "model", "Practice model", "The model, and what documents say of it."),
        Group::Fields => (50, "fields", "Fields", "The fields at the top of a document."),
        Group::Writing => (60, "writing", "Markdown", "Markdown and components."),
        Group::PlainEnglish => {
            (70, "plain-english", "Plain English", "Words that everybody understands.")
        }
        Group::Words => {
            (80, "words", "Our words", "The words that the service uses, and has left.")
        }
        Group::Accessibility => (
            90,
            "accessibility",
            "Accessibility",
            "What people need who can’t see, hear or hold as others do.",
        ),
        Group::Languages => (100, "languages", "Languages", "Versions in other languages."),
        Group::Files => (110, "files", "Files", "Files and folders."),
        Group::Settings => (120, "settings", "Settings", "The YAML files and the theme."),
    };
    Section { folder, title, summary, order }
}
