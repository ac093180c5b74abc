//! The nouns: plain data with public fields. They know no files on disk, no templates, and no words
//! for people.

mod attachment;
mod change;
mod audience;
pub(crate) mod bytes;
mod colour;
pub mod component;
pub mod config;
mod coverage;
mod date;
pub mod diagram;
mod document;
mod edition;
mod exception;
mod front_matter;
mod glossary;
mod handbook;
mod kind;
mod language;
mod link;
mod mention;
mod outline;
pub mod pages;
mod practice_model;
mod private_names;
mod review;
mod search_settings;
mod translation;
mod url;
mod watched;

pub use attachment::{
    Attachment, AttachmentFault, Attachments, ImageFault, Part, PartPlace, Properties,
};
pub use audience::{BlockAudience, block_audience, instead_of_link};
pub use change::Change;
pub use colour::{Colour, ContrastFault};
pub use coverage::{Coverage, Covering, Hole, HoleOf, Standing, of_kind};
pub use date::{Date, Period};
pub use document::{
    Because, Document, DocumentId, IncludeFault, Readers, ResolvedLink, Review, SectionId, Seen,
    Status,
};
pub use edition::Edition;
pub use exception::{Covers, Exception, SHORTEST_REASON};
pub use front_matter::{
    Amendment, Anonymised, DateField, FieldFault, FrontMatter, FrontMatterFault, ListField,
    TextField,
};
pub use glossary::{Glossary, Term};
pub use handbook::{Alias, AliasFault, Child, Claimant, Clash, Handbook, PhrasesFile, Section};
pub use kind::Kind;
pub use language::Language;
pub use link::{LinkFault, Target, running_scheme, scheme};
pub use mention::{
    Ambiguity, Mark, Mentioned, Mentions, Provision, ProvisionKind, Reliance, TermId,
};
pub use outline::{HeadingLine, Include, Outline, Parsed};
pub use practice_model::{
    Criterion, CriterionId, Element, ElementId, Expectation, Framework, ModelFault, PracticeModel,
};
pub use private_names::{Names, NamesFault, PrivateNames};
pub use review::{Due, OwnerReviews, ReviewEntry, has_dates};
pub use search_settings::SearchSettings;
pub use translation::Stale;
pub use url::Url;
pub use watched::{Late, LateValue, Origin, Watched, shared, watching};
