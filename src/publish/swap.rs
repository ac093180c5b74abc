//! Puts the new folder where the old one is. Where the system can exchange two folders in one step, it
//! does: at every moment there is the whole old one or the whole new one. Where it can't, or the folder
//! itself must stay, what changed is renamed into it, one name at the top after another, behind a journal.
//!
//! Such renaming takes some milliseconds. A reader may then find one section new and another old, and a
//! name may for less than a millisecond be missing. If the process is killed just then, that stays until
//! the next build, which finds the journal and finishes before it does anything else. Windows has no
//! exchange, and a new folder there would lose the access list of the old one, so it is always so there,
//! but for the first build into a folder that is not there yet.

#![expect(clippy::disallowed_methods, reason = "renames in the published folder")]

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::publish::lock::remove_all;
use crate::publish::manifest;
use crate::publish::system;

/// What is made, what is taken away, and the journal, in the folder for work.
pub(crate) const NEW: &str = "new";
const OLD: &str = "old";
const JOURNAL: &str = "journal.json";
const UNFINISHED: &str = "journal.new";
const TRIAL: &str = "trial";

/// All that may be in the folder for work.
pub(crate) const NAMES: [&str; 5] = [NEW, OLD, TRIAL, UNFINISHED, JOURNAL];

/// Whether `folder` can be replaced by one that is made in `work`, and nobody would notice but for what is
/// in it. Tries it out on two empty folders.
pub(crate) fn can_replace(work: &Path, folder: &Path) -> bool {
    if fs::symlink_metadata(folder).is_err() {
        return true;
    }
    let trial = work.join(TRIAL);
    let (one, other) = (trial.join("1"), trial.join("2"));
    let tried = fs::create_dir(&trial)
        .and_then(|()| fs::create_dir(&one))
        .and_then(|()| fs::create_dir(&other))
        .and_then(|()| system::take_access_of(folder, &one))
        .and_then(|()| system::exchange(&one, &other));
    remove_all(&trial);
    tried.is_ok() && !system::is_mounted_at(folder)
}

/// Replaces the folder in one step by the one made in `work`. Says where the old one is, if there was one.
pub(crate) fn replace(work: &Path, folder: &Path) -> io::Result<Option<PathBuf>> {
    let new = work.join(NEW);
    let is_there = fs::symlink_metadata(folder).is_ok();
    if is_there {
        system::take_access_of(folder, &new)?;
        system::exchange(&new, folder)?;
    } else {
        system::rename(&new, folder)?;
    }
    if let Some(parent) = folder.parent() {
        system::sync_names(parent);
    }
    Ok(is_there.then_some(new))
}

/// Renames what was made in `work` into the folder, and takes from it those of the names `changed` that
/// were not made again. If a name can't be renamed, all are put back. Says where the old ones are.
pub(crate) fn move_in(
    work: &Path,
    folder: &Path,
    changed: &BTreeSet<String>,
) -> io::Result<PathBuf> {
    let is_gone = |name: &&String| fs::symlink_metadata(work.join(NEW).join(name)).is_err();
    let gone: Vec<&String> = changed.iter().filter(is_gone).collect();
    let journal = serde_json::to_vec(&gone).expect("a list of names can be written as JSON");
    fs::create_dir_all(work.join(OLD))?;
    let unfinished = work.join(UNFINISHED);
    let mut file = File::create(&unfinished)?;
    file.write_all(&journal)?;
    file.sync_all()?;
    drop(file);
    system::rename(&unfinished, &work.join(JOURNAL))?;
    system::sync_names(work);
    let mut done = Vec::new();
    if let Err(error) = go_on(work, folder, &mut done) {
        // If that fails too, the journal stays, and the next build goes on from here.
        if done.iter().rev().all(|(from, to)| system::rename(to, from).is_ok()) {
            fs::remove_file(work.join(JOURNAL))?;
        }
        return Err(error);
    }
    fs::remove_file(work.join(JOURNAL))?;
    Ok(work.join(OLD))
}

/// Whether a build that renamed files into the folder did not finish.
pub(crate) fn is_unfinished(work: &Path) -> bool {
    fs::symlink_metadata(work.join(JOURNAL)).is_ok()
}

/// Finishes what a build that was killed had begun to rename.
pub(crate) fn finish(work: &Path, folder: &Path) -> io::Result<()> {
    if !is_unfinished(work) {
        return Ok(());
    }
    go_on(work, folder, &mut Vec::new())?;
    fs::remove_file(work.join(JOURNAL))
}

/// What was renamed, from where and to where.
type Renamed = (PathBuf, PathBuf);

/// Does what the journal says and is not done yet.
fn go_on(work: &Path, folder: &Path, done: &mut Vec<Renamed>) -> io::Result<()> {
    let gone: Vec<String> = serde_json::from_slice(&fs::read(work.join(JOURNAL))?)?;
    let (new, old) = (work.join(NEW), work.join(OLD));
    for name in &gone {
        put_away(folder.join(name), old.join(name), done)?;
    }
    for name in names_in_order(&new)? {
        put_away(folder.join(&name), old.join(&name), done)?;
        rename(new.join(&name), folder.join(&name), done)?;
    }
    system::sync_names(folder);
    Ok(())
}

