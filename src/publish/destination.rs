//! Where a handbook may be published to: the folder that was named, found through links and `..`, and
//! refused if anything there could be lost. It changes nothing.

#![expect(clippy::disallowed_methods, reason = "finds the folder to publish to")]

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::publish::fault::{Fault, Refusal};

/// What must not be published over.
#[derive(Clone, Debug, Default)]
pub struct Protected {
    /// The handbook's own folder.
    pub handbook: PathBuf,
    /// The folders in it that are read, so that nothing may be published inside them.
    pub sources: Vec<PathBuf>,
    /// Folders inside those that are not read after all.
    pub unread: Vec<PathBuf>,
    /// The home folder of whoever builds, if they have one.
    pub home: Option<PathBuf>,
}

/// The folder's real place, if it may be published to. `option` is what it was named with.
pub(crate) fn find(
    folder: &Path,
    option: &'static str,
    protected: &Protected,
) -> Result<PathBuf, Fault> {
    let refused = |why| Fault::Refused { folder: folder.to_owned(), option, why };
    if folder.as_os_str().is_empty() {
        return Err(refused(Refusal::Empty));
    }
    let place = real(folder).map_err(refused)?;
    if place.file_name().is_none() {
        return Err(refused(Refusal::Drive));
    }
    let holds = |inner: &Path| real(inner).is_ok_and(|inner| is_in(&inner, &place));
    if holds(&protected.handbook) {
        return Err(refused(Refusal::Holds("the handbook’s own folder")));
    }
    if protected.home.as_ref().is_some_and(|home| holds(home)) {
        return Err(refused(Refusal::Holds("your home folder")));
    }
    if protected.sources.iter().any(|source| holds(source)) {
        return Err(refused(Refusal::AmongSources));
    }
    let is_within = |outer: &PathBuf| real(outer).is_ok_and(|outer| is_in(&place, &outer));
    if protected.sources.iter().any(is_within) && !protected.unread.iter().any(is_within) {
        return Err(refused(Refusal::AmongSources));
    }
    match fs::metadata(&place) {
        Ok(metadata) if !metadata.is_dir() => Err(refused(Refusal::File)),
        _ => Ok(place),
    }
}

/// Whether `inner` is `outer`, or somewhere below it.
fn is_in(inner: &Path, outer: &Path) -> bool {
    inner.ancestors().any(|one| is_same(one, outer))
}

/// Whether two real paths are one folder. Names that differ only in capitals are taken for one even where
/// the system can tell them apart: on the next computer it can't.
fn is_same(one: &Path, other: &Path) -> bool {
    let lower = |path: &Path| path.to_string_lossy().to_lowercase();
    lower(one) == lower(other) || is_same_on_disk(one, other)
}

#[cfg(unix)]
fn is_same_on_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| fs::metadata(path).ok().map(|one| (one.dev(), one.ino()));
    id(one).is_some_and(|found| Some(found) == id(other))
}

/// On Windows the real path is already written as it is on disk.
#[cfg(windows)]
fn is_same_on_disk(_one: &Path, _other: &Path) -> bool {
    false
}

/// Follows a path part by part, through links, as far as there is anything; what is not there yet is taken
/// as written.
fn real(path: &Path) -> Result<PathBuf, Refusal> {
    // Only the current folder is asked for; it fails where that was removed.
    let absolute = std::path::absolute(path).map_err(|_| Refusal::DeadLink)?;
    let written = match path.is_absolute() {
        true => path.to_owned(),
        // `absolute` may take `..` for the folder above by name, and not for that above a link.
        false => std::env::current_dir().map_err(|_| Refusal::DeadLink)?.join(path),
    };
    let written = if cfg!(windows) { absolute } else { written };
    let mut found = PathBuf::new();
    for part in written.components() {
        match part {
            Component::ParentDir => {
                found.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir => found.push(part),
            Component::Normal(name) => {
                found.push(name);
                if fs::symlink_metadata(&found).is_ok() {
                    found = canonical(&found)?;
                }
            }
        }
    }
    Ok(found)
}

fn canonical(path: &Path) -> Result<PathBuf, Refusal> {
    match fs::canonicalize(path) {
        Ok(path) => Ok(path),
        // Some network drives on Windows can't tell, but those have no links either.
        Err(_) if cfg!(windows) && fs::metadata(path).is_ok() => Ok(path.to_owned()),
        Err(_) => Err(Refusal::DeadLink),
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Protected, find, is_in};
    use crate::publish::fault::OUTPUT;

    #[test]
    fn takes_names_in_capitals_for_the_same() {
        let check = |inner, outer, expected| {
            assert_eq!(is_in(Path::new(inner), Path::new(outer)), expected, "{inner} in {outer}");
        };
        check("/a/b/c", "/a/b", true);
        check("/a/B", "/a/b", true);
        check("/a/bc", "/a/b", false);
        check("/a", "/a/b", false);
    }

    #[test]
    fn finds_folders_that_are_not_there_yet() {
        let root = tempfile::tempdir().unwrap();
        let real = std::fs::canonicalize(root.path()).unwrap();
        let check = |written: &str, expected: &str| {
            let found = find(&root.path().join(written), OUTPUT, &Protected::default()).unwrap();
            assert_eq!(found, expected.split('/').fold(real.clone(), |at, part| at.join(part)));
        };
        check("new", "new");
        check("new/./deep/../er", "new/er");
        let protected = Protected { handbook: PathBuf::from("not there"), ..Protected::default() };
        assert!(find(&real.join("new"), OUTPUT, &protected).is_ok());
    }
}
