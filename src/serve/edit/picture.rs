//! Pictures that are pasted or dropped into a document: saved beside it under a name that every system can hold,
//! never over a file that is there.

use std::io::ErrorKind;
use std::path::Path;

use crate::markdown::slug;
use crate::serve::edit::store::{self, Unsaved};
use crate::source::{self, SourcePath};

/// How many pictures of one name there may be beside a document.
const MOST_ALIKE: usize = 1_000;
/// The longest name, in characters.
const LONGEST: usize = 60;

/// Saves a picture beside a document; gives the name that it got. One that is there already is not saved twice.
pub(super) fn save(
    root: &Path,
    file: &SourcePath,
    wanted: &str,
    bytes: &[u8],
) -> Result<String, Unsaved> {
    let ending = ending(bytes).ok_or(Unsaved::NoPicture)?;
    let folder = SourcePath::new(file.folder()).ok_or(Unsaved::Linked)?;
    let disk = store::place(root, &folder)?;
    let stem = stem(wanted);
    for number in 1..=MOST_ALIKE {
        let name = match number {
            1 => format!("{stem}.{ending}"),
            _ => format!("{stem}-{number}.{ending}"),
        };
        match store::write_new(&disk.join(&name), bytes) {
            Ok(()) => return Ok(name),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let there = SourcePath::new(&format!("{folder}/{name}"));
                if there.is_some_and(|there| holds(root, &there, bytes)) {
                    return Ok(name);
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Unsaved::Disk)
}

/// Does this file hold these bytes?
fn holds(root: &Path, path: &SourcePath, bytes: &[u8]) -> bool {
    let limit = bytes.len() as u64 + 1;
    source::read_bytes(root, path, limit).is_ok_and(|there| there == bytes)
}

/// The ending that a picture's own first bytes call for, whatever its name said. Drawings (SVG) can hold scripts and
/// are not taken.
fn ending(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some("png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => None,
    }
}

/// A name without its ending, in letters that every system and every address can hold.
fn stem(wanted: &str) -> String {
    let name = wanted.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words: String =
        slug(name).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    let stem: String = words.join("-").chars().take(LONGEST).collect();
    match stem.as_str() {
        "" | "section" | "image" => "picture".to_owned(),
        _ if source::is_device(&stem) => format!("picture-{stem}"),
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::{Unsaved, ending, save, stem};
    use crate::source::SourcePath;

    const PNG: &[u8] = b"\x89PNG\r\n\x1A\n and so on";

    #[test]
    fn names_are_such_as_every_system_can_hold() {
        let check = |wanted: &str, expected: &str| assert_eq!(stem(wanted), expected, "{wanted}");
        check("Our Map (final).PNG", "our-map-final");
        check("../../etc/passwd", "passwd");
        check("C:\\windows\\win.ini", "win");
        check("con.png", "picture-con");
        check("LPT1", "picture-lpt1");
        check("图.png", "picture");
        check(".htaccess", "picture");
        check("image.png", "picture");
        check("", "picture");
    }

    #[test]
    fn tells_pictures_by_their_bytes() {
        assert_eq!(ending(PNG), Some("png"));
        assert_eq!(ending(b"\xFF\xD8\xFF\xE0"), Some("jpg"));
        assert_eq!(ending(b"GIF89a"), Some("gif"));
        assert_eq!(ending(b"RIFF\0\0\0\0WEBPVP8 "), Some("webp"));
        for other in [&b"<svg onload=x>"[..], b"<html>", b"", b"\x89PNG", b"RIFF\0\0\0\0WAVE"] {
            assert_eq!(ending(other), None);
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "makes the folder that is written to")]
    fn saves_beside_the_document_and_never_over_another() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("content")).unwrap();
        let file = SourcePath::new("content/a.md").unwrap();
        let save = |bytes: &[u8]| save(root.path(), &file, "Map.png", bytes);
        assert_eq!(save(PNG).unwrap(), "map.png");
        assert_eq!(save(PNG).unwrap(), "map.png");
        assert_eq!(save(&[PNG, b"!"].concat()).unwrap(), "map-2.png");
        assert_eq!(std::fs::read(root.path().join("content/map.png")).unwrap(), PNG);
        assert!(matches!(save(b"<svg>"), Err(Unsaved::NoPicture)));
    }
}
