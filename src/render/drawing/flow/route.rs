//! Boxes and arrows as points. Arrows go down, and across only between layers or beside the box that they
//! leave; those that lead back up do so at the far right. None runs through a box.

use std::collections::BTreeMap;

use crate::model::diagram::Flow;
use crate::render::drawing::channel::{Bundle, tracks};
use crate::render::drawing::flow::boxes::{LABEL_LINE, LABEL_SIZE, StepBox};
use crate::render::drawing::flow::layers::{Kind, Layers};
use crate::render::drawing::flow::place::{Places, REACH, Side, reach};
use crate::render::drawing::svg::Anchor;

/// The space between tracks, and what a channel keeps free above and below them.
const TRACK: i32 = 12;
const ABOVE: i32 = 12;
const BELOW: i32 = 20;
/// What arrows that lead back keep from everything else, and from each other.
const GUTTER: i32 = 22;
/// Verticals of different arrows that are nearer than this can't be told apart.
const NEAR: i32 = 10;

/// A rectangle: the middle of its top side, and its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

/// A whole flow, ready to be drawn.
#[derive(Debug, Default)]
pub(super) struct Geometry {
    pub width: i32,
    pub height: i32,
    /// Each step's box.
    pub areas: Vec<Area>,
    /// The arrows' lines.
    pub paths: Vec<Vec<(i32, i32)>>,
    /// The arrows' points.
    pub heads: Vec<(i32, i32)>,
    /// The words on arrows, line by line.
    pub labels: Vec<((i32, i32), Anchor, String)>,
}

/// A height that is known once every channel has its tracks.
#[derive(Clone, Copy, Debug)]
enum Level {
    Top(usize),
    Middle(usize),
    Bottom(usize),
    Row(usize),
    Track(usize, usize),
}

/// An arrow, or a part of one, whose heights are still to be found.
struct Leg {
    points: Vec<(i32, Level)>,
    has_head: bool,
}

struct Router<'a> {
    flow: &'a Flow,
    layers: &'a Layers,
    boxes: &'a [StepBox],
    places: &'a Places,
    legs: Vec<Leg>,
    bundles: BTreeMap<(usize, usize), Bundle>,
    /// Where arrows turn down beside boxes: layer, place, target.
    turns: Vec<(usize, i32, usize)>,
    /// Where the arrows that lead back to a step go up.
    gutters: BTreeMap<usize, i32>,
    right: i32,
}

pub(super) fn route(flow: &Flow, layers: &Layers, boxes: &[StepBox], places: &Places) -> Geometry {
    let right = (0..layers.cells.len())
        .map(|cell| {
            let beside = match layers.cells[cell].kind {
                Kind::Step(step) => reach(step, boxes, &places.sides, Side::Right).max(REACH),
                Kind::Pass(_) => REACH,
            };
            places.x[cell] + half(layers, boxes, cell) + beside
        })
        .max()
        .unwrap_or(0);
    let mut router = Router {
        flow,
        layers,
        boxes,
        places,
        legs: Vec::new(),
        bundles: BTreeMap::new(),
        turns: Vec::new(),
        gutters: BTreeMap::new(),
        right,
    };
    for step in 0..flow.steps.len() {
        for branch in 0..flow.steps[step].branches.len() {
            router.branch(step, branch);
        }
    }
    for (index, cell) in layers.cells.iter().enumerate() {
        if let Kind::Pass(to) = cell.kind {
            router.onward(vec![(places.x[index], Level::Row(cell.layer))], index, to);
        }
    }
    router.finish()
}

fn half(layers: &Layers, boxes: &[StepBox], cell: usize) -> i32 {
    match layers.cells[cell].kind {
        Kind::Step(step) => boxes[step].width / 2,
        Kind::Pass(_) => 0,
    }
}

