//! A character to what it counts as in a word: without its accent, in lower case, or nothing at all. The
//! ranges are written out, since a browser and this program may know different versions of Unicode;
//! `scripts/search/words.js` has the same ranges, and a test holds them to each other.

use unicode_normalization::char::decompose_canonical;

/// What a character is in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Part of a word.
    Letter,
    /// A word by itself, as in Chinese and Japanese.
    Ideograph,
    /// An apostrophe, straight or curly.
    Apostrophe,
    /// Nothing: an accent, a soft hyphen, a mark of direction.
    Ignored,
    /// What stands between words.
    Separator,
}

const APOSTROPHES: [char; 7] =
    ['\'', '\u{2019}', '\u{2018}', '\u{2BC}', '\u{FF07}', '\u{2032}', '`'];
/// Accents, vowel points, and what is never seen.
const IGNORED: [(u32, u32); 22] = [
    (0xAD, 0xAD),
    (0x300, 0x36F),
    (0x483, 0x489),
    (0x591, 0x5BD),
    (0x5BF, 0x5BF),
    (0x5C1, 0x5C2),
    (0x5C4, 0x5C5),
    (0x5C7, 0x5C7),
    (0x610, 0x61A),
    (0x640, 0x640),
    (0x64B, 0x65F),
    (0x670, 0x670),
    (0x6D6, 0x6ED),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xFEFF, 0xFEFF),
    (0x1F3FB, 0x1F3FF),
    (0xE0000, 0xE0FFF),
];
/// Punctuation and symbols beyond ASCII.
const SEPARATORS: [(u32, u32); 41] = [
    (0x80, 0xA9),
    (0xAB, 0xB4),
    (0xB6, 0xB9),
    (0xBB, 0xBF),
    (0xD7, 0xD7),
    (0xF7, 0xF7),
    (0x2B0, 0x2FF),
    (0x375, 0x375),
    (0x37E, 0x37E),
    (0x384, 0x385),
    (0x387, 0x387),
    (0x482, 0x482),
    (0x559, 0x55F),
    (0x589, 0x58F),
    (0x5BE, 0x5C6),
    (0x5F3, 0x5F4),
    (0x600, 0x61F),
    (0x66A, 0x66D),
    (0x6D4, 0x6D4),
    (0x964, 0x965),
    (0xE3F, 0xE3F),
    (0x1FBD, 0x1FC1),
    (0x1FCD, 0x1FCF),
    (0x1FDD, 0x1FDF),
    (0x1FED, 0x1FEF),
    (0x1FFD, 0x1FFF),
    (0x2000, 0x218F),
    (0x2190, 0x2BFF),
    (0x2E00, 0x2E7F),
    (0x3000, 0x303F),
    (0xD800, 0xF8FF),
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFF0F),
    (0xFF1A, 0xFF20),
    (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF65),
    (0xFFE0, 0xFFFF),
    (0x1D000, 0x1D3FF),
    (0x1F000, 0x1FAFF),
    (0xF0000, 0x10_FFFF),
];
const IDEOGRAPHS: [(u32, u32); 5] =
    [(0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)];
/// Letters that have capitals and accents, in the parts of Unicode that have long been settled.
const FOLDED: [(u32, u32); 3] = [(0xC0, 0x24F), (0x370, 0x587), (0x1E00, 0x1FFF)];

/// What a character is.
#[inline]
pub(crate) fn class(c: char) -> Class {
    if c.is_ascii() {
        return match c {
            '\'' | '`' => Class::Apostrophe,
            _ if c.is_ascii_alphanumeric() => Class::Letter,
            _ => Class::Separator,
        };
    }
    class_beyond_ascii(c)
}

fn class_beyond_ascii(c: char) -> Class {
    let within = |ranges: &[(u32, u32)]| {
        ranges.iter().any(|&(first, last)| (first..=last).contains(&u32::from(c)))
    };
    if APOSTROPHES.contains(&c) {
        Class::Apostrophe
    } else if within(&IGNORED) {
        Class::Ignored
    } else if within(&SEPARATORS) {
        Class::Separator
    } else if within(&IDEOGRAPHS) {
        Class::Ideograph
    } else {
        Class::Letter
    }
}

/// Adds a letter to a word, without its accent and in lower case.
pub(crate) fn push_folded(word: &mut String, c: char) {
    if c.is_ascii() {
        word.push(c.to_ascii_lowercase());
        return;
    }
    let code = u32::from(c);
    if (0xFF10..=0xFF5A).contains(&code) {
        // The wide forms of digits and letters.
        let narrow = char::from_u32(code - 0xFEE0).expect("the wide forms stand for ASCII");
        word.push(narrow.to_ascii_lowercase());
        return;
    }
    if !FOLDED.iter().any(|&(first, last)| (first..=last).contains(&code)) {
        word.push(c);
        return;
    }
    decompose_canonical(c, |part| {
        if class(part) != Class::Letter {
            return;
        }
        for lower in part.to_lowercase().filter(|&lower| class(lower) == Class::Letter) {
            match lower {
                'ß' => word.push_str("ss"),
                'æ' => word.push_str("ae"),
                'œ' => word.push_str("oe"),
                'þ' => word.push_str("th"),
                'ø' => word.push('o'),
                'đ' | 'ð' => word.push('d'),
                'ł' => word.push('l'),
                'ħ' => word.push('h'),
                'ı' => word.push('i'),
                'ſ' => word.push('s'),
                'ς' => word.push('σ'),
                _ => word.push(lower),
            }
        }
    });
}
