//! Marks that few texts hold. One look finds which of them a text does, for all who ask.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Input, MatchKind};
use memchr::memchr;

/// A mark that a text may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `:::`, with which components begin and end.
    Component,
    /// `[^`, with which references to footnotes begin.
    Footnote,
    /// `![`, with which images begin.
    Image,
    /// `<`, with which HTML begins.
    Html,
    /// `<!--`, with which a comment begins.
    Comment,
    /// `otherwise:`, which says what stands instead of a link.
    Otherwise,
    /// `://`, in addresses.
    Scheme,
    /// `www.`, in addresses.
    Web,
}

/// How each is written, but for `<`, which is found by itself: the quick search for a few short words takes none of one
/// letter. None begins with another.
const WRITTEN: [(Mark, &str); 7] = [
    (Mark::Component, ":::"),
    (Mark::Footnote, "[^"),
    (Mark::Image, "!["),
    (Mark::Comment, "<!--"),
    (Mark::Otherwise, "otherwise:"),
    (Mark::Scheme, "://"),
    (Mark::Web, "www."),
];

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let all = WRITTEN.map(|(_, written)| written);
    // Only for the first on the left is there the quick search.
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(all);
    automaton.expect("a few short words make no automaton too large")
});

/// The marks that a text holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    /// Those of this text.
    pub fn of(text: &str) -> Self {
        let mut marks = Marks::default();
        if memchr(b'<', text.as_bytes()).is_some() {
            marks.add(Mark::Html);
        }
        let mut from = 0;
        while let Some(found) = FINDER.find(Input::new(text).range(from..)) {
            marks.add(WRITTEN[found.pattern().as_usize()].0);
            // Another may begin inside it.
            from = found.start() + 1;
        }
        marks
    }

    /// Whether this one is among them.
    pub fn has(self, mark: Mark) -> bool {
        self.0 & (1 << mark as u8) != 0
    }

    fn add(&mut self, mark: Mark) {
        self.0 |= 1 << mark as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Marks, WRITTEN};

    #[test]
    fn finds_each_wherever_it_stands() {
        let all = || WRITTEN.into_iter().chain([(Mark::Html, "<")]);
        let pieces = ["", ":", "!", "[", "<", "a", "é", ":::", "[^", "![", "<!--", "://", "www."];
        let check = |text: &str| {
            for (mark, written) in all() {
                assert_eq!(
                    Marks::of(text).has(mark),
                    text.contains(written),
                    "{written} in {text}"
                );
            }
        };
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    check(&format!("{first}{second}{third}"));
                    check(&format!("{first} {second} wotherwise:{third}"));
                }
            }
        }
        check(&format!("{}://", "words without any of them ".repeat(100)));
    }
}
