//! The space between two rows, where lines go sideways: each bundle of lines that belong together gets a
//! track of its own, so that no two run over each other and few cross.

/// Lines that belong together: they come from above at some places and go down at others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bundle {
    pub above: Vec<i32>,
    pub below: Vec<i32>,
}

impl Bundle {
    fn ends(&self) -> impl Iterator<Item = i32> {
        self.above.iter().chain(&self.below).copied()
    }

    fn span(&self) -> (i32, i32) {
        (self.ends().min().unwrap_or(0), self.ends().max().unwrap_or(0))
    }

    /// It goes straight down and needs no track.
    pub(super) fn is_straight(&self) -> bool {
        let (left, right) = self.span();
        left == right
    }
}

/// Lines nearer than this look as one.
const NEAR: i32 = 10;

/// The track of each bundle, from 0 at the top, and how many tracks there are.
pub(super) fn tracks(bundles: &[Bundle]) -> (Vec<usize>, usize) {
    let mut order: Vec<usize> =
        (0..bundles.len()).filter(|&index| !bundles[index].is_straight()).collect();
    order.sort_by_key(|&index| bundles[index].span());
    // Neighbours swap as long as that helps; each swap lowers the cost, and the bound is for safety.
    for _ in 0..order.len() {
        let mut swapped = false;
        for at in 1..order.len() {
            let (upper, lower) = (&bundles[order[at - 1]], &bundles[order[at]]);
            if cost(lower, upper) < cost(upper, lower) {
                order.swap(at - 1, at);
                swapped = true;
            }
        }
        if !swapped {
            break;
        }
    }
    let mut track = vec![0; bundles.len()];
    let mut count = 0;
    for (at, &index) in order.iter().enumerate() {
        let (left, right) = bundles[index].span();
        let above = order[..at].iter().filter(|&&other| {
            let (other_left, other_right) = bundles[other].span();
            other_left < right + NEAR && left < other_right + NEAR
        });
        track[index] = above.map(|&other| track[other] + 1).max().unwrap_or(0);
        count = count.max(track[index] + 1);
    }
    (track, count)
}

/// How often lines cross, given each bundle's track.
pub(super) fn crossings(bundles: &[Bundle], track: &[usize]) -> usize {
    let mut count = 0;
    for (index, one) in bundles.iter().enumerate() {
        for (other_index, other) in bundles.iter().enumerate().skip(index + 1) {
            count += match track[index] <= track[other_index] {
                true => cost(one, other),
                false => cost(other, one),
            };
        }
    }
    count
}

/// What it costs to have one bundle's track above another's: lines that cross, and lines that would run over
/// each other, which is far worse.
fn cost(upper: &Bundle, lower: &Bundle) -> usize {
    let within = |x: i32, (left, right): (i32, i32)| left < x && x < right;
    let crossed = upper.below.iter().filter(|&&x| within(x, lower.span())).count()
        + lower.above.iter().filter(|&&x| within(x, upper.span())).count();
    let near = |x: i32, other: i32| (x - other).abs() < 4;
    let over =
        upper.below.iter().filter(|&&x| lower.above.iter().any(|&other| near(x, other))).count();
    crossed + 100 * over
}

#[cfg(test)]
mod tests {
    use super::{Bundle, tracks};

    fn bundle(above: &[i32], below: &[i32]) -> Bundle {
        Bundle { above: above.to_vec(), below: below.to_vec() }
    }

    #[test]
    fn straight_lines_need_no_track_and_others_keep_apart() {
        assert_eq!(tracks(&[bundle(&[5], &[5])]), (vec![0], 0));
        assert_eq!(tracks(&[bundle(&[0], &[50]), bundle(&[100], &[150])]), (vec![0, 0], 1));
        // The one that comes from the right of where the other goes down passes below it, or they would meet.
        assert_eq!(tracks(&[bundle(&[0], &[50]), bundle(&[50], &[100])]), (vec![1, 0], 2));
    }
}
