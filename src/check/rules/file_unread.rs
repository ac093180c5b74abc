//! Files and folders that could not be read, or may not be.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::Handbook;
use crate::source::{ReadFaultKind, TOO_LARGE};

pub(super) static RULE: Rule = Rule {
    name: "file-unread",
    group: Group::Files,
    severity: Severity::Error,
    summary: "A file or folder that can’t be read",
    explain: include_str!("file_unread.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    for fault in &handbook.read_faults {
        let (message, help) = match &fault.kind {
            ReadFaultKind::Unreadable { message, .. } => (
                format!("This can’t be read: {message}."),
                "Check that the file is not open elsewhere and that you may read it.".to_owned(),
            ),
            ReadFaultKind::LeadsOut => (
                "This is a link to a place outside the handbook’s folder, so it is left out.".to_owned(),
                "Copy the file into the handbook instead.".to_owned(),
            ),
            ReadFaultKind::Loop => (
                "This is a link that leads back to itself, so it is left out.".to_owned(),
                "Take the link away.".to_owned(),
            ),
            ReadFaultKind::NotUnicodeName(closest) => (
                format!("The name of this file has a character that can’t be read: {closest}."),
                "Rename the file.".to_owned(),
            ),
            ReadFaultKind::TooLarge { len } => (
                format!("This file has {} MB, and a document can have {} MB.", len / 1_000_000, TOO_LARGE / 1_000_000),
                "Split it into several documents.".to_owned(),
            ),
            ReadFaultKind::Vanished => (
                "This file or folder is not there.".to_owned(),
                "If it is a link, check where it leads. If it is the content folder, make it, or name another in handbook.yaml.".to_owned(),
            ),
            ReadFaultKind::SameName => (
                "Another file here has the same name, its accents written another way.".to_owned(),
                "Rename or remove one of the two.".to_owned(),
            ),
            ReadFaultKind::IgnorePattern { line, .. } => (
                format!("Line {line} can’t be read, so it leaves nothing out."),
                "Write the name of a file or a folder on each line; * stands for any letters. Close each bracket that you open.".to_owned(),
            ),
        };
        let finding = findings.in_file(&fault.path, message).help(help);
        // Without its settings, nobody knows what of a handbook may be published.
        let is_settings = handbook.config.path.as_ref() == Some(&fault.path);
        if matches!(fault.kind, ReadFaultKind::LeadsOut | ReadFaultKind::Loop) && !is_settings {
            finding.no_more_than(Severity::Warning);
        }
    }
}
