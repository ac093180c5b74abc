//! What images say of themselves: EXIF (and where they were taken), XMP, IPTC and PNG's text.

use crate::load::attachment::{Contents, xml};
use crate::model::{AttachmentFault, PartPlace};
use crate::source::Text;

pub(super) fn read(bytes: &[u8], contents: &mut Contents) -> Result<(), AttachmentFault> {
    match bytes {
        [0xFF, 0xD8, ..] => jpeg(bytes, contents),
        [0x89, b'P', b'N', b'G', ..] => png(bytes, contents),
        [b'R', b'I', b'F', b'F', ..] => webp(bytes, contents),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => tiff(bytes, contents),
        _ => return Err(AttachmentFault::Damaged),
    };
    Ok(())
}

fn property(contents: &mut Contents, bytes: &[u8]) {
    let text = Text::decode(bytes).as_str().replace('\u{FFFD}', " ");
    contents.push(PartPlace::Properties, text.trim().to_owned());
}

fn xmp(contents: &mut Contents, bytes: &[u8]) {
    let text = Text::decode(bytes);
    contents.push(PartPlace::Properties, xml::words(text.as_str(), xml::Breaks::All));
    if text.as_str().contains("GPSLatitude") {
        contents.has_position = true;
    }
}

fn jpeg(bytes: &[u8], contents: &mut Contents) -> Option<()> {
    let mut at = 2;
    while let [0xFF, marker] = *bytes.get(at..at + 2)? {
        // The picture itself begins; what follows is no property.
        if marker == 0xDA || marker == 0xD9 {
            break;
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        let body = bytes.get(at + 4..at + 2 + length.max(2))?;
        match marker {
            0xE1 => {
                if let Some(exif) = body.strip_prefix(b"Exif\0\0") {
                    tiff(exif, contents);
                } else if let Some(packet) = body.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0") {
                    xmp(contents, packet);
                }
            }
            0xED => iptc(body, contents),
            0xFE => property(contents, body),
            _ => {}
        }
        at += 2 + length.max(2);
    }
    Some(())
}

/// Records of two marks, a number, a length and a text (IPTC-NAA, record 2).
fn iptc(body: &[u8], contents: &mut Contents) {
    let mut at = 0;
    while let Some(found) = body[at..].windows(2).position(|two| two == [0x1C, 0x02]) {
        let head = at + found;
        let Some(length) = body.get(head + 3..head + 5) else { return };
        let length = usize::from(length[0]) << 8 | usize::from(length[1]);
        let Some(text) = body.get(head + 5..head + 5 + length) else { return };
        property(contents, text);
        at = head + 5 + length;
    }
}

fn png(bytes: &[u8], contents: &mut Contents) -> Option<()> {
    let mut at = 8;
    loop {
        let length =
            usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()?;
        let name = bytes.get(at + 4..at + 8)?;
        let body = bytes.get(at + 8..(at + 8).checked_add(length)?)?;
        let after_key = || body.iter().position(|byte| *byte == 0).map(|end| &body[end + 1..]);
        match name {
            b"tEXt" => property(contents, after_key()?),
            b"zTXt" => {
                let unpacked = contents.inflate(after_key()?.get(1..)?, true).unwrap_or_default();
                property(contents, &unpacked);
            }
            b"iTXt" => international(after_key()?, contents)?,
            b"eXIf" => {
                tiff(body, contents);
            }
            _ => {}
        }
        at += 12 + length;
    }
}

/// After the key: whether it is packed, how, the language, the key in that language, and the text.
fn international(body: &[u8], contents: &mut Contents) -> Option<()> {
    let is_packed = *body.first()? == 1;
    let text = body.get(2..)?.splitn(3, |byte| *byte == 0).nth(2)?;
    let unpacked = if is_packed { contents.inflate(text, true) } else { None };
    let text = unpacked.as_deref().unwrap_or(text);
    match text.starts_with(b"<") {
        true => xmp(contents, text),
        false => property(contents, text),
    }
    Some(())
}

