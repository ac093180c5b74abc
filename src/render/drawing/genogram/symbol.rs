//! One person's symbol.

use crate::model::diagram::{Person, Sex};
use crate::render::drawing::svg::Svg;

/// Draws a person's symbol around a place.
pub(super) fn symbol(person: &Person, at: (i32, i32), half: i32, svg: &mut Svg) {
    let class = match person.is_index {
        true => "genogram__symbol genogram__symbol--index",
        false => "genogram__symbol",
    };
    outline(person.sex, class, at, half, svg);
    if person.is_index {
        outline(person.sex, "genogram__inner", at, inner(person.sex, half), svg);
    }
    if person.has_died {
        let (x, y) = at;
        // The cross ends on the outline: a circle's is nearer than a square's corners.
        let (reach, down) = match person.sex {
            Sex::Male => (half, 0),
            Sex::Female => (half * 7 / 10, 0),
            Sex::NotGiven | Sex::NonBinary => (half / 2 + 1, 0),
            Sex::Pregnancy => (half / 3, half / 6),
        };
        let y = y + down;
        svg.path(
            "genogram__cross",
            &format!(
                "M{} {}L{} {}M{} {}L{} {}",
                x - reach,
                y - reach,
                x + reach,
                y + reach,
                x + reach,
                y - reach,
                x - reach,
                y + reach
            ),
        );
    }
}

/// Half the size of the second outline inside the first.
fn inner(sex: Sex, half: i32) -> i32 {
    match sex {
        Sex::Male | Sex::Female => half - 5,
        Sex::NotGiven | Sex::NonBinary => half - 7,
        Sex::Pregnancy => half - 8,
    }
}

fn outline(sex: Sex, class: &str, (x, y): (i32, i32), half: i32, svg: &mut Svg) {
    match sex {
        Sex::Female => svg.circle(class, (x, y), half),
        Sex::Male => {
            let (left, top, size) = (x - half, y - half, 2 * half);
            let attributes = format!("x=\"{left}\" y=\"{top}\" width=\"{size}\" height=\"{size}\"");
            svg.shape("rect", class, &attributes);
        }
        Sex::NotGiven | Sex::NonBinary => {
            let path =
                format!("M{x} {}L{} {y}L{x} {}L{} {y}Z", y - half, x + half, y + half, x - half);
            svg.path(class, &path);
        }
        Sex::Pregnancy => {
            let path = format!(
                "M{x} {}L{} {}L{} {}Z",
                y - half * 8 / 10,
                x + half * 9 / 10,
                y + half * 7 / 10,
                x - half * 9 / 10,
                y + half * 7 / 10
            );
            svg.path(class, &path);
        }
    }
}
