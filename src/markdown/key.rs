//! `Key: value`, as items of components are written.

use crate::markdown::inlines_text;
use crate::markdown::tree::{Inline, InlineKind};

/// Where a key ends: in which inline, and that one's words before the colon and after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyEnd {
    /// The inline that holds the colon.
    pub index: usize,
    /// What it holds before the colon.
    pub before: String,
    /// What it holds after it.
    pub after: String,
}

/// The first colon that ends a key. One in a link or in code ends none; nor does one within bold words, unless
/// it is their last.
pub fn key_end(inlines: &[Inline]) -> Option<KeyEnd> {
    let end = |index: usize, before: &str, after: &str| {
        Some(KeyEnd { index, before: before.to_owned(), after: after.to_owned() })
    };
    inlines.iter().enumerate().find_map(|(index, inline)| match &inline.kind {
        InlineKind::Text(text) => {
            if let Some((before, after)) = text.split_once(": ") {
                return end(index, before, after);
            }
            let before = text.trim_end().strip_suffix(':')?;
            let breaks =
                |next: &Inline| matches!(next.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
            match inlines.get(index + 1).is_none_or(breaks) {
                true => end(index, before, ""),
                false => None,
            }
        }
        InlineKind::Strong(content) | InlineKind::Emphasis(content) => {
            let text = inlines_text(content);
            end(index, text.trim_end().strip_suffix(':')?, "")
        }
        _ => None,
    })
}

/// The words before that colon, if there is one.
pub fn key_text(inlines: &[Inline]) -> Option<String> {
    let end = key_end(inlines)?;
    let text = format!("{}{}", inlines_text(&inlines[..end.index]), end.before);
    Some(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use crate::markdown::tree::BlockKind;
    use crate::markdown::{key_text, parse};

    fn check(text: &str, expected: Option<&str>) {
        let markdown = parse(text, 0);
        let BlockKind::Paragraph(inlines) = &markdown.body.blocks[0].kind else {
            panic!("{text} is no paragraph");
        };
        assert_eq!(key_text(inlines).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_key_ends_at_the_first_colon_that_is_not_part_of_something() {
        check("2025-10-01: The first mapping: done", Some("2025-10-01"));
        check("**Safe tonight:** chain and key", Some("Safe tonight"));
        check("*Stacey*'s mum: 5", Some("Stacey’s mum"));
        check("Who:", Some("Who"));
        check("At 10:30 we rang", None);
        check("See [Act: part 2](a.md) and `a: b`", None);
        check("**Look: here** it is", None);
    }
}
