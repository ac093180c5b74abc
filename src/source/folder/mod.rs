//! A folder on disk as a [`Snapshot`]: the handbook's YAML files, its content and its theme, and
//! nothing else. Links are followed inside the folder and never out of it. It changes nothing on
//! disk.

#![expect(clippy::disallowed_methods, reason = "this is the one file that reads input folders")]

mod again;
mod likely;

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ignore::gitignore::Gitignore;
use rayon::prelude::*;
use unicode_normalization::is_nfc;

use crate::source::names::{
    IGNORE_FILE, NEVER_CONTENT, TOP_FILES, composed, ignore_rules, is_at_or_below, is_never_read,
    is_one_name, is_text, listed,
};
use crate::source::snapshot::{Folders, ReadFault, ReadFaultKind, Snapshot, SourceFile, TOO_LARGE};
use crate::source::stamps::{disk_stamp, ordinary};
use crate::source::{SourcePath, Text};

pub use again::read_again;
pub use likely::likely_content;

/// How many links to folders one path may pass. Folders full of links to each other have no loop
/// but so many paths that reading them would not end in practice.
const LINKED_FOLDERS: usize = 3;

/// Reads the handbook's folder. What can't be read below `root` is a fault in the snapshot.
///
/// # Errors
///
/// Where `root` itself can't be listed.
pub fn read(root: &Path, folders: &Folders) -> io::Result<Snapshot> {
    read_with(root, folders, &|_| None)
}

/// Reads the handbook's folder again: names are listed afresh, but of the texts only those that
/// are new, at or below one of the `changed` paths, or reached through a link are read again.
///
/// # Errors
///
/// Where the root itself can't be listed.
pub fn read_changed(
    previous: &Snapshot,
    folders: &Folders,
    changed: &BTreeSet<SourcePath>,
) -> io::Result<Snapshot> {
    read_with(&previous.root, folders, &|entry| {
        let same = !entry.linked && !is_at_or_below(&entry.path, changed);
        previous.files.get(&entry.path).filter(|file| same && file.text().is_some()).cloned()
    })
}

/// Reads one file that a snapshot lists, by the same rules.
///
/// # Errors
///
/// Why it can't be read.
pub fn read_file(root: &Path, path: &SourcePath) -> Result<SourceFile, ReadFaultKind> {
    let disk = find_one(root, path)?;
    read_entry(&Entry { path: path.clone(), disk, linked: false })
}

/// Opens one file that a snapshot lists, by the same rules, to copy or to send it.
///
/// # Errors
///
/// Why it can't be opened.
pub fn open_file(root: &Path, path: &SourcePath) -> Result<File, ReadFaultKind> {
    let disk = find_one(root, path)?;
    ordinary(&fs::metadata(&disk)?)?;
    Ok(File::open(&disk)?)
}

/// What a path that the system gave, below `root`, is called in a snapshot. `None` if it lies
/// elsewhere, is not Unicode, or is one of the names that are never read.
pub fn source_path(root: &Path, disk: &Path) -> Option<SourcePath> {
    let names: Option<Vec<&str>> =
        disk.strip_prefix(root).ok()?.iter().map(OsStr::to_str).collect();
    let names = names?;
    let hidden = names.iter().any(|name| is_never_read(name) && *name != IGNORE_FILE);
    if hidden { None } else { SourcePath::new(&composed(&names.join("/"))) }
}

/// A file that was found, before it is read.
pub(super) struct Entry {
    pub path: SourcePath,
    /// Where it is: its name on disk may write accents in another way, and a link is resolved.
    pub disk: PathBuf,
    /// Whether a link was followed on the way.
    linked: bool,
}

/// A folder to list.
struct Folder {
    path: SourcePath,
    disk: PathBuf,
    /// The real folders that held the links followed on the way here.
    hops: Vec<PathBuf>,
}

/// What listing folders gives.
#[derive(Default)]
pub(super) struct Found {
    pub entries: Vec<Entry>,
    faults: Vec<ReadFault>,
}

impl Found {
    fn fault(&mut self, path: &SourcePath, kind: ReadFaultKind) {
        self.faults.push(ReadFault { path: path.clone(), kind });
    }

