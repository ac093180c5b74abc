//! How wide words are, and where their lines break. It knows no fonts: the widths are those of Arial, and a
//! little more, since Segoe UI and Roboto are hardly ever wider.

use unicode_width::UnicodeWidthChar;

/// The widths of the characters from space to `~`, in thousandths of the size (Arial's metrics).
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The width of one character at a size of 1,000.
fn character(c: char) -> i32 {
    match c {
        ' '..='~' => i32::from(WIDTHS[c as usize - ' ' as usize]),
        '‘' | '’' => 222,
        '“' | '”' => 333,
        '…' => 1000,
        _ => match c.width() {
            None | Some(0) => 0,
            Some(1) => 610,
            Some(_) => 1000,
        },
    }
}

/// The width of some words at a size, a tenth more than in Arial, so that bold and other typefaces fit.
pub(super) fn width(text: &str, size: i32) -> i32 {
    let sum: i32 = text.chars().take(LONGEST_LINE).map(character).sum();
    sum * size * 11 / 10_000 + 1
}

/// Nothing that is measured is longer; it was broken before.
const LONGEST_LINE: usize = 2_000;

/// Words in lines that are no wider than `most`; what does not fit in so many lines ends in an ellipsis.
pub(super) fn lines(text: &str, size: i32, most: i32, most_lines: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut room = most;
    let space = width(" ", size);
    for word in text.split_whitespace() {
        for piece in pieces(word, size, most) {
            let needed = width(piece, size);
            let is_first = line.is_empty();
            if is_first || needed + space <= room {
                if !is_first {
                    line.push(' ');
                    room -= space;
                }
            } else {
                lines.push(std::mem::take(&mut line));
                room = most;
            }
            if lines.len() == most_lines {
                return shortened(lines, size, most);
            }
            line.push_str(piece);
            room -= needed;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word, broken where it is too long for a line.
fn pieces(word: &str, size: i32, most: i32) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut wide = 0;
        let fits = rest.char_indices().find(|(at, c)| {
            wide += character(*c) * size * 11;
            *at > 0 && wide > (most - 1) * 10_000
        });
        let (piece, after) = rest.split_at(fits.map_or(rest.len(), |(at, _)| at));
        rest = after;
        Some(piece)
    })
}

/// The last line with an ellipsis, since there was more.
fn shortened(mut lines: Vec<String>, size: i32, most: i32) -> Vec<String> {
    if let Some(last) = lines.last_mut() {
        while !last.is_empty() && width(last, size) + width("…", size) > most {
            last.pop();
        }
        last.truncate(last.trim_end().len());
        last.push('…');
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, proptest};

    use super::{lines, width};

    #[test]
    fn breaks_at_words_and_long_words_anywhere() {
        assert_eq!(lines("one two three", 15, 60, 9), ["one two", "three"]);
        assert_eq!(lines("aaaaaaaaaaaa b", 15, 60, 9), ["aaaaaa", "aaaaaa", "b"]);
        assert_eq!(lines("one two three four", 15, 60, 2), ["one two", "three…"]);
        assert_eq!(lines("", 15, 60, 2), [] as [&str; 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_line_is_too_wide_and_no_word_is_lost(text in "\\PC{0,80}", most in 40..300_i32) {
            let all = lines(&text, 15, most, 1000);
            for line in &all {
                assert!(width(line, 15) <= most + 2, "{line:?} in {most}");
            }
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(plain(&all.concat()), plain(&text));
        }
    }
}
