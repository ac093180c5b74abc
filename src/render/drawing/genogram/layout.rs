//! The rows of a family as places: how high each row stands, and where the lines between rows run.

use crate::model::diagram::Genogram;
use crate::render::drawing::Phrases;
use crate::render::drawing::channel::{Bundle, tracks};
use crate::render::drawing::genogram::arrange::arrange;
use crate::render::drawing::genogram::household::{HALF, Row, outlines};
use crate::render::drawing::genogram::label::{Label, SMALL, SMALL_LINE, bond};
use crate::render::drawing::genogram::place::{bundles, person_x, positions};
use crate::render::drawing::genogram::tree::{Drop, PITCH, Tree};
use crate::render::drawing::measure::{lines, width};

/// The size of a symbol.
pub(super) const SYMBOL: i32 = 44;
/// From a symbol to the name below it.
const BELOW: i32 = 6;
/// The household's line around a cell: above the symbol, and below the name.
pub(super) const AROUND: i32 = 10;
/// The space between arches over others, besides the words above them, and between tracks.
const ARCH: i32 = 16;
const TRACK: i32 = 14;

/// A family with everything in its place.
pub(super) struct Layout<'a> {
    pub tree: Tree<'a>,
    pub labels: Vec<Label>,
    /// The middle of each person.
    pub x: Vec<i32>,
    /// The top of each row's symbols, and the bottom of its names.
    pub tops: Vec<i32>,
    pub bottoms: Vec<i32>,
    /// Each line of descent between two rows: the couple, the row it comes down to, its places, its height.
    pub lines: Vec<(usize, usize, Bundle, i32)>,
    /// How high the arch of each couple is that stands apart, from 1; 0 for others.
    pub arches: Vec<i32>,
    /// How high above the symbols the words of couples beside each other reach, row by row.
    note_tops: Vec<i32>,
    /// What stands at each couple's line.
    pub notes: Vec<Vec<String>>,
    /// The lines round those who live together.
    pub households: Vec<Vec<(i32, i32)>>,
    pub width: i32,
    pub height: i32,
}

pub(super) fn layout<'a>(genogram: &'a Genogram, phrases: Phrases<'_>) -> Layout<'a> {
    let mut tree = Tree::new(genogram);
    arrange(&mut tree);
    let units = positions(&tree);
    let labels: Vec<Label> =
        genogram.people.iter().map(|person| Label::new(person, phrases)).collect();
    let arches = arches(&tree, &units);
    let mut layout = Layout {
        x: (0..genogram.people.len()).map(|person| person_x(&tree, &units, person)).collect(),
        tops: Vec::new(),
        bottoms: Vec::new(),
        lines: Vec::new(),
        note_tops: Vec::new(),
        notes: notes(genogram, phrases),
        households: Vec::new(),
        width: 0,
        height: 0,
        arches,
        labels,
        tree,
    };
    layout.set_heights(&units);
    layout.households = outlines(&layout.cells());
    layout.move_into_view();
    layout
}

/// What stands at a couple's line, a line each.
fn notes(genogram: &Genogram, phrases: Phrases<'_>) -> Vec<Vec<String>> {
    let room = PITCH - SYMBOL - 2;
    let note = |couple: &crate::model::diagram::Couple| {
        let all = couple.bonds.iter().filter(|bond| bond.year.is_some());
        let all: Vec<String> = all
            .flat_map(|one| {
                let words = bond(*one, phrases);
                match width(&words, SMALL) <= room {
                    true => vec![words],
                    false => lines(&words, SMALL, room, 3),
                }
            })
            .collect();
        all
    };
    genogram.couples.iter().map(note).collect()
}

/// How high each couple's arch is, if they have one: those that overlap stand above each other.
fn arches(tree: &Tree<'_>, units: &[i32]) -> Vec<i32> {
    let mut placed: Vec<(usize, i32, i32, i32)> = Vec::new();
    let level = |couple: usize| {
        let Drop::Arch(left, right) = tree.drop(couple) else { return 0 };
        let row = tree.row[left];
        let (from, to) = (person_x(tree, units, left), person_x(tree, units, right));
        let over = placed
            .iter()
            .filter(|(other, start, end, _)| *other == row && *start < to && from < *end);
        let level = over.map(|(_, _, _, level)| level + 1).max().unwrap_or(1);
        placed.push((row, from, to, level));
        level
    };
    (0..tree.genogram.couples.len()).map(level).collect()
}

