//! The words of the field: what they mean, and what else people call them.

use crate::model::{FieldFault, ListField};
use crate::source::{Located, Span};

/// `glossary.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Glossary {
    /// The terms, in the order of the file.
    pub terms: Vec<Term>,
    /// What is wrong with the file.
    pub faults: Vec<(Span, FieldFault)>,
}

/// A term.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// The term itself.
    pub term: Located<String>,
    /// Its address on the glossary's page.
    pub anchor: String,
    /// Its abbreviations.
    pub abbreviations: Vec<Located<String>>,
    /// What else people call it.
    pub also_known_as: Vec<Located<String>>,
    /// Words that the service has stopped using, for which this is said instead.
    pub say_instead_of: Vec<Located<String>>,
    /// What it means.
    pub definition: Option<String>,
    /// What it means in words for some readers, by audience.
    pub definition_for: Vec<(Located<String>, String)>,
    /// Where that comes from.
    pub source: Option<String>,
    /// For whom it is: its own, or the whole file's; `None` where neither says.
    pub audience: ListField,
}
