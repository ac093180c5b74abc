//! The files beside the documents, looked into: read where they are new or have changed, and otherwise taken
//! from the last time. And what is published of them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::load;
use crate::model::config::Config;
use crate::model::{Attachment, AttachmentFault, Attachments, ImageFault, Properties};
use crate::render::{Content, OutputPath};
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
    let (image, fault) = match source::read_bytes(&snapshot.root, path, LARGEST) {
        Ok(bytes) => return load::attachment(path, stamp, &bytes),
        Err(ReadFaultKind::TooLarge { .. }) => (ImageFault::TooLarge, AttachmentFault::TooLarge),
        Err(_) => (ImageFault::Unread, AttachmentFault::Unread),
    };
    let (properties, fault) = match load::is_bared(path.file_name()) {
        true => (Properties::Stuck(image), None),
        false => (Properties::Published, Some(fault)),
    };
    Attachment { stamp, parts: Vec::new(), has_position: false, fault, properties }
}

/// Why a file can't be published.
#[derive(Debug)]
pub enum Unpublishable {
    /// It can't be read.
    Unread(ReadFaultKind),
    /// It is an image, and what it says of itself can't be left out.
    Image(ImageFault),
}

/// What is published as a file, and shown by the preview: of an image, the bytes without its properties. Every other
/// file is as it is.
///
/// # Errors
/// If an image can't be read, or its properties can't be left out.
pub fn published(
    root: &Path,
    path: &OutputPath,
    content: Content,
) -> Result<Content, Unpublishable> {
    let (name, bytes) = match &content {
        Content::CopyOf(from) if load::is_bared(from.file_name()) => {
            let bytes = source::read_bytes(root, from, LARGEST).map_err(Unpublishable::Unread)?;
            (from.file_name(), bytes)
        }
        // One of the theme's.
        Content::Bytes(bytes) if load::is_bared(path.as_str()) => (path.as_str(), bytes.to_vec()),
        Content::CopyOf(_) | Content::Bytes(_) => return Ok(content),
    };
    let bytes = load::bared(name, &bytes).map_err(Unpublishable::Image)?;
    Ok(Content::Bytes(Arc::new(bytes)))
}
