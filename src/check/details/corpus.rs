//! Two lists, of what must be found and of what must not, held against what is. They state the precision and
//! the recall of the whole.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::check::details::number::{is_nhs, is_pupil};
use crate::check::details::{DetailKind, Finder, in_text};
use crate::model::Names;
use crate::model::config::case_numbers;

const NAMES: &str = "Orlaith Quenby\nZebedee\nZoë Smith-Jones\n";
const OWN: [&str; 3] = ["Duty desk 01999 654321", "duty@northmere.gov.uk", "Civic Centre, NM1 1AA"];

fn check(lines: &str, mut each: impl FnMut(&Finder<'_>, &str)) -> usize {
    let names = Names::parse(NAMES);
    let own: BTreeSet<String> =
        OWN.iter().flat_map(|own| in_text(own)).map(|(_, _, written)| written).collect();
    let case_number = Some(case_numbers("LCS-[0-9]{7}").unwrap());
    let finder = Finder { own, case_number, names: Some(&names) };
    let lines = lines.lines().filter(|line| !line.starts_with("# ") && !line.is_empty());
    lines.map(|line| each(&finder, line)).count()
}

/// A line with what its braces ask for in their place, and where that is.
fn filled(line: &str) -> (String, Vec<Range<usize>>) {
    let (mut text, mut places, mut rest) = (String::new(), Vec::new(), line);
    while let Some(close) = rest.find('}') {
        let Some(open) = rest[..close].rfind('{') else {
            text.push_str(&rest[..=close]);
            rest = &rest[close + 1..];
            continue;
        };
        text.push_str(&rest[..open]);
        let start = text.len();
        text.push_str(&written(&rest[open + 1..close]));
        places.push(start..text.len());
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    (text, places)
}

fn written(asked: &str) -> String {
    let with = |written: &str, mark: char, choices: &str, sound: &dyn Fn(&str) -> bool| {
        let choice =
            choices.chars().map(|c| written.replace(mark, &c.to_string())).find(|w| sound(w));
        choice.expect("one of the choices is right")
    };
    let bare = |text: &str| -> String {
        let text = text.replace("&nbsp;", "").replace("%20", "");
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let (digits, letters) = ("0123456789", "ABCDEFGHJKLMNPQRTUVWXYZ");
    match asked.split_once(' ') {
        Some(("nhs", rest)) => with(rest, '#', digits, &|w| is_nhs(&bare(w))),
        Some(("isbn", rest)) => with(rest, '#', digits, &|w| is_nhs(&bare(w))),
        Some(("nhs!", rest)) => with(rest, '#', digits, &|w| !is_nhs(&bare(w))),
        Some(("upn", rest)) => with(rest, '?', letters, &|w| is_pupil(&bare(w))),
        Some(("upn!", rest)) => with(rest, '?', letters, &|w| !is_pupil(&bare(w))),
        _ => asked.to_owned(),
    }
}

fn kind(word: &str) -> DetailKind {
    match word {
        "nhs" => DetailKind::NhsNumber,
        "ni" => DetailKind::NationalInsuranceNumber,
        "upn" => DetailKind::PupilNumber,
        "postcode" => DetailKind::Postcode,
        "phone" => DetailKind::PhoneNumber,
        "email" => DetailKind::Email,
        "birth" => DetailKind::DateOfBirth,
        "case" => DetailKind::CaseNumber,
        "name" => DetailKind::PrivateName,
        other => panic!("there is no kind “{other}”"),
    }
}

#[test]
fn finds_what_it_must_and_nothing_else() {
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    let identifiers = check(include_str!("identifiers.txt"), |finder, line| {
        let (word, line) = line.split_once(" | ").expect("a kind and a bar come first");
        let (text, places) = filled(line);
        let found: Vec<(DetailKind, Range<usize>)> =
            finder.find(&text).into_iter().map(|one| (one.kind, one.range)).collect();
        let expected: Vec<(DetailKind, Range<usize>)> =
            places.into_iter().map(|place| (kind(word), place)).collect();
        if found != expected {
            let shown: Vec<_> =
                found.iter().map(|(kind, range)| (kind, &text[range.clone()])).collect();
            missed.push(format!("{text}\n    found {shown:?}"));
        }
    });
    let lookalikes = check(include_str!("lookalikes.txt"), |finder, line| {
        let (text, _) = filled(line);
        wrong.extend(
            finder.find(&text).into_iter().map(|one| format!("{text}\n    as {:?}", one.kind)),
        );
    });
    let recall = (identifiers - missed.len()) as f64 / identifiers as f64;
    let precision = identifiers as f64 / (identifiers + wrong.len()) as f64;
    let problems = [missed, wrong].concat().join("\n");
    assert!(identifiers >= 200 && lookalikes >= 200);
    assert_eq!((recall, precision), (1.0, 1.0), "recall and precision\n{problems}");
}

#[test]
fn no_text_is_too_strange() {
    proptest::proptest!(|(text in r"(\PC|[0-9A-Za-z@+ .(){}|\n\u{a0}-]|born|DOB|NHS|&nbsp;){0,60}")| {
        let names = Names::parse(NAMES);
        let case_number = case_numbers("LCS-[0-9]{7}").ok();
        let finder = Finder { own: BTreeSet::new(), case_number, names: Some(&names) };
        for one in finder.find(&text) {
            assert!(text.get(one.range.clone()).is_some_and(|found| !found.is_empty()));
        }
    });
}
