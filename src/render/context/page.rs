//! What a page's template sees of its document.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{
    Date, Document, DocumentId, Edition, FrontMatter, LinkFault, Review, SectionId, Status, Url,
    pages,
};
use crate::render::context::contents::{Heading, TocEntry, headings, table_of_contents};
use crate::render::context::language::VersionContext;
use crate::render::context::model::{Placement, placement};
use crate::render::context::navigation::{
    Navigation, NavigationContext, breadcrumbs, neighbours, top_section,
};
use crate::render::context::reference::{MeaningContext, meanings};
use crate::render::context::{
    DateContext, KindContext, Labelled, LangContext, LinkContext, Named, audience_name, json, kind,
    summary, versions,
};
use crate::render::html::Rendered;
use crate::source::Located;
use crate::theme::Theme;

#[derive(Serialize, Default)]
pub(crate) struct PageContext {
    title: String,
    summary: Option<String>,
    url: String,
    template: String,
    kind: Option<KindContext>,
    status: Option<Labelled>,
    owner: Option<String>,
    approved_by: Option<String>,
    version: Option<String>,
    approved: Option<DateContext>,
    effective_from: Option<DateContext>,
    /// That day is yet to come.
    is_to_come: bool,
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
    /// Where it belongs in the practice model.
    model: Placement,
    legislation: Vec<ProvisionContext>,
    amendments: Vec<AmendmentContext>,
    /// How its readers say that they have read it, if they are asked to.
    acknowledge: Option<AcknowledgeContext>,
    /// The days on which it was edited, the latest first, where a repository knows them.
    edited: Vec<DateContext>,
    replaced_by: Option<LinkContext>,
    supersedes: Vec<LinkContext>,
    reading_minutes: usize,
    source: String,
    fields: BTreeMap<String, serde_json::Value>,
    /// What the terms that are marked in the text mean.
    meanings: Vec<MeaningContext>,
    content: String,
    /// The languages in which it can be read, if there are several.
    languages: Vec<VersionContext>,
    /// Of a version in another language: what it is a translation of.
    translation: Option<TranslationContext>,
    /// The language of the amendments, if it is not the page's.
    amendments_lang: Option<LangContext>,
    /// The renderer adds it, since pages share most of it.
    #[serde(skip)]
    pub navigation: Option<Navigation>,
    /// The address of the section of the top level that it is in.
    top_section: Option<String>,
}

/// What a version in another language is a translation of.
#[derive(Serialize)]
struct TranslationContext {
    source: LinkContext,
    /// The source's language, and what that calls itself.
    tag: String,
    language: String,
    /// The day of the text that was translated.
    date: Option<DateContext>,
    /// The source has changed since, or nobody can know whether it has.
    is_stale: bool,
}

#[derive(Serialize)]
struct TagContext {
    name: String,
    url: String,
}

#[derive(Serialize)]
struct ProvisionContext {
    text: String,
    /// Where it can be read.
    href: Option<String>,
    /// The page of what relies on its Act.
    act: Option<String>,
}

#[derive(Serialize)]
struct AcknowledgeContext {
    /// The form or the mailbox, filled in; `null` where the handbook names none.
    href: Option<String>,
}

#[derive(Serialize)]
struct AmendmentContext {
    date: DateContext,
    summary: String,
}

/// A document that another's front matter names.
type Written = Located<Result<DocumentId, LinkFault>>;

/// Words a minute that people read on a screen (Brysbaert 2019 gives 238 for English).
const WORDS_A_MINUTE: usize = 238;

