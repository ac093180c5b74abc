//! `strings/LANGUAGE.yaml`: phrases that the handbook says in its own words, or in another language. Whether the theme has
//! them is not decided here.

use std::sync::Arc;

use crate::load::Sources;
use crate::model::{FieldFault, FrontMatterFault, PhrasesFile};
use crate::source::yaml;
use crate::source::{Located, SourcePath, Text};

/// The folder, at the top of the handbook.
pub(super) const FOLDER: &str = "strings";

/// Adds a file's phrases, and what is wrong in it.
pub(super) fn read(path: &SourcePath, text: &Arc<Text>, sources: &mut Sources) {
    let (node, faults) = yaml::parse(text.as_str(), 0);
    let mut add = |span, fault| sources.yaml_faults.push((path.clone(), span, fault));
    for fault in faults {
        add(fault.span, FrontMatterFault::Yaml(fault.kind));
    }
    let mut phrases = Vec::new();
    for entry in node.entries() {
        match entry.value.text() {
            Some(phrase) => phrases.push((
                Located::new(entry.key.clone(), entry.key_span),
                Located::new(phrase.to_owned(), entry.value.span),
            )),
            None => {
                let (field, found) = (entry.key.clone(), entry.value.describe());
                let fault = FieldFault::WrongShape { field, expected: "one value", found };
                add(entry.value.span, FrontMatterFault::Field(fault));
            }
        }
    }
    sources.yaml_texts.insert(path.clone(), Arc::clone(text));
    sources.phrases.push(PhrasesFile { path: path.clone(), phrases });
}
