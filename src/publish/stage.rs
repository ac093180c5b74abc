//! Makes the new folder beside the old one: files that are new are written as they come, those that are as they
//! were are linked to, and what is not ours is carried over. Nothing that readers see is touched.

#![expect(clippy::disallowed_methods, reason = "writes the folder that is being made")]

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::publish::before::{self, Before, at, below, folders_of, split, top};
use crate::publish::disk::{Entry, Kind};
use crate::publish::fault::Fault;
use crate::publish::manifest::{self, About, Fingerprint, Manifest};
use crate::publish::{Destination, Published, system};
use crate::render::{Content, OutputPath};
use crate::source;

/// The new folder while it is being made.
pub(crate) struct Stage {
    /// Where it will be.
    destination: Destination,
    /// Where it is made.
    to: PathBuf,
    /// What its place holds now.
    pub before: Before,
    /// The folders made so far.
    folders: Mutex<BTreeSet<String>>,
    /// The files it has so far, as they come. Of two at the same path the later counts.
    files: Mutex<Vec<(OutputPath, Put)>>,
}

/// A file of the new folder.
#[derive(Clone, Copy)]
struct Put {
    fingerprint: Fingerprint,
    /// It was published as it is.
    is_kept: bool,
}

/// The new folder, compared with what its place holds.
pub(crate) struct Made {
    /// What publishing it does.
    pub published: Published,
    /// The names at the top of the folder below which something changes, or which themselves do.
    pub changed: BTreeSet<String>,
    /// Nothing changes, not even what the folder says of itself.
    pub is_as_it_was: bool,
}

impl Stage {
    /// Begins the folder `to`, which is not there yet.
    pub(crate) fn new(destination: &Destination, to: PathBuf) -> Result<Stage, Fault> {
        let before = Before::read(destination)?;
        fs::create_dir(&to).map_err(Fault::unwritten(&destination.shown))?;
        let (folders, files) = (Mutex::default(), Mutex::default());
        Ok(Stage { destination: destination.clone(), to, before, folders, files })
    }

    /// Puts a file into it, unless it is published as it is.
    pub(crate) fn put(&self, path: &OutputPath, content: &Content) -> Result<Fingerprint, Fault> {
        let put = match content {
            Content::Bytes(bytes) => self.put_bytes(path, bytes)?,
            Content::CopyOf(from) => match self.kept_copy(path, from) {
                Some(fingerprint) => Put { fingerprint, is_kept: true },
                None => Put { fingerprint: self.copy_of(path, from)?, is_kept: false },
            },
        };
        self.add(path, put);
        Ok(put.fingerprint)
    }

    /// Puts the file in that is published at its path, if that has this fingerprint.
    pub(crate) fn put_kept(&self, path: &OutputPath, known: &Fingerprint) -> bool {
        let is_there = self.before.has(&self.destination.folder, path, known);
        if is_there {
            self.add(path, Put { fingerprint: *known, is_kept: true });
        }
        is_there
    }

