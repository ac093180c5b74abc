//! What readers read in an edition: each document, the glossary and the practice model, as lines of text.

use crate::model::config::Audience;
use crate::model::{Date, Document, Edition};
use crate::search;

/// Something that readers read.
pub(super) struct Subject {
    /// What it is called.
    pub title: String,
    /// The file that it is written in.
    pub file: String,
    /// All that it says: first what stands above and beside its text.
    pub lines: Vec<Line>,
    /// Where the text itself begins among them.
    text_from: usize,
}

impl Subject {
    /// The text itself.
    pub(super) fn text(&self) -> impl Iterator<Item = &str> {
        self.lines[self.text_from..].iter().map(|line| line.text.as_str())
    }
}

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The heading that it stands under; empty where it stands under none.
    pub heading: String,
    /// What it says.
    pub text: String,
}

/// Everything that readers of an edition read, in the order of reading.
pub(super) fn subjects(edition: &Edition) -> Vec<Subject> {
    let documents = edition.pages().chain(edition.versions());
    let mut subjects: Vec<Subject> =
        documents.map(|(_, document)| of_document(edition, document)).collect();
    subjects.push(of_model(edition));
    subjects.push(of_glossary(edition));
    subjects.retain(|one| !one.lines.is_empty());
    subjects
}

fn of_document(edition: &Edition, document: &Document) -> Subject {
    let mut lines = Vec::new();
    for (name, value) in fields(edition, document) {
        lines.extend(value.map(|value| line("", format!("{name}: {value}"))));
    }
    let text_from = lines.len();
    for passage in search::passages(edition, document) {
        if !passage.heading.is_empty() {
            lines.push(line(&passage.heading, passage.heading.clone()));
        }
        lines.extend(passage.text.lines().map(|text| line(&passage.heading, text.to_owned())));
    }
    Subject {
        title: document.title.clone(),
        file: document.parsed.path.to_string(),
        lines,
        text_from,
    }
}

fn line(heading: &str, text: String) -> Line {
    Line { heading: heading.to_owned(), text }
}

/// What stands above and beside a document's text.
fn fields(edition: &Edition, document: &Document) -> Vec<(&'static str, Option<String>)> {
    let config = &edition.config;
    let front = &document.parsed.outline.front;
    let kind = config.kind(&document.kind).map(|kind| kind.label.clone());
    let words = |day: Option<Date>| day.map(Date::in_words);
    let label = |id: &String| {
        let known = config.audiences.iter().find(|one: &&Audience| one.id == *id);
        known.map_or(id.clone(), |one| one.label.clone())
    };
    let listed = |all: Vec<String>| Some(all.join(", ")).filter(|all| !all.is_empty());
    vec![
        ("Title", Some(document.title.clone())),
        ("Summary", document.summary.clone()),
        ("Kind", kind),
        ("Status", Some(document.status.as_str().replace('-', " "))),
        ("Owner", document.owner.clone()),
        ("Version", front.version.as_ref().map(|one| one.value.clone())),
        ("Approved by", document.approved_by.clone()),
        ("Approved", words(front.approved.as_ref().map(|one| one.value))),
        ("In force from", words(front.effective_from.as_ref().map(|one| one.value))),
        ("Reviewed", words(document.reviewed)),
        ("Next review", words(document.review_by)),
        ("For", listed(document.audience.iter().map(label).collect())),
        ("Tags", listed(document.tags.clone())),
    ]
}

fn of_model(edition: &Edition) -> Subject {
    let model = &edition.practice_model;
    let mut lines = Vec::new();
    for element in &model.elements {
        let said = [Some(&element.name), element.promise.as_ref(), element.summary.as_ref()];
        lines.extend(said.into_iter().flatten().map(|text| line(&element.name, text.clone())));
    }
    for framework in &model.frameworks {
        for criterion in &framework.criteria {
            let said = [Some(&criterion.name), criterion.summary.as_ref()];
            let said = said.into_iter().flatten();
            lines.extend(said.map(|text| line(&framework.name, text.clone())));
        }
    }
    Subject {
        title: "Practice model".to_owned(),
        file: "practice-model.yaml".to_owned(),
        lines,
        text_from: 0,
    }
}

fn of_glossary(edition: &Edition) -> Subject {
    let mut lines = Vec::new();
    for term in &edition.glossary.terms {
        let name = &term.term.value;
        let also = term.abbreviations.iter().chain(&term.also_known_as);
        let also: Vec<&str> = also.map(|one| one.value.as_str()).collect();
        let means = term.definition.as_deref().unwrap_or_default();
        let text = format!("{name}: {means} {}", also.join(", "));
        lines.push(line(name, text.trim().to_owned()));
    }
    Subject { title: "Glossary".to_owned(), file: "glossary.yaml".to_owned(), lines, text_from: 0 }
}
