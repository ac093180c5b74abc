//! What was changed between two texts: the lines that differ, and in a line that was changed the words.

use std::collections::BTreeMap;

use crate::compare::subjects::Line;

/// A line that is new, gone, or says something else.
#[derive(Debug, PartialEq, Eq)]
pub struct Edit {
    /// The heading that it stands under; empty where it stands under none.
    pub heading: String,
    /// The line, piece by piece.
    pub pieces: Vec<Piece>,
}

/// Some words of a line.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// As they were.
    Same(String),
    /// New.
    Added(String),
    /// Gone.
    Removed(String),
}

/// As many comparisons as two texts are worth. Longer ones, which no person would read word by word either, count as
/// written anew.
const MOST_COMPARED: usize = 4_000_000;

/// The share of words that a line has to keep to be shown as one that was changed.
const ALIKE: f64 = 0.4;

/// What was changed, in the order of the text.
pub(super) fn edits(before: &[Line], now: &[Line]) -> Vec<Edit> {
    let texts = |lines: &[Line]| lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
    let mut edits = Vec::new();
    let (mut at, mut then) = (0, 0);
    let ends = (before.len(), now.len());
    for (was, is) in common(&texts(before), &texts(now)).into_iter().chain([ends]) {
        hunk(&before[at..was], &now[then..is], &mut edits);
        (at, then) = (was + 1, is + 1);
    }
    edits
}

/// Lines that stand in place of others: in pairs where one is like another.
fn hunk(before: &[Line], now: &[Line], edits: &mut Vec<Edit>) {
    let mut at = 0;
    for line in now {
        let like = before[at..].iter().position(|was| likeness(&was.text, &line.text) >= ALIKE);
        let Some(like) = like else {
            edits.push(edit(line, vec![Piece::Added(line.text.clone())]));
            continue;
        };
        removed(&before[at..at + like], edits);
        edits.push(edit(line, pieces(&before[at + like].text, &line.text)));
        at += like + 1;
    }
    removed(&before[at..], edits);
}

fn removed(lines: &[Line], edits: &mut Vec<Edit>) {
    edits.extend(lines.iter().map(|line| edit(line, vec![Piece::Removed(line.text.clone())])));
}

fn edit(line: &Line, pieces: Vec<Piece>) -> Edit {
    Edit { heading: line.heading.clone(), pieces }
}

/// The share of words that two lines have in common, from 0 to 1.
fn likeness(one: &str, other: &str) -> f64 {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut all, mut shared) = (0, 0);
    for word in one.split_whitespace() {
        *left.entry(word).or_default() += 1;
        all += 1;
    }
    for word in other.split_whitespace() {
        all += 1;
        if let Some(count) = left.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 2;
        }
    }
    f64::from(shared) / f64::from(all.max(1))
}

