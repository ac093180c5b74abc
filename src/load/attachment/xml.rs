//! The words in XML that nobody vouches for: tags are cut out, and what is broken is passed over.

use std::sync::LazyLock;

use regex::Regex;

/// After which tags a line ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// Those that end a paragraph, a row, a cell or a slide's shape: a word may be in several pieces.
    Blocks,
    /// Every one that closes, as in properties.
    All,
}

/// The words between the tags.
pub(super) fn words(xml: &str, breaks: Breaks) -> String {
    let mut words = String::new();
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        push_unescaped(&rest[..open], &mut words);
        let Some(length) = rest[open..].find('>') else { return words };
        let tag = &rest[open + 1..open + length];
        if ends_line(tag, breaks) && !words.is_empty() && !words.ends_with('\n') {
            words.push('\n');
        }
        rest = &rest[open + length + 1..];
    }
    push_unescaped(rest, &mut words);
    words
}

fn ends_line(tag: &str, breaks: Breaks) -> bool {
    const BLOCKS: [&str; 16] = [
        "p", "tr", "tc", "row", "c", "si", "br", "tab", "sp", "text", "title", "desc", "div", "li",
        "td", "h",
    ];
    let closes = tag.starts_with('/') || tag.ends_with('/');
    let name = tag.trim_matches('/').split(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let name = name.rsplit(':').next().unwrap_or_default();
    closes && (breaks == Breaks::All || BLOCKS.contains(&name))
}

/// What attributes say to people: who wrote a comment, what a picture shows.
pub(super) fn attributes(xml: &str) -> String {
    static SAYING: LazyLock<Regex> = LazyLock::new(|| {
        let pattern =
            r#"\b(?:author|initials|descr|title|alt|aria-label|Target|href)="([^"<]{1,2000})""#;
        Regex::new(pattern).expect("the pattern is written here")
    });
    let mut words = String::new();
    for found in SAYING.captures_iter(xml) {
        push_unescaped(&found[1], &mut words);
        words.push('\n');
    }
    words
}

fn push_unescaped(text: &str, words: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(10).position(|b| b == b';');
        let Some((c, end)) = end.and_then(|end| Some((entity(&rest[1..end])?, end))) else {
            words.push('&');
            rest = &rest[1..];
            continue;
        };
        words.push(c);
        rest = &rest[end + 1..];
    }
    words.push_str(rest);
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
