//! What the settings for a web server can't say, or say for another place than the one that was meant.

use crate::check::levels;
use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Handbook;

pub(super) static RULE: Rule = Rule {
    name: "hosting-incomplete",
    group: Group::Settings,
    severity: Severity::Warning,
    summary: "Settings for a web server that don’t hold all that they should",
    explain: include_str!("hosting_incomplete.md"),
    run: Run::Handbook(run),
};

/// How much of an edition does not fit into `web.config`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Old addresses.
    pub redirects: usize,
    /// Attached files that a browser might run something of.
    pub files: usize,
}

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    let config = &handbook.config;
    let Some(path) = &config.path else { return };
    if config.hosting.is_empty() || config.address.is_none() {
        return;
    }
    for edition in config.editions.iter().filter(|one| one.address.is_none()) {
        let id = &edition.id;
        let message = format!(
            "The edition “{}” says no address, so its settings for web servers are for the top of a host. The “address” of the whole handbook is not an edition’s.",
            id.value
        );
        findings
            .in_yaml(handbook, path, id.span, message)
            .help("Write under “editions” where each will be found, as “address”.");
    }
}

/// The words for what does not fit, of the edition `id` if the handbook has editions; `None` where the rule is off.
pub fn diagnostic(handbook: &Handbook, id: Option<&str>, left_out: LeftOut) -> Option<Diagnostic> {
    let LeftOut { redirects, files } = left_out;
    let mut findings = Findings::new(&RULE, levels::in_handbook(&RULE, &handbook.config));
    let mut without = Vec::new();
    if files > 0 {
        without.push(format!(
            "{files} attached files that a browser might run something of, which are then held back no more than pages are"
        ));
    }
    if redirects > 0 {
        without
            .push(format!("{redirects} old addresses, which then lead on by a page of their own"));
    }
    let of = id.map(|id| format!(" of the edition “{id}”")).unwrap_or_default();
    let message = format!(
        "IIS reads no web.config of more than 250 KB, so that{of} is without {}.",
        without.join(", and ")
    );
    let finding = match &handbook.config.path {
        Some(path) => findings.in_file(path, message),
        None => findings.anywhere(message),
    };
    finding.help("Take old addresses that nobody uses any more out of “aliases”, attach fewer files of HTML and SVG, or use nginx or Apache.");
    findings.into_found().pop()
}
