//! Provisions in running text: which words around the name of an Act say what part of it is meant, as
//! "section 47 of the Children Act 1989", "s.47 CA 1989" and "Children Act 1989, section 47" do.

use std::ops::Range;

use crate::model::{Provision, ProvisionKind};

/// A provision, and the words that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub range: Range<usize>,
    pub provision: Provision,
}

/// How far before an Act's name the words are looked for: a list of a dozen sections fits.
const REACH: usize = 120;

/// The words for each sort of provision, longest first. A dot may follow all but the whole words.
const WORDS: [(&str, ProvisionKind); 16] = [
    ("regulations", ProvisionKind::Regulation),
    ("regulation", ProvisionKind::Regulation),
    ("schedules", ProvisionKind::Schedule),
    ("schedule", ProvisionKind::Schedule),
    ("sections", ProvisionKind::Section),
    ("articles", ProvisionKind::Article),
    ("section", ProvisionKind::Section),
    ("article", ProvisionKind::Article),
    ("parts", ProvisionKind::Part),
    ("part", ProvisionKind::Part),
    ("regs", ProvisionKind::Regulation),
    ("sch", ProvisionKind::Schedule),
    ("reg", ProvisionKind::Regulation),
    ("art", ProvisionKind::Article),
    ("ss", ProvisionKind::Section),
    ("s", ProvisionKind::Section),
];

/// The provisions that stand before the Act's name, which begins at `act`: "sections 17 and 47 of the …".
pub(super) fn before(text: &str, act: usize) -> Vec<Named> {
    let head = text[..act].trim_end_matches(' ');
    let head = head.strip_suffix("the").map_or(head, |head| head.trim_end_matches(' '));
    let end = ["of", "to", "in", "under", ","]
        .iter()
        .find_map(|joint| head.strip_suffix(joint))
        .unwrap_or(head)
        .trim_end_matches(' ')
        .len();
    let from = (act.saturating_sub(REACH)..=end).find(|&at| text.is_char_boundary(at));
    let Some(from) = from else { return Vec::new() };
    // From the first word on from which everything up to the Act is one list of provisions.
    (from..end)
        .filter(|&at| text.is_char_boundary(at) && starts_a_word(text, at))
        .find_map(|at| list(text, at).filter(|(_, reached)| *reached == end))
        .map(|(named, _)| named)
        .unwrap_or_default()
}

/// The provisions that follow the Act's name, which ends at `act`: "…, section 47".
pub(super) fn after(text: &str, act: usize) -> Vec<Named> {
    let rest = &text[act..];
    let start = act + rest.len() - rest.trim_start_matches([',', ' ', ':', '–', '-']).len();
    if start == act {
        return Vec::new();
    }
    list(text, start).map(|(named, _)| named).unwrap_or_default()
}

