//! The items of a component's lists as lines of words, each word with its place in the file.

use std::ops::Range;

use crate::markdown::inlines_text;
use crate::markdown::tree::{Block, BlockKind, Component, Inline, Item};
use crate::source::Span;

/// An item's first paragraph, and the items inside it.
pub(super) struct Line<'a> {
    /// Its words.
    pub text: String,
    /// The items of the lists inside.
    pub items: Vec<Line<'a>>,
    inlines: &'a [Inline],
    whole: Span,
}

/// The items of every list in a component, in order.
pub(super) fn lines(component: &Component) -> Vec<Line<'_>> {
    items(&component.blocks)
}

fn items(blocks: &[Block]) -> Vec<Line<'_>> {
    let lists = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::List(list) => Some(list),
        _ => None,
    });
    lists.flat_map(|list| &list.items).map(line).collect()
}

fn line(item: &Item) -> Line<'_> {
    let (inlines, rest) = match item.blocks.split_first() {
        Some((Block { kind: BlockKind::Paragraph(inlines), .. }, rest)) => (&**inlines, rest),
        _ => (&[][..], &*item.blocks),
    };
    let whole = match (inlines.first(), inlines.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start(), last.span.end()),
        _ => Span::new(item.span.start(), item.span.start() + 1),
    };
    Line { text: inlines_text(inlines), items: items(rest), inlines, whole }
}

impl Line<'_> {
    /// Where the whole line stands.
    pub(super) fn span(&self) -> Span {
        self.whole
    }

    /// Where a part of its text stands, or the piece of the line that it is in.
    pub(super) fn place(&self, range: &Range<usize>) -> Span {
        let mut from = 0;
        for inline in self.inlines {
            let text = inlines_text(std::slice::from_ref(inline));
            let to = from + text.len();
            if range.start < to {
                if range.end > to {
                    return self.whole;
                }
                return within(inline.span, &text, &(range.start - from..range.end - from));
            }
            from = to;
        }
        self.whole
    }

    /// The same for a part that was cut out of its text.
    pub(super) fn place_of(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        match start.checked_add(part.len()) {
            Some(end) if end <= self.text.len() && !part.is_empty() => self.place(&(start..end)),
            _ => self.whole,
        }
    }
}

/// A part of a piece of text whose place is known. Typographic quotes and dashes may be shorter in the file.
fn within(span: Span, text: &str, range: &Range<usize>) -> Span {
    let typed = |c: char| match c {
        '‘' | '’' | '“' | '”' => 1,
        '–' => 2,
        _ => c.len_utf8(),
    };
    let length = span.end() - span.start();
    let width: &dyn Fn(char) -> usize = if text.len() == length {
        &char::len_utf8
    } else if text.chars().map(typed).sum::<usize>() == length {
        &typed
    } else {
        return span;
    };
    let offset = |at: usize| text[..at].chars().map(width).sum::<usize>();
    Span::new(span.start() + offset(range.start), span.start() + offset(range.end))
}

/// What stands before the first colon and what stands after it, both without blanks around them.
pub(super) fn key_and_value(text: &str) -> Option<(&str, &str)> {
    let (key, value) =
        text.split_once(": ").or_else(|| Some((text.trim_end().strip_suffix(':')?, "")))?;
    Some((key.trim(), value.trim())).filter(|(key, _)| !key.is_empty())
}
