//! What `handbook.yaml` says: a file for each of its larger keys.

mod accessibility;
mod checks;
mod governance;
mod editions;
mod hosting;
mod legislation;
mod plain_language;
mod privacy;
mod site;

use crate::model::{FieldFault, FrontMatterFault, Kind, Language, ListField};
use crate::source::{Located, SourcePath, Span};

pub use accessibility::Accessibility;
pub use checks::{CheckLevel, CheckSetting};
pub use editions::{EditionSettings, ExitPage, ReaderHelp};
pub use governance::{Acknowledge, AcknowledgeFault, HistoryPolicy, Overdue, PLACES};
pub use hosting::{HOSTS, Host};
pub use legislation::Act;
pub use plain_language::PlainLanguage;
pub use privacy::case_numbers;
pub use site::{Audience, HtmlPolicy, Tags, ThemeSettings};

/// The keys of `handbook.yaml`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// The file that it was read from; `None` if there is none.
    pub path: Option<SourcePath>,
    /// What the handbook is called.
    pub title: String,
    /// The language that it is in.
    pub language: Language,
    /// The languages that a file's name may say that it is in: `visits.cy.md`.
    pub languages: Vec<Located<Language>>,
    /// The languages that every document should have a version in.
    pub translate_into: ListField,
    /// Where it will be found, if that is known: `https://handbook.example.org/`. Only the
    /// sitemap needs it, since every link is relative.
    pub address: Option<String>,
    /// The web servers that settings are published for.
    pub hosting: Vec<Host>,
    /// Publish each text compressed too.
    pub precompress: bool,
    /// The folder that holds the documents.
    pub content: String,
    /// The theme.
    pub theme: ThemeSettings,
    /// The sorts of document, the built-in ones first.
    pub kinds: Vec<Kind>,
    /// For whom documents can be.
    pub audiences: Vec<Audience>,
    /// For whom something is that doesn't say so itself.
    pub default_audience: Vec<String>,
    /// Whether it names editions. If it does, nothing is published but what an edition of the list shows.
    pub names_editions: bool,
    /// The editions.
    pub editions: Vec<EditionSettings>,
    /// Tags.
    pub tags: Tags,
    /// How much each rule matters here.
    pub checks: Vec<CheckSetting>,
    /// Acts that provisions are looked up in.
    pub legislation: Vec<Act>,
    /// How plain documents have to be.
    pub plain_language: PlainLanguage,
    /// The service's own phone numbers and addresses, which identify no family.
    pub contacts: Vec<Located<String>>,
    /// What the case system's numbers look like.
    pub case_number_pattern: Option<Located<String>>,
    /// A list of names outside the handbook's folder.
    pub private_names: Option<Located<String>>,
    /// The file, below the content folder, that says what to do when a child is in danger: for the home page.
    pub emergency: Option<Located<String>>,
    /// What the accessibility statement says; without it there is none.
    pub accessibility: Option<Accessibility>,
    /// How a review that is overdue is shown.
    pub overdue: Overdue,
    /// Whether pages say when they were edited.
    pub history: HistoryPolicy,
    /// Where readers say that they have read a document that asks for it.
    pub acknowledge: Option<Acknowledge>,
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
            language: Language::english(),
            languages: Vec::new(),
            translate_into: None,
            address: None,
            hosting: Vec::new(),
            precompress: false,
            content: "content".to_owned(),
            theme: ThemeSettings::default(),
            kinds: Kind::built_in().to_vec(),
            audiences: Audience::built_in(),
            default_audience: vec!["staff".to_owned()],
            names_editions: false,
            editions: Vec::new(),
            tags: Tags::default(),
            checks: Vec::new(),
            legislation: Vec::new(),
            plain_language: PlainLanguage::default(),
            contacts: Vec::new(),
            case_number_pattern: None,
            private_names: None,
            emergency: None,
            accessibility: None,
            overdue: Overdue::Banner,
            history: HistoryPolicy::Git,
            acknowledge: None,
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

    /// Whether a file's name may say that it is in this language.
    pub fn has_language(&self, language: &Language) -> bool {
        self.languages.iter().any(|one| one.value == *language)
    }

    /// Keeps a fault in a field.
    pub fn fault(&mut self, span: Span, fault: FieldFault) {
        self.faults.push((span, FrontMatterFault::Field(fault)));
    }
}
