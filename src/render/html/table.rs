//! Tables to HTML: each scrolls inside itself, by keyboard too, so that the page never does.

use std::fmt::Write;

use crate::markdown::inlines_text;
use crate::markdown::tree::{Alignment, Inlines, Table};
use crate::render::html::{Writer, escape};

/// What all cells of a column have in common.
struct Column {
    alignment: Alignment,
    /// It holds numbers or single words, and needs no more room than they take.
    is_short: bool,
}

/// The most letters of a cell in a short column.
const SHORT: usize = 12;

fn columns(table: &Table) -> Vec<Column> {
    let letters = |row: &[Inlines], index| {
        row.get(index).map_or(0, |cell: &Inlines| inlines_text(cell).chars().count())
    };
    // An empty cell is one to write in.
    let is_short = |index: usize| {
        letters(&table.head, index) <= SHORT
            && table.rows.iter().all(|row| (1..=SHORT).contains(&letters(row, index)))
    };
    let columns = table.alignments.iter().enumerate();
    columns.map(|(index, &alignment)| Column { alignment, is_short: is_short(index) }).collect()
}

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
            "<section class=\"table-scroll\" tabindex=\"0\" aria-label=\"{}\">\n<table>\n",
            escape(&label)
        );
        let columns = columns(table);
        if !heads.is_empty() {
            html.push_str("<thead>\n");
            self.row(&table.head, &columns, true, html);
            html.push_str("</thead>\n");
        }
        html.push_str("<tbody>\n");
        for row in &table.rows {
            self.row(row, &columns, false, html);
        }
        html.push_str("</tbody>\n</table>\n</section>\n");
    }

    fn row(&mut self, cells: &'a [Inlines], columns: &[Column], is_head: bool, html: &mut String) {
        html.push_str("<tr>");
        for (index, cell) in cells.iter().enumerate() {
            let align = match columns.get(index).map(|column| column.alignment) {
                Some(Alignment::Left) => "align-left",
                Some(Alignment::Center) => "align-center",
                Some(Alignment::Right) => "align-right",
                Some(Alignment::None) | None => "",
            };
            let short = match columns.get(index) {
                Some(column) if column.is_short => "short",
                _ => "",
            };
            let class = match (align, short) {
                ("", "") => String::new(),
                _ => format!(" class=\"{}\"", format!("{align} {short}").trim()),
            };
            if is_head {
                let content = self.inlines(cell);
                let _ = match content.is_empty() {
                    // A header cell without a word would be announced as nothing.
                    true => write!(html, "<td{class}></td>"),
                    false => write!(html, "<th scope=\"col\"{class}>{content}</th>"),
                };
                continue;
            }
            html.extend(["<td", &class, ">"]);
            self.push_inlines(cell, html);
            html.push_str("</td>");
        }
        html.push_str("</tr>\n");
    }
}