    fn extend(&mut self, other: Found) {
        self.entries.extend(other.entries);
        self.faults.extend(other.faults);
    }
}

fn read_with(
    root: &Path,
    folders: &Folders,
    known: &(dyn Fn(&Entry) -> Option<SourceFile> + Sync),
) -> io::Result<Snapshot> {
    fs::read_dir(root)?;
    let Found { entries, mut faults } = find_all(root, folders);
    let has_links = entries.iter().any(|entry| entry.linked);
    let read: Vec<_> = entries
        .into_par_iter()
        .map(|entry| {
            let file = known(&entry).map_or_else(|| read_entry(&entry), Ok);
            (entry.path, file)
        })
        .collect();
    let mut files = Vec::with_capacity(read.len());
    for (path, file) in read {
        match file {
            Ok(file) => files.push((path, file)),
            Err(kind) => faults.push(ReadFault { path, kind }),
        }
    }
    let files = files.into_iter().collect();
    faults.sort();
    faults.dedup();
    Ok(Snapshot { root: root.to_owned(), files, faults, has_links })
}

/// Where each file of a handbook is on disk.
pub(super) fn find_all(root: &Path, folders: &Folders) -> Found {
    let mut found = Found::default();
    let mut reader = Reader::new(root);
    reader.read_ignore_file(&mut found);
    reader.find_top_files(&mut found);
    reader.find_start(&folders.content, true, &mut found);
    for folder in &folders.beside {
        reader.find_start(folder, false, &mut found);
    }
    found
}

/// Where one file of a handbook is on disk.
pub(super) fn find_one(root: &Path, path: &SourcePath) -> Result<PathBuf, ReadFaultKind> {
    Reader::new(root).find(path)
}

/// What all folders of one reading share.
struct Reader<'a> {
    root: &'a Path,
    /// The root without links. Asked for only where there is a link, since some network drives
    /// on Windows can't tell.
    real_root: OnceLock<Option<PathBuf>>,
    ignored: Gitignore,
}

impl<'a> Reader<'a> {
    fn new(root: &'a Path) -> Self {
        Reader { root, real_root: OnceLock::new(), ignored: Gitignore::empty() }
    }

    fn read_ignore_file(&mut self, found: &mut Found) {
        let path = listed(IGNORE_FILE);
        let text = match self.follow(&self.root.join(IGNORE_FILE)).and_then(|disk| read_text(&disk))
        {
            Ok(text) => text,
            Err(ReadFaultKind::Vanished) => return,
            Err(kind) => return found.fault(&path, kind),
        };
        self.ignored = ignore_rules(text.as_str(), &mut |line, message| {
            found.fault(&path, ReadFaultKind::IgnorePattern { line, message });
        });
    }

    fn find_top_files(&self, found: &mut Found) {
        for name in TOP_FILES {
            for extension in ["yaml", "yml"] {
                let path = listed(&format!("{name}.{extension}"));
                let link = self.root.join(path.as_str());
                match self.follow(&link) {
                    Ok(disk) => {
                        let linked = disk != link;
                        found.entries.push(Entry { path, disk, linked });
                    }
                    Err(ReadFaultKind::Vanished) if fs::symlink_metadata(&link).is_err() => {}
                    Err(kind) => found.fault(&path, kind),
                }
            }
        }
    }

    /// Lists a folder that the handbook names, which may be the root itself.
    fn find_start(&self, folder: &str, required: bool, found: &mut Found) {
        let Some(path) = SourcePath::new(folder) else {
            return found.fault(&listed(folder), ReadFaultKind::LeadsOut);
        };
        match self.find(&path) {
            Ok(disk) => {
                let is_linked = disk != self.root.join(path.as_str());
                let hops = if is_linked { vec![disk.clone()] } else { Vec::new() };
                found.extend(self.list(&Folder { path, disk, hops }));
            }
            Err(ReadFaultKind::Vanished) if !required => {}
            Err(kind) => found.fault(&path, kind),
        }
    }

