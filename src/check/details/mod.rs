//! What could identify a child or a family, found in any text: numbers that belong to one person, addresses,
//! dates of birth, the case system's numbers, and names from a private list. It decides nothing about what
//! is done with it, and copies nothing out of the text.

mod address;
mod birth;
#[cfg(test)]
mod corpus;
mod number;
mod phone;
mod scan;

use std::collections::BTreeSet;
use std::ops::Range;

use regex::Regex;

use crate::check::details::phone::Phone;
use crate::check::details::scan::Groups;
use crate::model::config::case_numbers;
use crate::model::{Handbook, Names, PrivateNames};

/// A sort of detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DetailKind {
    NhsNumber,
    NationalInsuranceNumber,
    PupilNumber,
    CaseNumber,
    PrivateName,
    DateOfBirth,
    Postcode,
    PhoneNumber,
    Email,
}

/// Something that could identify somebody, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Detail {
    pub kind: DetailKind,
    pub range: Range<usize>,
}

/// What to look for in this handbook, and what to leave alone.
pub(crate) struct Finder<'a> {
    /// The service's own details, as they are compared.
    own: BTreeSet<String>,
    case_number: Option<Regex>,
    names: Option<&'a Names>,
}

/// What is found before it is known whose it is.
type Found = (DetailKind, Range<usize>, String);

impl<'a> Finder<'a> {
    pub(crate) fn new(handbook: &'a Handbook) -> Self {
        let mut own = BTreeSet::new();
        for contact in &handbook.config.contacts {
            own.extend(in_text(&contact.value).into_iter().map(|(_, _, written)| written));
        }
        let pattern = handbook.config.case_number_pattern.as_ref();
        let names = match &handbook.private_names {
            PrivateNames::Read(names) => Some(&**names),
            PrivateNames::None | PrivateNames::Unread(_) => None,
        };
        let case_number = pattern.and_then(|pattern| case_numbers(&pattern.value).ok());
        Finder { own, case_number, names }
    }

    /// Everything in a text that could identify somebody, in order, none within another.
    pub(crate) fn find(&self, text: &str) -> Vec<Detail> {
        let mut found: Vec<Detail> = in_text(text)
            .into_iter()
            .filter(|(_, _, written)| !self.own.contains(written))
            .map(|(kind, range, _)| Detail { kind, range })
            .collect();
        let mut add = |kind, ranges: &mut dyn Iterator<Item = Range<usize>>| {
            found.extend(ranges.map(|range| Detail { kind, range }));
        };
        add(DetailKind::DateOfBirth, &mut birth::dates(text).into_iter());
        if let Some(pattern) = &self.case_number {
            let all = pattern.find_iter(text).map(|found| found.range());
            let whole = |range: &Range<usize>| {
                !text[..range.start].ends_with(char::is_alphanumeric)
                    && !text[range.end..].starts_with(char::is_alphanumeric)
            };
            add(DetailKind::CaseNumber, &mut all.filter(whole));
        }
        if let Some(names) = self.names {
            add(DetailKind::PrivateName, &mut names.find(text).into_iter());
        }
        found.sort_by_key(|one| (one.range.start, std::cmp::Reverse(one.range.end), one.kind));
        let mut end = 0;
        found.retain(|one| {
            let is_apart = one.range.start >= end;
            end = end.max(one.range.end);
            is_apart
        });
        found
    }
}

/// A text with its details masked: every letter and digit of them, so that all else stays where it is.
pub(crate) fn masked(text: &str, details: &[Range<usize>]) -> String {
    let mask = |(at, c): (usize, char)| {
        let is_hidden = c.is_alphanumeric() && details.iter().any(|range| range.contains(&at));
        if is_hidden { '•' } else { c }
    };
    text.char_indices().map(mask).collect()
}

/// The details that have a form of their own, each as it is compared: without spaces, in capitals or digits.
fn in_text(text: &str) -> Vec<Found> {
    let bytes = text.as_bytes();
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while let Some(next) = scan::digit_or_at_sign(bytes, at) {
        at = next;
        if bytes[at] == b'@' {
            if let Some((range, written, is_reserved)) = address::email(text, at) {
                // Digits in the address are no number of their own.
                while found.last().is_some_and(|(_, last, _)| last.end > range.start) {
                    found.pop();
                }
                at = range.end;
                if !is_reserved {
                    found.push((DetailKind::Email, range, written));
                }
            } else {
                at += 1;
            }
            continue;
        }
        let end = match number(text, at) {
            Some(Ok(one)) => {
                let end = one.1.end;
                found.push(one);
                end
            }
            Some(Err(end)) => end,
            None => scan::digits_end(bytes, at),
        };
        at = end.max(at + 1);
    }
    found
}

/// No number that belongs to one person has fewer digits: a National Insurance number has these, and all others more.
const FEWEST: usize = 6;

/// The detail whose first digit is here; or, as an error, where something ends that only looks like one.
fn number(text: &str, at: usize) -> Option<Result<Found, usize>> {
    if let Some((range, written)) = address::postcode(text, at) {
        return Some(Ok((DetailKind::Postcode, range, written)));
    }
    let groups = Groups::at(text, at);
    if groups.digits() < FEWEST {
        return None;
    }
    if let Some((range, written)) = number::pupil(text, &groups) {
        return Some(Ok((DetailKind::PupilNumber, range, written)));
    }
    if let Some((range, written)) = number::national_insurance(text, &groups) {
        return Some(Ok((DetailKind::NationalInsuranceNumber, range, written)));
    }
    match phone::phone(text, &groups) {
        Some(Phone::Personal(range, written)) => {
            return Some(Ok((DetailKind::PhoneNumber, range, written)));
        }
        Some(Phone::Harmless(range)) => return Some(Err(range.end)),
        None => {}
    }
    let (range, written) = number::nhs(text, &groups)?;
    Some(Ok((DetailKind::NhsNumber, range, written)))
}
