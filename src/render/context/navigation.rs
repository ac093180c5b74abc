//! The section navigation of a page: the way down to it, what is beside it, and what is in it. It grows
//! with the section, never with the handbook.

use serde::Serialize;

use crate::model::{Child, Document, DocumentId, Edition, SectionId, Url};
use crate::render::context::LinkContext;

#[derive(Serialize)]
pub(crate) struct NavigationContext {
    title: String,
    url: String,
    current: bool,
    items: Vec<NavigationItem>,
}

#[derive(Serialize)]
struct NavigationItem {
    title: String,
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

/// The navigation of a page at `url` in `section`; nothing at the top, where there is no section.
pub(crate) fn navigation(
    edition: &Edition,
    section: SectionId,
    url: &Url,
) -> Option<NavigationContext> {
    let way = ancestors(edition, section);
    let top = *way.get(1)?;
    let section = edition.section(top);
    Some(NavigationContext {
        title: section.title.clone(),
        url: section.url.escaped(),
        current: section.url == *url,
        items: items(edition, top, &way, url),
    })
}

fn items(
    edition: &Edition,
    section: SectionId,
    way: &[SectionId],
    current: &Url,
) -> Vec<NavigationItem> {
    let children = edition.section(section).children.iter();
    children
        .filter_map(|child| match *child {
            Child::Document(id) => {
                let document = edition.document(id)?;
                let is_current = document.url == *current;
                Some(NavigationItem {
                    title: document.title.clone(),
                    url: document.url.escaped(),
                    current: is_current,
                    open: is_current,
                    items: Vec::new(),
                })
            }
            Child::Section(id) => {
                let section = edition.section(id);
                let open = way.contains(&id);
                let inner = if open { items(edition, id, way, current) } else { Vec::new() };
                Some(NavigationItem {
                    title: section.title.clone(),
                    url: section.url.escaped(),
                    current: section.url == *current,
                    open,
                    items: inner,
                })
            }
        })
        .collect()
}

/// From the home page to the page's parent.
pub(crate) fn breadcrumbs(edition: &Edition, section: SectionId, url: &Url) -> Vec<LinkContext> {
    ancestors(edition, section)
        .into_iter()
        .map(|id| edition.section(id))
        .filter(|section| section.url != *url)
        .map(|section| LinkContext::plain(&section.title, section.url.escaped()))
        .collect()
}

/// The documents before and after one, as one would read them.
pub(crate) fn neighbours(
    edition: &Edition,
    id: DocumentId,
    positions: &[usize],
) -> (Option<LinkContext>, Option<LinkContext>) {
    let Some(&position) = positions.get(id.0).filter(|&&position| position != usize::MAX) else {
        return (None, None);
    };
    let link = |document: &Document| LinkContext::plain(&document.title, document.url.escaped());
    let at = |index: usize| Some(link(edition.document(*edition.reading_order.get(index)?)?));
    (position.checked_sub(1).and_then(at), at(position + 1))
}
