//! Blocks to HTML.

use tera::Value;

use crate::markdown::tree::{
    Block, BlockKind, CalloutKind, Definition, Heading, Inline, Item, List,
};
use crate::model::config::HtmlPolicy;
use crate::render::html::sanitise::Piece;
use crate::render::html::{Writer, push_escaped};
use crate::theme::Template;

impl<'a> Writer<'a> {
    /// Writes blocks, one after another. Where some are HTML of the author's, all are made safe together, since
    /// what one opens another may close.
    pub(super) fn push_blocks(&mut self, blocks: &'a [Block], html: &mut String) {
        let is_html = |block: &Block| matches!(block.kind, BlockKind::Html(_));
        if !blocks.iter().any(is_html) {
            for block in blocks {
                self.block(block, html);
            }
            return;
        }
        let pieces: Vec<Piece<'a>> = blocks.iter().map(|block| self.piece(block)).collect();
        html.push_str(&self.joined(&pieces));
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
                html.push_str("<blockquote>\n");
                self.push_blocks(blocks, html);
                html.push_str("</blockquote>\n");
            }
            BlockKind::Callout(kind, blocks) => self.callout(*kind, blocks, html),
            BlockKind::Code(code) => {
                html.push_str("<pre tabindex=\"0\"><code");
                if !code.language.is_empty() {
                    html.push_str(" class=\"language-");
                    push_escaped(html, &code.language);
                    html.push('"');
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
        if self.figure(inlines, html) {
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
        let level = (heading.level + self.heading_shift + lowered).clamp(1, 6);
        let element = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level - 1)];
        html.extend(["<", element, " id=\""]);
        self.push_anchor(&heading.anchor, html);
        if !heading.classes.is_empty() {
            html.push_str("\" class=\"");
            push_escaped(html, &heading.classes.join(" "));
        }
        html.push_str("\">");
        self.push_inlines(&heading.content, html);
        // What is to be printed is linked to where it stands by itself.
        if self.together.is_none() {
            html.push_str(" <a class=\"heading-anchor\" href=\"#");
            self.push_anchor(&heading.anchor, html);
            html.push_str("\" aria-label=\"");
            push_escaped(html, self.phrase("link_to_section"));
            html.push_str(": ");
            push_escaped(html, &heading.text);
            html.push_str("\">#</a>");
        }
        html.extend(["</", element, ">\n"]);
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
        let mut words = String::new();
        self.push_blocks(blocks, &mut words);
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
        let element = open_list(list, html);
        for item in &list.items {
            self.item(item, list.tight, html);
        }
        html.extend(["</", element, ">\n"]);
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
        open_item(item.task, html);
        self.push_inlines(first, html);
        end_text(item.task, html);
        let end = html.len();
        html.push('\n');
        self.push_blocks(rest, html);
        if html.len() == end + 1 {
            html.truncate(end);
        }
        html.push_str("</li>\n");
    }

    fn definitions(&mut self, definitions: &'a [Definition], html: &mut String) {
        html.push_str("<dl>\n");
        for definition in definitions {
            html.push_str("<dt>");
            self.push_inlines(&definition.term, html);
            html.push_str("</dt>\n");
            for blocks in &definition.definitions {
                html.push_str("<dd>");
                match &**blocks {
                    [Block { kind: BlockKind::Paragraph(inlines), .. }] => {
                        self.push_inlines(inlines, html);
                    }
                    blocks => self.push_blocks(blocks, html),
                }
                html.push_str("</dd>\n");
            }
        }
        html.push_str("</dl>\n");
    }
}

/// Writes what stands before a list's items; gives the element to close after them.
pub(super) fn open_list(list: &List, html: &mut String) -> &'static str {
    let element = if list.start.is_some() { "ol" } else { "ul" };
    html.extend(["<", element]);
    if let Some(start) = list.start.filter(|start| *start != 1) {
        html.push_str(&format!(" start=\"{start}\""));
    }
    if list.items.iter().any(|item| item.task.is_some()) {
        html.push_str(" class=\"task-list\"");
    }
    html.push_str(">\n");
    element
}

/// Writes what stands before an item's running text. A box without a label says nothing to a screen reader: its text
/// is its label.
pub(super) fn open_item(task: Option<bool>, html: &mut String) {
    html.push_str(match task {
        Some(true) => "<li class=\"task\"><label><input type=\"checkbox\" disabled checked> ",
        Some(false) => "<li class=\"task\"><label><input type=\"checkbox\" disabled> ",
        None => "<li>",
    });
}

/// Writes what stands after it.
pub(super) fn end_text(task: Option<bool>, html: &mut String) {
    if task.is_some() {
        html.push_str("</label>");
    }
}
