//! `Nasreen + Idris: married 2015, separated 2018; children Aisha` to a couple.

use crate::load::diagram::genogram::{Names, person_named, year};
use crate::load::diagram::line::{Line, key_and_value};
use crate::load::diagram::{Faults, near};
use crate::model::diagram::{Bond, BondKind, ChildKind, Couple, CoupleChild, DiagramFault};

/// Every word that says what is between two people.
const BONDS: [(&str, BondKind); 14] = [
    ("married", BondKind::Married),
    ("civil partners", BondKind::Married),
    ("civil partnership", BondKind::Married),
    ("partners", BondKind::Partners),
    ("partner", BondKind::Partners),
    ("together", BondKind::Partners),
    ("couple", BondKind::Partners),
    ("engaged", BondKind::Partners),
    ("living together", BondKind::LivingTogether),
    ("live together", BondKind::LivingTogether),
    ("cohabiting", BondKind::LivingTogether),
    ("separated", BondKind::Separated),
    ("apart", BondKind::Separated),
    ("divorced", BondKind::Divorced),
];

/// Every word that begins a list of children.
const CHILDREN: [(&str, ChildKind); 8] = [
    ("children", ChildKind::Born),
    ("child", ChildKind::Born),
    ("twins", ChildKind::Born),
    ("triplets", ChildKind::Born),
    ("adopted", ChildKind::Adopted),
    ("fostered", ChildKind::Fostered),
    ("foster", ChildKind::Fostered),
    ("fosters", ChildKind::Fostered),
];

pub(super) fn read(line: &Line<'_>, names: &Names<'_>, faults: &mut Faults) -> Option<Couple> {
    let Some((pair, value)) = key_and_value(&line.text).or_else(|| {
        let pair = line.text.trim();
        (pair.contains(" + ") && !pair.contains(';')).then_some((pair, ""))
    }) else {
        faults.push((line.span(), DiagramFault::NoRelationship));
        return None;
    };
    let (first, second) = match pair.split_once('+') {
        Some((first, second)) => (first.trim(), Some(second.trim())),
        None => (pair, None),
    };
    let first_index = person_named(first, line.place_of(first), names, faults);
    let second_index =
        second.map(|second| person_named(second, line.place_of(second), names, faults));
    let mut couple = Couple { first: 0, second: None, bonds: Vec::new(), children: Vec::new() };
    for part in value.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        match children_of(part) {
            Some((kind, is_birth, list)) => {
                children(line, list, kind, is_birth, names, &mut couple, faults);
            }
            None => couple
                .bonds
                .extend(part.split(',').filter_map(|word| bond(line, word.trim(), faults))),
        }
    }
    // With one of the two unknown, the other still has the children.
    let (first, second) = match (first_index, second_index.flatten()) {
        (Some(first), second) => (first, second),
        (None, Some(second)) => (second, None),
        (None, None) => return None,
    };
    if second == Some(first) {
        let fault = DiagramFault::WithThemselves(pair_name(names, first).to_owned());
        faults.push((line.span(), fault));
        return None;
    }
    Some(Couple { first, second, ..couple })
}

fn pair_name<'a>(names: &Names<'a>, index: usize) -> &'a str {
    names.iter().find(|(_, one)| **one == index).map_or("", |(name, _)| name)
}

/// The kind of the children in `twins Ann, Bob`, whether they were born together, and the names.
fn children_of(part: &str) -> Option<(ChildKind, bool, &str)> {
    let (word, list) = part.split_once([' ', ':'])?;
    let word = word.to_lowercase();
    let (_, kind) = CHILDREN.iter().find(|(known, _)| *known == word)?;
    let rest = list.trim_start();
    let lower = rest.to_lowercase();
    let list = ["children ", "child "]
        .iter()
        .find(|one| word != "children" && lower.starts_with(**one))
        .map_or(rest, |one| &rest[one.len()..]);
    Some((*kind, word == "twins" || word == "triplets", list))
}

fn bond(line: &Line<'_>, written: &str, faults: &mut Faults) -> Option<Bond> {
    if written.is_empty() {
        return None;
    }
    let (words, year) = match written.rsplit_once(' ') {
        Some((words, last)) if year(last).is_some() => (words, year(last)),
        _ => (written, None),
    };
    let lower = words.trim().trim_end_matches(" since").trim_end_matches(" in").to_lowercase();
    match BONDS.iter().find(|(word, _)| *word == lower) {
        Some((_, kind)) => Some(Bond { kind: *kind, year }),
        None => {
            let all = BONDS.iter().map(|(word, _)| *word);
            let nearest = near(&lower, all.chain(CHILDREN.iter().map(|(word, _)| *word)));
            let fault = DiagramFault::UnknownBond(written.to_owned(), nearest);
            faults.push((line.place_of(written), fault));
            None
        }
    }
}

fn children(
    line: &Line<'_>,
    list: &str,
    kind: ChildKind,
    born_together: bool,
    names: &Names<'_>,
    couple: &mut Couple,
    faults: &mut Faults,
) {
    let births = couple.children.iter().filter_map(|child| child.birth).max();
    let birth = born_together.then(|| births.map_or(0, |last| last.saturating_add(1)));
    let list = list.trim();
    let parts = list.split(',').flat_map(|part| match names.contains_key(part.trim()) {
        true => vec![part],
        false => part.split(" and ").collect(),
    });
    for name in parts.map(str::trim).filter(|name| !name.is_empty()) {
        let place = line.place_of(name);
        let Some(person) = person_named(name, place, names, faults) else { continue };
        if couple.children.iter().any(|child| child.person == person) {
            faults.push((place, DiagramFault::SameChild(name.to_owned())));
            continue;
        }
        couple.children.push(CoupleChild { person, kind, birth });
    }
}