/// A document's page.
pub(crate) fn page(
    edition: &Edition,
    theme: &Theme,
    id: DocumentId,
    document: &Document,
    positions: &[usize],
    body: Rendered,
) -> PageContext {
    // What a version in another language doesn't say itself, its source says.
    let source = edition.source_of(document);
    let own = std::iter::once(document).chain(source);
    let fronts: Vec<&FrontMatter> = own.map(|one| &one.parsed.outline.front).collect();
    let (previous, next) = neighbours(edition, theme, document.source.unwrap_or(id), positions);
    let date = |date: Option<Date>| date.map(|date| DateContext::new(theme, date));
    let written =
        |field: fn(&FrontMatter) -> Option<Date>| fronts.iter().find_map(|front| field(front));
    let effective_from = written(|front| front.effective_from.as_ref().map(|date| date.value));
    let link = |id: DocumentId| Some(LinkContext::document(edition, theme, edition.document(id)?));
    let links = |own: &[Written], of_source: Option<&Vec<Written>>| {
        let all = if own.is_empty() { of_source.map_or(own, Vec::as_slice) } else { own };
        all.iter().filter_map(|one| link(*one.value.as_ref().ok()?)).collect::<Vec<_>>()
    };
    let replaced_by = document.replaced_by.as_ref();
    let replaced_by = replaced_by.or_else(|| source.and_then(|one| one.replaced_by.as_ref()));
    let amended = source.filter(|_| fronts[0].amendments.is_empty()).unwrap_or(document);
    let version = fronts.iter().find_map(|front| front.version.as_ref());
    PageContext {
        title: document.title.clone(),
        summary: document.summary.clone(),
        url: document.url.escaped(),
        template: "document".to_owned(),
        kind: kind(edition, theme, document),
        status: Some(status(document.status, theme)),
        owner: document.owner.clone(),
        approved_by: document.approved_by.clone(),
        version: version.map(|version| version.value.clone()),
        approved: date(written(|front| front.approved.as_ref().map(|date| date.value))),
        effective_from: date(effective_from),
        is_to_come: effective_from.is_some_and(|date| date > edition.today),
        reviewed: date(document.reviewed),
        review_by: date(document.review_by),
        review: review(document.review),
        audiences: document.audience.iter().map(|id| audience(edition, theme, id)).collect(),
        tags: document.tags.iter().map(|name| TagContext::new(name)).collect(),
        breadcrumbs: breadcrumbs(edition, theme, document.section, &document.url),
        toc: table_of_contents(edition, document),
        previous,
        next,
        related: links(&document.related, source.map(|one| &one.related)),
        model: placement(edition, theme, id, document),
        legislation: legislation(edition, document, source),
        amendments: amendments(theme, amended),
        amendments_lang: LangContext::of(theme, &amended.language),
        acknowledge: acknowledge(edition, document, version.map(|one| one.value.as_str())),
        edited: edited(edition, theme, id),
        replaced_by: replaced_by.and_then(|one| link(one.value.clone().ok()?)),
        supersedes: links(&document.supersedes, source.map(|one| &one.supersedes)),
        reading_minutes: document.parsed.outline.words.div_ceil(WORDS_A_MINUTE),
        source: document.parsed.path.to_string(),
        fields: fields(fronts[0]),
        meanings: meanings(edition, &body.terms),
        content: body.html,
        languages: versions(edition, document),
        translation: source.map(|source| translation(theme, document, source)),
        navigation: Some(Navigation::Section(
            document.section,
            Some(document.source.unwrap_or(id)),
        )),
        top_section: top_section(edition, theme, document.section),
    }
}

fn fields(front: &FrontMatter) -> BTreeMap<String, serde_json::Value> {
    front.unknown.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect()
}

impl TagContext {
    fn new(name: &str) -> Self {
        TagContext { name: name.to_owned(), url: Url::new(&pages::tag(name)).escaped() }
    }
}

fn audience(edition: &Edition, theme: &Theme, id: &str) -> Labelled {
    let Named { name: label, lang } = audience_name(edition, theme, id);
    Labelled { id: id.to_owned(), label, lang }
}

fn translation(theme: &Theme, document: &Document, source: &Document) -> TranslationContext {
    let translated = document.parsed.outline.front.translated.as_ref();
    TranslationContext {
        source: LinkContext {
            lang: LangContext::of(theme, &source.language),
            ..LinkContext::plain(&source.title, source.url.escaped())
        },
        tag: source.language.to_string(),
        language: source.language.own_name().to_owned(),
        date: translated.map(|date| DateContext::new(theme, date.value)),
        is_stale: document.stale.is_some(),
    }
}

/// The page of a section that has no document of its own.
pub(crate) fn section_page(edition: &Edition, theme: &Theme, section: SectionId) -> PageContext {
    let (title, url) = (&edition.section(section).title, &edition.section(section).url);
    PageContext {
        title: title.clone(),
        url: url.escaped(),
        template: "section".to_owned(),
        review: review(Review::None),
        breadcrumbs: breadcrumbs(edition, theme, section, url),
        navigation: Some(Navigation::Section(section, None)),
        top_section: top_section(edition, theme, section),
        ..PageContext::default()
    }
}

/// A page that the handbook makes itself.
pub(crate) fn generated_page(
    edition: &Edition,
    theme: &Theme,
    title: &str,
    url: &Url,
    template: &str,
) -> PageContext {
    PageContext {
        title: title.to_owned(),
        url: url.escaped(),
        template: template.to_owned(),
        review: review(Review::None),
        breadcrumbs: breadcrumbs(edition, theme, SectionId::ROOT, url),
        ..PageContext::default()
    }
}

