//! WebP (RFC 9649): RIFF’s chunks of a name, a length and a body, some of which hold chunks.

use crate::load::attachment::bare::{Reader, orientation, profile};

/// Bits of `VP8X`: it has EXIF, it has XMP.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

/// The bytes without properties; `None` if they don't come to a picture.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { rest: bytes };
    reader.take(4)?;
    let length = usize::try_from(u32::from_le_bytes(reader.array()?)).ok()?;
    let mut reader = Reader { rest: reader.take(length.min(reader.rest.len()))? };
    let mut kept = reader.take(4)?.to_vec();
    let (mut head, mut exif, mut has_picture) = (None, None, false);
    while !reader.rest.is_empty() {
        let (name, body) = chunk(&mut reader)?;
        match &name {
            b"VP8X" if body.len() == 10 => {
                head = Some(kept.len() + 8);
                push(&mut kept, name, body);
            }
            b"VP8 " | b"VP8L" => {
                push(&mut kept, name, body);
                has_picture = true;
            }
            b"ANMF" => {
                push(&mut kept, name, &frame(body)?);
                has_picture = true;
            }
            b"ICCP" => {
                if let Some(colours) = profile(body) {
                    push(&mut kept, name, colours);
                }
            }
            b"ANIM" if body.len() == 6 => push(&mut kept, name, body),
            b"ALPH" => push(&mut kept, name, body),
            b"EXIF" => {
                exif = orientation::only(body.strip_prefix(b"Exif\0\0").unwrap_or(body)).or(exif);
            }
            _ => {}
        }
    }
    if let Some(head) = head {
        kept[head] &= !(EXIF | XMP);
        if let Some(exif) = exif {
            kept[head] |= EXIF;
            push(&mut kept, *b"EXIF", &exif);
        }
    }
    let length = u32::try_from(kept.len()).ok()?;
    has_picture.then(|| [b"RIFF", &length.to_le_bytes()[..], &kept].concat())
}

/// One picture of those that move: where it stands, then chunks.
fn frame(body: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { rest: body };
    let mut kept = reader.take(16)?.to_vec();
    while !reader.rest.is_empty() {
        let (name, body) = chunk(&mut reader)?;
        if matches!(&name, b"ALPH" | b"VP8 " | b"VP8L") {
            push(&mut kept, name, body);
        }
    }
    Some(kept)
}

fn chunk<'a>(reader: &mut Reader<'a>) -> Option<([u8; 4], &'a [u8])> {
    let name = reader.array()?;
    let length = usize::try_from(u32::from_le_bytes(reader.array()?)).ok()?;
    let body = reader.take(length)?;
    // One of an odd length is followed by a byte that counts for nothing; at the end some leave it out.
    if length % 2 == 1 {
        reader.byte();
    }
    Some((name, body))
}

fn push(kept: &mut Vec<u8>, name: [u8; 4], body: &[u8]) {
    let length = u32::try_from(body.len()).expect("it was read by a length of four bytes");
    kept.extend(name);
    kept.extend(length.to_le_bytes());
    kept.extend(body);
    kept.extend(&[0][..body.len() % 2]);
}
