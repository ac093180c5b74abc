//! What is simply readable in a PDF: strings in its objects, its metadata, and text that is drawn in letters
//! rather than in the numbers of a font's shapes.

use crate::load::attachment::{Contents, xml};
use crate::model::{AttachmentFault, PartPlace};
use crate::source::Text;

pub(super) fn read(bytes: &[u8], contents: &mut Contents) -> Result<(), AttachmentFault> {
    if find(&bytes[..bytes.len().min(1_024)], b"%PDF-").is_none() {
        return Err(AttachmentFault::Damaged);
    }
    if find(bytes, b"/Encrypt").is_some() {
        return Err(AttachmentFault::Locked);
    }
    let mut objects = String::new();
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let before = &bytes[at..at + found];
        strings(before, Between::Line, &mut objects);
        let start = at + found + b"stream".len();
        let body = bytes[start..].strip_prefix(b"\r").unwrap_or(&bytes[start..]);
        let body = body.strip_prefix(b"\n").unwrap_or(body);
        let length = find(body, b"endstream").unwrap_or(body.len());
        stream(before, &body[..length], &mut objects, contents);
        at = bytes.len() - body.len() + (length + b"endstream".len()).min(body.len());
    }
    strings(&bytes[at..], Between::Line, &mut objects);
    contents.push(PartPlace::Properties, objects);
    match contents.unpackable {
        0 => Err(AttachmentFault::TooLarge),
        _ => Ok(()),
    }
}

fn stream(before: &[u8], body: &[u8], objects: &mut String, contents: &mut Contents) {
    let head = &before[before.len().saturating_sub(600)..];
    let head = &head[head.windows(3).rposition(|one| one == b"obj").unwrap_or(0)..];
    let says = |word: &[u8]| find(head, word).is_some();
    if says(b"/Image") || says(b"/FontFile") || says(b"/Length1") || says(b"/XRef") {
        return;
    }
    let unpacked = if says(b"/FlateDecode") { contents.inflate(body, true) } else { None };
    let body = unpacked.as_deref().unwrap_or(body);
    if says(b"/Metadata") {
        contents
            .push(PartPlace::Properties, xml::words(Text::decode(body).as_str(), xml::Breaks::All));
    } else if says(b"/ObjStm") {
        strings(body, Between::Line, objects);
    } else if find(body, b"BT").is_some() {
        let mut drawn = String::new();
        strings(body, Between::Drawing, &mut drawn);
        contents.push(PartPlace::Text, drawn);
    }
}

/// What stands between two strings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    /// A line's end, for each says something of its own.
    Line,
    /// Nothing, unless the drawing moves on: a word may be in several pieces.
    Drawing,
}

/// The strings in a piece of a PDF: `(…)` and `<…>`.
fn strings(bytes: &[u8], between: Between, words: &mut String) {
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (value, end) = match byte {
            b'(' => literal(bytes, at + 1),
            b'<' if bytes.get(at + 1) == Some(&b'<') => (Vec::new(), at + 2),
            b'<' => hex(bytes, at + 1),
            b'T' if between == Between::Drawing => {
                // `Td`, `TD` and `T*` move to another line; `Tj` and `TJ` draw.
                if matches!(bytes.get(at + 1), Some(b'd' | b'D' | b'*')) {
                    words.push('\n');
                }
                (Vec::new(), at + 2)
            }
            _ => (Vec::new(), at + 1),
        };
        at = end;
        if !value.is_empty() {
            words.extend(decoded(&value).chars().filter(|c| !c.is_control() || *c == '\n'));
            if between == Between::Line {
                words.push('\n');
            }
        }
    }
}

/// In two bytes a letter where a mark says so, or else a byte a letter.
fn decoded(value: &[u8]) -> String {
    match value {
        [0xFE, 0xFF, ..] => Text::decode(value).as_str().to_owned(),
        _ => value.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn literal(bytes: &[u8], start: usize) -> (Vec<u8>, usize) {
    let (mut value, mut depth, mut at) = (Vec::new(), 0usize, start);
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b')' if depth == 0 => break,
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'\\' => {
                let octal: Vec<u8> = bytes[at..]
                    .iter()
                    .take(3)
                    .take_while(|b| matches!(b, b'0'..=b'7'))
                    .copied()
                    .collect();
                if octal.is_empty() {
                    match bytes.get(at) {
                        Some(b'n' | b'r') => value.push(b'\n'),
                        Some(b'\n' | b'\r') | None => {}
                        Some(other) => value.push(*other),
                    }
                    at += 1;
                } else {
                    let code =
                        octal.iter().fold(0u32, |code, digit| code * 8 + u32::from(digit - b'0'));
                    value.push((code & 0xFF) as u8);
                    at += octal.len();
                }
                continue;
            }
            _ => {}
        }
        value.push(byte);
    }
    (value, at.min(bytes.len()))
}

/// The longest string in hexadecimal digits: longer ones are no words.
const LONGEST_HEX: usize = 65_536;

fn hex(bytes: &[u8], start: usize) -> (Vec<u8>, usize) {
    let length = bytes[start..].iter().take(LONGEST_HEX).position(|byte| *byte == b'>');
    // Without an end it is no string.
    let Some(length) = length else { return (Vec::new(), start) };
    let written = &bytes[start..start + length];
    if written.iter().any(|byte| !byte.is_ascii_hexdigit() && !byte.is_ascii_whitespace()) {
        return (Vec::new(), start);
    }
    let digits: Vec<u8> = written
        .iter()
        .filter_map(|byte| {
            char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
        })
        .collect();
    let value = digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0));
    (value.collect(), start + length + 1)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, wanted)
}
