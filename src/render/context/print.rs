//! What a section's page for printing sees of each document.

use serde::Serialize;

use crate::model::{Document, Edition, Section, pages};
use crate::render::context::page::status;
use crate::render::context::{DateContext, KindContext, Labelled, LangContext, LinkContext, kind};
use crate::theme::Theme;

/// A document among others on a page for printing.
#[derive(Serialize)]
pub(crate) struct PrintedContext<'a> {
    title: String,
    anchor: String,
    lang: Option<LangContext>,
    summary: Option<String>,
    kind: Option<KindContext>,
    status: Labelled,
    owner: Option<String>,
    version: Option<String>,
    review_by: Option<DateContext>,
    content: &'a str,
}

pub(crate) fn printed<'a>(
    edition: &Edition,
    theme: &Theme,
    document: &Document,
    anchor: &str,
    content: &'a str,
) -> PrintedContext<'a> {
    let version = &document.parsed.outline.front.version;
    PrintedContext {
        title: document.title.clone(),
        anchor: anchor.to_owned(),
        lang: LangContext::of(theme, &document.language),
        summary: document.summary.clone(),
        kind: kind(edition, theme, document),
        status: status(document.status, theme),
        owner: document.owner.clone(),
        version: version.as_ref().map(|version| version.value.clone()),
        review_by: document.review_by.map(|date| DateContext::new(theme, date)),
        content,
    }
}

/// The way to a section's page for printing.
pub(crate) fn print_link(section: &Section) -> LinkContext {
    LinkContext::plain(&section.title, pages::print(&section.url).escaped())
}