    /// All files below a folder, in order.
    fn list(&self, folder: &Folder) -> Found {
        let mut found = Found::default();
        let mut folders = Vec::new();
        let mut previous: Option<SourcePath> = None;
        for (path, name, file_type) in self.names(folder, &mut found) {
            if previous.replace(path.clone()).as_ref() == Some(&path) {
                found.fault(&path, ReadFaultKind::SameName);
                continue;
            }
            let disk = folder.disk.join(name);
            match self.step(folder, disk, file_type) {
                Ok((disk, hops, is_folder)) => {
                    if self.ignored.matched(path.as_str(), is_folder).is_ignore() {
                        continue;
                    }
                    if is_folder {
                        folders.push(Folder { path, disk, hops });
                    } else {
                        found.entries.push(Entry { path, disk, linked: !hops.is_empty() });
                    }
                }
                Err(_) if self.ignored.matched(path.as_str(), false).is_ignore() => {}
                Err(kind) => found.fault(&path, kind),
            }
        }
        let below: Vec<Found> = folders.par_iter().map(|folder| self.list(folder)).collect();
        below.into_iter().for_each(|below| found.extend(below));
        found
    }

    /// The names in a folder that may be read, in order; of two that look the same, first the one
    /// that is written as its path is.
    fn names(&self, folder: &Folder, found: &mut Found) -> Vec<(SourcePath, OsString, FileType)> {
        let listing = match fs::read_dir(&folder.disk) {
            Ok(listing) => listing,
            Err(error) => {
                found.fault(&folder.path, error.into());
                return Vec::new();
            }
        };
        let mut names = Vec::new();
        for item in listing {
            let (name, file_type) = match item.and_then(|i| Ok((i.file_name(), i.file_type()?))) {
                Ok(item) => item,
                Err(error) => {
                    found.fault(&folder.path, error.into());
                    continue;
                }
            };
            let lossy = name.to_string_lossy();
            if is_never_read(&lossy)
                || folder.path.as_str().is_empty() && NEVER_CONTENT.contains(&&*lossy)
            {
                continue;
            }
            let path = listed(&format!("{}/{}", folder.path, composed(&lossy)));
            if name.to_str().is_none() {
                found.fault(&path, ReadFaultKind::NotUnicodeName(lossy.into_owned()));
                continue;
            }
            names.push((path, name, file_type));
        }
        let is_decomposed = |name: &OsStr| name.to_str().is_some_and(|name| !is_nfc(name));
        names.sort_by(|(a, a_name, _), (b, b_name, _)| {
            let written = || (is_decomposed(a_name), a_name).cmp(&(is_decomposed(b_name), b_name));
            a.cmp(b).then_with(written)
        });
        names
    }

    /// Where something in a folder really is, the links passed on the way to it, and whether it
    /// is a folder itself.
    fn step(
        &self,
        folder: &Folder,
        disk: PathBuf,
        file_type: FileType,
    ) -> Result<(PathBuf, Vec<PathBuf>, bool), ReadFaultKind> {
        if !file_type.is_symlink() {
            return Ok((disk, folder.hops.clone(), file_type.is_dir()));
        }
        let target = self.inside(&disk)?;
        let is_folder = fs::metadata(&target)?.is_dir();
        let mut hops = folder.hops.clone();
        hops.push(fs::canonicalize(&folder.disk)?);
        let leads_back = hops.iter().any(|hop| hop.starts_with(&target));
        if is_folder && (leads_back || hops.len() > LINKED_FOLDERS) {
            return Err(ReadFaultKind::Loop);
        }
        Ok((target, hops, is_folder))
    }

    /// A link's target, if it lies in the handbook's folder and not in a hidden part of it.
    fn inside(&self, link: &Path) -> Result<PathBuf, ReadFaultKind> {
        let target = fs::canonicalize(link)?;
        let real_root = self.real_root.get_or_init(|| fs::canonicalize(self.root).ok());
        let below = real_root.as_ref().and_then(|root| target.strip_prefix(root).ok());
        let may_be_read = below
            .is_some_and(|below| below.iter().all(|name| !is_never_read(&name.to_string_lossy())));
        if may_be_read { Ok(target) } else { Err(ReadFaultKind::LeadsOut) }
    }

