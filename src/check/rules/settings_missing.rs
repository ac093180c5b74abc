//! A folder that is not set up as a handbook.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::Handbook;

pub(super) static RULE: Rule = Rule {
    name: "settings-missing",
    group: Group::Settings,
    severity: Severity::Info,
    summary: "A folder without a handbook.yaml",
    explain: include_str!("settings_missing.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    if handbook.config.path.is_none() {
        let folder = match handbook.config.content.as_str() {
            "" => "this folder".to_owned(),
            content => format!("the folder “{content}”"),
        };
        findings
            .anywhere(format!(
                "There is no handbook.yaml here. The documents are taken from {folder}, and what would be an error is a warning."
            ))
            .help("Add a handbook.yaml with a line “title: …” when you adopt this folder.");
    }
}
