//! Stand-in until the room is merged.
#![expect(clippy::disallowed_methods, reason = "the room that writes")]
use std::path::Path;
use crate::render::{Content, Outputs};
/// Writes everything.
///
/// # Errors
/// If it can't.
pub fn publish(outputs: &Outputs, folder: &Path) -> std::io::Result<()> {
    for (path, content) in outputs {
        let to = folder.join(path.as_str());
        std::fs::create_dir_all(to.parent().expect("below the folder"))?;
        match content {
            Content::Bytes(bytes) => std::fs::write(to, bytes)?,
            Content::CopyOf(from) => { std::fs::copy(from, to)?; }
        }
    }
    Ok(())
}
