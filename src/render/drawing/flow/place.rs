//! Where everything in the layers stands from left to right, and on which side of its box each arrow leaves.
//! What can stand in one straight line does, the longest way first.

use crate::model::diagram::Flow;
use crate::render::drawing::flow::boxes::StepBox;
use crate::render::drawing::flow::layers::{Kind, Layers};

/// Where an arrow leaves its box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// In the middle of the bottom.
    Bottom,
    /// At a place along the bottom, counted from the left, of so many.
    Spread(usize, usize),
    /// On the left.
    Left,
    /// On the right.
    Right,
}

/// What keeps two neighbours apart.
const GAP: i32 = 26;
/// How far an arrow goes sideways before it turns, beyond its words.
pub(super) const REACH: i32 = 16;

/// The middle of each cell, and each branch's side by step.
pub(super) struct Places {
    pub x: Vec<i32>,
    pub sides: Vec<Vec<Side>>,
}

pub(super) fn places(flow: &Flow, layers: &Layers, boxes: &[StepBox]) -> Places {
    let aligned = align(layers);
    let sides: Vec<Vec<Side>> =
        (0..flow.steps.len()).map(|step| sides(flow, layers, &aligned, step)).collect();
    let blocks = blocks(layers, &aligned);
    let order = rows_apart(layers, boxes, &sides);
    let beside = beside(flow, layers, boxes, &sides);
    let all: Vec<Apart> = order.iter().chain(&beside).copied().collect();
    let x = solve(layers, &blocks, &all)
        .or_else(|| solve(layers, &blocks, &order))
        .or_else(|| {
            let alone: Vec<usize> = (0..layers.cells.len()).collect();
            solve(layers, &alone, &order)
        })
        .unwrap_or_else(|| vec![0; layers.cells.len()]);
    Places { x, sides }
}

/// For each cell, the one below it in a straight line.
fn align(layers: &Layers) -> Vec<Option<usize>> {
    let on_spine =
        |(from, to): (usize, usize)| layers.spine.windows(2).any(|pair| pair == [from, to]);
    let mut links = layers.links.clone();
    links.sort_by_key(|&(from, to)| {
        let is_step = |cell: usize| matches!(layers.cells[cell].kind, Kind::Step(_));
        let rank = match (is_step(from), is_step(to)) {
            _ if on_spine((from, to)) => 0,
            (false, _) => 1,
            (true, true) => 2,
            (true, false) => 3,
        };
        (rank, layers.cells[from].layer, layers.position[from])
    });
    let mut down: Vec<Option<usize>> = vec![None; layers.cells.len()];
    let mut up = down.clone();
    for (from, to) in links {
        if down[from].is_some() || up[to].is_some() {
            continue;
        }
        let row = &layers.rows[layers.cells[from].layer];
        let crosses = row.iter().any(|&other| {
            down[other].is_some_and(|below| {
                (layers.position[other] < layers.position[from])
                    != (layers.position[below] < layers.position[to])
            })
        });
        if !crosses {
            down[from] = Some(to);
            up[to] = Some(from);
        }
    }
    down
}

/// The side on which each branch of a step leaves.
fn sides(flow: &Flow, layers: &Layers, aligned: &[Option<usize>], step: usize) -> Vec<Side> {
    let branches = &flow.steps[step].branches;
    let next: Vec<Option<usize>> =
        branches.iter().map(|branch| layers.next(step, branch.to)).collect();
    if branches.len() == 1 {
        return vec![Side::Bottom];
    }
    let place = |cell: &Option<usize>| cell.map_or(usize::MAX, |cell| layers.position[cell]);
    let middle = aligned[step].filter(|cell| next.contains(&Some(*cell)));
    let mut straight = middle.and_then(|cell| next.iter().position(|one| *one == Some(cell)));
    let mut order: Vec<usize> = (0..branches.len()).collect();
    order.sort_by_key(|&branch| place(&next[branch]));
    if straight.is_none() && next.iter().flatten().count() == 1 {
        straight = next.iter().position(Option::is_some);
    }
    if straight.is_none() && branches.len() == 3 {
        straight = Some(order[1]);
    }
    let mut sides = vec![Side::Bottom; branches.len()];
    let (mut left, mut right) = (0, 0);
    for (rank, &branch) in order.iter().enumerate() {
        if Some(branch) == straight {
            continue;
        }
        let is_left = match straight {
            Some(straight) => place(&next[branch]) < place(&next[straight]),
            None => rank * 2 + 1 < branches.len() && next[branch].is_some(),
        };
        sides[branch] = if is_left { Side::Left } else { Side::Right };
        *(if is_left { &mut left } else { &mut right }) += 1;
    }
    if left > 1 || right > 1 {
        for (rank, &branch) in order.iter().enumerate() {
            sides[branch] = Side::Spread(rank, branches.len());
        }
    }
    sides
}

