//! Tables to HTML: each scrolls inside itself, by keyboard too, so that the page never does.

use std::fmt::Write;

use crate::markdown::inlines_text;
use crate::markdown::tree::{Alignment, Inline, Table};
use crate::render::html::{Writer, escape};

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, table: &'a Table, html: &mut String) {
        self.shared.tables += 1;
        let heads: Vec<String> = table.head.iter().map(|cell| inlines_text(cell)).collect();
        let heads: Vec<&str> = heads.iter().map(|h| h.trim()).filter(|h| !h.is_empty()).collect();
        let name = format!("{} {}", self.phrase("table"), self.shared.tables);
        let label = match heads.is_empty() {
            true => name,
            false => format!("{name}: {}", heads.join(", ")),
        };
        let _ = write!(
            html,
            "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n<table>\n",
            escape(&label)
        );
        if !heads.is_empty() {
            html.push_str("<thead>\n");
            self.row(&table.head, &table.alignments, true, html);
            html.push_str("</thead>\n");
        }
        html.push_str("<tbody>\n");
        for row in &table.rows {
            self.row(row, &table.alignments, false, html);
        }
        html.push_str("</tbody>\n</table>\n</div>\n");
    }

    fn row(
        &mut self,
        cells: &'a [Vec<Inline>],
        alignments: &[Alignment],
        is_head: bool,
        html: &mut String,
    ) {
        html.push_str("<tr>");
        for (index, cell) in cells.iter().enumerate() {
            let class = match alignments.get(index) {
                Some(Alignment::Left) => " class=\"align-left\"",
                Some(Alignment::Center) => " class=\"align-center\"",
                Some(Alignment::Right) => " class=\"align-right\"",
                Some(Alignment::None) | None => "",
            };
            let content = self.inlines(cell);
            let _ = match is_head {
                // A header cell without a word would be announced as nothing.
                true if content.is_empty() => write!(html, "<td{class}></td>"),
                true => write!(html, "<th scope=\"col\"{class}>{content}</th>"),
                false => write!(html, "<td{class}>{content}</td>"),
            };
        }
        html.push_str("</tr>\n");
    }
}
