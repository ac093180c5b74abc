//! Images that can't be published without what they say of whoever took them, and so aren't published.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{Handbook, ImageFault, Properties};

pub(super) static RULE: Rule = Rule {
    name: "image-damaged",
    group: Group::Privacy,
    severity: Severity::Error,
    summary: "An image whose properties can’t be left out, since it is damaged or not what its name says",
    explain: include_str!("image_damaged.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    for (path, attachment) in handbook.attachments.iter() {
        let Properties::Stuck(fault) = attachment.properties else { continue };
        // What is not published needs no parting.
        if !handbook.files.contains_key(path) {
            continue;
        }
        let why = match fault {
            ImageFault::Unread => "it can’t be read",
            ImageFault::TooLarge => "it is larger than 64 MB",
            ImageFault::Unknown => "it is not the sort of image that its name says",
            ImageFault::Damaged => "it is damaged",
        };
        findings
            .in_file(
                path,
                format!(
                    "This image is left out: its properties can’t be taken out of it, since {why}."
                ),
            )
            .help("Open it in a program for pictures, and save it again as JPEG or PNG.");
    }
}
