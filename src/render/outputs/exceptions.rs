//! The register of exceptions from rules, as a page and as a table for spreadsheets. The edition decides whose
//! exceptions it holds.

use crate::model::pages;
use crate::render::Made;
use crate::render::context;
use crate::render::csv::csv;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    if renderer.edition.exceptions.is_empty() {
        return;
    }
    files.add(pages::EXCEPTIONS, |renderer, url| {
        let all = value(&context::exceptions(&renderer.edition));
        renderer.own_page("exceptions", "exceptions", url, vec![("exceptions", all)])
    });
    files.add(pages::EXCEPTIONS_CSV, |renderer, _| Made::plain(spreadsheet(renderer)));
}

fn spreadsheet(renderer: &Renderer) -> Vec<u8> {
    let columns = renderer.phrase("exceptions_columns").split('|');
    let mut rows = vec![columns.map(|column| column.trim().to_owned()).collect::<Vec<String>>()];
    rows.extend(context::exceptions(&renderer.edition).into_iter().map(|one| {
        let covers = one.covers.unwrap_or_default();
        vec![one.rule, one.reason, one.title, one.file, one.line.to_string(), covers]
    }));
    csv(rows)
}
