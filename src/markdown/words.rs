//! Words of a tree. Most stand in the document's text just as they are read: those are a stretch of it, and no copy.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::source::{Span, Text};

/// Words, read as a `str`.
#[derive(Clone)]
pub struct Words(Kept);

#[derive(Clone)]
enum Kept {
    /// What stands there in this text.
    Written(Arc<Text>, Span),
    Own(Box<str>),
}

impl Words {
    /// The words that stand at a place in a text.
    pub fn written(text: &Arc<Text>, span: Span) -> Self {
        Words(Kept::Written(Arc::clone(text), span))
    }
}

impl Deref for Words {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        match &self.0 {
            Kept::Written(text, span) => span.of(text.as_str()),
            Kept::Own(words) => words,
        }
    }
}

impl<T: Into<Box<str>>> From<T> for Words {
    fn from(words: T) -> Self {
        Words(Kept::Own(words.into()))
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Words {}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::markdown::parse_text;
    use crate::markdown::tree::{BlockKind, InlineKind};
    use crate::markdown::words::{Kept, Words};
    use crate::source::{Span, Text};

    #[test]
    fn words_are_no_copy_where_they_are_as_written() {
        let check = |text: &str, expected: &str, is_written: bool| {
            let markdown = parse_text(&Arc::new(Text::from(text)), 0);
            let [block] = &*markdown.body.blocks else { panic!("{text} is one block") };
            let BlockKind::Paragraph(inlines) = &block.kind else { panic!("{text} is words") };
            let InlineKind::Text(words) = &inlines[0].kind else { panic!("{text} is words") };
            assert_eq!(&**words, expected);
            assert_eq!(matches!(words.0, Kept::Written(..)), is_written, "{text}");
        };
        check("Décider “now”, (it’s) done.", "Décider “now”, (it’s) done.", true);
        check("one\ntwo", "one", true);
        check("it's", "it’s", false);
        check("a\\*b", "a*b", false);
        check("a &amp; b", "a & b", false);
        check("one https://a.example", "one ", true);
    }

    #[test]
    fn words_outside_their_text_are_none() {
        let text = Arc::new(Text::from("é"));
        assert_eq!(&*Words::written(&text, Span::new(1, 9)), "");
    }
}
