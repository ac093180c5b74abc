//! How this department works, and what it is held to.

use crate::model::{FieldFault, ListField};
use crate::source::{Located, SourcePath, Span};

/// Which of a practice model's elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub usize);

/// Which of a practice model's criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CriterionId {
    /// The framework that it belongs to.
    pub framework: usize,
    /// Its place in that framework.
    pub criterion: usize,
}

/// `practice-model.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PracticeModel {
    /// The file that it was read from; `None` if there is none.
    pub path: Option<SourcePath>,
    /// What the model is called.
    pub name: Option<String>,
    /// What it is, in a sentence or two.
    pub summary: Option<String>,
    /// What some readers are told instead, by audience: its name and summary, and no promise.
    pub to_expect: Vec<Expectation>,
    /// For whom it is, and each part of it that doesn't say so itself.
    pub audience: ListField,
    /// Its elements, in order.
    pub elements: Vec<Element>,
    /// What it is held to.
    pub frameworks: Vec<Framework>,
    /// What is wrong with the file.
    pub faults: Vec<(Span, FieldFault)>,
}

/// A principle, tool or step of the model.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Element {
    /// Its id in front matter, and the name of its page.
    pub id: Located<String>,
    /// Its name.
    pub name: String,
    /// The group that it belongs to.
    pub group: Option<String>,
    /// What it promises families, in a sentence.
    pub promise: Option<String>,
    /// What it is.
    pub summary: Option<String>,
    /// What some readers can expect of it, by audience.
    pub to_expect: Vec<Expectation>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The kinds of document that it should have.
    pub expects: Vec<Located<String>>,
    /// For whom it is: its own, or the model's; `None` where neither says.
    pub audience: ListField,
}

/// What readers of an audience can expect of an element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expectation {
    /// The audience.
    pub audience: Located<String>,
    /// What it is called for them, if not its name.
    pub name: Option<String>,
    /// What it is in their words, if not its summary.
    pub summary: Option<String>,
    /// What it promises them, if not what it promises families.
    pub promise: Option<String>,
    /// When it is done: a threshold, or a time.
    pub when: Option<String>,
    /// Whom they can call about it.
    pub call: Option<String>,
}

/// A framework that the service is held to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Framework {
    /// Its id, and the folder of its pages.
    pub id: Located<String>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub summary: Option<String>,
    /// For whom it is: its own, or the model's; `None` where neither says.
    pub audience: ListField,
    /// Its criteria, in order.
    pub criteria: Vec<Criterion>,
}

/// One thing that a framework asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Criterion {
    /// Its id within the framework.
    pub id: Located<String>,
    /// Its name.
    pub name: String,
    /// What it looks at.
    pub summary: Option<String>,
    /// Who answers for it: its own, or its framework's.
    pub owner: Option<String>,
    /// The kinds of document that it should have: its own, or its framework's.
    pub expects: Vec<Located<String>>,
    /// For whom it is: its own, or its framework's.
    pub audience: ListField,
}

/// Why what a document says under `model` or `criteria` names nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ModelFault {
    /// There is no element of this id.
    NoSuchElement(String),
    /// There is no criterion of this id.
    NoSuchCriterion(String),
    /// More than one framework has a criterion of this id; these, as they would be written.
    Ambiguous(String, Vec<String>),
}

impl PracticeModel {
    /// Has it anything to show?
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty() && self.frameworks.is_empty()
    }

    /// An element.
    pub fn element(&self, id: ElementId) -> &Element {
        &self.elements[id.0]
    }

    /// A criterion.
    pub fn criterion(&self, id: CriterionId) -> &Criterion {
        &self.frameworks[id.framework].criteria[id.criterion]
    }

    /// A criterion's id as front matter names it: `ilacs/care-leavers`.
    pub fn criterion_path(&self, id: CriterionId) -> String {
        format!("{}/{}", self.frameworks[id.framework].id.value, self.criterion(id).id.value)
    }

    /// Every criterion of every framework, in order.
    pub fn criteria(&self) -> impl Iterator<Item = CriterionId> {
        self.frameworks.iter().enumerate().flat_map(|(framework, one)| {
            (0..one.criteria.len()).map(move |criterion| CriterionId { framework, criterion })
        })
    }
}
