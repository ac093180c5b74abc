//! Running text to HTML.

use std::fmt::Write;

use crate::markdown::tree::{Inline, InlineKind};
use crate::model::config::HtmlPolicy;
use crate::render::html::numbers::push_with_numbers;
use crate::render::html::sanitise::Piece;
use crate::render::html::{Writer, escape, push_escaped};

impl<'a> Writer<'a> {
    /// Running text. Where some of it is HTML of the author's, all is made safe together.
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) -> String {
        let mut html = String::new();
        let has_html = inlines.iter().any(|one| matches!(one.kind, InlineKind::Html(_)));
        let mut rest = inlines;
        if !has_html || self.edition.config.html == HtmlPolicy::Trusted {
            while !rest.is_empty() {
                rest = &rest[self.first(rest, &mut html)..];
            }
            return html;
        }
        let mut pieces: Vec<Piece<'_>> = Vec::new();
        while let Some(inline) = rest.first() {
            if let InlineKind::Html(text) = &inline.kind {
                pieces.push(Piece::Author(text));
                rest = &rest[1..];
                continue;
            }
            let mut html = String::new();
            rest = &rest[self.first(rest, &mut html)..];
            pieces.push(Piece::Ours(html));
        }
        self.mixed(&pieces)
    }

    /// Writes the first of these pieces, or the run of text that begins with it; gives how many pieces it took.
    fn first(&mut self, inlines: &'a [Inline], html: &mut String) -> usize {
        if let Some(pieces) = self.marked_run(inlines, html) {
            return pieces;
        }
        self.inline(&inlines[0], html);
        1
    }

    /// Words as they are.
    pub(super) fn text(&self, text: &str, html: &mut String) {
        match self.document.language.is_right_to_left() {
            true => push_with_numbers(html, text),
            false => push_escaped(html, text),
        }
    }

    fn inline(&mut self, inline: &'a Inline, html: &mut String) {
        match &inline.kind {
            InlineKind::Text(text) => self.text(text, html),
            InlineKind::Code(code) => {
                let _ = write!(html, "<code>{}</code>", escape(code));
            }
            InlineKind::Emphasis(content) => {
                let _ = write!(html, "<em>{}</em>", self.inlines(content));
            }
            InlineKind::Strong(content) => {
                let _ = write!(html, "<strong>{}</strong>", self.inlines(content));
            }
            InlineKind::Strikethrough(content) => {
                let _ = write!(html, "<del>{}</del>", self.inlines(content));
            }
            InlineKind::Link { link, title, content } => {
                let content = self.inlines(content);
                self.link(*link, title, &content, html);
            }
            InlineKind::Image { link, title, alt } => self.image(*link, title, alt, html),
            InlineKind::Html(text) => html.push_str(text),
            InlineKind::FootnoteReference(label) => self.footnote_reference(label, html),
            InlineKind::SoftBreak => html.push('\n'),
            InlineKind::HardBreak => html.push_str("<br>\n"),
        }
    }

    /// An image alone in its paragraph, with a title, is a figure with a caption.
    pub(super) fn figure(&mut self, inlines: &'a [Inline]) -> Option<String> {
        let [Inline { kind: InlineKind::Image { link, title, alt }, .. }] = inlines else {
            return None;
        };
        if title.is_empty() {
            return None;
        }
        let mut image = String::new();
        self.image(*link, "", alt, &mut image);
        Some(format!("<figure>{image}<figcaption>{}</figcaption></figure>\n", escape(title)))
    }
}
