//! Front matter, and other YAML, that can't be read as such.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::FrontMatterFault;
use crate::source::Span;
use crate::source::yaml::YamlFaultKind;

pub(super) static RULE: Rule = Rule {
    name: "front-matter-unreadable",
    group: Group::Fields,
    severity: Severity::Error,
    summary: "The fields at the top of a document can’t be read",
    explain: include_str!("front_matter_unreadable.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    for (span, fault) in &document.parsed.outline.front.faults {
        let (message, help, second) = match fault {
            FrontMatterFault::Yaml(kind) => words(kind),
            FrontMatterFault::Unclosed => (
                "These fields are not closed, so they are shown on the page.".to_owned(),
                "Add a line with only --- after the last field.".to_owned(),
                None,
            ),
            FrontMatterFault::Toml => (
                "These fields are written as TOML, between +++ lines, and only simple ones are read.".to_owned(),
                "Write them between --- lines, as “title: …” instead of “title = …”.".to_owned(),
                None,
            ),
            FrontMatterFault::NotFields(what) => (
                format!("Between the --- lines is {what}, and not fields."),
                "Write fields as “title: …”, each on a line of its own.".to_owned(),
                None,
            ),
            FrontMatterFault::Field(_) => continue,
        };
        let finding = findings.at(document, *span, message).help(help);
        let finding = match fault {
            FrontMatterFault::Toml => finding.no_more_than(Severity::Warning),
            _ => finding,
        };
        if let Some(second) = second {
            finding.related(document, second, "The first is here");
        }
    }
}

/// What is wrong with a file's YAML, what to do, and another place that explains it.
pub(super) fn words(kind: &YamlFaultKind) -> (String, String, Option<Span>) {
    match kind {
        YamlFaultKind::Syntax(why) => (
            format!("The fields can’t be read from here on: {why}."),
            "Write each field as “name: value”. Put a value with : # [ ] { } \" in quotation marks.".to_owned(),
            None,
        ),
        YamlFaultKind::Tab => (
            "There is a tab here, and fields are set in with spaces.".to_owned(),
            "Replace the tab with two spaces.".to_owned(),
            None,
        ),
        YamlFaultKind::ColonInValue => (
            "The value has a colon in it, so it needs quotation marks.".to_owned(),
            "Put the whole value in them, as in title: \"Thresholds: a guide\".".to_owned(),
            None,
        ),
        YamlFaultKind::DuplicateKey { key, first } => (
            format!("“{key}” is given twice, and only the first counts."),
            "Take one of the two away.".to_owned(),
            Some(*first),
        ),
        YamlFaultKind::KeyNotText => (
            "The name of this field is a list or a group.".to_owned(),
            "Write a word before the colon.".to_owned(),
            None,
        ),
        YamlFaultKind::UnknownAlias(name) => (
            format!("A value that begins with * refers to another, and there is no “&{name}” before it."),
            format!("Put it in quotation marks: \"*{name}\"."),
            None,
        ),
        YamlFaultKind::TooLarge => (
            "There is more here than can be read.".to_owned(),
            "Take out what begins with & or *, or split the file.".to_owned(),
            None,
        ),
        YamlFaultKind::SecondDocument => (
            "There is a second --- here, and what follows is not read.".to_owned(),
            "Take this line away.".to_owned(),
            None,
        ),
    }
}