/// Puts away the old file or folder of a name, if there is one and that is not done yet.
fn put_away(from: PathBuf, to: PathBuf, done: &mut Vec<Renamed>) -> io::Result<()> {
    let is_there = fs::symlink_metadata(&from).is_ok();
    // With the old one put away, this is the new one, found again by a system to which `A` is `a`.
    let is_done = fs::symlink_metadata(&to).is_ok();
    if is_there && !is_done { rename(from, to, done) } else { Ok(()) }
}

fn rename(from: PathBuf, to: PathBuf, done: &mut Vec<Renamed>) -> io::Result<()> {
    system::rename(&from, &to)?;
    done.push((from, to));
    Ok(())
}

/// Folders, with what pages need, then the pages at the top, and the list of all last.
fn names_in_order(folder: &Path) -> io::Result<Vec<OsString>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        names.push((name == manifest::NAME, !entry.file_type()?.is_dir(), name));
    }
    names.sort();
    Ok(names.into_iter().map(|(.., name)| name).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use tempfile::TempDir;

    use super::{JOURNAL, NEW, OLD, can_replace, finish, go_on, is_unfinished, move_in, replace};
    use crate::publish::manifest;

    fn write(root: &Path, name: &str, text: &str) {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Every file of the published folder with its text, in a line.
    fn published(root: &Path) -> String {
        let site = root.join("site");
        let mut lines = Vec::new();
        let mut waiting = vec![site.clone()];
        while let Some(folder) = waiting.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && !path.ends_with("work") {
                    waiting.push(path);
                } else if path.is_file() {
                    let name = path.strip_prefix(&site).unwrap().display().to_string();
                    lines.push(format!("{name}={}", std::fs::read_to_string(&path).unwrap()));
                }
            }
        }
        lines.sort();
        lines.join(" ").replace('\\', "/")
    }

    /// A published folder, and in it the folder for work with a new one.
    fn site() -> (TempDir, PathBuf, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in [("a/1", "old"), ("b/1", "old"), ("c", "old"), ("theirs", "kept")] {
            write(root.path(), &format!("site/{name}"), text);
        }
        for name in ["a/1", "a/2", "d", manifest::NAME] {
            write(root.path(), &format!("site/work/{NEW}/{name}"), "new");
        }
        let folder = root.path().join("site");
        (root, folder.join("work"), folder)
    }

    fn changed() -> BTreeSet<String> {
        ["a", "b", "c", "d"].map(str::to_owned).into()
    }

    const DONE: &str = "a/1=new a/2=new build.json=new d=new theirs=kept";

    #[test]
    fn moves_in_what_changed_and_takes_away_what_is_gone() {
        let (root, work, folder) = site();
        move_in(&work, &folder, &changed()).unwrap();
        assert_eq!(published(root.path()), DONE);
        assert!(!is_unfinished(&work));
    }

    #[test]
    fn finishes_what_was_killed_at_any_rename() {
        let begun = || {
            let (root, work, folder) = site();
            write(&work, JOURNAL, r#"["b","c"]"#);
            std::fs::create_dir(work.join(OLD)).unwrap();
            (root, work, folder)
        };
        // The renames of an undisturbed run, to do only the first of them.
        let (root, work, folder) = begun();
        let mut all = Vec::new();
        go_on(&work, &folder, &mut all).unwrap();
        assert!(all.len() > 5);
        let below = |path: &Path| path.strip_prefix(root.path()).unwrap().to_owned();
        for count in 0..=all.len() {
            let (root, work, folder) = begun();
            for (from, to) in &all[..count] {
                let at = |path| root.path().join(below(path));
                std::fs::rename(at(from), at(to)).unwrap();
            }
            finish(&work, &folder).unwrap();
            assert_eq!(published(root.path()), DONE, "killed after {count} renames");
            assert!(!is_unfinished(&work));
        }
    }

    #[test]
    fn puts_all_back_if_a_name_can_not_be_renamed() {
        let (root, work, folder) = site();
        // With something put away already, what has the name now is not, and is no empty folder.
        write(&folder, "e/1", "theirs");
        write(&work, &format!("{NEW}/e/1"), "new");
        write(&work, &format!("{OLD}/e"), "");
        let before = published(root.path());
        assert!(move_in(&work, &folder, &changed()).is_err());
        assert_eq!(published(root.path()), before);
        assert!(!is_unfinished(&work));
    }

    #[test]
    fn replaces_a_folder_in_one_step_where_it_can() {
        let root = tempfile::tempdir().unwrap();
        let (work, folder) = (root.path().join("work"), root.path().join("site"));
        write(&work, "new/a", "new");
        assert!(can_replace(&work, &folder));
        assert_eq!(replace(&work, &folder).unwrap(), None);
        assert_eq!(published(root.path()), "a=new");
        write(&work, "new/a", "newer");
        if can_replace(&work, &folder) {
            let old = replace(&work, &folder).unwrap().unwrap();
            assert_eq!(published(root.path()), "a=newer");
            assert_eq!(std::fs::read_to_string(old.join("a")).unwrap(), "new");
        }
    }
}
