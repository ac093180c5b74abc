//! Text from content in a form that a terminal shows and doesn't obey. It leaves letters of every
//! script as they are.

use std::fmt::Write as _;

/// Whether a character changes how others are shown instead of being shown: control characters,
/// among them the start of every terminal escape, and those that turn the direction of writing
/// or break the line.
pub(super) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// The text with each such character written as `\u{1b}`.
pub(crate) fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) {
            safe.extend(c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    safe
}

/// The same for a text of several lines, whose line endings stay.
pub(super) fn safe_lines(text: &str) -> String {
    text.lines().map(safe).collect::<Vec<_>>().join("\n")
}

/// JSON with each such character written as JSON writes it, `\u001b`. The text must be JSON:
/// there they stand only within strings, but for line endings, which stay.
pub(crate) fn safe_json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if is_unsafe(c) && c != '\n' {
            write!(safe, "\\u{:04x}", u32::from(c)).expect("writing to a String cannot fail");
        } else {
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{safe, safe_json, safe_lines};

    #[test]
    fn shows_what_a_terminal_would_obey() {
        let check = |text, expected| assert_eq!(safe(text), expected);
        check("Plain “words”, שלום", "Plain “words”, שלום");
        check("\u{1b}[2J", "\\u{1b}[2J");
        check("a\nb\u{9b}\u{202e}", "a\\u{a}b\\u{9b}\\u{202e}");
        assert_eq!(safe_lines("a\nb\r\n\u{7f}"), "a\nb\n\\u{7f}");
        assert_eq!(safe_json("{\n\"\u{9b}é\"}"), "{\n\"\\u009bé\"}");
    }
}
