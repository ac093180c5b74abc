//! What a page's template sees of its document.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Document, DocumentId, Edition, Review, SectionId, Status, Url, pages};
use crate::render::context::navigation::{
    NavigationContext, breadcrumbs, navigation, neighbours,
};
use crate::render::context::{DateContext, Labelled, LinkContext, kind, summary};
use crate::resolve::passage_anchor;
use crate::source::yaml::{Node, Value};
use crate::theme::Theme;

#[derive(Serialize, Default)]
pub(crate) struct PageContext {
    title: String,
    summary: Option<String>,
    url: String,
    template: String,
    kind: Option<Labelled>,
    status: Option<Labelled>,
    owner: Option<String>,
    approved_by: Option<String>,
    version: Option<String>,
    approved: Option<DateContext>,
    effective_from: Option<DateContext>,
    reviewed: Option<DateContext>,
    review_by: Option<DateContext>,
    review: &'static str,
    audiences: Vec<Labelled>,
    tags: Vec<TagContext>,
    breadcrumbs: Vec<LinkContext>,
    toc: Vec<TocEntry>,
    previous: Option<LinkContext>,
    next: Option<LinkContext>,
    related: Vec<LinkContext>,
    legislation: Vec<ProvisionContext>,
    amendments: Vec<AmendmentContext>,
    replaced_by: Option<LinkContext>,
    supersedes: Vec<LinkContext>,
    reading_minutes: usize,
    source: String,
    fields: BTreeMap<String, serde_json::Value>,
    content: String,
    navigation: Option<NavigationContext>,
}

#[derive(Serialize)]
struct TagContext {
    name: String,
    url: String,
}

#[derive(Serialize)]
struct TocEntry {
    title: String,
    anchor: String,
    children: Vec<TocEntry>,
}

#[derive(Serialize)]
struct ProvisionContext {
    text: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct AmendmentContext {
    date: DateContext,
    summary: String,
}

/// Words a minute that people read on a screen (Brysbaert 2019 gives 238 for English).
const WORDS_A_MINUTE: usize = 238;

/// A document's page.
pub(crate) fn page(
    edition: &Edition,
    theme: &Theme,
    id: DocumentId,
    document: &Document,
    positions: &[usize],
    content: String,
) -> PageContext {
    let front = &document.parsed.outline.front;
    let (previous, next) = neighbours(edition, id, positions);
    let date = |date: Option<crate::model::Date>| date.map(DateContext::from);
    let link = |id: DocumentId| Some(LinkContext::document(edition, edition.document(id)?));
    let links = |written: &[crate::source::Located<Result<DocumentId, _>>]| {
        written.iter().filter_map(|one| link(*one.value.as_ref().ok()?)).collect::<Vec<_>>()
    };
    PageContext {
        title: document.title.clone(),
        summary: document.summary.clone(),
        url: document.url.escaped(),
        template: "document".to_owned(),
        kind: kind(edition, document),
        status: Some(status(document.status, theme)),
        owner: document.owner.clone(),
        approved_by: document.approved_by.clone(),
        version: front.version.as_ref().map(|version| version.value.clone()),
        approved: date(front.approved.as_ref().map(|date| date.value)),
        effective_from: date(front.effective_from.as_ref().map(|date| date.value)),
        reviewed: date(document.reviewed),
        review_by: date(document.review_by),
        review: review(document.review),
        audiences: document
            .audience
            .iter()
            .map(|id| Labelled {
                id: id.clone(),
                label: edition.config.audience(id).map_or(id, |audience| &audience.label).clone(),
            })
            .collect(),
        tags: document
            .tags
            .iter()
            .map(|name| TagContext {
                name: name.clone(),
                url: Url::new(&pages::tag(name)).escaped(),
            })
            .collect(),
        breadcrumbs: breadcrumbs(edition, document.section, &document.url),
        toc: table_of_contents(edition, document),
        previous,
        next,
        related: links(&document.related),
        legislation: front
            .legislation
            .iter()
            .flatten()
            .map(|provision| ProvisionContext { text: provision.value.clone(), href: None })
            .collect(),
        amendments: amendments(document),
        replaced_by: document.replaced_by.as_ref().and_then(|one| link(one.value.clone().ok()?)),
        supersedes: links(&document.supersedes),
        reading_minutes: document.parsed.outline.words.div_ceil(WORDS_A_MINUTE),
        source: document.parsed.path.to_string(),
        fields: front
            .unknown
            .iter()
            .map(|entry| (entry.key.clone(), json(&entry.value)))
            .collect(),
        content,
        navigation: navigation(edition, document.section, &document.url),
    }
}

/// The page of a section that has no document of its own.
pub(crate) fn section_page(edition: &Edition, section: SectionId) -> PageContext {
    let (title, url) = (&edition.section(section).title, &edition.section(section).url);
    PageContext {
        title: title.clone(),
        url: url.escaped(),
        template: "section".to_owned(),
        review: review(Review::None),
        breadcrumbs: breadcrumbs(edition, section, url),
        navigation: navigation(edition, section, url),
        ..PageContext::default()
    }
}

/// A page that the handbook makes itself.
pub(crate) fn generated_page(
    edition: &Edition,
    title: &str,
    url: &Url,
    template: &str,
) -> PageContext {
    PageContext {
        title: title.to_owned(),
        url: url.escaped(),
        template: template.to_owned(),
        review: review(Review::None),
        breadcrumbs: breadcrumbs(edition, SectionId::ROOT, url),
        ..PageContext::default()
    }
}

impl PageContext {
    /// The same page, shown by another template.
    pub(crate) fn shown_by(mut self, template: &str) -> Self {
        template.clone_into(&mut self.template);
        self
    }

