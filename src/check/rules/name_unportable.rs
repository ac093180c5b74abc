//! File names that Windows, SharePoint or a web address can't hold.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::Handbook;
use crate::source::SourcePath;

pub(super) static RULE: Rule = Rule {
    name: "name-unportable",
    group: Group::Files,
    severity: Severity::Error,
    summary: "A file or folder name that Windows can’t hold",
    explain: include_str!("name_unportable.md"),
    run: Run::Handbook(run),
};

/// Names that Windows keeps for devices, whatever follows the first dot (“Naming Files, Paths, and
/// Namespaces”, Microsoft).
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    let documents = handbook.published().map(|(_, document)| &document.parsed.path);
    for path in documents.chain(handbook.files.keys()) {
        if let Some(why) = unportable(path) {
            findings.in_file(path, why).help("Rename it, with letters, digits, hyphens and full stops.");
        }
    }
}

fn unportable(path: &SourcePath) -> Option<String> {
    path.as_str().split('/').find_map(|part| {
        let device = part.split('.').next().unwrap_or_default().to_lowercase();
        if DEVICES.contains(&device.as_str()) {
            return Some(format!("Windows keeps the name “{part}” for itself."));
        }
        if let Some(c) = part.chars().find(|c| "<>:\"\\|?*".contains(*c) || c.is_control()) {
            return Some(format!("“{part}” has a character that Windows can’t hold: {c:?}."));
        }
        if part.ends_with(['.', ' ']) {
            return Some(format!("“{part}” ends in a full stop or a space, which Windows drops."));
        }
        None
    })
}
