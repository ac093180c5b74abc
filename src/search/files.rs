//! The files of the index: each a call of the client, so that a script tag can load it, named by what it
//! holds, so that no cache can give one for another.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::search::json::of_value;
use crate::search::kept::Kept;

/// What a file holds, as its name begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Terms and the documents that hold them.
    Terms,
    /// Where in the documents they stand.
    Places,
    /// Which shard begins with what.
    List,
    /// Words as they are spelt.
    Words,
    /// What is counted for every document.
    Documents,
    /// What results can be narrowed by.
    Filters,
    /// The glossary's names.
    Glossary,
}

impl Kind {
    fn letter(self) -> &'static str {
        match self {
            Kind::Terms => "t",
            Kind::Places => "p",
            Kind::List => "l",
            Kind::Words => "w",
            Kind::Documents => "d",
            Kind::Filters => "f",
            Kind::Glossary => "g",
        }
    }
}

/// Takes a file: its name, and what stands in it.
pub type Take<'a> = dyn Fn(&str, Vec<u8>) + Sync + 'a;

/// The files so far, of which only the names are kept.
pub(crate) struct Files<'a> {
    names: Mutex<BTreeSet<String>>,
    /// What each name begins with, for two indexes stand in one folder.
    pub start: &'a str,
    take: &'a Take<'a>,
    kept: &'a dyn Kept,
}

/// What a manifest is called, the only name that never changes.
pub(crate) const MANIFEST: &str = "index";
/// How many characters of a file's hash its name has.
const HASH: usize = 8;
/// The same of a file of passages: 30 bits, so that no browser that keeps one takes it for what it became.
pub(crate) const SHORT_HASH: usize = 6;

impl<'a> Files<'a> {
    pub(crate) fn new(start: &'a str, take: &'a Take<'a>, kept: &'a dyn Kept) -> Self {
        Files { names: Mutex::default(), start, take, kept }
    }

    /// Adds a file that holds what is given as JSON, and gives its name.
    pub(crate) fn add(&self, kind: Kind, json: &str) -> String {
        let name = format!("{}{}{}", self.start, kind.letter(), hash(json.as_bytes(), HASH));
        self.put(&name, json);
        name
    }

    /// Adds the passages of some documents. Their number is in the name; the hash, which every first query
    /// has to know of every file, is short, and given back.
    pub(crate) fn add_passages(&self, number: usize, json: &str) -> String {
        let hash = hash(json.as_bytes(), SHORT_HASH);
        self.put(&self.of_passages(number, &hash), json);
        hash
    }

    /// The name of a file of passages.
    pub(crate) fn of_passages(&self, number: usize, hash: &str) -> String {
        format!("{}x{number}-{hash}", self.start)
    }

    /// Adds the manifest, the last file.
    pub(crate) fn finish(&self, mut manifest: serde_json::Value) {
        let mut hasher = blake3::Hasher::new();
        for name in &*self.names.lock().unwrap_or_else(PoisonError::into_inner) {
            hasher.update(name.as_bytes());
        }
        manifest["version"] = serde_json::Value::from(hasher.finalize().to_hex()[..12].to_owned());
        self.put(&format!("{}{MANIFEST}", self.start), &of_value(&manifest));
    }

    /// Takes a file that was there the last time again, by its name; `false` if it has to be made.
    pub(crate) fn again(&self, name: &str) -> bool {
        let file = format!("{name}.js");
        self.kept.again(&file) && {
            self.is_new(file);
            true
        }
    }

    /// Notes a file, and says whether it was not noted before.
    fn is_new(&self, file: String) -> bool {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).insert(file)
    }

    fn put(&self, name: &str, json: &str) {
        let file = format!("{name}.js");
        if self.is_new(file.clone()) {
            let call = ["handbookSearch.got(\"", name, "\",", json, ");\n"];
            (self.take)(&file, call.concat().into_bytes());
        }
    }
}

/// The first characters of a hash, in digits and small letters: some file systems don't tell capitals apart.
fn hash(bytes: &[u8], length: usize) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let hash = blake3::hash(bytes);
    let digits = hash.as_bytes().iter().take(length);
    digits.map(|byte| char::from(DIGITS[usize::from(byte % 32)])).collect()
}
