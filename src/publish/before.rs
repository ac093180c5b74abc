//! What a folder holds before it is published to: which of its files are as they should be, which are to go,
//! and which are not ours. It changes nothing.

#![expect(clippy::disallowed_methods, reason = "reads published files that may have been changed")]

use std::collections::BTreeMap;
use std::fs::{self, File, Permissions};
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::SystemTime;

use rayon::prelude::*;

use crate::publish::disk::{self, Entry, Kind, Seen, Stamp};
use crate::publish::fault::{Fault, OUTPUT, Refusal};
use crate::publish::manifest::{self, About, Fingerprint, Found, Listed};
use crate::publish::{Destination, WORK};
use crate::render::OutputPath;

/// What the folder holds.
pub(crate) struct Before {
    /// What was published.
    pub about: About,
    /// When it was, where the system knows.
    written: Option<SystemTime>,
    files: BTreeMap<OutputPath, Past>,
    /// What is in the folder and not ours, which stays.
    pub foreign: Vec<Entry>,
    /// The rights of the folders that are there.
    pub rights: Vec<(PathBuf, Permissions)>,
}

/// A file that was published.
struct Past {
    fingerprint: Fingerprint,
    /// The file that is there now, if there is one.
    found: OnceLock<Stamp>,
}

impl Before {
    /// Looks into the folder.
    pub(crate) fn read(destination: &Destination) -> Result<Before, Fault> {
        let Destination { folder, shown, .. } = destination;
        let refused = |why| Err(Fault::Refused { folder: shown.clone(), option: OUTPUT, why });
        let unread = |error| Fault::Unread(shown.clone(), error);
        let listed = match manifest::read(folder).map_err(unread)? {
            Found::Whole(listed) => Some(listed),
            Found::Nothing => None,
            Found::Damaged => return refused(Refusal::ListDamaged),
            Found::Newer => return refused(Refusal::ListNewer),
        };
        let is_listed = listed.is_some();
        let mut before = Before::of(listed.unwrap_or_default());
        match fs::symlink_metadata(folder) {
            Ok(_) => before.look_into(folder)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(unread(error)),
        }
        if !is_listed && !before.foreign.iter().all(is_hidden) {
            return refused(Refusal::Foreign);
        }
        Ok(before)
    }

    fn of(Listed { about, files, written }: Listed) -> Before {
        let past = |fingerprint| Past { fingerprint, found: OnceLock::new() };
        let files = files.into_iter().map(|(path, one)| (path, past(one))).collect();
        Before { about, written, files, foreign: Vec::new(), rights: Vec::new() }
    }

    fn look_into(&mut self, folder: &Path) -> Result<(), Fault> {
        let take = |seen: Seen<'_>| {
            let kind = seen.kind()?;
            let past = seen.name.and_then(|name| self.files.get(name));
            if let (Kind::File(stamp), Some(past)) = (&kind, past) {
                past.found.get_or_init(|| *stamp);
                return Ok(None);
            }
            Ok(Some((self.is_ours(&seen), seen.into_entry(kind))))
        };
        let others = disk::walk(folder, &take)?;
        for (is_ours, entry) in others {
            if entry.path.starts_with(WORK) {
                continue;
            }
            if let Kind::Folder(permissions) = &entry.kind {
                self.rights.push((entry.path.clone(), permissions.clone()));
            }
            if !is_ours {
                self.foreign.push(entry);
            }
        }
        Ok(())
    }

    /// Was it ours when the folder was last published? A file where we had a folder was not.
    fn is_ours(&self, seen: &Seen<'_>) -> bool {
        let Some(name) = seen.name else { return false };
        if seen.file_type.is_file() {
            return name == manifest::NAME || self.files.contains_key(name);
        }
        let start = format!("{name}/");
        let mut inside = self.files.range::<str, _>((Bound::Included(&*start), Bound::Unbounded));
        seen.file_type.is_dir()
            && inside.next().is_some_and(|(path, _)| path.as_str().starts_with(&start))
    }

    /// The paths of the files that were published, in order.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &OutputPath> {
        self.files.keys()
    }

    /// What was published at a path.
    pub(crate) fn listed(&self, path: &OutputPath) -> Option<&Fingerprint> {
        self.files.get(path).map(|past| &past.fingerprint)
    }

    /// How many files were published, if the folder has each of them as the list says it is.
    pub(crate) fn as_listed(&self, folder: &Path) -> Option<usize> {
        let files = self.files.par_iter();
        files.all(|(path, past)| self.is_there(folder, path, past)).then_some(self.files.len())
    }

    /// Whether the folder has a file of ours as the list says it is.
    pub(crate) fn has(&self, folder: &Path, path: &OutputPath, known: &Fingerprint) -> bool {
        let past = self.files.get(path).filter(|past| past.fingerprint == *known);
        past.is_some_and(|past| self.is_there(folder, path, past))
    }

    fn is_there(&self, folder: &Path, path: &OutputPath, past: &Past) -> bool {
        past.found.get().is_some_and(|Stamp { length, modified }| {
            // What was written before the list was is what the list says. Anything later is read.
            let is_older = modified.zip(self.written).is_some_and(|(file, list)| file < list);
            let Fingerprint { length: listed, hash } = past.fingerprint;
            *length == listed && (is_older || is_on_disk(&at(folder, path), hash))
        })
    }

    /// Whether a file of ours is still the one that was found.
    pub(crate) fn is_as_found(&self, path: &OutputPath, now: &fs::Metadata) -> bool {
        self.files.get(path).is_some_and(|past| past.found.get() == Some(&Stamp::of(now)))
    }

    /// What is in the old folder, is not ours, and was not there before.
    pub(crate) fn late(&self, old: &Path) -> Result<Vec<Entry>, Fault> {
        let known: BTreeMap<&Path, &Kind> =
            self.foreign.iter().map(|entry| (entry.path.as_path(), &entry.kind)).collect();
        let take = |seen: Seen<'_>| {
            if self.is_ours(&seen) {
                return Ok(None);
            }
            let kind = match seen.kind() {
                // What is gone again by now is not to be brought over.
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                kind => kind?,
            };
            let entry = seen.into_entry(kind);
            let is_new = known.get(entry.path.as_path()) != Some(&&entry.kind);
            Ok(is_new.then_some(entry))
        };
        disk::walk(old, &take)
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

