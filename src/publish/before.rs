//! What a folder holds before it is published to: which of its files are as they should be, which are to go,
//! and which are not ours. It changes nothing.

#![expect(clippy::disallowed_methods, reason = "reads published files that may have been changed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Permissions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::publish::disk::{self, Entry, Kind};
use crate::publish::fault::{Fault, Refusal};
use crate::publish::manifest::{self, About, Fingerprint, Found, Listed, Manifest};
use crate::publish::{Destination, WORK};
use crate::render::OutputPath;

/// What the folder holds.
pub(crate) struct Before {
    /// What was published.
    pub about: About,
    /// The files that were published.
    pub manifest: Manifest,
    /// When they were, where the system knows.
    written: Option<SystemTime>,
    /// The files of ours that are there: how long, and when they were last written.
    found: BTreeMap<OutputPath, (u64, Option<SystemTime>)>,
    ours: Ours,
    /// What is in the folder and not ours, which stays.
    pub foreign: Vec<Entry>,
    /// The rights of the folders that are there.
    pub rights: BTreeMap<PathBuf, Permissions>,
}

/// What was ours when the folder was last published.
struct Ours {
    files: BTreeSet<OutputPath>,
    folders: BTreeSet<OutputPath>,
}

impl Ours {
    fn of(manifest: &Manifest) -> Ours {
        let folders = manifest.keys().flat_map(folders_of).filter_map(OutputPath::new).collect();
        let files = manifest.keys().cloned().chain(OutputPath::new(manifest::NAME)).collect();
        Ours { files, folders }
    }

    /// The path, if this is one of ours. A file where we had a folder is not.
    fn path_of(&self, entry: &Entry) -> Option<OutputPath> {
        let path = OutputPath::new(&entry.name()?)?;
        let is_ours = match entry.kind {
            Kind::File { .. } => self.files.contains(&path),
            Kind::Folder(_) => self.folders.contains(&path),
            Kind::Other => false,
        };
        is_ours.then_some(path)
    }
}

impl Before {
    /// Looks into the folder.
    pub(crate) fn read(destination: &Destination) -> Result<Before, Fault> {
        let Destination { folder, shown, .. } = destination;
        let refused = |why| Fault::Refused { folder: shown.clone(), why };
        let unread = |error| Fault::Unread(shown.clone(), error);
        let mut entries = match fs::symlink_metadata(folder) {
            Ok(_) => disk::list(folder)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(unread(error)),
        };
        entries.retain(|entry| !entry.path.starts_with(WORK));
        let listed = match manifest::read(folder).map_err(unread)? {
            Found::Whole(listed) => listed,
            Found::Damaged => return Err(refused(Refusal::ListDamaged)),
            Found::Newer => return Err(refused(Refusal::ListNewer)),
            Found::Nothing if entries.iter().all(is_hidden) => Listed::default(),
            Found::Nothing => return Err(refused(Refusal::Foreign)),
        };
        Ok(Before::of(listed, entries))
    }

    fn of(listed: Listed, entries: Vec<Entry>) -> Before {
        let Listed { about, files: manifest, written } = listed;
        let ours = Ours::of(&manifest);
        let (mut found, mut foreign, mut rights) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        for entry in entries {
            if let Kind::Folder(permissions) = &entry.kind {
                rights.insert(entry.path.clone(), permissions.clone());
            }
            match (ours.path_of(&entry), &entry.kind) {
                (Some(path), Kind::File { length, modified }) => {
                    found.insert(path, (*length, *modified));
                }
                (Some(_), _) => {}
                (None, _) => foreign.push(entry),
            }
        }
        Before { about, manifest, written, found, ours, foreign, rights }
    }

    /// Whether the folder has a file of ours as the list says it is.
    pub(crate) fn has(&self, folder: &Path, path: &OutputPath, known: &Fingerprint) -> bool {
        let is_listed = self.manifest.get(path) == Some(known);
        is_listed
            && self.found.get(path).is_some_and(|(length, modified)| {
                // What was written before the list was is what the list says. Anything later is read.
                let is_older = modified.zip(self.written).is_some_and(|(file, list)| file < list);
                *length == known.length && (is_older || is_on_disk(&at(folder, path), known.hash))
            })
    }

    /// Whether a file of ours is still the one that was found.
    pub(crate) fn is_as_found(&self, path: &OutputPath, now: &fs::Metadata) -> bool {
        self.found.get(path) == Some(&(now.len(), now.modified().ok()))
    }

    /// What is in the old folder, is not ours, and was not there before.
    pub(crate) fn late<'b>(&self, now: &'b [Entry]) -> Vec<&'b Entry> {
        let known: BTreeMap<&Path, &Kind> =
            self.foreign.iter().map(|entry| (entry.path.as_path(), &entry.kind)).collect();
        let is_new = |entry: &Entry| known.get(entry.path.as_path()) != Some(&&entry.kind);
        now.iter().filter(|entry| self.ours.path_of(entry).is_none() && is_new(entry)).collect()
    }
}

/// Hidden files and folders, and what systems leave behind, don't make a folder somebody's.
fn is_hidden(entry: &Entry) -> bool {
    let top = entry.top().unwrap_or_default().to_ascii_lowercase();
    top.starts_with('.') || top == "desktop.ini" || top == "thumbs.db"
}

fn is_on_disk(path: &Path, known: blake3::Hash) -> bool {
    File::open(path).and_then(hash).is_ok_and(|hash| hash == known)
}

/// The hash of what a file holds.
pub(crate) fn hash(file: File) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file)?;
    Ok(hasher.finalize())
}

/// Where a file of ours is. Part by part, since Windows takes no `/` in a long path.
pub(crate) fn at(folder: &Path, path: &OutputPath) -> PathBuf {
    let mut at = folder.to_owned();
    at.extend(path.as_str().split('/'));
    at
}

/// The first part of a path: `policies` of `policies/a.html`.
pub(crate) fn top(path: &OutputPath) -> &str {
    path.as_str().split('/').next().unwrap_or_default()
}

/// Every folder that holds a file, the innermost last.
pub(crate) fn folders_of(path: &OutputPath) -> impl Iterator<Item = &str> {
    path.as_str().match_indices('/').map(|(slash, _)| &path.as_str()[..slash])
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::Before;
    use crate::publish::Destination;
    use crate::publish::manifest::{self, About, Fingerprint, Manifest};
    use crate::render::OutputPath;

    /// Whether a file `a/b.html` that should hold “text” is known to, when the folder was published at second
    /// 100 and it holds `is`, written at second `at`.
    fn check(is: &str, at: u64, expected: bool) {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8], at: u64| {
            let path = root.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(at);
            std::fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        };
        let path = OutputPath::new("a/b.html").unwrap();
        std::fs::create_dir(root.path().join("a")).unwrap();
        write("a/b.html", is.as_bytes(), at);
        let text = Fingerprint::of(b"text");
        let list = Manifest::from([(path.clone(), text)]);
        write(manifest::NAME, &manifest::to_bytes(&About::default(), &list), 100);
        let folder = root.path().to_owned();
        let destination =
            Destination { folder: folder.clone(), shown: folder.clone(), handbook: folder.clone() };
        let before = Before::read(&destination).unwrap();
        assert_eq!(before.has(&folder, &path, &text), expected, "{is} at {at}");
        assert!(before.foreign.is_empty());
    }

    #[test]
    fn reads_a_published_file_again_if_it_was_written_after_the_list() {
        check("text", 90, true);
        check("text", 110, true);
        check("texT", 110, false);
        check("texT", 100, false);
        check("texts", 90, false);
    }
}
