//! Tables to HTML: each scrolls inside itself, by keyboard too, so that the page never does.

use crate::markdown::inlines_text;
use crate::markdown::tree::{Alignment, Inlines, Table};
use crate::render::html::{Writer, push_escaped};

/// The most letters of a cell in a short column, which holds numbers or single words, and needs no more room than they
/// take.
const SHORT: usize = 12;

/// The attribute, if any, that all cells of each column have in common.
fn columns(table: &Table) -> Vec<&'static str> {
    let letters = |row: &[Inlines], index| {
        row.get(index).map_or(0, |cell: &Inlines| inlines_text(cell).chars().count())
    };
    // An empty cell is one to write in.
    let is_short = |index: usize| {
        letters(&table.head, index) <= SHORT
            && table.rows.iter().all(|row| (1..=SHORT).contains(&letters(row, index)))
    };
    let columns = table.alignments.iter().enumerate();
    let class = |(index, alignment)| match (alignment, is_short(index)) {
        (&Alignment::None, false) => "",
        (&Alignment::None, true) => " class=\"short\"",
        (&Alignment::Left, false) => " class=\"align-left\"",
        (&Alignment::Left, true) => " class=\"align-left short\"",
        (&Alignment::Center, false) => " class=\"align-center\"",
        (&Alignment::Center, true) => " class=\"align-center short\"",
        (&Alignment::Right, false) => " class=\"align-right\"",
        (&Alignment::Right, true) => " class=\"align-right short\"",
    };
    columns.map(class).collect()
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
        html.push_str("<section class=\"table-scroll\" tabindex=\"0\" aria-label=\"");
        push_escaped(html, &label);
        html.push_str("\">\n<table>\n");
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

    fn row(&mut self, cells: &'a [Inlines], columns: &[&str], is_head: bool, html: &mut String) {
        html.push_str("<tr>");
        for (index, cell) in cells.iter().enumerate() {
            let class = columns.get(index).copied().unwrap_or_default();
            if is_head {
                let content = self.inlines(cell);
                let [start, end] = match content.is_empty() {
                    // A header cell without a word would be announced as nothing.
                    true => ["<td", "</td>"],
                    false => ["<th scope=\"col\"", "</th>"],
                };
                html.extend([start, class, ">", &content, end]);
                continue;
            }
            html.extend(["<td", class, ">"]);
            self.push_inlines(cell, html);
            html.push_str("</td>");
        }
        html.push_str("</tr>\n");
    }
}
