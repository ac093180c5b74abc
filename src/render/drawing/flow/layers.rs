//! Steps to layers, each below those that lead to it, and an order in each layer with few crossings.
//! An arrow that skips layers passes through them; arrows to one step pass through side by side as one.

use std::collections::BTreeMap;

use crate::model::diagram::Flow;

/// What stands in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A step, by its place in the flow.
    Step(usize),
    /// An arrow on its way to this step.
    Pass(usize),
}

/// Something in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub layer: usize,
    pub kind: Kind,
}

/// A flow in layers. The first cells are the steps, in their order.
#[derive(Debug, Default)]
pub(super) struct Layers {
    pub cells: Vec<Cell>,
    /// The cells of each layer, from the left.
    pub rows: Vec<Vec<usize>>,
    /// From a cell to one in the next layer.
    pub links: Vec<(usize, usize)>,
    /// The way that takes longest, by its steps: what the drawing keeps in one straight line.
    pub spine: Vec<usize>,
    /// Each cell's place in its layer.
    pub position: Vec<usize>,
    by_kind: BTreeMap<(Kind, usize), usize>,
}

impl Layers {
    /// The cell that a branch from a step comes to next; `None` if it leads back up.
    pub(super) fn next(&self, from: usize, to: usize) -> Option<usize> {
        let layer = self.cells[from].layer + 1;
        match self.cells[to].layer {
            below if below < layer => None,
            below if below == layer => Some(to),
            _ => self.pass(to, layer),
        }
    }

    /// The cell where arrows to a step pass through a layer.
    pub(super) fn pass(&self, to: usize, layer: usize) -> Option<usize> {
        self.by_kind.get(&(Kind::Pass(to), layer)).copied()
    }

    fn add(&mut self, kind: Kind, layer: usize) -> usize {
        let cells = &mut self.cells;
        *self.by_kind.entry((kind, layer)).or_insert_with(|| {
            cells.push(Cell { layer, kind });
            cells.len() - 1
        })
    }

    /// Swaps a cell of a layer with the one on its left.
    pub(super) fn swap(&mut self, row: usize, at: usize) {
        self.rows[row].swap(at - 1, at);
        self.set_positions();
    }

    /// How many arrows cross.
    pub(super) fn crossings(&self) -> usize {
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); self.cells.len()];
        for &(from, to) in &self.links {
            below[from].push(to);
        }
        crossings(self, &below)
    }

    fn set_positions(&mut self) {
        self.position = vec![0; self.cells.len()];
        for row in &self.rows {
            for (at, &cell) in row.iter().enumerate() {
                self.position[cell] = at;
            }
        }
    }
}

/// Lays steps out in layers.
pub(super) fn layers(flow: &Flow) -> Layers {
    let order = downward(flow);
    let forward = |from: usize, to: usize| order.rank[from] < order.rank[to];
    let mut layer = vec![0_usize; flow.steps.len()];
    let mut before: Vec<Option<usize>> = vec![None; flow.steps.len()];
    for &step in &order.steps {
        for branch in flow.steps[step].branches.iter().filter(|one| forward(step, one.to)) {
            if layer[branch.to] < layer[step] + 1 {
                layer[branch.to] = layer[step] + 1;
                before[branch.to] = Some(step);
            }
        }
    }
    let mut layers = Layers::default();
    for (step, &layer) in layer.iter().enumerate() {
        layers.add(Kind::Step(step), layer);
    }
    for &step in &order.steps {
        for branch in flow.steps[step].branches.iter().filter(|one| forward(step, one.to)) {
            let mut from = step;
            for between in layer[step] + 1..layer[branch.to] {
                let pass = layers.add(Kind::Pass(branch.to), between);
                layers.links.push((from, pass));
                from = pass;
            }
            layers.links.push((from, branch.to));
        }
    }
    layers.links.sort_unstable();
    layers.links.dedup();
    let last = order.steps.iter().copied().max_by_key(|&step| (layer[step], usize::MAX - step));
    let mut spine: Vec<usize> = std::iter::successors(last, |&step| before[step]).collect();
    spine.reverse();
    layers.spine = spine;
    arrange(&mut layers, &order.steps);
    layers
}

/// The steps in an order in which most arrows lead onwards, and each one's place in it.
struct Order {
    steps: Vec<usize>,
    rank: Vec<usize>,
}

