//! Which files have changed: told by the system, and by a slow scan for drives that tell nothing. It reads no
//! file; editors' backup, swap and lock files are left out by their names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::source::{self, FileStamp, Folders, SourcePath};

/// Between two scans. What the system does not tell has to be noticed within two seconds.
const SCAN: Duration = Duration::from_millis(1_200);
/// Between two scans where the system is not asked.
const SCAN_ONLY: Duration = Duration::from_millis(400);

/// Watches a handbook's folder.
pub(super) struct Watch {
    shared: Arc<Shared>,
    /// `None` where the system is not asked, or can't tell.
    events: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
}

struct Shared {
    root: PathBuf,
    pending: Mutex<BTreeSet<SourcePath>>,
    woken: Condvar,
    folders: Mutex<Folders>,
    /// The files as they were last seen.
    seen: Mutex<BTreeMap<SourcePath, FileStamp>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Watch {
    /// What is there now is no change. With `poll` the system is not asked.
    pub(super) fn new(root: &Path, folders: &Folders, poll: bool) -> Self {
        let shared = Arc::new(Shared {
            root: root.to_owned(),
            pending: Mutex::default(),
            woken: Condvar::new(),
            folders: Mutex::new(folders.clone()),
            seen: Mutex::default(),
        });
        let for_events = Arc::clone(&shared);
        let events = match poll {
            true => None,
            false => notify::recommended_watcher(move |event| for_events.hear(event)).ok(),
        };
        *lock(&shared.seen) = source::stamps(root, folders);
        Watch { shared, events, watched: BTreeSet::new() }
    }

    /// Looks for changes from now on, and for those since it was made. The system is not asked before, or it would
    /// tell of each file that the first state reads.
    pub(super) fn start(&mut self) {
        self.attach();
        let period = if self.events.is_some() { SCAN } else { SCAN_ONLY };
        let for_scan = Arc::clone(&self.shared);
        thread::spawn(move || {
            loop {
                for_scan.scan();
                thread::sleep(period);
            }
        });
    }

    /// Waits until something has changed, and says which paths. They may be folders, and what is there now
    /// may be the same as before.
    pub(super) fn wait(&self) -> BTreeSet<SourcePath> {
        let pending = lock(&self.shared.pending);
        let waiting = self.shared.woken.wait_while(pending, |pending| pending.is_empty());
        let changed = std::mem::take(&mut *waiting.unwrap_or_else(PoisonError::into_inner));
        self.shared.note(&changed);
        changed
    }

    /// What else has changed by now.
    pub(super) fn more(&self) -> BTreeSet<SourcePath> {
        let changed = std::mem::take(&mut *lock(&self.shared.pending));
        self.shared.note(&changed);
        changed
    }

    /// Watches these folders from now on. Where one was taken away and made again, as `changed` tells, the
    /// system has forgotten it.
    pub(super) fn follow(&mut self, folders: &Folders, changed: &BTreeSet<SourcePath>) {
        let is_new = *lock(&self.shared.folders) != *folders;
        let starts = starts(folders);
        let is_remade = changed.iter().any(|path| starts.iter().any(|one| leads_to(path, one)));
        if is_new || is_remade {
            *lock(&self.shared.folders) = folders.clone();
            self.watched.clear();
            self.attach();
        }
    }

    /// Asks the system to tell of changes in each folder that is there. What it refuses is scanned.
    fn attach(&mut self) {
        let Some(events) = &mut self.events else { return };
        let root = self.shared.root.clone();
        let folders = lock(&self.shared.folders).clone();
        let mode = match folders.content.as_str() {
            "" => RecursiveMode::Recursive,
            _ => RecursiveMode::NonRecursive,
        };
        let _ = events.watch(&root, mode);
        for folder in starts(&folders).into_iter().filter(|folder| !folder.is_empty()) {
            let disk = root.join(folder);
            if !self.watched.contains(&disk)
                && events.watch(&disk, RecursiveMode::Recursive).is_ok()
            {
                self.watched.insert(disk);
            }
        }
    }
}

/// The folders that are watched with all that is in them.
fn starts(folders: &Folders) -> Vec<&str> {
    std::iter::once(folders.content.as_str())
        .chain(folders.beside.iter().map(String::as_str))
        .collect()
}

/// Is this the folder, or one that it is in?
fn leads_to(path: &SourcePath, folder: &str) -> bool {
    !folder.is_empty()
        && (path.as_str().is_empty()
            || folder
                .strip_prefix(path.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

impl Shared {
    /// What the system tells.
    fn hear(&self, event: notify::Result<Event>) {
        let Ok(event) = event else { return self.scan() };
        if event.need_rescan() {
            let everything = SourcePath::new("").expect("no `..` in it");
            return self.add([everything]);
        }
        let is_reading = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
            EventKind::Access(_) => true,
            _ => false,
        };
        if is_reading {
            return;
        }
        let folders = lock(&self.folders).clone();
        // A path that is written in another way than the root can't be placed: then a scan tells.
        let is_strange = event.paths.iter().any(|path| !path.starts_with(&self.root));
        let paths = event.paths.iter().filter_map(|path| source::source_path(&self.root, path));
        self.add(paths.filter(|path| folders.may_hold(path)));
        if is_strange {
            self.scan();
        }
    }

    /// Compares what is there with what was last seen.
    fn scan(&self) {
        let folders = lock(&self.folders).clone();
        let now = source::stamps(&self.root, &folders);
        let mut seen = lock(&self.seen);
        let changed: BTreeSet<SourcePath> = now
            .iter()
            .filter(|(path, stamp)| seen.get(path) != Some(stamp))
            .map(|(path, _)| path)
            .chain(seen.keys().filter(|path| !now.contains_key(path)))
            .cloned()
            .collect();
        *seen = now;
        drop(seen);
        self.add(changed);
    }

    /// Takes changes as seen, so that the next scan does not find them again.
    fn note(&self, changed: &BTreeSet<SourcePath>) {
        for path in changed {
            let stamp = source::stamp(&self.root, path);
            let mut seen = lock(&self.seen);
            match stamp {
                Some(stamp) => seen.insert(path.clone(), stamp),
                None => seen.remove(path),
            };
        }
    }

    fn add(&self, paths: impl IntoIterator<Item = SourcePath>) {
        let mut pending = lock(&self.pending);
        pending.extend(paths);
        if !pending.is_empty() {
            self.woken.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::leads_to;
    use crate::source::SourcePath;

    #[test]
    fn knows_what_may_have_taken_a_folder_away() {
        let check = |path, folder, expected| {
            assert_eq!(leads_to(&SourcePath::new(path).unwrap(), folder), expected, "{path}");
        };
        check("", "content", true);
        check("themes", "themes/county", true);
        check("themes/county", "themes/county", true);
        check("themes/cou", "themes/county", false);
        check("content/a.md", "content", false);
        check("a.md", "", false);
    }
}
