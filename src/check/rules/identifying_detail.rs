//! Details that could identify a child or a family, in documents, in the YAML files, and in files' names. The
//! details themselves are masked in everything that is said of them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::check::details::{Detail, DetailKind, Finder};
use crate::check::rule::{Finding, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{Attachment, Document, Handbook, Kind, PartPlace};
use crate::source::{SourcePath, Span};

pub(super) static RULE: Rule = Rule {
    name: "identifying-detail",
    group: Group::Privacy,
    severity: Severity::Error,
    summary: "Something that could identify a child or a family",
    explain: include_str!("identifying_detail.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    let finder = Finder::new(handbook);
    let found: Vec<Vec<Detail>> = handbook
        .documents
        .par_iter()
        .map(|document| finder.find(document.parsed.text.as_str()))
        .collect();
    for (document, details) in handbook.documents.iter().zip(found) {
        for Detail { kind, range } in details {
            let span = Span::new(range.start, range.end);
            let finding = findings.at(document, span, format!("This looks like {}.", words(kind)));
            finish(finding, kind, is_about_a_family(handbook, document));
        }
    }
    for (path, text) in &handbook.yaml_texts {
        for Detail { kind, range } in finder.find(text.as_str()) {
            let span = Span::new(range.start, range.end);
            let message = format!("This looks like {}.", words(kind));
            finish(findings.in_yaml(handbook, path, span, message), kind, false);
        }
    }
    let documents = handbook.documents.iter().map(|document| &document.parsed.path);
    for path in documents.chain(handbook.files.keys()) {
        for Detail { kind, .. } in finder.find(path.as_str()) {
            name(findings, path, kind);
        }
    }
    let inside: Vec<_> = handbook
        .attachments
        .par_iter()
        .map(|(path, attachment)| (path, in_attachment(&finder, attachment)))
        .collect();
    for (path, found) in inside.iter().filter(|(path, _)| handbook.files.contains_key(*path)) {
        for ((place, kind), count) in found {
            attached(findings, path, *place, *kind, *count);
        }
        if handbook.attachments[*path].has_position {
            let message = "This file holds the place where a picture in it was taken.".to_owned();
            findings.in_file(path, message).help(PROPERTIES);
        }
    }
}

/// What to do about what nobody sees on the page.
const PROPERTIES: &str = "Take the file’s properties out, and save it again: in Windows by a right click, \
                          Properties, Details, Remove Properties; in Office under File, Info, Inspect Document.";

/// How often each sort of detail stands in each part of a file.
fn in_attachment(
    finder: &Finder<'_>,
    attachment: &Attachment,
) -> BTreeMap<(PartPlace, DetailKind), usize> {
    let mut found = BTreeMap::new();
    for part in &attachment.parts {
        for Detail { kind, .. } in finder.find(&part.text) {
            *found.entry((part.place, kind)).or_default() += 1;
        }
    }
    found
}

fn attached(
    findings: &mut Findings<'_>,
    path: &SourcePath,
    place: PartPlace,
    kind: DetailKind,
    count: usize,
) {
    let part = match place {
        PartPlace::Text => "text",
        PartPlace::Properties => "properties",
    };
    let times = match count {
        1 => String::new(),
        _ => format!(", {count} times"),
    };
    let message = format!("The {part} of this file holds what looks like {}{times}.", words(kind))
        .replace("properties of this file holds", "properties of this file hold");
    let finding = findings.in_file(path, message).help(match place {
        PartPlace::Text => {
            "Take it out, and save the file again. If it identifies nobody, say why under “exceptions” in a \
             document that gives the file to its readers."
        }
        PartPlace::Properties => PROPERTIES,
    });
    if !is_one_persons(kind) {
        finding.no_more_than(Severity::Warning);
    }
}

fn name(findings: &mut Findings<'_>, path: &SourcePath, kind: DetailKind) {
    let message =
        format!("The name of this file or its folder holds what looks like {}.", words(kind));
    let finding = findings.in_file(path, message).help("Rename it.");
    if !is_one_persons(kind) {
        finding.no_more_than(Severity::Warning);
    }
}

/// What to do, and how much it matters: a number that is one person's has no place in any document; a phone
/// number or an address in guidance is more likely an office that the handbook doesn't list yet.
fn finish(finding: Finding<'_>, kind: DetailKind, is_about_a_family: bool) {
    let help = match is_one_persons(kind) {
        true => {
            "Take it out. If it identifies nobody, say why: “<!-- allow identifying-detail: … -->” before \
             the paragraph."
        }
        false => {
            "If it is a family’s, take it out. If it is an office’s, list it under “contacts” in \
             handbook.yaml."
        }
    };
    let finding = finding.help(help);
    if !is_one_persons(kind) && !is_about_a_family {
        finding.no_more_than(Severity::Warning);
    }
}

fn is_about_a_family(handbook: &Handbook, document: &Document) -> bool {
    handbook.config.kind(&document.kind).is_some_and(Kind::is_case_example)
}

fn is_one_persons(kind: DetailKind) -> bool {
    !matches!(kind, DetailKind::Postcode | DetailKind::PhoneNumber | DetailKind::Email)
}

fn words(kind: DetailKind) -> &'static str {
    match kind {
        DetailKind::NhsNumber => "an NHS number",
        DetailKind::NationalInsuranceNumber => "a National Insurance number",
        DetailKind::PupilNumber => "a unique pupil number",
        DetailKind::CaseNumber => "a number from the case system",
        DetailKind::PrivateName => "a name from the private list",
        DetailKind::DateOfBirth => "a date of birth",
        DetailKind::Postcode => "a postcode",
        DetailKind::PhoneNumber => "a phone number",
        DetailKind::Email => "an e-mail address",
    }
}
