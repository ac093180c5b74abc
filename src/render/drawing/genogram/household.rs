//! The dotted line round those who live together: the outline of their cells, and of passages between them
//! that keep clear of everybody else.

/// An area: left, top, right, bottom.
pub(super) type Area = (i32, i32, i32, i32);

/// A row of cells: where it begins and ends, and everyone's cell in it with whether they live here.
pub(super) struct Row {
    pub top: i32,
    pub bottom: i32,
    /// The middle of each person, from the left.
    pub people: Vec<(i32, bool)>,
    /// The middles between partners, where a passage would hide what stands there.
    pub couples: Vec<i32>,
}

/// Half a cell, and how wide a passage between cells is.
pub(super) const HALF: i32 = 49;
const PASSAGE: i32 = 18;

/// Neighbours who live here: their row and area.
struct Run {
    row: usize,
    area: Area,
}

/// The outlines, each a closed line through its corners.
pub(super) fn outlines(rows: &[Row]) -> Vec<Vec<(i32, i32)>> {
    let runs = runs(rows);
    let mut areas: Vec<Area> = runs.iter().map(|run| run.area).collect();
    for index in 1..runs.len() {
        let shared = |run: &Run| {
            let (one, other) = (run.area, runs[index].area);
            (one.2.min(other.2) - one.0.max(other.0)).max(-10_000)
        };
        let nearest = runs[..index]
            .iter()
            .max_by_key(|run| (run.row, shared(run)))
            .expect("there is one before each but the first");
        areas.extend(passage(rows, nearest, &runs[index]));
    }
    outline(&areas)
}

fn runs(rows: &[Row]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (row, one) in rows.iter().enumerate() {
        let mut is_open = false;
        for &(x, lives_here) in &one.people {
            match runs.last_mut().filter(|_| is_open && lives_here) {
                Some(run) => run.area.2 = x + HALF,
                None if lives_here => {
                    runs.push(Run { row, area: (x - HALF, one.top, x + HALF, one.bottom) });
                }
                None => {}
            }
            is_open = lives_here;
        }
    }
    runs
}

/// What joins two runs, the upper one first.
fn passage(rows: &[Row], upper: &Run, lower: &Run) -> Vec<Area> {
    let (one, other) = (upper.area, lower.area);
    let (left, right) = (one.0.max(other.0), one.2.min(other.2));
    if lower.row == upper.row + 1 && right - left >= 40 {
        return vec![(left, one.3, right, other.1)];
    }
    let middle = |area: Area| (area.0 + area.2) / 2;
    let between = &rows[upper.row + 1..lower.row.max(upper.row + 1)];
    let is_free = |x: i32| {
        between
            .iter()
            .flat_map(|row| &row.people)
            .all(|&(person, _)| (person - x).abs() >= HALF + PASSAGE / 2)
    };
    let beside = between.iter().flat_map(|row| &row.people).flat_map(|&(person, _)| {
        let reach = HALF + PASSAGE / 2;
        [person - reach, person + reach]
    });
    let hides = |x: i32| between.iter().flat_map(|row| &row.couples).any(|at| (at - x).abs() < 40);
    let way = |x: i32| (x - middle(one)).abs() + (x - middle(other)).abs();
    let x = beside
        .chain([middle(one), middle(other)])
        .filter(|&x| is_free(x))
        .min_by_key(|&x| (way(x) + if hides(x) { 200 } else { 0 }, x))
        .unwrap_or_else(|| middle(one));
    let half = PASSAGE / 2;
    let across = |from: Area, top: i32| {
        let near = x.clamp(from.0 + half, from.2 - half);
        (near.min(x) - half, top, near.max(x) + half, top + PASSAGE)
    };
    if lower.row == upper.row {
        return vec![(middle(one) - half, one.3, middle(other) + half, one.3 + PASSAGE)];
    }
    vec![across(one, one.3), (x - half, one.3, x + half, other.1), across(other, other.1 - PASSAGE)]
}

/// The outline of areas that touch or overlap.
fn outline(areas: &[Area]) -> Vec<Vec<(i32, i32)>> {
    let sorted = |values: Vec<i32>| {
        let mut values = values;
        values.sort_unstable();
        values.dedup();
        values
    };
    let xs = sorted(areas.iter().flat_map(|area| [area.0, area.2]).collect());
    let ys = sorted(areas.iter().flat_map(|area| [area.1, area.3]).collect());
    let is_inside = |column: i32, row: i32| {
        let (Ok(column), Ok(row)) = (usize::try_from(column), usize::try_from(row)) else {
            return false;
        };
        if column + 1 >= xs.len() || row + 1 >= ys.len() {
            return false;
        }
        areas.iter().any(|area| {
            area.0 <= xs[column]
                && xs[column + 1] <= area.2
                && area.1 <= ys[row]
                && ys[row + 1] <= area.3
        })
    };
    // Edges of the grid with the inside on their right, clockwise.
    let mut edges: Vec<((i32, i32), (i32, i32))> = Vec::new();
    for column in 0..xs.len() as i32 {
        for row in 0..ys.len() as i32 {
            if !is_inside(column, row) {
                continue;
            }
            let corners =
                [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)];
            let outside =
                [(column, row - 1), (column + 1, row), (column, row + 1), (column - 1, row)];
            for side in 0..4 {
                let (x, y) = outside[side];
                if !is_inside(x, y) {
                    edges.push((corners[side], corners[(side + 1) % 4]));
                }
            }
        }
    }
    let mut outlines = Vec::new();
    while let Some((start, mut at)) = edges.pop() {
        let mut corners = vec![start, at];
        while let Some(next) = edges.iter().position(|(from, _)| *from == at) {
            at = edges.swap_remove(next).1;
            corners.push(at);
            if at == start {
                break;
            }
        }
        let place = |&(column, row): &(i32, i32)| (xs[column as usize], ys[row as usize]);
        outlines.push(corners.iter().map(place).collect());
    }
    outlines
}

#[cfg(test)]
mod tests {
    use super::{Row, outline, outlines};

    #[test]
    fn goes_round_areas_that_touch() {
        let mut all = outline(&[(0, 0, 10, 10), (10, 0, 20, 10), (0, 10, 10, 20)]);
        assert_eq!(all.len(), 1);
        let mut corners = all.remove(0);
        corners.sort_unstable();
        corners.dedup();
        assert_eq!(corners.len(), 8, "{corners:?}");
    }

    #[test]
    fn passes_by_those_who_live_elsewhere() {
        let row = |top: i32, people: &[(i32, bool)]| Row {
            top,
            bottom: top + 80,
            people: people.to_vec(),
            couples: Vec::new(),
        };
        let rows = [row(0, &[(200, true)]), row(150, &[(200, false)]), row(300, &[(200, true)])];
        let all = outlines(&rows);
        assert_eq!(all.len(), 1, "one line round both");
        let inside_the_other =
            all[0].iter().any(|&(x, y)| (x - 200).abs() < 50 && (150..230).contains(&y));
        assert!(!inside_the_other, "{all:?}");
    }
}
