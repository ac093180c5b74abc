//! A family: everyone's symbol with their name below, generations in rows, partners side by side, children
//! hanging from their parents' line by age, and a dotted line round the household; then the same in words.
//! The symbols are those of McGoldrick, Gerson and Petry, Genograms: Assessment and Intervention.

mod arrange;
mod generations;
mod household;
mod label;
mod layout;
mod place;
mod symbol;
mod tree;
mod words;

use crate::model::diagram::{BondKind, ChildKind, Genogram};
use crate::render::drawing::Phrases;
use crate::render::drawing::genogram::label::{LINE, SIZE, SMALL, SMALL_LINE};
use crate::render::drawing::genogram::layout::{Layout, NAME_TOP, SYMBOL, layout};
use crate::render::drawing::genogram::symbol::symbol;
use crate::render::drawing::genogram::tree::{Drop, PITCH};
use crate::render::drawing::svg::{Anchor, Svg, rounded};

pub(crate) use words::PersonContext;

pub(super) fn in_words(genogram: &Genogram, phrases: Phrases<'_>) -> Vec<PersonContext> {
    words::people(genogram, phrases)
}

pub(super) fn key(genogram: &Genogram, phrases: Phrases<'_>) -> Vec<String> {
    words::key(genogram, phrases)
}

/// A family as SVG.
pub(super) fn draw(genogram: &Genogram, id: &str, label: &str, phrases: Phrases<'_>) -> String {
    let layout = layout(genogram, phrases);
    let mut svg = Svg::new();
    household(&layout, &mut svg);
    for index in 0..layout.lines.len() {
        descent(&layout, index, &mut svg);
    }
    for couple in 0..genogram.couples.len() {
        bond(&layout, couple, &mut svg);
    }
    for (index, person) in genogram.people.iter().enumerate() {
        let (x, top) = (layout.x[index], layout.tops[layout.tree.row[index]]);
        symbol(person, (x, top + SYMBOL / 2), SYMBOL / 2, &mut svg);
        let mut y = top + NAME_TOP + SIZE - 2;
        for line in &layout.labels[index].name {
            svg.text("genogram__name", (x, y), Anchor::Middle, SIZE, line);
            y += LINE;
        }
        for line in &layout.labels[index].years {
            svg.text("genogram__years", (x, y - 1), Anchor::Middle, SMALL, line);
            y += SMALL_LINE;
        }
    }
    let title = if label.is_empty() { phrases.get("genogram") } else { label };
    let people = genogram.people.len().to_string();
    let rows = layout.tree.rows.len().to_string();
    let values = [("people", people.as_str()), ("generations", rows.as_str())];
    let description = phrases.fill("genogram_description", &values);
    svg.finish("", (layout.width, layout.height), id, title, &description)
}

fn household(layout: &Layout<'_>, svg: &mut Svg) {
    for outline in &layout.households {
        // Closed in the middle of a side, so that every corner is round.
        let (Some(&first), Some(&second)) = (outline.first(), outline.get(1)) else { continue };
        let start = ((first.0 + second.0) / 2, (first.1 + second.1) / 2);
        let round: Vec<(i32, i32)> =
            [start].into_iter().chain(outline.iter().copied().skip(1)).chain([start]).collect();
        svg.path("genogram__household", &rounded(&round, 10));
    }
}

