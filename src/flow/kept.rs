//! What a build keeps of its parts for the next: of each published file, which texts it was made of and what it came
//! to, and of each document with which nothing was wrong, which texts that was found in. Where those texts are the same,
//! and all that can be known of the handbook besides them, the file is not made again, nor the document checked.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::check;
use crate::flow::index::KeptIndex;
use crate::flow::memo::Inputs;
use crate::flow::outlines::Outlines;
use crate::model::bytes::{Bytes, fields, read_text, write_text};
use crate::model::{Document, Edition, Handbook, Origin};
use crate::publish::{self, Fingerprint};
use crate::render::OutputPath;

/// The memo that it is kept in.
const MEMO: &str = "parts";

/// What the last build kept. Of another program’s bytes no base is that of this program.
#[derive(Default)]
pub(super) struct Kept {
    sound: Option<SoundOnes>,
    editions: BTreeMap<String, Group>,
}

/// The documents with which nothing was wrong.
struct SoundOnes {
    /// What tells all that was checked from anything else, but for the texts that were looked at for each.
    base: blake3::Hash,
    /// Which those were, its own first.
    looked_at: Vec<Vec<Origin>>,
}

/// The files of an edition.
struct Group {
    /// What tells all that they were made of from anything else, but for the texts that each was made of.
    base: blake3::Hash,
    files: Vec<Arc<File>>,
}

/// A file that was made, whatever else came with it, and which texts were looked at.
struct File {
    looked_at: Vec<Origin>,
    came_to: Vec<(OutputPath, Fingerprint)>,
}

impl File {
    fn path(&self) -> &OutputPath {
        &self.came_to[0].0
    }
}

fields!(Kept { sound, editions });
fields!(SoundOnes { base, looked_at });
fields!(File { looked_at, came_to });

/// A file’s path is that of the first that it came to.
impl Bytes for Group {
    fn write(&self, to: &mut Vec<u8>) {
        self.base.write(to);
        self.files.len().write(to);
        self.files.iter().for_each(|file| file.write(to));
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let base = Bytes::read(from)?;
        let files = Vec::<File>::read(from)?;
        let is_sound = files.iter().all(|file| !file.came_to.is_empty());
        is_sound.then(|| Group { base, files: files.into_iter().map(Arc::new).collect() })
    }
}

impl Bytes for OutputPath {
    fn write(&self, to: &mut Vec<u8>) {
        write_text(self.as_str(), to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        OutputPath::new(read_text(from)?)
    }
}

impl Bytes for Fingerprint {
    fn write(&self, to: &mut Vec<u8>) {
        let Fingerprint { length, hash } = self;
        length.write(to);
        hash.write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Some(Fingerprint { length: Bytes::read(from)?, hash: Bytes::read(from)? })
    }
}

impl Kept {
    /// What the last build of the handbook in this folder kept; nothing, if that is damaged or not there.
    pub(super) fn of_last_build(handbook: &Path) -> Kept {
        publish::read_memo(handbook, MEMO).and_then(|bytes| parse(&bytes)).unwrap_or_default()
    }

    /// With which documents of the handbook nothing is wrong.
    pub(super) fn sound(
        &mut self,
        handbook: &Handbook,
        hashes: &Hashes,
        inputs: Inputs,
    ) -> StillSound {
        let rest = Handbook { documents: Vec::new(), ..handbook.clone() };
        let documents: Vec<_> = hashes.0.iter().map(|(_, hash)| Some(*hash)).collect();
        let base = base(inputs, &documents, &rest);
        let texts = handbook.documents.iter().map(|one| one.parsed.text.origin());
        let now: FxHashSet<Origin> = texts.collect();
        let last = self.sound.take().filter(|last| last.base == base);
        let last = last.map(|last| last.looked_at).unwrap_or_default().into_iter();
        let still = last.filter(|looked_at| looked_at.iter().all(|one| now.contains(one)));
        let last = still.filter_map(|looked_at| Some((*looked_at.first()?, looked_at))).collect();
        StillSound { base, last, now: Mutex::default() }
    }

