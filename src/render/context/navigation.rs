//! The section navigation of a page: the way down to it, what is beside it, and what is in it. It grows
//! with the section, never with the handbook. Most of it is the same on every page of a section, and is made once.
//! Templates see it whole only if the handbook has its own that ask for it: else `render/navigation` writes the list.

use std::sync::OnceLock;

use serde::Serialize;
use tera::{Map, Value};

use crate::model::{Child, CriterionId, DocumentId, Edition, SectionId, Url, pages, shared};
use crate::render::context::language::SectionName;
use crate::render::context::model::{group_anchor, groups};
use crate::render::context::{LangContext, LinkContext, section_name};
use crate::theme::Theme;

/// The navigation that a page has.
pub(crate) enum Navigation {
    /// That of the section that it is in, in which it shows this document, if it shows one.
    Section(SectionId, Option<DocumentId>),
    /// One of its own.
    Own(NavigationContext),
}

#[derive(Serialize)]
pub(crate) struct NavigationContext {
    title: String,
    lang: Option<LangContext>,
    url: String,
    current: bool,
    items: Vec<NavigationItem>,
}

/// The top of the navigation of a page at `url` in `section`, without what is in it; nothing at the top of the handbook,
/// where there is no section.
pub(crate) fn navigation_top(
    edition: &Edition,
    theme: &Theme,
    section: SectionId,
    url: &Url,
) -> Option<NavigationContext> {
    let top = *ancestors(edition, section).get(1)?;
    let name = section_name(edition, theme, top);
    Some(NavigationContext {
        title: name.title.to_owned(),
        url: name.url.escaped(),
        current: name.url == url,
        lang: name.lang,
        items: Vec::new(),
    })
}

/// What a template sees of any document or section in the navigation that is in this language, and is the page or is not:
/// with all but its title and its address.
pub(crate) fn navigation_shape(lang: Option<&LangContext>, current: bool) -> Map {
    let lang = lang.cloned();
    let (title, url, items) = Default::default();
    let shape = NavigationItem { title, lang, url, current, open: current, items };
    Value::from_serializable(&shape).into_map().unwrap_or_default()
}

/// The folder that a section's own address and those of all that it holds are in.
pub(crate) fn navigation_folder<'a>(
    edition: &'a Edition,
    theme: &Theme,
    section: SectionId,
) -> &'a str {
    let children = edition.section(section).children.iter();
    let urls = children.filter_map(|child| Some(navigation_name(edition, theme, *child)?.url));
    let own = section_name(edition, theme, section).url.folder();
    urls.fold(own, |folder, url| url.shared_folder(folder))
}

#[derive(Serialize)]
struct NavigationItem {
    title: String,
    lang: Option<LangContext>,
    url: String,
    current: bool,
    /// It leads to the page, or is it.
    open: bool,
    items: Vec<NavigationItem>,
}

/// The sections from the handbook's own down to this one.
pub(crate) fn ancestors(edition: &Edition, section: SectionId) -> Vec<SectionId> {
    let mut ancestors = vec![section];
    while let Some(parent) = edition.section(ancestors[ancestors.len() - 1]).parent {
        ancestors.push(parent);
    }
    ancestors.reverse();
    ancestors
}

/// The address of the section of the top level that holds `section`, or is it.
pub(crate) fn top_section(edition: &Edition, theme: &Theme, section: SectionId) -> Option<String> {
    let top = ancestors(edition, section).get(1).copied();
    top.map(|top| section_name(edition, theme, top).url.escaped())
}

/// What each section holds, as it is shown where a page is elsewhere; made when a page first needs it.
pub(crate) struct Closed(Vec<OnceLock<Vec<(Child, Value)>>>);

impl Closed {
    pub(crate) fn new(edition: &Edition) -> Self {
        Closed(edition.sections.iter().map(|_| OnceLock::new()).collect())
    }

    fn of(&self, edition: &Edition, theme: &Theme, section: SectionId) -> &[(Child, Value)] {
        self.0[section.0].get_or_init(|| {
            let children = edition.section(section).children.iter();
            let closed = |child: &Child| Some((*child, item(edition, theme, *child, None)?));
            shared(|| children.filter_map(closed).collect())
        })
    }
}

/// The navigation of a page at `url` in `section`; nothing at the top, where there is no section.
pub(crate) fn navigation(
    edition: &Edition,
    theme: &Theme,
    closed: &Closed,
    section: SectionId,
    url: &Url,
) -> Option<Value> {
    let way = ancestors(edition, section);
    let navigation = navigation_top(edition, theme, section, url)?;
    let open = Open { edition, theme, closed, way: &way, current: url };
    Some(with_items(&navigation, open.items(*way.get(1)?)))
}

/// The navigation as it is open on one page.
struct Open<'a> {
    edition: &'a Edition,
    theme: &'a Theme,
    closed: &'a Closed,
    way: &'a [SectionId],
    current: &'a Url,
}

