//! The list that a published folder carries of the files in it that are ours: each one's path, length
//! and checksum. It says nothing of when or from what they were made, so that it is the same for the
//! same handbook.

#![expect(clippy::disallowed_methods, reason = "reads the list in the published folder")]

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::SystemTime;

use serde::Deserialize;

use crate::render::OutputPath;

/// The list's own name in the folder.
pub(crate) const NAME: &str = ".handbook-manifest.json";

const VERSION: u32 = 1;

/// The longest list that is read, in bytes: room for a million files.
const LONGEST: u64 = 256 * 1024 * 1024;

const NOTE: &str = "Written by handbook. It lists the files here that are its own, which the next \
                    build replaces or removes. It leaves all others alone.";

/// What tells one file's bytes from another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    pub length: u64,
    pub hash: blake3::Hash,
}

/// The files of a folder that are ours.
pub(crate) type Manifest = BTreeMap<OutputPath, Fingerprint>;

/// The list as it was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// There is none.
    Nothing,
    /// The list, and when it was written, where the system knows.
    Whole(Manifest, Option<SystemTime>),
    /// It is not one that can be relied on.
    Damaged,
    /// A later version wrote it.
    Newer,
}

impl Fingerprint {
    pub(crate) fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint { length: bytes.len() as u64, hash: blake3::hash(bytes) }
    }
}

/// Reads the list of this folder.
pub(crate) fn read(folder: &Path) -> io::Result<Found> {
    let path = folder.join(NAME);
    match std::fs::symlink_metadata(&path) {
        Ok(metadata) if metadata.is_file() && metadata.len() <= LONGEST => {
            Ok(parse(&std::fs::read(&path)?, metadata.modified().ok()))
        }
        Ok(_) => Ok(Found::Damaged),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Found::Nothing),
        Err(error) => Err(error),
    }
}

/// The list as it is written, a file a line, so that two can be compared by eye.
pub(crate) fn to_bytes(manifest: &Manifest) -> Vec<u8> {
    let text = |text: &str| serde_json::to_string(text).expect("any text can be written as JSON");
    let lines: Vec<String> = manifest
        .iter()
        .map(|(path, one)| {
            let Fingerprint { length, hash } = one;
            format!("[{},{length},\"{}\"]", text(path.as_str()), hash.to_hex())
        })
        .collect();
    let lines = lines.join(",\n");
    let note = text(NOTE);
    format!("{{\"note\":{note},\n\"version\":{VERSION},\n\"files\":[\n{lines}\n]}}\n").into_bytes()
}

#[derive(Deserialize)]
struct Header {
    version: u32,
}

#[derive(Deserialize)]
struct Written<'a> {
    #[serde(borrow)]
    files: Vec<(std::borrow::Cow<'a, str>, u64, &'a str)>,
}

fn parse(bytes: &[u8], modified: Option<SystemTime>) -> Found {
    match serde_json::from_slice::<Header>(bytes) {
        Ok(header) if header.version > VERSION => return Found::Newer,
        Ok(header) if header.version == VERSION => {}
        _ => return Found::Damaged,
    }
    let manifest = serde_json::from_slice::<Written<'_>>(bytes).ok().and_then(|written| {
        let file = |(path, length, hash): (std::borrow::Cow<'_, str>, u64, &str)| {
            let hash = blake3::Hash::from_hex(hash).ok()?;
            Some((OutputPath::new(&path)?, Fingerprint { length, hash }))
        };
        written.files.into_iter().map(file).collect()
    });
    manifest.map_or(Found::Damaged, |manifest| Found::Whole(manifest, modified))
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, Found, Manifest, parse, to_bytes};
    use crate::render::OutputPath;

    #[test]
    fn reads_what_it_wrote_and_nothing_else() {
        let path = OutputPath::new("a/“b” \"c\".html").unwrap();
        let manifest = Manifest::from([(path, Fingerprint::of(b"text"))]);
        let bytes = to_bytes(&manifest);
        insta::assert_snapshot!(String::from_utf8_lossy(&bytes), @r#"
        {"note":"Written by handbook. It lists the files here that are its own, which the next build replaces or removes. It leaves all others alone.",
        "version":1,
        "files":[
        ["a/“b” \"c\".html",4,"831c6831fdc9a309a4c66cc3cb2fa3740a100da8b86d6fe86e9ba40deb50aa19"]
        ]}
        "#);
        for end in 0..bytes.len() - 1 {
            assert_eq!(parse(&bytes[..end], None), Found::Damaged, "cut at {end}");
        }
        assert_eq!(parse(&bytes, None), Found::Whole(manifest, None));
    }

    #[test]
    fn relies_on_no_path_that_leads_out() {
        let hash = "0".repeat(64);
        let list = |path| format!(r#"{{"version":1,"files":[["{path}",1,"{hash}"]]}}"#);
        assert!(matches!(parse(list("a/b").as_bytes(), None), Found::Whole(..)));
        for path in ["../a", "/etc/passwd", "a//b", "", "a\\\\b"] {
            assert_eq!(parse(list(path).as_bytes(), None), Found::Damaged, "{path}");
        }
        assert_eq!(parse(br#"{"version":2,"parts":{}}"#, None), Found::Newer);
        assert_eq!(parse(br#"{"version":0,"files":[]}"#, None), Found::Damaged);
    }
}
