//! Everything that can be written in the YAML files: each field's name, what it may hold, and what it is for.
//! The readers take nothing that isn't here, misspelt fields are compared with what is here, and
//! `handbook schema` and the reference are written from it.

mod config;
mod front_matter;
mod glossary;
mod practice_model;
mod schema;

#[cfg(test)]
mod agreement;

pub use config::HANDBOOK;
pub(in crate::load) use config::{
    ACCESSIBILITY, ACKNOWLEDGE, ACT, EDITION, EXIT_PAGE, KIND, MARKDOWN, REVIEWS, TAGS, THEME,
};
pub use front_matter::FRONT_MATTER;
pub(in crate::load) use front_matter::{AMENDMENT, ANONYMISED, EXCEPTION, SEARCH};
pub use glossary::GLOSSARY;
pub(in crate::load) use glossary::TERM;
pub use practice_model::PRACTICE_MODEL;
pub(in crate::load) use practice_model::{CRITERION, ELEMENT, EXPECTATION, FRAMEWORK, MODEL_WORDS};
pub use schema::{KnownIds, schema};

/// The files, and the block at the top of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YamlFile {
    /// `handbook.yaml`
    Handbook,
    /// `practice-model.yaml`
    PracticeModel,
    /// `glossary.yaml`
    Glossary,
    /// What stands between `---` lines.
    FrontMatter,
}

/// All of them.
pub const YAML_FILES: [YamlFile; 4] =
    [YamlFile::Handbook, YamlFile::PracticeModel, YamlFile::Glossary, YamlFile::FrontMatter];

impl YamlFile {
    /// Its name, without an ending.
    pub fn name(self) -> &'static str {
        match self {
            YamlFile::Handbook => "handbook",
            YamlFile::PracticeModel => "practice-model",
            YamlFile::Glossary => "glossary",
            YamlFile::FrontMatter => "front-matter",
        }
    }

    /// What it is, for people.
    pub fn title(self) -> &'static str {
        match self {
            YamlFile::Handbook => "The settings of a handbook (handbook.yaml)",
            YamlFile::PracticeModel => "The practice model (practice-model.yaml)",
            YamlFile::Glossary => "The glossary (glossary.yaml)",
            YamlFile::FrontMatter => "The fields at the top of a document",
        }
    }

    /// Its fields.
    pub fn group(self) -> &'static Group {
        match self {
            YamlFile::Handbook => &HANDBOOK,
            YamlFile::PracticeModel => &PRACTICE_MODEL,
            YamlFile::Glossary => &GLOSSARY,
            YamlFile::FrontMatter => &FRONT_MATTER,
        }
    }

    /// What it is a list of, where it can be a list alone.
    fn rows(self) -> Option<&'static Group> {
        (self == YamlFile::Glossary).then_some(&TERM)
    }
}

/// The fields that can stand together.
#[derive(Debug)]
pub struct Group {
    /// Each of them, in the order in which people are told of them.
    pub fields: &'static [Field],
    /// Whether fields that aren't in the list are kept, for templates.
    pub keeps_others: bool,
}

/// One field.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it may hold.
    pub shape: Shape,
    /// What it is for, in a sentence or two.
    pub about: &'static str,
    /// A value that it may have, as YAML on one line.
    pub example: &'static str,
    /// Whether the others mean nothing without it.
    pub is_required: bool,
}

/// What a field may hold.
#[derive(Debug)]
pub enum Shape {
    /// One value, as it is written.
    Text,
    /// A day: `2027-03-04`.
    Date,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Switch,
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// Some of a few words, or one.
    SomeOf(&'static [&'static str]),
    /// The id of something that the handbook has.
    Id(IdOf),
    /// Ids of such things, or one.
    Ids(IdOf),
    /// A list of values, or one.
    List,
    /// A group of fields.
    Group(&'static Group),
    /// A list of groups, or one.
    Groups(&'static Group),
    /// Names that the handbook chooses, and for each of them this.
    Named(&'static Shape),
    /// The same, each name the id of something that the handbook has.
    NamedBy(IdOf, &'static Shape),
    /// Either of two.
    Either(&'static Shape, &'static Shape),
    /// Whatever a theme asks for.
    Anything,
}

/// What an id is the id of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdOf {
    /// A kind of document.
    Kind,
    /// An element of the practice model.
    Element,
    /// A criterion, written `framework/id`.
    Criterion,
    /// An audience.
    Audience,
    /// A tag.
    Tag,
    /// A rule.
    Rule,
}

impl Group {
    const fn of(fields: &'static [Field]) -> Self {
        Group { fields, keeps_others: false }
    }

    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Field {
    const fn new(
        name: &'static str,
        shape: Shape,
        about: &'static str,
        example: &'static str,
    ) -> Self {
        Field { name, shape, about, example, is_required: false }
    }

    const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }
}