impl Open<'_> {
    fn items(&self, section: SectionId) -> Vec<Value> {
        let Open { edition, theme, current, .. } = *self;
        let children = self.closed.of(edition, theme, section).iter();
        children
            .map(|(child, closed_item)| {
                let is_open = match *child {
                    Child::Document(id) => edition
                        .document(id)
                        .is_some_and(|one| edition.version(one, &theme.language).url == *current),
                    Child::Section(id) => self.way.contains(&id),
                };
                if !is_open {
                    return closed_item.clone();
                }
                let inner = match *child {
                    Child::Document(_) => Vec::new(),
                    Child::Section(id) => self.items(id),
                };
                let open = item(edition, theme, *child, Some((current, inner)));
                open.unwrap_or_else(|| closed_item.clone())
            })
            .collect()
    }
}

/// What a document or a section is called in the navigation, and where it is.
pub(crate) fn navigation_name<'a>(
    edition: &'a Edition,
    theme: &Theme,
    child: Child,
) -> Option<SectionName<'a>> {
    Some(match child {
        Child::Document(id) => {
            let document = edition.version(edition.document(id)?, &theme.language);
            let lang = LangContext::of(theme, &document.language);
            SectionName { title: &document.title, url: &document.url, lang }
        }
        Child::Section(id) => section_name(edition, theme, id),
    })
}

/// A document or a section; with what it holds where it is open on the page at an address.
fn item(
    edition: &Edition,
    theme: &Theme,
    child: Child,
    open: Option<(&Url, Vec<Value>)>,
) -> Option<Value> {
    let SectionName { title, url, lang } = navigation_name(edition, theme, child)?;
    let item = NavigationItem {
        title: title.to_owned(),
        lang,
        url: url.escaped(),
        current: open.as_ref().is_some_and(|(current, _)| *current == url),
        open: open.is_some(),
        items: Vec::new(),
    };
    Some(with_items(&item, open.map_or_else(Vec::new, |(_, items)| items)))
}

/// What templates see of a context, with these items in it.
fn with_items(context: &impl Serialize, items: Vec<Value>) -> Value {
    let mut map = Value::from_serializable(context).into_map().unwrap_or_default();
    map.insert("items".into(), Value::from(items));
    Value::from(map)
}

/// Of a practice model with more elements or criteria than this, no page lists all: each would grow with it.
const MOST_IN_MODEL: usize = 100;

/// The navigation of the practice model's pages: its groups with their elements, and its frameworks.
pub(crate) fn model_navigation(
    edition: &Edition,
    top: LinkContext,
    coverage_title: &str,
    url: &Url,
) -> Option<NavigationContext> {
    let model = &*edition.practice_model;
    if model.elements.len() + model.criteria().count() + model.frameworks.len() > MOST_IN_MODEL {
        return None;
    }
    let item = |title: &str, to: &Url, items: Vec<NavigationItem>| NavigationItem {
        title: title.to_owned(),
        lang: None,
        url: to.escaped(),
        current: to == url,
        open: to == url || items.iter().any(|item| item.open),
        items,
    };
    let coverage = Url::new(pages::COVERAGE);
    let mut all = Vec::new();
    if edition.shows_governance {
        all.push(item(coverage_title, &coverage, Vec::new()));
    }
    for (place, (name, ids)) in groups(model).into_iter().enumerate() {
        let elements = ids
            .into_iter()
            .map(|id| item(&model.element(id).name, &pages::element(model, id), Vec::new()));
        match name {
            None => all.extend(elements),
            Some(name) => {
                let mut group = item(name, &Url::new(pages::MODEL), elements.collect());
                group.url = format!("{}#{}", pages::MODEL, group_anchor(place));
                group.current = false;
                group.open = group.items.iter().any(|item| item.open);
                all.push(group);
            }
        }
    }
    for (framework, one) in model.frameworks.iter().enumerate() {
        let criteria = (0..one.criteria.len()).map(|criterion| {
            let id = CriterionId { framework, criterion };
            item(&model.criterion(id).name, &pages::criterion(model, id), Vec::new())
        });
        all.push(item(&one.name, &pages::framework(model, framework), criteria.collect()));
    }
    Some(NavigationContext {
        current: url.as_str() == pages::MODEL,
        title: top.title,
        lang: top.lang,
        url: top.url,
        items: all,
    })
}

/// From the home page to the page's parent.
pub(crate) fn breadcrumbs(
    edition: &Edition,
    theme: &Theme,
    section: SectionId,
    url: &Url,
) -> Vec<LinkContext> {
    ancestors(edition, section)
        .into_iter()
        .filter(|id| section_name(edition, theme, *id).url != url)
        .map(|id| LinkContext::section(edition, theme, id))
        .collect()
}

/// The documents before and after one, as one would read them.
pub(crate) fn neighbours(
    edition: &Edition,
    theme: &Theme,
    id: DocumentId,
    positions: &[usize],
) -> (Option<LinkContext>, Option<LinkContext>) {
    let Some(&position) = positions.get(id.0).filter(|&&position| position != usize::MAX) else {
        return (None, None);
    };
    let at = |index: usize| {
        let document = edition.document(*edition.reading_order.get(index)?)?;
        Some(LinkContext::titled(edition, theme, document))
    };
    (position.checked_sub(1).and_then(at), at(position + 1))
}
