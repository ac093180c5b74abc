//! The source's folder, read; and the handbook's, written: what each file would become, and then that. A file that
//! a person has changed, moved or deleted since is left as it is. This is the one file here that touches the disk.

#![expect(
    clippy::disallowed_methods,
    reason = "reads the source and writes into the handbook that the command names"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::import::{Field, Imported, front};

/// What is to be imported: one file, or a folder with all below it.
#[derive(Clone, Debug)]
pub struct Source {
    root: PathBuf,
    /// Files by their paths below the folder, with `/`, in order.
    pub files: Vec<String>,
    /// Names that were passed over: links, and folders too deep.
    pub passed_over: Vec<String>,
}

/// Folders in folders, and files in all.
const DEEPEST: usize = 32;
const MOST_FILES: usize = 200_000;
/// The largest file that is read, in bytes.
const LARGEST: u64 = 512 * 1024 * 1024;

impl Source {
    /// Lists a file, or a folder. What begins with a dot or `~$` is an editor's, and left alone.
    ///
    /// # Errors
    ///
    /// Where there is nothing of this name, or it can't be listed.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut source =
            Source { root: path.to_owned(), files: Vec::new(), passed_over: Vec::new() };
        if path.is_file() {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            source.root = path.parent().map(Path::to_owned).unwrap_or_default();
            source.files.extend(name);
            return Ok(source);
        }
        source.list(path, "", 0)?;
        source.files.sort();
        source.passed_over.sort();
        Ok(source)
    }

    fn list(&mut self, folder: &Path, below: &str, depth: usize) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || name.starts_with("~$") {
                continue;
            }
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            let kind = entry.file_type()?;
            let is_too_much = depth >= DEEPEST || self.files.len() >= MOST_FILES;
            if kind.is_symlink() || is_too_much {
                self.passed_over.push(path);
            } else if kind.is_dir() {
                if self.list(&entry.path(), &path, depth + 1).is_err() {
                    self.passed_over.push(path);
                }
            } else {
                self.files.push(path);
            }
        }
        Ok(())
    }

    /// The bytes of a file, or why it can't be read.
    ///
    /// # Errors
    ///
    /// A sentence for people.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let disk = self.root.join(path);
        let size = fs::metadata(&disk).map(|one| one.len());
        if size.as_ref().is_ok_and(|size| *size > LARGEST) {
            return Err("It is larger than 512 MB. Save it in parts.".to_owned());
        }
        size.and_then(|_| fs::read(&disk)).map_err(|error| format!("It can’t be read: {error}."))
    }
}

/// What becomes of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It isn't there yet.
    New,
    /// It is there already, just so.
    Unchanged,
    /// It is as it was imported last, and the source has changed.
    Updated,
    /// A person has changed it, and the source is as it was.
    Edited,
    /// A person has changed it, or made it, and the source gives something else: that goes beside it.
    Beside,
    /// A person has moved or deleted it.
    Gone,
    /// It would be written through a link, which may lead anywhere.
    Refused,
}

/// One file to be written.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its path in the handbook's folder.
    pub path: String,
    /// What becomes of it.
    pub outcome: Outcome,
    bytes: Vec<u8>,
}

/// What an import would write.
#[derive(Clone, Debug)]
pub struct Plan {
    root: PathBuf,
    record: BTreeMap<String, String>,
    /// Every file, in order.
    pub items: Vec<Item>,
}

/// What was imported, by the digest of each file as it was written.
pub const RECORD: &str = ".handbook-import.json";
/// What is put at the end of a name, for what goes beside a file that a person has changed. No document ends so.
pub const BESIDE: &str = ".imported";

impl Plan {
    /// Compares what was imported with the handbook in `root`, whose documents are in its folder `content`.
    ///
    /// # Errors
    ///
    /// Where the record of earlier imports, or a file that is there, can't be read.
    pub fn new(imported: &Imported, root: &Path, content: &str) -> io::Result<Self> {
        let record = read_record(&root.join(RECORD))?;
        let mut plan = Plan { root: root.to_owned(), record, items: Vec::new() };
        let whole = |path: &str| match content {
            "" | "." => path.to_owned(),
            _ => format!("{content}/{path}"),
        };
        for section in &imported.sections {
            let path = whole(&format!("{}/index.md", section.folder));
            let text =
                front::text(&[Field::text("title", &section.title), Field::text("kind", "page")]);
            // A section that has a page of its own needs none of ours.
            if fs::symlink_metadata(root.join(&path)).is_err() {
                plan.add(path, text.into_bytes())?;
            }
        }
        for document in &imported.documents {
            plan.add(whole(&document.path), document.text().into_bytes())?;
            for (path, bytes) in &document.files {
                plan.add(whole(path), bytes.clone())?;
            }
        }
        plan.items.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(plan)
    }