fn starts_a_word(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

/// A list of provisions from `at` on, and where it ends.
fn list(text: &str, at: usize) -> Option<(Vec<Named>, usize)> {
    let (mut kind, mut from) = word(text, at)?;
    let mut named = Vec::new();
    let mut start = at;
    loop {
        let (provision, end) = number(text, from, kind)?;
        named.push(Named { range: start..end, provision });
        let Some(next) = joint(text, end) else { return Some((named, end)) };
        start = next;
        from = next;
        if let Some((next_kind, after)) = word(text, next) {
            (kind, from) = (next_kind, after);
        }
        if number(text, from, kind).is_none() {
            return Some((named, end));
        }
    }
}

/// The word for a sort of provision, and where its number begins.
fn word(text: &str, at: usize) -> Option<(ProvisionKind, usize)> {
    let rest = &text[at..];
    WORDS.iter().find_map(|&(word, kind)| {
        let found = rest.get(..word.len())?;
        if !found.eq_ignore_ascii_case(word) {
            return None;
        }
        let mut end = word.len();
        if word.len() <= 4 && word != "part" {
            end += usize::from(rest[end..].starts_with('.'));
        }
        let space = rest[end..].len() - rest[end..].trim_start_matches([' ', '\u{a0}']).len();
        let is_joined = space == 0 && word.len() > 4;
        (!is_joined).then_some((kind, at + end + space))
    })
}

/// What stands between two provisions of a list: a comma, "and", "or", "to".
fn joint(text: &str, at: usize) -> Option<usize> {
    let joints = [", and ", ", or ", " and ", " or ", " to ", ", ", "–", "-", " & "];
    joints.iter().find(|joint| text[at..].starts_with(**joint)).map(|joint| at + joint.len())
}

/// A number with the letters and brackets after it.
fn number(text: &str, at: usize, kind: ProvisionKind) -> Option<(Provision, usize)> {
    let rest = &text[at..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let letters = rest[digits..].bytes().take_while(u8::is_ascii_uppercase).count();
    let mut end = digits + letters;
    let number = match digits {
        0 if kind == ProvisionKind::Part => roman(&rest[..letters])?,
        0 => return None,
        _ => rest[..digits].parse().ok().filter(|_| digits <= 4 && letters <= 3)?,
    };
    if rest[end..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let label = rest[..end].to_owned();
    let mut within = Vec::new();
    while let Some((inner, _)) =
        rest[end..].strip_prefix('(').and_then(|inner| inner.split_once(')'))
    {
        let short = (1..=4).contains(&inner.len());
        if !short || !inner.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            break;
        }
        within.push(inner.to_owned());
        end += inner.len() + 2;
    }
    Some((Provision { kind, number, label, within }, at + end))
}

/// Parts of older Acts have Roman numbers, I to XXXIX.
fn roman(letters: &str) -> Option<u32> {
    let value = |letter: u8| match letter {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        _ => None,
    };
    let values: Vec<u32> = letters.bytes().map(value).collect::<Option<_>>()?;
    let mut total = 0;
    for (index, &one) in values.iter().enumerate() {
        match values.get(index + 1) {
            Some(&next) if next > one => total -= i64::from(one),
            _ => total += i64::from(one),
        }
    }
    u32::try_from(total).ok().filter(|&total| (1..40).contains(&total))
}

#[cfg(test)]
mod tests {
    use super::{after, before};

    const ACT: &str = "Children Act 1989";

    fn check(text: &str, expected: &[&str]) {
        let start = text.find(ACT).expect("the Act is in the text");
        let mut found = before(text, start);
        if found.is_empty() {
            found = after(text, start + ACT.len());
        }
        let shown: Vec<String> = found
            .into_iter()
            .map(|one| format!("{} = {}", &text[one.range], one.provision.address()))
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn reads_provisions_as_people_write_them() {
        check("under section 47 of the Children Act 1989", &["section 47 = section/47"]);
        check("S.47 Children Act 1989", &["S.47 = section/47"]);
        check("s47, Children Act 1989", &["s47 = section/47"]);
        check("a s 17 Children Act 1989 child", &["s 17 = section/17"]);
        check("Children Act 1989, section 34", &["section 34 = section/34"]);
        check("Children Act 1989 s.17ZA(1)(a).", &["s.17ZA(1)(a) = section/17ZA/1/a"]);
        check("paragraph; Part III of the Children Act 1989", &["Part III = part/III"]);
        check("Schedule 2 to the Children Act 1989", &["Schedule 2 = schedule/2"]);
        check(
            "Sections 17, 20 and 31(2) of the Children Act 1989",
            &["Sections 17 = section/17", "20 = section/20", "31(2) = section/31/2"],
        );
        check(
            "section 17 or section 47 of the Children Act 1989",
            &["section 17 = section/17", "section 47 = section/47"],
        );
        check(
            "é section 17–20 of the Children Act 1989",
            &["section 17 = section/17", "20 = section/20"],
        );
    }

    #[test]
    fn leaves_other_numbers_alone() {
        check("in 47 of the Children Act 1989", &[]);
        check("parts 12345 of the Children Act 1989", &[]);
        check("Children Act 1989 and section 4 of another", &[]);
        check("boys 17 Children Act 1989", &[]);
        check("Children Act 1989", &[]);
        check("section 47 enquiries and the Children Act 1989", &[]);
    }
}
