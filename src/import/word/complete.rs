//! The last look: is every word of the Word file in the Markdown, in the front matter, or in a note? What isn't is
//! reported, so that nothing disappears in silence, whatever Word has that nobody thought of.

use std::collections::BTreeMap;

use crate::import::tree::{Block, Body, block_words};
use crate::import::word::loss::Loss;
use crate::import::word::package::Package;
use crate::import::word::xml::Element;
use crate::import::{Changes, Field, Note, Place, Value};

/// A note with the words that are nowhere; `None` where there are none.
pub(super) fn unplaced(
    root: &Element,
    package: &Package<'_>,
    body: &Body,
    front: &[Field],
    notes: &[Note],
    changes: Changes,
) -> Option<Note> {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let mut add = |text: &str| {
        for word in tokens(text) {
            *found.entry(word).or_default() += 1;
        }
    };
    add(&block_words(&body.blocks));
    add(&callouts(&body.blocks));
    for (_, blocks) in &body.footnotes {
        add(&block_words(blocks));
    }
    front.iter().for_each(|field| add(&value_words(&field.value)));
    notes.iter().for_each(|note| add(&note.words));
    let mut missing = Vec::new();
    let mut look = |element: &Element| {
        for paragraph in paragraphs(element, changes) {
            for word in tokens(&paragraph) {
                match found.get_mut(&word).filter(|count| **count > 0) {
                    Some(count) => *count -= 1,
                    None => missing.push(word),
                }
            }
        }
    };
    look(root);
    let relationships = package.relationships(&package.document);
    for kind in ["footnotes", "endnotes"] {
        let part = package.part_of_kind(&relationships, kind);
        if let Some(notes) = part.and_then(|part| package.xml(&part).ok().flatten()) {
            look(&notes);
        }
    }
    (!missing.is_empty()).then(|| Loss::Unplaced.note(&missing.join(" "), Place::default()))
}

/// The page says what kind of box one is; the document's own word for it is not written twice.
fn callouts(blocks: &[Block]) -> String {
    let mut words = String::new();
    for block in blocks {
        if let Block::Callout(kind, _) = block {
            words.push_str(&format!("{kind:?} "));
        }
    }
    words
}

fn value_words(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Date(date) => date.to_string(),
        Value::Kept(_) => String::new(),
        Value::List(items) => items.join(" "),
        Value::Fields(fields) => {
            fields.iter().map(|field| value_words(&field.value)).collect::<Vec<_>>().join(" ")
        }
    }
}

/// Words in small letters, whatever stands between them.
fn tokens(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// The words of each paragraph, a word that runs over several runs in one piece. What a box says is a paragraph of
/// its own.
fn paragraphs(element: &Element, changes: Changes) -> Vec<String> {
    let mut all = vec![String::new()];
    gather(element, changes, &mut all);
    all
}

/// Gathers as a paragraph of its own, in the middle of another.
fn apart(element: &Element, changes: Changes, all: &mut Vec<String>) {
    let outer = all.pop().unwrap_or_default();
    all.push(String::new());
    gather(element, changes, all);
    all.push(outer);
}

fn gather(element: &Element, changes: Changes, all: &mut Vec<String>) {
    for child in element.elements() {
        match &*child.name {
            "w:p" => {
                all.push(String::new());
                gather(child, changes, all);
                all.push(String::new());
            }
            // What a change takes away is apart from what stays.
            "w:ins" | "w:moveTo" if changes == Changes::Reject => apart(child, changes, all),
            "w:del" | "w:moveFrom" if changes == Changes::Accept => apart(child, changes, all),
            // A box in the middle of a paragraph: what follows it is that paragraph's.
            "w:txbxContent" => apart(child, changes, all),
            "w:t" | "w:delText" => {
                let font = element.child("w:rPr").and_then(|one| one.child("w:rFonts"));
                let font =
                    font.and_then(|one| one.attribute("w:ascii").or(one.attribute("w:hAnsi")));
                if !font.is_some_and(crate::import::word::symbols::is_symbol_font)
                    && let Some(last) = all.last_mut()
                {
                    last.push_str(&child.text());
                }
            }
            "w:tab"
            | "w:ptab"
            | "w:br"
            | "w:cr"
            | "w:noBreakHyphen"
            | "w:sym"
            | "w:footnoteReference"
            | "w:endnoteReference"
            | "w:fldChar"
            | "w:drawing"
            | "w:sdt" => {
                if let Some(last) = all.last_mut() {
                    last.push(' ');
                }
                gather(child, changes, all);
            }
            "mc:AlternateContent" => {
                let chosen = child.child("mc:Choice").or_else(|| child.child("mc:Fallback"));
                if let Some(chosen) = chosen {
                    gather(chosen, changes, all);
                }
            }
            _ => gather(child, changes, all),
        }
    }
}
