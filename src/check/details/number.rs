//! Numbers that belong to one person: NHS numbers, National Insurance numbers and unique pupil numbers.

use std::ops::Range;

use crate::check::details::scan::{self, Groups};

/// An NHS number: ten digits of which the last checks the others, modulus 11 (NHS Data Dictionary, “NHS
/// number”). Those from 999 on are for testing, and ten of one digit or digits in a row are nobody's.
pub(super) fn nhs(text: &str, groups: &Groups<'_>) -> Option<(Range<usize>, String)> {
    let start = groups.first(1)?.0.start;
    if !scan::begins(text, start) {
        return None;
    }
    let (range, digits) = (1..=groups.len())
        .filter_map(|count| groups.first(count))
        .find(|(_, digits)| digits.len() >= 10)
        .filter(|(_, digits)| digits.len() == 10)?;
    let count =
        (1..=groups.len()).find(|&count| groups.first(count).is_some_and(|(r, _)| r == range))?;
    let said = scan::before(text, start, 40);
    if !scan::ends(text, range.end) || said.ends_with("isbn") || is_book(&said) {
        return None;
    }
    if !said.contains("nhs") && !is_usual_grouping(groups, count) {
        return None;
    }
    (is_nhs(&digits) && !is_nobodys(&digits)).then_some((range, digits))
}

/// A book's number of ten digits has the same check digit (ISO 2108).
fn is_book(said: &str) -> bool {
    let tail: String = said.chars().rev().take(16).collect();
    tail.contains("nbsi")
}

/// Two or three groups, of which the first is no year, or one.
fn is_usual_grouping(groups: &Groups<'_>, count: usize) -> bool {
    let is_year = |index: usize| {
        let group = groups.group(index);
        group.len() == 4 && (group.starts_with("19") || group.starts_with("20"))
    };
    count == 1
        || count <= 3
            && groups.bracket >= count
            && !is_year(0)
            && (0..count).all(|i| groups.length(i) >= 2)
}

pub(super) fn is_nhs(digits: &str) -> bool {
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, rest)) = values.split_last().filter(|(_, rest)| rest.len() == 9) else {
        return false;
    };
    let sum: u32 = rest.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 11 == *check
}

fn is_nobodys(digits: &str) -> bool {
    let is_one_digit = digits.chars().all(|digit| digits.starts_with(digit));
    digits.starts_with("999") || is_one_digit || matches!(digits, "0123456789" | "9876543210")
}

/// A National Insurance number: two letters, six digits, a letter from A to D (HMRC NIM39110). The last letter
/// may be missing where the grouping or the words before it leave no doubt.
pub(super) fn national_insurance(
    text: &str,
    groups: &Groups<'_>,
) -> Option<(Range<usize>, String)> {
    let digits_start = groups.first(1)?.0.start;
    let (start, prefix, is_apart) = letters_before(text, digits_start, 2)?;
    let (range, digits) = (1..=3)
        .filter_map(|count| groups.first(count))
        .find(|(_, digits)| digits.len() >= 6)
        .filter(|(_, digits)| digits.len() == 6)?;
    let in_pairs = (0..3).all(|index| groups.length(index) == 2);
    if !is_allocated(&prefix.to_ascii_uppercase()) {
        return None;
    }
    let is_upper = prefix.chars().all(|c| c.is_ascii_uppercase());
    let one_piece = !is_apart && groups.length(0) == 6;
    let letter_at = scan::gap(text, range.end);
    let suffix = text[letter_at..].chars().next().filter(|c| {
        matches!(c.to_ascii_uppercase(), 'A'..='D')
            && c.is_ascii_uppercase() == is_upper
            && scan::ends(text, letter_at + 1)
            && (is_upper || letter_at == range.end)
    });
    let end = match suffix {
        Some(_) => letter_at + 1,
        None => {
            let said = scan::before(text, start, 40);
            let is_said = said.contains("national insurance")
                || said.contains("nino")
                || said.split(|c: char| !c.is_alphanumeric()).any(|word| word == "ni");
            let is_clear = is_upper && (in_pairs || is_said);
            (is_clear && scan::ends(text, range.end)).then_some(range.end)?
        }
    };
    let written = format!("{prefix}{digits}{}", suffix.map(String::from).unwrap_or_default());
    (is_upper || one_piece).then_some((start..end, written.to_ascii_uppercase()))
}

/// The prefixes that may be given out (NIM39110): QQ, which examples use, is not one.
fn is_allocated(prefix: &str) -> bool {
    const NEVER: [&str; 7] = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"];
    let (first, second) = prefix.split_at(1);
    !"DFIQUV".contains(first) && !"DFIOQUV".contains(second) && !NEVER.contains(&prefix)
}

/// A unique pupil number: a letter that checks twelve digits, modulus 23 (Department for Education, “Unique
/// pupil numbers”). The last may be a letter in a temporary one.
pub(super) fn pupil(text: &str, groups: &Groups<'_>) -> Option<(Range<usize>, String)> {
    let (start, letter, is_apart) = letters_before(text, groups.first(1)?.0.start, 1)?;
    let letter = letter.chars().next()?;
    if is_apart && !letter.is_ascii_uppercase() {
        return None;
    }
    for count in 1..=groups.len().min(5) {
        let (range, digits) = groups.first(count)?;
        let (end, code) = match digits.len() {
            12 => (range.end, digits),
            11 => {
                let last = text[range.end..].chars().next().filter(char::is_ascii_alphabetic)?;
                (range.end + 1, format!("{digits}{}", last.to_ascii_uppercase()))
            }
            0..=10 => continue,
            _ => return None,
        };
        let written = format!("{}{code}", letter.to_ascii_uppercase());
        return (scan::ends(text, end) && is_pupil(&written)).then_some((start..end, written));
    }
    None
}

pub(super) fn is_pupil(written: &str) -> bool {
    const LETTERS: &str = "ABCDEFGHJKLMNPQRTUVWXYZ";
    let value = |c: char| c.to_digit(10).map(|digit| digit as usize).or_else(|| LETTERS.find(c));
    let mut values = written.chars().map(value);
    let (Some(Some(check)), true) = (values.next(), written.len() == 13) else { return false };
    let sum: Option<usize> =
        values.zip(2..).map(|(value, weight)| value.map(|value| value * weight)).sum();
    sum.is_some_and(|sum| sum % 23 == check)
}

/// As many letters before a number: where they begin, and whether something stands between.
fn letters_before(text: &str, digits: usize, count: usize) -> Option<(usize, &str, bool)> {
    let bare = text[..digits].trim_end_matches([' ', '\u{a0}', '\u{202f}', '-']);
    if digits - bare.len() > 2 {
        return None;
    }
    let start = bare.len().checked_sub(count)?;
    let letters = bare.get(start..).filter(|one| one.chars().all(|c| c.is_ascii_alphabetic()))?;
    scan::begins(text, start).then_some((start, letters, bare.len() != digits))
}
