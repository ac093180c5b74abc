//! What was found in documents for search, and what it came to, kept from one build to the next: a file for the words of
//! each range, and one for each index that says what those are called.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::flow::kept::Again;
use crate::flow::memo::Inputs;
use crate::model::Origin;
use crate::publish::{self, Fingerprint};
use crate::render::{OutputPath, index_path};
use crate::search::Kept;

/// What the names of the memos begin with.
const START: &str = "index-";

/// What is kept of the indexes of all editions.
pub(super) struct KeptIndex {
    handbook: PathBuf,
    inputs: Inputs,
    /// What the indexes have, with the bytes of what is new.
    used: Mutex<BTreeMap<String, Option<Vec<u8>>>>,
}

impl KeptIndex {
    /// What was kept of the handbook in this folder.
    pub(super) fn new(handbook: &Path, inputs: Inputs) -> Self {
        KeptIndex { handbook: handbook.to_owned(), inputs, used: Mutex::default() }
    }

    /// Another program may read words in another way.
    fn name(&self, key: &blake3::Hash) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.inputs.program().as_bytes()).update(key.as_bytes());
        format!("{START}{}", &hasher.finalize().to_hex()[..32])
    }

    /// The new bytes of this name.
    fn new_bytes(&self, name: &str) -> Option<Vec<u8>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned().flatten()
    }

    fn leave(&self, name: String) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).entry(name).or_default();
    }

    /// Leaves it for the next build, and forgets what no edition has any more. What can't be kept is read again.
    pub(super) fn keep(self) {
        let used = self.used.into_inner().unwrap_or_else(PoisonError::into_inner);
        used.par_iter().for_each(|(name, bytes)| {
            if let Some(bytes) = bytes {
                let _ = publish::write_memo(&self.handbook, name, bytes);
            }
        });
        publish::remove_memos(&self.handbook, |name| {
            name.starts_with(START) && !used.contains_key(name)
        });
    }
}

/// What is kept of the indexes of one edition.
pub(super) struct OfEdition<'a> {
    pub index: &'a KeptIndex,
    /// What is known of its files.
    pub known: &'a Again,
    /// Whether a file is published as it was, which then stays.
    pub is_published: &'a (dyn Fn(&OutputPath, &Fingerprint) -> bool + Sync),
}

impl Kept for OfEdition<'_> {
    fn base(&self) -> Option<blake3::Hash> {
        Some(self.known.base())
    }

    fn has_text(&self, origin: Origin) -> bool {
        self.known.has_text(origin)
    }

    fn again(&self, name: &str) -> bool {
        index_path(name).is_some_and(|path| self.known.has(&path, self.is_published))
    }

    fn get(&self, key: &blake3::Hash) -> Option<Vec<u8>> {
        let name = self.index.name(key);
        if let Some(new) = self.index.new_bytes(&name) {
            return Some(new);
        }
        let bytes = publish::read_memo(&self.index.handbook, &name)?;
        self.index.leave(name);
        Some(bytes)
    }

    fn put(&self, key: &blake3::Hash, bytes: Vec<u8>) {
        let name = self.index.name(key);
        let mut used = self.index.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.insert(name, Some(bytes));
    }

    fn leave(&self, key: &blake3::Hash) {
        self.index.leave(self.index.name(key));
    }
}
