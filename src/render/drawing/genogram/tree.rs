//! The rows of a family as units that stand together: partners in a line, people without a partner, and
//! lines of descent on their way through a row.

use std::collections::BTreeMap;

use crate::model::diagram::{Genogram, Sex};
use crate::render::drawing::genogram::generations::{Generations, generations};

/// From one person to the next.
pub(super) const PITCH: i32 = 116;

/// What stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Member {
    /// A person, by their place in the genogram.
    Person(usize),
    /// The line from a couple to children further down.
    Pass(usize),
}

/// Members that stand together, from the left.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub row: usize,
    pub members: Vec<Member>,
}

/// Where a couple's line of descent begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drop {
    /// In the middle between two people who stand side by side: the one on the left.
    Between(usize),
    /// From an arch over others: the left one, the right one.
    Arch(usize, usize),
    /// On the right of one person.
    RightOf(usize),
    /// On the left of one person.
    LeftOf(usize),
    /// Below one person's name.
    Below(usize),
}

/// A family in rows.
#[derive(Clone)]
pub(super) struct Tree<'a> {
    pub genogram: &'a Genogram,
    /// Each person's row.
    pub row: Vec<usize>,
    pub units: Vec<Unit>,
    /// The units of each row, from the left.
    pub rows: Vec<Vec<usize>>,
    /// The couples whose two stand in one row.
    pub is_level: Vec<bool>,
    /// The couple whose child each person is drawn as, if any; more than one for adopted children.
    pub parents: Vec<Vec<usize>>,
    unit_of: BTreeMap<(Member, usize), usize>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(genogram: &'a Genogram) -> Self {
        let Generations { row, is_level, group } = generations(genogram);
        let mut parents = vec![Vec::new(); genogram.people.len()];
        for (index, couple) in genogram.couples.iter().enumerate() {
            for child in &couple.children {
                parents[child.person].push(index);
            }
        }
        let depth = row.iter().max().map_or(0, |last| last + 1);
        let mut tree = Tree {
            genogram,
            row,
            units: Vec::new(),
            rows: vec![Vec::new(); depth],
            is_level,
            parents,
            unit_of: BTreeMap::new(),
        };
        for first in 0..genogram.people.len() {
            let together: Vec<usize> =
                (0..group.len()).filter(|&one| group[one] == group[first]).collect();
            if together[0] == first {
                let line = tree.in_line(&together);
                let members = line.into_iter().map(Member::Person).collect();
                tree.add(Unit { row: tree.row[first], members });
            }
        }
        for (index, couple) in genogram.couples.iter().enumerate() {
            let from = tree.couple_row(index);
            let to = couple.children.iter().map(|child| tree.row[child.person]).max().unwrap_or(0);
            for row in from + 1..to {
                tree.add(Unit { row, members: vec![Member::Pass(index)] });
            }
        }
        tree.descend();
        tree
    }

    fn add(&mut self, unit: Unit) {
        for &member in &unit.members {
            self.unit_of.insert((member, unit.row), self.units.len());
        }
        self.units.push(unit);
    }

    /// The unit that somebody stands in.
    pub(super) fn unit(&self, person: usize) -> usize {
        self.unit_of[&(Member::Person(person), self.row[person])]
    }

    /// The unit of a line that passes through a row.
    pub(super) fn pass(&self, couple: usize, row: usize) -> usize {
        self.unit_of[&(Member::Pass(couple), row)]
    }

    /// The row that a couple's children hang from.
    pub(super) fn couple_row(&self, couple: usize) -> usize {
        let couple = &self.genogram.couples[couple];
        let second = couple.second.map_or(0, |second| self.row[second]);
        self.row[couple.first].max(second)
    }

    /// Someone's place in their unit.
    pub(super) fn place(&self, person: usize) -> usize {
        let members = &self.units[self.unit(person)].members;
        members.iter().position(|one| *one == Member::Person(person)).unwrap_or(0)
    }

    /// Are the two partners of a couple in one row?
    fn are_partners(&self, one: usize, other: usize) -> bool {
        self.genogram.couples.iter().any(|couple| couple.partner(one) == Some(other))
    }

    /// How many partners somebody has or had.
    fn partners(&self, person: usize) -> usize {
        self.genogram.couples.iter().filter(|couple| couple.partner(person).is_some()).count()
    }

    /// Partners in a line in which as many as can be stand side by side, men on the left if all else is equal.
    fn in_line(&self, together: &[usize]) -> Vec<usize> {
        let cost = |line: &[usize]| -> usize {
            let mut cost = 0;
            for couple in &self.genogram.couples {
                let at = |person: usize| line.iter().position(|&one| one == person);
                let (Some(one), Some(other)) = (at(couple.first), couple.second.and_then(at))
                else {
                    continue;
                };
                cost += 20 * (one.abs_diff(other) - 1);
                let left = &self.genogram.people[line[one.min(other)]];
                let right = &self.genogram.people[line[one.max(other)]];
                cost += usize::from(left.sex == Sex::Female && right.sex == Sex::Male);
            }
            cost
        };
        let mut line = together.to_vec();
        let mut best = cost(&line);
        // Each round moves whoever it helps most; a bound keeps crowds from taking long.
        for _ in 0..together.len().min(12) {
            let mut found = None;
            for from in 0..line.len() {
                for to in 0..line.len() {
                    let mut other = line.clone();
                    let person = other.remove(from);
                    other.insert(to, person);
                    let cost = cost(&other);
                    if cost < best {
                        best = cost;
                        found = Some(other);
                    }
                }
            }
            let Some(found) = found else { break };
            line = found;
        }
        line
    }

    /// A first order of the rows: each family's children below it, one family after another.
    fn descend(&mut self) {
        let mut is_placed = vec![false; self.units.len()];
        let mut open: Vec<usize> = (0..self.units.len()).collect();
        open.sort_by_key(|&unit| (self.units[unit].row, unit));
        open.reverse();
        while let Some(unit) = open.pop() {
            if std::mem::replace(&mut is_placed[unit], true) {
                continue;
            }
            let row = self.units[unit].row;
            self.rows[row].push(unit);
            let mut below = Vec::new();
            for couple in self.couples_from(unit) {
                for child in &self.genogram.couples[couple].children {
                    let child_row = self.row[child.person];
                    if child_row == row + 1 {
                        below.push(self.unit(child.person));
                    } else if child_row > row {
                        below.push(self.pass(couple, row + 1));
                    }
                }
            }
            open.extend(below.into_iter().rev());
        }
    }

    /// The couples whose children hang from a unit, from the left.
    pub(super) fn couples_from(&self, unit: usize) -> Vec<usize> {
        let unit = &self.units[unit];
        if let [Member::Pass(couple)] = unit.members[..] {
            return vec![couple];
        }
        let mut found: Vec<(i32, usize)> = (0..self.genogram.couples.len())
            .filter(|&couple| self.couple_row(couple) == unit.row)
            .filter(|&couple| {
                let (person, _) = self.drop_person(couple);
                unit.members.contains(&Member::Person(person))
            })
            .map(|couple| (self.drop_offset(couple), couple))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, couple)| couple).collect()
    }

    /// Someone whose unit a couple's children hang from, and whether it is the couple's as a pair.
    fn drop_person(&self, couple: usize) -> (usize, bool) {
        let one = &self.genogram.couples[couple];
        match one.second {
            Some(second) if self.is_level[couple] => (one.first.min(second), true),
            Some(second) if self.row[second] > self.row[one.first] => (second, false),
            _ => (one.first, false),
        }
    }

    /// Where a couple's line of descent begins.
    pub(super) fn drop(&self, couple: usize) -> Drop {
        let one = &self.genogram.couples[couple];
        let (person, is_pair) = self.drop_person(couple);
        let members = &self.units[self.unit(person)].members;
        if let Some(second) = one.second.filter(|_| is_pair) {
            let (first_at, second_at) = (self.place(one.first), self.place(second));
            let (left, right) =
                if first_at < second_at { (one.first, second) } else { (second, one.first) };
            return match first_at.abs_diff(second_at) {
                1 => Drop::Between(left),
                _ => Drop::Arch(left, right),
            };
        }
        let at = self.place(person);
        let is_open = |other: Option<&Member>| match other {
            Some(Member::Person(other)) => !self.are_partners(person, *other),
            _ => true,
        };
        if is_open(members.get(at + 1)) {
            Drop::RightOf(person)
        } else if is_open(at.checked_sub(1).map(|before| &members[before])) {
            Drop::LeftOf(person)
        } else {
            Drop::Below(person)
        }
    }

    /// The same as a distance from the first member of the unit.
    pub(super) fn drop_offset(&self, couple: usize) -> i32 {
        let place = |person: usize| PITCH * self.place(person) as i32;
        match self.drop(couple) {
            Drop::Between(left) => place(left) + PITCH / 2,
            // Beside the partner further out, who has no other next to them there.
            Drop::Arch(left, right) => match self.partners(left) < self.partners(right) {
                true => place(left) + PITCH / 2 - 9,
                false => place(right) - PITCH / 2 + 9,
            },
            Drop::RightOf(person) => place(person) + PITCH / 2,
            Drop::LeftOf(person) => place(person) - PITCH / 2,
            Drop::Below(person) => place(person),
        }
    }

    /// The unit that a couple's line of descent comes from, above a row.
    pub(super) fn source(&self, couple: usize, row: usize) -> usize {
        match row == self.couple_row(couple) + 1 {
            true => self.unit(self.drop_person(couple).0),
            false => self.pass(couple, row - 1),
        }
    }
}
