//! GIF (89a): blocks that begin with a mark, their bodies in pieces of up to 255 bytes.

use crate::load::attachment::bare::Reader;

/// The bytes without properties; `None` if they don't come to a picture.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { rest: bytes };
    let head = reader.take(13)?;
    let mut kept = head.to_vec();
    kept.extend(reader.take(table(head[10]))?);
    let mut control = Vec::new();
    let mut has_picture = false;
    loop {
        // Some writers leave the end out, or an empty piece between two blocks.
        match reader.byte().unwrap_or(b';') {
            b';' => break,
            0 => {}
            b',' => {
                let place = reader.take(9)?;
                let colours = reader.take(table(place[8]))?;
                let size = reader.byte().filter(|size| (1..=8).contains(size))?;
                let picture = pieces(&mut reader)?;
                kept.append(&mut control);
                kept.extend([b",", place, colours, &[size], picture].concat());
                has_picture = true;
            }
            b'!' => match reader.byte()? {
                0xF9 => {
                    // How long it is shown, and what then.
                    let body = pieces(&mut reader)?;
                    control = match body {
                        [4, _, _, _, _, 0] => [b"!\xF9", body].concat(),
                        _ => Vec::new(),
                    };
                }
                0xFF => {
                    let body = pieces(&mut reader)?;
                    kept.extend(turns(body).into_iter().flatten());
                }
                // Text that is drawn over the picture, which no browser does, has the control before it.
                0x01 => {
                    pieces(&mut reader)?;
                    control.clear();
                }
                _ => _ = pieces(&mut reader)?,
            },
            _ => return None,
        }
    }
    kept.push(b';');
    has_picture.then_some(kept)
}

/// How many bytes of colours there are.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Pieces up to the empty one, all with their lengths.
fn pieces<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    let start = reader.rest;
    loop {
        let length = usize::from(reader.byte()?);
        if length == 0 {
            return Some(&start[..start.len() - reader.rest.len()]);
        }
        reader.take(length)?;
    }
}

/// How often it moves from its beginning to its end; `None` of any other program’s block.
fn turns(body: &[u8]) -> Option<[u8; 19]> {
    let mut reader = Reader { rest: body };
    let head: [u8; 12] = reader.array()?;
    if !matches!(&head, b"\x0BNETSCAPE2.0" | b"\x0BANIMEXTS1.0") {
        return None;
    }
    let turns: [u8; 4] = reader.array().filter(|turns: &[u8; 4]| turns[..2] == [3, 1])?;
    let mut block = [0; 19];
    block[..2].copy_from_slice(b"!\xFF");
    block[2..14].copy_from_slice(&head);
    block[14..18].copy_from_slice(&turns);
    Some(block)
}