fn webp(bytes: &[u8], contents: &mut Contents) -> Option<()> {
    let mut at = 12;
    loop {
        let name = bytes.get(at..at + 4)?;
        let length = u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?);
        let length = usize::try_from(length).ok()?;
        let body = bytes.get(at + 8..(at + 8).checked_add(length)?)?;
        match name {
            b"EXIF" => {
                tiff(body.strip_prefix(b"Exif\0\0").unwrap_or(body), contents);
            }
            b"XMP " => xmp(contents, body),
            _ => {}
        }
        at += 8 + length + length % 2;
    }
}

/// TIFF's directories, of which EXIF is made.
struct Tiff<'a> {
    bytes: &'a [u8],
    is_little: bool,
}

fn tiff(bytes: &[u8], contents: &mut Contents) -> Option<()> {
    let tiff = Tiff { bytes, is_little: bytes.starts_with(b"II") };
    let next = tiff.directory(tiff.u32(4)?, contents)?;
    // The second one is of the small picture.
    if next != 0 {
        tiff.directory(next, contents);
    }
    Some(())
}

impl Tiff<'_> {
    fn u16(&self, at: usize) -> Option<usize> {
        let two = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(usize::from(if self.is_little {
            u16::from_le_bytes(two)
        } else {
            u16::from_be_bytes(two)
        }))
    }

    fn u32(&self, at: usize) -> Option<usize> {
        let four = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let number =
            if self.is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
        usize::try_from(number).ok()
    }

    /// Reads one directory and those that it points to, one step deep; gives back where the next one is.
    fn directory(&self, at: usize, contents: &mut Contents) -> Option<usize> {
        let count = self.u16(at)?;
        for index in 0..count {
            let entry = at + 2 + index * 12;
            match self.u16(entry)? {
                0x8769 => self.words(self.u32(entry + 8)?, contents),
                0x8825 => contents.has_position |= self.has_latitude(self.u32(entry + 8)?),
                _ => self.entry(entry, contents).unwrap_or_default(),
            }
        }
        self.u32(at + 2 + count * 12)
    }

    fn words(&self, at: usize, contents: &mut Contents) {
        for index in 0..self.u16(at).unwrap_or_default() {
            if self.entry(at + 2 + index * 12, contents).is_none() {
                break;
            }
        }
    }

    /// Keeps what an entry says, if it is text.
    fn entry(&self, at: usize, contents: &mut Contents) -> Option<()> {
        let (tag, kind, length) = (self.u16(at)?, self.u16(at + 2)?, self.u32(at + 4)?);
        if !matches!(kind, 1 | 2 | 7) {
            return Some(());
        }
        let start = if length <= 4 { at + 8 } else { self.u32(at + 8)? };
        let Some(value) = start.checked_add(length).and_then(|end| self.bytes.get(start..end))
        else {
            return Some(());
        };
        match tag {
            // Windows’ own: in two bytes a letter.
            0x9C9B..=0x9C9F => property(contents, &[b"\xFF\xFE", value].concat()),
            // A comment begins with the name of its letters.
            0x9286 => property(contents, value.get(8..)?),
            0x02BC => xmp(contents, value),
            _ if kind == 2 => property(contents, value.split(|byte| *byte == 0).next()?),
            _ => {}
        }
        Some(())
    }

    fn has_latitude(&self, at: usize) -> bool {
        let count = self.u16(at).unwrap_or_default();
        (0..count).map(|index| at + 2 + index * 12).any(|entry| {
            let value =
                self.u32(entry + 8).and_then(|start| self.bytes.get(start..start.checked_add(24)?));
            // Nought degrees, minutes and seconds is what cameras write that don't know.
            self.u16(entry) == Some(2)
                && value.is_some_and(|value| value.chunks(8).any(|one| one[..4] != [0; 4]))
        })
    }
}
