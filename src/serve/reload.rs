//! News of changes for the pages that are open, as a stream of server-sent events. It says which files have
//! changed and never what stands in them.

use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::net::TcpStream;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::serve::server::send;
use crate::source::SourcePath;

/// How often a stream looks whether its reader is still there.
const LOOK: Duration = Duration::from_secs(2);
/// How often a stream says that it is still there itself.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// How many past changes are known by their files.
const HISTORY: usize = 64;
/// A change of more files than this is told as a change of everything.
const MOST_FILES: usize = 50;

/// What has changed lately, and who waits to hear of it.
pub(super) struct News {
    /// Tells this run of the program from another at the same address.
    run: String,
    past: Mutex<Past>,
    told: Condvar,
}

#[derive(Default)]
struct Past {
    /// Counts what was announced.
    count: u64,
    /// The newest state of the handbook.
    generation: u64,
    /// The files of the latest changes, the last of them the latest; `None` for everything.
    changes: VecDeque<Option<Vec<String>>>,
}

#[derive(Serialize)]
struct Message<'a> {
    run: &'a str,
    generation: u64,
    /// The files that have changed since the last message; `null` if anything may have.
    changed: Option<BTreeSet<&'a str>>,
}

impl News {
    pub(super) fn new(run: String) -> Self {
        News { run, past: Mutex::default(), told: Condvar::new() }
    }

    /// Tells every open page that the handbook has a new state.
    pub(super) fn announce(&self, generation: u64, changed: &BTreeSet<SourcePath>) {
        let mut past = self.past();
        past.count += 1;
        past.generation = generation;
        let files = || changed.iter().map(SourcePath::to_string).collect();
        past.changes.push_back((changed.len() <= MOST_FILES).then(files));
        if past.changes.len() > HISTORY {
            past.changes.pop_front();
        }
        drop(past);
        self.told.notify_all();
    }

    /// Writes news to a page until it goes away.
    pub(super) fn follow(&self, stream: &TcpStream) -> io::Result<()> {
        send(stream, b"retry: 1000\n\n")?;
        let mut seen = None;
        let mut last = Instant::now();
        loop {
            if let Some((count, message)) = self.wait(seen) {
                send(stream, format!("data: {message}\n\n").as_bytes())?;
                seen = Some(count);
                last = Instant::now();
            } else if has_gone(stream) {
                return Ok(());
            } else if last.elapsed() >= HEARTBEAT {
                send(stream, b":\n\n")?;
                last = Instant::now();
            }
        }
    }

    /// What is new to someone who has seen the announcements up to this one; `None` if nothing came for a
    /// while.
    fn wait(&self, seen: Option<u64>) -> Option<(u64, String)> {
        let past = self.past();
        let waiting = self.told.wait_timeout_while(past, LOOK, |past| seen == Some(past.count));
        let (past, timeout) = waiting.unwrap_or_else(PoisonError::into_inner);
        if timeout.timed_out() && seen == Some(past.count) {
            return None;
        }
        let message = Message {
            run: &self.run,
            generation: past.generation,
            changed: seen.and_then(|seen| past.since(seen)),
        };
        let json = serde_json::to_string(&message).expect("it holds only texts and numbers");
        Some((past.count, json))
    }

    fn past(&self) -> MutexGuard<'_, Past> {
        self.past.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Past {
    /// The files of all changes after this one, if each is known.
    fn since(&self, seen: u64) -> Option<BTreeSet<&str>> {
        let missed = usize::try_from(self.count.checked_sub(seen)?).ok()?;
        let first = self.changes.len().checked_sub(missed)?;
        let mut files = BTreeSet::new();
        for change in self.changes.iter().skip(first) {
            files.extend(change.as_ref()?.iter().map(String::as_str));
        }
        Some(files)
    }
}

/// Has the reader hung up?
fn has_gone(stream: &TcpStream) -> bool {
    if stream.set_read_timeout(Some(Duration::from_millis(1))).is_err() {
        return true;
    }
    match stream.peek(&mut [0]) {
        Ok(length) => length == 0,
        Err(error) => !matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut),
    }
}

#[cfg(test)]
mod tests {
    use super::{HISTORY, MOST_FILES, News};
    use crate::source::SourcePath;

    fn announce(news: &News, generation: u64, files: usize) {
        let path = |n| SourcePath::new(&format!("content/{generation}-{n}.md")).unwrap();
        news.announce(generation, &(0..files).map(path).collect());
    }

    #[test]
    fn tells_what_was_missed() {
        let news = News::new("r".into());
        let message = |seen| news.wait(seen).unwrap().1;
        assert_eq!(message(None), r#"{"run":"r","generation":0,"changed":null}"#);
        announce(&news, 1, 1);
        announce(&news, 2, 1);
        let both = r#"{"run":"r","generation":2,"changed":["content/1-0.md","content/2-0.md"]}"#;
        assert_eq!(message(Some(0)), both);
        let last = r#"{"run":"r","generation":2,"changed":["content/2-0.md"]}"#;
        assert_eq!(message(Some(1)), last);
        announce(&news, 3, MOST_FILES + 1);
        assert_eq!(message(Some(2)), r#"{"run":"r","generation":3,"changed":null}"#);
        for generation in 4..100 {
            announce(&news, generation, 1);
        }
        assert!(message(Some(99 - HISTORY as u64)).contains("content/99-0.md"));
        assert!(message(Some(98 - HISTORY as u64)).contains("null"));
    }
}
