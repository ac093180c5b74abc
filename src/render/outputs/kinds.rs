//! A page for each kind of document, with all that are of it.

use std::collections::BTreeSet;

use tera::Value;

use crate::model::pages;
use crate::render::context;
use crate::render::forms::Piece;
use crate::render::plan::Files;
use crate::render::renderer::Renderer;

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    let edition = &renderer.edition;
    let documents = edition.pages().filter(|(_, one)| one.is_of_its_kind());
    let used: BTreeSet<&str> = documents.map(|(_, one)| one.kind.as_str()).collect();
    let kinds = edition.config.kinds.iter().enumerate();
    for (place, kind) in kinds.filter(|(_, one)| one.id != "page" && used.contains(one.id.as_str()))
    {
        files.add(pages::kind(&kind.id).as_str(), move |renderer, url| {
            let kind = &renderer.edition.config.kinds[place];
            let documents = context::kind_documents(&renderer.edition, &renderer.theme, &kind.id);
            let page = context::generated_page(
                &renderer.edition,
                &renderer.theme,
                &kind.plural,
                url,
                "kind",
            );
            let page = page.with_summary(Some(renderer.phrase("kind_summary")));
            let arguments = vec![("level", Value::from("h2")), ("show_kind", Value::from(false))];
            let entry = Piece { name: "entry", arguments };
            let values = vec![("documents", renderer.list(&entry, &documents, url))];
            renderer.page("kind.html", url, &page, values, Vec::new())
        });
    }
}
