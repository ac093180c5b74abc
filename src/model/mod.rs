//! The nouns: plain data with public fields. They know no files on disk, no templates, and no words
//! for people.

pub mod component;
pub mod config;
mod date;
mod document;
mod edition;
mod front_matter;
mod glossary;
mod handbook;
mod kind;
mod link;
mod outline;
pub mod pages;
mod practice_model;
mod url;

pub use date::{Date, Period};
pub use document::{
    Document, DocumentId, IncludeFault, ResolvedLink, Review, SectionId, Status,
};
pub use edition::Edition;
pub use front_matter::{
    Amendment, Anonymised, DateField, FieldFault, FrontMatter, FrontMatterFault, ListField,
    TextField,
};
pub use glossary::{Glossary, Term};
pub use handbook::{Alias, AliasFault, Child, Claimant, Clash, Handbook, Section};
pub use kind::Kind;
pub use link::{LinkFault, Target};
pub use outline::{HeadingLine, Include, Outline, Parsed};
pub use practice_model::{Criterion, Element, Framework, PracticeModel};
pub use url::Url;
