//! Whether a published folder, or a copy of one, is whole: what of its list is missing, has other bytes, or was
//! never on it. It opens only what it finds in the folder, whatever the list says, and changes nothing.

#![expect(clippy::disallowed_methods, reason = "reads a published folder")]

use std::fmt;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::publish::before::hash;
use crate::publish::disk::{self, Entry, Kind};
use crate::publish::fault::Fault;
use crate::publish::manifest::{self, About, Fingerprint, Found, Listed};
use crate::render::OutputPath;

/// How a folder compares with the list of what was published; the paths in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// What was published.
    pub about: About,
    /// How many files are on the list.
    pub listed: usize,
    /// On the list, and not there.
    pub missing: Vec<OutputPath>,
    /// There, with other bytes than were published.
    pub changed: Vec<OutputPath>,
    /// There, and not on the list.
    pub extra: Vec<PathBuf>,
}

impl Verified {
    /// Is it what was published, no more and no less?
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty() && self.extra.is_empty()
    }
}

/// Why a folder can't be compared.
#[derive(Debug)]
pub enum VerifyFault {
    /// There is no list in this folder.
    NoList(PathBuf),
    /// The list in this folder is damaged.
    Damaged(PathBuf),
    /// A later version wrote the list in this folder.
    Newer(PathBuf),
    /// This can't be read.
    Unread(PathBuf, io::Error),
}

impl fmt::Display for VerifyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = manifest::NAME;
        match self {
            VerifyFault::NoList(folder) => write!(
                f,
                "there is no {name} in {}, so handbook can’t tell what should be there. Copy it too, or name the \
                 folder that was built with --against.",
                folder.display()
            ),
            VerifyFault::Damaged(folder) => write!(
                f,
                "{name} in {} is damaged, so handbook can’t tell what should be there. Copy the folder again, or name \
                 the one that was built with --against.",
                folder.display()
            ),
            VerifyFault::Newer(folder) => write!(
                f,
                "{} was published by a later version of handbook. Use that version to check it.",
                folder.display()
            ),
            VerifyFault::Unread(path, error) => {
                write!(f, "{} can’t be read ({error})", path.display())
            }
        }
    }
}

impl std::error::Error for VerifyFault {}

/// Compares a folder with the list that it carries, or that `against`, another copy, carries.
///
/// # Errors
/// If there is no list that can be relied on, or something can't be read.
pub fn verify(folder: &Path, against: Option<&Path>) -> Result<Verified, VerifyFault> {
    let lister = against.unwrap_or(folder);
    let unread = |error| VerifyFault::Unread(lister.to_owned(), error);
    std::fs::read_dir(lister).map_err(unread)?;
    let Listed { about, files: mut manifest, .. } = match manifest::read(lister).map_err(unread)? {
        Found::Whole(list) => list,
        Found::Nothing => return Err(VerifyFault::NoList(lister.to_owned())),
        Found::Damaged => return Err(VerifyFault::Damaged(lister.to_owned())),
        Found::Newer => return Err(VerifyFault::Newer(lister.to_owned())),
    };
    if against.is_some()
        && let Some(name) = OutputPath::new(manifest::NAME)
    {
        let list = std::fs::read(lister.join(manifest::NAME)).map_err(unread)?;
        manifest.insert(name, Fingerprint::of(&list));
    }
    let entries = disk::list(folder).map_err(|fault| match fault {
        Fault::Unread(path, error) => VerifyFault::Unread(path, error),
        other => VerifyFault::Unread(folder.to_owned(), io::Error::other(other)),
    })?;
    let mut verified = Verified { about, listed: manifest.len(), ..Verified::default() };
    let mut to_read = Vec::new();
    for entry in entries.iter().filter(|entry| !matches!(entry.kind, Kind::Folder(_))) {
        let path = entry.name().and_then(|name| OutputPath::new(&name));
        match path.and_then(|path| manifest.remove_entry(&path)) {
            Some((path, known)) => match entry.kind {
                Kind::File(stamp) if stamp.length == known.length => {
                    to_read.push((path, known.hash, folder.join(&entry.path)));
                }
                _ => verified.changed.push(path),
            },
            None if entry.path == Path::new(manifest::NAME) || is_the_servers(entry) => {}
            None => verified.extra.push(entry.path.clone()),
        }
    }
    let read = to_read.into_par_iter().map(|(path, known, at)| {
        let found = File::open(&at).and_then(hash);
        let found = found.map_err(|error| VerifyFault::Unread(at, error))?;
        Ok((found != known).then_some(path))
    });
    let other: Vec<Option<OutputPath>> = read.collect::<Result<_, VerifyFault>>()?;
    verified.changed.extend(other.into_iter().flatten());
    verified.changed.sort();
    verified.missing = manifest.into_keys().collect();
    Ok(verified)
}

/// Hidden files, and those that a server or a system keeps in the folder for itself.
fn is_the_servers(entry: &Entry) -> bool {
    entry.path.iter().any(|part| {
        let part = part.to_string_lossy().to_ascii_lowercase();
        part.starts_with('.') || ["web.config", "desktop.ini", "thumbs.db"].contains(&&*part)
    })
}
