//! `build.json`, which a published folder carries: what it was made from, by which version, for which day, and the
//! path, length and checksum of each file in it that is ours. It says nothing of when or where it was made, so that
//! it is the same for the same handbook, and nothing that the edition doesn't show.

#![expect(clippy::disallowed_methods, reason = "reads the list in the published folder")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::pages;
use crate::render::OutputPath;

/// The list's own name in the folder.
pub(crate) const NAME: &str = pages::BUILD;

const FORMAT: u32 = 1;

/// The longest list that is read, in bytes: room for a million files.
const LONGEST: u64 = 256 * 1024 * 1024;

const NOTE: &str = "Written by handbook. It lists the files here that are its own, which the next \
                    build replaces or removes. It leaves all others alone.";

/// What tells one file's bytes from another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// How many bytes there are.
    pub length: u64,
    /// Their hash.
    pub hash: blake3::Hash,
}

/// The files of a folder that are ours.
pub(crate) type Manifest = BTreeMap<OutputPath, Fingerprint>;

/// What a published folder says of itself, besides its files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The version of `handbook` that made it.
    pub handbook: String,
    /// What it is called.
    pub title: String,
    /// The edition's id, where the handbook names editions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The day for which it was made, as `2027-02-28`.
    pub date: String,
    /// The commit of the sources, where a git repository knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// How many documents have a page in it.
    pub documents: usize,
}

/// The list as it was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// There is none.
    Nothing,
    /// The list.
    Whole(Listed),
    /// It is not one that can be relied on.
    Damaged,
    /// A later version wrote it.
    Newer,
}

/// A list that can be relied on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    pub about: About,
    pub files: Manifest,
    /// When it was written, where the system knows.
    pub written: Option<SystemTime>,
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
pub(crate) fn to_bytes(about: &About, manifest: &Manifest) -> Vec<u8> {
    let text = |text: &str| serde_json::to_string(text).expect("any text can be written as JSON");
    let (note, count) = (text(NOTE), manifest.len());
    let about = serde_json::to_string(about).expect("texts and numbers can be written as JSON");
    let bytes: u64 = manifest.values().map(|one| one.length).sum();
    let line = |(path, Fingerprint { length, hash }): (&OutputPath, &Fingerprint)| {
        format!("[{},{length},\"{}\"]", text(path.as_str()), hash.to_hex())
    };
    let lines: Vec<String> = manifest.par_iter().map(line).collect();
    let lines = lines.join(",\n");
    format!(
        "{{\"note\":{note},\n\"format\":{FORMAT},\n\"about\":{about},\n\"count\":{count},\n\"bytes\":{bytes},\n\
         \"checksum\":\"blake3\",\n\"files\":[\n\
         {lines}\n]}}\n"
    )
    .into_bytes()
}

/// A list of any version.
#[derive(Deserialize)]
struct Header {
    format: u32,
}

/// A list of this version.
#[derive(Deserialize)]
struct Written<'a> {
    format: u32,
    about: About,
    #[serde(borrow)]
    files: Vec<(Cow<'a, str>, u64, &'a str)>,
}

fn parse(bytes: &[u8], written: Option<SystemTime>) -> Found {
    let list = match serde_json::from_slice::<Written<'_>>(bytes) {
        Ok(list) if list.format == FORMAT => list,
        _ => match serde_json::from_slice::<Header>(bytes) {
            Ok(header) if header.format > FORMAT => return Found::Newer,
            _ => return Found::Damaged,
        },
    };
    let file = |(path, length, hash): (Cow<'_, str>, u64, &str)| {
        let hash = blake3::Hash::from_hex(hash).ok()?;
        Some((OutputPath::new(&path)?, Fingerprint { length, hash }))
    };
    let files = list.files.into_iter().map(file).collect::<Option<_>>();
    files.map_or(Found::Damaged, |files| Found::Whole(Listed { about: list.about, files, written }))
}

#[cfg(test)]
mod tests {
    use super::{About, Fingerprint, Found, Listed, Manifest, parse, to_bytes};
    use crate::render::OutputPath;

    #[test]
    fn reads_what_it_wrote_and_nothing_else() {
        let path = OutputPath::new("a/“b” \"c\".html").unwrap();
        let manifest = Manifest::from([(path, Fingerprint::of(b"text"))]);
        let about = About {
            handbook: "0.1.0".to_owned(),
            title: "“Ours”".to_owned(),
            date: "2027-03-01".to_owned(),
            revision: Some("1f2e".to_owned()),
            documents: 1,
            ..About::default()
        };
        let bytes = to_bytes(&about, &manifest);
        insta::assert_snapshot!(String::from_utf8_lossy(&bytes), @r#"
        {"note":"Written by handbook. It lists the files here that are its own, which the next build replaces or removes. It leaves all others alone.",
        "format":1,
        "about":{"handbook":"0.1.0","title":"“Ours”","date":"2027-03-01","revision":"1f2e","documents":1},
        "count":1,
        "bytes":4,
        "checksum":"blake3",
        "files":[
        ["a/“b” \"c\".html",4,"831c6831fdc9a309a4c66cc3cb2fa3740a100da8b86d6fe86e9ba40deb50aa19"]
        ]}
        "#);
        for end in 0..bytes.len() - 1 {
            assert_eq!(parse(&bytes[..end], None), Found::Damaged, "cut at {end}");
        }
        assert_eq!(
            parse(&bytes, None),
            Found::Whole(Listed { about, files: manifest, written: None })
        );
    }

    #[test]
    fn relies_on_no_path_that_leads_out() {
        let hash = "0".repeat(64);
        let about = r#""about":{"handbook":"","title":"","date":"","documents":0}"#;
        let list = |path| format!(r#"{{"format":1,{about},"files":[["{path}",1,"{hash}"]]}}"#);
        assert!(matches!(parse(list("a/b").as_bytes(), None), Found::Whole(..)));
        for path in ["../a", "/etc/passwd", "a//b", "", "a\\\\b"] {
            assert_eq!(parse(list(path).as_bytes(), None), Found::Damaged, "{path}");
        }
        assert_eq!(parse(br#"{"format":2,"parts":{}}"#, None), Found::Newer);
        assert_eq!(parse(br#"{"format":0,"files":[]}"#, None), Found::Damaged);
    }
}
