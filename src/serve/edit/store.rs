//! A document's file: read with what tells one version from another, and written whole or not at all, never over a
//! version that the writer has not seen. What was there before is kept.

#![expect(clippy::disallowed_methods, reason = "writes the document that a person edits")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::publish;
use crate::source::{SourcePath, Text};

/// Where texts are kept that were saved over, below the handbook's folder. Its name is hidden: it is never read.
const KEPT: &str = ".handbook-kept";
/// How many are kept of each document.
const MOST_KEPT: usize = 50;

/// A document as it is on disk.
#[derive(Debug)]
pub(super) struct Stored {
    pub text: String,
    /// Tells it from every other content of the file.
    pub version: String,
}

/// Why something was not read or written.
#[derive(Debug)]
pub(super) enum Unsaved {
    /// The file is other than the version that was edited: this.
    Changed(Stored),
    /// The file is no longer there.
    Gone,
    ReadOnly,
    /// There is a file of this name already.
    Exists,
    /// A link is on the way to it, so that its place may be elsewhere.
    Linked,
    /// What was there before could not be kept.
    NotKept,
    /// Not one of the sorts of picture that browsers show.
    NoPicture,
    /// The system refused.
    Disk,
}

impl From<io::Error> for Unsaved {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Unsaved::Gone,
            ErrorKind::AlreadyExists => Unsaved::Exists,
            ErrorKind::ReadOnlyFilesystem => Unsaved::ReadOnly,
            _ => Unsaved::Disk,
        }
    }
}

/// A document as it is now.
pub(super) fn read(root: &Path, file: &SourcePath) -> Result<Stored, Unsaved> {
    Ok(stored(&fs::read(place(root, file)?)?))
}

/// Is it a file that this person may not write?
pub(super) fn is_read_only(root: &Path, file: &SourcePath) -> bool {
    fs::metadata(root.join(file.as_str())).is_ok_and(|about| about.permissions().readonly())
}

fn stored(bytes: &[u8]) -> Stored {
    let version = blake3::hash(bytes).to_hex().to_string();
    Stored { text: Text::decode(bytes).as_str().to_owned(), version }
}

/// Where a file or folder of the handbook is, if no link is on the way there.
pub(super) fn place(root: &Path, path: &SourcePath) -> Result<PathBuf, Unsaved> {
    let mut disk = root.to_owned();
    for part in path.as_str().split('/').filter(|part| !part.is_empty()) {
        disk.push(part);
        if fs::symlink_metadata(&disk)?.file_type().is_symlink() {
            return Err(Unsaved::Linked);
        }
    }
    Ok(disk)
}

/// Writes a document that was read as `version`; gives its new version. The file is at each moment the old one or
/// the new one, and keeps its byte-order mark, its permissions, and the endings of its lines.
pub(super) fn save(
    root: &Path,
    file: &SourcePath,
    text: &str,
    version: &str,
) -> Result<String, Unsaved> {
    let disk = place(root, file)?;
    let before = fs::read(&disk)?;
    let seen = stored(&before);
    if seen.version != version {
        return Err(Unsaved::Changed(seen));
    }
    let after = encoded(&before, text);
    if after == before {
        return Ok(seen.version);
    }
    let permissions = fs::metadata(&disk)?.permissions();
    if permissions.readonly() {
        return Err(Unsaved::ReadOnly);
    }
    keep(root, file, &before, version).map_err(|_| Unsaved::NotKept)?;
    let beside = disk.with_file_name(format!(".handbook-unsaved-{}", &version[..16]));
    // One that was left when the computer stopped.
    let _ = fs::remove_file(&beside);
    let renamed = write_new(&beside, &after).and_then(|()| {
        fs::set_permissions(&beside, permissions)?;
        match stored(&fs::read(&disk)?) {
            now if now.version != version => Ok(Err(Unsaved::Changed(now))),
            _ => publish::rename(&beside, &disk).map(Ok),
        }
    });
    if !matches!(renamed, Ok(Ok(()))) {
        let _ = fs::remove_file(&beside);
    }
    renamed??;
    Ok(stored(&after).version)
}

/// Writes a document that is not there yet, in a folder that is.
pub(super) fn create(root: &Path, file: &SourcePath, text: &str) -> Result<(), Unsaved> {
    let folder = SourcePath::new(file.folder()).ok_or(Unsaved::Gone)?;
    let disk = place(root, &folder)?.join(file.file_name());
    Ok(write_new(&disk, text.as_bytes())?)
}

