//! What was found in documents for search, kept from one build to the next: a file for each part, named by all that it
//! depends on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::flow::memo::Inputs;
use crate::publish;
use crate::search::Kept;

/// What the names of the memos begin with.
const START: &str = "index-";

/// The parts of the indexes of all editions.
pub(super) struct KeptIndex {
    handbook: PathBuf,
    inputs: Inputs,
    /// The parts that the indexes have, with the bytes of those that are new.
    used: Mutex<BTreeMap<String, Option<Vec<u8>>>>,
}

impl KeptIndex {
    /// Those of the handbook in this folder.
    pub(super) fn new(handbook: &Path, inputs: Inputs) -> Self {
        KeptIndex { handbook: handbook.to_owned(), inputs, used: Mutex::default() }
    }

    /// Another program may read words in another way.
    fn name(&self, key: &blake3::Hash) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.inputs.program().as_bytes()).update(key.as_bytes());
        format!("{START}{}", &hasher.finalize().to_hex()[..32])
    }

    fn add(&self, name: String, new: Option<Vec<u8>>) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name, new);
    }

    /// Leaves the parts for the next build, and forgets those that no edition has any more. What can't be kept is read
    /// again.
    pub(super) fn keep(self) {
        let used = self.used.into_inner().unwrap_or_else(PoisonError::into_inner);
        for (name, bytes) in &used {
            if let Some(bytes) = bytes {
                let _ = publish::write_memo(&self.handbook, name, bytes);
            }
        }
        publish::remove_memos(&self.handbook, |name| {
            name.starts_with(START) && !used.contains_key(name)
        });
    }
}

impl Kept for KeptIndex {
    fn get(&self, key: &blake3::Hash) -> Option<Vec<u8>> {
        let name = self.name(key);
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Some(new)) = used.get(&name) {
            return Some(new.clone());
        }
        drop(used);
        let bytes = publish::read_memo(&self.handbook, &name)?;
        self.add(name, None);
        Some(bytes)
    }

    fn put(&self, key: &blake3::Hash, bytes: Vec<u8>) {
        self.add(self.name(key), Some(bytes));
    }
}
