//! SVG, written piece by piece in whole units. A unit is a sixteenth of the reader's own text size, so that
//! a drawing grows with the text around it. Colours are the theme's: everything here has a class.

use std::fmt::Write;

use crate::render::html::escape;

/// A drawing in the making.
pub(super) struct Svg {
    body: String,
}

/// Where a line of text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It starts there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

impl Svg {
    pub(super) fn new() -> Self {
        Svg { body: String::new() }
    }

    /// A piece without text: its element's name, its class and its other attributes.
    pub(super) fn shape(&mut self, element: &str, class: &str, attributes: &str) {
        let _ = write!(self.body, "<{element} class=\"{class}\" {attributes}/>");
    }

    pub(super) fn path(&mut self, class: &str, path: &str) {
        self.shape("path", class, &format!("d=\"{path}\""));
    }

    pub(super) fn line(&mut self, class: &str, from: (i32, i32), to: (i32, i32)) {
        self.path(class, &format!("M{} {}L{} {}", from.0, from.1, to.0, to.1));
    }

    pub(super) fn circle(&mut self, class: &str, centre: (i32, i32), radius: i32) {
        let (x, y) = centre;
        self.shape("circle", class, &format!("cx=\"{x}\" cy=\"{y}\" r=\"{radius}\""));
    }

    /// One line of text; `at` is on its baseline.
    pub(super) fn text(
        &mut self,
        class: &str,
        at: (i32, i32),
        anchor: Anchor,
        size: i32,
        text: &str,
    ) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let (x, y) = at;
        let _ = write!(
            self.body,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{anchor} font-size=\"{size}\">{}</text>",
            escape(text)
        );
    }

    /// The whole drawing: its size, an id for its name and description, and these two in words.
    pub(super) fn finish(
        self,
        class: &str,
        (width, height): (i32, i32),
        id: &str,
        title: &str,
        description: &str,
    ) -> String {
        let id = escape(id);
        // Lines of text keep to their anchors whatever the direction of the page.
        format!(
            "<svg class=\"drawing__svg {class}\" role=\"img\" aria-labelledby=\"{id}.title {id}.desc\" \
             width=\"{}rem\" height=\"{}rem\" viewBox=\"0 0 {width} {height}\" direction=\"ltr\">\
             <title id=\"{id}.title\">{}</title><desc id=\"{id}.desc\">{}</desc>{}</svg>",
            sixteenths(width),
            sixteenths(height),
            escape(title),
            escape(description),
            self.body
        )
    }
}

/// A length in sixteenths as a decimal number.
fn sixteenths(length: i32) -> String {
    let whole = length / 16;
    match (length % 16) * 625 {
        0 => whole.to_string(),
        part => format!("{whole}.{part:04}").trim_end_matches('0').to_owned(),
    }
}

/// A line through these points, its corners rounded.
pub(super) fn rounded(points: &[(i32, i32)], radius: i32) -> String {
    let mut path = String::new();
    let mut kept: Vec<(i32, i32)> = Vec::new();
    for &point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., (ax, ay), (bx, by)] = kept[..]
            && ((ax == bx && bx == point.0) || (ay == by && by == point.1))
        {
            kept.pop();
        }
        kept.push(point);
    }
    for (index, &(x, y)) in kept.iter().enumerate() {
        let corner = match (index.checked_sub(1).map(|i| kept[i]), kept.get(index + 1)) {
            (Some(before), Some(&after)) => {
                let reach =
                    |to: (i32, i32)| ((to.0 - x).abs().max((to.1 - y).abs()) / 2).min(radius);
                let radius = reach(before).min(reach(after));
                let toward = |to: (i32, i32)| {
                    (x + (to.0 - x).signum() * radius, y + (to.1 - y).signum() * radius)
                };
                Some((toward(before), toward(after)))
            }
            _ => None,
        };
        let _ = match corner {
            Some(((ax, ay), (bx, by))) => write!(path, "L{ax} {ay}Q{x} {y} {bx} {by}"),
            None if index == 0 => write!(path, "M{x} {y}"),
            None => write!(path, "L{x} {y}"),
        };
    }
    path
}

#[cfg(test)]
mod tests {
    use super::{rounded, sixteenths};

    #[test]
    fn rounds_corners_only() {
        let path = rounded(&[(0, 0), (0, 5), (0, 20), (0, 20), (30, 20)], 6);
        assert_eq!(path, "M0 0L0 14Q0 20 6 20L30 20");
    }

    #[test]
    fn writes_sixteenths() {
        assert_eq!(sixteenths(16), "1");
        assert_eq!(sixteenths(17), "1.0625");
        assert_eq!(sixteenths(24), "1.5");
    }
}
