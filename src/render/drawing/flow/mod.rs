//! A pathway: boxes in layers from the top down, questions with points at their sides, ends rounded, and
//! arrows with words on them; then the same as a numbered list.

mod boxes;
mod layers;
mod place;
mod route;

use serde::Serialize;

use crate::model::diagram::Flow;
use crate::render::drawing::Phrases;
use crate::render::drawing::flow::boxes::{LABEL_SIZE, LINE, POINT, SIZE, Shape, StepBox, boxes};
use crate::render::drawing::flow::layers::{Layers, layers};
use crate::render::drawing::flow::place::places;
use crate::render::drawing::flow::route::{Area, Geometry, route};
use crate::render::drawing::svg::{Anchor, Svg, rounded};

/// A step in words. Steps are numbered from 1.
#[derive(Serialize)]
pub(crate) struct StepContext {
    text: String,
    is_decision: bool,
    branches: Vec<BranchContext>,
}

/// Where a step leads.
#[derive(Serialize)]
pub(crate) struct BranchContext {
    label: String,
    /// The number of the step that comes next.
    to: usize,
    /// That is the one below in the list.
    is_next: bool,
}

pub(super) fn in_words(flow: &Flow) -> Vec<StepContext> {
    let steps = flow.steps.iter().enumerate().map(|(index, step)| StepContext {
        text: step.text.clone(),
        is_decision: step.is_decision(),
        branches: step
            .branches
            .iter()
            .map(|branch| BranchContext {
                label: branch.label.clone(),
                to: branch.to + 1,
                is_next: branch.to == index + 1,
            })
            .collect(),
    });
    steps.collect()
}

/// A flow as SVG.
pub(super) fn draw(flow: &Flow, id: &str, label: &str, phrases: Phrases<'_>) -> String {
    let boxes = boxes(flow);
    let geometry = geometry(flow, &boxes);
    let mut svg = Svg::new();
    for path in &geometry.paths {
        svg.path("flow__line", &rounded(path, 7));
    }
    for &(x, y) in &geometry.heads {
        svg.path("flow__head", &format!("M{x} {y}L{} {}L{} {}Z", x - 5, y - 9, x + 5, y - 9));
    }
    for (index, (one, area)) in boxes.iter().zip(&geometry.areas).enumerate() {
        draw_box(one, *area, index == 0, &mut svg);
    }
    for (at, anchor, text) in &geometry.labels {
        svg.text("flow__label", *at, *anchor, LABEL_SIZE, text);
    }
    let title = if label.is_empty() { phrases.get("flow") } else { label };
    let count = flow.steps.len().to_string();
    let description = phrases.fill("flow_description", &[("count", &count)]);
    svg.finish("", (geometry.width, geometry.height), id, title, &description)
}

fn geometry(flow: &Flow, boxes: &[StepBox]) -> Geometry {
    let mut layers = layers(flow);
    let lay_out = |layers: &Layers| route(flow, layers, boxes, &places(flow, layers, boxes));
    let mut best = lay_out(&layers);
    let mut crossings = layers.crossings();
    let mut tries = MOST_TRIES;
    // What can stand on either side stands where the drawing gets narrower.
    for row in 0..layers.rows.len() {
        for at in 1..layers.rows[row].len() {
            if best.width <= COMFORTABLE || tries == 0 || layers.cells.len() > MOST_CELLS {
                return best;
            }
            tries -= 1;
            layers.swap(row, at);
            let found = layers.crossings();
            if found <= crossings {
                let other = lay_out(&layers);
                if (found, other.width) < (crossings, best.width) {
                    (best, crossings) = (other, found);
                    continue;
                }
            }
            layers.swap(row, at);
        }
    }
    best
}

/// A drawing that is no wider fits beside the contents of a page, so there is nothing to gain.
const COMFORTABLE: i32 = 640;
/// How many other orders are tried, and in drawings of how many cells at most, so that none takes long.
const MOST_TRIES: usize = 60;
const MOST_CELLS: usize = 200;

