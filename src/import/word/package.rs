//! The parts of a Word file: which bytes are one, and each part unpacked within bounds. Names in the archive are
//! only compared, and never used as paths.

use std::cell::Cell;
use std::collections::BTreeMap;

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::import::word::xml::{self, Element, XmlFault};
use crate::source::zip::{self, Packed};

/// Why a file isn't a document that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PackageFault {
    /// It is locked with a password.
    Locked,
    /// It is of the kind that Word made before 2007.
    Old,
    /// It isn't whole, or no Office file at all.
    Damaged,
    /// It is another kind of Office file.
    NotWord,
    /// It unpacks to more than any document is.
    TooLarge,
}

/// How Office files before 2007 begin, and new ones that are locked.
const OLD: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// The most that one file may unpack to, in bytes: text, and pictures.
const MOST_UNPACKED: usize = 256 * 1024 * 1024;
/// The most that one part of text may unpack to.
const MOST_XML: usize = 64 * 1024 * 1024;

/// An opened Word file.
pub(super) struct Package<'a> {
    /// Its parts by their names, in lower case: Office compares them so.
    parts: BTreeMap<String, Packed<'a>>,
    /// How many bytes may still be unpacked.
    left: Cell<usize>,
    /// The name of the document's own part.
    pub document: String,
}

/// One line of a part's list of what it points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relationship {
    /// The last word of its type: `image`, `hyperlink`.
    pub kind: String,
    /// Where it leads: a part's name, or an address as written.
    pub target: Target,
}

/// Where a relationship leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To a part of this file.
    Part(String),
    /// Out of it.
    Outside(String),
}

/// What a part points to, by its own names for it.
pub(super) type Relationships = BTreeMap<String, Relationship>;

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, PackageFault> {
        if bytes.starts_with(OLD) {
            let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
            let is_locked = memchr::memmem::find(bytes, &locked).is_some();
            return Err(if is_locked { PackageFault::Locked } else { PackageFault::Old });
        }
        let files = zip::files(bytes).ok_or(PackageFault::Damaged)?;
        let key = |file: &Packed<'_>| file.name.replace('\\', "/").to_lowercase();
        let parts: BTreeMap<String, Packed<'a>> =
            files.into_iter().map(|file| (key(&file), file)).collect();
        let left = Cell::new(MOST_UNPACKED);
        let mut package = Package { parts, left, document: String::new() };
        let relationships = package.relationships("");
        let main = relationships.into_values().find_map(|one| match one.target {
            Target::Part(name) if one.kind == "officeDocument" => Some(name),
            _ => None,
        });
        package.document = main.unwrap_or_else(|| "word/document.xml".to_owned());
        match package.parts.contains_key(&package.document) {
            true => Ok(package),
            false if package.parts.contains_key("[content_types].xml") => {
                Err(PackageFault::NotWord)
            }
            false => Err(PackageFault::Damaged),
        }
    }

    /// Is there a part of this name?
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(name)
    }

    /// The bytes of a part; `None` if there is none.
    pub(super) fn bytes(&self, name: &str, most: usize) -> Result<Option<Vec<u8>>, PackageFault> {
        let Some(part) = self.parts.get(name) else { return Ok(None) };
        let most = most.min(self.left.get());
        let bytes = match part.is_deflated {
            true => decompress_to_vec_with_limit(part.bytes, most).map_err(|fault| match fault
                .status
            {
                TINFLStatus::HasMoreOutput => PackageFault::TooLarge,
                _ => PackageFault::Damaged,
            })?,
            false if part.bytes.len() > most => return Err(PackageFault::TooLarge),
            false => part.bytes.to_vec(),
        };
        self.left.set(self.left.get() - bytes.len());
        Ok(Some(bytes))
    }

    /// A part as XML; `None` if there is none.
    pub(super) fn xml(&self, name: &str) -> Result<Option<Element>, PackageFault> {
        let Some(bytes) = self.bytes(name, MOST_XML)? else { return Ok(None) };
        match xml::parse(&bytes) {
            Ok(root) => Ok(Some(root)),
            Err(XmlFault::Damaged) => Err(PackageFault::Damaged),
            Err(XmlFault::TooLarge) => Err(PackageFault::TooLarge),
        }
    }

    /// What a part points to; nothing where that can't be read. The whole file's are those of `""`.
    pub(super) fn relationships(&self, part: &str) -> Relationships {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let list = match folder {
            "" => format!("_rels/{name}.rels"),
            _ => format!("{folder}/_rels/{name}.rels"),
        };
        let Ok(Some(root)) = self.xml(&list) else { return Relationships::new() };
        let read = |element: &Element| {
            let (id, target) = (element.attribute("Id")?, element.attribute("Target")?);
            let kind = element.attribute("Type")?.rsplit('/').next()?.to_owned();
            let target = match element.attribute("TargetMode") {
                Some("External") => Target::Outside(target.to_owned()),
                _ => Target::Part(joined(folder, target)?),
            };
            Some((id.to_owned(), Relationship { kind, target }))
        };
        root.elements().filter_map(read).collect()
    }

    /// The part that the document points to as this kind.
    pub(super) fn part_of_kind(&self, relationships: &Relationships, kind: &str) -> Option<String> {
        relationships.values().find_map(|one| match &one.target {
            Target::Part(name) if one.kind == kind && self.has(name) => Some(name.clone()),
            _ => None,
        })
    }
}

/// A part's name as it is written in a folder of the archive, in lower case; `None` where it leads out of it.
fn joined(folder: &str, target: &str) -> Option<String> {
    let target = target.replace('\\', "/");
    let whole = match target.strip_prefix('/') {
        Some(from_top) => from_top.to_owned(),
        None => format!("{folder}/{target}"),
    };
    crate::source::SourcePath::new(&whole).map(|path| path.as_str().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{Package, PackageFault, joined};

    #[test]
    fn says_what_a_file_is_not() {
        let fault = |bytes: &[u8]| Package::open(bytes).err();
        let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        assert_eq!(fault(&old), Some(PackageFault::Old));
        assert_eq!(fault(&[old, name].concat()), Some(PackageFault::Locked));
        assert_eq!(fault(b"PK\x03\x04"), Some(PackageFault::Damaged));
        assert_eq!(fault(b""), Some(PackageFault::Damaged));
        let sheet = crate::source::zip::tests::packed(&[("[Content_Types].xml", "<Types/>")]);
        assert_eq!(fault(&sheet), Some(PackageFault::NotWord));
    }

    #[test]
    fn a_bomb_is_too_large() {
        let zeros = "a".repeat(70 * 1024 * 1024);
        let bytes = crate::source::zip::tests::packed(&[("word/document.xml", &zeros)]);
        let package = Package::open(&bytes).unwrap();
        assert_eq!(package.xml("word/document.xml").err(), Some(PackageFault::TooLarge));
    }

    #[test]
    fn names_stay_in_the_archive() {
        assert_eq!(joined("word", "media/Image1.PNG").unwrap(), "word/media/image1.png");
        assert_eq!(joined("word", "/word/x.xml").unwrap(), "word/x.xml");
        assert_eq!(joined("word", "../../x.xml"), None);
    }
}
