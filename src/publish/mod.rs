//! Outputs as a folder that is whole at every moment: the old handbook until the new one is ready, then the
//! new one. Files are written as they are made, beside the old ones. It knows nothing of what the bytes mean.

#![expect(clippy::disallowed_methods, reason = "looks for the folder and makes those above it")]

mod before;
mod compress;
mod destination;
mod disk;
mod fault;
mod lock;
mod manifest;
mod memo;
mod stage;
mod swap;
mod system;
mod verify;
mod zip;

use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

pub use compress::Compression;
pub use destination::Protected;
pub use fault::{Fault, Refusal};
pub use manifest::{About, Fingerprint};
pub use memo::{read_memo, remove_memos, write_memo};
pub(crate) use system::rename;
pub use verify::{Verified, VerifyFault, verify};
pub use zip::{write_zip, zip_folder};

use crate::publish::before::Before;
use crate::publish::fault::OUTPUT;
use crate::publish::lock::Lock;
use crate::publish::manifest::Found;
use crate::publish::stage::{Made, Stage};
use crate::render::{Content, OutputPath};

/// The folder for work, where it has to be inside the published one.
const WORK: &str = ".handbook-work";

/// A folder that may be published to.
#[derive(Clone, Debug)]
pub struct Destination {
    /// Its real place.
    folder: PathBuf,
    /// As it was typed.
    shown: PathBuf,
    /// The handbook's folder, where files are copied from.
    handbook: PathBuf,
}

/// What publishing did, in numbers of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// New, or other than they were.
    pub written: usize,
    /// As they were; not touched.
    pub unchanged: usize,
    /// Not part of the handbook any more.
    pub removed: usize,
}

/// How the new handbook gets its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// The folder is replaced in one step.
    Replace,
    /// What changed is renamed into the folder.
    MoveIn,
}

/// Finds the folder to publish to, and finishes or clears away what a build that was killed left there.
///
/// # Errors
/// If the folder is not one to publish to, another build is publishing to it, or what was left can't be
/// finished.
pub fn destination(folder: &Path, protected: &Protected) -> Result<Destination, Fault> {
    let found = destination::find(folder, OUTPUT, protected)?;
    let destination = Destination {
        folder: found,
        shown: folder.to_owned(),
        handbook: protected.handbook.clone(),
    };
    for work in [destination.work_beside(), destination.folder.join(WORK)] {
        if work.is_dir() {
            destination.claim(&work)?.clear(&swap::NAMES);
        }
    }
    Ok(destination)
}

/// Is there anything of ours in this folder that a build with editions doesn't replace: the handbook as it was
/// published before it had any?
pub fn holds_handbook(folder: &Path) -> bool {
    matches!(manifest::read(folder), Ok(Found::Whole(list)) if !list.files.is_empty())
}

/// The files of a new handbook, put beside the published one as they are made. Until [`Staged::exchange`] readers
/// see nothing of them, and if that never comes they are removed.
pub struct Staging {
    stage: Stage,
    work: Work,
}

/// A new handbook, all of it written, that has only to take the place of the old one.
pub struct Staged {
    stage: Stage,
    made: Made,
    work: Work,
}

impl Staging {
    /// Puts a file into the new handbook. Files can come in any order, and several at once.
    ///
    /// # Errors
    /// If it can't be written, or what it is a copy of can't be read.
    pub fn put(&self, path: &OutputPath, content: &Content) -> Result<Fingerprint, Fault> {
        self.stage.put(path, content)
    }

    /// Puts the published file of this path and fingerprint into the new handbook; `false` if there is none.
    pub fn keep(&self, path: &OutputPath, known: &Fingerprint) -> bool {
        self.stage.put_kept(path, known)
    }

    /// With every file there, makes the new handbook ready. `about` is what it says of itself.
    ///
    /// # Errors
    /// If it can't be. What readers have is then as it was.
    pub fn finish(self, about: &About) -> Result<Staged, Fault> {
        let Staging { stage, work } = self;
        let made = stage.finish(about, work.way == Way::MoveIn)?;
        Ok(Staged { stage, made, work })
    }
}

impl Staged {
    /// Puts the new handbook in the place of the old one.
    ///
    /// # Errors
    /// If it can't. What readers have is then as it was, but for [`Fault::Late`].
    pub fn exchange(self) -> Result<Published, Fault> {
        let Staged { stage, made: Made { published, changed, is_as_it_was }, work } = self;
        if is_as_it_was {
            return Ok(published);
        }
        let Destination { folder, shown, .. } = &work.destination;
        let old = match work.way {
            Way::Replace => swap::replace(work.folder(), folder),
            Way::MoveIn => swap::move_in(work.folder(), folder, &changed).map(Some),
        };
        let Some(old) = old.map_err(Fault::unwritten(shown))? else { return Ok(published) };
        match stage.bring_over_late(&old) {
            Ok(()) => Ok(published),
            Err(fault) => Err(work.keep(old, fault)),
        }
    }
}

/// A folder to work in, which is removed at the end, however that comes.
struct Work {
    destination: Destination,
    lock: Option<Lock>,
    way: Way,
    /// The folders that were made to hold the published one, the innermost first.
    made: Vec<PathBuf>,
}

impl Work {
    fn folder(&self) -> &Path {
        self.lock.as_ref().expect("it is locked until it is dropped").folder()
    }
}

