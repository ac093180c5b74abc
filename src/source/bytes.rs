//! The bytes of one file of a snapshot, up to a limit. What they mean is not known here.

use std::io::Read;
use std::path::Path;

use crate::source::{ReadFaultKind, SourcePath, open_file};

/// Reads one file that a snapshot lists, if it has no more bytes than `most`.
///
/// # Errors
/// Why it can't be read, or that it is too large.
pub fn read_bytes(root: &Path, path: &SourcePath, most: u64) -> Result<Vec<u8>, ReadFaultKind> {
    let mut bytes = Vec::new();
    open_file(root, path)?.take(most + 1).read_to_end(&mut bytes)?;
    let len = bytes.len() as u64;
    if len > most { Err(ReadFaultKind::TooLarge { len }) } else { Ok(bytes) }
}