    fn add(&self, path: &OutputPath, put: Put) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).push((path.clone(), put));
    }

    fn put_bytes(&self, path: &OutputPath, bytes: &[u8]) -> Result<Put, Fault> {
        let fingerprint = Fingerprint::of(bytes);
        let is_kept = self.before.has(&self.destination.folder, path, &fingerprint);
        if !is_kept {
            let mut file = self.create(path)?;
            file.write_all(bytes)
                .and_then(|()| system::sync_file(&file))
                .map_err(self.unwritten(path))?;
        }
        Ok(Put { fingerprint, is_kept })
    }

    /// What is published there, if it is a copy of this file of the handbook.
    fn kept_copy(&self, path: &OutputPath, from: &source::SourcePath) -> Option<Fingerprint> {
        let known = self.before.listed(path)?;
        // What can't be read is found when it is to be copied.
        let file = source::open_file(&self.destination.handbook, from).ok()?;
        let is_same = file.metadata().is_ok_and(|one| one.len() == known.length)
            && before::hash(file).is_ok_and(|hash| hash == known.hash);
        (is_same && self.before.has(&self.destination.folder, path, known)).then_some(*known)
    }

    fn copy_of(&self, path: &OutputPath, from: &source::SourcePath) -> Result<Fingerprint, Fault> {
        let disk = self.destination.handbook.join(from.as_str());
        let unread = |error| Fault::Unread(disk.clone(), error);
        let mut source = source::open_file(&self.destination.handbook, from)
            .map_err(|why| Fault::unread(disk.clone(), why))?;
        let mut file = self.create(path)?;
        let mut hasher = blake3::Hasher::new();
        let mut buffer = vec![0; 128 * 1024];
        let mut length = 0;
        loop {
            let count = match source.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(unread(error)),
            };
            hasher.update(&buffer[..count]);
            length += count as u64;
            file.write_all(&buffer[..count]).map_err(self.unwritten(path))?;
        }
        system::sync_file(&file).map_err(self.unwritten(path))?;
        Ok(Fingerprint { length, hash: hasher.finalize() })
    }

    /// A new file, and the folders that hold it.
    fn create(&self, path: &OutputPath) -> Result<File, Fault> {
        self.make_folders(path)?;
        create(&at(&self.to, path)).map_err(self.unwritten(path))
    }

    fn make_folders(&self, path: &OutputPath) -> Result<(), Fault> {
        let mut made = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if made.contains(split(path).0) {
            return Ok(());
        }
        for folder in folders_of(path) {
            if !made.contains(folder) {
                let shown = || below(&self.destination.shown, folder);
                fs::create_dir(below(&self.to, folder))
                    .map_err(|error| Fault::Unwritten(shown(), error))?;
                made.insert(folder.to_owned());
            }
        }
        Ok(())
    }

    fn unwritten(&self, path: &OutputPath) -> impl FnOnce(io::Error) -> Fault {
        |error| Fault::Unwritten(at(&self.destination.shown, path), error)
    }

    /// Adds what stays as it was, and the list of all. With `only_changed`, what is below names at the top where
    /// nothing changes is left out. Where nothing has changed, does nothing.
    pub(crate) fn finish(&self, about: &About, only_changed: bool) -> Result<Made, Fault> {
        let mut files =
            std::mem::take(&mut *self.files.lock().unwrap_or_else(PoisonError::into_inner));
        files.par_sort_by(|(a, _), (b, _)| a.cmp(b));
        let files: BTreeMap<OutputPath, Put> = files.into_iter().collect();
        let gone: Vec<&OutputPath> =
            self.before.paths().filter(|path| !files.contains_key(*path)).collect();
        let new: Vec<&OutputPath> =
            files.iter().filter(|(_, put)| !put.is_kept).map(|(path, _)| path).collect();
        let (written, removed) = (new.len(), gone.len());
        let published = Published { written, unchanged: files.len() - written, removed };
        let changed: BTreeSet<String> =
            gone.into_iter().chain(new).map(|path| top(path).to_owned()).collect();
        let is_as_it_was = changed.is_empty() && *about == self.before.about;
        if is_as_it_was {
            return Ok(Made { published, changed, is_as_it_was });
        }
        let is_wanted = |top: &str| !only_changed || changed.contains(top);
        let kept: Vec<&OutputPath> = files
            .iter()
            .filter(|(path, put)| put.is_kept && is_wanted(top(path)))
            .map(|(path, _)| path)
            .collect();
        let shown = &self.destination.shown;
        let write = || {
            let manifest: Manifest =
                files.iter().map(|(path, put)| (path.clone(), put.fingerprint)).collect();
            let mut file = create(&self.to.join(manifest::NAME))?;
            file.write_all(&manifest::to_bytes(about, &manifest))?;
            system::sync_file(&file)
        };
        let (is_kept, is_written) = rayon::join(|| self.keep(&kept), write);
        is_kept?;
        is_written.map_err(Fault::unwritten(&shown.join(manifest::NAME)))?;
        for entry in &self.before.foreign {
            if entry.top().is_some_and(is_wanted) || !only_changed {
                self.carry_foreign(entry)?;
            }
        }
        self.give_rights()?;
        system::sync_folder(&self.to).map_err(Fault::unwritten(shown))?;
        Ok(Made { published, changed, is_as_it_was })
    }

    /// Gives files that are published as they are their places in the new folder: those of one folder one after
    /// another, since they wait for each other, and those of several side by side, the largest first.
    fn keep(&self, paths: &[&OutputPath]) -> Result<(), Fault> {
        let mut folders: Vec<&[&OutputPath]> =
            paths.chunk_by(|one, next| split(one).0 == split(next).0).collect();
        folders.iter().try_for_each(|together| self.make_folders(together[0]))?;
        folders.sort_by_key(|together| Reverse(together.len()));
        folders.par_iter().with_max_len(1).try_for_each(|together| {
            let folder = split(together[0]).0;
            let from = below(&self.destination.folder, folder);
            let to = below(&self.to, folder);
            together.iter().try_for_each(|path| self.keep_one(path, &from, &to))
        })
    }

    fn keep_one(&self, path: &OutputPath, from: &Path, to: &Path) -> Result<(), Fault> {
        let name = split(path).1;
        let from = from.join(name);
        let now = fs::symlink_metadata(&from).map_err(self.unwritten(path))?;
        if !self.before.is_as_found(path, &now) {
            return Err(Fault::Meddled(at(&self.destination.shown, path)));
        }
        carry(&from, &to.join(name)).map_err(self.unwritten(path))
    }

    fn carry_foreign(&self, entry: &Entry) -> Result<(), Fault> {
        let from = self.destination.folder.join(&entry.path);
        let to = self.to.join(&entry.path);
        let shown = self.destination.shown.join(&entry.path);
        // A folder of ours that has none of our files any more is made only for what is not ours.
        let parent = to.parent().expect("an entry is below the folder");
        let result = fs::create_dir_all(parent).and_then(|()| match entry.kind {
            Kind::File(_) => carry(&from, &to),
            Kind::Folder(_) => fs::create_dir_all(&to),
            // A second name for a link would on macOS be one for what it leads to.
            Kind::Other => system::copy_link(&from, &to),
        });
        result.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => Fault::InTheWay(shown),
            _ => Fault::Unwritten(shown, error),
        })
    }

    /// Gives the folders that are made again the rights that they had.
    fn give_rights(&self) -> Result<(), Fault> {
        // On Windows they come from the folder above. A folder that can't be written could not be removed.
        let given =
            self.before.rights.iter().filter(|(_, rights)| cfg!(unix) && !rights.readonly());
        for (path, rights) in given {
            let to = self.to.join(path);
            if to.is_dir() {
                let shown = self.destination.shown.join(path);
                fs::set_permissions(&to, rights.clone()).map_err(Fault::unwritten(&shown))?;
            }
        }
        Ok(())
    }

    /// Brings over what others wrote into the old folder, now `old`, while the new one was being made.
    ///
    /// # Errors
    /// If something can't be. The new folder is in place, so that there is nothing to go back to; what can be is
    /// brought over all the same.
    pub(crate) fn bring_over_late(&self, old: &Path) -> Result<(), Fault> {
        let bring = |entry: &Entry| {
            let to = self.destination.folder.join(&entry.path);
            let parent = to.parent().expect("an entry is below the folder");
            let brought = fs::create_dir_all(parent).and_then(|()| match entry.kind {
                Kind::Folder(_) => fs::create_dir_all(&to),
                _ => system::rename(&old.join(&entry.path), &to),
            });
            brought.map_err(Fault::unwritten(&self.destination.shown.join(&entry.path)))
        };
        let late = self.before.late(old)?;
        let brought: Vec<Result<(), Fault>> = late.iter().map(bring).collect();
        brought.into_iter().collect()
    }
}

