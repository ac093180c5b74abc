//! The table that policies open with: whose the document is, its version and its dates. What is known goes to the
//! front matter; every other line stays where it is.

use crate::import::tree::{Inline, words};
use crate::import::word::date;
use crate::import::word::loss::Loss;
use crate::import::word::read::{CellFlow, Flow, TableFlow};
use crate::import::{Field, Note, Value};

/// What a line of the table says, by the words before it.
const LABELS: [(&str, &[&str]); 10] = [
    (
        "title",
        &[
            "title",
            "policy title",
            "document title",
            "policy name",
            "name of policy",
            "document name",
        ],
    ),
    (
        "owner",
        &[
            "owner",
            "document owner",
            "policy owner",
            "responsible officer",
            "responsible owner",
            "lead officer",
            "policy lead",
            "responsible manager",
            "owned by",
        ],
    ),
    (
        "version",
        &[
            "version",
            "version number",
            "version no",
            "document version",
            "issue number",
            "issue no",
        ],
    ),
    (
        "approved_by",
        &[
            "approved by",
            "ratified by",
            "signed off by",
            "authorised by",
            "approving body",
            "agreed by",
        ],
    ),
    (
        "approved",
        &[
            "approved",
            "date approved",
            "approval date",
            "approved on",
            "date of approval",
            "date ratified",
        ],
    ),
    (
        "effective_from",
        &[
            "effective date",
            "effective from",
            "date effective",
            "in force from",
            "implementation date",
            "start date",
            "date of issue",
            "issue date",
            "date issued",
            "publication date",
        ],
    ),
    (
        "reviewed",
        &[
            "last reviewed",
            "last review",
            "date of last review",
            "last review date",
            "reviewed",
            "date reviewed",
            "reviewed on",
            "date last reviewed",
        ],
    ),
    (
        "review_by",
        &[
            "review date",
            "next review",
            "next review date",
            "date of next review",
            "review due",
            "review by",
            "date for review",
            "due for review",
            "review due date",
        ],
    ),
    ("status", &["status", "document status"]),
    ("author", &["author", "document author", "written by", "policy author"]),
];

/// What was read of control tables.
#[derive(Debug, Default)]
pub(super) struct Control {
    /// The fields, each once.
    pub fields: Vec<Field>,
}

/// So many lines have to be known before a table is taken for one.
const FEWEST: usize = 2;

/// Takes what is known out of every table that is a control table.
pub(super) fn take(flows: &mut Vec<Flow>, notes: &mut Vec<Note>) -> Control {
    let mut control = Control::default();
    let mut at = 0;
    while at < flows.len() {
        let is_taken = match &mut flows[at] {
            Flow::Table(table) if is_control(table) => {
                take_rows(table, &mut control, notes);
                table.rows.is_empty()
            }
            _ => false,
        };
        if is_taken {
            flows.remove(at);
            remove_heading_of(flows, at, notes);
        } else {
            at += 1;
        }
    }
    control
}

/// A heading that has nothing below it any more and says what was there.
fn remove_heading_of(flows: &mut Vec<Flow>, at: usize, notes: &mut Vec<Note>) {
    let is_blank =
        |flow: &Flow| matches!(flow, Flow::Paragraph(one) if words(&one.content).is_empty());
    let Some(before) = flows[..at].iter().rposition(|flow| !is_blank(flow)) else { return };
    let is_last = match flows[at..].iter().find(|flow| !is_blank(flow)) {
        None => true,
        Some(Flow::Paragraph(next)) => next.heading.is_some(),
        Some(_) => false,
    };
    let Flow::Paragraph(heading) = &flows[before] else { return };
    let text = words(&heading.content);
    let lower = text.to_lowercase();
    let says_so = [
        "document control",
        "version control",
        "control sheet",
        "document information",
        "policy control",
    ]
    .iter()
    .any(|name| lower.contains(name));
    if is_last && says_so {
        notes.push(Loss::Control.note(&text, heading.place.clone()));
        flows.remove(before);
    }
}

fn known(label: &str) -> Option<&'static str> {
    let label = label.to_lowercase();
    let label =
        label.trim().trim_end_matches([':', '.', '?', ' ']).replace("(s)", "").replace('’', "'");
    let found = LABELS.iter().find(|(_, names)| names.contains(&label.trim()));
    found.map(|(field, _)| *field)
}

