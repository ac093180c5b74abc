//! What becomes of a construct when it closes: a part of the one around it.

use crate::markdown::build::Builder;
use crate::markdown::build::frame::{Frame, FrameKind};
use crate::markdown::plain_text::inlines_text;
use crate::markdown::tree::{
    BlockKind, Blocks, Definition, Heading, InlineImage, InlineKind, InlineLink, Inlines, Item,
    List, Table,
};
use crate::source::Span;

impl Builder<'_> {
    /// Makes the innermost open construct a part of the one around it.
    pub(super) fn pop(&mut self) {
        self.flush();
        let frame = self.frames.pop().expect("callers leave the root frame");
        let Frame { kind, span, first_block, first_inline } = frame;
        if self.in_link == 0 {
            self.link_addresses(first_inline);
        }
        if matches!(kind, FrameKind::Root | FrameKind::Plain) {
            return;
        }
        let (blocks, inlines) = (self.take_blocks(first_block), self.take_inlines(first_inline));
        match kind {
            FrameKind::Root | FrameKind::Plain => {}
            FrameKind::Quote(None) => self.block(span, BlockKind::Quote(blocks)),
            FrameKind::Quote(Some(kind)) => self.block(span, BlockKind::Callout(kind, blocks)),
            FrameKind::List { start, loose, items } => {
                let items = items.into_boxed_slice();
                self.block(span, BlockKind::List(Box::new(List { start, tight: !loose, items })));
            }
            FrameKind::Definitions(definitions) => {
                self.block(span, BlockKind::Definitions(definitions.into_boxed_slice()));
            }
            FrameKind::Table { alignments, head, mut rows } => {
                rows.shrink_to_fit();
                self.block(span, BlockKind::Table(Box::new(Table { alignments, head, rows })));
            }
            FrameKind::Footnote(label) => self.footnote(label, span, blocks),
            FrameKind::Paragraph => self.block(span, BlockKind::Paragraph(inlines)),
            FrameKind::Heading { level, anchor, classes } => {
                let text = inlines_text(&inlines).into();
                let heading = Heading { level, anchor, text, content: inlines, classes };
                self.block(span, BlockKind::Heading(Box::new(heading)));
            }
            FrameKind::Code(code) => self.block(span, BlockKind::Code(code)),
            FrameKind::Html(html) if html.is_empty() => {}
            FrameKind::Html(html) => self.block(span, BlockKind::Html(html.into_boxed_str())),
            FrameKind::Component { opening, .. } => self.component(*opening, span, blocks),
            FrameKind::Item { .. }
            | FrameKind::Term
            | FrameKind::DefinitionOf
            | FrameKind::Row { .. }
            | FrameKind::Cell => self.pop_part(kind, span, blocks, inlines),
            FrameKind::Emphasis
            | FrameKind::Strong
            | FrameKind::Strikethrough
            | FrameKind::Link { .. }
            | FrameKind::Image { .. } => self.pop_inline(kind, span, inlines),
        }
    }

    /// Parts of lists and tables, which go nowhere but into what they are part of.
    pub(super) fn pop_part(
        &mut self,
        kind: FrameKind,
        span: Span,
        blocks: Blocks,
        inlines: Inlines,
    ) {
        match (kind, &mut self.top().kind) {
            (FrameKind::Item { task, loose }, FrameKind::List { items, loose: list_loose, .. }) => {
                *list_loose |= loose;
                items.push(Item { span, task, blocks });
            }
            (FrameKind::Term, FrameKind::Definitions(definitions)) => {
                definitions.push(Definition { term: inlines, definitions: Vec::new() });
            }
            (FrameKind::DefinitionOf, FrameKind::Definitions(definitions)) => {
                if let Some(last) = definitions.last_mut() {
                    last.definitions.push(blocks);
                }
            }
            (FrameKind::Row { is_head: true, cells }, FrameKind::Table { head, .. }) => {
                *head = cells.into_boxed_slice();
            }
            (FrameKind::Row { is_head: false, cells }, FrameKind::Table { rows, .. }) => {
                rows.push(cells.into_boxed_slice());
            }
            (FrameKind::Cell, FrameKind::Row { cells, .. }) => cells.push(inlines),
            _ => {
                self.blocks.extend(blocks);
                self.inlines.extend(inlines);
            }
        }
    }

    pub(super) fn pop_inline(&mut self, kind: FrameKind, span: Span, inlines: Inlines) {
        match kind {
            FrameKind::Emphasis => self.inline(span, InlineKind::Emphasis(inlines)),
            FrameKind::Strong => self.inline(span, InlineKind::Strong(inlines)),
            FrameKind::Strikethrough => self.inline(span, InlineKind::Strikethrough(inlines)),
            FrameKind::Link { link, title } => {
                self.in_link -= 1;
                self.markdown.links[link].text = inlines_text(&inlines);
                let link = InlineLink { link, title, content: inlines };
                self.inline(span, InlineKind::Link(Box::new(link)));
            }
            FrameKind::Image { link, title } => {
                self.in_link -= 1;
                let alt = inlines_text(&inlines);
                self.markdown.links[link].text.clone_from(&alt);
                let image = InlineImage { link, title, alt: alt.into() };
                self.inline(span, InlineKind::Image(Box::new(image)));
            }
            _ => self.inlines.extend(inlines),
        }
    }
}
