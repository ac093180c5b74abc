//! Whether files have changed, told from their lengths and times without reading them. It decides
//! nothing about which files count.

#![expect(clippy::disallowed_methods, reason = "it asks the system about input files")]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::source::SourcePath;
use crate::source::folder::{find_all, find_one};
use crate::source::snapshot::{FileStamp, Folders, ReadFaultKind};

/// The stamp of every file that a snapshot of the folder would list.
pub fn stamps(root: &Path, folders: &Folders) -> BTreeMap<SourcePath, FileStamp> {
    let entries = find_all(root, folders).entries.into_iter();
    entries.filter_map(|entry| Some((entry.path, disk_stamp(&entry.disk).ok()?))).collect()
}

/// The stamp of one file; `None` if there is no such file to be read.
pub fn stamp(root: &Path, path: &SourcePath) -> Option<FileStamp> {
    disk_stamp(&find_one(root, path).ok()?).ok()
}

pub(super) fn disk_stamp(disk: &Path) -> Result<FileStamp, ReadFaultKind> {
    let metadata = fs::metadata(disk)?;
    ordinary(&metadata)?;
    Ok(FileStamp { len: metadata.len(), modified: metadata.modified().ok() })
}

/// Refuses what isn't an ordinary file, such as a pipe.
pub(super) fn ordinary(metadata: &fs::Metadata) -> Result<(), ReadFaultKind> {
    if metadata.is_file() {
        return Ok(());
    }
    let message = "it is not an ordinary file".to_owned();
    Err(ReadFaultKind::Unreadable { kind: io::ErrorKind::InvalidInput, message })
}
