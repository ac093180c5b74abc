//! What every page sees of the site.

use serde::Serialize;
use std::collections::BTreeMap;

use crate::model::{Child, Edition, SectionId, Url, pages};
use crate::render::assets::Assets;
use crate::render::context::{DateContext, LinkContext};
use crate::source::yaml::Node;

#[derive(Serialize)]
pub(crate) struct SiteContext {
    title: String,
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
    /// Where search is; nothing yet.
    search: Option<String>,
    settings: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct AssetsContext {
    css: String,
    js: String,
}

pub(crate) fn site(edition: &Edition, assets: &Assets) -> SiteContext {
    let root = edition.section(SectionId::ROOT);
    let sections = root
        .children
        .iter()
        .filter_map(|child| match child {
            Child::Section(id) => {
                let section = edition.section(*id);
                Some(LinkContext::plain(&section.title, section.url.escaped()))
            }
            Child::Document(_) => None,
        })
        .collect();
    let theme = &edition.config.theme;
    let has_tags = edition.pages().any(|(_, document)| !document.tags.is_empty());
    let settings = theme.settings.iter();
    let settings =
        settings.filter_map(|e| Some((e.key.clone(), Node::text(&e.value)?.to_owned()))).collect();
    SiteContext {
        title: edition.title.clone(),
        home: pages::HOME.to_owned(),
        logo: theme.logo.as_ref().and_then(|logo| logo_url(edition, &logo.value)),
        sections,
        assets: AssetsContext { css: assets.css.clone(), js: assets.javascript.clone() },
        generator: concat!("handbook ", env!("CARGO_PKG_VERSION")).to_owned(),
        date: edition.today.into(),
        a_to_z: pages::A_TO_Z.to_owned(),
        contents: pages::CONTENTS.to_owned(),
        tags: has_tags.then(|| pages::TAGS.to_owned()),
        search: None,
        settings,
    }
}

fn logo_url(edition: &Edition, logo: &str) -> Option<String> {
    let wanted = logo.trim_start_matches('/');
    let content = &edition.config.content;
    let found = edition.files.iter().find(|(path, _)| {
        path.as_str() == wanted || path.below(content).is_some_and(|below| below == wanted)
    });
    found.map(|(_, url): (_, &Url)| url.escaped())
}