impl Router<'_> {
    fn branch(&mut self, step: usize, branch: usize) {
        let to = self.flow.steps[step].branches[branch].to;
        let (x, width) = (self.places.x[step], self.boxes[step].width);
        let side = self.places.sides[step][branch];
        let next = self.layers.next(step, to);
        let layer = self.layers.cells[step].layer;
        match side {
            Side::Bottom => self.leave(vec![(x, Level::Bottom(step))], step, next, to),
            Side::Spread(rank, count) => {
                let (rank, count) = (rank as i32, count as i32);
                let x = x - width / 2 + width * (2 * rank + 1) / (2 * count);
                self.leave(vec![(x, Level::Bottom(step))], step, next, to);
            }
            Side::Left | Side::Right => {
                let sign = if side == Side::Left { -1 } else { 1 };
                let edge = x + sign * width / 2;
                let near = edge + sign * (self.boxes[step].labels[branch].width + REACH);
                let is_beyond = |turn: i32| (turn - near) * sign >= 0;
                if next.is_none() {
                    self.side_way_back(step, edge, near, to);
                    return;
                }
                if let Some(pass) = self.layers.pass(to, layer)
                    && is_beyond(self.places.x[pass])
                    && self.is_free(step, edge, self.places.x[pass], to)
                {
                    let turn = self.places.x[pass];
                    let points = vec![(edge, Level::Middle(step)), (turn, Level::Middle(step))];
                    self.legs.push(Leg { points, has_head: false });
                    return;
                }
                let wanted = next.map_or(near, |next| self.places.x[next]);
                let is_good = is_beyond(wanted) && self.is_free(step, edge, wanted, to);
                let turn = if is_good { wanted } else { near };
                self.turns.push((layer, turn, to));
                let points = vec![(edge, Level::Middle(step)), (turn, Level::Middle(step))];
                self.leave(points, step, next, to);
            }
        }
    }

    /// Can an arrow go from the side of a box straight to `turn`, and down there?
    fn is_free(&self, step: usize, edge: i32, turn: i32, to: usize) -> bool {
        let layer = self.layers.cells[step].layer;
        let (left, right) = (edge.min(turn), edge.max(turn));
        let is_clear = |&cell: &usize| match self.layers.cells[cell].kind {
            Kind::Step(other) => {
                let half = self.boxes[other].width / 2 + NEAR;
                other == step
                    || self.places.x[cell] + half < left
                    || right < self.places.x[cell] - half
            }
            Kind::Pass(target) => target == to || (self.places.x[cell] - turn).abs() >= NEAR,
        };
        self.layers.rows[layer].iter().all(is_clear)
            && self
                .turns
                .iter()
                .all(|&(row, x, target)| row != layer || target == to || (x - turn).abs() >= NEAR)
    }

    /// From a box, or from beside it, on to the next layer or back up.
    fn leave(&mut self, points: Vec<(i32, Level)>, step: usize, next: Option<usize>, to: usize) {
        if next.is_some() {
            self.onward(points, step, to);
            return;
        }
        let channel = self.layers.cells[step].layer + 1;
        let gutter = self.gutter(to);
        let x = points.last().map_or(0, |point| point.0);
        self.bundles.entry((channel, to)).or_default().above.extend([x, gutter]);
        let mut points = points;
        points.extend([(x, Level::Track(channel, to)), (gutter, Level::Track(channel, to))]);
        self.back_up(points, to);
    }

    fn side_way_back(&mut self, step: usize, edge: i32, near: i32, to: usize) {
        let gutter = self.gutter(to);
        let mut points = vec![(edge, Level::Middle(step))];
        if edge < gutter && self.is_free(step, edge, gutter, to) {
            points.push((gutter, Level::Middle(step)));
            self.back_up(points, to);
        } else {
            points.push((near, Level::Middle(step)));
            self.turns.push((self.layers.cells[step].layer, near, to));
            self.leave(points, step, None, to);
        }
    }

    fn gutter(&mut self, to: usize) -> i32 {
        let next = self.right + GUTTER + 14 * self.gutters.len() as i32;
        *self.gutters.entry(to).or_insert(next)
    }

    /// From the gutter into the step that the arrow leads back to.
    fn back_up(&mut self, mut points: Vec<(i32, Level)>, to: usize) {
        let channel = self.layers.cells[to].layer;
        let (gutter, x) = (self.gutter(to), self.places.x[to]);
        self.bundles.entry((channel, to)).or_default().below.extend([gutter, x]);
        points.extend([
            (gutter, Level::Track(channel, to)),
            (x, Level::Track(channel, to)),
            (x, Level::Top(to)),
        ]);
        self.legs.push(Leg { points, has_head: true });
    }

    /// From a cell's layer into the next.
    fn onward(&mut self, mut points: Vec<(i32, Level)>, cell: usize, to: usize) {
        let Some(next) = self.layers.next(cell, to) else { return };
        let channel = self.layers.cells[next].layer;
        let (from, x) = (points.last().map_or(0, |point| point.0), self.places.x[next]);
        let bundle = self.bundles.entry((channel, to)).or_default();
        bundle.above.push(from);
        bundle.below.push(x);
        points.extend([(from, Level::Track(channel, to)), (x, Level::Track(channel, to))]);
        points.push((x, if next == to { Level::Top(to) } else { Level::Row(channel) }));
        self.legs.push(Leg { points, has_head: next == to });
    }

    /// Heights for everything.
    fn finish(self) -> Geometry {
        let depth = self.layers.rows.len();
        let mut track_of: BTreeMap<(usize, usize), i32> = BTreeMap::new();
        let mut y = 2;
        let mut row_tops = Vec::new();
        for channel in 0..=depth {
            let keys: Vec<(usize, usize)> =
                self.bundles.range((channel, 0)..(channel + 1, 0)).map(|(key, _)| *key).collect();
            let bundles: Vec<Bundle> = keys.iter().map(|key| self.bundles[key].clone()).collect();
            let (tracks, count) = tracks(&bundles);
            let above = self.label_room(channel).max(if channel == 0 { 0 } else { ABOVE });
            for (key, track) in keys.iter().zip(tracks) {
                track_of.insert(*key, y + above + TRACK * track as i32);
            }
            let has_arrows = !keys.is_empty();
            if has_arrows {
                y += above + TRACK * (count as i32 - 1).max(0) + BELOW;
            } else if channel > 0 && channel < depth {
                y += BELOW;
            }
            if channel < depth {
                row_tops.push(y);
                y += self.layers.rows[channel]
                    .iter()
                    .filter_map(|&cell| match self.layers.cells[cell].kind {
                        Kind::Step(step) => Some(self.boxes[step].height),
                        Kind::Pass(_) => None,
                    })
                    .max()
                    .unwrap_or(0);
            }
        }
        self.geometry(&row_tops, &track_of, y + 2)
    }

    /// How much room the words on arrows need below the boxes above a channel.
    fn label_room(&self, channel: usize) -> i32 {
        let Some(row) = channel.checked_sub(1).map(|layer| &self.layers.rows[layer]) else {
            return 0;
        };
        let mut most = 0;
        for &cell in row {
            let Kind::Step(step) = self.layers.cells[cell].kind else { continue };
            for (branch, side) in self.places.sides[step].iter().enumerate() {
                if matches!(side, Side::Bottom | Side::Spread(..)) {
                    most = most.max(self.boxes[step].labels[branch].lines.len() as i32);
                }
            }
        }
        if most == 0 { 0 } else { LABEL_LINE * most + 8 }
    }

    fn geometry(
        &self,
        row_tops: &[i32],
        track_of: &BTreeMap<(usize, usize), i32>,
        height: i32,
    ) -> Geometry {
        let mut geometry = Geometry { height, ..Geometry::default() };
        for (step, one) in self.boxes.iter().enumerate() {
            geometry.areas.push(Area {
                x: self.places.x[step],
                y: row_tops[self.layers.cells[step].layer],
                width: one.width,
                height: one.height,
            });
        }
        let level = |level: Level| match level {
            Level::Top(step) => geometry.areas[step].y,
            Level::Middle(step) => geometry.areas[step].y + geometry.areas[step].height / 2,
            Level::Bottom(step) => geometry.areas[step].y + geometry.areas[step].height,
            Level::Row(layer) => row_tops[layer],
            Level::Track(channel, to) => track_of[&(channel, to)],
        };
        for leg in &self.legs {
            let points: Vec<(i32, i32)> =
                leg.points.iter().map(|&(x, height)| (x, level(height))).collect();
            geometry.heads.extend(points.last().filter(|_| leg.has_head));
            geometry.paths.push(points);
        }
        for step in 0..self.boxes.len() {
            self.labels(step, &mut geometry);
        }
        geometry.move_into_view();
        geometry
    }

    fn labels(&self, step: usize, geometry: &mut Geometry) {
        let area = geometry.areas[step];
        for (label, side) in self.boxes[step].labels.iter().zip(&self.places.sides[step]) {
            let (middle, bottom) = (area.y + area.height / 2, area.y + area.height);
            let lines = label.lines.len() as i32;
            let (x, y, anchor) = match side {
                Side::Bottom => (area.x + 7, bottom + LABEL_SIZE + 2, Anchor::Start),
                Side::Spread(rank, count) => {
                    let port = area.width * (2 * *rank as i32 + 1) / (2 * *count as i32);
                    (area.x - area.width / 2 + port + 6, bottom + LABEL_SIZE + 2, Anchor::Start)
                }
                Side::Left => (area.x - area.width / 2 - 6, middle - 7, Anchor::End),
                Side::Right => (area.x + area.width / 2 + 6, middle - 7, Anchor::Start),
            };
            let first = match side {
                Side::Left | Side::Right => y - LABEL_LINE * (lines - 1),
                Side::Bottom | Side::Spread(..) => y,
            };
            for (row, line) in label.lines.iter().enumerate() {
                let at = (x, first + LABEL_LINE * row as i32);
                geometry.labels.push((at, anchor, line.clone()));
            }
        }
    }
}

impl Geometry {
    /// Moves everything so that it begins at the left edge.
    fn move_into_view(&mut self) {
        let sides =
            self.areas.iter().flat_map(|area| [area.x - area.width / 2, area.x + area.width / 2]);
        let points = self.paths.iter().flatten().map(|point| point.0);
        let all: Vec<i32> = sides.chain(points).collect();
        let left = all.iter().min().copied().unwrap_or(0) - 2;
        self.width = all.iter().max().copied().unwrap_or(0) + 2 - left;
        self.areas.iter_mut().for_each(|area| area.x -= left);
        self.paths.iter_mut().flatten().for_each(|point| point.0 -= left);
        self.heads.iter_mut().for_each(|point| point.0 -= left);
        self.labels.iter_mut().for_each(|label| label.0.0 -= left);
    }
}
