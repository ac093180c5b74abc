//! Blocks to HTML.

use std::fmt::Write;

use tera::Value;

use crate::markdown::tree::{
    Block, BlockKind, CalloutKind, Definition, Heading, Inline, Item, List,
};
use crate::model::config::HtmlPolicy;
use crate::render::html::sanitise::Piece;
use crate::render::html::{Writer, escape, push_escaped};
use crate::theme::Template;

impl<'a> Writer<'a> {
    /// Blocks, one after another. Where some are HTML of the author's, all are made safe together, since
    /// what one opens another may close.
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) -> String {
        let is_html = |block: &Block| matches!(block.kind, BlockKind::Html(_));
        if !blocks.iter().any(is_html) {
            let mut html = String::new();
            for block in blocks {
                self.block(block, &mut html);
            }
            return html;
        }
        let pieces: Vec<Piece<'a>> = blocks.iter().map(|block| self.piece(block)).collect();
        self.joined(&pieces)
    }

    /// A block by itself: the author's HTML as it is, everything else made.
    pub(super) fn piece(&mut self, block: &'a Block) -> Piece<'a> {
        match &block.kind {
            BlockKind::Html(text) => Piece::Author(text),
            _ => {
                let mut html = String::new();
                self.block(block, &mut html);
                Piece::Ours(html)
            }
        }
    }

    /// Pieces, one after another, safe together.
    pub(super) fn joined(&mut self, pieces: &[Piece<'_>]) -> String {
        let trusted = self.edition.config.html == HtmlPolicy::Trusted;
        if !trusted && pieces.iter().any(|piece| matches!(piece, Piece::Author(_))) {
            return self.mixed(pieces);
        }
        let texts = pieces.iter().map(|piece| match piece {
            Piece::Author(text) => *text,
            Piece::Ours(text) => text.as_str(),
        });
        texts.collect()
    }

    fn block(&mut self, block: &'a Block, html: &mut String) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.paragraph(inlines, html),
            BlockKind::Heading(heading) => self.heading(heading, html),
            BlockKind::Quote(blocks) => {
                let inner = self.blocks(blocks);
                let _ = write!(html, "<blockquote>\n{inner}</blockquote>\n");
            }
            BlockKind::Callout(kind, blocks) => self.callout(*kind, blocks, html),
            BlockKind::Code(code) => {
                html.push_str("<pre tabindex=\"0\"><code");
                if !code.language.is_empty() {
                    let _ = write!(html, " class=\"language-{}\"", escape(&code.language));
                }
                html.push('>');
                push_escaped(html, &code.text);
                html.push_str("</code></pre>\n");
            }
            BlockKind::Html(text) => html.push_str(text),
            BlockKind::List(list) => self.list(list, html),
            BlockKind::Table(table) => self.table(table, html),
            BlockKind::Definitions(definitions) => self.definitions(definitions, html),
            BlockKind::Rule => html.push_str("<hr>\n"),
            BlockKind::Component(component) => self.component(component, html),
        }
    }

    fn paragraph(&mut self, inlines: &'a [Inline], html: &mut String) {
        if let Some(figure) = self.figure(inlines) {
            html.push_str(&figure);
            return;
        }
        html.push_str("<p>");
        self.push_inlines(inlines, html);
        html.push_str("</p>\n");
    }

    fn heading(&mut self, heading: &'a Heading, html: &mut String) {
        if heading.level == 1 {
            self.heading_shift = 1;
        }
        let lowered = u8::from(self.together.is_some());
        let level = (heading.level + self.heading_shift + lowered).min(6);
        let anchor = escape(&self.anchor(&heading.anchor));
        let _ = write!(html, "<h{level} id=\"{anchor}\"");
        if !heading.classes.is_empty() {
            let _ = write!(html, " class=\"{}\"", escape(&heading.classes.join(" ")));
        }
        let content = self.inlines(&heading.content);
        html.extend([">", &content]);
        // What is to be printed is linked to where it stands by itself.
        if self.together.is_none() {
            let label = format!("{}: {}", self.phrase("link_to_section"), heading.text);
            let label = escape(&label);
            let _ = write!(
                html,
                " <a class=\"heading-anchor\" href=\"#{anchor}\" aria-label=\"{label}\">#</a>"
            );
        }
        let _ = writeln!(html, "</h{level}>");
    }

    fn callout(&mut self, kind: CalloutKind, blocks: &'a [Block], html: &mut String) {
        let (kind, phrase) = match kind {
            CalloutKind::Note => ("note", "callout_note"),
            CalloutKind::Tip => ("tip", "callout_tip"),
            CalloutKind::Important => ("important", "callout_important"),
            CalloutKind::Warning => ("warning", "callout_warning"),
            CalloutKind::Caution => ("caution", "callout_caution"),
        };
        let label = Value::from(self.phrase(phrase).to_owned());
        let words = self.blocks(blocks);
        let inner = Value::safe_string(&words);
        let values = vec![("kind", Value::from(kind)), ("label", label), ("html", inner)];
        if !self.template(Template::Page("callout.html"), values, html) {
            html.push_str(&words);
        }
    }

    /// What a template makes of these values; false, and a fault, if it fails.
    pub(super) fn template(
        &mut self,
        template: Template<'_>,
        values: Vec<(&'static str, Value)>,
        html: &mut String,
    ) -> bool {
        match self.theme.render(template, values) {
            Ok(text) => html.push_str(&text),
            Err(fault) => {
                self.shared.faults.push(fault);
                return false;
            }
        }
        true
    }

    fn list(&mut self, list: &'a List, html: &mut String) {
        let mut items = String::new();
        for item in &list.items {
            self.item(item, list.tight, &mut items);
        }
        push_list(list, &items, html);
    }

    fn item(&mut self, item: &'a Item, tight: bool, html: &mut String) {
        let (first, rest) = match item.blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph(inlines), .. }, rest))
                if tight || item.task.is_some() =>
            {
                (&**inlines, rest)
            }
            _ => (&[] as &[Inline], &*item.blocks),
        };
        if item.task.is_none() && rest.is_empty() {
            html.push_str("<li>");
            self.push_inlines(first, html);
            html.push_str("</li>\n");
            return;
        }
        let first = self.inlines(first);
        let rest = self.blocks(rest);
        push_item(item.task, &first, &rest, html);
    }

    fn definitions(&mut self, definitions: &'a [Definition], html: &mut String) {
        html.push_str("<dl>\n");
        for definition in definitions {
            let _ = writeln!(html, "<dt>{}</dt>", self.inlines(&definition.term));
            for blocks in &definition.definitions {
                let inner = match &**blocks {
                    [Block { kind: BlockKind::Paragraph(inlines), .. }] => self.inlines(inlines),
                    blocks => self.blocks(blocks),
                };
                let _ = writeln!(html, "<dd>{inner}</dd>");
            }
        }
        html.push_str("</dl>\n");
    }
}

/// A list around its items.
pub(super) fn push_list(list: &List, items: &str, html: &mut String) {
    let tag = if list.start.is_some() { "ol" } else { "ul" };
    let _ = write!(html, "<{tag}");
    if let Some(start) = list.start.filter(|start| *start != 1) {
        let _ = write!(html, " start=\"{start}\"");
    }
    if list.items.iter().any(|item| item.task.is_some()) {
        html.push_str(" class=\"task-list\"");
    }
    let _ = writeln!(html, ">\n{items}</{tag}>");
}

/// An item: its running text, and the blocks that follow.
pub(super) fn push_item(task: Option<bool>, first: &str, rest: &str, html: &mut String) {
    let _ = match task {
        // A box without a label says nothing to a screen reader: its text is its label.
        Some(ticked) => {
            let checked = if ticked { " checked" } else { "" };
            write!(
                html,
                "<li class=\"task\"><label><input type=\"checkbox\" disabled{checked}> {first}</label>"
            )
        }
        None => write!(html, "<li>{first}"),
    };
    if !rest.is_empty() {
        html.push('\n');
        html.push_str(rest);
    }
    html.push_str("</li>\n");
}