/// Writes a file that must not be there yet, through to the disk.
pub(super) fn write_new(disk: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(disk)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Keeps a text that is about to be saved over, in a folder named after its document.
fn keep(root: &Path, file: &SourcePath, bytes: &[u8], version: &str) -> io::Result<()> {
    let top = root.join(KEPT);
    let folder = top.join(file.as_str());
    // No link may lead what is kept elsewhere.
    let kept = SourcePath::new(&format!("{KEPT}/{file}")).ok_or(ErrorKind::InvalidInput)?;
    if matches!(place(root, &kept), Err(Unsaved::Linked)) {
        return Err(ErrorKind::InvalidInput.into());
    }
    fs::create_dir_all(&folder)?;
    let ignore = top.join(".gitignore");
    if !ignore.is_file() {
        fs::write(ignore, "*\n")?;
    }
    // In the order of their names they are in the order of time, even those of one millisecond.
    let now = jiff::Timestamp::now().strftime("%Y-%m-%d %H.%M.%S.%9f");
    let name = format!("{now} {}.{}", &version[..8], file.extension());
    write_new(&folder.join(name), bytes)?;
    let mut names: Vec<PathBuf> =
        fs::read_dir(&folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    names.sort();
    let too_many = names.len().saturating_sub(MOST_KEPT);
    names[..too_many].iter().try_for_each(fs::remove_file)
}

/// A text as the bytes of a file that held `before`: lines that are as they were keep their bytes, the rest end as
/// most of them did.
fn encoded(before: &[u8], text: &str) -> Vec<u8> {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mark, rest) = match before.strip_prefix(MARK) {
        Some(rest) => (MARK, rest),
        None => (&b""[..], before),
    };
    // Any other encoding becomes UTF-8, which everything reads.
    let decoded = Text::decode(before);
    let old: Vec<(&str, &str)> = match std::str::from_utf8(rest) {
        Ok(old) if !before.starts_with(b"\xFF\xFE") => lines(old),
        _ => lines(decoded.as_str()),
    };
    let new: Vec<&str> = text.split('\n').collect();
    let is_same = |old: &(&str, &str), new: &&str| old.0.replace('\0', "\u{FFFD}") == **new;
    let most = old.len().min(new.len());
    let first = (0..most).take_while(|&at| is_same(&old[at], &new[at])).count();
    let last = (1..=most - first)
        .take_while(|&back| is_same(&old[old.len() - back], &new[new.len() - back]))
        .count();
    let usual = usual_ending(&old);
    let mut bytes = mark.to_vec();
    for (at, line) in new.iter().enumerate() {
        let back = new.len() - at;
        let (line, ending) = match at < first {
            true => old[at],
            false if back <= last => old[old.len() - back],
            false => (*line, usual),
        };
        bytes.extend_from_slice(line.as_bytes());
        if back > 1 {
            bytes.extend_from_slice(if ending.is_empty() { usual } else { ending }.as_bytes());
        }
    }
    bytes
}

/// Each line with its ending; the last has none.
fn lines(text: &str) -> Vec<(&str, &str)> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\r', '\n']) {
        let length = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        lines.push((&rest[..at], &rest[at..at + length]));
        rest = &rest[at + length..];
    }
    lines.push((rest, ""));
    lines
}

fn usual_ending<'a>(lines: &[(&'a str, &'a str)]) -> &'a str {
    let count = |ending: &str| lines.iter().filter(|line| line.1 == ending).count();
    if count("\r\n") > count("\n") { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, MOST_KEPT, Unsaved, encoded, read, save};
    use crate::source::SourcePath;

    #[test]
    fn lines_that_are_as_they_were_keep_their_bytes() {
        let check = |before: &[u8], text: &str, expected: &[u8]| {
            assert_eq!(encoded(before, text), expected, "{text:?}");
        };
        check(b"a\r\nb\r\n", "a\nnew\nb\n", b"a\r\nnew\r\nb\r\n");
        check(b"\xEF\xBB\xBFa\n", "b\n", b"\xEF\xBB\xBFb\n");
        check(b"a\r\nb\nc\nd", "a\nb\nnew\nd", b"a\r\nb\nnew\nd");
        check(b"a\nb\0\nc", "x\nb\u{FFFD}\nc", b"x\nb\0\nc");
        check(b"a", "a\nb", b"a\nb");
        check(b"a\r\n", "a", b"a");
        check(b"", "a\n", b"a\n");
        check(b"child\x92s\r\n", "child’s plan\n", "child’s plan\n".as_bytes());
        check(b"\xFF\xFEa\0", "ab", b"ab");
    }

    proptest::proptest! {
        #[test]
        fn what_is_read_and_saved_again_is_the_same(bytes in "[a\\r\\n\0é]{0,12}", mark in proptest::bool::ANY) {
            let before = format!("{}{bytes}", if mark { "\u{FEFF}" } else { "" });
            let text = crate::source::Text::decode(before.as_bytes());
            proptest::prop_assert_eq!(encoded(before.as_bytes(), text.as_str()), before.as_bytes());
        }
    }

    #[test]
    fn only_so_many_are_kept_and_the_newest_of_them() {
        let root = tempfile::tempdir().unwrap();
        let file = SourcePath::new("a.md").unwrap();
        std::fs::write(root.path().join("a.md"), "0").unwrap();
        for number in 1..=MOST_KEPT + 5 {
            let version = read(root.path(), &file).unwrap().version;
            save(root.path(), &file, &number.to_string(), &version).unwrap();
        }
        let kept = std::fs::read_dir(root.path().join(KEPT).join("a.md")).unwrap();
        let texts: Vec<String> =
            kept.map(|one| std::fs::read_to_string(one.unwrap().path()).unwrap()).collect();
        assert_eq!(texts.len(), MOST_KEPT);
        assert!(texts.contains(&(MOST_KEPT + 4).to_string()) && !texts.contains(&"4".to_owned()));
        assert!(matches!(save(root.path(), &file, "x", "old"), Err(Unsaved::Changed(_))));
    }
}
