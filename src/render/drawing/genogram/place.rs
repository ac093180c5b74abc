//! Where everyone stands from left to right: children below the middle of their parents' line, parents above
//! the middle of their children, nobody too near to anybody else.

use crate::render::drawing::channel::{Bundle, crossings, tracks};
use crate::render::drawing::genogram::tree::{Member, PITCH, Tree};

/// What keeps units apart besides the room that each person has, unless both are single people.
const GAP: i32 = 14;
/// Half the room of a line that passes through a row.
const PASS: i32 = 14;

/// The place of each unit's first member.
pub(super) fn positions(tree: &Tree<'_>) -> Vec<i32> {
    let mut x = vec![0; tree.units.len()];
    for row in &tree.rows {
        let mut next = 0;
        for &unit in row {
            x[unit] = next + half(tree, unit);
            next = x[unit] + width(tree, unit) + half(tree, unit) + GAP;
        }
    }
    for _ in 0..14 {
        for row in (0..tree.rows.len()).chain((0..tree.rows.len()).rev()) {
            let wanted: Vec<(i32, i32)> =
                tree.rows[row].iter().map(|&unit| wanted(tree, &x, unit)).collect();
            settle(tree, row, &wanted, &mut x);
        }
    }
    x
}

/// From the first member to the last.
fn width(tree: &Tree<'_>, unit: usize) -> i32 {
    PITCH * (tree.units[unit].members.len() as i32 - 1)
}

fn half(tree: &Tree<'_>, unit: usize) -> i32 {
    match tree.units[unit].members[0] {
        Member::Person(_) => PITCH / 2,
        Member::Pass(_) => PASS,
    }
}

/// Where somebody stands.
pub(super) fn person_x(tree: &Tree<'_>, x: &[i32], person: usize) -> i32 {
    x[tree.unit(person)] + PITCH * tree.place(person) as i32
}

/// Where a couple's line of descent comes down above a row.
pub(super) fn source_x(tree: &Tree<'_>, x: &[i32], couple: usize, row: usize) -> i32 {
    let unit = tree.source(couple, row);
    match tree.units[unit].members[0] {
        Member::Pass(_) => x[unit],
        Member::Person(_) => x[unit] + tree.drop_offset(couple),
    }
}

/// Where a couple's line ends in a row: at children, the middle of twins, or on its way further down.
pub(super) fn ends(tree: &Tree<'_>, x: &[i32], couple: usize, row: usize) -> Vec<i32> {
    let all = &tree.genogram.couples[couple].children;
    let mut ends = Vec::new();
    for child in all.iter().filter(|child| tree.row[child.person] == row) {
        let twins: Vec<i32> = all
            .iter()
            .filter(|one| child.birth.is_some() && one.birth == child.birth)
            .filter(|one| tree.row[one.person] == row)
            .map(|one| person_x(tree, x, one.person))
            .collect();
        ends.push(match twins.len() {
            0 | 1 => person_x(tree, x, child.person),
            count => twins.iter().sum::<i32>() / count as i32,
        });
    }
    if all.iter().any(|child| tree.row[child.person] > row) {
        ends.push(x[tree.pass(couple, row)]);
    }
    ends
}

/// Where a unit would stand if it were alone in its row, and how much that matters.
fn wanted(tree: &Tree<'_>, x: &[i32], unit: usize) -> (i32, i32) {
    let Some(&first) = tree.units[unit].members.first() else { return (x[unit], 1) };
    let row = tree.units[unit].row;
    let (mut sum, mut weight) = (0, 0);
    let middle = |ends: &[i32]| match (ends.iter().min(), ends.iter().max()) {
        (Some(left), Some(right)) => Some((left + right) / 2),
        _ => None,
    };
    let mut pull = |by: Option<i32>, strength: i32| {
        if let Some(by) = by {
            sum += by * strength;
            weight += strength;
        }
    };
    let couples_above: Vec<usize> = match first {
        Member::Pass(couple) => vec![couple],
        Member::Person(_) => {
            let people = tree.units[unit].members.iter().filter_map(|member| match member {
                Member::Person(person) => Some(*person),
                Member::Pass(_) => None,
            });
            people.flat_map(|person| tree.parents[person].iter().copied()).collect()
        }
    };
    for couple in couples_above {
        let from = source_x(tree, x, couple, row);
        pull(middle(&ends(tree, x, couple, row)).map(|middle| from - middle), 2);
    }
    for couple in tree.couples_from(unit) {
        if row + 1 < tree.rows.len() {
            let from = source_x(tree, x, couple, row + 1);
            pull(middle(&ends(tree, x, couple, row + 1)).map(|middle| middle - from), 3);
        }
    }
    match weight {
        0 => (x[unit], 1),
        _ => (x[unit] + sum / weight, weight * 4),
    }
}

