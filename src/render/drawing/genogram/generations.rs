//! People to rows: partners beside each other, children below their parents.

use crate::model::diagram::Genogram;

/// Each person's row, from 0 at the top, and which couples stand in one row.
pub(super) struct Generations {
    pub row: Vec<usize>,
    pub is_level: Vec<bool>,
    /// Those who have to stand in one row have the same number.
    pub group: Vec<usize>,
}

pub(super) fn generations(genogram: &Genogram) -> Generations {
    let mut group: Vec<usize> = (0..genogram.people.len()).collect();
    let mut is_level = Vec::new();
    for couple in &genogram.couples {
        let Some(second) = couple.second else {
            is_level.push(true);
            continue;
        };
        let (one, other) = (group[couple.first], group[second]);
        let merged: Vec<usize> =
            group.iter().map(|&own| if own == other { one } else { own }).collect();
        // Someone may be the partner of their own aunt; then they stand in two rows.
        let fits = topological(genogram, &merged).is_some();
        if fits {
            group = merged;
        }
        is_level.push(fits);
    }
    let order = topological(genogram, &group).unwrap_or_default();
    let row = rows(genogram, &group, &order);
    Generations { row: group.iter().map(|&own| row[own]).collect(), is_level, group }
}

/// From a parent's group to a child's, each once for every child.
fn edges(genogram: &Genogram, group: &[usize]) -> Vec<(usize, usize)> {
    let mut edges = Vec::new();
    for couple in &genogram.couples {
        for child in &couple.children {
            let parents = [Some(couple.first), couple.second];
            edges.extend(parents.iter().flatten().map(|&one| (group[one], group[child.person])));
        }
    }
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// The groups, parents before children; `None` if that can't be.
fn topological(genogram: &Genogram, group: &[usize]) -> Option<Vec<usize>> {
    let edges = edges(genogram, group);
    let mut waiting = vec![0; group.len()];
    for &(_, child) in &edges {
        waiting[child] += 1;
    }
    let mut order: Vec<usize> =
        (0..group.len()).filter(|&one| group[one] == one && waiting[one] == 0).collect();
    let mut at = 0;
    while let Some(&one) = order.get(at) {
        at += 1;
        for &(_, child) in edges.iter().filter(|(parent, _)| *parent == one) {
            waiting[child] -= 1;
            if waiting[child] == 0 {
                order.push(child);
            }
        }
    }
    let groups = (0..group.len()).filter(|&one| group[one] == one).count();
    (order.len() == groups).then_some(order)
}

/// Rows by group: as far down as their children let them, so that parents who married in stand just above.
fn rows(genogram: &Genogram, group: &[usize], order: &[usize]) -> Vec<usize> {
    let edges = edges(genogram, group);
    let children = |one: usize| {
        edges.iter().filter(move |(parent, _)| *parent == one).map(|(_, child)| *child)
    };
    let parents = |one: usize| {
        edges.iter().filter(move |(_, child)| *child == one).map(|(parent, _)| *parent)
    };
    let mut row = vec![0; group.len()];
    for &one in order {
        row[one] = parents(one).map(|parent| row[parent] + 1).max().unwrap_or(0);
    }
    let hangs = |one: usize| children(one).next().is_none() && parents(one).count() == 1;
    for &one in order.iter().rev() {
        let below = children(one).filter(|&child| !hangs(child)).map(|child| row[child]).min();
        if let Some(below) = below {
            row[one] = below - 1;
        }
    }
    for &one in order {
        if hangs(one) {
            row[one] = parents(one).map(|parent| row[parent] + 1).max().unwrap_or(0);
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::generations;
    use crate::model::diagram::{ChildKind, Couple, CoupleChild, Genogram, Person};

    fn rows(count: usize, couples: &[(usize, Option<usize>, &[usize])]) -> Vec<usize> {
        let people = vec![Person::default(); count];
        let child = |&person: &usize| CoupleChild { person, kind: ChildKind::Born, birth: None };
        let couples = couples.iter().map(|(first, second, children)| Couple {
            first: *first,
            second: *second,
            bonds: Vec::new(),
            children: children.iter().map(child).collect(),
        });
        generations(&Genogram { people, couples: couples.collect() }).row
    }

    #[test]
    fn parents_who_married_in_stand_just_above() {
        // 0 + 1 → 2; 2 + 3 → 4; 4 + 5 → 6; 7 → 5 and 8, who has no children.
        let couples: &[(usize, Option<usize>, &[usize])] =
            &[(0, Some(1), &[2]), (2, Some(3), &[4]), (4, Some(5), &[6]), (7, None, &[5, 8])];
        assert_eq!(rows(9, couples), [0, 0, 1, 1, 2, 2, 3, 1, 2]);
    }

    #[test]
    fn partners_of_two_generations_keep_their_own() {
        // 0 → 1 → 2; 0 + 2.
        let couples: &[(usize, Option<usize>, &[usize])] =
            &[(0, None, &[1]), (1, None, &[2]), (0, Some(2), &[])];
        assert_eq!(rows(3, couples), [0, 1, 2]);
    }
}
