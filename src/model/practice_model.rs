//! How this department works, and what it is held to.

use crate::model::FieldFault;
use crate::source::{Located, Span};

/// `practice-model.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PracticeModel {
    /// What the model is called.
    pub name: Option<String>,
    /// Its elements, in order.
    pub elements: Vec<Element>,
    /// What it is held to.
    pub frameworks: Vec<Framework>,
    /// What is wrong with the file.
    pub faults: Vec<(Span, FieldFault)>,
}

/// A principle, tool or step of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its id in front matter.
    pub id: Located<String>,
    /// Its name.
    pub name: String,
    /// The group that it belongs to.
    pub group: Option<String>,
    /// What it promises families, in a sentence.
    pub promise: Option<String>,
    /// What it is.
    pub summary: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The kinds of document that it should have.
    pub expects: Vec<Located<String>>,
}

/// A framework that the service is held to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// Its id.
    pub id: Located<String>,
    /// Its name.
    pub name: String,
    /// Its criteria, in order.
    pub criteria: Vec<Criterion>,
}

/// One thing that a framework asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its id within the framework.
    pub id: Located<String>,
    /// Its name.
    pub name: String,
    /// What it looks at.
    pub summary: Option<String>,
}
