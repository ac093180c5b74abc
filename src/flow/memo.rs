//! Whether anything is other than it was for the last build. All that the output depends on is one fingerprint: every
//! byte that is read, the options, the day, and the program itself. Where that is the same, and the published folders
//! are as they were left, there is nothing to do but to say again what was said.

use std::fmt::Debug;
use std::path::Path;

use rayon::prelude::*;

use crate::check::rules::RULES;
use crate::diagnostic::{Diagnostic, Place, Range, Related, Severity};
use crate::flow::{LONGEST_LIST, Reading};
use crate::load;
use crate::publish::{self, Destination, Published};
use crate::source::{self, Position, SourceFile, SourcePath};

/// Everything that the output depends on, told from all else by hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inputs {
    all: blake3::Hash,
    besides_documents: blake3::Hash,
    program: blake3::Hash,
}

impl Inputs {
    /// What tells the program from any other.
    pub(super) fn program(&self) -> &blake3::Hash {
        &self.program
    }

    /// What tells all but the texts of documents, and what a repository knows of them, from all else.
    pub(super) fn besides_documents(&self) -> &blake3::Hash {
        &self.besides_documents
    }
}

/// What there is to say again where nothing has changed.
pub struct Unchanged {
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// What each folder holds.
    pub published: Vec<Published>,
}

/// The memo that it is kept in.
const MEMO: &str = "build";

/// What is kept of a build: its inputs, each folder with its list's hash, and what was wrong.
type Kept = (String, Vec<(String, String)>, Vec<KeptDiagnostic>);
type KeptDiagnostic =
    (String, String, Option<KeptPlace>, String, Option<String>, Vec<(KeptPlace, String)>);
type KeptPlace = (String, Option<((usize, usize), (usize, usize), String, usize)>);

impl Reading {
    /// Everything that the output depends on; `None` if something can't be read. `program` tells this program from
    /// any other.
    pub fn inputs(&self, program: &str) -> Option<Inputs> {
        let files: Vec<blake3::Hash> = self
            .snapshot
            .files
            .par_iter()
            .map(|(path, file)| {
                let mut hasher = blake3::Hasher::new();
                add(&mut hasher, path);
                match file {
                    SourceFile::Text(text) => {
                        add(&mut hasher, &text.encoding);
                        hasher.update(text.fingerprint().as_bytes());
                    }
                    SourceFile::Other(_) => {
                        let file = source::open_file(&self.snapshot.root, path).ok()?;
                        hasher.update_reader(file).ok()?;
                    }
                }
                Some(hasher.finalize())
            })
            .collect::<Option<_>>()?;
        let mut hasher = blake3::Hasher::new();
        add(&mut hasher, &(program, &self.snapshot.faults, self.snapshot.has_links, self.options));
        if let Some(file) = &self.config.private_names {
            let text = source::read_outside(&self.snapshot.root, &file.value, LONGEST_LIST);
            add(&mut hasher, &text.ok()?.as_str());
        }
        let mut all = hasher.clone();
        for (path, hash) in self.snapshot.files.keys().zip(&files) {
            all.update(hash.as_bytes());
            // Where the content folder is the whole, the pages on a theme’s components are below it, and are no documents.
            let is_document = path.below(&self.config.content).is_some()
                && load::is_markdown(path)
                && path.below("themes").is_none();
            if !is_document {
                hasher.update(hash.as_bytes());
            }
        }
        add(&mut all, &(self.history.as_ref()?, &self.revision));
        Some(Inputs {
            all: all.finalize(),
            besides_documents: hasher.finalize(),
            program: blake3::hash(program.as_bytes()),
        })
    }

    /// What the last build said of these folders, if nothing is other than it was then.
    pub fn unchanged(&self, inputs: Inputs, destinations: &[Destination]) -> Option<Unchanged> {
        let bytes = publish::read_memo(&self.snapshot.root, MEMO)?;
        let (kept, folders, diagnostics): Kept = serde_json::from_slice(&bytes).ok()?;
        if kept != inputs.all.to_hex().as_str() || folders.len() != destinations.len() {
            return None;
        }
        let published = destinations.iter().zip(&folders).map(|(destination, (folder, list))| {
            if destination.name() == *folder { destination.as_listed(list) } else { None }
        });
        let published = published.collect::<Option<_>>()?;
        Some(Unchanged {
            diagnostics: diagnostics.into_iter().map(read).collect::<Option<_>>()?,
            published,
        })
    }
}

/// Keeps what was wrong when these folders were published from these inputs. That it can't be kept costs the next
/// build time, and nothing else.
pub fn keep(
    handbook: &Path,
    inputs: Inputs,
    destinations: &[Destination],
    diagnostics: &[Diagnostic],
) {
    let folders = destinations.iter().map(|one| Some((one.name(), one.list()?))).collect();
    let Some(folders) = folders else { return };
    let diagnostics = diagnostics.iter().map(written).collect();
    let kept: Kept = (inputs.all.to_hex().to_string(), folders, diagnostics);
    let bytes = serde_json::to_vec(&kept).expect("text and numbers can be written as JSON");
    let _ = publish::write_memo(handbook, MEMO, &bytes);
}

fn add(hasher: &mut blake3::Hasher, value: &impl Debug) {
    hasher.update(format!("{value:?}\n").as_bytes());
}

fn written(diagnostic: &Diagnostic) -> KeptDiagnostic {
    let Diagnostic { rule, severity, place, message, help, related } = diagnostic;
    let related = related.iter().map(|one| (written_place(&one.place), one.message.clone()));
    (
        (*rule).to_owned(),
        severity.as_str().to_owned(),
        place.as_ref().map(written_place),
        message.clone(),
        help.clone(),
        related.collect(),
    )
}

fn written_place(Place { path, range }: &Place) -> KeptPlace {
    let pair = |at: Position| (at.line, at.column);
    let range =
        range.as_ref().map(|one| (pair(one.start), pair(one.end), one.line.clone(), one.cut));
    (path.to_string(), range)
}

fn read((rule, severity, place, message, help, related): KeptDiagnostic) -> Option<Diagnostic> {
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    Some(Diagnostic {
        rule: RULES.iter().find(|one| one.name == rule)?.name,
        severity: severities.into_iter().find(|one| one.as_str() == severity)?,
        place: match place {
            Some(place) => Some(read_place(place)?),
            None => None,
        },
        message,
        help,
        related: related
            .into_iter()
            .map(|(place, message)| Some(Related { place: read_place(place)?, message }))
            .collect::<Option<_>>()?,
    })
}

fn read_place((path, range): KeptPlace) -> Option<Place> {
    let position = |(line, column)| Position { line, column };
    let range = range.map(|(start, end, line, cut)| Range {
        start: position(start),
        end: position(end),
        line,
        cut,
    });
    Some(Place { path: SourcePath::new(&path)?, range })
}
