//! Documents that were made elsewhere, as documents of a handbook. A source kind, [`word`] or [`site`], reads a folder
//! and gives [`Imported`]; [`folder`] says what writing it would do and does it; [`report`] says all of it to people.
//! A new kind of source is a folder beside these with one function that gives the same.

pub mod folder;
mod front;
mod names;
pub mod report;
pub mod site;
pub mod tree;
pub mod word;
mod write;

pub use front::{Field, Value};
pub use names::Names;

/// All that a source gave.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// What the source was taken for and why, in a sentence; empty where that needs no saying.
    pub taken_for: String,
    /// What the source calls itself: the name of a handbook that is made for it.
    pub title: Option<String>,
    /// What a person should know of the source as a whole.
    pub notes: Vec<Note>,
    /// Its documents, in the order of their paths.
    pub documents: Vec<Document>,
    /// Files that could not be taken, and why, in a sentence.
    pub refused: Vec<(String, String)>,
    /// Other files of the source that something was taken from.
    pub used: Vec<String>,
    /// Folders of the source, and what they are called; each becomes a section.
    pub sections: Vec<Section>,
}

/// A section: a folder below the content folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its path below the content folder.
    pub folder: String,
    /// What it is called.
    pub title: String,
}

/// One document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The file that it was made from, as its path in the source.
    pub from: String,
    /// Its path below the content folder.
    pub path: String,
    /// Its front matter, in order.
    pub front: Vec<Field>,
    /// Its Markdown.
    pub markdown: String,
    /// Files that it shows, by their paths below the content folder.
    pub files: Vec<(String, Vec<u8>)>,
    /// What a person should know: what was lost, changed, or has to be decided.
    pub notes: Vec<Note>,
}

impl Document {
    /// The whole file.
    pub fn text(&self) -> String {
        format!("{}\n{}", front::text(&self.front), self.markdown)
    }
}

/// Something that a person should know about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How much it matters.
    pub weight: Weight,
    /// What happened, and what to do if anything: whole sentences.
    pub message: String,
    /// The document's words that it is about; those that are not in the Markdown are all here.
    pub words: String,
    /// Where.
    pub place: Place,
}

/// How much a note matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A person has to decide before anything is published.
    Decide,
    /// Something that the document had isn't in the Markdown.
    Lost,
    /// It is there, in another form.
    Changed,
}

/// Where in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The heading above.
    pub heading: String,
    /// The first words of the paragraph.
    pub words: String,
    /// The line in the source's file, from 1; 0 where it has none.
    pub line: usize,
}

/// What becomes of changes that were tracked and not yet decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changes {
    /// As if all were accepted.
    #[default]
    Accept,
    /// As if none had been made.
    Reject,
}
