//! Whatever is wrong in `handbook.yaml`, `practice-model.yaml` and `glossary.yaml`.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::check::rules::{RULES, field_words, front_matter_unreadable};
use crate::diagnostic::Severity;
use crate::load::nearest;
use crate::model::{FieldFault, FrontMatterFault, Handbook};

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
        let (message, help) = match fault {
            FrontMatterFault::Yaml(kind) => {
                let (message, help, _) = front_matter_unreadable::words(kind);
                (message, help)
            }
            FrontMatterFault::Field(FieldFault::Unknown { field, nearest: None }) => (
                format!("“{field}” is not a setting that we know, so nothing is done with it."),
                "Take it away, or check how it is spelt.".to_owned(),
            ),
            FrontMatterFault::Field(fault) => field_words::words(fault),
            FrontMatterFault::Unclosed | FrontMatterFault::Toml | FrontMatterFault::NotFields(_) => {
                continue;
            }
        };
        findings.in_yaml(handbook, path, *span, message).help(help);
    }
    let Some(path) = &handbook.config.path else { return };
    for setting in &handbook.config.checks {
        let name = setting.rule.value.as_str();
        if RULES.iter().all(|rule| rule.name != name) {
            let help = match nearest(name, RULES.iter().map(|rule| rule.name)) {
                Some(near) => format!("The nearest is “{near}”."),
                None => "`handbook explain` lists the rules.".to_owned(),
            };
            let message = format!("There is no rule “{name}”.");
            findings.in_yaml(handbook, path, setting.rule.span, message).help(help);
        }
    }
}
