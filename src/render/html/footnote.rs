//! Footnotes and the marks that lead to them.

use std::fmt::Write;

use crate::markdown::footnote_anchor;
use crate::render::html::{Writer, escape};

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

    /// The footnotes that the text referred to, each with the way back.
    pub(super) fn footnotes(&mut self) -> String {
        let document = self.document;
        // Notes may refer to notes, so what they say is written before the ways back are counted.
        let written: Vec<(&str, String)> = document
            .parsed
            .body
            .footnotes
            .iter()
            .map(|note| (note.label.as_str(), self.blocks(&note.blocks)))
            .collect();
        let used = |label: &str| self.notes.get(label).is_some_and(|(_, count)| *count > 0);
        let notes: Vec<&(&str, String)> = written.iter().filter(|(label, _)| used(label)).collect();
        if notes.is_empty() {
            return String::new();
        }
        let title = self.phrase("footnotes");
        let mut html = format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{}\">\n<ol>\n",
            escape(title)
        );
        for (label, text) in notes {
            let id = self.note_id(label);
            let (number, count) = self.notes[*label];
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
        html
    }
}