    /// What of it may serve for an edition. `inputs` are all that a build depends on, `besides` is what else its
    /// files depend on, and `hashes` are those of the handbook's documents.
    pub(super) fn of(
        &mut self,
        edition: &Edition,
        inputs: Inputs,
        besides: &str,
        hashes: &Hashes,
    ) -> Again {
        let name = edition.id.clone().unwrap_or_default();
        // It is hashed field by field, so that one which is added can't be forgotten.
        let rest = Edition { documents: Vec::new(), ..edition.clone() };
        let documents = edition.documents.par_iter().enumerate();
        let documents = documents.map(|(index, one)| Some(hashes.hash(index, one.as_ref()?)));
        let base = base(inputs, &documents.collect::<Vec<_>>(), &(rest, besides));
        let last = self.editions.remove(&name).filter(|group| group.base == base);
        let texts = edition.documents.iter().flatten().map(|one| one.parsed.text.origin());
        let days = edition.edited.values().map(|days| days.origin());
        let now: FxHashSet<Origin> = texts.chain(days).collect();
        let files = last.map(|group| group.files).unwrap_or_default().into_par_iter();
        let files = files.filter(|file| file.looked_at.iter().all(|origin| now.contains(origin)));
        let files: Vec<_> = files.map(|file| (file.path().clone(), file)).collect();
        let files = files.into_iter().collect();
        Again { name, base, texts: now, last: files, now: Mutex::default() }
    }
}

/// The documents of a handbook, each with its hash.
pub(super) struct Hashes(Vec<(Arc<Document>, blake3::Hash)>);

impl Hashes {
    /// Those of the handbook's documents.
    pub(super) fn of(handbook: &Handbook) -> Hashes {
        let hashed = |all: &mut Hashed, document: &Arc<Document>| {
            (Arc::clone(document), all.hash_of(document))
        };
        Hashes(handbook.documents.par_iter().map_init(Hashed::default, hashed).collect())
    }

    /// The hash of an edition's document of this number, which is most often the handbook's.
    fn hash(&self, index: usize, document: &Arc<Document>) -> blake3::Hash {
        match self.0.get(index) {
            Some((same, hash)) if Arc::ptr_eq(same, document) => *hash,
            _ => hash(document),
        }
    }
}

/// The files of an edition that need not be made again, and what is known of those that are made now.
pub(super) struct Again {
    name: String,
    base: blake3::Hash,
    texts: FxHashSet<Origin>,
    last: FxHashMap<OutputPath, Arc<File>>,
    /// As they come.
    now: Mutex<Vec<Arc<File>>>,
}

impl Again {
    /// What tells all that the files were made of from anything else, but for the texts that each was made of.
    pub(super) fn base(&self) -> blake3::Hash {
        self.base
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
            self.keep(Arc::clone(file));
        }
        is_there
    }

    /// A file was made of these texts, and came to this: first to itself.
    pub(super) fn add(&self, looked_at: &[Origin], came_to: Vec<(OutputPath, Fingerprint)>) {
        self.keep(Arc::new(File { looked_at: looked_at.to_vec(), came_to }));
    }

    fn keep(&self, file: Arc<File>) {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    }

    fn into_group(self) -> (String, Group) {
        let files = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        (self.name, Group { base: self.base, files })
    }
}

/// The documents with which nothing was wrong and still isn't, and those of which that is found now.
pub(super) struct StillSound {
    base: blake3::Hash,
    last: FxHashMap<Origin, Vec<Origin>>,
    now: Mutex<Vec<Vec<Origin>>>,
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
        self.now.lock().unwrap_or_else(PoisonError::into_inner).push(looked_at);
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
        let Parts { sound, editions, index, outlines } = self;
        let keep_parts = || {
            let editions = editions.into_iter().map(Again::into_group).collect();
            let sound = sound.map(|StillSound { base, now, .. }| {
                let looked_at = now.into_inner().unwrap_or_else(PoisonError::into_inner);
                SoundOnes { base, looked_at }
            });
            let mut bytes = Vec::new();
            Kept { sound, editions }.write(&mut bytes);
            let _ = publish::write_memo(handbook, MEMO, &bytes);
        };
        let keep_rest = || {
            if let Some(index) = index {
                index.keep();
            }
            if let Some(outlines) = outlines {
                outlines.keep(handbook);
            }
        };
        rayon::join(keep_parts, keep_rest);
    }
}

