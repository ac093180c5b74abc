//! A document with everything about it decided: its address, its section, where its links lead.

use std::sync::Arc;

use crate::model::outline::Parsed;
use crate::model::{Date, LinkFault, Target, Url};
use crate::source::{Located, Span};

/// Which of a handbook's documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub usize);

/// Which of a handbook's sections; the first is the handbook itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub usize);

impl SectionId {
    /// The section that holds all others.
    pub const ROOT: SectionId = SectionId(0);
}

/// Whether a document is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Being written; published only with `--drafts`.
    Draft,
    /// In force.
    Current,
    /// In force while it is being looked at again.
    UnderReview,
    /// No longer in force; it keeps its address.
    Withdrawn,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 4] =
        [Status::Draft, Status::Current, Status::UnderReview, Status::Withdrawn];

    /// The word in front matter.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Current => "current",
            Status::UnderReview => "under-review",
            Status::Withdrawn => "withdrawn",
        }
    }

    /// The status that a word in front matter names.
    pub fn parse(word: &str) -> Option<Self> {
        Status::ALL.into_iter().find(|status| status.as_str() == word)
    }
}

/// Where a document stands with its review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// It has no review date.
    None,
    /// Its date is more than 30 days ahead.
    InDate,
    /// Its date is at most 30 days ahead.
    DueSoon,
    /// Its date has passed.
    Overdue,
}

/// A document with everything about it decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What was read.
    pub parsed: Arc<Parsed>,
    /// Its address.
    pub url: Url,
    /// Whether readers get it: not a draft (unless asked for), and not a passage for others to include.
    pub published: bool,
    /// A passage for others to include: its file or a folder above it begins with `_`.
    pub is_passage: bool,
    /// Its title: from front matter, its first heading, or its file's name.
    pub title: String,
    /// The title is the body's first heading, which the page shows as its title.
    pub title_from_heading: bool,
    /// Its summary, from front matter.
    pub summary: Option<String>,
    /// Its kind's id.
    pub kind: String,
    /// Its status.
    pub status: Status,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// When it was last reviewed.
    pub reviewed: Option<Date>,
    /// When it is next due: as written, or reviewed and as often as its kind says.
    pub review_by: Option<Date>,
    /// How it stands with that.
    pub review: Review,
    /// For whom it is: audiences' ids.
    pub audience: Vec<String>,
    /// Elements of the practice model.
    pub model: Vec<String>,
    /// Criteria of frameworks.
    pub criteria: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// The section that it is in; for a section's own document, that section.
    pub section: SectionId,
    /// It is its section's own document.
    pub is_section: bool,
    /// Where each of its links leads.
    pub links: Vec<ResolvedLink>,
    /// What to read next.
    pub related: Vec<Located<Result<DocumentId, LinkFault>>>,
    /// What it takes the place of.
    pub supersedes: Vec<Located<Result<DocumentId, LinkFault>>>,
    /// What takes its place.
    pub replaced_by: Option<Located<Result<DocumentId, LinkFault>>>,
    /// The passages it takes in, in the order of its outline's includes.
    pub includes: Vec<Result<DocumentId, IncludeFault>>,
}

/// A link, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedLink {
    /// Where.
    pub target: Target,
    /// It is written as another generator would have it; this is how it is written here.
    pub habit: Option<String>,
}

/// Why a passage can't be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncludeFault {
    /// There is no such file.
    NoSuchFile {
        /// The one with the nearest name, as it would be written.
        nearest: Option<String>,
    },
    /// It isn't Markdown.
    NotMarkdown,
    /// It takes itself in, by way of these files.
    Loop(Vec<String>),
}

impl Document {
    /// Where its front matter stands; the file's first character if it has none.
    pub fn front_matter_span(&self) -> Span {
        self.parsed.outline.front.span.map_or(Span::new(0, 0), |span| {
            Span::new(span.start, span.start + 3)
        })
    }
}
