//! What a build keeps of its parts for the next: of each published file, which texts it was made of and what it came
//! to. Where those texts are the same, and all that readers can know of the handbook besides them, it is not made again.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::flow::memo::Inputs;
use crate::model::{Edition, Origin};
use crate::publish::{self, Fingerprint};
use crate::render::OutputPath;

/// The memo that it is kept in.
const MEMO: &str = "parts";

/// What the last build kept.
#[derive(Default)]
pub(super) struct Kept {
    editions: BTreeMap<String, Group>,
}

/// The files of an edition.
struct Group {
    /// What tells all that they were made of from anything else, but for the texts that each was made of.
    base: String,
    files: BTreeMap<OutputPath, File>,
}

/// A file that was made, whatever else came with it, and which texts were looked at.
struct File {
    looked_at: Vec<Origin>,
    came_to: Vec<(OutputPath, Fingerprint)>,
}

/// As it is written: the marks of texts; and for each edition its name, its base, and its files, each with the places
/// of its texts in that list.
type Written = (Vec<String>, Vec<(String, String, Vec<WrittenFile>)>);
type WrittenFile = (Vec<usize>, Vec<(String, u64, String)>);

impl Kept {
    /// What the last build of the handbook in this folder kept; nothing, if that is damaged or not there.
    pub(super) fn read(handbook: &Path) -> Kept {
        publish::read_memo(handbook, MEMO).and_then(|bytes| parse(&bytes)).unwrap_or_default()
    }

    /// What of it may serve for an edition. `inputs` are all that a build depends on, and `besides` is what else its
    /// files depend on.
    pub(super) fn of(&mut self, edition: &Edition, inputs: Inputs, besides: &str) -> Again {
        let name = edition.id.clone().unwrap_or_default();
        let base = base(edition, inputs, besides);
        let last = self.editions.remove(&name).filter(|group| group.base == base);
        let texts = edition.documents.iter().flatten().map(|one| one.parsed.text.origin());
        let days = edition.edited.values().map(|days| days.origin());
        let now: BTreeSet<Origin> = texts.chain(days).collect();
        let mut files = last.map(|group| group.files).unwrap_or_default();
        files.retain(|_, file| file.looked_at.iter().all(|origin| now.contains(origin)));
        Again { name, base, last: files, now: Mutex::default() }
    }
}

/// The files of an edition that need not be made again, and what is known of those that are made now.
pub(super) struct Again {
    name: String,
    base: String,
    last: BTreeMap<OutputPath, File>,
    now: Mutex<BTreeMap<OutputPath, File>>,
}

impl Again {
    /// Whether a file, and all that comes with it, is what it was if each is `published` as it was.
    pub(super) fn has(
        &self,
        path: &OutputPath,
        published: impl Fn(&OutputPath, &Fingerprint) -> bool,
    ) -> bool {
        let Some(file) = self.last.get(path) else { return false };
        let is_there = file.came_to.iter().all(|(path, known)| published(path, known));
        if is_there {
            let (looked_at, came_to) = (file.looked_at.clone(), file.came_to.clone());
            self.keep(path, File { looked_at, came_to });
        }
        is_there
    }

    /// A file was made of these texts, and came to this.
    pub(super) fn add(
        &self,
        path: &OutputPath,
        looked_at: &[Origin],
        came_to: Vec<(OutputPath, Fingerprint)>,
    ) {
        self.keep(path, File { looked_at: looked_at.to_vec(), came_to });
    }

    fn keep(&self, path: &OutputPath, file: File) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.insert(path.clone(), file);
    }

    fn into_group(self) -> (String, Group) {
        let files = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        (self.name, Group { base: self.base, files })
    }
}

/// What a build has found out of each edition's files.
#[derive(Default)]
pub struct Parts(pub(super) Vec<Again>);

