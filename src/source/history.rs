//! The days on which a handbook's files changed, as its git repository knows them: one `git log`, which asks for days
//! and names alone. Nobody's name and no message leaves the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::source::git::{HistoryFault, git, in_repository};
use crate::source::names::TOP_FILES;
use crate::source::{Folders, NEVER_CONTENT, SourcePath};

/// The days on which each file changed, as `2027-02-28`.
pub type History = BTreeMap<SourcePath, BTreeSet<String>>;

/// When the files of `below`, a folder in `root`, changed; nothing if `root` is in no repository.
///
/// # Errors
/// If it is in one, and its history can't be had.
pub fn history(root: &Path, below: &str) -> Result<History, HistoryFault> {
    let Some(root) = in_repository(root)? else { return Ok(History::new()) };
    if git(&root, &["rev-parse", "--is-shallow-repository"])?.trim() == "true" {
        return Err(HistoryFault::Shallow);
    }
    let below = if below.is_empty() { "." } else { below };
    // A file that was only renamed keeps its history; whatever else it takes would be a guess.
    let log = ["log", "-z", "--format=format:%x01%cs", "--name-status", "-M100%", "--no-ext-diff"];
    let said =
        git(&root, &[&log[..], &["--no-show-signature", "--relative", "--", below]].concat());
    match said {
        // A repository in which nothing has been committed yet.
        Err(HistoryFault::Refused(words)) if words.contains("does not have any commits") => {
            Ok(History::new())
        }
        said => Ok(parse(&said?)),
    }
}

/// The commit that the folder's files are of, with `-dirty` after it if any that is read from `folders` is other than
/// it was committed; nothing if `root` is in no repository, or nothing has been committed.
///
/// # Errors
/// If it is in one that can't be asked.
pub fn revision(root: &Path, folders: &Folders) -> Result<Option<String>, HistoryFault> {
    let Some(root) = in_repository(root)? else { return Ok(None) };
    let head = match git(&root, &["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]) {
        Err(HistoryFault::Refused(_)) => return Ok(None),
        head => head?,
    };
    let content = if folders.content.is_empty() { "." } else { folders.content.as_str() };
    let mut asked = vec!["status", "--porcelain", "--ignore-submodules", "--", content];
    asked.extend(folders.beside.iter().map(String::as_str));
    let top = TOP_FILES.map(|name| [format!("{name}.yaml"), format!("{name}.yml")]).concat();
    asked.extend(top.iter().map(String::as_str));
    // What is published is not read, even where all else in the folder is.
    let left_out = NEVER_CONTENT.iter().filter(|name| **name != "themes");
    let left_out: Vec<String> = left_out.map(|name| format!(":(exclude){name}")).collect();
    asked.extend(left_out.iter().map(String::as_str));
    let is_clean = git(&root, &asked)?.is_empty();
    Ok(Some(format!("{}{}", head.trim(), if is_clean { "" } else { "-dirty" })))
}

/// Reads the log, the newest first: a day after `\x01`, then for each file what happened to it and its name, of a
/// renamed one both names.
fn parse(log: &str) -> History {
    let mut history = History::new();
    // What a file of an older name is called now; nothing once its life has begun.
    let mut now: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    let mut day = "";
    let mut parts = log.split('\0');
    while let Some(part) = parts.next() {
        let mut status = part;
        if let Some(commit) = part.strip_prefix('\u{1}') {
            (day, status) = commit.split_once('\n').unwrap_or((commit, ""));
        }
        if status.is_empty() {
            continue;
        }
        let Some(name) = parts.next() else { break };
        let is_renamed = status.starts_with('R');
        let new = if is_renamed { parts.next().unwrap_or(name) } else { name };
        let Some(current) = now.get(new).copied().unwrap_or(Some(new)) else { continue };
        if let Some(path) = SourcePath::new(current) {
            history.entry(path).or_default().insert(day.to_owned());
        }
        if is_renamed || status == "A" {
            now.insert(new, None);
        }
        if is_renamed {
            now.insert(name, Some(current));
        }
    }
    history
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn follows_a_name_back_to_its_beginning() {
        let log = "\u{1}2027-03-04\nM\0b.md\0\0\u{1}2027-03-03\nR100\0a.md\0b.md\0\0\u{1}2027-03-02\nM\0a.md\0\0\
                   \u{1}2027-03-01\nA\0a.md\0A\0Été 1.md\0\0\u{1}2026-01-01\nD\0a.md\0";
        let found = parse(log);
        let days = |name: &str| {
            let found = found.iter().find(|(path, _)| path.as_str() == name);
            found.map(|(_, days)| days.iter().map(String::as_str).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(days("b.md").as_deref(), Some("2027-03-01 2027-03-02 2027-03-03 2027-03-04"));
        assert_eq!(days("Été 1.md").as_deref(), Some("2027-03-01"));
    }

    #[test]
    fn nothing_that_it_is_given_stops_it() {
        for log in ["", "\0", "\u{1}", "\u{1}2027-01-01", "R100\0a", "M", "\u{1}x\nM\0../../a\0"] {
            parse(log);
        }
    }
}
