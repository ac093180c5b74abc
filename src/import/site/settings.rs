//! A generator's settings as far as they matter here: where its pages are, what the site is called, where it was
//! served, and how its navigation has them.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::Note;
use crate::import::site::place::FolderNames;

/// What the settings say.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    /// The site's name.
    pub title: Option<String>,
    /// Where it was served: `https://example.org/handbook/`.
    pub site: Option<String>,
    /// Folders that hold pages, as paths in the source, and the address that each is served below.
    pub pages: Vec<Pages>,
    /// Folders whose files are served as they are, as paths in the source.
    pub files: Vec<String>,
    /// How the navigation has the pages; `None` if it follows the folders.
    pub navigation: Option<Vec<Entry>>,
    /// What folders of pages are called, and their order, by their paths below the folder of pages.
    pub names: FolderNames,
    /// Other files of the source that were read.
    pub used: Vec<String>,
    /// Old addresses, and the page that each leads to, as paths below the folders of pages.
    pub redirects: Vec<(String, String)>,
    /// Folders in which included files are looked for, as paths in the source.
    pub included: Vec<String>,
    /// Files whose abbreviations hold on every page.
    pub everywhere: Vec<String>,
    /// What the settings turn on: `pymdownx.keys`.
    pub extensions: BTreeSet<String>,
    /// Values that pages may name: `site.title`.
    pub values: BTreeMap<String, String>,
    /// Folders of Jekyll that begin with `_` and hold pages.
    pub collections: BTreeSet<String>,
    /// Whether a page `visits.md` was served at `visits/`.
    pub has_folder_addresses: bool,
    /// What a person should know of them.
    pub notes: Vec<Note>,
}

/// A folder of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pages {
    /// Its path in the source; empty for the source itself.
    pub folder: String,
    /// What the addresses of its pages begin with: empty, or `docs/`.
    pub address: String,
}

/// An entry of the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it is called there, if it says so.
    pub title: Option<String>,
    /// Where it leads.
    pub target: Target,
    /// Its line in the settings.
    pub line: usize,
    /// It is the page of the section that it stands in.
    pub is_own: bool,
    /// Its place is what the page itself says, not where it stands in the navigation.
    pub keeps_order: bool,
}

impl Entry {
    /// An entry that leads there.
    pub(super) fn new(title: Option<String>, target: Target, line: usize) -> Self {
        Entry { title, target, line, is_own: false, keeps_order: false }
    }
}

/// Where an entry of the navigation leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To a page, by its path below the folder of pages, or by another name that the generator has for it.
    Page(String),
    /// To all pages of a folder of pages.
    Folder(String),
    /// Out of the site.
    Address(String),
    /// To entries below it.
    Section(Vec<Entry>),
}