impl PageContext {
    /// The same page, shown by another template.
    pub(crate) fn shown_by(mut self, template: &str) -> Self {
        template.clone_into(&mut self.template);
        self
    }

    /// The same page, below another of the handbook's own.
    pub(crate) fn below(mut self, title: &str, url: &Url) -> Self {
        self.breadcrumbs.push(LinkContext::plain(title, url.escaped()));
        self
    }

    /// The page's text as HTML.
    pub(crate) fn content(&self) -> &str {
        &self.content
    }

    /// The headings in its table of contents.
    pub(crate) fn headings(&self) -> impl Iterator<Item = Heading<'_>> {
        headings(&self.toc)
    }

    /// The address of what it is in of the top level, or nothing, and whether it is there itself.
    pub(crate) fn top(&self) -> (&str, bool) {
        let top = self.top_section.as_deref().unwrap_or_default();
        (top, self.url == top)
    }

    /// The same page in the top level's `top`, with its navigation.
    pub(crate) fn within(mut self, top: &str, navigation: Option<NavigationContext>) -> Self {
        self.top_section = Some(top.to_owned());
        self.navigation = navigation.map(Navigation::Own);
        self
    }

    /// The same page with a summary, if it is given one.
    pub(crate) fn with_summary(mut self, summary: Option<&str>) -> Self {
        self.summary = summary.map(str::to_owned);
        self
    }

    /// The page's summary, for lists that have no document.
    pub(crate) fn or_summary(mut self, document: Option<&Document>) -> Self {
        self.summary = self.summary.or_else(|| document.and_then(summary));
        self
    }
}

fn legislation(
    edition: &Edition,
    document: &Document,
    source: Option<&Document>,
) -> Vec<ProvisionContext> {
    let is_said = document.parsed.outline.front.legislation.is_some();
    let document = source.filter(|_| !is_said).unwrap_or(document);
    let written = document.parsed.outline.front.legislation.iter().flatten();
    written
        .zip(&document.mentions.provisions)
        .map(|(written, reliance)| {
            let act = reliance.as_ref().and_then(|one| edition.config.legislation.get(one.act));
            ProvisionContext {
                text: written.value.clone(),
                href: reliance.as_ref().zip(act).map(|(one, act)| one.address(act)),
                act: act.map(|act| Url::new(&pages::act(&act.name)).escaped()),
            }
        })
        .collect()
}

pub(super) fn status(status: Status, theme: &Theme) -> Labelled {
    let id = status.as_str();
    let phrase = theme.strings.get(&format!("status_{}", id.replace('-', "_")));
    let label = phrase.cloned().unwrap_or_else(|| id.replace('-', " "));
    Labelled { id: id.to_owned(), label, lang: None }
}

pub(super) fn review(review: Review) -> &'static str {
    match review {
        Review::None => "none",
        Review::InDate => "in-date",
        Review::DueSoon => "due-soon",
        Review::Overdue => "overdue",
    }
}

/// As many days as a page shows.
const MOST_EDITED: usize = 12;

fn edited(edition: &Edition, theme: &Theme, id: DocumentId) -> Vec<DateContext> {
    let days = edition.edited.get(&id).into_iter().flat_map(|days| days.iter());
    days.take(MOST_EDITED).map(|&day| DateContext::new(theme, day)).collect()
}

fn acknowledge(
    edition: &Edition,
    document: &Document,
    version: Option<&str>,
) -> Option<AcknowledgeContext> {
    if !document.acknowledge || !document.is_in_force() {
        return None;
    }
    let base = edition.config.address.as_deref().unwrap_or_default();
    let address = format!("{base}{}", document.url.escaped());
    let to = edition.config.acknowledge.as_ref();
    let href = to.map(|to| to.filled(&document.title, &address, version.unwrap_or_default()));
    Some(AcknowledgeContext { href })
}

/// The newest first.
fn amendments(theme: &Theme, document: &Document) -> Vec<AmendmentContext> {
    let mut amendments: Vec<_> = document.parsed.outline.front.amendments.iter().collect();
    amendments.sort_by_key(|amendment| std::cmp::Reverse(amendment.date));
    amendments
        .into_iter()
        .map(|amendment| AmendmentContext {
            date: DateContext::new(theme, amendment.date),
            summary: amendment.summary.clone(),
        })
        .collect()
}
