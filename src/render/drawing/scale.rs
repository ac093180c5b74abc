//! A scale: a line from 0 to 10, a dot at each number that somebody gave, and their names on a flag above it.
//! Flags point outwards, those nearer to the middle higher, so that none covers another or its pole.

use serde::Serialize;

use crate::model::diagram::{Mark, Scale, Tenths};
use crate::render::drawing::Phrases;
use crate::render::drawing::measure::{lines, width};
use crate::render::drawing::svg::{Anchor, Svg};

/// As wide as a figure of text is on a large screen, and on a small one.
pub(super) const WIDE: i32 = 600;
pub(super) const NARROW: i32 = 256;

/// The size of names, the height of their lines, and the space between a pole and its names.
const SIZE: i32 = 15;
const LINE: i32 = 20;
const PAD: i32 = 7;
/// What the line keeps free at each end for the round of a dot.
const EDGE: i32 = 12;

/// One person's number and words.
#[derive(Serialize)]
pub(crate) struct MarkContext {
    name: String,
    number: String,
    /// Their words as HTML.
    words_html: String,
    /// Which of the component's items it is, from 0.
    #[serde(skip)]
    pub(super) item: usize,
    #[serde(skip)]
    words_start: usize,
}

impl MarkContext {
    /// Takes the words out of the whole item's value, where the number comes first.
    pub(super) fn take_words(&mut self, item_html: &str) {
        let has_marks = item_html.bytes().take(self.words_start).any(|b| b == b'<' || b == b'&');
        let words = item_html.get(self.words_start..).filter(|_| !has_marks);
        words.unwrap_or(item_html).clone_into(&mut self.words_html);
    }
}

pub(super) fn in_words(scale: &Scale) -> Vec<MarkContext> {
    let mark = |mark: &Mark| MarkContext {
        name: mark.name.clone(),
        number: mark.number.to_string(),
        item: mark.item,
        words_html: String::new(),
        words_start: mark.words_start,
    };
    scale.marks.iter().map(mark).collect()
}

/// Everyone with the same number: each line of their names, and how far down it stands.
struct Flag {
    number: Tenths,
    lines: Vec<(i32, String)>,
    width: i32,
    height: i32,
}

/// Where the flags stand: how far the line begins and ends from the edges, and how high each flag flies.
#[derive(Clone, Debug, Default)]
struct Placing {
    /// So many flags, from the left, point to the left.
    left_flags: usize,
    left: i32,
    right: i32,
    heights: Vec<i32>,
    total: i32,
}

/// A scale of this width as SVG.
pub(super) fn draw(
    scale: &Scale,
    width: i32,
    id: &str,
    label: &str,
    phrases: Phrases<'_>,
) -> String {
    let flags = flags(scale, width);
    let placing = (0..=flags.len())
        .map(|left_flags| place(&flags, left_flags, width))
        .min_by_key(|placing| placing.total + (placing.left + placing.right) / 2)
        .unwrap_or_default();
    let mut svg = Svg::new();
    let line = placing.total + 4;
    let at = |number: Tenths| placing.at(number, width);
    svg.line("scale__line", (at(Tenths(0)), line), (at(Tenths(100)), line));
    let is_dense = at(Tenths(10)) - at(Tenths(0)) < 18;
    for number in 0..=10 {
        let x = at(Tenths(number * 10));
        svg.line("scale__tick", (x, line), (x, line + 7));
        if !is_dense || number % 5 == 0 {
            svg.text("scale__number", (x, line + 24), Anchor::Middle, 14, &number.to_string());
        }
    }
    for (index, flag) in flags.iter().enumerate() {
        let x = at(flag.number);
        let height = placing.heights[index];
        let rise = height + flag.height;
        svg.line("scale__pole", (x, line), (x, line - rise));
        let (text_x, anchor) = match index < placing.left_flags {
            true => (x - PAD, Anchor::End),
            false => (x + PAD, Anchor::Start),
        };
        for (down, text) in &flag.lines {
            svg.text("scale__name", (text_x, line - rise + down + SIZE), anchor, SIZE, text);
        }
        svg.circle("scale__dot", (x, line), 7);
    }
    let title = if label.is_empty() { phrases.get("scale") } else { label };
    let class = if width == NARROW { "drawing__svg--narrow" } else { "drawing__svg--wide" };
    svg.finish(class, (width, line + 32), id, title, &description(scale, phrases))
}