/// The line from a couple, or from further up, to the children in a row.
fn descent(layout: &Layout<'_>, index: usize, svg: &mut Svg) {
    let (couple, row, bundle, track) = &layout.lines[index];
    let (couple, row, track) = (*couple, *row, *track);
    let tree = &layout.tree;
    let from = bundle.above[0];
    let start = match tree.couple_row(couple) + 1 == row {
        false => layout.tops[row - 1],
        true => match tree.drop(couple) {
            Drop::Arch(left, _) => layout.arch_y(couple, tree.row[left]),
            Drop::Below(_) => layout.bottoms[row - 1] + 2,
            Drop::Between(_) | Drop::RightOf(_) | Drop::LeftOf(_) => {
                layout.tops[row - 1] + SYMBOL / 2
            }
        },
    };
    svg.line("genogram__line", (from, start), (from, track));
    let (left, right) = (
        from.min(*bundle.below.iter().min().unwrap_or(&from)),
        from.max(*bundle.below.iter().max().unwrap_or(&from)),
    );
    if left < right {
        svg.line("genogram__line", (left, track), (right, track));
    }
    let top = layout.tops[row];
    let children = &tree.genogram.couples[couple].children;
    let here = children.iter().filter(|child| tree.row[child.person] == row);
    for (child, &end) in here.zip(&bundle.below) {
        let class = match child.kind {
            ChildKind::Born => "genogram__line",
            ChildKind::Adopted => "genogram__line genogram__line--adopted",
            ChildKind::Fostered => "genogram__line genogram__line--fostered",
        };
        let x = layout.x[child.person];
        if x == end {
            svg.line(class, (x, track), (x, top));
        } else {
            // Twins: from one point, where they were born, to each.
            svg.line(class, (end, track), (end, top - 22));
            svg.line(class, (end, top - 22), (x, top));
        }
    }
    if children.iter().any(|child| tree.row[child.person] > row)
        && let Some(&on) = bundle.below.last()
    {
        svg.line("genogram__line", (on, track), (on, top));
    }
}

