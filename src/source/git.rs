//! Git, run without a shell, with nothing of a surrounding git's in its environment, and no network.

#![expect(clippy::disallowed_methods, reason = "it looks whether the folder is in a repository")]

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

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

/// The folder's real place, if it is in a repository.
pub(super) fn in_repository(root: &Path) -> Result<Option<PathBuf>, HistoryFault> {
    let root = root.canonicalize().map_err(|error| HistoryFault::Refused(error.to_string()))?;
    let is_in = root.ancestors().any(|folder| folder.join(".git").exists());
    Ok(is_in.then_some(root))
}

/// What git says of a folder.
pub(super) fn git(root: &Path, arguments: &[&str]) -> Result<String, HistoryFault> {
    let said = git_told(root, arguments, Vec::new())?;
    Ok(String::from_utf8_lossy(&said).into_owned())
}

/// What git says of a folder when it is told this, as bytes.
pub(super) fn git_told(
    root: &Path,
    arguments: &[&str],
    told: Vec<u8>,
) -> Result<Vec<u8>, HistoryFault> {
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
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => HistoryFault::NoGit,
        _ => HistoryFault::Refused(error.to_string()),
    })?;
    let input = child.stdin.take();
    thread::spawn(move || {
        // Git may have ended without hearing it out.
        let _ = input.map(|mut input| input.write_all(&told));
    });
    wait(child, LONGEST)
}

/// What a program says, if it says it in time; otherwise it is ended.
fn wait(mut child: Child, longest: Duration) -> Result<Vec<u8>, HistoryFault> {
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
    let words = String::from_utf8_lossy(&words);
    Err(HistoryFault::Refused(words.lines().next().unwrap_or_default().to_owned()))
}

fn all(from: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What can't be read is as if it had not been said.
    let _ = from.map(|from| from.take(MOST).read_to_end(&mut bytes));
    bytes
}