    /// The path itself, or its target if it is a link.
    fn follow(&self, disk: &Path) -> Result<PathBuf, ReadFaultKind> {
        let file_type = fs::symlink_metadata(disk)?.file_type();
        if file_type.is_symlink() { self.inside(disk) } else { Ok(disk.to_owned()) }
    }

    /// Where a path of a snapshot is on disk, every link on the way followed and checked.
    fn find(&self, path: &SourcePath) -> Result<PathBuf, ReadFaultKind> {
        let mut disk = self.root.to_owned();
        for name in path.as_str().split('/').filter(|name| !name.is_empty()) {
            if is_never_read(name) || !is_one_name(name) {
                return Err(ReadFaultKind::Vanished);
            }
            disk = match self.follow(&disk.join(name)) {
                Err(ReadFaultKind::Vanished) => self.follow(&named_alike(&disk, name)?)?,
                found => found?,
            };
        }
        Ok(disk)
    }
}

/// The one in a folder whose name is `name` once its accents are composed.
fn named_alike(folder: &Path, name: &str) -> Result<PathBuf, ReadFaultKind> {
    fs::read_dir(folder)?
        .filter_map(Result::ok)
        .find(|item| item.file_name().to_str().is_some_and(|found| composed(found) == name))
        .map(|item| item.path())
        .ok_or(ReadFaultKind::Vanished)
}

fn read_entry(entry: &Entry) -> Result<SourceFile, ReadFaultKind> {
    if is_text(&entry.path) {
        return Ok(SourceFile::Text(Arc::new(read_text(&entry.disk)?)));
    }
    Ok(SourceFile::Other(disk_stamp(&entry.disk)?))
}

