//! The signs of fonts that have signs where others have letters, as the signs that every font has.

/// The sign that a code of such a font shows; `None` where it isn't known.
pub(super) fn symbol(font: &str, code: u32) -> Option<char> {
    // Word keeps them in the private area of Unicode, or by the letter that is typed for them.
    let code = match code {
        0xF000..=0xF0FF => code - 0xF000,
        _ => code,
    };
    let table: &[(u32, char)] = match font.to_lowercase().as_str() {
        "wingdings" => &WINGDINGS,
        "wingdings 2" => &WINGDINGS_2,
        "symbol" => &SYMBOL,
        "webdings" => &WEBDINGS,
        _ => return None,
    };
    if code == 0x20 {
        return Some(' ');
    }
    table.iter().find(|(known, _)| *known == code).map(|(_, sign)| *sign)
}

/// Does a font have signs in the place of letters?
pub(super) fn is_symbol_font(font: &str) -> bool {
    matches!(
        font.to_lowercase().as_str(),
        "wingdings" | "wingdings 2" | "wingdings 3" | "symbol" | "webdings"
    )
}

const WINGDINGS: [(u32, char); 34] = [
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x36, '⌛'),
    (0x46, '☞'),
    (0x49, '✋'),
    (0x4A, '☺'),
    (0x4B, '😐'),
    (0x4C, '☹'),
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '☐'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '◆'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xAB, '★'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
    (0x78, '☒'),
];

const WINGDINGS_2: [(u32, char); 8] = [
    (0x50, '✓'),
    (0x4F, '✗'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x97, '●'),
    (0xA3, '☐'),
];

const WEBDINGS: [(u32, char); 4] = [(0x61, '✓'), (0x72, '✗'), (0x63, '☐'), (0x69, 'ℹ')];

const SYMBOL: [(u32, char); 14] = [
    (0xA3, '≤'),
    (0xA7, '♣'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB9, '≠'),
    (0xD6, '√'),
];
