//! A document with everything about it decided: its address, its section, where its links lead.

use std::sync::Arc;

use crate::model::config::{Audience, CheckSetting};
use crate::model::outline::Parsed;
use crate::model::{
    CriterionId, Date, ElementId, Language, LinkFault, Mentions, ModelFault, SearchSettings, Stale,
    Target, Url, Watched,
};
use crate::source::{Located, SourcePath, Span};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// Who can read a document, and what says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Readers {
    /// Audiences' ids.
    pub audiences: Vec<String>,
    /// Why it is for those.
    pub because: Because,
}

/// What says for whom a document is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Because {
    /// Its own front matter.
    Document,
    /// The defaults of a section that it is in: the section's file.
    Section(SourcePath),
    /// The document that it is a version of in another language: that one's file.
    Source(SourcePath),
    /// What the handbook has for all that say nothing.
    #[default]
    Default,
    /// The fields of this file can't be read, or are misspelt, where they might say it: nobody gets the document.
    Unclear(SourcePath),
}

impl Because {
    /// `document`, `section`, `source`, `default` or `unclear`
    pub fn as_str(&self) -> &'static str {
        match self {
            Because::Document => "document",
            Because::Section(_) => "section",
            Because::Source(_) => "source",
            Because::Default => "default",
            Because::Unclear(_) => "unclear",
        }
    }

    /// The other document that says it.
    pub fn elsewhere(&self) -> Option<&SourcePath> {
        match self {
            Because::Section(file) | Because::Source(file) | Because::Unclear(file) => Some(file),
            Because::Document | Because::Default => None,
        }
    }
}

/// A document, who can see it, and why, as those are told who answer for the handbook.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Seen {
    /// The document.
    pub document: DocumentId,
    /// Its file.
    pub file: SourcePath,
    /// Its title.
    pub title: String,
    /// For whom it is.
    pub audiences: Vec<Audience>,
    /// What says so: a word of [`Because::as_str`].
    pub because: &'static str,
    /// The file that says so, where that may be told.
    pub said_in: Option<SourcePath>,
    /// The names of the editions that have it.
    pub editions: Vec<String>,
}

/// A document with everything about it decided.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Document {
    /// What was read.
    pub parsed: Arc<Parsed>,
    /// Its address.
    pub url: Url,
    /// Whether readers get it: not a draft (unless asked for), not a passage for others to include, and no case
    /// example that doesn't say how it was made safe.
    pub published: bool,
    /// A passage for others to include: its file or a folder above it begins with `_`.
    pub is_passage: bool,
    /// A case example that doesn't say how it was made safe: nobody gets it, not even with drafts.
    pub undeclared: bool,
    /// The language that it is in.
    pub language: Language,
    /// The document that it is a version of in another language. It stands with that, and is nowhere a document of
    /// its own.
    pub source: Option<DocumentId>,
    /// That document and its versions that readers get, itself among them; empty where there is but one.
    pub versions: Vec<DocumentId>,
    /// Why it may not say what its source says.
    pub stale: Option<Stale>,
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
    /// Who can read it, and what says so.
    pub readers: Readers,
    /// Elements of the practice model that it belongs to, as often as once, in the order written.
    pub model: Vec<ElementId>,
    /// Criteria of frameworks that it belongs to, likewise.
    pub criteria: Vec<CriterionId>,
    /// What its own front matter names of the model and the model doesn't have.
    pub model_faults: Vec<(Span, ModelFault)>,
    /// Its readers are asked to say that they have read it.
    pub acknowledge: bool,
    /// Its tags.
    pub tags: Vec<String>,
    /// How much rules matter here, as the document and the folders above it say, the nearest first.
    pub checks: Vec<CheckSetting>,
    /// How search finds it.
    pub search: SearchSettings,
    /// The section that it is in; for a section's own document, that section.
    pub section: SectionId,
    /// It is its section's own document.
    pub is_section: bool,
    /// Where each of its links leads.
    pub links: Watched<Vec<ResolvedLink>>,
    /// What to read next.
    pub related: Vec<Located<Result<DocumentId, LinkFault>>>,
    /// What it takes the place of.
    pub supersedes: Vec<Located<Result<DocumentId, LinkFault>>>,
    /// What takes its place.
    pub replaced_by: Option<Located<Result<DocumentId, LinkFault>>>,
    /// The terms and provisions that its text mentions.
    pub mentions: Arc<Mentions>,
    /// The passages it takes in, in the order of its outline's includes.
    pub includes: Vec<Result<DocumentId, IncludeFault>>,
}

/// A link, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResolvedLink {
    /// Where.
    pub target: Target,
    /// It is written as another generator would have it; this is how it is written here.
    pub habit: Option<String>,
}

/// Why a passage can't be taken in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// It is of its kind, and belongs to what it names. A section's own document is only where it says so itself:
    /// what it inherits is meant for what is below it.
    pub fn is_of_its_kind(&self) -> bool {
        !self.is_section || self.parsed.outline.front.kind.is_some()
    }

    /// Readers get it and it is in force.
    pub fn is_in_force(&self) -> bool {
        self.published && matches!(self.status, Status::Current | Status::UnderReview)
    }

    /// It is in force and is not another's version, so that its review falls due.
    pub fn is_reviewed(&self) -> bool {
        self.is_in_force() && self.source.is_none()
    }

    /// Readers get it, and it is counted and listed as a document of its own.
    pub fn is_counted(&self) -> bool {
        self.published && self.source.is_none()
    }

    /// Where its front matter stands; the file's first character if it has none.
    pub fn front_matter_span(&self) -> Span {
        self.parsed
            .outline
            .front
            .span
            .map_or(Span::new(0, 0), |span| Span::new(span.start(), span.start() + 3))
    }
}