fn text(cell: &CellFlow) -> String {
    let mut text = Vec::new();
    for flow in &cell.flows {
        match flow {
            Flow::Paragraph(paragraph) => text.push(words(&paragraph.content)),
            Flow::Table(_) | Flow::Box(_) => return String::new(),
        }
    }
    text.retain(|line| !line.is_empty());
    text.join(" ")
}

/// Are its rows pairs of what and which, and enough of them known?
fn is_control(table: &TableFlow) -> bool {
    let mut found = 0;
    for row in &table.rows {
        if !matches!(row.cells.len(), 2 | 4) {
            return false;
        }
        found += row.cells.chunks(2).filter(|pair| known(&text(&pair[0])).is_some()).count();
    }
    found >= FEWEST && found * 2 >= table.rows.len()
}

fn take_rows(table: &mut TableFlow, control: &mut Control, notes: &mut Vec<Note>) {
    let place = table.place.clone();
    let mut left = Vec::new();
    for mut row in std::mem::take(&mut table.rows) {
        let mut kept: Vec<CellFlow> = Vec::new();
        for pair in row.cells.chunks(2) {
            let (label, value) = (text(&pair[0]), text(&pair[1]));
            let line = format!("{label} {value}");
            let field = known(&label).filter(|_| !has_more_than_words(&pair[1]));
            match field.map(|field| (field, read(field, &value))) {
                // Nothing was filled in.
                Some(_) if value.is_empty() => notes.push(Loss::Control.note(&line, place.clone())),
                Some((field, Some(value)))
                    if !control.fields.iter().any(|one| one.name == field) =>
                {
                    control.fields.push(Field::new(field, value));
                    notes.push(Loss::Control.note(&line, place.clone()));
                }
                Some((_, None)) => {
                    notes.push(Loss::ControlUnread.note(&line, place.clone()));
                    kept.extend(pair.iter().cloned());
                }
                _ if line.trim().is_empty()
                    && pair.iter().all(|cell| !has_more_than_words(cell)) => {}
                _ => kept.extend(pair.iter().cloned()),
            }
        }
        if kept.iter().any(|cell| !text(cell).is_empty() || has_more_than_words(cell)) {
            row.cells = kept;
            left.push(row);
        }
    }
    table.rows = left;
}

/// Pictures, footnotes and tables would be lost in front matter.
fn has_more_than_words(cell: &CellFlow) -> bool {
    cell.flows.iter().any(|flow| match flow {
        Flow::Paragraph(paragraph) => paragraph
            .content
            .iter()
            .any(|one| matches!(one, Inline::Image(..) | Inline::Footnote(_))),
        Flow::Table(_) | Flow::Box(_) => true,
    })
}

/// What a line says, as its field has it; `None` where that can't be told.
fn read(field: &str, value: &str) -> Option<Value> {
    match field {
        "approved" | "effective_from" | "reviewed" | "review_by" => {
            let read = date::read(value)?;
            // A month is time enough for a review, but no day on which something was approved.
            (!read.is_month || field == "review_by").then_some(Value::Date(read.date))
        }
        "status" => {
            let status = match value.to_lowercase().trim() {
                "final" | "approved" | "live" | "current" | "published" | "active" => "current",
                "draft" | "final draft" => "draft",
                "under review" | "in review" => "under-review",
                "withdrawn" | "archived" | "superseded" => "withdrawn",
                _ => return None,
            };
            Some(Value::Text(status.to_owned()))
        }
        "version" => {
            let bare = value.trim_start_matches(['v', 'V']).trim();
            Some(Value::Text(if bare.is_empty() { value } else { bare }.to_owned()))
        }
        _ => Some(Value::Text(value.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn labels_are_known_however_they_are_written() {
        assert_eq!(known("Owner:"), Some("owner"));
        assert_eq!(known(" REVIEW DATE "), Some("review_by"));
        assert_eq!(known("Last reviewed"), Some("reviewed"));
        assert_eq!(known("Equality impact assessment"), None);
        assert_eq!(known(""), None);
    }
}
