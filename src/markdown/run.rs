//! Runs of plain text: what a reader reads without a mark in between, joined across line ends, so
//! that words can be found in it wherever the author broke the line.

use std::borrow::Cow;
use std::ops::Range;

use crate::markdown::tree::{Block, BlockKind, Body, Inline, InlineKind};
use crate::source::Span;

/// Text between marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// The place in the file where it begins.
    pub at: usize,
    /// Its text; a line end is `\n`.
    pub text: Cow<'a, str>,
    /// How many pieces of running text it takes up.
    pub pieces: usize,
}

impl Run<'_> {
    /// Where a part of the text stands in `file`, the text that the run is from. An escape or smart punctuation
    /// before it moves it, so it is then looked for from the run's beginning on; what isn't found is that beginning.
    pub fn span(&self, file: &str, part: Range<usize>) -> Span {
        let words = &self.text[part.clone()];
        let exact = Span::new(self.at + part.start, self.at + part.end);
        if exact.of(file) == words {
            return exact;
        }
        let rest = file.get(self.at..).unwrap_or_default();
        match rest.find(words) {
            Some(at) => Span::new(self.at + at, self.at + at + words.len()),
            None => {
                let first = rest.chars().next().map_or(0, char::len_utf8);
                Span::new(self.at, self.at + first)
            }
        }
    }
}

/// The run that begins with the first of these pieces, if that is text.
pub fn run(inlines: &[Inline]) -> Option<Run<'_>> {
    let (first, rest) = inlines.split_first()?;
    let InlineKind::Text(text) = &first.kind else { return None };
    let mut run = Run { at: first.span.start(), text: Cow::Borrowed(text), pieces: 1 };
    for inline in rest {
        match &inline.kind {
            InlineKind::Text(text) => run.text.to_mut().push_str(text),
            InlineKind::SoftBreak => run.text.to_mut().push('\n'),
            _ => break,
        }
        run.pieces += 1;
    }
    Some(run)
}

/// Shows every run of a body that is prose: headings, links, code and HTML are left out.
pub fn runs(body: &Body, visit: &mut dyn FnMut(Run<'_>)) {
    block_runs(&body.blocks, visit);
    for footnote in &body.footnotes {
        block_runs(&footnote.blocks, visit);
    }
}

fn block_runs(blocks: &[Block], visit: &mut dyn FnMut(Run<'_>)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) => inline_runs(inlines, visit),
            BlockKind::Quote(blocks) | BlockKind::Callout(_, blocks) => block_runs(blocks, visit),
            BlockKind::Component(component) => block_runs(&component.blocks, visit),
            BlockKind::List(list) => {
                for item in &list.items {
                    block_runs(&item.blocks, visit);
                }
            }
            BlockKind::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    inline_runs(cell, visit);
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    for blocks in &definition.definitions {
                        block_runs(blocks, visit);
                    }
                }
            }
            BlockKind::Heading(_)
            | BlockKind::Code { .. }
            | BlockKind::Html(_)
            | BlockKind::Rule => {}
        }
    }
}

fn inline_runs(inlines: &[Inline], visit: &mut dyn FnMut(Run<'_>)) {
    let mut rest = inlines;
    while let Some((first, after)) = rest.split_first() {
        if let Some(run) = run(rest) {
            rest = &rest[run.pieces..];
            visit(run);
            continue;
        }
        match &first.kind {
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content) => inline_runs(content, visit),
            _ => {}
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::runs;
    use crate::markdown::parse;

    #[test]
    fn finds_where_words_stand_in_the_file() {
        let check = |file: &str, word: &str| {
            let mut found = Vec::new();
            runs(&parse(file, 0).body, &mut |run| {
                let at = run.text.find(word).expect("it stands in the run");
                found.push(run.span(file, at..at + word.len()).of(file).to_owned());
            });
            assert_eq!(found, [word], "{file}");
        };
        check("see AA there", "AA");
        check("\u{65e5}\u{672c} \\[AA", "AA");
        check("\"one\" and 'two' AA", "AA");
    }

    #[test]
    fn what_is_not_found_is_a_whole_character() {
        let file = "\u{65e5}\u{672c} \\[AA\u{2026}";
        runs(&parse(file, 0).body, &mut |run| {
            let whole = run.span("\u{65e5}", 0..run.text.len());
            assert_eq!(whole.of("\u{65e5}"), "\u{65e5}");
        });
    }
}