impl Parts {
    /// Leaves it for the next build of the handbook in this folder. That it can't be kept costs that build time, and
    /// nothing else.
    pub fn keep(self, handbook: &Path) {
        let groups: BTreeMap<String, Group> = self.0.into_iter().map(Again::into_group).collect();
        let files = || groups.values().flat_map(|group| group.files.values());
        let origins: BTreeSet<Origin> =
            files().flat_map(|file| file.looked_at.iter().copied()).collect();
        let origins: Vec<Origin> = origins.into_iter().collect();
        let place = |origin: &Origin| origins.binary_search(origin).unwrap_or_default();
        let file = |file: &File| -> WrittenFile {
            let came_to = file
                .came_to
                .iter()
                .map(|(path, one)| (path.to_string(), one.length, one.hash.to_hex().to_string()));
            (file.looked_at.iter().map(place).collect(), came_to.collect())
        };
        let editions = groups.iter().map(|(name, group)| {
            (name.clone(), group.base.clone(), group.files.values().map(file).collect())
        });
        let written: Written =
            (origins.iter().map(ToString::to_string).collect(), editions.collect());
        let bytes = serde_json::to_vec(&written).expect("text and numbers can be written as JSON");
        let _ = publish::write_memo(handbook, MEMO, &bytes);
    }
}

fn parse(bytes: &[u8]) -> Option<Kept> {
    let (origins, editions): Written = serde_json::from_slice(bytes).ok()?;
    let origins: Vec<Origin> =
        origins.iter().map(|one| Origin::parse(one)).collect::<Option<_>>()?;
    let file = |(looked_at, came_to): WrittenFile| {
        let looked_at = looked_at
            .into_iter()
            .map(|place| origins.get(place).copied())
            .collect::<Option<_>>()?;
        let came_to = came_to.into_iter().map(|(path, length, hash)| {
            let hash = blake3::Hash::from_hex(hash).ok()?;
            Some((OutputPath::new(&path)?, Fingerprint { length, hash }))
        });
        let came_to: Vec<(OutputPath, Fingerprint)> = came_to.collect::<Option<_>>()?;
        let path = came_to.first()?.0.clone();
        Some((path, File { looked_at, came_to }))
    };
    let group = |(name, base, files): (String, String, Vec<WrittenFile>)| {
        let files = files.into_iter().map(file).collect::<Option<_>>()?;
        Some((name, Group { base, files }))
    };
    Some(Kept { editions: editions.into_iter().map(group).collect::<Option<_>>()? })
}

/// What tells an edition, its texts and the days on which they were edited left out, from any other.
fn base(edition: &Edition, inputs: Inputs, besides: &str) -> String {
    let documents: Vec<blake3::Hash> = edition.documents.par_iter().map(hash).collect();
    // It is hashed field by field, so that one which is added can't be forgotten.
    let rest = Edition { documents: Vec::new(), ..edition.clone() };
    let documents: Vec<&[u8; 32]> = documents.iter().map(blake3::Hash::as_bytes).collect();
    hash(&(inputs.besides_documents().as_bytes(), documents, rest, besides)).to_hex().to_string()
}

fn hash(value: &impl Hash) -> blake3::Hash {
    let mut hasher = Blake(blake3::Hasher::new());
    value.hash(&mut hasher);
    hasher.0.finalize()
}

/// BLAKE3 for what can be hashed.
struct Blake(blake3::Hasher);

impl Hasher for Blake {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let hash = self.0.finalize();
        hash.as_bytes().iter().take(8).fold(0, |all, byte| all << 8 | u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::{Written, parse};

    #[test]
    fn what_is_damaged_is_not_read() {
        let whole: Written = (
            vec!["00".repeat(16)],
            vec![(
                String::new(),
                "base".to_owned(),
                vec![(vec![0], vec![("a.html".to_owned(), 1, "00".repeat(32))])],
            )],
        );
        let read = |change: &dyn Fn(&mut Written)| {
            let mut written = whole.clone();
            change(&mut written);
            parse(&serde_json::to_vec(&written).unwrap()).is_some()
        };
        assert!(read(&|_| ()));
        assert!(!read(&|written| written.1[0].2[0].0[0] = 1));
        assert!(!read(&|written| written.1[0].2[0].1.clear()));
        assert!(!read(&|written| written.1[0].2[0].1[0].0 = "../a.html".to_owned()));
        assert!(!read(&|written| written.0[0] = "0".to_owned()));
        assert!(parse(b"[]").is_none());
    }
}
