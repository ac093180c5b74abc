//! A text as lines that remember where they stood, so that whatever becomes of one, a note can say its number.

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the file that it is from.
    pub number: usize,
    /// Its text, without the end.
    pub text: String,
}

impl Line {
    /// A line that stands for the one with this number.
    pub(super) fn new(number: usize, text: impl Into<String>) -> Self {
        Line { number, text: text.into() }
    }

    /// Columns before its first character; a tab goes to the next fourth.
    pub(super) fn indent(&self) -> usize {
        let mut width = 0;
        for c in self.text.chars() {
            match c {
                ' ' => width += 1,
                '\t' => width += 4 - width % 4,
                _ => break,
            }
        }
        width
    }

    /// Has it nothing but white space?
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The text after white space.
    pub(super) fn bare(&self) -> &str {
        self.text.trim()
    }
}

/// The lines of a text, the first of which has this number.
pub(super) fn lines(text: &str, first: usize) -> Vec<Line> {
    text.lines().enumerate().map(|(index, line)| Line::new(first + index, line)).collect()
}

/// Lines moved to the left, by as much as there is and no more than `by` columns.
pub(super) fn dedented(lines: &[Line], by: usize) -> Vec<Line> {
    let moved = |line: &Line| {
        let width = line.indent();
        let text = line.text.trim_start();
        let left = if text.is_empty() { 0 } else { width.saturating_sub(by) };
        Line::new(line.number, format!("{}{text}", " ".repeat(left)))
    };
    lines.iter().map(moved).collect()
}

/// Lines moved to the right; empty ones stay empty.
pub(super) fn indented(lines: &[Line], by: usize) -> Vec<Line> {
    let moved = |line: &Line| match line.is_blank() {
        true => Line::new(line.number, ""),
        false => Line::new(line.number, format!("{}{}", " ".repeat(by), line.text)),
    };
    lines.iter().map(moved).collect()
}

/// Without blank lines at the beginning and the end.
pub(super) fn trimmed(lines: &[Line]) -> &[Line] {
    let Some(first) = lines.iter().position(|line| !line.is_blank()) else { return &[] };
    let last = lines.iter().rposition(|line| !line.is_blank()).unwrap_or(first);
    &lines[first..=last]
}

/// How many columns all lines begin with.
pub(super) fn common_indent(lines: &[Line]) -> usize {
    lines.iter().filter(|line| !line.is_blank()).map(Line::indent).min().unwrap_or(0)
}

/// The sign and the length of the fence that a line of code begins with.
pub(super) fn fence(line: &Line) -> Option<(char, usize)> {
    let text = line.text.trim_start_matches([' ', '\t', '>']);
    let sign = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.chars().take_while(|c| *c == sign).count();
    // A line of code in running text has its end on the same line.
    let is_inline = sign == '`' && text[length..].contains('`');
    (length >= 3 && !is_inline).then_some((sign, length))
}

/// Where the code ends that begins at line `at`: the line after its last.
pub(super) fn fence_end(lines: &[Line], at: usize) -> Option<usize> {
    let (sign, length) = fence(&lines[at])?;
    let farthest = lines[at].indent() + 3;
    let closes = |line: &Line| {
        let text = line.text.trim_start_matches([' ', '\t', '>']).trim_end();
        text.chars().all(|c| c == sign)
            && text.chars().count() >= length
            && line.indent() <= farthest
    };
    let last = lines[at + 1..].iter().position(closes);
    Some(last.map_or(lines.len(), |last| at + last + 2))
}

/// Does a line begin an item of a list, a footnote or a definition, below which text stands further in?
fn holds_text(line: &Line) -> bool {
    let text = line.bare();
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = match digits.len() < text.len() && text.len() - digits.len() < 10 {
        true => digits.strip_prefix(['.', ')']),
        false => text.strip_prefix(['-', '*', '+', ':']),
    };
    after.is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t']))
        || text.starts_with("[^") && text.contains("]:")
}

/// How far back a list is looked for.
const FARTHEST: usize = 400;

/// Is a line code because it stands four columns in, and not in a list?
pub(super) fn is_indented_code(lines: &[Line], at: usize) -> bool {
    let mut indent = lines[at].indent();
    if indent < 4 || lines[at].is_blank() {
        return false;
    }
    for line in lines[..at].iter().rev().take(FARTHEST).filter(|line| !line.is_blank()) {
        if line.indent() >= indent {
            continue;
        }
        if holds_text(line) {
            return false;
        }
        indent = line.indent();
        if indent == 0 {
            break;
        }
    }
    // What follows a line of text at once belongs to it.
    let before = lines[..at].iter().rposition(|line| line.indent() < 4);
    !before.is_some_and(|before| {
        let follows_at_once = lines[before..at].iter().all(|line| !line.is_blank());
        follows_at_once && !lines[before].bare().starts_with('#')
    })
}

#[cfg(test)]
mod tests {
    use super::{fence_end, is_indented_code, lines};

    #[test]
    fn code_is_told_from_lists_and_text() {
        let check = |text: &str, expected: bool| {
            let lines = lines(text, 1);
            assert_eq!(is_indented_code(&lines, lines.len() - 1), expected, "{text}");
        };
        check("text\n\n    code", true);
        check("    code", true);
        check("text\n    text", false);
        check("- item\n\n    text", false);
        check("1. item\n    - item\n\n        text", false);
        check("# Heading\n    code", true);
        check("- item\n\ntext\n\n    code", true);
        check("    code\n\n    code", true);
    }

    #[test]
    fn code_ends_with_its_own_fence() {
        let text = lines("````md\n```\n````\nb", 1);
        assert_eq!(fence_end(&text, 0), Some(3));
        assert_eq!(fence_end(&text, 3), None);
        assert_eq!(fence_end(&lines("~~~\na", 1), 0), Some(2));
        assert_eq!(fence_end(&lines("```a```", 1), 0), None);
    }
}
