//! `sitemap.xml` (sitemaps.org, 0.9), where the handbook's address is known.

use crate::model::{Document, Edition, pages};
use crate::render::Made;
use crate::render::html::escape;
use crate::render::plan::Files;
use crate::render::renderer::Renderer;

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    if let Some(xml) = sitemap(&renderer.edition) {
        files.add(pages::SITEMAP, move |_, _| Made::plain(xml.clone()));
    }
}

/// The site map; `None` without an address, since it may hold none that is relative. A document in several languages
/// stands there once for each, and each names all of them, itself too: so search engines want it
/// (developers.google.com/search/docs/specialty/international/localized-versions).
fn sitemap(edition: &Edition) -> Option<String> {
    let address = edition.config.address.as_ref()?;
    let location = |document: &Document| escape(&format!("{address}{}", document.url.escaped()));
    let has_versions = edition.versions().next().is_some();
    let links = if has_versions { " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"" } else { "" };
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"{links}>\n",
    );
    for (_, document) in edition.pages().chain(edition.versions()) {
        let changed = document.parsed.outline.front.amendments.iter().map(|one| one.date).max();
        let changed = changed.map(|date| format!("<lastmod>{date}</lastmod>")).unwrap_or_default();
        let versions = document.versions.iter().filter_map(|id| edition.document(*id));
        let links: String = versions
            .map(|version| {
                let (language, location) = (&version.language, location(version));
                format!(
                    "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{location}\"/>"
                )
            })
            .collect();
        xml.push_str(&format!("<url><loc>{}</loc>{changed}{links}</url>\n", location(document)));
    }
    xml.push_str("</urlset>\n");
    Some(xml)
}
