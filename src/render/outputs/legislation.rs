//! The Acts that documents rely on, and a page for each: which documents rely on which of its provisions.

use tera::Value;

use crate::model::{Url, pages};
use crate::render::Made;
use crate::render::context;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    let relied = renderer.relied();
    if relied.is_empty() {
        return;
    }
    files.add(pages::LEGISLATION, |renderer, url| {
        let acts = value(&context::acts(&renderer.edition, renderer.relied()));
        renderer.own_page("legislation_index", "legislation", url, vec![("acts", acts)])
    });
    for &index in relied.keys() {
        if let Some(act) = renderer.edition.config.legislation.get(index) {
            files.add(&pages::act(&act.name), move |renderer, url| page(renderer, index, url));
        }
    }
}

fn page(renderer: &Renderer, index: usize, url: &Url) -> Made {
    let act = &renderer.edition.config.legislation[index];
    let provisions = context::provisions(
        &renderer.edition,
        &renderer.theme,
        renderer.relied(),
        index,
        &renderer.positions,
    );
    let page = context::generated_page(&renderer.edition, &renderer.theme, &act.name, url, "act")
        .below(renderer.phrase("legislation_index"), &Url::new(pages::LEGISLATION));
    let values =
        vec![("provisions", value(&provisions)), ("address", Value::from(act.address.clone()))];
    renderer.page("act.html", url, &page, values, Vec::new())
}