fn create(to: &Path) -> io::Result<File> {
    system::patiently(|| OpenOptions::new().write(true).create_new(true).open(to))
}

/// Gives a file that stays a second name in the new folder, or, where there are no second names (some
/// network drives, memory sticks), copies it with its time.
fn carry(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if !matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) => {
            copy(from, to)
        }
        result => result,
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    let metadata = source.metadata()?;
    let mut file = create(to)?;
    io::copy(&mut source, &mut file)?;
    if let Ok(modified) = metadata.modified() {
        file.set_modified(modified)?;
    }
    system::sync_file(&file)?;
    drop(file);
    fs::set_permissions(to, metadata.permissions())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::{Stage, carry, copy};
    use crate::publish::{About, Destination, Fault};
    use crate::render::{Content, OutputPath};

    #[test]
    fn copies_with_the_time_where_there_are_no_second_names() {
        let root = tempfile::tempdir().unwrap();
        let (from, to) = (root.path().join("a"), root.path().join("b"));
        std::fs::write(&from, "text").unwrap();
        let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        std::fs::File::options().write(true).open(&from).unwrap().set_modified(then).unwrap();
        copy(&from, &to).unwrap();
        assert_eq!(std::fs::read(&to).unwrap(), b"text");
        assert_eq!(std::fs::metadata(&to).unwrap().modified().unwrap(), then);
        assert!(copy(&from, &to).is_err(), "nothing is written over");
        assert!(carry(&from, &to).is_err(), "nothing is written over");
    }

    fn put(stage: &Stage, path: &str, text: &str) {
        let content = Content::Bytes(text.as_bytes().to_vec().into());
        stage.put(&OutputPath::new(path).unwrap(), &content).unwrap();
    }

    #[test]
    fn brings_over_what_others_write_meanwhile() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        std::fs::create_dir_all(at("site/.git")).unwrap();
        std::fs::write(at("site/.htaccess"), "old").unwrap();
        let destination = Destination { folder: at("site"), shown: at("site"), handbook: at("in") };
        let stage = Stage::new(&destination, at("new")).unwrap();
        put(&stage, "a.html", "page");
        stage.finish(&About::default(), false).unwrap();
        std::fs::remove_file(at("site/.htaccess")).unwrap();
        std::fs::write(at("site/.htaccess"), "newer").unwrap();
        std::fs::create_dir(at("site/.git/refs")).unwrap();
        std::fs::write(at("site/.git/refs/main"), "1").unwrap();
        std::fs::rename(at("site"), at("old")).unwrap();
        std::fs::rename(at("new"), at("site")).unwrap();
        stage.bring_over_late(&at("old")).unwrap();
        assert_eq!(std::fs::read(at("site/.htaccess")).unwrap(), b"newer");
        assert_eq!(std::fs::read(at("site/.git/refs/main")).unwrap(), b"1");
    }

    #[test]
    fn keeps_no_file_that_somebody_changes_meanwhile() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        let destination = Destination { folder: at("site"), shown: at("site"), handbook: at("in") };
        let stage = Stage::new(&destination, at("site")).unwrap();
        put(&stage, "a.html", "page");
        put(&stage, "b.html", "page");
        stage.finish(&About::default(), false).unwrap();
        let stage = Stage::new(&destination, at("new")).unwrap();
        put(&stage, "a.html", "page");
        put(&stage, "b.html", "other");
        std::fs::write(at("site/a.html"), "theirs").unwrap();
        assert!(
            matches!(stage.finish(&About::default(), false), Err(Fault::Meddled(path)) if path == at("site/a.html"))
        );
    }
}
