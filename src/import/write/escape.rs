//! Words as Markdown that reads back as the same words: marks that would mean something get a backslash, and no
//! others do, so that people can still read what they are to edit.

/// Where words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph.
    Text,
    /// In a heading, where `{…}` would be its anchor.
    Heading,
    /// Between a link's brackets, or an image's.
    Link,
}

/// Adds words to a line of Markdown. `is_start` says that nothing but what opens the block stands before them.
pub(super) fn push(text: &str, place: Place, is_start: bool, line: &mut String) {
    let chars: Vec<char> = text.chars().collect();
    let mut at = if is_start { push_start(&chars, line) } else { 0 };
    while let Some(&c) = chars.get(at) {
        let next = chars.get(at + 1).copied();
        let before = at.checked_sub(1).and_then(|before| chars.get(before).copied());
        let is_mark = match c {
            '*' | '`' | '[' | '~' | '|' => true,
            ']' => place == Place::Link,
            '#' => place == Place::Heading && next.is_none(),
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
            '<' => next.is_none_or(|next| next.is_alphabetic() || "/!?".contains(next)),
            '&' => is_entity(&chars[at + 1..]),
            '_' => {
                let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !(is_word(before) && is_word(next))
            }
            // Two hyphens would become a dash.
            '-' => line.ends_with('-'),
            _ => false,
        };
        if is_mark {
            line.push('\\');
        }
        match (c, place) {
            // A backslash does not keep `{#name}` at a heading's end from being its anchor.
            ('{', Place::Heading) => line.push_str("&#123;"),
            _ => line.push(c),
        }
        at += 1;
    }
}

/// What would make the line a heading, a list, a rule or another block. Gives how many characters it has added.
fn push_start(chars: &[char], line: &mut String) -> usize {
    match chars.first() {
        Some(c @ ('#' | '>' | '+' | '-' | '=' | ':')) => {
            line.push('\\');
            line.push(*c);
            1
        }
        Some(c) if c.is_ascii_digit() => {
            let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
            let is_list = matches!(chars.get(digits), Some('.' | ')'))
                && chars.get(digits + 1).is_none_or(|c| c.is_whitespace());
            line.extend(&chars[..digits]);
            match chars.get(digits) {
                Some(mark) if is_list => {
                    line.push('\\');
                    line.push(*mark);
                    digits + 1
                }
                _ => digits,
            }
        }
        _ => 0,
    }
}

/// Would what follows an `&` make it one character?
fn is_entity(rest: &[char]) -> bool {
    let name = rest.iter().take(33).position(|c| !(c.is_ascii_alphanumeric() || *c == '#'));
    matches!(name, Some(length) if length > 0 && rest[length] == ';')
}

/// An address between a link's round brackets.
pub(super) fn address(address: &str) -> String {
    let mut written = String::new();
    for c in address.chars() {
        match c {
            ' ' => written.push_str("%20"),
            '<' => written.push_str("%3C"),
            '>' => written.push_str("%3E"),
            '\\' => written.push_str("%5C"),
            c if c.is_control() => {}
            c => written.push(c),
        }
    }
    match written.is_empty() || written.contains(['(', ')', '&', '*', '_', '`']) {
        true => format!("<{written}>"),
        false => written,
    }
}
