//! A section on one page, for printing: its documents one after another, links among them kept. Links in what
//! is printed lead to the place on the page.

use std::collections::BTreeMap;

use crate::markdown::Anchors;
use crate::model::{Child, DocumentId, Edition, SectionId, Url, pages};
use crate::render::Made;
use crate::render::context;
use crate::render::forms::{BODY, Piece};
use crate::render::html;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};

/// As many documents as one page for printing holds. In a larger section the sections below are printed from
/// pages of their own, so that what is printed of a large handbook grows no faster than the handbook.
const MOST_DOCUMENTS: usize = 120;

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    for (index, section) in renderer.edition.sections.iter().enumerate() {
        if !section.children.is_empty() {
            let id = SectionId(index);
            let url = pages::print(&section.url);
            files.add(url.as_str(), move |renderer, url| page(renderer, id, url));
        }
    }
}

fn page(renderer: &Renderer, id: SectionId, url: &Url) -> Made {
    let edition = &*renderer.edition;
    let section = edition.section(id);
    let (mut order, apart) = contents(edition, id);
    order.retain(|id| edition.document(*id).is_some());
    let prefixes = prefixes(edition, &order);
    let (bodies, mut faults) = html::together(edition, &renderer.theme, &prefixes, &order, url);
    // What a template of ours does with a body is known. They are most of the page, and each step would copy them.
    let is_ours = !renderer.theme.parts().is_empty();
    let documents: Vec<_> = order
        .iter()
        .zip(&bodies)
        .filter_map(|(id, body)| {
            let document = edition.document(*id)?;
            let body = if is_ours { BODY } else { body };
            Some(context::printed(edition, &renderer.theme, document, &prefixes[id], body))
        })
        .collect();
    let page = context::generated_page(edition, &renderer.theme, &section.title, url, "print");
    let page = match id {
        SectionId::ROOT => page,
        _ => page.below(&section.title, &section.url),
    };
    let apart: Vec<_> =
        apart.into_iter().map(|id| context::print_link(edition.section(id))).collect();
    let list = |name| renderer.list(&Piece { name, arguments: Vec::new() }, &documents, url);
    let values = vec![
        ("contents", list("print_entry")),
        ("documents", list("printed")),
        ("apart", value(&apart)),
    ];
    let html = renderer.html("print.html", url, &page, values, &mut faults);
    let html = if is_ours { filled(&html, &bodies) } else { html };
    Made { faults, ..Made::plain(html) }
}

/// The page with the bodies where its template left room for them.
fn filled(html: &str, bodies: &[String]) -> String {
    let length = html.len() + bodies.iter().map(String::len).sum::<usize>();
    let mut filled = String::with_capacity(length);
    debug_assert_eq!(html.matches(BODY).count(), bodies.len(), "each body has its place");
    let mut parts = html.split(BODY);
    filled.extend(parts.next());
    filled.extend(bodies.iter().zip(parts).flat_map(|(body, part)| [body, part]));
    filled
}

/// The documents to print, in the order of reading, and the sections that are printed apart.
fn contents(edition: &Edition, id: SectionId) -> (Vec<DocumentId>, Vec<SectionId>) {
    let mut all = Vec::new();
    if collect(edition, id, &mut all) {
        return (all, Vec::new());
    }
    let section = edition.section(id);
    let mut own: Vec<DocumentId> = section.document.into_iter().collect();
    let mut apart = Vec::new();
    for child in &section.children {
        match *child {
            Child::Document(id) => own.push(id),
            Child::Section(id) => apart.push(id),
        }
    }
    (own, apart)
}

/// Everything in a section and below it; false as soon as that is more than one page holds.
fn collect(edition: &Edition, id: SectionId, all: &mut Vec<DocumentId>) -> bool {
    let section = edition.section(id);
    all.extend(section.document);
    for child in &section.children {
        match *child {
            Child::Document(id) => all.push(id),
            Child::Section(id) if !collect(edition, id, all) => return false,
            Child::Section(_) => {}
        }
        if all.len() > MOST_DOCUMENTS {
            return false;
        }
    }
    true
}

/// What stands before each document's anchors: its address, and a full stop, which is in no address made so
/// and in no anchor of the page's frame. So no two documents' anchors can be one, however they are joined.
fn prefixes(edition: &Edition, order: &[DocumentId]) -> BTreeMap<DocumentId, String> {
    let mut anchors = Anchors::default();
    let mut prefixes = BTreeMap::new();
    for &id in order {
        if let Some(document) = edition.document(id) {
            let address = document.url.as_str().trim_end_matches(".html").replace('/', "-");
            prefixes.insert(id, format!("{}.", anchors.unique(&address)));
        }
    }
    prefixes
}
