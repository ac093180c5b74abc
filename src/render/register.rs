//! The review register as a table for spreadsheets and for programs, for the website and the terminal alike.

use crate::model::{Edition, ReviewEntry};
use crate::render::context::{review_line, review_report};
use crate::render::csv::csv;
use crate::theme::Theme;

/// The register as CSV.
pub fn register_csv(edition: &Edition, theme: &Theme, entries: &[ReviewEntry<'_>]) -> Vec<u8> {
    let columns = theme.strings.get("reviews_columns").map_or("", String::as_str);
    let heads = columns.split('|').map(|column| column.trim().to_owned()).collect();
    let rows = entries.iter().map(|entry| row(edition, theme, entry));
    csv(std::iter::once(heads).chain(rows))
}

fn row(edition: &Edition, theme: &Theme, entry: &ReviewEntry<'_>) -> Vec<String> {
    let line = review_line(entry);
    let phrase = |key: String| theme.strings.get(&key).cloned();
    let kind = edition.config.kind(&line.kind).map(|kind| kind.label.clone());
    vec![
        line.title,
        kind.unwrap_or(line.kind),
        line.owner.unwrap_or_default(),
        phrase(format!("status_{}", line.status.replace('-', "_"))).unwrap_or_default(),
        line.document_version.unwrap_or_default(),
        line.reviewed.unwrap_or_default(),
        line.review_by.unwrap_or_default(),
        phrase(format!("reviews_{}", line.due.replace('-', "_"))).unwrap_or_default(),
        line.page,
        line.file,
    ]
}

/// The register as JSON.
pub fn register_json(edition: &Edition, entries: &[ReviewEntry<'_>]) -> Vec<u8> {
    let report = review_report(edition, entries);
    let mut bytes = serde_json::to_vec_pretty(&report).expect("its keys are texts");
    bytes.push(b'\n');
    bytes
}