    /// The page's summary, for lists that have no document.
    pub(crate) fn or_summary(mut self, document: Option<&Document>) -> Self {
        self.summary = self.summary.or_else(|| document.and_then(summary));
        self
    }
}

pub(super) fn status(status: Status, theme: &Theme) -> Labelled {
    let id = status.as_str();
    let phrase = theme.strings.get(&format!("status_{}", id.replace('-', "_")));
    let label = phrase.cloned().unwrap_or_else(|| id.replace('-', " "));
    Labelled { id: id.to_owned(), label }
}

pub(super) fn review(review: Review) -> &'static str {
    match review {
        Review::None => "none",
        Review::InDate => "in-date",
        Review::DueSoon => "due-soon",
        Review::Overdue => "overdue",
    }
}

/// The newest first.
fn amendments(document: &Document) -> Vec<AmendmentContext> {
    let mut amendments: Vec<_> = document.parsed.outline.front.amendments.iter().collect();
    amendments.sort_by_key(|amendment| std::cmp::Reverse(amendment.date));
    amendments
        .into_iter()
        .map(|amendment| AmendmentContext {
            date: amendment.date.into(),
            summary: amendment.summary.clone(),
        })
        .collect()
}

/// The second and third level of headings, those of passages in their places.
fn table_of_contents(edition: &Edition, document: &Document) -> Vec<TocEntry> {
    let outline = &document.parsed.outline;
    let skipped = usize::from(document.title_from_heading);
    let headings = || outline.headings.iter().skip(skipped);
    let shift = u8::from(headings().any(|heading| heading.level == 1));
    let mut lines: Vec<(usize, u8, String, String)> = headings()
        .map(|heading| {
            let (text, anchor) = (heading.text.clone(), heading.anchor.clone());
            (heading.span.start, heading.level + shift, text, anchor)
        })
        .collect();
    for (include, passage) in outline.includes.iter().zip(&document.includes) {
        let Some(passage) = passage.as_ref().ok().and_then(|id| edition.document(*id)) else {
            continue;
        };
        let stem = passage.parsed.path.stem();
        lines.extend(passage.parsed.outline.headings.iter().map(|heading| {
            let anchor = passage_anchor(stem, &heading.anchor);
            (include.span.start, heading.level + shift, heading.text.clone(), anchor)
        }));
    }
    lines.sort_by_key(|(start, ..)| *start);
    let mut toc: Vec<TocEntry> = Vec::new();
    for (_, level, title, anchor) in lines {
        let entry = TocEntry { title, anchor, children: Vec::new() };
        match (level, toc.last_mut()) {
            (2, _) | (3, None) => toc.push(entry),
            (3, Some(above)) => above.children.push(entry),
            _ => {}
        }
    }
    toc
}

/// A field that we don't know, for the templates that do.
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
