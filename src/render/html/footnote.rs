//! Footnotes and the marks that lead to them.

use std::fmt::Write;

use crate::markdown::footnote_anchor;
use crate::render::html::{Writer, escape, push_escaped};

impl<'a> Writer<'a> {
    fn note_id(&self, label: &str) -> String {
        escape(&self.anchor(&footnote_anchor(label)))
    }

    pub(super) fn footnote_reference(&mut self, label: &str, html: &mut String) {
        let id = self.note_id(label);
        let Some((number, references)) = self.notes.get_mut(label) else { return };
        *references += 1;
        let suffix = match references {
            1 => String::new(),
            count => format!("-{count}"),
        };
        let _ = write!(
            html,
            "<sup class=\"footnote-reference\"><a href=\"#{id}\" id=\"{id}-mark{suffix}\" \
             role=\"doc-noteref\">{number}</a></sup>"
        );
    }

    /// Writes the footnotes that the text referred to, each with the way back.
    pub(super) fn push_footnotes(&mut self, html: &mut String) {
        let footnotes = &self.document.parsed.body.footnotes;
        // Notes may refer to notes, so what they say is written before the ways back are counted.
        let mut written = Vec::with_capacity(footnotes.len());
        for note in footnotes {
            let mut text = String::new();
            self.push_blocks(&note.blocks, &mut text);
            written.push((note.label.as_str(), text));
        }
        written.retain(|(label, _)| self.notes.get(label).is_some_and(|(_, count)| *count > 0));
        if written.is_empty() {
            return;
        }
        html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        push_escaped(html, self.phrase("footnotes"));
        html.push_str("\">\n<ol>\n");
        for (label, text) in written {
            let id = self.note_id(label);
            let (number, count) = self.notes[label];
            let back: Vec<String> = (1..=count)
                .map(|reference| {
                    let suffix =
                        if reference == 1 { String::new() } else { format!("-{reference}") };
                    format!(
                        "<a href=\"#{id}-mark{suffix}\" role=\"doc-backlink\" \
                         aria-label=\"{} {number}{suffix}\">↩</a>",
                        escape(self.phrase("back_to_text"))
                    )
                })
                .collect();
            let back = back.join(" ");
            let with_back = match text.strip_suffix("</p>\n") {
                Some(text) => format!("{text} {back}</p>\n"),
                None => format!("{text}<p>{back}</p>\n"),
            };
            let _ = writeln!(html, "<li id=\"{id}\" value=\"{number}\">{with_back}</li>");
        }
        html.push_str("</ol>\n</section>\n");
    }
}
