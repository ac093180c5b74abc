//! The reference handbook, `docs/reference`: its pages on settings, fields, components, rules and commands are written from
//! the tables, pages and arguments that the program itself goes by. A page that is missing, out of date or of something
//! that is no longer there is a failure.
//!
//! `UPDATE_EXPECTATIONS=1 cargo test --test it reference` writes the pages. Read the difference before you commit it.

mod commands;
mod components;
mod fences;
mod rules;
mod settings;

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{folder_files, is_updating, write};

/// Pages by their paths below the content folder.
type Pages = BTreeMap<String, String>;

/// The folders of the content folder in which each file is written from the program.
const WRITTEN: [&str; 4] = ["commands", "components", "rules", "settings"];

/// A page: what stands at its top, and its body.
fn page(title: &str, summary: &str, order: usize, body: &str) -> String {
    let (title, summary) = (quoted(title), quoted(summary));
    format!("---\ntitle: {title}\nsummary: {summary}\nkind: page\norder: {order}\n---\n\n{body}")
}

/// A text as YAML has it between quotation marks.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Words in a list, each as code: `a`, `b` and `c`.
fn listed<'a>(words: impl IntoIterator<Item = &'a str>, last: &str) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// Every page that is written from the program.
fn written() -> Pages {
    let mut pages = Pages::new();
    commands::write(&mut pages);
    components::write(&mut pages);
    rules::write(&mut pages);
    settings::write(&mut pages);
    pages
}

#[test]
fn every_setting_field_component_rule_and_command_has_its_page_as_it_is() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference/content");
    let wanted = written();
    let mut found = Pages::new();
    for folder in WRITTEN {
        for (path, bytes) in folder_files(&content.join(folder)) {
            let text = String::from_utf8(bytes).expect("a page is text");
            found.insert(format!("{folder}/{path}"), text.replace("\r\n", "\n"));
        }
    }
    if is_updating() {
        for path in found.keys().filter(|path| !wanted.contains_key(*path)) {
            std::fs::remove_file(content.join(path)).expect("a page can be removed");
        }
        for (path, text) in wanted.iter().filter(|(path, text)| found.get(*path) != Some(text)) {
            write(&content, path, text);
        }
        return;
    }
    let differs = |path: &&String| wanted.get(*path) != found.get(*path);
    let problems: Vec<&String> = wanted.keys().chain(found.keys()).filter(differs).collect();
    assert!(
        problems.is_empty(),
        "not as the program has it; write them with UPDATE_EXPECTATIONS=1: {problems:#?}"
    );
}
