//! A list of private names that the handbook names and that could not be used, so that nothing was held
//! against it.

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{Handbook, NamesFault, PrivateNames};

pub(super) static RULE: Rule = Rule {
    name: "private-names-unread",
    group: Group::Privacy,
    severity: Severity::Warning,
    summary: "A list of private names that can’t be read, so that no names were looked for",
    explain: include_str!("private_names_unread.md"),
    run: Run::Handbook(run),
};

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    let config = &handbook.config;
    let (Some(path), Some(file)) = (&config.path, &config.private_names) else { return };
    let PrivateNames::Unread(fault) = handbook.private_names else { return };
    let (message, help) = match fault {
        NamesFault::Missing => (
            "The list of private names is not there, so no names were looked for.",
            "Check where it is. The path counts from the handbook’s folder.",
        ),
        NamesFault::Inside => (
            "The list of private names lies in the handbook’s folder, so it was not read.",
            "Move it out of the folder, where it can’t be published or shared with it.",
        ),
        NamesFault::Unreadable => (
            "The list of private names can’t be read, so no names were looked for.",
            "Check that it is a text file, and that you may read it.",
        ),
        NamesFault::TooLarge => (
            "The list of private names is longer than 5 MB, so no names were looked for.",
            "Check that it is a list with one name on each line.",
        ),
    };
    findings.in_yaml(handbook, path, file.span, message.to_owned()).help(help);
}
