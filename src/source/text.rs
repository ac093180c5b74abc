//! Bytes from a file as text with places: whatever the encoding, lines end in `\n` and every
//! span falls on a character. It decides nothing about what the text means.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use memchr::{memchr_iter, memchr2};

use crate::source::{Mark, Marks};

/// Where something stands in a [`Text`], in bytes from its start. There are millions, so that it is kept small: a place
/// beyond four gigabytes, where no text that is read ends (`TOO_LARGE`), is taken for the last before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// From `start` up to, not including, `end`.
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: short(start), end: short(end.max(start)) }
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The same span, `by` bytes further on.
    #[inline]
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Span::new(self.start() + by, self.end() + by)
    }

    /// From the beginning of this one to the end of another.
    #[must_use]
    pub fn up_to(self, other: Span) -> Self {
        Span::new(self.start(), other.end())
    }

    /// The same span without the white space at its end.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        Span::new(self.start(), self.start() + self.of(text).trim_end().len())
    }

    /// The part of `text` that the span covers; empty if it lies outside.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or_default()
    }
}

/// Where something stands has no part in the hash of what it is: other words before it move it.
impl Hash for Span {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A value and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Located<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Located<T> {
    /// A value at a place.
    pub fn new(value: T, span: Span) -> Self {
        Located { value, span }
    }
}

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// How a file's bytes were turned into text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16 with a byte-order mark, as Windows' Notepad once wrote.
    Utf16,
    /// Not valid UTF-8, so read as Windows-1252, as text pasted from Word often is. The span is the first byte
    /// that was not valid.
    Windows1252 {
        /// The first character that was not UTF-8.
        first: Span,
    },
}

/// A file's text: lines end in `\n`, there is no byte-order mark, and NUL reads as U+FFFD.
#[derive(Clone)]
pub struct Text {
    content: Box<str>,
    /// Found out when somebody first asks for a line.
    line_starts: OnceLock<Box<[usize]>>,
    /// Likewise, for the text's hash.
    fingerprint: OnceLock<blake3::Hash>,
    /// And for the marks that the text holds.
    marks: OnceLock<Marks>,
    /// How the bytes were read.
    pub encoding: Encoding,
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.content == other.content && self.encoding == other.encoding
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.content.hash(state);
        self.encoding.hash(state);
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Text").field(&self.content).field(&self.encoding).finish()
    }
}

impl Text {
    /// Reads bytes as UTF-8, as UTF-16 where a mark says so, or else as Windows-1252. Never fails.
    pub fn decode(bytes: &[u8]) -> Self {
        if let Some(content) = utf16(bytes) {
            return Text::with_encoding(content, Encoding::Utf16);
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(content) => Text::with_encoding(content.to_owned(), Encoding::Utf8),
            Err(error) => {
                let valid = error.valid_up_to();
                let content: String = bytes.iter().map(|&byte| windows_1252(byte)).collect();
                // Everything before the first invalid byte was valid UTF-8, but may have taken several
                // bytes a character, and each of those now reads as one of its own.
                let before: String = bytes[..valid].iter().map(|&b| windows_1252(b)).collect();
                let start = normalised(before).len();
                let mut text = Text::with_encoding(content, Encoding::Utf8);
                let width = text.content[start..].chars().next().map_or(0, char::len_utf8);
                text.encoding = Encoding::Windows1252 { first: Span::new(start, start + width) };
                text
            }
        }
    }

    /// Reads bytes in the same way, and copies none where they are a text as they stand.
    pub fn decode_owned(bytes: Vec<u8>) -> Self {
        let is_marked = bytes.starts_with(b"\xEF\xBB\xBF");
        match String::from_utf8(bytes) {
            Ok(content) if !is_marked => Text::with_encoding(content, Encoding::Utf8),
            Ok(content) => Text::decode(content.as_bytes()),
            Err(error) => Text::decode(error.as_bytes()),
        }
    }

