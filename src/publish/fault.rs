//! Why a handbook could not be published, each in one sentence with what to do. Whatever it was, what
//! readers have is as it was, but where something of others was late.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::source::ReadFaultKind;

/// What the folder to publish to is named with.
pub(crate) const OUTPUT: &str = "--output";

/// Why a handbook could not be published.
#[derive(Debug)]
pub enum Fault {
    /// This folder is not one to publish to.
    Refused {
        /// The folder, as it was typed.
        folder: PathBuf,
        /// What it was named with.
        option: &'static str,
        /// Why not.
        why: Refusal,
    },
    /// A file or folder that `handbook` did not write has the name of one that it is to write.
    InTheWay(PathBuf),
    /// A published file was changed by somebody else while it was to be kept.
    Meddled(PathBuf),
    /// Another build is publishing to this folder now.
    Busy(PathBuf),
    /// A file that is to be copied can't be read.
    Unread(PathBuf, io::Error),
    /// The system does not let this be written.
    Unwritten(PathBuf, io::Error),
    /// The handbook was published, but what others put into the folder meanwhile could not be brought over.
    Late {
        /// The published folder, as it was typed.
        folder: PathBuf,
        /// Where the folder that it replaced is kept.
        kept: PathBuf,
        /// What could not be done.
        why: Box<Fault>,
    },
}

/// Why a folder is not one to publish to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No folder was named.
    Empty,
    /// It is the top of a drive.
    Drive,
    /// It is, or holds, a folder of this kind: “your home folder”.
    Holds(&'static str),
    /// It is in a folder whose files are read for the handbook.
    AmongSources,
    /// It is in a folder that is published.
    Published,
    /// It is a file.
    File,
    /// It is a link to nothing, or to itself.
    DeadLink,
    /// It has files, and `handbook` did not make it.
    Foreign,
    /// The list of what was published is damaged.
    ListDamaged,
    /// The list of what was published is from a later version.
    ListNewer,
    /// A drive or a shared folder is attached inside it.
    DriveInside,
}

impl Fault {
    /// Why a file of the handbook can't be copied.
    pub(crate) fn unread(path: PathBuf, why: ReadFaultKind) -> Fault {
        let error = match why {
            ReadFaultKind::Unreadable { kind, message } => io::Error::new(kind, message),
            ReadFaultKind::Vanished => ErrorKind::NotFound.into(),
            _ => io::Error::other("it is no ordinary file in the handbook’s folder any more"),
        };
        Fault::Unread(path, error)
    }

    /// Gives an error of the system its path.
    pub(crate) fn unwritten(path: &Path) -> impl FnOnce(io::Error) -> Fault + use<> {
        let path = path.to_owned();
        |error| Fault::Unwritten(path, error)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Refused { folder, option, why } => refused(f, &shown(folder), option, *why),
            Fault::InTheWay(path) => write!(
                f,
                "{} is in the way: handbook did not write it, and has a page or file of that name \
                 to publish. Move it out of the folder, or give the document another name.",
                shown(path)
            ),
            Fault::Meddled(path) => write!(
                f,
                "{} was changed by another program while the handbook was being published. What \
                 readers have is otherwise as it was: build again.",
                shown(path)
            ),
            Fault::Busy(folder) => write!(
                f,
                "another build is publishing to {} now. Wait until it has ended, then build again.",
                shown(folder)
            ),
            Fault::Unread(path, error) => write!(
                f,
                "{} can’t be read, so nothing was published ({error}). Put it back, close programs \
                 that have it open, then build again.",
                shown(path)
            ),
            Fault::Unwritten(path, error) => unwritten(f, &shown(path), error),
            Fault::Late { folder, kept, why } => late(f, &shown(folder), &shown(kept), why),
        }
    }
}

impl std::error::Error for Fault {}

