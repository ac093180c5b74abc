//! JPEG (ITU-T T.81): segments that begin with a marker, and after some of them the picture itself.

use crate::load::attachment::bare::{Reader, orientation, profile};

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;

/// The bytes without properties; `None` if they don't come to a picture.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { rest: bytes };
    let mut kept = reader.take(2)?.to_vec();
    let (mut has_frame, mut has_scan, mut is_turned) = (false, false, false);
    loop {
        let read = segment(&mut reader);
        let (marker, body) = match read {
            Some(found) => found,
            // A picture that breaks off is shown as far as it goes, and so far it is bare.
            None if has_scan => (END, &[][..]),
            None => return None,
        };
        match marker {
            END => break,
            0x01 | 0xD0..=0xD7 => {}
            SCAN if has_frame => {
                push(&mut kept, marker, body);
                kept.extend(picture(&mut reader));
                has_scan = true;
            }
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                push(&mut kept, marker, body);
                has_frame = true;
            }
            // Tables, and how often the picture can be picked up again.
            0xC4 | 0xCC | 0xDB..=0xDD => push(&mut kept, marker, body),
            0xE0 => kept.extend(jfif(body).into_iter().flatten()),
            0xE1 if !is_turned => {
                let exif = body.strip_prefix(b"Exif\0\0").and_then(orientation::only);
                if let Some(exif) = exif {
                    push(&mut kept, marker, &[b"Exif\0\0", &exif[..]].concat());
                    is_turned = true;
                }
            }
            0xE2 if body.starts_with(b"ICC_PROFILE\0") => {
                if let Some(colours) = colours(body) {
                    push(&mut kept, marker, colours);
                }
            }
            // How its colours are mixed: no viewer can guess it.
            0xEE if body.starts_with(b"Adobe") && body.len() >= 12 => {
                push(&mut kept, marker, &body[..12]);
            }
            // Other properties; and a second beginning, a small picture among them.
            _ => {}
        }
    }
    kept.extend([0xFF, END]);
    has_scan.then_some(kept)
}

fn push(kept: &mut Vec<u8>, marker: u8, body: &[u8]) {
    // A body was read by a length of two bytes, and none is longer than that.
    let length = u16::try_from(body.len() + 2).expect("a segment is short");
    kept.extend([0xFF, marker]);
    kept.extend(length.to_be_bytes());
    kept.extend(body);
}

/// The next marker, and what belongs to it; `None` if what follows is neither.
fn segment<'a>(reader: &mut Reader<'a>) -> Option<(u8, &'a [u8])> {
    if reader.byte()? != 0xFF {
        return None;
    }
    let mut marker = reader.byte()?;
    while marker == 0xFF {
        marker = reader.byte()?;
    }
    if matches!(marker, 0x01 | 0xD0..=0xD7 | START | END) {
        return Some((marker, &[]));
    }
    let length = usize::from(u16::from_be_bytes(reader.array()?));
    let body = reader.take(length.checked_sub(2)?)?;
    is_sound(marker, body).then_some((marker, body))
}

/// Is it as long as what it says that it holds? A segment whose marker is damaged hardly ever is.
fn is_sound(marker: u8, body: &[u8]) -> bool {
    match marker {
        0xC4 => tables(body, |rest| {
            let counts = rest.get(1..17)?;
            Some(17 + counts.iter().map(|one| usize::from(*one)).sum::<usize>())
        }),
        0xDB => tables(body, |rest| Some(if rest[0] >> 4 == 0 { 65 } else { 129 })),
        0xCC => tables(body, |_| Some(2)),
        0xC0..=0xCF => body.get(5).is_some_and(|count| body.len() == 6 + 3 * usize::from(*count)),
        SCAN => body.first().is_some_and(|count| {
            (1..=4).contains(count) && body.len() == 4 + 2 * usize::from(*count)
        }),
        0xDC | 0xDD => body.len() == 2,
        _ => true,
    }
}

/// Does it hold tables of such lengths, and nothing else? Each begins with a sort, 0 or 1, and a number up to 3.
fn tables(mut rest: &[u8], length: impl Fn(&[u8]) -> Option<usize>) -> bool {
    while let Some(first) = rest.first() {
        let after = length(rest).and_then(|length| rest.get(length..));
        match after.filter(|_| first & 0xEC == 0) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

/// What follows the head of a scan, up to the next marker that isn't part of it.
fn picture<'a>(reader: &mut Reader<'a>) -> &'a [u8] {
    let bytes = reader.rest;
    let mut at = 0;
    while let Some(found) = memchr::memchr(0xFF, &bytes[at..]) {
        at += found;
        match bytes.get(at + 1) {
            Some(0x00 | 0xD0..=0xD7) => at += 2,
            Some(0xFF) => at += 1,
            _ => {
                reader.rest = &bytes[at..];
                return &bytes[..at];
            }
        }
    }
    reader.rest = &[];
    bytes
}

/// What describes its colours, or one part of it.
fn colours(body: &[u8]) -> Option<&[u8]> {
    match *body.get(13)? {
        1 => body.get(..14 + profile(&body[14..])?.len()),
        _ => Some(body),
    }
}

/// The head without its small picture; its second one is nothing but that.
fn jfif(body: &[u8]) -> Option<Vec<u8>> {
    let mut bare = body.strip_prefix(b"JFIF\0").and(body.get(..14))?.to_vec();
    bare[12..].fill(0);
    let mut kept = Vec::new();
    push(&mut kept, 0xE0, &bare);
    Some(kept)
}
