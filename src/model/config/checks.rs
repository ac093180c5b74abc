//! `checks:` how much each rule matters in this handbook.

use crate::diagnostic::Severity;
use crate::source::Located;

/// How much a rule matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckLevel {
    /// Not at all.
    Off,
    /// This much.
    At(Severity),
}

/// One line of `checks:`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CheckSetting {
    /// The rule.
    pub rule: Located<String>,
    /// How much it matters.
    pub level: CheckLevel,
}
