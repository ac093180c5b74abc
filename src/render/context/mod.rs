//! What templates see: the contract with theme authors, and the only types here that are serialised.
//! Addresses are counted from the site's root; a template writes `{{ root }}` before each.

mod accessibility;
mod audience;
mod changes;
mod contents;
mod exceptions;
mod language;
mod lists;
mod model;
mod navigation;
mod page;
mod print;
mod reference;
mod reviews;
mod site;

use serde::Serialize;

use crate::model::{Document, Edition, SectionId, pages};
use crate::source::yaml::{Node, Value};
use crate::theme::Theme;

pub(crate) use accessibility::accessibility;
pub(crate) use audience::audience;
pub(crate) use changes::{has_changes, months};
pub(crate) use contents::Heading;
pub(crate) use exceptions::exceptions;
pub(crate) use language::{
    DateContext, LangContext, audience_name, kind_name, month, page_language, site_name,
};
use language::{Named, kind_plural, section_name, versions};
pub(crate) use lists::{
    ChildContext, LetterEntry, Tag, contents, kind_documents, letters, recent, section_children,
    tag_counts, tag_documents, tags,
};
pub(crate) use model::{
    Count, Lists, Subject, criterion, element, expectations, framework, glance, matrix, model_link,
    outline, report,
};
pub(crate) use navigation::{
    Closed, Navigation, NavigationContext, ancestors, model_navigation, navigation,
    navigation_folder, navigation_name, navigation_shape, navigation_top,
};
pub(crate) use page::{PageContext, generated_page, page, section_page};
pub(crate) use print::{print_link, printed};
pub(crate) use reference::{Relied, acts, glossary, provisions, relied};
pub(crate) use reviews::{DueContext, register, review_line, review_report, reviews};
pub(crate) use site::site;

/// Something with an id for classes and a label for people.
#[derive(Serialize)]
pub(crate) struct Labelled {
    id: String,
    label: String,
    lang: Option<LangContext>,
}

/// A document's kind, and the page of all that are of it.
#[derive(Serialize)]
pub(crate) struct KindContext {
    id: String,
    label: String,
    lang: Option<LangContext>,
    url: String,
}

/// A page to go to.
#[derive(Serialize)]
pub(crate) struct LinkContext {
    title: String,
    url: String,
    /// The language of title and summary, if it is not the page's.
    lang: Option<LangContext>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    kind: Option<KindContext>,
}

impl LinkContext {
    fn document(edition: &Edition, theme: &Theme, document: &Document) -> Self {
        let document = edition.version(document, &theme.language);
        LinkContext {
            summary: summary(document),
            kind: kind(edition, theme, document),
            ..LinkContext::titled(edition, theme, document)
        }
    }

    /// A document by its title alone.
    fn titled(edition: &Edition, theme: &Theme, document: &Document) -> Self {
        let document = edition.version(document, &theme.language);
        LinkContext {
            lang: LangContext::of(theme, &document.language),
            ..LinkContext::plain(&document.title, document.url.escaped())
        }
    }

    fn section(edition: &Edition, theme: &Theme, id: SectionId) -> Self {
        let name = section_name(edition, theme, id);
        LinkContext { lang: name.lang, ..LinkContext::plain(name.title, name.url.escaped()) }
    }

    /// What it is called.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// A page by a title in the page's language.
    pub(crate) fn plain(title: &str, url: String) -> Self {
        LinkContext { title: title.to_owned(), url, lang: None, summary: None, kind: None }
    }
}

fn kind(edition: &Edition, theme: &Theme, document: &Document) -> Option<KindContext> {
    let kind = edition.config.kind(&document.kind).filter(|kind| kind.id != "page")?;
    if !document.is_of_its_kind() {
        return None;
    }
    let url = pages::kind(&kind.id).escaped();
    let Named { name: label, lang } = kind_name(edition, theme, kind);
    Some(KindContext { id: kind.id.clone(), label, lang, url })
}

/// The summary, or else the first words.
fn summary(document: &Document) -> Option<String> {
    let opening = || String::clone(&document.parsed.outline.opening);
    document.summary.clone().or_else(|| Some(opening()).filter(|opening| !opening.is_empty()))
}

/// A value as it was written: a field that we don't know, or a theme's setting.
fn json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Scalar { text, quoted: true } => text.clone().into(),
        Value::Scalar { text, quoted: false } => match text.as_str() {
            "true" => true.into(),
            "false" => false.into(),
            _ => text.parse::<i64>().map_or_else(|_| text.clone().into(), Into::into),
        },
        Value::Sequence(items) => items.iter().map(json).collect(),
        Value::Mapping(entries) => {
            entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect()
        }
    }
}