impl Work {
    /// Keeps the old folder, which holds something of others that can't be brought over into the new one.
    fn keep(self, old: PathBuf, fault: Fault) -> Fault {
        let work = self.folder();
        let name = |number: u32| {
            let mut name = work.file_name().unwrap_or_default().to_owned();
            name.push(format!("-kept-{number}"));
            work.with_file_name(name)
        };
        let is_free = |path: &PathBuf| std::fs::symlink_metadata(path).is_err();
        let aside = (1..=u32::MAX).map(name).find(is_free);
        let aside = aside.filter(|aside| rename(&old, aside).is_ok());
        let folder = self.destination.shown.clone();
        let kept = aside.unwrap_or_else(|| {
            // Where it is, it stays for as long as this folder is not cleared away.
            std::mem::forget(self);
            old
        });
        Fault::Late { folder, kept, why: Box::new(fault) }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // With the journal there, what is left is for the next build.
        if let Some(lock) = self.lock.take_if(|lock| !swap::is_unfinished(lock.folder())) {
            lock.clear(&swap::NAMES);
        }
        // Those that hold something by now stay.
        self.made.iter().all(|folder| std::fs::remove_dir(folder).is_ok());
    }
}

impl Destination {
    /// The folder's name, the same for each way to it.
    pub fn name(&self) -> String {
        self.folder.to_string_lossy().into_owned()
    }

    /// The hash of the list of files that were published to the folder.
    pub fn list(&self) -> Option<String> {
        let bytes = std::fs::read(self.folder.join(manifest::NAME)).ok()?;
        Some(blake3::hash(&bytes).to_hex().to_string())
    }

    /// What publishing would do, if the folder has the list of this hash, and is as that says: nothing.
    pub fn as_listed(&self, list: &str) -> Option<Published> {
        if self.list()? != list {
            return None;
        }
        let unchanged = Before::read(self).ok()?.as_listed(&self.folder)?;
        Some(Published { written: 0, unchanged, removed: 0 })
    }

    /// Begins to publish to the folder.
    ///
    /// # Errors
    /// If it can't be published to.
    pub fn begin(&self) -> Result<Staging, Fault> {
        let work = self.start()?;
        let stage = Stage::new(self, work.folder().join(swap::NEW))?;
        Ok(Staging { stage, work })
    }

    /// Takes a folder for work, and finds out how the new handbook can get its place.
    fn start(&self) -> Result<Work, Fault> {
        let is_there = self.folder.is_dir();
        let parent = self.folder.parent().unwrap_or(&self.folder);
        let made = parent.ancestors().take_while(|one| !one.exists()).map(Path::to_owned).collect();
        let work = |lock, way| Work { destination: self.clone(), lock: Some(lock), way, made };
        std::fs::create_dir_all(parent).map_err(Fault::unwritten(&self.shown))?;
        if !is_there || cfg!(unix) {
            match self.claim(&self.work_beside()) {
                Ok(lock) if swap::can_replace(lock.folder(), &self.folder) => {
                    return Ok(work(lock, Way::Replace));
                }
                Ok(lock) => lock.clear(&swap::NAMES),
                // Beside the folder nothing may be made, but perhaps in it.
                Err(Fault::Unwritten(_, error)) if is_there && is_forbidden(&error) => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(work(self.claim(&self.folder.join(WORK))?, Way::MoveIn))
    }

    /// Locks a folder for work, and finishes or clears away what is in it.
    fn claim(&self, work: &Path) -> Result<Lock, Fault> {
        let taken = lock::take(work).map_err(Fault::unwritten(&self.shown))?;
        let lock = taken.ok_or_else(|| Fault::Busy(self.shown.clone()))?;
        swap::finish(work, &self.folder).map_err(Fault::unwritten(&self.shown))?;
        lock.empty(&swap::NAMES);
        Ok(lock)
    }

    /// The folder for work beside the published one.
    fn work_beside(&self) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(self.folder.file_name().expect("the top of a drive is refused"));
        name.push(".handbook");
        self.folder.with_file_name(name)
    }
}

fn is_forbidden(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

#[cfg(test)]
mod tests {
    use super::{About, Destination, Fault};
    use crate::render::{Content, OutputPath};

    #[test]
    fn keeps_what_is_put_there_meanwhile_and_can_not_be_brought_over() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("site");
        let (shown, handbook) = (folder.clone(), root.path().join("in"));
        let destination = Destination { folder: folder.clone(), shown, handbook };
        let publish = |meanwhile: &dyn Fn()| {
            let staging = destination.begin().unwrap();
            let content = Content::Bytes(b"page".to_vec().into());
            staging.put(&OutputPath::new("a.html").unwrap(), &content).unwrap();
            let staged = staging.finish(&About::default()).unwrap();
            meanwhile();
            staged.exchange()
        };
        std::fs::create_dir_all(folder.join(".theirs")).unwrap();
        let late = publish(&|| {
            // A folder where a page is to be, and a file that is brought over all the same.
            std::fs::create_dir(folder.join("a.html")).unwrap();
            std::fs::write(folder.join("a.html/notes"), "theirs").unwrap();
            std::fs::write(folder.join(".theirs/notes"), "theirs").unwrap();
        });
        let Err(Fault::Late { kept, .. }) = late else { panic!("{late:?}") };
        let read = |path| std::fs::read_to_string(path).unwrap();
        assert_eq!(read(kept.join("a.html/notes")), "theirs");
        assert_eq!(read(folder.join(".theirs/notes")), "theirs");
        assert_eq!(read(folder.join("a.html")), "page");
        publish(&|| ()).unwrap();
        assert_eq!(read(kept.join("a.html/notes")), "theirs");
    }
}
