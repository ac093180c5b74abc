//! A handbook's folder as it was at a revision of its git repository, read from the repository and written nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::source::git::{HistoryFault, git, git_told, in_repository};
use crate::source::names::{IGNORE_FILE, composed, ignore_rules, is_never_read, is_text};
use crate::source::{FileStamp, Folders, Snapshot, SourceFile, SourcePath, TOO_LARGE, Text};

/// A handbook's folder at a revision.
pub struct Past {
    root: PathBuf,
    /// The commit's name, in full.
    pub commit: String,
    /// The day of the commit: `2027-02-28`.
    pub day: String,
    files: BTreeMap<SourcePath, Blob>,
}

/// What the repository holds of a file.
struct Blob {
    name: String,
    len: u64,
}

/// Why a revision can't be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PastFault {
    /// The folder is in no git repository.
    NoRepository,
    /// The repository has no such revision.
    NoSuchRevision,
    /// The repository can't be asked.
    History(HistoryFault),
}

impl From<HistoryFault> for PastFault {
    fn from(fault: HistoryFault) -> Self {
        PastFault::History(fault)
    }
}

impl Past {
    /// The folder `root` as it was at a revision: a commit, a branch, a tag, or `HEAD~3`.
    ///
    /// # Errors
    /// If it is in no repository, or the repository can't be asked or has no such revision.
    pub fn open(root: &Path, revision: &str) -> Result<Past, PastFault> {
        let root = in_repository(root)?.ok_or(PastFault::NoRepository)?;
        let wanted = format!("{revision}^{{commit}}");
        let asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted];
        let commit = match git(&root, &asked) {
            Err(HistoryFault::Refused(_)) => return Err(PastFault::NoSuchRevision),
            said => said?.trim().to_owned(),
        };
        let show = ["show", "--no-patch", "--no-show-signature", "--format=%cs", &commit];
        let day = git(&root, &show)?.trim().to_owned();
        let listed = git(&root, &["ls-tree", "-r", "-z", "-l", &commit])?;
        let files = listed.split('\0').filter_map(read_line).collect();
        Ok(Past { root, commit, day, files })
    }

    /// One of its texts, if it was there.
    ///
    /// # Errors
    /// If the repository can't be asked.
    pub fn text(&self, path: &SourcePath) -> Result<Option<Text>, HistoryFault> {
        let Some(blob) = self.files.get(path) else { return Ok(None) };
        Ok(self.texts(&[(path, blob)])?.pop().map(|(_, text)| text))
    }

    /// All of it that belongs to a handbook.
    ///
    /// # Errors
    /// If the repository can't be asked.
    pub fn snapshot(&self, folders: &Folders) -> Result<Snapshot, HistoryFault> {
        let ignored = match self.text(&SourcePath::new(IGNORE_FILE).expect("it is a path"))? {
            Some(text) => ignore_rules(text.as_str(), &mut |_, _| {}),
            None => ignore_rules("", &mut |_, _| {}),
        };
        let is_read = |path: &SourcePath| {
            folders.may_hold(path)
                && !path.as_str().split('/').any(is_never_read)
                && !ignored.matched_path_or_any_parents(path.as_str(), false).is_ignore()
        };
        let files = self.files.iter().filter(|(path, _)| is_read(path));
        let (texts, others): (Vec<_>, Vec<_>) =
            files.partition(|(path, blob)| is_text(path) && blob.len <= TOO_LARGE);
        let texts = self.texts(&texts)?.into_iter();
        let mut files: BTreeMap<SourcePath, SourceFile> =
            texts.map(|(path, text)| (path, SourceFile::Text(Arc::new(text)))).collect();
        let others = others.into_iter().filter(|(path, _)| !is_text(path));
        files.extend(others.map(|(path, blob)| {
            (path.clone(), SourceFile::Other(FileStamp { len: blob.len, modified: None }))
        }));
        Ok(Snapshot { root: self.root.clone(), files, faults: Vec::new(), has_links: false })
    }

    /// The files of the repository that are now other than they were, or no longer there.
    ///
    /// # Errors
    /// If the repository can't be asked.
    pub fn changed_since(&self) -> Result<BTreeSet<SourcePath>, HistoryFault> {
        let asked = ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative"];
        let said = git(&self.root, &[&asked[..], &[&self.commit, "--", "."]].concat())?;
        Ok(said.split('\0').filter_map(|name| SourcePath::new(&composed(name))).collect())
    }

    /// The contents of files, in one question.
    fn texts(
        &self,
        files: &[(&SourcePath, &Blob)],
    ) -> Result<Vec<(SourcePath, Text)>, HistoryFault> {
        let asked: String = files.iter().map(|(_, blob)| format!("{}\n", blob.name)).collect();
        let said = git_told(&self.root, &["cat-file", "--batch"], asked.into_bytes())?;
        let mut rest = said.as_slice();
        let mut texts = Vec::new();
        for (path, _) in files {
            let Some((contents, after)) = read_blob(rest) else {
                return Err(HistoryFault::Refused(format!("{path} can’t be read")));
            };
            texts.push(((*path).clone(), Text::decode(contents)));
            rest = after;
        }
        Ok(texts)
    }
}

/// Reads `100644 blob NAME LENGTH<tab>PATH`. Links to other places and other repositories are left out.
fn read_line(line: &str) -> Option<(SourcePath, Blob)> {
    let (about, path) = line.split_once('\t')?;
    let mut words = about.split_whitespace();
    let (mode, name) = (words.next()?, words.nth(1)?);
    let len = words.next()?.parse().ok()?;
    let is_file = mode.starts_with("100");
    let path = SourcePath::new(&composed(path)).filter(|_| is_file)?;
    Some((path, Blob { name: name.to_owned(), len }))
}

/// Reads `NAME blob LENGTH`, as many bytes on the next line, and the end of that line.
fn read_blob(said: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = memchr::memchr(b'\n', said)?;
    let about = std::str::from_utf8(&said[..line]).ok()?;
    let len: usize = about.rsplit(' ').next()?.parse().ok()?;
    let (contents, after) = said.get(line + 1..)?.split_at_checked(len)?;
    Some((contents, after.strip_prefix(b"\n")?))
}

#[cfg(test)]
mod tests {
    use super::{read_blob, read_line};

    #[test]
    fn reads_what_git_says_and_nothing_else() {
        let line = "100644 blob 8ab686e   12\tcontent/Été 1.md";
        let (path, blob) = read_line(line).unwrap();
        assert_eq!(
            (path.as_str(), blob.name.as_str(), blob.len),
            ("content/Été 1.md", "8ab686e", 12)
        );
        for line in ["", "120000 blob 8ab 3\tlink", "160000 commit 8ab -\tsub", "100644 blob"] {
            assert!(read_line(line).is_none(), "{line}");
        }
        assert_eq!(read_blob(b"8ab blob 3\na\nb\nrest"), Some((&b"a\nb"[..], &b"rest"[..])));
        for said in [&b""[..], b"8ab missing\n", b"8ab blob 9\nshort\n", b"8ab blob 1\nab"] {
            assert_eq!(read_blob(said), None);
        }
    }
}
