//! A folder again where only texts that were there have changed: nothing is listed, and only they are read.

use std::collections::BTreeSet;
use std::fs;

use crate::source::SourcePath;
use crate::source::folder::{Entry, find_one, read_entry};
use crate::source::names::{IGNORE_FILE, is_at_or_below};
use crate::source::snapshot::{Snapshot, SourceFile};

/// Reads only the `changed` texts again, without listing a folder. `None` where that would not do: something else
/// than a text that was there has changed, or one file may be there under two names.
pub fn read_again(previous: &Snapshot, changed: &BTreeSet<SourcePath>) -> Option<Snapshot> {
    let is_known =
        |path: &SourcePath| matches!(previous.files.get(path), Some(SourceFile::Text(_)));
    let mut faulty = previous.faults.iter().map(|fault| &fault.path);
    if previous.has_links || faulty.any(|path| is_at_or_below(path, changed)) {
        return None;
    }
    let mut snapshot = previous.clone();
    for path in changed {
        if is_known(path) {
            let disk = find_one(&previous.root, path).ok()?;
            let is_plain = disk == previous.root.join(path.as_str());
            let entry = Entry { path: path.clone(), disk, linked: false };
            let file = read_entry(&entry).ok().filter(|_| is_plain)?;
            snapshot.files.insert(path.clone(), file);
        } else if !is_nothing(previous, path) {
            return None;
        }
    }
    Some(snapshot)
}

/// Neither was there anything at this path, nor is there: an editor had a file there for a moment.
fn is_nothing(previous: &Snapshot, path: &SourcePath) -> bool {
    let below = format!("{path}/");
    let alike = previous.files.range(path.clone()..).map(|(path, _)| path);
    let mut alike = alike.take_while(|one| one.as_str().starts_with(path.as_str()));
    !alike.any(|one| one == path || one.as_str().starts_with(&below))
        && !path.as_str().is_empty()
        && path.as_str() != IGNORE_FILE
        && fs::symlink_metadata(previous.root.join(path.as_str())).is_err()
}
