//! What the accessibility statement sees: what the council says, and what can be counted.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Edition;
use crate::model::config::Accessibility;
use crate::render::context::DateContext;
use crate::theme::Theme;

#[derive(Serialize)]
pub(crate) struct AccessibilityContext {
    organisation: String,
    email: Option<String>,
    phone: Option<String>,
    answer_within: Option<String>,
    prepared: Option<DateContext>,
    reviewed: Option<DateContext>,
    tested: Option<String>,
    problems: Vec<String>,
    /// How many files of each sort stand beside the pages: `PDF`, 3. Nobody has looked inside them.
    attachments: Vec<AttachmentCount>,
}

#[derive(Serialize)]
struct AttachmentCount {
    name: &'static str,
    count: usize,
}

/// Files that people open, and that have an accessibility of their own.
const SORTS: [(&str, &[&str]); 4] = [
    ("PDF", &["pdf"]),
    ("Word", &["doc", "docx", "dotx", "odt", "rtf"]),
    ("Excel", &["xls", "xlsx", "ods"]),
    ("PowerPoint", &["ppt", "pptx", "odp"]),
];

pub(crate) fn accessibility(
    edition: &Edition,
    theme: &Theme,
    said: &Accessibility,
) -> AccessibilityContext {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for path in edition.files.keys() {
        let ending = path.extension().to_ascii_lowercase();
        let sort = SORTS.iter().find(|(_, endings)| endings.contains(&ending.as_str()));
        if let Some((name, _)) = sort {
            *counts.entry(name).or_default() += 1;
        }
    }
    AccessibilityContext {
        organisation: said.organisation.clone().unwrap_or_else(|| edition.title.clone()),
        email: said.email.clone(),
        phone: said.phone.clone(),
        answer_within: said.answer_within.clone(),
        prepared: said.prepared.map(|date| DateContext::new(theme, date)),
        reviewed: said.reviewed.map(|date| DateContext::new(theme, date)),
        tested: said.tested.clone(),
        problems: said.problems.clone(),
        attachments: counts
            .into_iter()
            .map(|(name, count)| AttachmentCount { name, count })
            .collect(),
    }
}
