//! A tree's words without its marks, for titles, summaries, checks and search.

use crate::markdown::tree::{Block, BlockKind, Inline, InlineKind};

/// The words of running text; images give their description, footnote marks and HTML nothing.
pub fn inlines_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_inlines(inlines, &mut text);
    text
}

/// The words of blocks, a line for each that holds text.
pub fn blocks_text(blocks: &[Block]) -> String {
    let mut text = String::new();
    push_text(blocks, &mut text);
    text.truncate(text.trim_end().len());
    text
}

/// Adds the words of blocks, each line with its end.
pub fn push_text(blocks: &[Block], text: &mut String) {
    push_blocks(blocks, text);
}

/// How many words blocks have, as they stand between spaces.
pub fn count_words(blocks: &[Block]) -> usize {
    let mut count = Count::default();
    push_blocks(blocks, &mut count);
    count.words
}

/// What takes words as they come.
trait Words {
    /// Takes a piece, which may begin or end within a word.
    fn push_str(&mut self, piece: &str);

    /// Takes one character.
    fn push(&mut self, c: char);
}

impl Words for String {
    fn push_str(&mut self, piece: &str) {
        self.push_str(piece);
    }

    fn push(&mut self, c: char) {
        self.push(c);
    }
}

/// Counts words and keeps none.
#[derive(Default)]
struct Count {
    words: usize,
    is_in_word: bool,
}

impl Words for Count {
    fn push_str(&mut self, piece: &str) {
        let bytes = piece.as_bytes();
        match (bytes, bytes) {
            ([first, .., last], [before @ .., _]) if piece.is_ascii() => {
                self.take(is_space(*first));
                self.words += begun(before, &bytes[1..]);
                self.is_in_word = !is_space(*last);
            }
            _ => piece.chars().for_each(|c| self.take(c.is_whitespace())),
        }
    }

    fn push(&mut self, c: char) {
        self.take(c.is_whitespace());
    }
}

impl Count {
    fn take(&mut self, is_space: bool) {
        self.words += usize::from(!is_space && !self.is_in_word);
        self.is_in_word = !is_space;
    }
}

/// How many words begin with one of these bytes, each with the byte before it. Counted in bytes, which takes the
/// processor a third of the time.
fn begun(before: &[u8], bytes: &[u8]) -> usize {
    const MOST: usize = u8::MAX as usize;
    let parts = before.chunks(MOST).zip(bytes.chunks(MOST));
    let count = |(before, bytes): (&[u8], &[u8])| {
        let pairs = before.iter().zip(bytes);
        let begun = pairs.map(|(before, byte)| u8::from(is_space(*before) & !is_space(*byte)));
        usize::from(begun.sum::<u8>())
    };
    parts.map(count).sum()
}

/// White space in ASCII, as `char::is_whitespace` has it.
#[inline]
fn is_space(byte: u8) -> bool {
    byte == b' ' || byte.wrapping_sub(b'\t') < 5
}

fn push_inlines(inlines: &[Inline], text: &mut impl Words) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(words) => text.push_str(words),
            InlineKind::Code(code) => text.push_str(code),
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content) => push_inlines(content, text),
            InlineKind::Link(link) => push_inlines(&link.content, text),
            InlineKind::Image(image) => text.push_str(&image.alt),
            InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
            InlineKind::Html(_) | InlineKind::FootnoteReference(_) => {}
        }
    }
}

fn push_line(inlines: &[Inline], text: &mut impl Words) {
    push_inlines(inlines, text);
    text.push('\n');
}

fn push_blocks(blocks: &[Block], text: &mut impl Words) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) => push_line(inlines, text),
            BlockKind::Heading(heading) => push_line(&heading.content, text),
            BlockKind::Quote(blocks) | BlockKind::Callout(_, blocks) => push_blocks(blocks, text),
            BlockKind::Component(component) => {
                if !component.label.value.is_empty() {
                    text.push_str(&component.label.value);
                    text.push('\n');
                }
                for attribute in component.attributes.iter().filter(|one| one.is_words()) {
                    text.push_str(&attribute.value.value);
                    text.push('\n');
                }
                push_blocks(&component.blocks, text);
            }
            BlockKind::Code(code) => {
                text.push_str(code.text.trim_end());
                text.push('\n');
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    push_blocks(&item.blocks, text);
                }
            }
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    for cell in row {
                        push_inlines(cell, text);
                        text.push(' ');
                    }
                    text.push('\n');
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    push_line(&definition.term, text);
                    for blocks in &definition.definitions {
                        push_blocks(blocks, text);
                    }
                }
            }
            BlockKind::Html(_) | BlockKind::Rule => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{blocks_text, count_words};
    use crate::markdown::parse;

    #[test]
    fn counts_as_many_words_as_the_text_has() {
        let text = "# A *b*c\n\n:::key-points Two words {by=\"Aisha B\"}\n- é “f”\u{a0}g\n:::\n\n| h i | |\n|-|-|\n| j | k |\n\n```\nl\n m\n```\n";
        let blocks = parse(text, 0).body.blocks;
        assert_eq!(count_words(&blocks), blocks_text(&blocks).split_whitespace().count());
        assert_eq!(count_words(&blocks), 15);
        let long = "one two\tthree ".repeat(100);
        let blocks = parse(&format!("{long}*f*our\u{b}five"), 0).body.blocks;
        assert_eq!(count_words(&blocks), 302);
    }
}
