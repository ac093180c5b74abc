//! The one file outside the handbook's folder that is read: a list of names that must not be in it. It stays
//! where it is, and nothing of it is kept on disk.

#![expect(clippy::disallowed_methods, reason = "it reads the one file that the handbook names")]

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::source::Text;

/// Why a file outside the handbook's folder is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutsideFault {
    /// It isn't there.
    Missing,
    /// It lies in the handbook's folder.
    Inside,
    /// The system refuses, or it is no ordinary file.
    Unreadable,
    /// It is longer than `most` bytes.
    TooLarge,
}

/// Reads a file that must not lie in the handbook's folder: `path` counts from there, unless it is whole.
///
/// # Errors
/// Why it is not read.
pub fn read_outside(root: &Path, path: &str, most: u64) -> Result<Text, OutsideFault> {
    let fault = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => OutsideFault::Missing,
        _ => OutsideFault::Unreadable,
    };
    // `join` takes a whole path as it is.
    let disk = fs::canonicalize(root.join(path)).map_err(fault)?;
    let root = fs::canonicalize(root).map_err(fault)?;
    if disk.starts_with(&root) {
        return Err(OutsideFault::Inside);
    }
    if !fs::metadata(&disk).map_err(fault)?.is_file() {
        return Err(OutsideFault::Unreadable);
    }
    let mut bytes = Vec::new();
    File::open(&disk).map_err(fault)?.take(most + 1).read_to_end(&mut bytes).map_err(fault)?;
    if bytes.len() as u64 > most {
        return Err(OutsideFault::TooLarge);
    }
    Ok(Text::decode(&bytes))
}

#[cfg(test)]
mod tests {
    use super::{OutsideFault, read_outside};

    #[test]
    fn reads_beside_the_folder_and_never_in_it() {
        let parent = tempfile::tempdir().unwrap();
        let root = parent.path().join("handbook");
        std::fs::create_dir(&root).unwrap();
        std::fs::write(parent.path().join("names.txt"), "Jo").unwrap();
        std::fs::write(root.join("names.txt"), "Jo").unwrap();
        let read = |path: &str| read_outside(&root, path, 10).map(|text| text.as_str().to_owned());
        assert_eq!(read("../names.txt"), Ok("Jo".to_owned()));
        assert_eq!(read(parent.path().join("names.txt").to_str().unwrap()), Ok("Jo".to_owned()));
        assert_eq!(read("names.txt"), Err(OutsideFault::Inside));
        assert_eq!(read("../handbook/names.txt"), Err(OutsideFault::Inside));
        assert_eq!(read("../nothing.txt"), Err(OutsideFault::Missing));
        assert_eq!(read(".."), Err(OutsideFault::Unreadable));
        std::fs::write(parent.path().join("names.txt"), "Jo and many more").unwrap();
        assert_eq!(read("../names.txt"), Err(OutsideFault::TooLarge));
    }
}
