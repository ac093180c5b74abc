//! What `handbook.yaml` says: a file for each of its larger keys.

mod checks;
mod legislation;
mod site;

use crate::model::{FieldFault, FrontMatterFault, Kind};
use crate::source::{Located, SourcePath, Span};

pub use checks::{CheckLevel, CheckSetting};
pub use legislation::Act;
pub use site::{Audience, HtmlPolicy, Tags, ThemeSettings};

/// The keys of `handbook.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The file that it was read from; `None` if there is none.
    pub path: Option<SourcePath>,
    /// What the handbook is called.
    pub title: String,
    /// Its language, as in HTML: `en-GB`.
    pub language: String,
    /// Where it will be found, if that is known: `https://handbook.example.org/`. Only the
    /// sitemap needs it, since every link is relative.
    pub address: Option<String>,
    /// The folder that holds the documents.
    pub content: String,
    /// The theme.
    pub theme: ThemeSettings,
    /// The sorts of document, the built-in ones first.
    pub kinds: Vec<Kind>,
    /// For whom documents can be.
    pub audiences: Vec<Audience>,
    /// Tags.
    pub tags: Tags,
    /// How much each rule matters here.
    pub checks: Vec<CheckSetting>,
    /// Acts that provisions are looked up in.
    pub legislation: Vec<Act>,
    /// The file, below the content folder, that says what to do when a child is in danger: for the home page.
    pub emergency: Option<Located<String>>,
    /// What happens to HTML in documents.
    pub html: HtmlPolicy,
    /// What is wrong, and where.
    pub faults: Vec<(Span, FrontMatterFault)>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            path: None,
            title: "Handbook".to_owned(),
            language: "en-GB".to_owned(),
            address: None,
            content: "content".to_owned(),
            theme: ThemeSettings::default(),
            kinds: Kind::built_in(),
            audiences: Audience::built_in(),
            tags: Tags::default(),
            checks: Vec::new(),
            legislation: Vec::new(),
            emergency: None,
            html: HtmlPolicy::Safe,
            faults: Vec::new(),
        }
    }
}

impl Config {
    /// The kind with this id.
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }

    /// The audience with this id.
    pub fn audience(&self, id: &str) -> Option<&Audience> {
        self.audiences.iter().find(|audience| audience.id == id)
    }

    /// Keeps a fault in a field.
    pub fn fault(&mut self, span: Span, fault: FieldFault) {
        self.faults.push((span, FrontMatterFault::Field(fault)));
    }
}
