//! What an import did or would do, in words: document by document, what a person has to decide, what was left
//! out, and what was changed.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::diagnostic::safe::safe;
use crate::import::folder::{BESIDE, Outcome, Plan, Source};
use crate::import::{Document, Imported, Note, Weight};

/// The whole report. `content` is the handbook's folder of documents.
pub fn report(imported: &Imported, plan: &Plan, source: &Source, content: &str) -> String {
    let mut text = String::new();
    if !imported.taken_for.is_empty() {
        let _ = writeln!(text, "{}", safe(&imported.taken_for));
    }
    let _ = writeln!(text, "{}", summary(imported));
    if !imported.notes.is_empty() {
        text.push_str("\nThe source as a whole\n");
        push_notes(&imported.notes, &mut text);
    }
    for document in &imported.documents {
        push_document(document, plan, content, &mut text);
    }
    if !imported.refused.is_empty() {
        text.push_str("\nNot taken\n");
        for (from, why) in &imported.refused {
            let _ = writeln!(text, "  {}: {}", safe(from), safe(why));
        }
    }
    push_names("Other files, which were left where they are", &others(imported, source), &mut text);
    push_names("Links and folders that were not followed", &source.passed_over, &mut text);
    text
}

/// In a sentence or two: how much there is, and what needs a person.
pub fn summary(imported: &Imported) -> String {
    let pictures: usize = imported.documents.iter().map(|one| one.files.len()).sum();
    let mut text = counted(imported.documents.len(), "document", "documents");
    if pictures > 0 {
        let _ = write!(text, " with {}", counted(pictures, "picture", "pictures"));
    }
    text.push('.');
    if !imported.refused.is_empty() {
        let refused = counted(imported.refused.len(), "file was", "files were");
        let _ = write!(text, " {refused} not taken.");
    }
    let of = |weight| {
        let notes = imported.documents.iter().flat_map(|one| &one.notes).chain(&imported.notes);
        notes.filter(|note| note.weight == weight).count()
    };
    let _ = match [Weight::Decide, Weight::Lost, Weight::Changed].map(of) {
        [0, 0, 0] => write!(text, " Nothing was left out or changed."),
        [decide, lost, changed] => {
            let things = counted(decide, "thing", "things");
            write!(text, " {things} to decide or to do, {lost} left out, {changed} changed.")
        }
    };
    text
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn others(imported: &Imported, source: &Source) -> Vec<String> {
    let taken = imported.documents.iter().map(|one| &one.from);
    let refused = imported.refused.iter().map(|(from, _)| from);
    let known: BTreeSet<&String> = taken.chain(refused).chain(&imported.used).collect();
    source.files.iter().filter(|path| !known.contains(path)).cloned().collect()
}

fn push_names(title: &str, names: &[String], text: &mut String) {
    if names.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{title}");
    for name in names {
        let _ = writeln!(text, "  {}", safe(name));
    }
}

fn push_document(document: &Document, plan: &Plan, content: &str, text: &mut String) {
    let _ = writeln!(text, "\n{}, from {}", safe(&document.path), safe(&document.from));
    let outcome = plan.outcome_of(&document.path, content).map(said).unwrap_or_default();
    let _ = writeln!(text, "  {outcome}");
    push_notes(&document.notes, text);
}

fn push_notes(notes: &[Note], text: &mut String) {
    let weights = [
        (Weight::Decide, "To decide or to do"),
        (Weight::Lost, "Left out"),
        (Weight::Changed, "Changed"),
    ];
    for (weight, title) in weights {
        let notes: Vec<&Note> = notes.iter().filter(|note| note.weight == weight).collect();
        if notes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "  {title} ({})", notes.len());
        for group in groups(&notes) {
            let _ = writeln!(text, "  - {}", said_group(&group));
        }
    }
}

/// Notes that say the same of several lines stand together, where the first does.
fn groups<'a>(notes: &[&'a Note]) -> Vec<Vec<&'a Note>> {
    let mut groups: Vec<Vec<&Note>> = Vec::new();
    for note in notes {
        let same = |group: &&mut Vec<&Note>| {
            note.place.line > 0 && group[0].place.line > 0 && group[0].message == note.message
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(note),
            None => groups.push(vec![note]),
        }
    }
    groups
}

/// `An icon was left out. Line 3: “:material-phone:”; line 9: “:material-home:”`
fn said_group(notes: &[&Note]) -> String {
    if notes[0].place.line == 0 {
        return said_note(notes[0]);
    }
    let mut lines: Vec<String> = Vec::new();
    for note in notes {
        let line = match note.words.as_str() {
            "" => format!("line {}", note.place.line),
            words => format!("line {}: “{words}”", note.place.line),
        };
        if lines.last() != Some(&line) {
            lines.push(line);
        }
    }
    safe(&format!("{} ({})", notes[0].message, lines.join("; ")))
}

/// `A comment was left out. “Check this” (under “Visits”, at “See the child alone”)`.
fn said_note(note: &Note) -> String {
    let mut text = note.message.clone();
    if !note.words.is_empty() {
        let _ = write!(text, " “{}”", note.words);
    }
    let mut places = Vec::new();
    if !note.place.heading.is_empty() {
        places.push(format!("under “{}”", note.place.heading));
    }
    if !note.place.words.is_empty() && !note.words.starts_with(&note.place.words) {
        places.push(format!("at “{}”", note.place.words));
    }
    if !places.is_empty() {
        let _ = write!(text, " ({})", places.join(", "));
    }
    safe(&text)
}

fn said(outcome: Outcome) -> String {
    match outcome {
        Outcome::New => "New.".to_owned(),
        Outcome::Unchanged => "Nothing has changed since it was imported.".to_owned(),
        Outcome::Updated => {
            "The source has changed, and nobody has edited it here: written anew.".to_owned()
        }
        Outcome::Edited => {
            "Somebody has edited it here, and the source is as it was: kept.".to_owned()
        }
        Outcome::Beside => format!(
            "Somebody has edited or made it here, and the source says something else: kept. What the source says \
             now is beside it, in a file that ends in {BESIDE}. Take over what you need, then delete that file."
        ),
        Outcome::Gone => "Somebody has moved or deleted it here: not written again.".to_owned(),
        Outcome::Refused => {
            "It would be written through a link, which may lead anywhere: not written.".to_owned()
        }
    }
}
