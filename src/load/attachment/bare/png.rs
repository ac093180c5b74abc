//! PNG (third edition): chunks of a length, a name, a body and a checksum.

use crate::load::attachment::bare::{Reader, orientation};

/// What is needed to show the picture, its colours and its movement.
const KEPT: [&[u8; 4]; 19] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// The bytes without properties; `None` if they don't come to a picture.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { rest: bytes };
    let mut kept = reader.take(8)?.to_vec();
    let mut is_first = true;
    loop {
        let length = usize::try_from(u32::from_be_bytes(reader.array()?)).ok()?;
        let mut named = Reader { rest: reader.take(length.checked_add(4)?)? };
        let name = named.array::<4>()?;
        let is_sound = checksum(&name, named.rest) == u32::from_be_bytes(reader.array()?);
        let is_needed = name[0].is_ascii_uppercase();
        // A picture without a part that it needs is none.
        if (is_needed && !(is_sound && KEPT.contains(&&name))) || is_first != (name == *b"IHDR") {
            return None;
        }
        is_first = false;
        match &name {
            b"eXIf" => {
                if let Some(exif) = orientation::only(named.rest).filter(|_| is_sound) {
                    push(&mut kept, name, &exif);
                }
            }
            _ if is_sound && KEPT.contains(&&name) => push(&mut kept, name, named.rest),
            _ => {}
        }
        if name == *b"IEND" {
            return Some(kept);
        }
    }
}

fn push(kept: &mut Vec<u8>, name: [u8; 4], body: &[u8]) {
    let length = u32::try_from(body.len()).expect("it was read by a length of four bytes");
    kept.extend(length.to_be_bytes());
    kept.extend(name);
    kept.extend(body);
    kept.extend(checksum(&name, body).to_be_bytes());
}

/// CRC-32 as in ISO 3309, over the name and the body.
pub(super) fn checksum(name: &[u8], body: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut index = 0;
        while index < 256 {
            let mut one = index as u32;
            let mut bit = 0;
            while bit < 8 {
                one = if one & 1 == 1 { 0xEDB8_8320 ^ (one >> 1) } else { one >> 1 };
                bit += 1;
            }
            table[index] = one;
            index += 1;
        }
        table
    };
    let bytes = name.iter().chain(body);
    !bytes.fold(u32::MAX, |sum, byte| TABLE[usize::from(sum as u8 ^ byte)] ^ (sum >> 8))
}
