//! Running text to HTML.

use crate::markdown::tree::{Inline, InlineKind};
use crate::model::config::HtmlPolicy;
use crate::render::html::numbers::push_with_numbers;
use crate::render::html::sanitise::Piece;
use crate::render::html::{Writer, push_escaped};

impl<'a> Writer<'a> {
    /// Running text.
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) -> String {
        let mut html = String::new();
        self.push_inlines(inlines, &mut html);
        html
    }

    /// Writes running text. Where some of it is HTML of the author's, all is made safe together.
    pub(super) fn push_inlines(&mut self, inlines: &'a [Inline], html: &mut String) {
        let has_html = inlines.iter().any(|one| matches!(one.kind, InlineKind::Html(_)));
        let mut rest = inlines;
        if !has_html || self.edition.config.html == HtmlPolicy::Trusted {
            while !rest.is_empty() {
                rest = &rest[self.first(rest, html)..];
            }
            return;
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
        html.push_str(&self.mixed(&pieces));
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
        match self.is_right_to_left {
            true => push_with_numbers(html, text),
            false => push_escaped(html, text),
        }
    }

    fn inline(&mut self, inline: &'a Inline, html: &mut String) {
        match &inline.kind {
            InlineKind::Text(text) => self.text(text, html),
            InlineKind::Code(code) => {
                html.push_str("<code>");
                push_escaped(html, code);
                html.push_str("</code>");
            }
            InlineKind::Emphasis(content) => {
                self.inside("em", content, html);
            }
            InlineKind::Strong(content) => {
                self.inside("strong", content, html);
            }
            InlineKind::Strikethrough(content) => {
                self.inside("del", content, html);
            }
            InlineKind::Link(link) => {
                let end = self.open_link(link.link, &link.title, html);
                self.push_inlines(&link.content, html);
                html.push_str(end);
            }
            InlineKind::Image(image) => self.image(image.link, &image.title, &image.alt, html),
            InlineKind::Html(text) => html.push_str(text),
            InlineKind::FootnoteReference(label) => self.footnote_reference(label, html),
            InlineKind::SoftBreak => html.push('\n'),
            InlineKind::HardBreak => html.push_str("<br>\n"),
        }
    }

    fn inside(&mut self, element: &str, content: &'a [Inline], html: &mut String) {
        html.extend(["<", element, ">"]);
        self.push_inlines(content, html);
        html.extend(["</", element, ">"]);
    }

    /// Writes a paragraph as a figure with a caption, if an image with a title stands in it alone; else nothing, and
    /// gives false.
    pub(super) fn figure(&mut self, inlines: &'a [Inline], html: &mut String) -> bool {
        let [Inline { kind: InlineKind::Image(image), .. }] = inlines else {
            return false;
        };
        if image.title.is_empty() {
            return false;
        }
        html.push_str("<figure>");
        self.image(image.link, "", &image.alt, html);
        html.push_str("<figcaption>");
        push_escaped(html, &image.title);
        html.push_str("</figcaption></figure>\n");
        true
    }
}
