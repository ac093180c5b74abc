//! A page for each document, and for each of its versions in other languages. A section's own document is shown with what the section holds.

use crate::model::{Document, DocumentId, Url};
use crate::render::outputs::sections;
use crate::render::plan::Files;
use crate::render::renderer::Renderer;
use crate::render::{Made, context, html};

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    for (id, document) in renderer.edition.pages().chain(renderer.edition.versions()) {
        files.add_document(document.url.as_str(), id, move |renderer, url| {
            match renderer.edition.document(id) {
                Some(document) => page(renderer.of(document), id, document, url),
                None => Made::plain([]),
            }
        });
    }
}

fn page(renderer: &Renderer, id: DocumentId, document: &Document, url: &Url) -> Made {
    let Renderer { edition, theme, .. } = renderer;
    let mut rendered = html::body(edition, theme, document, url);
    let faults = std::mem::take(&mut rendered.faults);
    let page = context::page(edition, theme, id, document, &renderer.positions, rendered);
    if document.is_section {
        let page = page.or_summary(None);
        return sections::page(renderer, document.section, url, page, faults);
    }
    renderer.page(&template_of(renderer, document), url, &page, Vec::new(), faults)
}

/// The template that the document, or else its kind, asks for, if the theme has it.
fn template_of(renderer: &Renderer, document: &Document) -> String {
    let own = document.parsed.outline.front.template.as_ref().map(|one| one.value.clone());
    let kind = renderer.edition.config.kind(&document.kind).and_then(|kind| kind.template.clone());
    own.into_iter()
        .chain(kind)
        .map(|name| format!("{}.html", name.trim_end_matches(".html")))
        .find(|name| renderer.theme.has_page(name))
        .unwrap_or_else(|| "document.html".to_owned())
}