fn draw_box(one: &StepBox, area: Area, is_start: bool, svg: &mut Svg) {
    let Area { x, y, width, height } = area;
    let (left, right, bottom) = (x - width / 2, x + width / 2, y + height);
    let class = match one.shape {
        _ if is_start && one.shape != Shape::Decision => "flow__box flow__box--start",
        Shape::Step => "flow__box",
        Shape::Decision => "flow__box flow__box--decision",
        Shape::End => "flow__box flow__box--end",
    };
    if one.shape == Shape::Decision {
        let (in_left, in_right, middle) = (left + POINT, right - POINT, y + height / 2);
        let path = format!(
            "M{in_left} {y}L{in_right} {y}L{right} {middle}L{in_right} {bottom}L{in_left} {bottom}L{left} {middle}Z"
        );
        svg.path(class, &path);
    } else {
        let radius = if one.shape == Shape::End || is_start { 20 } else { 4 };
        let attributes =
            format!("x=\"{left}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"");
        svg.shape("rect", class, &attributes);
    }
    let first = y + (height - LINE * one.lines.len() as i32) / 2 + SIZE - 1;
    for (row, line) in one.lines.iter().enumerate() {
        svg.text("flow__text", (x, first + LINE * row as i32), Anchor::Middle, SIZE, line);
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{ProptestConfig, Strategy, proptest};

    use super::{boxes, geometry};
    use crate::model::diagram::{Branch, Flow, Step};
    use crate::render::drawing::flow::boxes::{POINT, SIZE, Shape, StepBox};
    use crate::render::drawing::flow::route::{Area, Geometry};
    use crate::render::drawing::measure::width;

    fn step(text: &str, branches: &[(&str, usize)]) -> Step {
        let branches =
            branches.iter().map(|&(label, to)| Branch { label: label.to_owned(), to }).collect();
        Step { name: String::new(), text: text.to_owned(), branches }
    }

    fn edges(area: Area) -> (i32, i32, i32, i32) {
        (area.x - area.width / 2, area.y, area.x + area.width / 2, area.y + area.height)
    }

    /// What must hold for every drawing.
    fn check(flow: &Flow) -> Geometry {
        let boxes = boxes(flow);
        let drawn = geometry(flow, &boxes);
        assert_eq!(drawn.areas.len(), flow.steps.len(), "each step is drawn once");
        let arrows: usize = flow.steps.iter().map(|step| step.branches.len()).sum();
        assert!(drawn.paths.len() >= arrows, "each arrow is drawn");
        for (index, &one) in drawn.areas.iter().enumerate() {
            let (left, top, right, bottom) = edges(one);
            assert!(left >= 0 && top >= 0 && right <= drawn.width && bottom <= drawn.height);
            for &other in &drawn.areas[index + 1..] {
                let (l, t, r, b) = edges(other);
                assert!(
                    right <= l || r <= left || bottom <= t || b <= top,
                    "{one:?} over {other:?}"
                );
            }
            for path in &drawn.paths {
                for pair in path.windows(2) {
                    let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
                    assert!(ax == bx || ay == by, "a slanting line");
                    let through = ax.min(bx) < right
                        && ax.max(bx) > left
                        && ay.min(by) < bottom
                        && ay.max(by) > top;
                    assert!(!through, "{pair:?} through {one:?}");
                }
            }
        }
        boxes.iter().for_each(fits);
        drawn
    }

    fn fits(one: &StepBox) {
        let sides = if one.shape == Shape::Decision { POINT } else { 4 };
        for line in &one.lines {
            assert!(width(line, SIZE) <= one.width - 2 * sides, "{line}");
        }
        assert!(one.lines.len() as i32 * 19 <= one.height);
    }

    fn flows() -> impl Strategy<Value = Flow> {
        vec(("[a-z ]{0,90}", vec(("[a-z]{0,12}", 0..100_usize), 0..5)), 1..24).prop_map(|steps| {
            let count = steps.len();
            let steps = steps.iter().map(|(text, branches)| {
                let branches: Vec<(&str, usize)> =
                    branches.iter().map(|(label, to)| (label.as_str(), to % count)).collect();
                step(text, &branches)
            });
            Flow { steps: steps.collect() }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn nothing_overlaps_and_no_arrow_runs_through_a_box(flow in flows()) {
            check(&flow);
        }
    }

    #[test]
    fn the_longest_way_stands_in_one_straight_line() {
        let flow = Flow {
            steps: vec![
                step("Is it safe?", &[("Yes", 3), ("No", 1)]),
                step("Who can help?", &[("Family", 2), ("Nobody", 3)]),
                step("Ask them", &[("", 3)]),
                step("Write it down", &[]),
            ],
        };
        let drawn = check(&flow);
        let middles: Vec<i32> = drawn.areas.iter().map(|area| area.x).collect();
        assert!(middles.iter().all(|x| *x == middles[0]), "{middles:?}");
    }

    #[test]
    fn what_leads_back_goes_round_on_the_right() {
        let flow = Flow {
            steps: vec![
                step("Ring", &[("", 1)]),
                step("Did they answer?", &[("Yes", 2), ("No", 0)]),
                step("Talk", &[]),
            ],
        };
        let drawn = check(&flow);
        let right = drawn.areas.iter().map(|area| area.x + area.width / 2).max().unwrap();
        assert!(drawn.paths.iter().flatten().any(|point| point.0 > right));
    }

    #[test]
    fn the_largest_and_the_most_tangled_are_drawn_in_time() {
        let tangled = (0..60).map(|index: usize| {
            let to: Vec<(&str, usize)> =
                (1..6).map(|by| ("x", (index * by * 7 + by) % 60)).collect();
            step(&"word ".repeat(20_000), &to)
        });
        check(&Flow { steps: tangled.collect() });
    }
}
