//! Old addresses: a page each that leads on, without a script too.

use tera::Value;

use crate::model::{Document, Url};
use crate::render::Made;
use crate::render::context;
use crate::render::plan::Files;
use crate::render::renderer::Renderer;

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    for (url, id) in renderer.edition.aliases.iter() {
        let id = *id;
        files.add(url.as_str(), move |renderer, url| match renderer.edition.document(id) {
            Some(document) => redirect(renderer, document, url),
            None => Made::plain([]),
        });
    }
}

fn redirect(renderer: &Renderer, document: &Document, url: &Url) -> Made {
    let page = context::generated_page(
        &renderer.edition,
        &renderer.theme,
        &document.title,
        url,
        "redirect",
    );
    let target = Value::from(url.link_to(&document.url, None));
    let title = Value::from(document.title.clone());
    let values = vec![("target", target), ("title", title)];
    renderer.page("redirect.html", url, &page, values, Vec::new())
}
