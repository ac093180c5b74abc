//! The order of each row, improved step by step: units that change places, and units that turn round.

use crate::render::drawing::genogram::place::cost;
use crate::render::drawing::genogram::tree::Tree;

/// How many other orders are tried at most; fewer in large families, where each takes longer.
const MOST_TRIES: usize = 1_500;
const MOST_WORK: usize = 60_000;

pub(super) fn arrange(tree: &mut Tree<'_>) {
    let people = tree.genogram.people.len().max(1);
    let mut tries = MOST_TRIES.min(MOST_WORK / (people * people)).max(20);
    let mut best = cost(tree);
    loop {
        let before = best;
        for row in 0..tree.rows.len() {
            let count = tree.rows[row].len();
            for from in 0..count {
                turn(tree, tree.rows[row][from], &mut best, &mut tries);
                for to in 0..count {
                    if from == to || tries == 0 {
                        continue;
                    }
                    tries -= 1;
                    let kept = tree.rows[row].clone();
                    let unit = tree.rows[row].remove(from);
                    tree.rows[row].insert(to, unit);
                    keep_if_better(tree, &mut best, |tree| tree.rows[row].clone_from(&kept));
                }
            }
        }
        if best == before || tries == 0 {
            return;
        }
    }
}

fn turn(tree: &mut Tree<'_>, unit: usize, best: &mut i64, tries: &mut usize) {
    if tree.units[unit].members.len() > 1 && *tries > 0 {
        *tries -= 1;
        tree.units[unit].members.reverse();
        keep_if_better(tree, best, |tree| tree.units[unit].members.reverse());
    }
}

fn keep_if_better(tree: &mut Tree<'_>, best: &mut i64, undo: impl FnOnce(&mut Tree<'_>)) {
    let found = cost(tree);
    if found < *best {
        *best = found;
    } else {
        undo(tree);
    }
}
