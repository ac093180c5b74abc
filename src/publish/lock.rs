//! Keeps two builds from publishing to one folder at once. The system gives the lock back when its
//! holder ends, however it ends, so that nothing is left to be cleared by hand.

#![expect(clippy::disallowed_methods, reason = "makes and removes the file that is locked")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

const NAME: &str = "lock";

/// A folder to work in that no other build has, until [`Lock::clear`] removes it.
pub(crate) struct Lock {
    folder: PathBuf,
    file: Option<File>,
}

/// Makes `folder` and locks it. `None` if another build has it.
pub(crate) fn take(folder: &Path) -> io::Result<Option<Lock>> {
    // Whoever had it may remove it between any two steps; then all is done again.
    for _ in 0..1_000 {
        match fs::create_dir(folder) {
            // Never through a link: what is in the folder will be removed.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                if fs::symlink_metadata(folder).is_ok_and(|one| !one.is_dir()) {
                    return Err(error);
                }
            }
            result => result?,
        }
        let path = folder.join(NAME);
        let file = match open(&path) {
            Ok(Some(file)) => file,
            Ok(None) => return Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        if is_still_there(&file, &path)? {
            return Ok(Some(Lock { folder: folder.to_owned(), file: Some(file) }));
        }
    }
    Ok(None)
}

impl Lock {
    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes what has these names in the folder.
    pub(crate) fn empty(&self, names: &[&str]) {
        names.iter().for_each(|name| remove_all(&self.folder.join(name)));
    }

    /// Removes what has these names in the folder, the lock, and the folder if nothing else is in it.
    /// What can't be removed now, the next build removes.
    pub(crate) fn clear(mut self, names: &[&str]) {
        self.empty(names);
        let _ = fs::remove_file(self.folder.join(NAME));
        // Windows keeps the name until the file is closed.
        self.file = None;
        let _ = fs::remove_dir(&self.folder);
    }
}

/// Removes a file, or a folder and all that is in it; of a link, the link.
pub(crate) fn remove_all(path: &Path) {
    if fs::symlink_metadata(path).is_ok_and(|one| one.is_dir()) {
        remove_folder(path);
    } else {
        let _ = fs::remove_file(path);
    }
}

/// Removes a folder and all that is in it. Two that take names from one folder wait for each other, so that only
/// folders are removed side by side.
fn remove_folder(folder: &Path) {
    let (mut folders, mut others) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder { &mut folders } else { &mut others }.push(entry.path());
    }
    for path in &others {
        let _ = fs::remove_file(path);
    }
    folders.par_iter().for_each(|path| remove_folder(path));
    let _ = fs::remove_dir(folder);
}

/// Opens the file for this process alone. `None` if another has it.
#[cfg(not(windows))]
fn open(path: &Path) -> io::Result<Option<File>> {
    use std::fs::TryLockError;
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        // Some network drives have no locks; a build there is better than none.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(Some(file)),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(windows)]
fn open(path: &Path) -> io::Result<Option<File>> {
    use crate::publish::fault::is_in_use;
    use std::os::windows::fs::OpenOptionsExt;
    // That nobody may share it is the lock, and Windows removes it when it is closed.
    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).share_mode(0);
    match options.custom_flags(FILE_FLAG_DELETE_ON_CLOSE).open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if is_in_use(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the file that is locked still has its name, and was not removed by the one who had it.
#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let id = |one: fs::Metadata| (one.dev(), one.ino());
    match fs::symlink_metadata(path) {
        Ok(named) => Ok(id(named) == id(file.metadata()?)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(windows)]
fn is_still_there(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::take;

    #[test]
    fn lets_one_in_at_a_time_and_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("work");
        let lock = take(&folder).unwrap().unwrap();
        assert!(take(&folder).unwrap().is_none());
        std::fs::create_dir_all(folder.join("new/a")).unwrap();
        lock.clear(&["new", "old"]);
        assert!(!folder.exists());
    }

    #[test]
    fn is_not_kept_out_by_one_that_died() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("work");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("lock"), "").unwrap();
        assert!(take(&folder).unwrap().is_some());
    }

    #[test]
    fn is_held_by_one_of_many_at_any_moment() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("work");
        let held = std::sync::atomic::AtomicUsize::new(0);
        let taken = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let Some(lock) = take(&folder).unwrap() else { continue };
                        use std::sync::atomic::Ordering::SeqCst;
                        assert_eq!(held.fetch_add(1, SeqCst), 0);
                        taken.fetch_add(1, SeqCst);
                        held.fetch_sub(1, SeqCst);
                        lock.clear(&[]);
                    }
                });
            }
        });
        assert!(taken.into_inner() > 8);
    }
}
