//! What a practice model's elements and criteria have: which documents belong to each, and whether each of
//! those counts.

use crate::model::{CriterionId, Date, Document, DocumentId, ElementId, Review, Status};

/// Whether a document counts as cover for what it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It is in force, and its review date is ahead.
    Counts,
    /// It comes into force on a later day.
    NotYet,
    /// Its review date has passed.
    Overdue,
    /// It is a draft.
    Draft,
    /// It is no longer in force.
    Withdrawn,
}

impl Standing {
    /// Those that don't count.
    pub const UNCOUNTED: [Standing; 4] =
        [Standing::NotYet, Standing::Overdue, Standing::Draft, Standing::Withdrawn];

    /// The word for it in reports and in the keys of phrases.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Counts => "current",
            Standing::NotYet => "not-yet-in-force",
            Standing::Overdue => "overdue",
            Standing::Draft => "draft",
            Standing::Withdrawn => "withdrawn",
        }
    }

    /// How a document stands on a day.
    pub fn of(document: &Document, today: Date) -> Self {
        let from = document.parsed.outline.front.effective_from.as_ref();
        match (document.status, document.review) {
            (Status::Draft, _) => Standing::Draft,
            (Status::Withdrawn, _) => Standing::Withdrawn,
            (_, Review::Overdue) => Standing::Overdue,
            _ if from.is_some_and(|from| from.value > today) => Standing::NotYet,
            _ => Standing::Counts,
        }
    }
}

/// A document that belongs to an element or a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Covering {
    /// The place of its kind among the handbook's kinds.
    pub kind: usize,
    /// Whether it counts.
    pub standing: Standing,
    /// How many elements, or criteria, it belongs to: the fewer, the more it is about this one.
    pub breadth: usize,
    /// Its place in the order of reading.
    pub position: usize,
    /// Which document.
    pub document: DocumentId,
}

/// The documents of each element and criterion: those that count before those that don't, kind by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Coverage {
    /// By element.
    pub elements: Vec<Vec<Covering>>,
    /// By framework, and in it by criterion.
    pub criteria: Vec<Vec<Vec<Covering>>>,
}

impl Coverage {
    /// The documents of an element.
    pub fn of_element(&self, id: ElementId) -> &[Covering] {
        &self.elements[id.0]
    }

    /// The documents of a criterion.
    pub fn of_criterion(&self, id: CriterionId) -> &[Covering] {
        &self.criteria[id.framework][id.criterion]
    }
}

/// Those of one kind.
pub fn of_kind(all: &[Covering], kind: usize) -> &[Covering] {
    let from = all.partition_point(|one| one.kind < kind);
    let to = all.partition_point(|one| one.kind <= kind);
    &all[from..to]
}

/// Something that the practice model says there should be, and that there isn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hole<'a> {
    /// What lacks it.
    pub of: HoleOf,
    /// The place of the missing kind among the handbook's kinds; `None` if nothing at all counts.
    pub kind: Option<usize>,
    /// What there is, and doesn't count.
    pub uncounted: &'a [Covering],
}

/// What has a hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HoleOf {
    /// An element.
    Element(ElementId),
    /// A criterion.
    Criterion(CriterionId),
}
