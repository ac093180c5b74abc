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
    push_blocks(blocks, &mut text);
    text.truncate(text.trim_end().len());
    text
}

fn push_inlines(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(words) | InlineKind::Code(words) => text.push_str(words),
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content)
            | InlineKind::Link { content, .. } => push_inlines(content, text),
            InlineKind::Image { alt, .. } => text.push_str(alt),
            InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
            InlineKind::Html(_) | InlineKind::FootnoteReference(_) => {}
        }
    }
}

fn push_line(inlines: &[Inline], text: &mut String) {
    push_inlines(inlines, text);
    text.push('\n');
}

fn push_blocks(blocks: &[Block], text: &mut String) {
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
            BlockKind::Code { text: code, .. } => {
                text.push_str(code.trim_end());
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
