//! How large each step's box is, and the words in it and on its arrows.

use crate::model::diagram::Flow;
use crate::render::drawing::measure::{lines, width};

/// How wide a box is, and how far its text keeps from its sides.
pub(super) const BOX: i32 = 196;
const PAD: i32 = 13;
/// The points at the sides of a question.
pub(super) const POINT: i32 = 15;
/// The size of text, and the height of its lines.
pub(super) const SIZE: i32 = 15;
pub(super) const LINE: i32 = 19;
/// The same for the words on arrows.
pub(super) const LABEL_SIZE: i32 = 14;
pub(super) const LABEL_LINE: i32 = 16;
/// No label is wider, so that it keeps below its own half of a box.
const LABEL_WIDTH: i32 = 84;

/// What a box looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Something to do.
    Step,
    /// A question.
    Decision,
    /// Where a way ends.
    End,
}

/// The words on an arrow.
#[derive(Clone, Debug, Default)]
pub(super) struct Label {
    pub lines: Vec<String>,
    pub width: i32,
}

/// A step's box.
#[derive(Clone, Debug)]
pub(super) struct StepBox {
    pub shape: Shape,
    pub lines: Vec<String>,
    pub width: i32,
    pub height: i32,
    /// The words on its arrows, in the order of its branches.
    pub labels: Vec<Label>,
}

pub(super) fn boxes(flow: &Flow) -> Vec<StepBox> {
    let step = |step: &crate::model::diagram::Step| {
        let shape = match step.is_decision() {
            true => Shape::Decision,
            false if step.branches.is_empty() => Shape::End,
            false => Shape::Step,
        };
        let labels: Vec<Label> = step.branches.iter().map(|branch| label(&branch.label)).collect();
        let widest = labels.iter().map(|label| label.width).max().unwrap_or(0);
        let spread = (widest + 20) * labels.len() as i32;
        let total = if labels.len() > 3 { BOX.max(spread) } else { BOX };
        let sides = if shape == Shape::Decision { POINT + 4 } else { PAD };
        let lines = lines(&step.text, SIZE, total - 2 * sides, 9);
        let height = (lines.len() as i32 * LINE + 2 * PAD - 4).max(44);
        StepBox { shape, lines, width: total, height, labels }
    };
    flow.steps.iter().map(step).collect()
}

fn label(text: &str) -> Label {
    let lines = lines(text, LABEL_SIZE, LABEL_WIDTH, 4);
    let width = lines.iter().map(|line| width(line, LABEL_SIZE)).max().unwrap_or(0);
    Label { lines, width }
}
