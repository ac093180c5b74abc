//! One way through a tree, for whoever wants to see every part of it once, in order.

use crate::markdown::tree::{Block, BlockKind, Body, Inline, InlineKind};

/// What a walk comes by.
#[derive(Clone, Copy, Debug)]
pub enum Visit<'a> {
    /// A block, before what it holds.
    Block(&'a Block),
    /// A piece of running text, before what it holds.
    Inline(&'a Inline),
}

/// Shows every block and every piece of running text of a body, footnotes last.
pub fn walk<'a>(body: &'a Body, visit: &mut dyn FnMut(Visit<'a>)) {
    walk_blocks(&body.blocks, visit);
    for footnote in &body.footnotes {
        walk_blocks(&footnote.blocks, visit);
    }
}

/// Shows every block, and every piece of running text, of these and in these.
pub(super) fn walk_blocks<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(Visit<'a>)) {
    for block in blocks {
        visit(Visit::Block(block));
        match &block.kind {
            BlockKind::Paragraph(inlines) => walk_inlines(inlines, visit),
            BlockKind::Heading(heading) => walk_inlines(&heading.content, visit),
            BlockKind::Quote(blocks) | BlockKind::Callout(_, blocks) => walk_blocks(blocks, visit),
            BlockKind::Component(component) => walk_blocks(&component.blocks, visit),
            BlockKind::List(list) => {
                for item in &list.items {
                    walk_blocks(&item.blocks, visit);
                }
            }
            BlockKind::Table(table) => {
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    walk_inlines(cell, visit);
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    walk_inlines(&definition.term, visit);
                    for blocks in &definition.definitions {
                        walk_blocks(blocks, visit);
                    }
                }
            }
            BlockKind::Code(_) | BlockKind::Html(_) | BlockKind::Rule => {}
        }
    }
}

fn walk_inlines<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(Visit<'a>)) {
    for inline in inlines {
        visit(Visit::Inline(inline));
        match &inline.kind {
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content) => walk_inlines(content, visit),
            InlineKind::Link(link) => walk_inlines(&link.content, visit),
            InlineKind::Text(_)
            | InlineKind::Code(_)
            | InlineKind::Image(_)
            | InlineKind::Html(_)
            | InlineKind::FootnoteReference(_)
            | InlineKind::SoftBreak
            | InlineKind::HardBreak => {}
        }
    }
}
