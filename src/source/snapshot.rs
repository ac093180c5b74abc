//! A handbook's folder as it was at one moment: texts decoded, other files by their stamps, and
//! what could not be read kept beside them. It decides nothing about what the files mean.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use crate::source::names::{IGNORE_FILE, is_never_content, is_top_file};
use crate::source::{SourcePath, Text};

/// A handbook's folder at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Where the folder is.
    pub root: PathBuf,
    /// Everything that was read, by its place in the folder.
    pub files: BTreeMap<SourcePath, SourceFile>,
    /// What could not be read, in order of path; none of it is in `files`.
    pub faults: Vec<ReadFault>,
    /// Something was reached through a link, so that one file may be here under two names.
    pub has_links: bool,
}

/// One file of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceFile {
    /// Markdown, YAML, and within `themes/` also templates, styles, scripts and drawings.
    Text(Arc<Text>),
    /// Any other file: it is not read, only known.
    Other(FileStamp),
}

impl SourceFile {
    /// The text, where the file is one.
    pub fn text(&self) -> Option<&Arc<Text>> {
        match self {
            SourceFile::Text(text) => Some(text),
            SourceFile::Other(_) => None,
        }
    }
}

/// What tells whether a file that was not read has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileStamp {
    /// Its length in bytes.
    pub len: u64,
    /// When it was last written, where the system knows.
    pub modified: Option<SystemTime>,
}

/// The folders that make up a handbook, relative to its root and written with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Where the documents are: `content`. Empty if the root itself holds them.
    pub content: String,
    /// Folders beside it: the handbook's own theme, `themes/NAME`, and its phrases. That one is missing is no fault.
    pub beside: Vec<String>,
}

impl Folders {
    /// Whether something of this name may be part of the handbook: a file that is read from the top, what
    /// is in one of the folders, or a folder that holds one of them.
    pub fn may_hold(&self, path: &SourcePath) -> bool {
        let leads_to = |folder: &str| path.as_str().is_empty() || in_folder(folder, path.as_str());
        let in_content = path.below(&self.content).is_some()
            && (!self.content.is_empty() || !is_never_content(path));
        path.as_str() == IGNORE_FILE
            || is_top_file(path)
            || in_content
            || leads_to(&self.content)
            || self.beside.iter().any(|folder| path.below(folder).is_some() || leads_to(folder))
    }
}

/// Whether `path` is `folder` or in it.
fn in_folder(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Something in the folder that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReadFault {
    /// Which file or folder.
    pub path: SourcePath,
    /// Why.
    pub kind: ReadFaultKind,
}

/// Why something could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReadFaultKind {
    /// The system refused, or it is not an ordinary file.
    Unreadable {
        /// What sort of refusal, to tell them apart.
        kind: io::ErrorKind,
        /// The system's own words.
        message: String,
    },
    /// A link, or a folder reached through a link, that leads out of the handbook's folder or
    /// into a hidden part of it.
    LeadsOut,
    /// A link that leads back to a folder that holds it, to itself, or through too many links.
    Loop,
    /// A name that is not Unicode; the closest that is.
    NotUnicodeName(String),
    /// A text of more than [`TOO_LARGE`] bytes.
    TooLarge {
        /// Its length in bytes.
        len: u64,
    },
    /// Not there: a link to nothing, a content folder that does not exist, or a file that was
    /// taken away while the folder was being read.
    Vanished,
    /// A second file or folder whose name looks the same, for the accents are written in another
    /// way (Unicode composed and decomposed). Only the first was read.
    SameName,
    /// A line of `.handbookignore` that is not a pattern, so that it leaves nothing out.
    IgnorePattern {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
}

impl From<io::Error> for ReadFaultKind {
    fn from(error: io::Error) -> Self {
        // ELOOP, or ERROR_CANT_RESOLVE_FILENAME; `io::ErrorKind` has no stable name for it.
        const LINKS_IN_A_CIRCLE: i32 = if cfg!(windows) {
            1921
        } else if cfg!(target_os = "linux") {
            40
        } else {
            62
        };
        match error.kind() {
            io::ErrorKind::NotFound => ReadFaultKind::Vanished,
            _ if error.raw_os_error() == Some(LINKS_IN_A_CIRCLE) => ReadFaultKind::Loop,
            kind => ReadFaultKind::Unreadable { kind, message: error.to_string() },
        }
    }
}

/// The longest text that is read: 20 MB, a hundred times a long policy.
pub const TOO_LARGE: u64 = 20 * 1024 * 1024;