/// Puts the units of a row as near to where they want to stand as their neighbours allow: those that would
/// stand too near move as one.
fn settle(tree: &Tree<'_>, row: usize, wanted: &[(i32, i32)], x: &mut [i32]) {
    struct Together {
        first: usize,
        sum: i64,
        weight: i64,
    }
    let units = &tree.rows[row];
    let mut offset = vec![0_i64; units.len()];
    for at in 1..units.len() {
        let (left, right) = (units[at - 1], units[at]);
        let gap = if width(tree, left) + width(tree, right) == 0 { 0 } else { GAP };
        let room = width(tree, left) + half(tree, left) + half(tree, right) + gap;
        offset[at] = offset[at - 1] + i64::from(room);
    }
    let mut all: Vec<Together> = Vec::new();
    for (at, &(place, weight)) in wanted.iter().enumerate() {
        let weight = i64::from(weight);
        let mut last =
            Together { first: at, sum: (i64::from(place) - offset[at]) * weight, weight };
        while let Some(before) = all.pop() {
            if before.sum * last.weight <= last.sum * before.weight {
                all.push(before);
                break;
            }
            last = Together {
                first: before.first,
                sum: before.sum + last.sum,
                weight: before.weight + last.weight,
            };
        }
        all.push(last);
    }
    let ends: Vec<usize> = all.iter().skip(1).map(|one| one.first).chain([units.len()]).collect();
    for (one, end) in all.iter().zip(ends) {
        for at in one.first..end {
            let place = one.sum.div_euclid(one.weight) + offset[at];
            x[units[at]] = i32::try_from(place).unwrap_or(0);
        }
    }
}

/// The lines of descent between a row and the one above, by couple.
pub(super) fn bundles(tree: &Tree<'_>, x: &[i32], row: usize) -> Vec<(usize, Bundle)> {
    let mut found = Vec::new();
    for (couple, one) in tree.genogram.couples.iter().enumerate() {
        let last = one.children.iter().map(|child| tree.row[child.person]).max();
        if tree.couple_row(couple) < row && last.is_some_and(|last| row <= last) {
            let above = vec![source_x(tree, x, couple, row)];
            found.push((couple, Bundle { above, below: ends(tree, x, couple, row) }));
        }
    }
    found
}

/// How far a drawing is from a good one: lines that cross, long lines, brothers and sisters out of order,
/// partners on the side where they are not usually drawn, a household in pieces.
pub(super) fn cost(tree: &Tree<'_>) -> i64 {
    let x = positions(tree);
    let mut cost = 0_i64;
    for row in 1..tree.rows.len() {
        let all: Vec<Bundle> =
            bundles(tree, &x, row).into_iter().map(|(_, bundle)| bundle).collect();
        let (tracks, count) = tracks(&all);
        cost += 2_000 * crossings(&all, &tracks) as i64 + 60 * count as i64;
        for bundle in &all {
            let ends = bundle.above.iter().chain(&bundle.below);
            let (left, right) = (ends.clone().min(), ends.max());
            cost += i64::from(right.unwrap_or(&0) - left.unwrap_or(&0));
            let middle = bundle.below.iter().sum::<i32>() / (bundle.below.len() as i32).max(1);
            cost += i64::from((bundle.above[0] - middle).abs());
        }
    }
    for couple in &tree.genogram.couples {
        let places: Vec<i32> =
            couple.children.iter().map(|child| person_x(tree, &x, child.person)).collect();
        cost += 400 * places.windows(2).filter(|pair| pair[0] > pair[1]).count() as i64;
        if let Some(second) = couple.second {
            let apart = (person_x(tree, &x, couple.first) - person_x(tree, &x, second)).abs();
            cost += i64::from(apart - PITCH).max(0) * 2;
            cost += i64::from(is_turned(tree, couple.first, second)) * 30;
        }
    }
    cost + household(tree)
}

/// A woman on the left of a man.
fn is_turned(tree: &Tree<'_>, first: usize, second: usize) -> bool {
    use crate::model::diagram::Sex;
    let people = &tree.genogram.people;
    let (left, right) = match tree.place(first) < tree.place(second) {
        true => (first, second),
        false => (second, first),
    };
    people[left].sex == Sex::Female && people[right].sex == Sex::Male
}

/// How often a household is broken by people who don't live in it.
fn household(tree: &Tree<'_>) -> i64 {
    let mut pieces = 0;
    for row in &tree.rows {
        let lives =
            row.iter().flat_map(|&unit| &tree.units[unit].members).map(|member| match member {
                Member::Person(person) => tree.genogram.people[*person].lives_here,
                Member::Pass(_) => false,
            });
        let mut before = false;
        let mut starts = 0;
        for lives in lives {
            starts += i64::from(lives && !before);
            before = lives;
        }
        pieces += (starts - 1).max(0);
    }
    pieces * 500
}
