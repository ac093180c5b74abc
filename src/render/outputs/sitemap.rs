//! `sitemap.xml` (sitemaps.org, 0.9), where the handbook's address is known.

use crate::model::{Edition, pages};
use crate::render::Made;
use crate::render::html::escape;
use crate::render::plan::Files;
use crate::render::renderer::Renderer;

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    if let Some(xml) = sitemap(&renderer.edition) {
        files.add(pages::SITEMAP, move |_, _| Made::plain(xml.clone()));
    }
}

/// The site map; `None` without an address, since it may hold none that is relative.
fn sitemap(edition: &Edition) -> Option<String> {
    let address = edition.config.address.as_ref()?;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (_, document) in edition.pages() {
        let location = escape(&format!("{address}{}", document.url.escaped()));
        let changed = document.parsed.outline.front.amendments.iter().map(|one| one.date).max();
        let changed = changed.map(|date| format!("<lastmod>{date}</lastmod>")).unwrap_or_default();
        xml.push_str(&format!("<url><loc>{location}</loc>{changed}</url>\n"));
    }
    xml.push_str("</urlset>\n");
    Some(xml)
}
