//! Office files: the new ones are XML in a ZIP archive, the old ones bytes among which words can be told by
//! their looks.

use crate::load::attachment::{Contents, image, xml};
use crate::model::{AttachmentFault, PartPlace};
use crate::source::Text;
use crate::source::zip::{self, Packed};

/// How old Office files begin, and new ones that are locked with a password.
const OLD: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

pub(super) fn read(bytes: &[u8], contents: &mut Contents) -> Result<(), AttachmentFault> {
    if bytes.starts_with(OLD) {
        return Err(AttachmentFault::Locked);
    }
    let files = zip::files(bytes).ok_or(AttachmentFault::Damaged)?;
    for file in &files {
        let name = file.name.as_str();
        let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
        let is_property = name.starts_with("docProps/") || name == "meta.xml";
        let is_text = ["word/", "xl/", "ppt/", "content.xml", "styles.xml"]
            .iter()
            .any(|start| name.starts_with(start))
            && !["theme", "styles.xml", "fontTable", "settings", "numbering"]
                .iter()
                .any(|part| name.contains(part));
        if is_xml && (is_property || is_text) {
            let Some(unpacked) = unpack(file, contents) else { continue };
            let text = Text::decode(&unpacked);
            let (place, breaks) = match is_property {
                true => (PartPlace::Properties, xml::Breaks::All),
                false => (PartPlace::Text, xml::Breaks::Blocks),
            };
            contents.push(place, xml::words(text.as_str(), breaks));
            contents.push(PartPlace::Properties, xml::attributes(text.as_str()));
        } else if name.contains("/media/") || name.starts_with("Pictures/") {
            let Some(unpacked) = unpack(file, contents) else { continue };
            // A drawing or a sound among the pictures is none of ours to judge.
            let _ = image::read(&unpacked, contents);
        }
    }
    match contents.unpackable {
        0 => Err(AttachmentFault::TooLarge),
        _ => Ok(()),
    }
}

/// The file itself, as far as may still be unpacked.
fn unpack(file: &Packed<'_>, contents: &mut Contents) -> Option<Vec<u8>> {
    match file.is_deflated {
        true => contents.inflate(file.bytes, false),
        false => Some(file.bytes.to_vec()),
    }
}

/// Words of an old file: letters in a row, each in one byte or in two.
pub(super) fn read_old(bytes: &[u8], contents: &mut Contents) -> Result<(), AttachmentFault> {
    if !bytes.starts_with(OLD) {
        return Err(AttachmentFault::Damaged);
    }
    let mut words = String::new();
    push_runs(bytes.iter().copied(), &mut words);
    // Text in two bytes a letter may begin at an even or an odd byte.
    for start in [0, 1] {
        let pairs = bytes.get(start..).unwrap_or_default().chunks_exact(2);
        push_runs(pairs.map(|pair| if pair[1] == 0 { pair[0] } else { 0 }), &mut words);
    }
    contents.push(PartPlace::Text, words);
    Ok(())
}

/// Every run of six printable letters or more, each on a line.
fn push_runs(letters: impl Iterator<Item = u8>, words: &mut String) {
    let mut run = String::new();
    for letter in letters.chain([0]) {
        match letter {
            b' '..=b'~' => run.push(char::from(letter)),
            _ => {
                if run.len() >= 6 {
                    words.push_str(&run);
                    words.push('\n');
                }
                run.clear();
            }
        }
    }
}
