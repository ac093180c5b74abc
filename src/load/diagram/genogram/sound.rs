//! What can't be so in a family that was read: parents younger than their children, people who are their
//! own forebears. What is drawn afterwards has none of it.

use std::collections::BTreeSet;

use crate::load::diagram::Faults;
use crate::load::diagram::genogram::Reading;
use crate::model::diagram::{ChildKind, Couple, DiagramFault, Genogram};

pub(super) fn check(reading: &mut Reading, faults: &mut Faults) {
    same_couples(reading, faults);
    let mut parents: Vec<Vec<usize>> = vec![Vec::new(); reading.genogram.people.len()];
    let mut has_birth = vec![false; reading.genogram.people.len()];
    let Genogram { people, couples } = &mut reading.genogram;
    for (couple, place) in couples.iter_mut().zip(&reading.couples) {
        let both = [Some(couple.first), couple.second];
        couple.children.retain(|child| {
            let name = || people[child.person].name.clone();
            let both = both.iter().flatten().copied();
            if both.clone().any(|parent| is_forebear(&parents, child.person, parent)) {
                faults.push((*place, DiagramFault::OwnForebear(name())));
                return false;
            }
            if child.kind == ChildKind::Born
                && std::mem::replace(&mut has_birth[child.person], true)
            {
                faults.push((*place, DiagramFault::TwoBirths(name())));
                return false;
            }
            for parent in both.clone() {
                if let (Some(elder), Some(younger)) =
                    (people[parent].born, people[child.person].born)
                    && child.kind == ChildKind::Born
                    && elder >= younger
                {
                    let elder = people[parent].name.clone();
                    faults.push((*place, DiagramFault::ParentNotOlder(elder, name())));
                }
            }
            parents[child.person].extend(both);
            true
        });
        by_age(couple, people.iter().map(|person| person.born).collect::<Vec<_>>().as_slice());
    }
}

/// Children by age, where the years of all are known; twins beside each other.
fn by_age(couple: &mut Couple, born: &[Option<u16>]) {
    if couple.children.iter().all(|child| born[child.person].is_some()) {
        couple.children.sort_by_key(|child| born[child.person]);
    }
    let mut ordered = Vec::new();
    for child in &couple.children {
        if ordered.contains(child) {
            continue;
        }
        ordered.push(*child);
        let twins = couple.children.iter().filter(|one| {
            one.birth.is_some() && one.birth == child.birth && one.person != child.person
        });
        ordered.extend(twins);
    }
    couple.children = ordered;
}

/// Is `person` a parent of `of`, or a parent of one, and so on, or the very same?
fn is_forebear(parents: &[Vec<usize>], person: usize, of: usize) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![of];
    while let Some(one) = open.pop() {
        if one == person {
            return true;
        }
        if seen.insert(one) {
            open.extend(&parents[one]);
        }
    }
    false
}

/// The first of two entries for one couple stays; the other's children are theirs too.
fn same_couples(reading: &mut Reading, faults: &mut Faults) {
    let mut kept: Vec<Couple> = Vec::new();
    let mut places = Vec::new();
    for (couple, place) in reading.genogram.couples.drain(..).zip(reading.couples.drain(..)) {
        let pair = |one: &Couple| {
            let second = one.second.unwrap_or(one.first);
            (one.first.min(second), one.first.max(second))
        };
        match kept.iter_mut().find(|one| pair(one) == pair(&couple)) {
            Some(first) => {
                let name = |index: usize| reading.genogram.people[index].name.clone();
                let second = name(couple.second.unwrap_or(couple.first));
                faults.push((place, DiagramFault::SameCouple(name(couple.first), second)));
                first.bonds.extend(couple.bonds);
                let new: Vec<_> = couple
                    .children
                    .into_iter()
                    .filter(|child| first.children.iter().all(|one| one.person != child.person))
                    .collect();
                first.children.extend(new);
            }
            None => {
                kept.push(couple);
                places.push(place);
            }
        }
    }
    reading.genogram.couples = kept;
    reading.couples = places;
}
