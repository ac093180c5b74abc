//! How much a rule matters: in the handbook, in a section, in a document. What it is about is the rule's.

use crate::check::rule::{Group, Rule};
use crate::diagnostic::Severity;
use crate::model::config::{CheckLevel, CheckSetting, Config};
use crate::model::{Document, Handbook};

/// How much a rule matters in this handbook; `None` if it is off. A folder without a `handbook.yaml` was
/// written for something else: its errors are warnings, so that it can be seen before it is adopted.
pub fn in_handbook(rule: &Rule, config: &Config) -> Option<Severity> {
    match setting(rule, &config.checks) {
        Some(CheckLevel::Off) => None,
        Some(CheckLevel::At(severity)) => Some(severity),
        None if config.path.is_none() => Some(rule.severity.max(Severity::Warning)),
        None => Some(rule.severity),
    }
}

/// How much it matters in a document, where the handbook says `usual`. What is wrong in a document that
/// readers don't get holds up nobody, unless it is about privacy.
pub(crate) fn in_document(
    rule: &Rule,
    usual: Option<Severity>,
    document: &Document,
) -> Option<Severity> {
    let is_kept_back = !document.published && !document.is_passage;
    match (rule.group, setting(rule, &document.checks)) {
        (Group::Privacy, _) | (_, Some(_)) => set_in_document(rule, usual, document),
        _ if is_kept_back => usual.map(|severity| severity.max(Severity::Warning)),
        _ => usual,
    }
}

/// What the document says of the rule. A rule about privacy can be made to matter more there and not less:
/// that takes an exception, with a reason that is listed.
fn set_in_document(rule: &Rule, usual: Option<Severity>, document: &Document) -> Option<Severity> {
    let Some(level) = setting(rule, &document.checks) else { return usual };
    let own = match level {
        CheckLevel::Off => None,
        CheckLevel::At(severity) => Some(severity),
    };
    match rule.group {
        Group::Privacy => [usual, own].into_iter().flatten().min(),
        _ => own,
    }
}

/// Whether a document makes a rule matter less than it may.
pub(crate) fn is_lowered(setting: &CheckSetting, rule: &Rule, config: &Config) -> bool {
    let usual = in_handbook(rule, config);
    let weakest = |severity: Option<Severity>| severity.map_or(3, |severity| severity as u8);
    let own = match setting.level {
        CheckLevel::Off => None,
        CheckLevel::At(severity) => Some(severity),
    };
    rule.group == Group::Privacy && weakest(own) > weakest(usual)
}

/// Whether a rule has anything to do, in the handbook or in one of its documents.
pub(crate) fn is_on(rule: &Rule, usual: Option<Severity>, handbook: &Handbook) -> bool {
    usual.is_some() || handbook.documents.iter().any(|one| in_document(rule, usual, one).is_some())
}

fn setting(rule: &Rule, checks: &[CheckSetting]) -> Option<CheckLevel> {
    checks.iter().find(|setting| setting.rule.value == rule.name).map(|setting| setting.level)
}