/// Where a file of ours is.
pub(crate) fn at(folder: &Path, path: &OutputPath) -> PathBuf {
    below(folder, path.as_str())
}

/// Where a file or folder of ours is. Part by part, since Windows takes no `/` in a long path.
pub(crate) fn below(folder: &Path, path: &str) -> PathBuf {
    let mut at = PathBuf::with_capacity(folder.as_os_str().len() + 1 + path.len());
    at.push(folder);
    if cfg!(windows) {
        at.extend(path.split('/'));
    } else {
        at.push(path);
    }
    at
}

/// The first part of a path: `policies` of `policies/a.html`.
pub(crate) fn top(path: &OutputPath) -> &str {
    path.as_str().split('/').next().unwrap_or_default()
}

/// The folder that holds a file, and the file's name in it.
pub(crate) fn split(path: &OutputPath) -> (&str, &str) {
    path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()))
}

/// Every folder that holds a file, the innermost last.
pub(crate) fn folders_of(path: &OutputPath) -> impl Iterator<Item = &str> {
    path.as_str().match_indices('/').map(|(slash, _)| &path.as_str()[..slash])
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{Before, Entry};
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
    fn tells_what_is_ours_from_what_is_not() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path();
        let write = |name: &str| {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        };
        let [page, other, gone] =
            ["a/b.html", "c/d.html", "e.html"].map(|path| OutputPath::new(path).unwrap());
        let empty = Fingerprint::of(b"");
        let list = [&page, &other, &gone].map(|path| (path.clone(), empty));
        // A file where we had a folder, and a folder where we had a file, are not ours.
        for name in ["a/b.html", "a/theirs", "a.html", "ab/b.html", "c", "e.html/f"] {
            write(name);
        }
        write(".handbook-work/new/a/b.html");
        let bytes = manifest::to_bytes(&About::default(), &Manifest::from(list));
        std::fs::write(folder.join(manifest::NAME), bytes).unwrap();
        let folder = folder.to_owned();
        let destination =
            Destination { folder: folder.clone(), shown: folder.clone(), handbook: folder.clone() };
        let before = Before::read(&destination).unwrap();
        let foreign: Vec<String> = before.foreign.iter().filter_map(Entry::name).collect();
        let expected = ["a/theirs", "a.html", "ab", "ab/b.html", "c", "e.html", "e.html/f"];
        assert_eq!(foreign, expected);
        let has = [&page, &other, &gone].map(|path| before.has(&folder, path, &empty));
        assert_eq!(has, [true, false, false]);
        assert_eq!(before.as_listed(&folder), None);
        std::fs::remove_dir_all(folder.join(".handbook-work")).unwrap();
        write("a/late");
        std::fs::write(folder.join("a/theirs"), "longer").unwrap();
        let late: Vec<String> =
            before.late(&folder).unwrap().iter().filter_map(Entry::name).collect();
        assert_eq!(late, ["a/late", "a/theirs"]);
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
