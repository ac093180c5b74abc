//! What a build leaves for the next one, in a hidden folder of the handbook's own. Whoever has the folder may remove
//! it or damage it: then the next build does everything, and what it makes is the same.

#![expect(clippy::disallowed_methods, reason = "keeps a file beside the sources")]

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use crate::publish::system;

/// The folder, below the handbook's.
const FOLDER: &str = ".handbook-cache";

/// How long the checksum is that the file begins with.
const CHECKSUM: usize = blake3::OUT_LEN;

/// What the last build left under a name; `None` if there is nothing, or not all of it as it was written.
pub fn read_memo(handbook: &Path, name: &str) -> Option<Vec<u8>> {
    let mut file = File::open(handbook.join(FOLDER).join(name)).ok()?;
    let (mut checksum, mut bytes) = ([0; CHECKSUM], Vec::new());
    file.read_exact(&mut checksum).ok()?;
    file.read_to_end(&mut bytes).ok()?;
    (blake3::hash(&bytes) == checksum).then_some(bytes)
}

/// Leaves this for the next build, in place of what was there under that name.
///
/// # Errors
/// If it can't be written, as where the handbook's folder can only be read.
pub fn write_memo(handbook: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = handbook.join(FOLDER);
    fs::create_dir_all(&folder)?;
    let ignore = folder.join(".gitignore");
    if !ignore.is_file() {
        fs::write(ignore, "*\n")?;
    }
    let unfinished = folder.join(format!("{name}.new"));
    let mut file = File::create(&unfinished)?;
    file.write_all(blake3::hash(bytes).as_bytes())?;
    file.write_all(bytes)?;
    drop(file);
    system::rename(&unfinished, &folder.join(name))
}

/// Forgets what was left under the names that are not wanted any more. What can't be removed is removed another time.
pub fn remove_memos(handbook: &Path, is_unwanted: impl Fn(&str) -> bool) {
    for entry in fs::read_dir(handbook.join(FOLDER)).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(&is_unwanted) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FOLDER, read_memo, remove_memos, write_memo};

    #[test]
    fn forgets_what_is_not_wanted() {
        let root = tempfile::tempdir().unwrap();
        remove_memos(root.path(), |_| true);
        write_memo(root.path(), "one", b"1").unwrap();
        write_memo(root.path(), "two", b"2").unwrap();
        remove_memos(root.path(), |name| name == "one");
        assert_eq!(read_memo(root.path(), "one"), None);
        assert_eq!(read_memo(root.path(), "two").as_deref(), Some(&b"2"[..]));
    }

    #[test]
    fn reads_what_was_written_whole() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(read_memo(root.path(), "build"), None);
        write_memo(root.path(), "build", b"something").unwrap();
        write_memo(root.path(), "build", b"something else").unwrap();
        assert_eq!(read_memo(root.path(), "build").as_deref(), Some(&b"something else"[..]));
        let path = root.path().join(FOLDER).join("build");
        let whole = std::fs::read(&path).unwrap();
        for end in 0..whole.len() {
            std::fs::write(&path, &whole[..end]).unwrap();
            assert_eq!(read_memo(root.path(), "build"), None, "cut at {end}");
            let mut flipped = whole.clone();
            flipped[end] ^= 4;
            std::fs::write(&path, flipped).unwrap();
            assert_eq!(read_memo(root.path(), "build"), None, "flipped at {end}");
        }
    }
}
