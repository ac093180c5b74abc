//! What a build keeps of its parts for the next: of each published file, which texts it was made of and what it came
//! to, and of each document with which nothing was wrong, which texts that was found in. Where those texts are the same,
//! and all that can be known of the handbook besides them, the file is not made again, nor the document checked.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::check;
use crate::flow::index::KeptIndex;
use crate::flow::memo::Inputs;
use crate::flow::outlines::Outlines;
use crate::model::{Document, Edition, Handbook, Origin};
use crate::publish::{self, Fingerprint};
use crate::render::OutputPath;

/// The memo that it is kept in.
const MEMO: &str = "parts";

/// What the last build kept.
#[derive(Default)]
pub(super) struct Kept {
    sound: Option<SoundOnes>,
    editions: BTreeMap<String, Group>,
}

/// The documents with which nothing was wrong.
struct SoundOnes {
    /// What tells all that was checked from anything else, but for the texts that were looked at for each.
    base: String,
    /// Which those were, its own first.
    looked_at: Vec<Vec<Origin>>,
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

/// As it is written: the origins of texts; what is sound; and for each edition its name, its base, and its files. Texts
/// are told by their places in the list of origins.
type Written = (Vec<String>, Option<WrittenSound>, Vec<(String, String, Vec<WrittenFile>)>);
type WrittenSound = (String, Vec<Vec<usize>>);
type WrittenFile = (Vec<usize>, Vec<(String, u64, String)>);

impl Kept {
    /// What the last build of the handbook in this folder kept; nothing, if that is damaged or not there.
    pub(super) fn read(handbook: &Path) -> Kept {
        publish::read_memo(handbook, MEMO).and_then(|bytes| parse(&bytes)).unwrap_or_default()
    }

    /// With which documents of the handbook nothing is wrong.
    pub(super) fn sound(&mut self, handbook: &Handbook, inputs: Inputs) -> StillSound {
        let rest = Handbook { documents: Vec::new(), ..handbook.clone() };
        let documents: Vec<blake3::Hash> = handbook.documents.par_iter().map(hash).collect();
        let base = base(inputs, &documents, &rest);
        let texts = handbook.documents.iter().map(|one| one.parsed.text.origin());
        let now: BTreeSet<Origin> = texts.collect();
        let last = self.sound.take().filter(|last| last.base == base);
        let last = last.map(|last| last.looked_at).unwrap_or_default().into_iter();
        let still = last.filter(|looked_at| looked_at.iter().all(|one| now.contains(one)));
        let last = still.filter_map(|looked_at| Some((*looked_at.first()?, looked_at))).collect();
        StillSound { base, last, now: Mutex::default() }
    }

    /// What of it may serve for an edition. `inputs` are all that a build depends on, and `besides` is what else its
    /// files depend on.
    pub(super) fn of(&mut self, edition: &Edition, inputs: Inputs, besides: &str) -> Again {
        let name = edition.id.clone().unwrap_or_default();
        // It is hashed field by field, so that one which is added can't be forgotten.
        let rest = Edition { documents: Vec::new(), ..edition.clone() };
        let documents: Vec<blake3::Hash> = edition.documents.par_iter().map(hash).collect();
        let base = base(inputs, &documents, &(rest, besides));
        let last = self.editions.remove(&name).filter(|group| group.base == base);
        let texts = edition.documents.iter().flatten().map(|one| one.parsed.text.origin());
        let days = edition.edited.values().map(|days| days.origin());
        let now: BTreeSet<Origin> = texts.chain(days).collect();
        let mut files = last.map(|group| group.files).unwrap_or_default();
        files.retain(|_, file| file.looked_at.iter().all(|origin| now.contains(origin)));
        Again { name, base, texts: now, last: files, now: Mutex::default() }
    }
}

/// The files of an edition that need not be made again, and what is known of those that are made now.
pub(super) struct Again {
    name: String,
    base: String,
    texts: BTreeSet<Origin>,
    last: BTreeMap<OutputPath, File>,
    now: Mutex<BTreeMap<OutputPath, File>>,
}

impl Again {
    /// What tells all that the files were made of from anything else, but for the texts that each was made of.
    pub(super) fn base(&self) -> blake3::Hash {
        blake3::hash(self.base.as_bytes())
    }

    /// Whether the edition has a text of this origin.
    pub(super) fn has_text(&self, origin: Origin) -> bool {
        self.texts.contains(&origin)
    }

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

/// The documents with which nothing was wrong and still isn't, and those of which that is found now.
pub(super) struct StillSound {
    base: String,
    last: BTreeMap<Origin, Vec<Origin>>,
    now: Mutex<BTreeMap<Origin, Vec<Origin>>>,
}

impl StillSound {
    /// With how many documents nothing is known to be wrong.
    pub(super) fn count(&self) -> usize {
        self.last.len()
    }
}

impl check::Sound for StillSound {
    fn is_sound(&self, document: &Document) -> bool {
        let own = document.parsed.text.origin();
        let Some(looked_at) = self.last.get(&own) else { return false };
        self.add(document, looked_at.clone());
        true
    }