impl Layout<'_> {
    fn set_heights(&mut self, units: &[i32]) {
        let mut y = 0;
        for row in 0..self.tree.rows.len() {
            let people = || (0..self.labels.len()).filter(|&one| self.tree.row[one] == row);
            self.note_tops.push(self.note_top(row));
            let level = |couple: usize| match self.tree.drop(couple) {
                Drop::Arch(left, _) if self.tree.row[left] == row => self.arches[couple],
                _ => 0,
            };
            let levels = (0..self.arches.len()).map(level).max().unwrap_or(0);
            let arches = self.note_tops[row] + levels * self.arch_step();
            let found = bundles(&self.tree, units, row);
            let all: Vec<Bundle> = found.iter().map(|(_, bundle)| bundle.clone()).collect();
            let (tracks, count) = tracks(&all);
            let above = if row == 0 { AROUND + 2 } else { AROUND + 14 };
            for ((couple, bundle), track) in found.into_iter().zip(tracks) {
                self.lines.push((couple, row, bundle, y + above + TRACK * track as i32));
            }
            y += above + TRACK * (count as i32 - 1).max(0);
            y += arches + if row == 0 { 0 } else { AROUND + 20 };
            self.tops.push(y);
            let label = people().map(|one| self.labels[one].height()).max().unwrap_or(0);
            y += SYMBOL + BELOW + label;
            self.bottoms.push(y);
        }
        self.height = y + AROUND + 2;
    }

    /// How far the words of couples beside each other reach above a row's symbols and their cells.
    fn note_top(&self, row: usize) -> i32 {
        let top = |couple: usize| match self.tree.drop(couple) {
            Drop::Between(left) if self.tree.row[left] == row && !self.notes[couple].is_empty() => {
                let note = SMALL_LINE * self.notes[couple].len() as i32;
                (note + self.note_rise(couple) - SYMBOL / 2 - AROUND).max(0)
            }
            _ => 0,
        };
        (0..self.notes.len()).map(top).max().unwrap_or(0)
    }

    /// From one arch to the next above it, with the words between.
    fn arch_step(&self) -> i32 {
        let lines = self.arches.iter().zip(&self.notes).filter(|(level, _)| **level > 0);
        let most = lines.map(|(_, note)| note.len() as i32).max().unwrap_or(0);
        ARCH + SMALL_LINE * most + if most > 0 { 10 } else { 0 }
    }

    /// Everyone's cell, row by row.
    fn cells(&self) -> Vec<Row> {
        let genogram = self.tree.genogram;
        let mut rows: Vec<Row> = (0..self.tops.len())
            .map(|row| Row {
                top: self.tops[row] - AROUND,
                bottom: self.bottoms[row] + AROUND - 4,
                people: Vec::new(),
                couples: Vec::new(),
            })
            .collect();
        for (person, &x) in self.x.iter().enumerate() {
            rows[self.tree.row[person]].people.push((x, genogram.people[person].lives_here));
        }
        for couple in 0..genogram.couples.len() {
            if let Drop::Between(left) = self.tree.drop(couple) {
                rows[self.tree.row[left]].couples.push(self.x[left] + PITCH / 2);
            }
        }
        rows.iter_mut().for_each(|row| row.people.sort_unstable());
        rows
    }

    /// Moves everything so that it begins at the left edge.
    fn move_into_view(&mut self) {
        let people = self.x.iter().flat_map(|x| [x - HALF - 6, x + HALF + 6]);
        let lines = self
            .lines
            .iter()
            .flat_map(|(_, _, bundle, _)| bundle.above.iter().chain(&bundle.below));
        let households = self.households.iter().flatten().map(|point| &point.0);
        let others = lines.chain(households).flat_map(|x| [x - 3, x + 3]);
        let all: Vec<i32> = people.chain(others).collect();
        let left = all.iter().min().copied().unwrap_or(0);
        self.width = all.iter().max().copied().unwrap_or(0) - left;
        self.x.iter_mut().for_each(|x| *x -= left);
        for (_, _, bundle, _) in &mut self.lines {
            bundle.above.iter_mut().chain(&mut bundle.below).for_each(|x| *x -= left);
        }
        self.households.iter_mut().flatten().for_each(|point| point.0 -= left);
        let lowest = self.households.iter().flatten().map(|point| point.1 + 3).max();
        self.height = self.height.max(lowest.unwrap_or(0));
    }

    /// How far above their line the words about two partners stand: above the household's line, if that runs
    /// between the two.
    pub(super) fn note_rise(&self, couple: usize) -> i32 {
        let one = &self.tree.genogram.couples[couple];
        let lives = |person: usize| self.tree.genogram.people[person].lives_here;
        match one.second {
            Some(second) if lives(one.first) != lives(second) => SYMBOL / 2 + AROUND + 5,
            _ => 12,
        }
    }

    /// How high a couple's arch runs.
    pub(super) fn arch_y(&self, couple: usize, row: usize) -> i32 {
        let above = self.note_tops[row] + (self.arches[couple] - 1) * self.arch_step();
        self.tops[row] - AROUND - 4 - above
    }
}

/// Where a person's name begins, below their symbol's top.
pub(super) const NAME_TOP: i32 = SYMBOL + BELOW;
