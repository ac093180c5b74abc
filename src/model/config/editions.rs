//! `editions:` one source published several times, each time for its own readers.

use crate::model::{Colour, Language};
use crate::source::Located;

/// An edition, as `handbook.yaml` describes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EditionSettings {
    /// Its id: `families`.
    pub id: Located<String>,
    /// What it is called, if not as the handbook is.
    pub title: Option<String>,
    /// The audiences that it is for. An edition for none shows nothing.
    pub audiences: Vec<String>,
    /// The folder that it is published to, from the handbook's folder.
    pub output: Located<String>,
    /// Where it will be found, if that is known.
    pub address: Option<String>,
    /// It shows drafts too.
    pub drafts: bool,
    /// It shows how the handbook is looked after: owners, review dates, coverage, exceptions.
    pub governance: bool,
    /// The language of the pages that it makes itself, if not the handbook's.
    pub language: Option<Language>,
    /// The file, below the content folder, that is its home page, if not the handbook's own.
    pub home: Option<Located<String>>,
    /// The file, below the content folder, that says its readers what to do when a child is in danger, if not the
    /// handbook's own.
    pub emergency: Option<Located<String>>,
    /// Its own logo, as a file of the content folder.
    pub logo: Option<Located<String>>,
    /// Phrases of its own, by their keys in the theme.
    pub strings: Vec<(Located<String>, String)>,
    /// The audience for which it says what to expect of each element of the practice model.
    pub what_to_expect: Option<String>,
    /// What it does for readers who need more than text.
    pub help: ReaderHelp,
    /// Its own colour.
    pub colour: Option<Located<Colour>>,
    /// Its own second colour.
    pub accent: Option<Located<Colour>>,
}

/// What an edition does for readers who need more than text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ReaderHelp {
    /// A way to leave each page fast.
    pub exit_page: Option<ExitPage>,
    /// A choice of larger text, on the screen and on paper.
    pub larger_text: bool,
    /// What a term means stands in the text where a page first uses it.
    pub terms_in_full: bool,
}

/// `exit_page:` a way to leave each page fast, for readers whom somebody may be watching.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExitPage {
    /// The page that takes its place: one that nobody would wonder about.
    pub address: String,
    /// The document that says what this can't do, as a file below the content folder.
    pub advice: Option<Located<String>>,
}

impl Default for ExitPage {
    fn default() -> Self {
        ExitPage { address: "https://www.bbc.co.uk/weather".to_owned(), advice: None }
    }
}

impl EditionSettings {
    /// Is something that is for these audiences for this edition's readers?
    pub fn is_for(&self, audiences: &[String]) -> bool {
        audiences.iter().any(|one| self.audiences.contains(one))
    }

    /// The audience whose words for the practice model it uses: that of its page of what to expect, or the only one
    /// that it is for.
    pub fn speaks_to(&self) -> Option<&str> {
        let only = || match self.audiences.as_slice() {
            [only] => Some(only.as_str()),
            _ => None,
        };
        self.what_to_expect.as_deref().or_else(only)
    }

    /// What it is called in messages.
    pub fn name(&self) -> &str {
        &self.id.value
    }
}