fn read_text(disk: &Path) -> Result<Text, ReadFaultKind> {
    // Asked of the path, not of the opened file: to open a pipe is to wait for its writer.
    let metadata = fs::metadata(disk)?;
    ordinary(&metadata)?;
    let mut bytes = Vec::with_capacity(metadata.len().min(TOO_LARGE) as usize + 1);
    let mut file = File::open(disk)?.take(TOO_LARGE + 1);
    file.read_to_end(&mut bytes)?;
    if bytes.len() as u64 > TOO_LARGE {
        return Err(ReadFaultKind::TooLarge { len: metadata.len().max(bytes.len() as u64) });
    }
    Ok(Text::decode_owned(bytes))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use tempfile::TempDir;

    use super::{open_file, read, read_changed, read_file, source_path};
    use crate::source::{Folders, ReadFaultKind, Snapshot, SourceFile, SourcePath};

    fn folder(files: &[(&str, &[u8])]) -> TempDir {
        let folder = TempDir::new().unwrap();
        for (path, bytes) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        folder
    }

    fn folders(content: &str) -> Folders {
        Folders { content: content.into(), beside: vec!["themes/county".into()] }
    }

    fn path(text: &str) -> SourcePath {
        SourcePath::new(text).unwrap()
    }

    /// A line for each file, then for each fault.
    fn lines(snapshot: &Snapshot) -> Vec<String> {
        let files = snapshot.files.iter().map(|(path, file)| match file {
            SourceFile::Text(text) => format!("{path}: {:?}", text.as_str()),
            SourceFile::Other(stamp) => format!("{path}: {} bytes", stamp.len),
        });
        let faults = snapshot.faults.iter().map(|f| format!("! {}: {:?}", f.path, f.kind));
        files.chain(faults).collect()
    }

    fn check(root: &Path, content: &str, expected: &[&str]) {
        assert_eq!(lines(&read(root, &folders(content)).unwrap()), expected);
    }

    const SAMPLE: &[(&str, &[u8])] = &[
        ("handbook.yaml", b"title: A"),
        ("glossary.yml", b"[]"),
        ("notes.md", b"not content"),
        (".handbookignore", b"\xEF\xBB\xBF# ours\r\ndrafts/\r\n*.psd\r\n!keep.psd\r\n"),
        (".gitignore", b"*.md"),
        ("content/index.md", b"# A\r\n"),
        ("content/.hidden/a.md", b"x"),
        ("content/policies/a.md", b"a"),
        ("content/policies/form.docx", b"12345"),
        ("content/policies/~$form.docx", b"x"),
        ("content/policies/drafts/b.md", b"b"),
        ("content/logo.psd", b"x"),
        ("content/keep.psd", b"x"),
        ("output/index.html", b"x"),
        ("themes/county/theme.yaml", b"name: c"),
        ("themes/county/styles/a.css", b"p {}"),
        ("themes/other/a.css", b"x"),
    ];

    #[test]
    fn reads_content_theme_and_top_files_and_nothing_else() {
        let root = folder(SAMPLE);
        check(
            root.path(),
            "content",
            &[
                "content/index.md: \"# A\\n\"",
                "content/keep.psd: 1 bytes",
                "content/policies/a.md: \"a\"",
                "content/policies/form.docx: 5 bytes",
                "glossary.yml: \"[]\"",
                "handbook.yaml: \"title: A\"",
                "themes/county/styles/a.css: \"p {}\"",
                "themes/county/theme.yaml: \"name: c\"",
            ],
        );
    }

    #[test]
    fn takes_the_root_itself_as_content() {
        let root = folder(&[
            ("index.md", b"a"),
            ("output/old.md", b"x"),
            ("themes/other/a.md", b"x"),
            ("policies/output/b.md", b"b"),
        ]);
        check(root.path(), "", &["index.md: \"a\"", "policies/output/b.md: \"b\""]);
    }

    #[test]
    fn says_what_is_missing_or_unreadable() {
        let root = folder(&[(".handbookignore", b"ok\n{a\n")]);
        let expected = [
            "! .handbookignore: IgnorePattern { line: 2, message: \"error parsing glob '{a': \
             unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)\" }",
            "! content: Vanished",
        ];
        check(root.path(), "content", &expected);
        check(root.path(), "../elsewhere", &["! : LeadsOut", expected[0]]);
        assert!(read(&root.path().join("nowhere"), &folders("content")).is_err());
    }

    #[test]
    fn refuses_text_that_is_too_large() {
        let root = folder(&[("content/a.md", b""), ("content/a.mp4", b"")]);
        for name in ["a.md", "a.mp4"] {
            let file = std::fs::File::create(root.path().join("content").join(name)).unwrap();
            file.set_len(30_000_000).unwrap();
        }
        check(
            root.path(),
            "content",
            &["content/a.mp4: 30000000 bytes", "! content/a.md: TooLarge { len: 30000000 }"],
        );
    }

    #[test]
    fn reads_again_only_what_changed() {
        let root = folder(SAMPLE);
        let before = read(root.path(), &folders("content")).unwrap();
        for (name, bytes) in [("index.md", "changed"), ("policies/a.md", "unseen"), ("c.md", "c")] {
            std::fs::write(root.path().join("content").join(name), bytes).unwrap();
        }
        std::fs::remove_file(root.path().join("glossary.yml")).unwrap();
        let after =
            read_changed(&before, &folders("content"), &[path("content/index.md")].into()).unwrap();
        let text = |name| after.files.get(&path(name)).and_then(SourceFile::text);
        assert_eq!(text("content/index.md").unwrap().as_str(), "changed");
        assert_eq!(text("content/policies/a.md").unwrap().as_str(), "a");
        assert_eq!(text("content/c.md").unwrap().as_str(), "c");
        assert_eq!(text("glossary.yml"), None);
        let whole = read_changed(&before, &folders("content"), &[path("content")].into()).unwrap();
        assert_eq!(whole, read(root.path(), &folders("content")).unwrap());
    }

    #[test]
    fn reads_one_file_by_the_same_rules() {
        let root = folder(SAMPLE);
        let read = |name| read_file(root.path(), &path(name));
        assert_eq!(read("content/index.md").unwrap().text().unwrap().as_str(), "# A\n");
        assert!(matches!(read("content/keep.psd"), Ok(SourceFile::Other(stamp)) if stamp.len == 1));
        assert_eq!(read("content/nothing.md"), Err(ReadFaultKind::Vanished));
        assert_eq!(read(".gitignore"), Err(ReadFaultKind::Vanished));
        assert!(matches!(read("content"), Err(ReadFaultKind::Unreadable { .. })));
        assert!(open_file(root.path(), &path("content/keep.psd")).is_ok());
        let named = |below| source_path(root.path(), &root.path().join(below));
        assert_eq!(named("content/cafe\u{301}.md"), Some(path("content/caf\u{e9}.md")));
        assert_eq!(named(".git/index"), None);
        assert_eq!(source_path(root.path(), Path::new("/elsewhere")), None);
    }

    #[cfg(unix)]
    #[test]
    fn follows_links_inside_and_never_out() {
        use std::os::unix::fs::symlink;
        let outside = folder(&[("secret.md", b"secret"), ("deep/secret.md", b"secret")]);
        let root = folder(&[("content/a/one.md", b"1"), ("shared/two.md", b"2")]);
        let at = |name: &str| root.path().join("content").join(name);
        symlink("../shared", at("shared")).unwrap();
        symlink("../shared/two.md", at("two.md")).unwrap();
        symlink(outside.path(), at("out")).unwrap();
        symlink(outside.path().join("secret.md"), at("secret.md")).unwrap();
        symlink("../content", at("up")).unwrap();
        std::fs::create_dir(root.path().join(".git")).unwrap();
        symlink("../.git", at("history")).unwrap();
        symlink("round.md", at("round.md")).unwrap();
        symlink("nothing.md", at("broken.md")).unwrap();
        symlink("../content/a", root.path().join("shared/back")).unwrap();
        symlink("../../shared", at("a/shared")).unwrap();
        let read = read(root.path(), &folders("content")).unwrap();
        let expected = [
            "content/a/one.md: \"1\"",
            "content/a/shared/two.md: \"2\"",
            "content/shared/back/one.md: \"1\"",
            "content/shared/two.md: \"2\"",
            "content/two.md: \"2\"",
            "! content/a/shared/back: Loop",
            "! content/broken.md: Vanished",
            "! content/history: LeadsOut",
            "! content/out: LeadsOut",
            "! content/round.md: Loop",
            "! content/secret.md: LeadsOut",
            "! content/shared/back/shared: Loop",
            "! content/up: Loop",
        ];
        assert_eq!(lines(&read), expected);
        for name in ["content/out/secret.md", "content/out/deep/secret.md", "content/secret.md"] {
            assert_eq!(read_file(root.path(), &path(name)), Err(ReadFaultKind::LeadsOut));
        }
        symlink(outside.path(), root.path().join("docs")).unwrap();
        check(root.path(), "docs", &["! docs: LeadsOut"]);
        check(root.path(), "docs/deep", &["! docs/deep: LeadsOut"]);
    }

    #[cfg(unix)]
    #[test]
    fn never_waits_for_what_is_no_file() {
        let root = folder(&[("content/b.md", b"b")]);
        let _socket = std::os::unix::net::UnixListener::bind(root.path().join("content/a.md"));
        let read = read(root.path(), &folders("content")).unwrap();
        assert_eq!(lines(&read)[0], "content/b.md: \"b\"");
        assert!(matches!(&read.faults[0].kind, ReadFaultKind::Unreadable { kind, .. }
            if *kind == std::io::ErrorKind::InvalidInput));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn reads_names_however_they_are_written() {
        use std::os::unix::ffi::OsStrExt;
        let root = folder(&[
            ("content/cafe\u{301}.md", b"decomposed"),
            ("content/caf\u{e9}.md", b"composed"),
            ("content/e\u{301}/a.md", b"a"),
        ]);
        let name = std::ffi::OsStr::from_bytes(b"caf\xE9.md");
        std::fs::write(root.path().join("content").join(name), b"x").unwrap();
        check(
            root.path(),
            "content",
            &[
                "content/caf\u{e9}.md: \"composed\"",
                "content/\u{e9}/a.md: \"a\"",
                "! content/caf\u{e9}.md: SameName",
                "! content/caf\u{fffd}.md: NotUnicodeName(\"caf\u{fffd}.md\")",
            ],
        );
        let file = read_file(root.path(), &path("content/\u{e9}/a.md")).unwrap();
        assert_eq!(file.text().unwrap().as_str(), "a");
    }
}