fn refused(f: &mut fmt::Formatter<'_>, folder: &str, option: &str, why: Refusal) -> fmt::Result {
    match why {
        Refusal::Empty => write!(f, "no folder was named to publish to. Name one with {option}."),
        Refusal::Drive => write!(
            f,
            "{folder} is the top of a drive, and its files are not handbook’s to change. Name a \
             folder on it with {option}."
        ),
        Refusal::Holds(what) => write!(
            f,
            "{folder} is {what}, or holds it, and must not be published over. Name another folder \
             with {option}."
        ),
        Refusal::AmongSources => write!(
            f,
            "{folder} is in a folder that the handbook is made from: what is published there would \
             be read as its content. Name another folder with {option}."
        ),
        Refusal::Published => write!(
            f,
            "{folder} is in a folder that is published: readers of one edition could find another’s \
             there. Name another folder with {option}."
        ),
        Refusal::File => {
            write!(f, "{folder} is a file, not a folder. Name another folder with {option}.")
        }
        Refusal::DeadLink => write!(
            f,
            "{folder} is reached through a link that leads nowhere. Mend the link, or name another \
             folder with {option}."
        ),
        Refusal::Foreign => write!(
            f,
            "{folder} has files in it that handbook did not make, and was left as it is. Name an \
             empty folder, or one that isn’t there yet, with {option}."
        ),
        Refusal::ListDamaged => write!(
            f,
            "the list of published files in {folder} is damaged, so handbook can’t tell which files \
             there are its own, and left all as they are. Empty the folder yourself, or name another \
             with {option}."
        ),
        Refusal::ListNewer => write!(
            f,
            "{folder} was published by a later version of handbook, and was left as it is. Use that \
             version, or name another folder with {option}."
        ),
        Refusal::DriveInside => write!(
            f,
            "another drive or shared folder is attached at {folder}, inside the published folder, \
             and its files could be lost. Detach it, or name another folder with {option}."
        ),
    }
}

fn unwritten(f: &mut fmt::Formatter<'_>, path: &str, error: &io::Error) -> fmt::Result {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => write!(
            f,
            "there is no room left on the disk to write {path}. What readers have is as it was: make \
             room, then build again."
        ),
        _ if is_in_use(error) => write!(
            f,
            "{path} is in use. Close the windows and programs that show it, then build again."
        ),
        ErrorKind::ReadOnlyFilesystem => write!(
            f,
            "{path} is on a disk that can only be read. Name another folder with --output."
        ),
        ErrorKind::PermissionDenied => write!(
            f,
            "{path} can’t be written: you have no right to write there ({error}). Ask for that right, \
             or name another folder with --output."
        ),
        _ => write!(
            f,
            "{path} can’t be written ({error}). What readers have is as it was: put that right, then \
             build again."
        ),
    }
}

fn late(f: &mut fmt::Formatter<'_>, folder: &str, kept: &str, why: &Fault) -> fmt::Result {
    write!(
        f,
        "the new handbook is in {folder}, but something that was put there while it was being published is not"
    )?;
    if let Fault::Unwritten(path, error) | Fault::Unread(path, error) = why {
        write!(f, ": {} ({error})", shown(path))?;
    }
    write!(
        f,
        ". The folder as it was before is kept in {kept}: take from it what is yours, then delete it."
    )
}

/// Whether another program holds what was to be changed.
pub(crate) fn is_in_use(error: &io::Error) -> bool {
    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
    error.kind() == ErrorKind::ResourceBusy
        || cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// A path for people: without what Windows puts before long ones.
fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    match text.strip_prefix(r"\\?\") {
        Some(rest) => match rest.strip_prefix(r"UNC\") {
            Some(share) => format!(r"\\{share}"),
            None => rest.to_owned(),
        },
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::Path;

    use super::{Fault, OUTPUT, Refusal, shown};

    #[test]
    fn says_what_to_do() {
        let full = Fault::Unwritten("output/a.html".into(), io::ErrorKind::StorageFull.into());
        insta::assert_snapshot!(full, @"there is no room left on the disk to write output/a.html. What readers have is as it was: make room, then build again.");
        let held = Fault::Unwritten("output/a.html".into(), io::ErrorKind::ResourceBusy.into());
        insta::assert_snapshot!(held, @"output/a.html is in use. Close the windows and programs that show it, then build again.");
        let why = Box::new(Fault::Unwritten(
            "output/notes.txt".into(),
            io::ErrorKind::ResourceBusy.into(),
        ));
        let late =
            Fault::Late { folder: "output".into(), kept: ".output.handbook-kept-1".into(), why };
        insta::assert_snapshot!(late, @"the new handbook is in output, but something that was put there while it was being published is not: output/notes.txt (resource busy). The folder as it was before is kept in .output.handbook-kept-1: take from it what is yours, then delete it.");
        let why = Refusal::Holds("your home folder");
        insta::assert_snapshot!(Fault::Refused { folder: "..".into(), option: OUTPUT, why }, @".. is your home folder, or holds it, and must not be published over. Name another folder with --output.");
    }

    #[test]
    fn shows_long_windows_paths_as_people_know_them() {
        let check = |path, expected| assert_eq!(shown(Path::new(path)), expected);
        check(r"\\?\C:\handbook", r"C:\handbook");
        check(r"\\?\UNC\server\share\handbook", r"\\server\share\handbook");
        check("output", "output");
    }
}
