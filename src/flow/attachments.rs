//! The files beside the documents, looked into: read where they are new or have changed, and otherwise taken
//! from the last time.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::load;
use crate::model::config::Config;
use crate::model::{Attachment, AttachmentFault, Attachments};
use crate::source::{self, FileStamp, ReadFaultKind, Snapshot, SourceFile, SourcePath};

/// The largest file that is looked into, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Every file of the content folder that is no document.
pub(super) fn attachments(
    snapshot: &Snapshot,
    config: &Config,
    previous: Option<&Attachments>,
) -> Attachments {
    let files: Vec<(&SourcePath, &SourceFile)> = snapshot
        .files
        .iter()
        .filter(|(path, _)| path.below(&config.content).is_some() && !load::is_markdown(path))
        .collect();
    let found: BTreeMap<SourcePath, Arc<Attachment>> = files
        .into_par_iter()
        .map(|(path, file)| {
            let stamp = match file {
                SourceFile::Other(stamp) => *stamp,
                SourceFile::Text(text) => {
                    let bytes = text.as_str().as_bytes();
                    let stamp = FileStamp { len: bytes.len() as u64, modified: None };
                    return (path.clone(), Arc::new(load::attachment(path, stamp, bytes)));
                }
            };
            let known = previous.and_then(|all| all.get(path)).filter(|one| one.stamp == stamp);
            let attachment = match known {
                Some(known) => Arc::clone(known),
                None => Arc::new(looked_into(snapshot, path, stamp)),
            };
            (path.clone(), attachment)
        })
        .collect();
    Arc::new(found)
}

fn looked_into(snapshot: &Snapshot, path: &SourcePath, stamp: FileStamp) -> Attachment {
    if !load::is_looked_into(path) {
        return load::attachment(path, stamp, &[]);
    }
    match source::read_bytes(&snapshot.root, path, LARGEST) {
        Ok(bytes) => load::attachment(path, stamp, &bytes),
        Err(fault) => {
            let fault = match fault {
                ReadFaultKind::TooLarge { .. } => AttachmentFault::TooLarge,
                _ => AttachmentFault::Unread,
            };
            Attachment { stamp, parts: Vec::new(), has_position: false, fault: Some(fault) }
        }
    }
}
