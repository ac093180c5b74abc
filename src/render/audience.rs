//! Who can see which document, as a table for spreadsheets and for programs, for the website and the terminal alike.

use serde_json::json;

use crate::model::Seen;
use crate::render::csv::csv;
use crate::theme::Theme;

/// A row for each document.
pub fn audience_csv(theme: &Theme, seen: &[Seen]) -> Vec<u8> {
    let columns = theme.strings.get("audience_columns").map_or("", String::as_str);
    let heads = columns.split('|').map(|column| column.trim().to_owned()).collect();
    csv(std::iter::once(heads).chain(seen.iter().map(row)))
}

fn row(seen: &Seen) -> Vec<String> {
    let said_in = seen.said_in.as_ref().map(ToString::to_string);
    vec![
        seen.file.to_string(),
        seen.title.clone(),
        ids(seen).join(", "),
        seen.because.to_owned(),
        said_in.unwrap_or_default(),
        seen.editions.join(", "),
    ]
}

/// A list of objects; a field may be added, and none changes its meaning.
pub fn audience_json(seen: &[Seen]) -> Vec<u8> {
    let rows = seen.iter().map(|one| {
        json!({
            "file": one.file.as_str(),
            "title": one.title,
            "audience": ids(one),
            "because": one.because,
            "said_in": one.said_in.as_ref().map(|file| file.as_str()),
            "editions": one.editions,
        })
    });
    let rows: Vec<serde_json::Value> = rows.collect();
    let mut bytes = serde_json::to_vec_pretty(&rows).expect("its keys are texts");
    bytes.push(b'\n');
    bytes
}

fn ids(seen: &Seen) -> Vec<&str> {
    seen.audiences.iter().map(|one| one.id.as_str()).collect()
}
