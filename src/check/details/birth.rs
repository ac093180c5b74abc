//! Dates of birth: full dates that the words around them, or the head of their column, say are one.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr2_iter;
use regex::Regex;

/// What says that a date is one of birth.
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bborn\b|\bd\.? ?o\.? ?b\b\.?|(?:\b|_)(?:date|day)[ _-]+of[ _-]+birth(?:\b|_)|\bbirth[ _-]?(?:date|day)\b|\(b\.",
    )
});

/// A day with its month and year, however it is written.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)
        \b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b
        | \b\d{4}[./-]\d{1,2}[./-]\d{1,2}\b
        | \b\d{1,2}[\ \u{a0}]\d{1,2}[\ \u{a0}]\d{4}\b
        | \b\d{8}\b
        | \b\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?[\s\u{a0}-]+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[\s\u{a0}-]+(?:\d{4}|’?\d{2})\b
        | \b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[\s\u{a0}]+\d{1,2}(?:st|nd|rd|th)?,?[\s\u{a0}]+\d{4}\b",
    )
});

fn pattern(written: &str) -> Regex {
    Regex::new(written).expect("the pattern is written here, and a test uses it")
}

/// How far, in bytes, the date may stand from what says that it is one of birth.
const NEAR: usize = 70;

/// Every date of birth in a text.
pub(super) fn dates(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !may_say(text) {
        return found;
    }
    for said in SAID.find_iter(text) {
        found.extend(date_after(text, said.range()));
        found.extend(date_before(text, said.range()));
        found.extend(column(text, said.start()));
    }
    found
}

/// Whether a text may say that a date is one of birth, found by the letter that all of [`SAID`] has and those around it:
/// many times as fast as the pattern.
fn may_say(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr2_iter(b'b', b'B', bytes).any(|at| {
        let (before, after) = (&bytes[..at], &bytes[at + 1..]);
        let goes_on = |with: &[u8]| {
            after.get(..with.len()).is_some_and(|next| next.eq_ignore_ascii_case(with))
        };
        goes_on(b"orn") || goes_on(b"irth") || before.ends_with(b"(") || is_dob(before, after)
    })
}

/// Whether `D.O.B.` may stand here, with its last letter between the two.
fn is_dob(before: &[u8], after: &[u8]) -> bool {
    let letter = |before: &'_ [u8], letter: u8| {
        let joined = before.strip_suffix(b" ").unwrap_or(before);
        let joined = joined.strip_suffix(b".").unwrap_or(joined);
        let last = joined.last().is_some_and(|last| last.eq_ignore_ascii_case(&letter));
        last.then(|| joined.len() - 1)
    };
    let start = letter(before, b'o').and_then(|at| letter(&before[..at], b'd'));
    let in_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    start.is_some_and(|at| !in_word(before[..at].last()) && !in_word(after.first()))
}

/// `born at home on 12 March 2011`, and not `born on or after 1 September 2019`.
fn date_after(text: &str, said: Range<usize>) -> Option<Range<usize>> {
    let end = floor(text, said.end + NEAR);
    // A date may run on beyond what is looked at for its beginning.
    let date = DATE.find_at(&text[..floor(text, end + 24)], said.end)?;
    let between = text.get(said.end..date.start())?;
    let mut words = between
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase);
    let is_short = words.clone().count() <= 5;
    let is_other = words.any(|word| {
        const OTHER: [&str; 15] = [
            "or", "after", "before", "between", "since", "until", "from", "review", "reviewed",
            "and", "who", "moved", "then", "approved", "updated",
        ];
        OTHER.contains(&word.as_str())
    });
    let is_one_sentence = !between.contains(". ")
        && !between.contains("\n\n")
        && !between.contains("\n|")
        && !between.contains(';');
    (date.start() <= end && is_short && !is_other && is_one_sentence).then(|| date.range())
}

/// `12 March 2011 (date of birth)`.
fn date_before(text: &str, said: Range<usize>) -> Option<Range<usize>> {
    if !text[said.clone()].to_ascii_lowercase().starts_with('d') {
        return None;
    }
    let bare = text[..said.start].trim_end_matches([' ', '(', ',', '|', '*', '\u{a0}']);
    let start = floor(text, bare.len().saturating_sub(24));
    let last = DATE.find_iter(&bare[start..]).last()?;
    let ends_here = start + last.end() == bare.len() && said.start - bare.len() <= 3;
    ends_here.then_some(start + last.start()..bare.len())
}

/// The dates of a table's column, where its head says that they are dates of birth.
fn column(text: &str, said: usize) -> Vec<Range<usize>> {
    let start = text[..said].rfind('\n').map_or(0, |newline| newline + 1);
    let column = text[start..said].matches('|').count();
    let mut lines = text[start..].split_inclusive('\n');
    let (Some(head), Some(rule)) = (lines.next(), lines.next()) else { return Vec::new() };
    let is_rule = rule.contains('-') && rule.trim().chars().all(|c| "|-: ".contains(c));
    if !head.contains('|') || !is_rule {
        return Vec::new();
    }
    let mut at = start + head.len() + rule.len();
    let mut found = Vec::new();
    for line in lines.take_while(|line| line.contains('|')) {
        let mut cell_start = at;
        for (index, cell) in line.split('|').enumerate() {
            if index == column
                && let Some(date) = DATE.find(cell)
            {
                found.push(cell_start + date.start()..cell_start + date.end());
            }
            cell_start += cell.len() + 1;
        }
        at += line.len();
    }
    found
}

fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{SAID, dates, may_say};

    #[test]
    fn nothing_is_passed_over_that_the_pattern_finds() {
        proptest::proptest!(|(text in r"([dobDOB. ()]|born|BIRTH|day|date of |[_a-c]){0,12}")| {
            assert!(may_say(&text) || !SAID.is_match(&text), "{text}");
        });
        assert!(!may_say(
            "Nobody has to be brought, nor do both babies go to bed at a table by (a) bus."
        ));
    }

    #[test]
    fn a_table_says_it_in_its_head() {
        let text = "| Name | D.O.B. | Seen |\n|---|---|---|\n| K | 1/2/2011 | 3/4/2025 |\n| L | 5 May 2013 | x |\n\n1/1/2001";
        let found: Vec<&str> = dates(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["1/2/2011", "5 May 2013"]);
    }
}