    fn with_encoding(content: String, encoding: Encoding) -> Self {
        let content = normalised(content).into_boxed_str();
        Text {
            content,
            line_starts: OnceLock::new(),
            fingerprint: OnceLock::new(),
            marks: OnceLock::new(),
            encoding,
        }
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let ends = memchr_iter(b'\n', self.content.as_bytes());
            std::iter::once(0).chain(ends.map(|at| at + 1)).collect()
        })
    }

    /// What tells the text, however it was read, from any other.
    pub fn fingerprint(&self) -> &blake3::Hash {
        self.fingerprint.get_or_init(|| blake3::hash(self.content.as_bytes()))
    }

    /// The marks that the text holds.
    pub fn marks(&self) -> Marks {
        *self.marks.get_or_init(|| Marks::of(&self.content))
    }

    /// Whether it holds this one.
    pub fn holds(&self, mark: Mark) -> bool {
        self.marks().has(mark)
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The line and column of a byte; the end of the text if it lies beyond.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.content.len());
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset) - 1;
        let start = starts[line];
        let before = self.content.get(start..offset).unwrap_or_default();
        Position { line: line + 1, column: before.chars().count() + 1 }
    }

    /// Where the line with this number, from 1, stands, without its ending; empty if there is none.
    pub fn line_span(&self, number: usize) -> Span {
        let start = number.checked_sub(1).and_then(|index| self.line_starts().get(index));
        let Some(&start) = start else { return Span::default() };
        Span::new(start, start + self.line(number).len())
    }

    /// The line with this number, from 1, without its ending; empty if there is none.
    pub fn line(&self, number: usize) -> &str {
        let starts = self.line_starts();
        let Some(&start) = number.checked_sub(1).and_then(|index| starts.get(index)) else {
            return "";
        };
        let end = starts.get(number).map_or(self.content.len(), |&next| next - 1);
        &self.content[start..end]
    }
}

impl From<&str> for Text {
    fn from(content: &str) -> Self {
        Text::decode(content.as_bytes())
    }
}

/// `\r\n` and a lone `\r` become `\n`; NUL, which no Markdown may hold, becomes U+FFFD (CommonMark 2.3).
fn normalised(content: String) -> String {
    if memchr2(b'\r', b'\0', content.as_bytes()).is_none() {
        return content;
    }
    content.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{FFFD}")
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let (rest, is_little) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (rest, true),
        [0xFE, 0xFF, rest @ ..] => (rest, false),
        _ => return None,
    };
    let units = rest.chunks_exact(2).map(|pair| match is_little {
        true => u16::from_le_bytes([pair[0], pair[1]]),
        false => u16::from_be_bytes([pair[0], pair[1]]),
    });
    Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// The WHATWG table for windows-1252 (encoding.spec.whatwg.org), which leaves no byte undefined.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Position, Span, Text};

    #[test]
    fn reads_what_windows_writes() {
        let text = Text::decode(b"\xEF\xBB\xBFone\r\ntwo\rthree\0");
        assert_eq!(text.as_str(), "one\ntwo\nthree\u{FFFD}");
        assert_eq!(text.encoding, Encoding::Utf8);
        let text = Text::decode(b"\xFF\xFEa\0\r\0\n\0\xE9\0");
        assert_eq!(text.as_str(), "a\né");
        assert_eq!(text.encoding, Encoding::Utf16);
    }

    #[test]
    fn reads_words_quotes_as_windows_1252() {
        let text = Text::decode(b"a\r\nchild\x92s \x93home\x94");
        assert_eq!(text.as_str(), "a\nchild’s “home”");
        assert_eq!(text.encoding, Encoding::Windows1252 { first: Span::new(7, 10) });
        let text = Text::decode(b"\0\x92");
        assert_eq!(text.encoding, Encoding::Windows1252 { first: Span::new(3, 6) });
    }

    #[test]
    fn reads_what_it_is_given_to_keep_in_the_same_way() {
        let all: [&[u8]; 7] = [
            b"",
            b"one\r\ntwo\0",
            "é\n".as_bytes(),
            b"\xEF\xBB\xBFone",
            b"\xFF\xFEa\0\xE9\0",
            b"child\x92s",
            b"\xEF\xBB\xBF\x92",
        ];
        for bytes in all {
            assert_eq!(Text::decode_owned(bytes.to_vec()), Text::decode(bytes));
        }
    }

    #[test]
    fn counts_lines_and_characters_from_one() {
        let text = Text::from("é\nab\n");
        assert_eq!(text.position(0), Position { line: 1, column: 1 });
        assert_eq!(text.position(2), Position { line: 1, column: 2 });
        assert_eq!(text.position(4), Position { line: 2, column: 2 });
        assert_eq!(text.position(99), Position { line: 3, column: 1 });
        assert_eq!((text.line(2), text.line(3), text.line(4)), ("ab", "", ""));
    }
}
