//! A new document, from its kind, title and section: the same that `handbook new` writes.

use std::path::Path;

use serde_json::{Value, json};

use crate::create::{self, Wanted};
use crate::model::Handbook;
use crate::serve::edit::store::{self, Unsaved};
use crate::source::SourcePath;

/// What the page of a new document has to choose from: kinds, each with the section where most of it are, and sections.
pub(super) fn choices(handbook: &Handbook) -> Value {
    let kinds = handbook.config.kinds.iter().map(|kind| {
        let section = create::usual_folder(handbook, &kind.id);
        json!({ "value": kind.id, "label": kind.label, "section": section })
    });
    let sections = handbook.sections.iter().map(|section| {
        let title = section.document.map(|id| handbook.document(id).title.clone());
        let title = title.unwrap_or_else(|| section.folder.clone());
        json!({ "value": section.folder, "label": title })
    });
    json!({ "kinds": kinds.collect::<Vec<_>>(), "sections": sections.collect::<Vec<_>>() })
}

/// Why there is no new document.
pub(super) enum Refused {
    /// What was asked for can't be, in words for the person.
    Asked(String),
    /// It can't be written.
    Unsaved(Unsaved),
}

/// Writes the document that `asked`, as JSON, is about; gives its file.
pub(super) fn write(handbook: &Handbook, root: &Path, asked: &[u8]) -> Result<SourcePath, Refused> {
    let asked: Value = serde_json::from_slice(asked).unwrap_or_default();
    let text = |key: &str| asked[key].as_str().unwrap_or_default();
    let wanted = Wanted {
        kind: text("kind"),
        title: text("title"),
        section: Some(text("section")),
        elements: &[],
        criteria: &[],
    };
    let made = create::document(handbook, &wanted, handbook.today);
    let made = made.map_err(|words| Refused::Asked(sentence(&words)))?;
    store::create(root, &made.path, &made.text).map_err(Refused::Unsaved)?;
    Ok(made.path)
}

/// Words of a command as a sentence.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let sentence: String = first.chain(letters).collect();
    if sentence.ends_with('.') { sentence } else { sentence + "." }
}
