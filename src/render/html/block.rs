//! Blocks to HTML.

use std::fmt::Write;

use tera::Value;

use crate::markdown::tree::{Block, BlockKind, CalloutKind, Definition, Heading, Inline, Item, List};
use crate::model::config::HtmlPolicy;
use crate::render::html::sanitise::{self, Piece};
use crate::render::html::{Writer, escape, push_escaped};
use crate::resolve::passage_anchor;
use crate::theme::Template;

impl<'a> Writer<'a> {
    /// Blocks, one after another. Where some are HTML of the author's, all are made safe together, since
    /// what one opens another may close.
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) -> String {
        let mut html = String::new();
        let has_html = blocks.iter().any(|block| matches!(block.kind, BlockKind::Html(_)));
        if !has_html || self.edition.config.html == HtmlPolicy::Trusted {
            for block in blocks {
                self.block(block, &mut html);
            }
            return html;
        }
        let pieces = blocks.iter().map(|block| match &block.kind {
            BlockKind::Html(text) => Piece::Author(text),
            _ => {
                let mut html = String::new();
                self.block(block, &mut html);
                Piece::Ours(html)
            }
        });
        let pieces: Vec<Piece<'_>> = pieces.collect();
        sanitise::mixed(&pieces, &self.html_addresses())
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
            BlockKind::Code { language, text } => {
                html.push_str("<pre tabindex=\"0\"><code");
                if !language.is_empty() {
                    let _ = write!(html, " class=\"language-{}\"", escape(language));
                }
                html.push('>');
                push_escaped(html, text);
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
        let _ = writeln!(html, "<p>{}</p>", self.inlines(inlines));
    }

    fn heading(&mut self, heading: &'a Heading, html: &mut String) {
        let level = (heading.level + self.heading_shift).min(6);
        let anchor = match self.anchor_prefix {
            Some(stem) => escape(&passage_anchor(stem, &heading.anchor)),
            None => escape(&heading.anchor),
        };
        let _ = write!(html, "<h{level} id=\"{anchor}\"");
        if !heading.classes.is_empty() {
            let _ = write!(html, " class=\"{}\"", escape(&heading.classes.join(" ")));
        }
        let content = self.inlines(&heading.content);
        let label = format!("{}: {}", self.phrase("link_to_section"), heading.text);
        let _ = writeln!(
            html,
            ">{content} <a class=\"heading-anchor\" href=\"#{anchor}\" aria-label=\"{}\">#</a></h{level}>",
            escape(&label)
        );
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
        let inner = Value::safe_string(&self.blocks(blocks));
        let values = vec![("kind", Value::from(kind)), ("label", label), ("html", inner)];
        self.template(Template::Page("callout.html"), values, html);
    }

    /// What a template makes of these values; nothing but a fault if it fails.
    pub(super) fn template(
        &mut self,
        template: Template<'_>,
        values: Vec<(&'static str, Value)>,
        html: &mut String,
    ) {
        match self.theme.render(template, values) {
            Ok(text) => html.push_str(&text),
            Err(fault) => self.shared.faults.push(fault),
        }
    }

    fn list(&mut self, list: &'a List, html: &mut String) {
        let tag = if list.start.is_some() { "ol" } else { "ul" };
        let _ = write!(html, "<{tag}");
        if let Some(start) = list.start.filter(|start| *start != 1) {
            let _ = write!(html, " start=\"{start}\"");
        }
        if list.items.iter().any(|item| item.task.is_some()) {
            html.push_str(" class=\"task-list\"");
        }
        html.push_str(">\n");
        for item in &list.items {
            self.item(item, list.tight, html);
        }
        let _ = writeln!(html, "</{tag}>");
    }

    fn item(&mut self, item: &'a Item, tight: bool, html: &mut String) {
        let Some(ticked) = item.task else {
            html.push_str("<li>");
            self.item_blocks(&item.blocks, tight, html);
            html.push_str("</li>\n");
            return;
        };
        // A box without a label says nothing to a screen reader: its text is its label.
        let (label, rest) = match item.blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph(inlines), .. }, rest)) => {
                (self.inlines(inlines), rest)
            }
            _ => (String::new(), item.blocks.as_slice()),
        };
        let checked = if ticked { " checked" } else { "" };
        let _ = write!(
            html,
            "<li class=\"task\"><label><input type=\"checkbox\" disabled{checked}> {label}</label>"
        );
        self.item_blocks(rest, tight, html);
        html.push_str("</li>\n");
    }

    /// In a tight list, text stands without paragraphs around it.
    fn item_blocks(&mut self, blocks: &'a [Block], tight: bool, html: &mut String) {
        let (first, rest) = match blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph(inlines), .. }, rest)) if tight => {
                (self.inlines(inlines), rest)
            }
            _ => (String::new(), blocks),
        };
        html.push_str(&first);
        if !rest.is_empty() {
            html.push('\n');
            let inner = self.blocks(rest);
            html.push_str(&inner);
        }
    }

    fn definitions(&mut self, definitions: &'a [Definition], html: &mut String) {
        html.push_str("<dl>\n");
        for definition in definitions {
            let _ = writeln!(html, "<dt>{}</dt>", self.inlines(&definition.term));
            for blocks in &definition.definitions {
                let inner = match blocks.as_slice() {
                    [Block { kind: BlockKind::Paragraph(inlines), .. }] => self.inlines(inlines),
                    blocks => self.blocks(blocks),
                };
                let _ = writeln!(html, "<dd>{inner}</dd>");
            }
        }
        html.push_str("</dl>\n");
    }
}
