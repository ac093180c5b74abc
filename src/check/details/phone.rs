//! Phone numbers, as the national numbering plan has them (Ofcom). Numbers that only organisations can have
//! are nobody's home: 03, 0500, 080, 084, 087 and 09. Neither are the short ones (999, 101, 111, 116 000),
//! nor those that Ofcom keeps for drama.

use std::ops::Range;

use crate::check::details::scan::{self, Groups};

/// Ofcom's numbers for television and radio drama, each without what may follow.
const DRAMA: [&str; 19] = [
    "01134960", "01144960", "01154960", "01164960", "01174960", "01184960", "01214960", "01314960",
    "01414960", "01514960", "01614960", "02079460", "01914980", "02896496", "02920180", "01632960",
    "07700900", "09098790", "03069990",
];

/// What is found at the first of a number's groups.
pub(super) enum Phone {
    /// A number that could be a person's.
    Personal(Range<usize>, String),
    /// A number that can't be, to be passed over as a whole.
    Harmless(Range<usize>),
}

/// The phone number that begins here, if one does.
pub(super) fn phone(text: &str, groups: &Groups<'_>) -> Option<Phone> {
    let digits_start = groups.first(1)?.0.start;
    let has_plus = text[..digits_start].ends_with('+');
    let start = digits_start - usize::from(has_plus);
    let could_be = has_plus || ['0', '4'].iter().any(|first| groups.group(0).starts_with(*first));
    if !could_be || !may_begin(text, start) {
        return None;
    }
    for count in 1..=groups.len().min(7) {
        let (range, digits) = groups.first(count)?;
        if !scan::ends(text, range.end) {
            continue;
        }
        if digits.len() > 15 {
            break;
        }
        let range = start..range.end;
        if let Some(national) = national(&digits, has_plus) {
            let sound = is_sound(&national, groups, count, has_plus)
                || national.len() == 10 && is_short_area(text, start, groups, count, &national);
            if sound {
                return Some(match is_harmless(&national) {
                    true => Phone::Harmless(range),
                    false => Phone::Personal(range, national),
                });
            }
        } else if has_plus && is_abroad(&digits, groups, count) {
            return Some(Phone::Personal(range, format!("+{digits}")));
        }
    }
    None
}

/// Not in the middle of a code, and not where the words before it say that it is another kind of number.
fn may_begin(text: &str, start: usize) -> bool {
    const OTHER: [&str; 19] = [
        "ref",
        "reference",
        "isbn",
        "issn",
        "invoice",
        "order",
        "account",
        "charity",
        "company",
        "registration",
        "licence",
        "utr",
        "urn",
        "serial",
        "version",
        "ticket",
        "booking",
        "claim",
        "barcode",
    ];
    let said = scan::before(text, start, 28);
    let mut before = text[..start].chars().rev();
    let is_in_code = match before.next() {
        Some('#' | '$' | '£') => true,
        Some('.' | ',' | '-' | '/' | '_') => {
            before.next().is_some_and(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
        }
        Some(c) => c.is_alphanumeric(),
        None => false,
    };
    let line = said.rsplit('\n').next().unwrap_or_default();
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_other = words.rev().take(2).any(|word| OTHER.contains(&word));
    !is_in_code && !is_other
}

/// The number as it is dialled within the country, if it is one of ours.
fn national(digits: &str, has_plus: bool) -> Option<String> {
    let rest = match has_plus {
        true => digits.strip_prefix("44"),
        false => {
            digits.strip_prefix("0044").or_else(|| digits.strip_prefix("447").map(|_| &digits[2..]))
        }
    };
    match rest {
        Some(rest) => Some(format!("0{}", rest.strip_prefix('0').unwrap_or(rest))),
        None if !has_plus && digits.starts_with('0') => Some(digits.to_owned()),
        None => None,
    }
}

fn is_sound(national: &str, groups: &Groups<'_>, count: usize, has_plus: bool) -> bool {
    let bytes = national.as_bytes();
    let is_area = match (bytes.get(1), bytes.get(2)) {
        (Some(b'1'), Some(third)) => *third != b'0',
        (Some(b'2'), Some(third)) => matches!(third, b'0' | b'3' | b'4' | b'8' | b'9'),
        (Some(b'3' | b'7' | b'8' | b'9'), Some(_)) => true,
        (Some(b'5'), Some(third)) => matches!(third, b'0' | b'5' | b'6'),
        _ => false,
    };
    // Free numbers may be shorter: 0800 and six digits, Childline's 0800 1111.
    let is_long_enough = bytes.len() == 11
        || (national.starts_with("0800") || national.starts_with("0500"))
            && matches!(bytes.len(), 8 | 10);
    let is_split = has_plus || count == 1 || groups.length(0) >= 3 || groups.bracket < count;
    is_area && is_long_enough && is_split
}

/// Some areas have ten digits: five for the area, five for the line.
fn is_short_area(
    text: &str,
    start: usize,
    groups: &Groups<'_>,
    count: usize,
    national: &str,
) -> bool {
    let said = scan::before(text, start, 24);
    let is_said =
        ["tel", "phone", "mobile", "call", "ring", "text"].iter().any(|word| said.contains(word));
    let is_split = count == 2 && groups.length(0) == 5 && groups.length(1) == 5;
    national.starts_with("01") && !national.starts_with("010") && (is_split || is_said)
}

fn is_abroad(digits: &str, groups: &Groups<'_>, count: usize) -> bool {
    (9..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && (count == groups.len() || digits.len() >= 11)
}

fn is_harmless(national: &str) -> bool {
    const ORGANISATIONS: [&str; 6] = ["03", "0500", "080", "084", "087", "09"];
    let mut known = ORGANISATIONS.iter().chain(&DRAMA);
    known.any(|known| national.starts_with(known))
}