fn parse(mut bytes: &[u8]) -> Option<Kept> {
    let kept = Kept::read(&mut bytes)?;
    bytes.is_empty().then_some(kept)
}

/// What tells all that is known of a handbook besides its texts from anything else.
fn base(inputs: Inputs, documents: &[Option<blake3::Hash>], rest: &impl Hash) -> blake3::Hash {
    let documents = documents.iter().map(|one| one.as_ref().map(blake3::Hash::as_bytes));
    let documents: Vec<Option<&[u8; 32]>> = documents.collect();
    hash(&(inputs.besides_documents().as_bytes(), documents, rest))
}

pub(super) fn hash(value: &impl Hash) -> blake3::Hash {
    Hashed::default().hash_of(value)
}

/// The bytes of what can be hashed: they are many and short, and hashed faster at once.
#[derive(Default)]
struct Hashed(Vec<u8>);

impl Hashed {
    fn hash_of(&mut self, value: &impl Hash) -> blake3::Hash {
        self.0.clear();
        value.hash(self);
        blake3::hash(&self.0)
    }
}

impl Hasher for Hashed {
    #[inline]
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
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::{Bytes, File, Group, Kept, SoundOnes, parse};
    use crate::model::Origin;
    use crate::publish::Fingerprint;
    use crate::render::OutputPath;

    /// What a build keeps of one sound document and its page, which is compressed too.
    fn bytes(change: impl FnOnce(&mut File)) -> Vec<u8> {
        let (path, own) = (OutputPath::new("a.html").unwrap(), Origin::of_bytes([1; 16]));
        let fingerprint = Fingerprint { length: 300, hash: blake3::hash(b"page") };
        let packed = OutputPath::new("a.html.gz").unwrap();
        let came_to = vec![(path, fingerprint), (packed, fingerprint)];
        let mut file = File { looked_at: vec![own, Origin::of_bytes([2; 16])], came_to };
        change(&mut file);
        let group = Group { base: blake3::hash(b"files"), files: vec![Arc::new(file)] };
        let sound = Some(SoundOnes { base: blake3::hash(b"checks"), looked_at: vec![vec![own]] });
        let editions = BTreeMap::from([("families".to_owned(), group)]);
        let mut bytes = Vec::new();
        Kept { sound, editions }.write(&mut bytes);
        bytes
    }

    #[test]
    fn what_is_kept_is_read_and_nothing_that_is_cut() {
        let whole = bytes(|_| ());
        let mut again = Vec::new();
        parse(&whole).unwrap().write(&mut again);
        assert_eq!(again, whole);
        for end in 0..whole.len() {
            assert!(parse(&whole[..end]).is_none(), "cut at {end}");
        }
        assert!(parse(&[&whole[..], &[0]].concat()).is_none());
        assert!(parse(&bytes(|file| file.came_to.clear())).is_none());
        let at = whole.windows(6).position(|part| part == b"a.html").unwrap();
        let outside = [&whole[..at], b"../abc", &whole[at + 6..]].concat();
        assert!(parse(&outside).is_none());
    }

    proptest! {
        #[test]
        fn bytes_that_nobody_wrote_are_nothing_or_something_that_can_be_written(
            at in 0_usize..300,
            other in proptest::collection::vec(any::<u8>(), 0..9),
        ) {
            let mut bytes = bytes(|_| ());
            let at = at.min(bytes.len());
            let end = (at + other.len()).min(bytes.len());
            bytes.splice(at..end, other);
            if let Some(kept) = parse(&bytes) {
                kept.write(&mut Vec::new());
            }
        }
    }
}
