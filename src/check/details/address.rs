//! Postcodes and e-mail addresses.

use std::ops::Range;

use crate::check::details::scan;

/// The areas that there are (Royal Mail), each between spaces. Other letters make no postcode.
const AREAS: &str = " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY \
     E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS \
     LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS \
     ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE ";

/// The postcode whose first digit is at `digit`.
pub(super) fn postcode(text: &str, digit: usize) -> Option<(Range<usize>, String)> {
    let bytes = text.as_bytes();
    let letters =
        bytes[..digit].iter().rev().take_while(|b| b.is_ascii_alphabetic()).take(3).count();
    let start = digit - letters;
    if !(1..=2).contains(&letters) || !scan::begins(text, start) {
        return None;
    }
    let area = text[start..digit].to_ascii_uppercase();
    if !AREAS.contains(&format!(" {area} ")) {
        return None;
    }
    [digit + 1, digit + 2].into_iter().find_map(|outward_end| {
        let district = text.get(digit..outward_end)?;
        if !is_district(&area, district) {
            return None;
        }
        let inward = postcode_gap(text, outward_end);
        let end = inward + 3;
        let (unit, outward) = (text.get(inward..end)?, text.get(start..outward_end)?);
        let is_sound = is_unit(unit) && scan::ends(text, end) && is_one_case(outward, unit);
        let written =
            format!("{area}{}{}", district.to_ascii_uppercase(), unit.to_ascii_uppercase());
        is_sound.then_some((start..end, written))
    })
}

/// One or two digits, or a digit and a letter in the few areas that have those (E1W, SW1A).
fn is_district(area: &str, district: &str) -> bool {
    let mut rest = district.chars().skip(1);
    match rest.next() {
        None => true,
        Some(c) if c.is_ascii_digit() => true,
        Some(c) => match area {
            "E" | "N" | "W" => "ABCDEFGHJKPSTUW".contains(c.to_ascii_uppercase()),
            "EC" | "WC" | "SW" | "SE" | "NW" => "ABEHMNPRVWXY".contains(c.to_ascii_uppercase()),
            _ => false,
        },
    }
}

fn is_unit(unit: &str) -> bool {
    let bytes = unit.as_bytes();
    bytes.len() == 3
        && bytes[0].is_ascii_digit()
        && bytes[1..]
            .iter()
            .all(|b| b.is_ascii_alphabetic() && !b"CIKMOV".contains(&b.to_ascii_uppercase()))
}

/// Small letters throughout make a postcode too, where they make no ordinary word: `e1 4th` doesn't.
fn is_one_case(outward: &str, unit: &str) -> bool {
    const WORDS: [&str; 16] = [
        "th", "nd", "rd", "st", "hr", "ft", "pt", "pp", "px", "pa", "gb", "yr", "ed", "bn", "wk",
        "ly",
    ];
    let both = || outward.chars().chain(unit.chars()).filter(char::is_ascii_alphabetic);
    if both().all(|c| c.is_ascii_uppercase()) {
        return true;
    }
    both().all(|c| c.is_ascii_lowercase()) && !WORDS.contains(&&unit[1..])
}

/// What may stand in the middle: nothing, a space or two, a hyphen in a file's name, a plus in an address.
fn postcode_gap(text: &str, at: usize) -> usize {
    const GAPS: [&str; 9] = ["  ", " ", "\u{a0}", "\u{202f}", "&nbsp;", "%20", "+", "-", "\n"];
    GAPS.iter().find(|gap| text[at..].starts_with(**gap)).map_or(at, |gap| at + gap.len())
}

/// The e-mail address around the `@` at `at`, and whether it is one that nobody can have (RFC 2606, RFC 6761).
pub(super) fn email(text: &str, at: usize) -> Option<(Range<usize>, String, bool)> {
    const FILES: [&str; 9] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "html", "css", "js"];
    const RESERVED: [&str; 4] = ["example", "invalid", "test", "localhost"];
    let is_local = |c: &char| c.is_alphanumeric() || "._%+-'’".contains(*c);
    let local: usize =
        text[..at].chars().rev().take_while(is_local).take(64).map(char::len_utf8).sum();
    let local_start = at - local;
    let local_start =
        at - text[local_start..at].trim_start_matches(['.', '-', '\'', '_', '%']).len();
    let is_domain = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let domain: usize =
        text[at + 1..].chars().take_while(is_domain).take(253).map(char::len_utf8).sum();
    let domain = text[at + 1..at + 1 + domain].trim_end_matches(['.', '-']);
    let name = domain.to_lowercase();
    let (rest, last) = name.rsplit_once('.')?;
    let is_top = last.chars().count() >= 2 && last.chars().all(char::is_alphabetic);
    if local_start == at || !is_top || rest.is_empty() || FILES.contains(&last) {
        return None;
    }
    let site = rest.rsplit('.').next().unwrap_or_default();
    let is_reserved =
        RESERVED.contains(&last) || site == "example" && matches!(last, "com" | "org" | "net");
    let range = local_start..at + 1 + domain.len();
    let written = text[range.clone()].to_lowercase();
    Some((range, written, is_reserved))
}
