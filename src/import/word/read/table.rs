//! Tables as Word has them, with their joined cells.

use crate::import::Place;
use crate::import::word::loss::Loss;
use crate::import::word::read::{CellFlow, Reader, RowFlow, TableFlow};
use crate::import::word::xml::Element;

/// As many columns as one cell may cover.
const MOST_COLUMNS: usize = 63;

impl Reader<'_> {
    pub(super) fn table(&mut self, element: &Element) -> TableFlow {
        let properties = element.child("w:tblPr");
        let look = properties.and_then(|one| one.child("w:tblLook"));
        let has_first_row = look.is_some_and(|look| match look.attribute("w:firstRow") {
            Some(value) => value != "0" && value != "false",
            // An older spelling: bit 0x20 of a number.
            None => look
                .attribute("w:val")
                .and_then(|value| u32::from_str_radix(value, 16).ok())
                .is_some_and(|bits| bits & 0x20 != 0),
        });
        let style = properties.and_then(|one| one.child_value("w:tblStyle"));
        let is_plain = style.is_none_or(|style| {
            matches!(
                self.styles.name(style),
                "table grid" | "normal table" | "tablegrid" | "plain table"
            )
        });
        let mut table = TableFlow {
            has_first_row: has_first_row && !is_plain,
            place: Place { heading: self.heading.clone(), words: String::new(), line: 0 },
            ..TableFlow::default()
        };
        self.rows(element, &mut table);
        table
    }

    fn rows(&mut self, element: &Element, table: &mut TableFlow) {
        for child in element.elements() {
            match &*child.name {
                "w:tr" => {
                    let properties = child.child("w:trPr");
                    let change =
                        properties.and_then(|one| one.child("w:ins").or(one.child("w:del")));
                    let is_dropped = change.is_some_and(|change| !self.is_kept(change));
                    if change.is_some() {
                        self.tracked += 1;
                    }
                    if is_dropped {
                        self.left_out.push((Loss::Dropped(self.changes), String::new()));
                    }
                    let mut row = RowFlow {
                        is_header: properties.and_then(|one| one.switch("w:tblHeader"))
                            == Some(true),
                        cells: Vec::new(),
                    };
                    let before = properties.and_then(|one| one.child_value("w:gridBefore"));
                    if let Some(span) =
                        before.and_then(|span| span.parse().ok()).filter(|&span| span > 0)
                    {
                        row.cells.push(CellFlow {
                            span: usize::min(span, MOST_COLUMNS),
                            ..CellFlow::default()
                        });
                    }
                    self.cells(child, &mut row);
                    match is_dropped {
                        true => self.end_left_out(),
                        false => table.rows.push(row),
                    }
                }
                "w:tblPr" | "w:tblGrid" => {}
                "w:bookmarkStart" => self.bookmark(child),
                _ => self.rows(child, table),
            }
        }
    }

    fn cells(&mut self, element: &Element, row: &mut RowFlow) {
        for child in element.elements() {
            match &*child.name {
                "w:tc" => {
                    let properties = child.child("w:tcPr");
                    let span = properties.and_then(|one| one.child_value("w:gridSpan"));
                    let merge = properties.and_then(|one| one.child("w:vMerge"));
                    row.cells.push(CellFlow {
                        flows: self.story(child),
                        span: span
                            .and_then(|span| span.parse().ok())
                            .unwrap_or(1)
                            .clamp(1, MOST_COLUMNS),
                        continues: merge
                            .is_some_and(|one| one.attribute("w:val") != Some("restart")),
                    });
                }
                "w:trPr" | "w:tblPrEx" => {}
                _ => self.cells(child, row),
            }
        }
    }
}
