//! The practice model: at a glance, and a page for each element, framework and criterion.

use tera::Value;

use crate::model::{ElementId, Url, pages};
use crate::render::Made;
use crate::render::context::{self, Lists, NavigationContext, PageContext};
use crate::render::forms::Piece;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    let model = &*renderer.edition.practice_model;
    if model.is_empty() {
        return;
    }
    files.add(pages::MODEL, at_a_glance);
    for id in (0..model.elements.len()).map(ElementId) {
        files.add(pages::element(model, id).as_str(), move |renderer, url| {
            let element = renderer.edition.practice_model.element(id);
            let summary = element.summary.as_deref();
            let page = page(renderer, &element.name, "element", url, None);
            let context = with_lists(renderer, url, |lists| value(&context::element(lists, id)));
            let values = vec![("element", context)];
            renderer.page("element.html", url, &page.with_summary(summary), values, Vec::new())
        });
    }
    for framework in 0..model.frameworks.len() {
        files.add(pages::framework(model, framework).as_str(), move |renderer, url| {
            let one = &renderer.edition.practice_model.frameworks[framework];
            let summary = one.summary.as_deref();
            let page = page(renderer, &one.name, "framework", url, None);
            let context = value(&context::framework(&renderer.edition, &renderer.theme, framework));
            let values = vec![("framework", context)];
            renderer.page("framework.html", url, &page.with_summary(summary), values, Vec::new())
        });
    }
    for id in model.criteria() {
        files.add(pages::criterion(model, id).as_str(), move |renderer, url| {
            let model = &*renderer.edition.practice_model;
            let criterion = model.criterion(id);
            let above = pages::framework(model, id.framework);
            let above = Some((model.frameworks[id.framework].name.as_str(), above));
            let page = page(renderer, &criterion.name, "criterion", url, above);
            let page = page.with_summary(criterion.summary.as_deref());
            let context = with_lists(renderer, url, |lists| value(&context::criterion(lists, id)));
            renderer.page("criterion.html", url, &page, vec![("criterion", context)], Vec::new())
        });
    }
}

fn at_a_glance(renderer: &Renderer, url: &Url) -> Made {
    let (edition, theme) = (&renderer.edition, &renderer.theme);
    let top = context::model_link(edition, theme);
    let page = context::generated_page(edition, &renderer.theme, top.title(), url, "model");
    let page = page.with_summary(edition.practice_model.summary.as_deref());
    let navigation = navigation(renderer, url);
    let page = page.within(pages::MODEL, navigation);
    let model = value(&context::glance(edition, theme));
    renderer.page("model.html", url, &page, vec![("model", model)], Vec::new())
}

/// What is made with the lists of documents of the page at an address.
fn with_lists(renderer: &Renderer, url: &Url, make: impl FnOnce(&Lists<'_>) -> Value) -> Value {
    let entry = Piece { name: "entry", arguments: vec![("show_kind", Value::from(false))] };
    let link = Piece { name: "shared_document", arguments: Vec::new() };
    make(&Lists {
        edition: &renderer.edition,
        theme: &renderer.theme,
        entries: &|items| renderer.list(&entry, items, url),
        links: &|items| renderer.list(&link, items, url),
    })
}

/// A page below the model's.
pub(super) fn page(
    renderer: &Renderer,
    title: &str,
    template: &str,
    url: &Url,
    above: Option<(&str, Url)>,
) -> PageContext {
    let (edition, theme) = (&renderer.edition, &renderer.theme);
    let top = context::model_link(edition, theme);
    let page = context::generated_page(edition, &renderer.theme, title, url, template);
    let mut page = page.below(top.title(), &Url::new(pages::MODEL));
    if let Some((title, url)) = above {
        page = page.below(title, &url);
    }
    page.within(pages::MODEL, navigation(renderer, url))
}

fn navigation(renderer: &Renderer, url: &Url) -> Option<NavigationContext> {
    let top = context::model_link(&renderer.edition, &renderer.theme);
    context::model_navigation(&renderer.edition, top, renderer.phrase("coverage"), url)
}
