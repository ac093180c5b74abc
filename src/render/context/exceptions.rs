//! The register of exceptions: which document makes which exception from which rule, and why.

use serde::Serialize;

use crate::model::{Covers, Edition};

/// An exception, as the register shows it.
#[derive(Serialize)]
pub(crate) struct ExceptionContext {
    pub rule: String,
    pub reason: String,
    /// The document that makes it.
    pub title: String,
    pub url: Option<String>,
    /// The file that it is written in, and the line.
    pub file: String,
    pub line: usize,
    /// The file that it covers, if it covers one.
    pub covers: Option<String>,
}

/// Every exception of the edition's register, in order of rule, then file and line.
pub(crate) fn exceptions(edition: &Edition) -> Vec<ExceptionContext> {
    let mut all: Vec<ExceptionContext> = edition
        .exceptions
        .iter()
        .filter_map(|(id, exception)| {
            let document = edition.document(*id)?;
            let covers = match &exception.covers {
                Covers::File(file) => Some(file.value.clone()),
                Covers::Document | Covers::Place(_) => None,
            };
            Some(ExceptionContext {
                rule: exception.rule.value.clone(),
                reason: exception.reason.as_ref()?.value.clone(),
                title: document.title.clone(),
                url: document.published.then(|| document.url.to_string()),
                file: document.parsed.path.to_string(),
                line: document.parsed.text.position(exception.span.start()).line,
                covers,
            })
        })
        .collect();
    all.sort_by(|a, b| (&a.rule, &a.file, a.line).cmp(&(&b.rule, &b.file, b.line)));
    all
}