fn description(scale: &Scale, phrases: Phrases<'_>) -> String {
    let one = |mark: &Mark| {
        phrases.fill("scale_mark", &[("name", &mark.name), ("number", &mark.number.to_string())])
    };
    scale.marks.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn flags(scale: &Scale, total: i32) -> Vec<Flag> {
    let mut flags: Vec<Flag> = Vec::new();
    let mut marks: Vec<_> = scale.marks.iter().collect();
    marks.sort_by_key(|mark| mark.number);
    for mark in marks {
        if flags.last().is_none_or(|flag| flag.number != mark.number) {
            flags.push(Flag { number: mark.number, lines: Vec::new(), width: 0, height: 0 });
        }
        let flag = flags.last_mut().expect("one was pushed if there was none");
        flag.height += if flag.height == 0 { 0 } else { 3 };
        for line in lines(&mark.name, SIZE, total * 2 / 5 - PAD, 2) {
            flag.width = flag.width.max(width(&line, SIZE) + PAD);
            flag.lines.push((flag.height, line));
            flag.height += LINE - 1;
        }
    }
    flags
}

impl Placing {
    fn at(&self, number: Tenths, width: i32) -> i32 {
        self.left + (width - self.left - self.right) * i32::from(number.0) / 100
    }
}

/// The first `left_flags` flags point to the left, the others to the right.
fn place(flags: &[Flag], left_flags: usize, width: i32) -> Placing {
    let mut placing =
        Placing { left_flags, left: EDGE, right: EDGE, heights: vec![0; flags.len()], total: 0 };
    // A flag that would fly over an edge pushes the end of the line inwards, which moves all the others.
    for _ in 0..12 {
        for (index, flag) in flags.iter().enumerate() {
            let x = placing.at(flag.number, width);
            if index < left_flags {
                placing.left += (flag.width - x).max(0);
            } else {
                placing.right += (x + flag.width - width).max(0);
            }
        }
    }
    let xs: Vec<i32> = flags.iter().map(|flag| placing.at(flag.number, width)).collect();
    let gap = 6;
    for index in 0..left_flags {
        let start = xs[index] - flags[index].width;
        let below = (0..index).filter(|&one| xs[one] > start - gap);
        let height = below.map(|one| placing.heights[one] + flags[one].height + gap).max();
        placing.heights[index] = height.unwrap_or(EDGE);
    }
    for index in (left_flags..flags.len()).rev() {
        let end = xs[index] + flags[index].width;
        let below = (index + 1..flags.len()).filter(|&one| xs[one] < end + gap);
        let height = below.map(|one| placing.heights[one] + flags[one].height + gap).max();
        placing.heights[index] = height.unwrap_or(EDGE);
    }
    let tops = flags.iter().zip(&placing.heights).map(|(flag, height)| flag.height + height);
    placing.total = tops.max().unwrap_or(0);
    placing
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{ProptestConfig, proptest};

    use super::{NARROW, WIDE, flags, place};
    use crate::model::diagram::{Mark, Scale, Tenths};

    fn scale(marks: &[(String, u8)]) -> Scale {
        let marks = marks.iter().enumerate().map(|(item, (name, number))| Mark {
            name: name.clone(),
            number: Tenths(*number),
            item,
            words_start: 0,
        });
        Scale { marks: marks.collect() }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn no_flag_covers_another_or_its_pole(
            marks in vec(("[A-Za-z ]{1,30}", 0..=100_u8), 1..20), is_wide: bool
        ) {
            let width = if is_wide { WIDE } else { NARROW };
            let flags = flags(&scale(&marks), width);
            for left_flags in 0..=flags.len() {
                let placing = place(&flags, left_flags, width);
                let boxes: Vec<_> = flags.iter().enumerate().map(|(index, flag)| {
                    let x = placing.at(flag.number, width);
                    let start = if index < left_flags { x - flag.width } else { x };
                    let bottom = placing.heights[index];
                    assert!(start >= -1 && start + flag.width <= width + 1, "{flag:?} leaves the drawing", flag = flag.lines);
                    (x, start, start + flag.width, bottom, bottom + flag.height)
                }).collect();
                for (index, one) in boxes.iter().enumerate() {
                    for (other_index, other) in boxes.iter().enumerate() {
                        if index == other_index { continue }
                        let overlaps = one.1 < other.2 && other.1 < one.2 && one.3 < other.4 && other.3 < one.4;
                        assert!(!overlaps);
                        let pole_covered = other.1 < one.0 && one.0 < other.2 && other.3 < one.4;
                        assert!(!pole_covered);
                    }
                }
            }
        }
    }
}
