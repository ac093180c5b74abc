//! What is in a published folder: every file, folder and link below it, by its path. Links are not
//! followed.

#![expect(clippy::disallowed_methods, reason = "lists the published folder")]

use std::ffi::{OsStr, OsString};
use std::fs::{self, DirEntry, FileType, Metadata, Permissions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use crate::publish::fault::{Fault, OUTPUT, Refusal};
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
    File(Stamp),
    Folder(Permissions),
    /// A link, or something stranger.
    Other,
}

/// What tells whether a file has been changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub length: u64,
    /// When it was last written, where the system knows.
    pub modified: Option<SystemTime>,
}

impl Stamp {
    pub(crate) fn of(metadata: &Metadata) -> Stamp {
        Stamp { length: metadata.len(), modified: metadata.modified().ok() }
    }
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

/// Something that is come across in the folder. Its kind costs nothing; what more is asked, the system is asked for.
pub(crate) struct Seen<'a> {
    item: &'a DirEntry,
    /// The folder that holds it, relative to the one that is listed.
    folder: &'a Path,
    file_name: &'a OsStr,
    /// The path as one of ours is written, with `/` between its parts. `None` if it is not Unicode.
    pub name: Option<&'a str>,
    pub file_type: FileType,
}

impl Seen<'_> {
    pub(crate) fn kind(&self) -> io::Result<Kind> {
        self.item.metadata().map(|metadata| kind(&metadata))
    }

    pub(crate) fn into_entry(self, kind: Kind) -> Entry {
        Entry { path: self.folder.join(self.file_name), kind }
    }
}

/// Lists the folder, in order of path; each folder comes before what is in it.
pub(crate) fn list(folder: &Path) -> Result<Vec<Entry>, Fault> {
    walk(folder, &|seen| {
        let kind = seen.kind()?;
        Ok(Some(seen.into_entry(kind)))
    })
}

/// What is made of everything in the folder, in order of path.
pub(crate) fn walk<T: Send>(
    folder: &Path,
    take: &(impl Fn(Seen<'_>) -> io::Result<Option<T>> + Sync),
) -> Result<Vec<T>, Fault> {
    walk_below(folder, Path::new(""), Some(""), take)
}

/// The same of everything in the folder `below`, whose name with a `/` at its end is `start`.
fn walk_below<T: Send>(
    root: &Path,
    below: &Path,
    start: Option<&str>,
    take: &(impl Fn(Seen<'_>) -> io::Result<Option<T>> + Sync),
) -> Result<Vec<T>, Fault> {
    let folder = root.join(below);
    let fault = |error| Fault::Unread(folder.clone(), error);
    let mut taken: Vec<(OsString, bool, Option<T>)> = Vec::new();
    let mut path = start.unwrap_or_default().to_owned();
    for item in fs::read_dir(&folder).map_err(fault)? {
        let item = item.map_err(fault)?;
        let (file_name, file_type) = (item.file_name(), item.file_type().map_err(fault)?);
        let name = named(&mut path, start, &file_name);
        let seen = Seen { item: &item, folder: below, file_name: &file_name, name, file_type };
        let one = take(seen).map_err(fault)?;
        taken.push((file_name, file_type.is_dir(), one));
    }
    taken.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    let folders: Vec<&OsString> =
        taken.iter().filter(|(_, is_folder, _)| *is_folder).map(|(name, ..)| name).collect();
    let deeper: Vec<Vec<T>> = folders
        .par_iter()
        .map(|name| {
            // Removing the old folder would go on into it.
            let inner = folder.join(name);
            if system::is_mounted_at(&inner) {
                return Err(Fault::Refused {
                    folder: inner,
                    option: OUTPUT,
                    why: Refusal::DriveInside,
                });
            }
            let mut path = start.unwrap_or_default().to_owned();
            let start = named(&mut path, start, name).map(|name| format!("{name}/"));
            walk_below(root, &below.join(name), start.as_deref(), take)
        })
        .collect::<Result<_, _>>()?;
    let mut deeper = deeper.into_iter();
    let mut all = Vec::with_capacity(taken.len());
    for (_, is_folder, one) in taken {
        all.extend(one);
        if is_folder {
            all.extend(deeper.next().into_iter().flatten());
        }
    }
    Ok(all)
}

/// The path of a name in the folder whose paths begin with `start`, written into `path`.
fn named<'a>(path: &'a mut String, start: Option<&str>, name: &OsStr) -> Option<&'a str> {
    path.truncate(start?.len());
    path.push_str(name.to_str()?);
    Some(path)
}

fn kind(metadata: &Metadata) -> Kind {
    if metadata.is_file() {
        Kind::File(Stamp::of(metadata))
    } else if metadata.is_dir() {
        Kind::Folder(metadata.permissions())
    } else {
        Kind::Other
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{list, walk};

    #[test]
    fn lists_each_folder_before_what_is_in_it_and_all_in_order() {
        let root = tempfile::tempdir().unwrap();
        for name in ["a/é/2", "a/é/1", "a.html", "b", "a/b/c"] {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let listed = list(root.path()).unwrap();
        let names: Vec<String> = listed.iter().filter_map(|one| one.name()).collect();
        assert_eq!(names, ["a", "a/b", "a/b/c", "a/é", "a/é/1", "a/é/2", "a.html", "b"]);
        assert!(listed.is_sorted_by(|one, next| one.path < next.path));
        let seen = walk(root.path(), &|seen| Ok(seen.name.map(str::to_owned)));
        assert_eq!(seen.unwrap(), names);
        assert!(list(&root.path().join("nowhere")).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_unicode_has_a_path_and_none_of_ours() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join(OsStr::from_bytes(b"caf\xE9"));
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("a"), "").unwrap();
        let seen = walk(root.path(), &|seen| {
            let (name, kind) = (seen.name.map(str::to_owned), seen.kind()?);
            Ok(Some((name, seen.into_entry(kind).path)))
        });
        let inside = Path::new(OsStr::from_bytes(b"caf\xE9")).join("a");
        assert_eq!(seen.unwrap()[1], (None, inside));
    }
}
