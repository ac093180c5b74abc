//! What is in a published folder: every file, folder and link below it, by its path. Links are not
//! followed.

#![expect(clippy::disallowed_methods, reason = "lists the published folder")]

use std::fs::{self, Metadata, Permissions};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use crate::publish::fault::{Fault, Refusal};
use crate::publish::system;

/// Something in the folder.
pub(crate) struct Entry {
    /// Its path, relative to the folder.
    pub path: PathBuf,
    pub kind: Kind,
}

/// What it is.
#[derive(PartialEq, Eq)]
pub(crate) enum Kind {
    File {
        length: u64,
        /// When it was last written, where the system knows.
        modified: Option<SystemTime>,
    },
    Folder(Permissions),
    /// A link, or something stranger.
    Other,
}

impl Entry {
    /// The path as one of ours is written, with `/` between its parts. `None` if it is not Unicode.
    pub(crate) fn name(&self) -> Option<String> {
        let parts: Option<Vec<&str>> = self.path.iter().map(|part| part.to_str()).collect();
        Some(parts?.join("/"))
    }

    /// The first part of the path, if it is Unicode.
    pub(crate) fn top(&self) -> Option<&str> {
        self.path.iter().next()?.to_str()
    }
}

/// Lists the folder, in order of path; each folder comes before what is in it.
pub(crate) fn list(folder: &Path) -> Result<Vec<Entry>, Fault> {
    let mut entries = list_below(folder, Path::new(""))?;
    entries.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(entries)
}

fn list_below(root: &Path, below: &Path) -> Result<Vec<Entry>, Fault> {
    let folder = root.join(below);
    let fault = |error| Fault::Unread(folder.clone(), error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(&folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let kind = kind(&entry.metadata().map_err(fault)?);
        entries.push(Entry { path: below.join(entry.file_name()), kind });
    }
    let folders: Vec<PathBuf> = entries
        .iter()
        .filter(|entry| matches!(entry.kind, Kind::Folder(_)))
        .map(|entry| entry.path.clone())
        .collect();
    let deeper: Vec<Vec<Entry>> = folders
        .par_iter()
        .map(|path| {
            let inner = root.join(path);
            // Removing the old folder would go on into it.
            if system::is_mounted_at(&inner) {
                return Err(Fault::Refused { folder: inner, why: Refusal::DriveInside });
            }
            list_below(root, path)
        })
        .collect::<Result<_, _>>()?;
    entries.extend(deeper.into_iter().flatten());
    Ok(entries)
}

fn kind(metadata: &Metadata) -> Kind {
    if metadata.is_file() {
        Kind::File { length: metadata.len(), modified: metadata.modified().ok() }
    } else if metadata.is_dir() {
        Kind::Folder(metadata.permissions())
    } else {
        Kind::Other
    }
}
