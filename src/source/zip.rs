//! The files in a ZIP archive, as its directory lists them (PKWARE APPNOTE 4.3). Only what Office writes is
//! known: stored or deflated, neither encrypted nor in several volumes.

/// One file of an archive, still packed.
#[derive(Clone, Debug)]
pub struct Packed<'a> {
    /// Its name, as the archive gives it: it may lead anywhere, and is only ever compared.
    pub name: String,
    /// Its bytes as they are kept.
    pub bytes: &'a [u8],
    /// They are deflated, and not as they were.
    pub is_deflated: bool,
}

/// As many files as one archive may list.
const MOST_FILES: usize = 5_000;

/// The files of an archive; `None` if it has no directory.
pub fn files(bytes: &[u8]) -> Option<Vec<Packed<'_>>> {
    let tail = bytes.len().saturating_sub(65_557);
    let end = tail + bytes[tail..].windows(4).rposition(|one| one == b"PK\x05\x06")?;
    let count = usize::from(u16_at(bytes, end + 10)?).min(MOST_FILES);
    let mut at = u32_at(bytes, end + 16)?;
    let mut files = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
            break;
        }
        let (method, packed) = (u16_at(bytes, at + 10)?, u32_at(bytes, at + 20)?);
        let lengths = [28, 30, 32].map(|offset| u16_at(bytes, at + offset).map(usize::from));
        let [Some(name), Some(extra), Some(comment)] = lengths else { return None };
        let local = u32_at(bytes, at + 42)?;
        let written = bytes.get(at + 46..at + 46 + name)?;
        let body = body(bytes, local, packed);
        if let (Some(body), 0 | 8) = (body, method) {
            let name = String::from_utf8_lossy(written).into_owned();
            files.push(Packed { name, bytes: body, is_deflated: method == 8 });
        }
        at += 46 + name + extra + comment;
    }
    Some(files)
}

fn body(bytes: &[u8], local: usize, packed: usize) -> Option<&[u8]> {
    let name = usize::from(u16_at(bytes, local.checked_add(26)?)?);
    let extra = usize::from(u16_at(bytes, local.checked_add(28)?)?);
    let start = local + 30 + name + extra;
    bytes.get(start..start.checked_add(packed)?)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let number = u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?);
    usize::try_from(number).ok()
}

#[cfg(test)]
pub(crate) mod tests {
    /// An archive with these files, deflated.
    pub(crate) fn packed(files: &[(&str, &str)]) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        for (name, text) in files {
            let packed = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6);
            let local = (bytes.len() as u32).to_le_bytes();
            let (length, size) =
                ((name.len() as u16).to_le_bytes(), (packed.len() as u32).to_le_bytes());
            bytes.extend(b"PK\x03\x04\x14\0\0\0\x08\0");
            bytes.extend([0; 8]);
            bytes.extend(size);
            bytes.extend((text.len() as u32).to_le_bytes());
            bytes.extend(length);
            bytes.extend([0; 2]);
            bytes.extend(name.as_bytes());
            bytes.extend(&packed);
            directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\x08\0");
            directory.extend([0; 8]);
            directory.extend(size);
            directory.extend((text.len() as u32).to_le_bytes());
            directory.extend(length);
            directory.extend([0; 12]);
            directory.extend(local);
            directory.extend(name.as_bytes());
        }
        let at = (bytes.len() as u32).to_le_bytes();
        bytes.extend(&directory);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend(
            [(files.len() as u16).to_le_bytes(), (files.len() as u16).to_le_bytes()].concat(),
        );
        bytes.extend((directory.len() as u32).to_le_bytes());
        bytes.extend(at);
        bytes.extend([0; 2]);
        bytes
    }
}