/// Each cell's block: the first cell of the straight line that it is in.
fn blocks(layers: &Layers, aligned: &[Option<usize>]) -> Vec<usize> {
    let mut block: Vec<usize> = (0..layers.cells.len()).collect();
    for row in &layers.rows {
        for &cell in row {
            if let Some(below) = aligned[cell] {
                block[below] = block[cell];
            }
        }
    }
    block
}

/// The second cell stands at least so far to the right of the first.
type Apart = (usize, usize, i32);

/// What keeps cells of one layer apart.
fn rows_apart(layers: &Layers, boxes: &[StepBox], sides: &[Vec<Side>]) -> Vec<Apart> {
    let half = |cell: usize, side: Side| match layers.cells[cell].kind {
        Kind::Step(step) => boxes[step].width / 2 + reach(step, boxes, sides, side),
        Kind::Pass(_) => 0,
    };
    let mut apart = Vec::new();
    for row in &layers.rows {
        for pair in row.windows(2) {
            let room = half(pair[0], Side::Right) + half(pair[1], Side::Left);
            apart.push((pair[0], pair[1], room + GAP));
        }
    }
    apart
}

/// How much room a step needs beside its box for the arrow that leaves there.
pub(super) fn reach(step: usize, boxes: &[StepBox], sides: &[Vec<Side>], side: Side) -> i32 {
    let mut reach = 0;
    for (branch, one) in sides[step].iter().enumerate() {
        if *one == side {
            reach = boxes[step].labels[branch].width + REACH;
        }
    }
    reach
}

/// What an arrow from a side leads to stands beyond that side, so that it only has to go across and down.
fn beside(flow: &Flow, layers: &Layers, boxes: &[StepBox], sides: &[Vec<Side>]) -> Vec<Apart> {
    let mut apart = Vec::new();
    for (step, all) in sides.iter().enumerate() {
        for (branch, side) in all.iter().enumerate() {
            let to = flow.steps[step].branches[branch].to;
            let Some(next) = layers.next(step, to) else { continue };
            let room = boxes[step].width / 2 + reach(step, boxes, sides, *side);
            match side {
                Side::Left => apart.push((next, step, room)),
                Side::Right => apart.push((step, next, room)),
                Side::Bottom | Side::Spread(..) => {}
            }
        }
    }
    apart
}

/// A middle for every cell that keeps everything apart; `None` if that can't be.
fn solve(layers: &Layers, block: &[usize], apart: &[Apart]) -> Option<Vec<i32>> {
    let count = layers.cells.len();
    let mut x = vec![0_i32; count];
    for round in 0.. {
        let mut moved = false;
        for &(left, right, room) in apart {
            let (left, right) = (block[left], block[right]);
            if x[right] < x[left] + room {
                x[right] = x[left] + room;
                moved = true;
            }
        }
        if !moved {
            break;
        }
        if round > count {
            return None;
        }
    }
    let mut left_of: Vec<Vec<(usize, i32)>> = vec![Vec::new(); count];
    let mut right_of = left_of.clone();
    for &(left, right, room) in apart {
        left_of[block[right]].push((block[left], room));
        right_of[block[left]].push((block[right], room));
    }
    let mut linked: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(from, to) in &layers.links {
        if block[from] != block[to] {
            linked[block[from]].push(block[to]);
            linked[block[to]].push(block[from]);
        }
    }
    let mut order: Vec<usize> = (0..count).filter(|&cell| block[cell] == cell).collect();
    for _ in 0..24 {
        order.sort_by_key(|&one| std::cmp::Reverse(x[one]));
        for &one in &order {
            pull(one, &mut x, &linked, &left_of, &right_of);
        }
        order.reverse();
        for &one in &order {
            pull(one, &mut x, &linked, &left_of, &right_of);
        }
    }
    Some((0..count).map(|cell| x[block[cell]]).collect())
}

/// Moves a block towards the middle of what it is linked with, as far as its neighbours let it.
fn pull(
    one: usize,
    x: &mut [i32],
    linked: &[Vec<usize>],
    left_of: &[Vec<(usize, i32)>],
    right_of: &[Vec<(usize, i32)>],
) {
    let least = left_of[one].iter().map(|&(other, room)| x[other] + room).max();
    let most = right_of[one].iter().map(|&(other, room)| x[other] - room).min();
    let mut wanted: Vec<i32> = linked[one].iter().map(|&other| x[other]).collect();
    if wanted.is_empty() {
        return;
    }
    wanted.sort_unstable();
    let middle = (wanted[(wanted.len() - 1) / 2] + wanted[wanted.len() / 2]) / 2;
    let middle = most.map_or(middle, |most| middle.min(most));
    x[one] = least.map_or(middle, |least| middle.max(least));
}