    fn add(&mut self, path: String, bytes: Vec<u8>) -> io::Result<()> {
        let outcome = self.outcome(&path, &bytes)?;
        self.items.push(Item { path, outcome, bytes });
        Ok(())
    }

    fn outcome(&self, path: &str, bytes: &[u8]) -> io::Result<Outcome> {
        if passes_link(&self.root, path) {
            return Ok(Outcome::Refused);
        }
        let there = match fs::read(self.root.join(path)) {
            Ok(there) => Some(digest(path, &there)),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(named(&error, path)),
        };
        let ours = digest(path, bytes);
        let recorded = self.record.get(path);
        Ok(match (there, recorded) {
            (None, None) => Outcome::New,
            (None, Some(_)) => Outcome::Gone,
            (Some(there), _) if there == ours => Outcome::Unchanged,
            (Some(there), Some(recorded)) if there == *recorded => Outcome::Updated,
            (Some(_), Some(recorded)) if ours == *recorded => Outcome::Edited,
            (Some(_), _) => Outcome::Beside,
        })
    }

    /// The outcome of the file with this path below the content folder.
    pub fn outcome_of(&self, path: &str, content: &str) -> Option<Outcome> {
        let whole =
            if matches!(content, "" | ".") { path.to_owned() } else { format!("{content}/{path}") };
        // The items are in the order of their paths.
        let at = self.items.binary_search_by(|item| item.path.as_str().cmp(&whole)).ok()?;
        self.items.get(at).map(|item| item.outcome)
    }

    /// Writes it. What is written is whole or not there, and remembered even if a later file can't be written.
    ///
    /// # Errors
    ///
    /// Which file can't be written, and why.
    pub fn write(mut self) -> io::Result<()> {
        let written = self.write_items();
        let json = serde_json::json!({ "version": 1, "files": self.record });
        let text = serde_json::to_string_pretty(&json).expect("texts are JSON") + "\n";
        write_whole(&self.root, RECORD, text.as_bytes())?;
        written
    }

    fn write_items(&mut self) -> io::Result<()> {
        for item in std::mem::take(&mut self.items) {
            let ours = digest(&item.path, &item.bytes);
            match item.outcome {
                Outcome::New | Outcome::Updated => {
                    write_whole(&self.root, &item.path, &item.bytes)?;
                }
                Outcome::Beside => self.write_beside(&item)?,
                Outcome::Unchanged => {}
                Outcome::Edited | Outcome::Gone | Outcome::Refused => continue,
            }
            // Of what went beside, too: the next import of the same is nothing new.
            self.record.insert(item.path, ours);
        }
        Ok(())
    }

    fn write_beside(&self, item: &Item) -> io::Result<()> {
        let path = format!("{}{BESIDE}", item.path);
        match passes_link(&self.root, &path) {
            true => Ok(()),
            false => write_whole(&self.root, &path, &item.bytes),
        }
    }
}

fn read_record(path: &Path) -> io::Result<BTreeMap<String, String>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(named(&error, RECORD)),
    };
    let broken = || {
        let message = format!(
            "{RECORD}, which remembers what was imported, is damaged. Take it from a copy, or \
             delete it: then nothing that is there is written over."
        );
        io::Error::new(ErrorKind::InvalidData, message)
    };
    let json: serde_json::Value = serde_json::from_str(&text).map_err(|_| broken())?;
    let files = json.get("files").and_then(|files| files.as_object()).ok_or_else(broken)?;
    let files =
        files.iter().map(|(path, digest)| Some((path.clone(), digest.as_str()?.to_owned())));
    files.collect::<Option<_>>().ok_or_else(broken)
}

/// A digest of a file; of a document, whatever its line endings, which programs change on their way.
fn digest(path: &str, bytes: &[u8]) -> String {
    let is_text = path.ends_with(".md");
    let text = is_text.then(|| String::from_utf8_lossy(bytes).replace("\r\n", "\n"));
    let bytes = text.as_ref().map_or(bytes, |text| text.as_bytes());
    blake3::hash(bytes).to_hex().to_string()
}

/// Is the file, or a folder on the way to it, a link?
fn passes_link(root: &Path, path: &str) -> bool {
    let mut at = root.to_owned();
    path.split('/').any(|part| {
        at.push(part);
        fs::symlink_metadata(&at).is_ok_and(|one| one.file_type().is_symlink())
    })
}

fn write_whole(root: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let whole = root.join(path);
    let folder = whole.parent().unwrap_or(root);
    let name = whole.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.new"));
    let written = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&beside, bytes))
        .and_then(|()| fs::rename(&beside, &whole));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        named(&error, path)
    })
}

fn named(error: &io::Error, path: &str) -> io::Error {
    io::Error::new(error.kind(), format!("{path}: {error}"))
}
