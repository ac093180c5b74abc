//! Files beside the documents that could not be looked into for what identifies a child.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{AttachmentFault, Handbook};

pub(super) static RULE: Rule = Rule {
    name: "attachment-unchecked",
    group: Group::Privacy,
    severity: Severity::Info,
    summary: "A file that can’t be looked into for what could identify a child",
    explain: include_str!("attachment_unchecked.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    for (path, attachment) in handbook.attachments.iter() {
        // What is not published is not looked after here.
        if !handbook.files.contains_key(path) {
            continue;
        }
        let why = match attachment.fault {
            None => continue,
            Some(AttachmentFault::Unread) => "it can’t be read",
            Some(AttachmentFault::TooLarge) => "it is too large",
            Some(AttachmentFault::Damaged) => "it is damaged, or not what its name says",
            Some(AttachmentFault::Locked) => "it is locked with a password",
            Some(AttachmentFault::UnknownFormat) => "we can’t read files of this sort",
        };
        findings.in_file(path, format!("This file was not looked into, since {why}.")).help(
            "Make sure yourself that nothing in it, nor in its properties, identifies anybody.",
        );
    }
}
