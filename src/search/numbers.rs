//! Numbers as printable characters: the index is text, so that a script tag can load it, and text of few
//! different characters is small when it is compressed. All are ASCII, and written as the bytes that they are.

/// Numbers below this are one character.
const SMALL: usize = 62;
/// What a longer number's other characters count.
const STEP: usize = 31;

/// Adds a number: one character below 62, two below 1984, three below 61,566.
#[inline]
pub(crate) fn push_number(text: &mut Vec<u8>, mut number: usize) {
    while number >= SMALL {
        number -= SMALL;
        text.push(character(SMALL + number % STEP));
        number /= STEP;
    }
    text.push(character(number));
}

/// Numbers, and words between them, as the text that they are.
pub(crate) fn as_text(text: &[u8]) -> &str {
    std::str::from_utf8(text).expect("numbers are ASCII, and words are text")
}

/// Takes a number from the start of a text; 0 of an empty one. Most are one character.
#[inline]
pub(crate) fn take_number(text: &mut &[u8]) -> usize {
    match text.split_first() {
        Some((byte, rest)) if value(*byte) < SMALL => {
            *text = rest;
            value(*byte)
        }
        _ => take_long_number(text),
    }
}

fn take_long_number(text: &mut &[u8]) -> usize {
    let (mut number, mut weight) = (0_usize, 1_usize);
    while let Some((byte, rest)) = text.split_first() {
        *text = rest;
        let value = value(*byte);
        number = number.saturating_add(value.saturating_mul(weight));
        if value < SMALL {
            break;
        }
        weight = weight.saturating_mul(STEP);
    }
    number
}

/// What a character counts.
#[inline]
fn value(character: u8) -> usize {
    let code = character - u8::from(character > b'\\') - u8::from(character > b'"');
    usize::from(code.saturating_sub(b' '))
}

/// The printable characters of ASCII in order, without `"` and `\`.
#[inline]
fn character(value: usize) -> u8 {
    let code = value as u8 + b' ';
    let code = code + u8::from(code >= b'"');
    code + u8::from(code >= b'\\')
}

/// A document's length in one character: exact up to 20 words, then in steps of a tenth.
pub(crate) fn push_length(text: &mut Vec<u8>, length: u32) {
    let mut threshold = 0;
    let mut level = 0;
    while level < 92 {
        let next = threshold + u32::max(1, threshold / 10);
        if next > length {
            break;
        }
        threshold = next;
        level += 1;
    }
    text.push(character(level));
}

#[cfg(test)]
mod tests {
    use super::{push_length, push_number};

    #[test]
    fn numbers_are_short() {
        let check = |number, expected: &str| {
            let mut text = Vec::new();
            push_number(&mut text, number);
            assert_eq!(text, expected.as_bytes(), "{number}");
        };
        check(0, " ");
        check(1, "!");
        check(2, "#");
        check(61, "_");
        check(62, "` ");
        check(63, "a ");
        check(93, "`!");
        check(1983, "~_");
        check(1984, "`` ");
    }

    #[test]
    fn lengths_are_one_character() {
        let check = |length, expected: &str| {
            let mut text = Vec::new();
            push_length(&mut text, length);
            assert_eq!(text, expected.as_bytes(), "{length}");
        };
        check(0, " ");
        check(20, "5");
        check(22, "6");
        check(1_000_000, "~");
    }
}
