//! What every page sees of the site.

use serde::Serialize;
use std::collections::BTreeMap;

use crate::model::config::{ExitPage, Overdue};
use crate::model::{Child, Edition, SectionId, Url, pages};
use crate::render::context::{
    DateContext, LangContext, LinkContext, Named, has_changes, json, register, section_name,
    site_name,
};
use crate::render::outputs::assets::Assets;
use crate::theme::Theme;

#[derive(Serialize)]
pub(crate) struct SiteContext {
    title: String,
    lang: Option<LangContext>,
    /// The language of the names that `handbook.yaml` and the practice model give, if it is not the pages'.
    names_lang: Option<LangContext>,
    home: String,
    logo: Option<String>,
    /// The top level: what a reader can always get to.
    sections: Vec<LinkContext>,
    assets: AssetsContext,
    generator: String,
    date: DateContext,
    a_to_z: String,
    contents: String,
    tags: Option<String>,
    glossary: Option<String>,
    legislation: Option<String>,
    /// The register of exceptions from rules, if there are any.
    exceptions: Option<String>,
    accessibility: Option<String>,
    /// What has changed, as a page and as a feed.
    changes: Option<&'static str>,
    feed: Option<&'static str>,
    /// A review that is overdue is said in a strip above the text, not by its date alone.
    warns_of_overdue: bool,
    /// The review register.
    reviews: Option<&'static str>,
    /// Who can see what.
    audience: Option<&'static str>,
    /// The practice model, if there is one, and what it has and lacks.
    model: Option<String>,
    coverage: Option<String>,
    what_to_expect: Option<&'static str>,
    /// The page of search results.
    search: Option<String>,
    /// What it finds first, on pages in another language than its own.
    search_language: Option<String>,
    /// How a page is left fast.
    exit: Option<ExitContext>,
    /// Whether there is a choice of larger text.
    larger_text: bool,
    /// The folder of the search index.
    search_index: String,
    settings: BTreeMap<String, serde_json::Value>,
}

/// Where a reader gets to who leaves fast, and what says what that can't do.
#[derive(Serialize)]
struct ExitContext {
    href: String,
    advice: Option<LinkContext>,
}

#[derive(Serialize)]
struct AssetsContext {
    css: String,
    js: String,
    search: String,
}

pub(crate) fn site(edition: &Edition, defaults: &Theme, assets: &Assets) -> SiteContext {
    let root = edition.section(SectionId::ROOT);
    let sections = root
        .children
        .iter()
        .filter_map(|child| match child {
            Child::Section(id) => Some(LinkContext::section(edition, defaults, *id)),
            Child::Document(_) => None,
        })
        .collect();
    let theme = &edition.config.theme;
    let has_tags = edition.pages().any(|(_, document)| !document.tags.is_empty());
    let relies = edition.pages().any(|(_, document)| !document.mentions.reliance.is_empty());
    let settings = defaults.settings.iter().chain(&theme.settings);
    let settings = settings.map(|entry| (entry.key.clone(), json(&entry.value))).collect();
    let has_changes = has_changes(edition);
    let has_model = !edition.practice_model.is_empty();
    let Named { name: title, lang } = site_name(edition, defaults);
    SiteContext {
        title,
        lang,
        names_lang: LangContext::of(defaults, &edition.config.language),
        home: section_name(edition, defaults, SectionId::ROOT).url.escaped(),
        logo: theme.logo.as_ref().and_then(|logo| logo_url(edition, &logo.value)),
        sections,
        assets: AssetsContext {
            css: assets.css.url.clone(),
            js: assets.javascript.url.clone(),
            search: assets.search.url.clone(),
        },
        generator: concat!("handbook ", env!("CARGO_PKG_VERSION")).to_owned(),
        date: DateContext::new(defaults, edition.today),
        a_to_z: pages::A_TO_Z.to_owned(),
        contents: pages::CONTENTS.to_owned(),
        tags: has_tags.then(|| pages::TAGS.to_owned()),
        glossary: (!edition.glossary.terms.is_empty()).then(|| pages::GLOSSARY.to_owned()),
        exceptions: (!edition.exceptions.is_empty()).then(|| pages::EXCEPTIONS.to_owned()),
        legislation: relies.then(|| pages::LEGISLATION.to_owned()),
        accessibility: edition
            .config
            .accessibility
            .as_ref()
            .map(|_| pages::ACCESSIBILITY.to_owned()),
        changes: has_changes.then_some(pages::CHANGES),
        feed: has_changes.then_some(pages::FEED),
        warns_of_overdue: edition.config.overdue == Overdue::Banner,
        reviews: (!register(edition).is_empty()).then_some(pages::REVIEWS),
        audience: (!edition.seen.is_empty()).then_some(pages::AUDIENCE),
        model: has_model.then(|| pages::MODEL.to_owned()),
        coverage: (has_model && edition.shows_governance).then(|| pages::COVERAGE.to_owned()),
        what_to_expect: (edition.says_what_to_expect
            && !edition.practice_model.elements.is_empty())
        .then_some(pages::WHAT_TO_EXPECT),
        search: Some(pages::SEARCH.to_owned()),
        search_language: (defaults.language != edition.language.as_str())
            .then(|| defaults.language.clone()),
        exit: edition.help.exit_page.as_ref().map(|one| exit(edition, defaults, one)),
        larger_text: edition.help.larger_text,
        search_index: pages::SEARCH_INDEX.to_owned(),
        settings,
    }
}

fn exit(edition: &Edition, theme: &Theme, exit: &ExitPage) -> ExitContext {
    let content = &edition.config.content;
    let advice = exit.advice.as_ref().and_then(|file| {
        let file = file.value.trim_start_matches('/');
        edition.pages().find(|(_, document)| document.parsed.path.below(content) == Some(file))
    });
    let advice = advice.map(|(_, document)| LinkContext::titled(edition, theme, document));
    ExitContext { href: exit.address.clone(), advice }
}

fn logo_url(edition: &Edition, logo: &str) -> Option<String> {
    let wanted = logo.trim_start_matches('/');
    let content = &edition.config.content;
    let found = edition.files.iter().find(|(path, _)| {
        path.as_str() == wanted || path.below(content).is_some_and(|below| below == wanted)
    });
    found.map(|(_, url): (_, &Url)| url.escaped())
}