    fn add(&self, document: &Document, mut looked_at: Vec<Origin>) {
        let own = document.parsed.text.origin();
        looked_at.retain(|one| *one != own);
        looked_at.insert(0, own);
        self.now.lock().unwrap_or_else(PoisonError::into_inner).insert(own, looked_at);
    }
}

/// What a build has found out, for the next.
#[derive(Default)]
pub struct Parts {
    pub(super) sound: Option<StillSound>,
    pub(super) editions: Vec<Again>,
    pub(super) index: Option<KeptIndex>,
    pub(super) outlines: Option<Outlines>,
}

impl Parts {
    /// Leaves it for the next build of the handbook in this folder. That it can't be kept costs that build time, and
    /// nothing else.
    pub fn keep(self, handbook: &Path) {
        if let Some(index) = self.index {
            index.keep();
        }
        if let Some(outlines) = self.outlines {
            outlines.keep(handbook);
        }
        let groups: BTreeMap<String, Group> =
            self.editions.into_iter().map(Again::into_group).collect();
        let sound = self.sound.map(|sound| {
            let looked_at = sound.now.into_inner().unwrap_or_else(PoisonError::into_inner);
            (sound.base, looked_at.into_values().collect::<Vec<_>>())
        });
        let of_files = groups.values().flat_map(|group| group.files.values());
        let of_files = of_files.flat_map(|file| &file.looked_at);
        let of_sound = sound.iter().flat_map(|(_, looked_at)| looked_at.iter().flatten());
        let origins: BTreeSet<Origin> = of_files.chain(of_sound).copied().collect();
        let origins: Vec<Origin> = origins.into_iter().collect();
        let place = |origin: &Origin| origins.binary_search(origin).unwrap_or_default();
        let places = |looked_at: &Vec<Origin>| looked_at.iter().map(place).collect();
        let file = |file: &File| -> WrittenFile {
            let came_to = file
                .came_to
                .iter()
                .map(|(path, one)| (path.to_string(), one.length, one.hash.to_hex().to_string()));
            (places(&file.looked_at), came_to.collect())
        };
        let editions = groups.iter().map(|(name, group)| {
            (name.clone(), group.base.clone(), group.files.values().map(file).collect())
        });
        let sound = sound.map(|(base, all)| (base, all.iter().map(places).collect()));
        let written: Written =
            (origins.iter().map(ToString::to_string).collect(), sound, editions.collect());
        let bytes = serde_json::to_vec(&written).expect("text and numbers can be written as JSON");
        let _ = publish::write_memo(handbook, MEMO, &bytes);
    }
}

fn parse(bytes: &[u8]) -> Option<Kept> {
    let (origins, sound, editions): Written = serde_json::from_slice(bytes).ok()?;
    let origins: Vec<Origin> =
        origins.iter().map(|one| Origin::parse(one)).collect::<Option<_>>()?;
    let texts = |places: Vec<usize>| -> Option<Vec<Origin>> {
        places.into_iter().map(|place| origins.get(place).copied()).collect()
    };
    let sound = match sound {
        Some((base, all)) => {
            let looked_at = all.into_iter().map(texts).collect::<Option<_>>()?;
            Some(SoundOnes { base, looked_at })
        }
        None => None,
    };
    let file = |(looked_at, came_to): WrittenFile| {
        let looked_at = texts(looked_at)?;
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
    Some(Kept { sound, editions: editions.into_iter().map(group).collect::<Option<_>>()? })
}

/// What tells all that is known of a handbook besides its texts from anything else.
fn base(inputs: Inputs, documents: &[blake3::Hash], rest: &impl Hash) -> String {
    let documents: Vec<&[u8; 32]> = documents.iter().map(blake3::Hash::as_bytes).collect();
    hash(&(inputs.besides_documents().as_bytes(), documents, rest)).to_hex().to_string()
}

pub(super) fn hash(value: &impl Hash) -> blake3::Hash {
    let mut bytes = Bytes(Vec::new());
    value.hash(&mut bytes);
    blake3::hash(&bytes.0)
}

/// The bytes of what can be hashed: they are many and short, and hashed faster at once.
struct Bytes(Vec<u8>);

impl Hasher for Bytes {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        let hash = blake3::hash(&self.0);
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
            Some(("base".to_owned(), vec![vec![0]])),
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
        assert!(!read(&|written| written.2[0].2[0].0[0] = 1));
        assert!(!read(&|written| written.2[0].2[0].1.clear()));
        assert!(!read(&|written| written.2[0].2[0].1[0].0 = "../a.html".to_owned()));
        assert!(!read(&|written| written.0[0] = "0".to_owned()));
        assert!(!read(&|written| written.1 = Some(("base".to_owned(), vec![vec![1]]))));
        assert!(parse(b"[]").is_none());
    }
}