/// Leaves out what leads back: an arrow to a step that one came through.
fn downward(flow: &Flow) -> Order {
    let count = flow.steps.len();
    let mut seen = vec![false; count];
    let mut finished = Vec::new();
    for root in 0..count {
        if seen[root] {
            continue;
        }
        seen[root] = true;
        let mut open = vec![(root, 0)];
        while let Some((step, next)) = open.last_mut() {
            let branches = &flow.steps[*step].branches;
            // The last branch first: steps that finish first stand last, and the order is turned round.
            match branches.len().checked_sub(*next + 1) {
                Some(index) => {
                    let to = branches[index].to;
                    *next += 1;
                    if !std::mem::replace(&mut seen[to], true) {
                        open.push((to, 0));
                    }
                }
                None => {
                    finished.push(*step);
                    open.pop();
                }
            }
        }
    }
    finished.reverse();
    let mut rank = vec![0; count];
    for (at, &step) in finished.iter().enumerate() {
        rank[step] = at;
    }
    Order { steps: finished, rank }
}

/// How often the layers are gone through, down and up in turn.
const SWEEPS: usize = 16;

/// Orders each layer so that few arrows cross.
fn arrange(layers: &mut Layers, order: &[usize]) {
    let depth = layers.cells.iter().map(|cell| cell.layer + 1).max().unwrap_or(0);
    layers.rows = vec![Vec::new(); depth];
    for &step in order {
        let cell = layers.cells[step];
        layers.rows[cell.layer].push(step);
    }
    for (index, cell) in layers.cells.iter().enumerate().skip(order.len()) {
        layers.rows[cell.layer].push(index);
    }
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); layers.cells.len()];
    let mut below = above.clone();
    for &(from, to) in &layers.links {
        above[to].push(from);
        below[from].push(to);
    }
    layers.set_positions();
    let mut best = (crossings(layers, &below), layers.rows.clone());
    for sweep in 0..SWEEPS {
        let downwards = sweep % 2 == 0;
        for step in 1..depth {
            let layer = if downwards { step } else { depth - 1 - step };
            let neighbours = if downwards { &above } else { &below };
            let mut keyed: Vec<(usize, usize)> = layers.rows[layer]
                .iter()
                .map(|&cell| (centre(&neighbours[cell], layers, cell), cell))
                .collect();
            keyed.sort_by_key(|(key, _)| *key);
            layers.rows[layer] = keyed.into_iter().map(|(_, cell)| cell).collect();
            for (at, &cell) in layers.rows[layer].iter().enumerate() {
                layers.position[cell] = at;
            }
        }
        swap_neighbours(layers, &above, &below);
        let found = crossings(layers, &below);
        if found < best.0 {
            best = (found, layers.rows.clone());
        }
    }
    layers.rows = best.1;
    layers.set_positions();
}

/// The middle of a cell's neighbours, in thousandths of a place; its own if it has none.
fn centre(neighbours: &[usize], layers: &Layers, cell: usize) -> usize {
    if neighbours.is_empty() {
        return layers.position[cell] * 1000;
    }
    let sum: usize = neighbours.iter().map(|&one| layers.position[one] * 1000).sum();
    sum / neighbours.len()
}

fn swap_neighbours(layers: &mut Layers, above: &[Vec<usize>], below: &[Vec<usize>]) {
    for row in 0..layers.rows.len() {
        for at in 1..layers.rows[row].len() {
            let (left, right) = (layers.rows[row][at - 1], layers.rows[row][at]);
            let crossed = |one: usize, other: usize| {
                [above, below]
                    .iter()
                    .map(|next| pairs(&next[one], &next[other], layers))
                    .sum::<usize>()
            };
            if crossed(right, left) < crossed(left, right) {
                layers.rows[row].swap(at - 1, at);
                layers.position[left] = at;
                layers.position[right] = at - 1;
            }
        }
    }
}

/// How many arrows cross between two cells beside each other, the first on the left.
fn pairs(left: &[usize], right: &[usize], layers: &Layers) -> usize {
    let crossing = |one: &usize| {
        right.iter().filter(|other| layers.position[**other] < layers.position[*one]).count()
    };
    left.iter().map(crossing).sum()
}

fn crossings(layers: &Layers, below: &[Vec<usize>]) -> usize {
    let row = |row: &Vec<usize>| -> usize {
        let mut sum = 0;
        for (at, &left) in row.iter().enumerate() {
            sum += row[at + 1..]
                .iter()
                .map(|&right| pairs(&below[left], &below[right], layers))
                .sum::<usize>();
        }
        sum
    };
    layers.rows.iter().map(row).sum()
}
