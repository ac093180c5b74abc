//! The sentences of a document's running text, each with its place. Headings, tables, code and HTML are no
//! sentences, and are left out.

mod readability;

use memchr::memchr3_iter;

use crate::markdown::tree::{Block, BlockKind, Inline, InlineKind};
use crate::markdown::{Visit, walk};
use crate::model::Document;
use crate::source::Span;

pub(crate) use readability::{grade, grade_of_one};

/// A sentence of a paragraph or of an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Its words, without marks.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// How many words it has.
    pub words: usize,
}

/// The sentences of a document that have at least so many words.
pub(crate) fn sentences(document: &Document, fewest: usize) -> Vec<Sentence> {
    let source = document.parsed.text.as_str();
    let mut sentences = Vec::new();
    let mut flat = Flat::default();
    walk(&document.parsed.body, &mut |visit| {
        if let Visit::Block(Block { kind: BlockKind::Paragraph(inlines), .. }) = visit {
            flat.text.clear();
            flat.parts.clear();
            flat.push(inlines);
            flat.split(source, fewest, &mut sentences);
        }
    });
    sentences
}

/// A paragraph's words in one piece, and where each part of them comes from.
#[derive(Default)]
struct Flat {
    text: String,
    parts: Vec<(usize, Span)>,
}

impl Flat {
    fn push(&mut self, inlines: &[Inline]) {
        for Inline { span, kind } in inlines {
            match kind {
                InlineKind::Text(words) => self.push_part(words, *span),
                InlineKind::Code(code) => self.push_part(code, *span),
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Strikethrough(content) => self.push(content),
                InlineKind::Link(link) => self.push(&link.content),
                InlineKind::SoftBreak | InlineKind::HardBreak => self.push_part(" ", *span),
                InlineKind::Image(_) | InlineKind::Html(_) | InlineKind::FootnoteReference(_) => {}
            }
        }
    }

    fn push_part(&mut self, words: &str, span: Span) {
        self.parts.push((self.text.len(), span));
        self.text.push_str(words);
    }

    fn split(&self, source: &str, fewest: usize, sentences: &mut Vec<Sentence>) {
        if most_words(&self.text) < fewest {
            return;
        }
        let mut from = 0;
        for end in ends(&self.text) {
            let written = &self.text[from..end];
            let words = words(written, fewest);
            if words >= fewest.max(1) {
                let start = from + written.len() - written.trim_start().len();
                let span = Span::new(self.place(start, source), self.place(end, source));
                sentences.push(Sentence { text: written.trim().to_owned(), span, words });
            }
            from = end;
        }
    }

    /// Where a byte of the words stands in the file. Quotation marks and dashes have been made over, so that
    /// it is letters that are counted.
    fn place(&self, at: usize, source: &str) -> usize {
        let index = self.parts.partition_point(|(start, _)| *start < at).saturating_sub(1);
        let Some((start, span)) = self.parts.get(index) else { return 0 };
        let letters = self.text[*start..at.max(*start)].chars().count();
        let written = span.of(source);
        // The file may hold the mark of a code span first, which is no letter of it.
        let offset =
            written.char_indices().nth(letters).map_or(written.len(), |(offset, _)| offset);
        span.start() + offset
    }
}

fn is_word(word: &str) -> bool {
    word.contains(char::is_alphanumeric)
}

/// How many words a text has; 0 where it can't have so many as `fewest`.
fn words(text: &str, fewest: usize) -> usize {
    if most_words(text) < fewest {
        return 0;
    }
    text.split_whitespace().filter(|word| is_word(word)).count()
}

/// No text has more words than this. Most sentences are short, and this counts much sooner than words are told apart:
/// all that is white space is a byte up to the space or begins with one beyond ASCII.
fn most_words(text: &str) -> usize {
    const MOST: usize = u8::MAX as usize;
    let may_end = |byte: &u8| u8::from(*byte <= b' ' || *byte >= 0xC0);
    // Counted in bytes, which takes the processor a tenth of the time.
    let count = |part: &[u8]| usize::from(part.iter().map(may_end).sum::<u8>());
    1 + text.as_bytes().chunks(MOST).map(count).sum::<usize>()
}

/// Where full stops, exclamation marks, question marks and ellipses stand, in order.
fn marks(text: &str) -> Vec<usize> {
    let mut marks: Vec<usize> = memchr3_iter(b'.', b'!', b'?', text.as_bytes()).collect();
    let count = marks.len();
    marks.extend(text.match_indices('…').map(|(at, _)| at));
    if marks.len() > count {
        marks.sort_unstable();
    }
    marks
}

/// Where sentences end, the end of the text among them.
fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    for at in marks(text) {
        let Some(mark) = text[at..].chars().next() else { continue };
        let after = at + mark.len_utf8();
        let closing = |c: char| matches!(c, '”' | '’' | '"' | '\'' | ')' | ']');
        let rest = text[after..].trim_start_matches(closing);
        let end = text.len() - rest.len();
        let begins = rest.trim_start().chars().next();
        let is_end = rest.starts_with(char::is_whitespace)
            && begins.is_none_or(|c| !c.is_lowercase())
            && !(mark == '.' && is_abbreviation(&text[..at]));
        if is_end {
            ends.push(end);
        }
    }
    if ends.last() != Some(&text.len()) {
        ends.push(text.len());
    }
    ends
}

/// Does a full stop after this end a word that is cut short: `e.g`, `Mrs`, `J`?
fn is_abbreviation(before: &str) -> bool {
    const SHORT: [&str; 18] = [
        "e.g", "i.e", "eg", "ie", "etc", "mr", "mrs", "ms", "dr", "st", "no", "para", "paras", "s",
        "ss", "v", "c", "p",
    ];
    let last = before.rsplit([' ', '(', '\u{a0}']).next().unwrap_or_default();
    // Most words are longer.
    if last.len() > "paras".len() {
        return false;
    }
    let is_initial =
        last.chars().count() == 1 && last.chars().all(|c| c.is_uppercase() && c != 'I');
    is_initial || SHORT.iter().any(|short| last.eq_ignore_ascii_case(short))
}

#[cfg(test)]
mod tests {
    use super::{ends, most_words, words};

    #[test]
    fn no_text_has_more_words_than_it_is_thought_to_have_at_most() {
        let texts =
            ["", "One", " two  words\n", "a\u{a0}b\u{2003}c\u{3000}d\u{85}e", "“A – B”… c’s"];
        for text in texts {
            assert!(words(text, 0) <= most_words(text), "{text}");
        }
        assert_eq!(words("a\u{a0}b\u{2003}c – d", 4), 4);
        assert_eq!(words("one two", 9), 0);
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        let check = |text: &str, expected: &[&str]| {
            let mut from = 0;
            let found: Vec<&str> = ends(text)
                .into_iter()
                .map(|end| text[std::mem::replace(&mut from, end)..end].trim())
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check("One. Two! “Three?” Four", &["One.", "Two!", "“Three?”", "Four"]);
        check(
            "See e.g. Mrs. J. Smith, s. 47 or 2.1 of it.",
            &["See e.g. Mrs. J. Smith, s. 47 or 2.1 of it."],
        );
        check("“Who?” she asked. (Yes.) No… but", &["“Who?” she asked.", "(Yes.)", "No… but"]);
        check("", &[""]);
    }
}
