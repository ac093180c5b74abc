//! What stands between the `---` lines of a document, field by field, each with its place; and what is
//! wrong with it. Nothing is filled in here: that is resolved later.

use crate::model::config::CheckSetting;
use crate::model::{Date, Exception, Language, SearchSettings};
use crate::source::yaml::{Entry, YamlFaultKind};
use crate::source::{Located, Span};

/// A text field with its place.
pub type TextField = Option<Located<String>>;
/// A date field with its place.
pub type DateField = Option<Located<Date>>;
/// A list field; `None` if the field isn't there, which is not the same as an empty list.
pub type ListField = Option<Vec<Located<String>>>;

/// A document's front matter as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FrontMatter {
    /// The whole block, its `---` lines included; `None` if the document has none.
    pub span: Option<Span>,
    /// What the document is called.
    pub title: TextField,
    /// What it is for, in a sentence.
    pub summary: TextField,
    /// What sort of document it is.
    pub kind: TextField,
    /// draft, current, under-review or withdrawn.
    pub status: TextField,
    /// The role that answers for it.
    pub owner: TextField,
    /// Who approved it.
    pub approved_by: TextField,
    /// When it was approved.
    pub approved: DateField,
    /// When it comes into force.
    pub effective_from: DateField,
    /// Its version.
    pub version: TextField,
    /// When somebody last read it through.
    pub reviewed: DateField,
    /// When it has to be read through again.
    pub review_by: DateField,
    /// For whom it is.
    pub audience: ListField,
    /// Elements of the practice model.
    pub model: ListField,
    /// Criteria of frameworks, `framework/id`.
    pub criteria: ListField,
    /// Provisions it stands on: `Children Act 1989, section 47`.
    pub legislation: ListField,
    /// Documents to read next, as links.
    pub related: ListField,
    /// Documents that it takes the place of, as links.
    pub supersedes: ListField,
    /// The document that takes its place, as a link.
    pub replaced_by: TextField,
    /// What changed, and when.
    pub amendments: Vec<Amendment>,
    /// Words to find it by.
    pub tags: ListField,
    /// Old addresses that lead here.
    pub aliases: ListField,
    /// Its place among its neighbours; smaller comes first.
    pub order: Option<Located<i64>>,
    /// Which of several terms an abbreviation means here: the abbreviation, and the term.
    pub abbreviations: Vec<(Located<String>, Located<String>)>,
    /// Its readers are asked to say that they have read it.
    pub acknowledge: Option<Located<bool>>,
    /// The template that shows it.
    pub template: TextField,
    /// How a case example was made safe.
    pub anonymised: Option<Box<Anonymised>>,
    /// How much rules matter here.
    pub checks: Vec<CheckSetting>,
    /// Exceptions from rules, for the document as a whole.
    pub exceptions: Vec<Exception>,
    /// How search finds it.
    pub search: Option<SearchSettings>,
    /// What a section's `index.md` says of all below it.
    pub defaults: Option<Box<FrontMatter>>,
    /// The language that it is in, if not the handbook's.
    pub language: Option<Located<Language>>,
    /// The languages that it should have versions in.
    pub translate_into: ListField,
    /// Of a version in another language: the day of the text that was translated.
    pub translated: DateField,
    /// The version of it, for documents that have one.
    pub source_version: TextField,
    /// Every other field.
    pub unknown: Vec<Entry>,
    /// What is wrong, and where.
    pub faults: Vec<(Span, FrontMatterFault)>,
}

impl FrontMatter {
    /// Where it may say for whom the document is, and what it says can't be known.
    pub fn unclear_audience(&self) -> Option<Span> {
        let is_meant = |field: &FieldFault| match field {
            FieldFault::WrongShape { field, .. } => field == "audience",
            FieldFault::Unknown { nearest, .. } => nearest.as_deref() == Some("audience"),
            _ => false,
        };
        let found = self.faults.iter().find(|(_, fault)| match fault {
            FrontMatterFault::Field(field) => is_meant(field),
            FrontMatterFault::Yaml(_)
            | FrontMatterFault::Unclosed
            | FrontMatterFault::Toml
            | FrontMatterFault::NotFields(_) => true,
        });
        found.map(|(span, _)| *span)
    }
}

/// A dated line that says what changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Amendment {
    /// When.
    pub date: Date,
    /// What, in a sentence.
    pub summary: String,
    /// Where it is written.
    pub span: Span,
}

/// How a case example was made safe to publish.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Anonymised {
    /// invented, composite or altered-with-consent.
    pub method: Located<String>,
    /// Who says so.
    pub by: TextField,
    /// When.
    pub on: DateField,
}

/// What can be wrong with front matter, and with a handbook's other YAML.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FrontMatterFault {
    /// It isn't YAML.
    Yaml(YamlFaultKind),
    /// The `---` that ends it is missing.
    Unclosed,
    /// It is written between `+++` lines, as TOML.
    Toml,
    /// It isn't fields at all, but a list or one value.
    NotFields(&'static str),
    /// A field holds something else than it should.
    Field(FieldFault),
}

/// What can be wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FieldFault {
    /// A field that nobody knows; `nearest` is a known one spelt almost the same.
    Unknown {
        /// As written.
        field: String,
        /// The known one.
        nearest: Option<String>,
    },
    /// A list where one value belongs, say.
    WrongShape {
        /// The field.
        field: String,
        /// What belongs there: `a list`.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// Not a date, or a day that doesn't exist.
    NotADate {
        /// The field.
        field: String,
        /// As written.
        text: String,
    },
    /// Not one of the words that it may be.
    NotOneOf {
        /// The field.
        field: String,
        /// As written.
        text: String,
        /// The words that it may be.
        options: Vec<String>,
    },
    /// A field that has to be there, inside a group that is.
    Missing {
        /// The field.
        field: String,
        /// The group: `an amendment`.
        within: &'static str,
    },
    /// The same id twice in a list where each may stand once.
    Repeated {
        /// The field.
        field: String,
        /// The id.
        text: String,
    },
    /// The same id twice in a file where each may stand once.
    RepeatedId {
        /// The id.
        text: String,
        /// Where the first is.
        first: Span,
    },
    /// A folder that holds an edition already, or that another is in.
    SharedFolder {
        /// The folder.
        folder: String,
        /// The other edition.
        other: String,
    },
    /// An id that can't be the name of a page.
    NotAnId {
        /// As written.
        text: String,
        /// One that could be.
        instead: String,
    },
    /// Any other text that can't be read, with what it should look like.
    Unreadable {
        /// The field.
        field: String,
        /// As written.
        text: String,
        /// An example of what belongs there.
        like: &'static str,
    },
}
