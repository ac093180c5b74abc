//! The days on which a handbook's files changed, as its git repository knows them: one `git log`, run without a
//! shell, which asks for days and names alone. Nobody's name and no message leaves the repository.

#![expect(clippy::disallowed_methods, reason = "it looks whether the folder is in a repository")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::source::names::TOP_FILES;
use crate::source::{Folders, NEVER_CONTENT, SourcePath};

/// The days on which each file changed, as `2027-02-28`.
pub type History = BTreeMap<SourcePath, BTreeSet<String>>;

/// Why the history of a repository can't be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryFault {
    /// There is no git on this computer.
    NoGit,
    /// The copy doesn't reach back to the beginning, so that its oldest days are wrong.
    Shallow,
    /// It took too long.
    TooSlow,
    /// Git refuses; its own words.
    Refused(String),
}

/// As long as git may take, and as much as it may say.
const LONGEST: Duration = Duration::from_secs(30);
const MOST: u64 = 256 * 1024 * 1024;

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

/// The folder's real place, if it is in a repository.
fn in_repository(root: &Path) -> Result<Option<PathBuf>, HistoryFault> {
    let root = root.canonicalize().map_err(|error| HistoryFault::Refused(error.to_string()))?;
    let is_in = root.ancestors().any(|folder| folder.join(".git").exists());
    Ok(is_in.then_some(root))
}

/// Runs git in a folder, with nothing of a surrounding git's in its environment, and no network.
fn git(root: &Path, arguments: &[&str]) -> Result<String, HistoryFault> {
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE"] {
        command.env_remove(name);
    }
    command
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .arg("-C")
        .arg(root)
        .args(["--no-pager", "-c", "core.quotepath=false"])
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => HistoryFault::NoGit,
        _ => HistoryFault::Refused(error.to_string()),
    })?;
    wait(child, LONGEST)
}

/// What a program says, if it says it in time; otherwise it is ended.
fn wait(mut child: Child, longest: Duration) -> Result<String, HistoryFault> {
    let (out, error) = (child.stdout.take(), child.stderr.take());
    let (send, said) = mpsc::channel();
    let errors = thread::spawn(move || all(error));
    thread::spawn(move || {
        // Nobody listens if it took too long.
        let _ = send.send(all(out));
    });
    let Ok(said) = said.recv_timeout(longest) else {
        // It may have ended just now.
        let _ = child.kill();
        let _ = child.wait();
        return Err(HistoryFault::TooSlow);
    };
    let refused = |error: io::Error| HistoryFault::Refused(error.to_string());
    if child.wait().map_err(refused)?.success() {
        return Ok(said);
    }
    let words = errors.join().unwrap_or_default();
    Err(HistoryFault::Refused(words.lines().next().unwrap_or_default().to_owned()))
}

fn all(from: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    // What can't be read is as if it had not been said.
    let _ = from.map(|from| from.take(MOST).read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
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