/// The line between two partners, and what it says about them.
fn bond(layout: &Layout<'_>, couple: usize, svg: &mut Svg) {
    let one = &layout.tree.genogram.couples[couple];
    let row = layout.tree.row[one.first];
    let middle = layout.tops[row] + SYMBOL / 2;
    let is_loose = one
        .bonds
        .iter()
        .any(|bond| matches!(bond.kind, BondKind::Partners | BondKind::LivingTogether))
        || one.bonds.is_empty();
    let was_married =
        one.bonds.iter().any(|bond| matches!(bond.kind, BondKind::Married | BondKind::Divorced));
    let class = match is_loose && !was_married && one.second.is_some() {
        true => "genogram__line genogram__line--partners",
        false => "genogram__line",
    };
    let (left, right, y) = match (one.second, layout.tree.drop(couple)) {
        (Some(second), _) if !layout.tree.is_level[couple] => {
            let place =
                |one: usize| (layout.x[one], layout.tops[layout.tree.row[one]] + SYMBOL / 2);
            svg.line(class, place(one.first), place(second));
            return;
        }
        (Some(_), Drop::Arch(left, right)) => {
            let y = layout.arch_y(couple, row);
            let (from, to) = (layout.x[left] + 9, layout.x[right] - 9);
            let top = layout.tops[row] + 4;
            svg.path(class, &rounded(&[(from, top), (from, y), (to, y), (to, top)], 6));
            (from, to, y)
        }
        (Some(_), Drop::Between(left)) => {
            let (from, to) = (layout.x[left], layout.x[left] + PITCH);
            svg.line(class, (from + SYMBOL / 2, middle), (to - SYMBOL / 2, middle));
            (from, to, middle)
        }
        (None, Drop::RightOf(person)) if !one.children.is_empty() => {
            let x = layout.x[person];
            svg.line(class, (x + SYMBOL / 2, middle), (x + PITCH / 2, middle));
            return;
        }
        (None, Drop::LeftOf(person)) if !one.children.is_empty() => {
            let x = layout.x[person];
            svg.line(class, (x - PITCH / 2, middle), (x - SYMBOL / 2, middle));
            return;
        }
        _ => return,
    };
    let centre = (left + right) / 2;
    let slashes: &[i32] = match one.now() {
        BondKind::Separated => &[0],
        BondKind::Divorced => &[-3, 3],
        BondKind::Married | BondKind::Partners | BondKind::LivingTogether => &[],
    };
    // Half way between a symbol and the middle, where the children's line begins.
    let at = (centre + left + SYMBOL / 2) / 2;
    for by in slashes {
        svg.line("genogram__slash", (at + by - 4, y + 8), (at + by + 4, y - 8));
    }
    let notes = &layout.notes[couple];
    for (index, line) in notes.iter().rev().enumerate() {
        let y = y - layout.note_rise(couple) - SMALL_LINE * index as i32;
        svg.text("genogram__note", (centre, y), Anchor::Middle, SMALL, line);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::collection::vec;
    use proptest::prelude::{ProptestConfig, Strategy, proptest};

    use super::draw;
    use crate::model::diagram::{
        Bond, BondKind, ChildKind, Couple, CoupleChild, Genogram, Person, Sex,
    };
    use crate::render::drawing::Phrases;
    use crate::render::drawing::genogram::layout::layout;
    use crate::render::drawing::genogram::tree::{Drop, PITCH};

    /// Nobody is a child of someone after them, so no one is their own forebear.
    fn families(most: usize) -> impl Strategy<Value = Genogram> {
        let person = ("[A-Za-z ]{1,40}", 0..5_u8, 1900..2026_u16, proptest::bool::ANY);
        let couple = (0..1000_usize, 0..1000_usize, vec(0..1000_usize, 0..5), 0..5_u8, 0..4_u8);
        (vec(person, 1..most), vec(couple, 0..most)).prop_map(|(people, couples)| {
            let people: Vec<Person> = people
                .into_iter()
                .map(|(name, sex, born, lives_here)| Person {
                    name,
                    sex: [Sex::Female, Sex::Male, Sex::NotGiven, Sex::NonBinary, Sex::Pregnancy]
                        [usize::from(sex)],
                    born: Some(born),
                    lives_here,
                    ..Person::default()
                })
                .collect();
            let mut seen = Vec::new();
            let couples = couples
                .into_iter()
                .filter_map(|(one, other, children, kind, single)| {
                    let (first, other) = (one % people.len(), other % people.len());
                    let second = Some(other).filter(|other| single > 0 && *other != first);
                    let pair =
                        (first.min(second.unwrap_or(first)), first.max(second.unwrap_or(first)));
                    if seen.contains(&pair) {
                        return None;
                    }
                    seen.push(pair);
                    let kinds = [
                        BondKind::Married,
                        BondKind::Partners,
                        BondKind::LivingTogether,
                        BondKind::Separated,
                        BondKind::Divorced,
                    ];
                    let mut children: Vec<usize> = children
                        .into_iter()
                        .map(|child| child % people.len())
                        .filter(|child| *child > pair.1)
                        .collect();
                    children.sort_unstable();
                    children.dedup();
                    let children = children.into_iter().map(|person| CoupleChild {
                        person,
                        kind: ChildKind::Born,
                        birth: (single == 2).then_some(0),
                    });
                    Some(Couple {
                        first,
                        second,
                        bonds: vec![Bond { kind: kinds[usize::from(kind)], year: Some(2001) }],
                        children: children.collect(),
                    })
                })
                .collect();
            Genogram { people, couples }
        })
    }

    /// What must hold for every drawing.
    fn check(genogram: &Genogram) {
        let strings = BTreeMap::new();
        let layout = layout(genogram, Phrases(&strings));
        let tree = &layout.tree;
        let count = genogram.people.len();
        let drawn: usize =
            tree.rows.iter().flatten().map(|&unit| tree.units[unit].members.len()).sum();
        assert!(drawn >= count, "everyone is in a row");
        for one in 0..count {
            assert!(layout.x[one] >= 0 && layout.x[one] <= layout.width);
            for other in (0..one).filter(|&other| tree.row[other] == tree.row[one]) {
                assert!(
                    (layout.x[one] - layout.x[other]).abs() >= PITCH,
                    "{one} and {other} overlap"
                );
            }
        }
        for row in 1..layout.tops.len() {
            assert!(layout.bottoms[row - 1] < layout.tops[row]);
        }
        for couple in &genogram.couples {
            for child in &couple.children {
                assert!(tree.row[child.person] > tree.row[couple.first], "children stand below");
            }
        }
        for (couple, row, bundle, track) in &layout.lines {
            assert!(
                layout.bottoms[row - 1] < *track && *track < layout.tops[*row],
                "lines go across between rows"
            );
            if matches!(tree.drop(*couple), Drop::Below(_)) {
                continue;
            }
            for one in (0..count).filter(|&one| tree.row[one] == row - 1) {
                assert!((layout.x[one] - bundle.above[0]).abs() >= 47, "a line runs through {one}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn nobody_overlaps_and_no_line_runs_through_anybody(genogram in families(14)) {
            check(&genogram);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2))]
        #[test]
        fn the_largest_families_are_drawn_in_time(genogram in families(80)) {
            check(&genogram);
            draw(&genogram, "genogram.1", "", Phrases(&BTreeMap::new()));
        }
    }
}
