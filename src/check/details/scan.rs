//! The small steps of looking for numbers in running text: groups of digits, what may stand between them,
//! and what stands around them. It knows no kind of number.

use std::ops::Range;

/// As many groups as a number is ever written in, digit by digit.
const MOST_GROUPS: usize = 13;

/// So many bytes are looked at together, which processors do at once.
const BLOCK: usize = 32;

/// The first digit or `@` from `at` on. Most of a text is neither.
pub(super) fn digit_or_at_sign(bytes: &[u8], at: usize) -> Option<usize> {
    let is_one = |byte: u8| byte.is_ascii_digit() | (byte == b'@');
    let mut start = at;
    for block in bytes[at..].chunks(BLOCK) {
        if block.iter().fold(false, |any, byte| any | is_one(*byte)) {
            return Some(start + block.iter().position(|byte| is_one(*byte))?);
        }
        start += block.len();
    }
    None
}

/// Groups of digits that could be one number.
pub(super) struct Groups<'a> {
    text: &'a str,
    ranges: [(usize, usize); MOST_GROUPS],
    len: usize,
    /// After how many groups a bracket first stood between two.
    pub bracket: usize,
}

impl<'a> Groups<'a> {
    /// The groups that begin with the digit at `at`.
    pub(super) fn at(text: &'a str, at: usize) -> Self {
        let bytes = text.as_bytes();
        let (mut ranges, mut len, mut bracket) = ([(0, 0); MOST_GROUPS], 0, usize::MAX);
        let mut start = at;
        while len < MOST_GROUPS && bytes.get(start).is_some_and(u8::is_ascii_digit) {
            let end = digits_end(bytes, start);
            ranges[len] = (start, end);
            len += 1;
            start = gap(text, end);
            if text[end..start].contains(['(', ')']) {
                bracket = bracket.min(len);
            }
            // Two groups that touch would be one.
            if start == end {
                break;
            }
        }
        Groups { text, ranges, len, bracket }
    }

    /// The first `count` groups: where they stand, and their digits. `None` if there are fewer.
    pub(super) fn first(&self, count: usize) -> Option<(Range<usize>, String)> {
        let ranges = self.ranges[..self.len].get(..count)?;
        let digits = ranges.iter().map(|&(start, end)| &self.text[start..end]).collect();
        Some((ranges.first()?.0..ranges.last()?.1, digits))
    }

    /// How many digits all of them have.
    pub(super) fn digits(&self) -> usize {
        self.ranges[..self.len].iter().map(|(start, end)| end - start).sum()
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// How many digits the group with this index has.
    pub(super) fn length(&self, index: usize) -> usize {
        self.ranges[..self.len].get(index).map_or(0, |(start, end)| end - start)
    }

    /// The digits of the group with this index.
    pub(super) fn group(&self, index: usize) -> &'a str {
        let text = self.text;
        self.ranges[..self.len].get(index).map_or("", |&(start, end)| &text[start..end])
    }
}

/// The end of the digits that begin at `at`.
pub(super) fn digits_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The end of what may stand between two groups of one number: spaces of any width, hyphens, brackets, marks
/// of emphasis, one line's end; a full stop only by itself, for two would be two sentences.
pub(super) fn gap(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut lines = 0;
    for _ in 0..4 {
        let rest = &text[end..];
        let Some(first) = rest.chars().next() else { break };
        end += match first {
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\t' | '\\' => first.len_utf8(),
            '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '*' | '_' | '(' | ')' => first.len_utf8(),
            '&' if rest.starts_with("&nbsp;") => "&nbsp;".len(),
            '%' if rest.starts_with("%20") => "%20".len(),
            '\n' if lines == 0 => {
                lines += 1;
                rest.len() - rest[1..].trim_start_matches(['>', ' ']).len()
            }
            _ => break,
        };
    }
    match end == at && text[at..].starts_with('.') {
        true => at + 1,
        false => end,
    }
}

/// Whether a number or a code may begin here: not in the middle of a word or of a longer number.
pub(super) fn begins(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    match before.next() {
        None => true,
        Some(c) if c.is_alphanumeric() => false,
        Some('.' | ',' | '-') => !before.next().is_some_and(|c| c.is_ascii_digit()),
        Some(_) => true,
    }
}

/// Whether it may end here.
pub(super) fn ends(text: &str, at: usize) -> bool {
    let mut after = text[at..].chars();
    match after.next() {
        None => true,
        Some(c) if c.is_alphanumeric() => false,
        Some('.' | ',' | '-') => !after.next().is_some_and(|c| c.is_ascii_digit()),
        Some(_) => true,
    }
}

/// Some of the text just before a place, in small letters.
pub(super) fn before(text: &str, at: usize, letters: usize) -> String {
    let start = text[..at].char_indices().rev().take(letters).last().map_or(at, |(index, _)| index);
    text[start..at].to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, digit_or_at_sign};

    #[test]
    fn finds_the_first_wherever_it_stands() {
        for length in 0..3 * BLOCK {
            for place in 0..=length {
                let mut bytes = vec![b'a'; length];
                bytes[place..].fill(b'/');
                if let Some(first) = bytes.get_mut(place) {
                    *first = [b'0', b'9', b'@'][place % 3];
                }
                let expected = (place < length).then_some(place);
                for at in [0, place / 2, place] {
                    assert_eq!(digit_or_at_sign(&bytes, at), expected, "{place} of {length}");
                }
                let after = (place + 1).min(length);
                assert_eq!(digit_or_at_sign(&bytes, after), None, "after {place} of {length}");
            }
        }
    }
}
