//! The settings of Starlight: `astro.config.mjs`.

use crate::import::folder::Source;
use crate::import::site::front::Facts;
use crate::import::site::generator::{Found, under};
use crate::import::site::place::{is_index, stem};
use crate::import::site::remark::Remark;
use crate::import::site::script;
use crate::import::site::settings::{Entry, Pages, Settings, Target};
use crate::markdown::slug;
use crate::source::Text;
use crate::source::yaml::Node;

/// Reads them.
pub(super) fn settings(source: &Source, found: &Found) -> Settings {
    let mut settings = Settings { has_folder_addresses: true, ..Settings::default() };
    let bytes =
        found.settings.as_deref().and_then(|path| source.read(path).ok()).unwrap_or_default();
    let text = Text::decode(&bytes);
    let whole = script::after(text.as_str(), &["defineConfig(", "export default"]);
    let own = script::after(text.as_str(), &["starlight("]);
    if own.is_none() && found.settings.is_some() {
        settings.notes.push(Remark::SettingsUnread.note(1, ""));
    }
    let of = |key: &str| whole.as_ref().and_then(|node| node.get(key)).and_then(Node::text);
    let base = of("base").unwrap_or("/");
    settings.site = of("site")
        .map(|site| format!("{}/{}", site.trim_end_matches('/'), base.trim_start_matches('/')));
    let title = own.as_ref().and_then(|node| node.get("title"));
    // A title in several languages: the first.
    let title = title.and_then(|one| one.text().or_else(|| one.entries().first()?.value.text()));
    settings.title = title.map(str::to_owned);
    let folder = under(&found.root, "src/content/docs");
    settings.included = vec![found.root.clone(), folder.clone()];
    settings.files = vec![under(&found.root, "public"), under(&found.root, "src")];
    settings.pages.push(Pages { folder, address: String::new() });
    let entries = own.as_ref().and_then(|node| node.get("sidebar")).map(|node| items(node, &text));
    settings.navigation = entries.filter(|entries| !entries.is_empty());
    settings
}

fn items(node: &Node, text: &Text) -> Vec<Entry> {
    let entries = node.items().iter().filter_map(|item| {
        let line = text.position(item.span.start()).line;
        let of = |key: &str| item.get(key).and_then(Node::text).map(str::to_owned);
        let title = of("label");
        let target = if let Some(slug) = item.text().map(str::to_owned).or_else(|| of("slug")) {
            Target::Page(slug.trim_matches('/').to_owned())
        } else if let Some(link) = of("link") {
            match link.contains("://") {
                true => Target::Address(link),
                false => Target::Page(link.trim_matches('/').to_owned()),
            }
        } else if let Some(folder) = item.get("autogenerate").and_then(|one| one.get("directory")) {
            let folder = Target::Folder(folder.text()?.trim_matches('/').to_owned());
            Target::Section(vec![Entry::new(None, folder, line)])
        } else {
            Target::Section(items(item.get("items")?, text))
        };
        Some(Entry::new(title, target, line))
    });
    entries.collect()
}

/// Where a page is served.
pub(super) fn address(below: &str, facts: &Facts) -> String {
    if let Some(slug) = &facts.slug {
        return slug.trim_matches('/').to_owned();
    }
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    let folder = folder.split('/').filter(|part| !part.is_empty()).map(slug);
    let folder = folder.collect::<Vec<_>>().join("/");
    match is_index(name) {
        true => folder,
        false => under(&folder, &slug(stem(name))),
    }
}
