//! Running text to HTML.

use std::fmt::Write;

use crate::markdown::tree::{Inline, InlineKind};
use crate::model::config::HtmlPolicy;
use crate::render::html::sanitise::{self, Piece};
use crate::render::html::{Writer, escape, push_escaped};

impl<'a> Writer<'a> {
    /// Running text. Where some of it is HTML of the author's, all is made safe together.
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) -> String {
        let mut html = String::new();
        let has_html = inlines.iter().any(|one| matches!(one.kind, InlineKind::Html(_)));
        if !has_html || self.edition.config.html == HtmlPolicy::Trusted {
            for inline in inlines {
                self.inline(inline, &mut html);
            }
            return html;
        }
        let pieces = inlines.iter().map(|inline| match &inline.kind {
            InlineKind::Html(text) => Piece::Author(text),
            _ => {
                let mut html = String::new();
                self.inline(inline, &mut html);
                Piece::Ours(html)
            }
        });
        let pieces: Vec<Piece<'_>> = pieces.collect();
        sanitise::mixed(&pieces, &self.html_addresses())
    }

    fn inline(&mut self, inline: &'a Inline, html: &mut String) {
        match &inline.kind {
            InlineKind::Text(text) => push_escaped(html, text),
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
