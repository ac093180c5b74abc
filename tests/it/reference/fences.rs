//! Fences of code as pages of the reference show them.

use crate::rules::{Fence, fences};

/// A fence that can hold this text, whatever ticks it has itself.
pub(super) fn fenced(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let ticks = "`".repeat(longest.max(2) + 1);
    format!("{ticks}{language}\n{}\n{ticks}\n", text.trim_end_matches('\n'))
}

/// A text in which each fence that is a file says so above it, and not only after its ticks.
pub(super) fn with_file_names(text: &str) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for Fence { info, body } in fences(text, 0) {
        let line = text[..body.start - 1].rfind('\n').map_or(0, |newline| newline + 1);
        let end = body.end + text[body.end..].find('\n').map_or(0, |newline| newline + 1);
        let mut words = info.split_whitespace();
        let language = words.next().unwrap_or_default();
        shown.push_str(&text[at..line]);
        if let Some(path) = words.next() {
            let saved = words.next().map(|how| format!(", saved as {how}")).unwrap_or_default();
            shown.push_str(&format!("`{path}`{saved}:\n\n"));
        }
        shown.push_str(&fenced(language, &text[body]));
        at = end;
    }
    shown + &text[at..]
}