/// A line that was changed, piece by piece.
fn pieces(before: &str, now: &str) -> Vec<Piece> {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (before, now) = (words(before), words(now));
    let mut pieces = Vec::new();
    let (mut at, mut then) = (0, 0);
    let ends = (before.len(), now.len());
    for (was, is) in without_islands(&common(&before, &now), ends).into_iter().chain([ends]) {
        push(&mut pieces, Piece::Removed, &before[at..was]);
        push(&mut pieces, Piece::Added, &now[then..is]);
        push(&mut pieces, Piece::Same, before.get(was..=was).unwrap_or_default());
        (at, then) = (was + 1, is + 1);
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, sort: fn(String) -> Piece, words: &[String]) {
    if words.is_empty() {
        return;
    }
    let words = words.join(" ");
    match pieces.last_mut() {
        Some(Piece::Same(last)) if matches!(sort(String::new()), Piece::Same(_)) => {
            last.push(' ');
            last.push_str(&words);
        }
        _ => pieces.push(sort(words)),
    }
}

/// Pairs without those that stand alone between changes: one “the” that was kept helps nobody to read the rest.
fn without_islands(pairs: &[(usize, usize)], ends: (usize, usize)) -> Vec<(usize, usize)> {
    let follows = |a: (usize, usize), b: (usize, usize)| (a.0 + 1, a.1 + 1) == b;
    let is_kept = |index: usize| {
        let pair = pairs[index];
        let after = pairs.get(index + 1).copied().unwrap_or(ends);
        let is_first = index == 0 && pair == (0, 0);
        is_first || follows(pair, after) || index > 0 && follows(pairs[index - 1], pair)
    };
    (0..pairs.len()).filter(|&index| is_kept(index)).map(|index| pairs[index]).collect()
}

/// The longest run of texts that both have in this order, as pairs of places.
fn common(before: &[String], now: &[String]) -> Vec<(usize, usize)> {
    let start = before.iter().zip(now).take_while(|(a, b)| a == b).count();
    let (rest, rest_now) = (&before[start..], &now[start..]);
    let end = rest.iter().rev().zip(rest_now.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = &rest[..rest.len() - end];
    let middle_now = &rest_now[..rest_now.len() - end];
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    let inside = longest(middle, middle_now).into_iter();
    pairs.extend(inside.map(|(a, b)| (a + start, b + start)));
    let (last, last_now) = (before.len() - end, now.len() - end);
    pairs.extend((0..end).map(|at| (last + at, last_now + at)));
    pairs
}

/// The same by the table of lengths of every pair of ends (Wagner and Fischer 1974).
fn longest(before: &[String], now: &[String]) -> Vec<(usize, usize)> {
    let (rows, columns) = (before.len(), now.len() + 1);
    if (rows + 1).saturating_mul(columns) > MOST_COMPARED {
        return Vec::new();
    }
    let mut lengths = vec![0_u32; (rows + 1) * columns];
    for a in (0..rows).rev() {
        for b in (0..now.len()).rev() {
            lengths[a * columns + b] = match before[a] == now[b] {
                true => lengths[(a + 1) * columns + b + 1] + 1,
                false => lengths[(a + 1) * columns + b].max(lengths[a * columns + b + 1]),
            };
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while a < rows && b < now.len() {
        if before[a] == now[b] {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if lengths[(a + 1) * columns + b] >= lengths[a * columns + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Piece, edits};
    use crate::compare::subjects::Line;

    fn lines(text: &str) -> Vec<Line> {
        let line = |text: &str| Line { heading: String::new(), text: text.to_owned() };
        text.lines().map(line).collect()
    }

    /// What was changed, with `-gone-` and `+new+` marked, a line for each edit.
    fn check(before: &str, now: &str, expected: &str) {
        let shown = edits(&lines(before), &lines(now)).into_iter().map(|edit| {
            let pieces = edit.pieces.iter().map(|piece| match piece {
                Piece::Same(text) => text.clone(),
                Piece::Added(text) => format!("+{text}+"),
                Piece::Removed(text) => format!("-{text}-"),
            });
            pieces.collect::<Vec<_>>().join(" ")
        });
        assert_eq!(shown.collect::<Vec<_>>().join("\n"), expected);
    }

    #[test]
    fn marks_words_in_lines_that_were_changed() {
        check("See the child.", "See the child.", "");
        check("", "New.", "+New.+");
        check("Gone.", "", "-Gone.-");
        check(
            "Visit the child within ten days of the decision.",
            "Visit the child within five days of the decision.",
            "Visit the child within -ten- +five+ days of the decision.",
        );
        check("one\ntwo\nthree", "one\nthree\nfour", "-two-\n+four+");
        check(
            "Ask about school every time.\nWrite it down.",
            "Something else altogether now.\nWrite it all down.",
            "+Something else altogether now.+\n-Ask about school every time.-\nWrite it +all+ down.",
        );
    }

    #[test]
    fn one_word_between_changes_is_changed_with_them() {
        check(
            "We visit at home and then a b and c d each week",
            "We visit at home and then x y and z w each week",
            "We visit at home and then -a b and c d- +x y and z w+ each week",
        );
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_off(
            before in prop::collection::vec("[ab]( [abc]){0,5}", 0..8),
            now in prop::collection::vec("[ab]( [abc]){0,5}", 0..8),
        ) {
            let count = |texts: &[String], letter: char| {
                texts.iter().flat_map(|text| text.chars()).filter(|one| *one == letter).count()
            };
            let edits = edits(&lines(&before.join("\n")), &lines(&now.join("\n")));
            let (mut added, mut removed) = (Vec::new(), Vec::new());
            for piece in edits.into_iter().flat_map(|edit| edit.pieces) {
                match piece {
                    Piece::Same(_) => {}
                    Piece::Added(text) => added.push(text),
                    Piece::Removed(text) => removed.push(text),
                }
            }
            for letter in ['a', 'b', 'c'] {
                let was = count(&before, letter) + count(&added, letter);
                prop_assert_eq!(was, count(&now, letter) + count(&removed, letter));
            }
        }
    }
}
