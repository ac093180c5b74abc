//! What readers would see of one edition that they did not see of it before: documents that are new, gone, moved or
//! changed, with the words that changed. It knows nothing of where the two come from, nor how the difference is shown.

mod moved;
mod subjects;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::subjects::{Subject, subjects};
use crate::model::Edition;
use crate::source::SourcePath;

pub use words::{Edit, Piece};

/// What readers would see otherwise.
#[derive(Debug, Default)]
pub struct Difference {
    /// What they read, in the order of reading; what is gone comes last.
    pub changes: Vec<Change>,
    /// Files beside the documents, in the order of their names.
    pub files: Vec<(Sort, String)>,
    /// How much they read that is as it was.
    pub unchanged: usize,
}

/// One thing that readers would find otherwise.
#[derive(Debug)]
pub struct Change {
    /// What has become of it.
    pub sort: Sort,
    /// What it is called; of what is gone, what it was called.
    pub title: String,
    /// The file that it is written in.
    pub file: String,
    /// The file that it was written in, if that was another.
    pub file_before: Option<String>,
    /// What it says otherwise; of what is new or gone, all of it.
    pub edits: Vec<Edit>,
}

/// What has become of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// It is new.
    Added,
    /// It says something else, where it was.
    Changed,
    /// It is at another address; it may say something else too.
    Moved,
    /// It is gone.
    Removed,
}

impl Sort {
    /// It in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Sort::Added => "new",
            Sort::Changed => "changed",
            Sort::Moved => "moved",
            Sort::Removed => "gone",
        }
    }
}

impl Change {
    /// How many words are new, and how many are gone.
    pub fn counts(&self) -> (usize, usize) {
        let count = |text: &str| text.split_whitespace().count();
        let mut counts = (0, 0);
        for edit in &self.edits {
            for piece in &edit.pieces {
                match piece {
                    Piece::Same(_) => {}
                    Piece::Added(text) => counts.0 += count(text),
                    Piece::Removed(text) => counts.1 += count(text),
                }
            }
        }
        counts
    }
}

/// Compares an edition with what it was. `replaced` are files whose contents are known to be others.
pub fn compare(before: &Edition, now: &Edition, replaced: &BTreeSet<SourcePath>) -> Difference {
    let files = files(before, now, replaced);
    let (before, now) = (subjects(before), subjects(now));
    let mut left: BTreeMap<&str, &Subject> =
        before.iter().map(|one| (one.file.as_str(), one)).collect();
    let stayed: Vec<Option<&Subject>> =
        now.iter().map(|one| left.remove(one.file.as_str())).collect();
    let new: Vec<&Subject> =
        now.iter().zip(&stayed).filter(|(_, was)| was.is_none()).map(|(one, _)| one).collect();
    let came_from = moved::pairs(&mut left, &new);
    let mut difference = Difference { files, ..Difference::default() };
    for (one, was) in now.iter().zip(stayed) {
        let (sort, was) = match (was, came_from.get(one.file.as_str())) {
            (Some(was), _) => (Sort::Changed, Some(was)),
            (None, Some(was)) => (Sort::Moved, Some(*was)),
            (None, None) => (Sort::Added, None),
        };
        let edits = words::edits(was.map_or(&[], |was| &was.lines), &one.lines);
        if sort == Sort::Changed && edits.is_empty() {
            difference.unchanged += 1;
            continue;
        }
        let file_before = was.filter(|_| sort == Sort::Moved).map(|was| was.file.clone());
        let (title, file) = (one.title.clone(), one.file.clone());
        difference.changes.push(Change { sort, title, file, file_before, edits });
    }
    for was in before.iter().filter(|one| left.contains_key(one.file.as_str())) {
        let edits = words::edits(&was.lines, &[]);
        let (title, file) = (was.title.clone(), was.file.clone());
        let sort = Sort::Removed;
        difference.changes.push(Change { sort, title, file, file_before: None, edits });
    }
    difference
}

fn files(before: &Edition, now: &Edition, replaced: &BTreeSet<SourcePath>) -> Vec<(Sort, String)> {
    let all: BTreeSet<&SourcePath> = before.files.keys().chain(now.files.keys()).collect();
    let sort =
        |path: &SourcePath| match (before.files.contains_key(path), now.files.contains_key(path)) {
            (false, _) => Some(Sort::Added),
            (_, false) => Some(Sort::Removed),
            _ => replaced.contains(path).then_some(Sort::Changed),
        };
    all.into_iter().filter_map(|path| Some((sort(path)?, path.to_string()))).collect()
}
