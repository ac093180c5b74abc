//! The settings of MkDocs, and of the Material theme: `mkdocs.yml`.

use crate::import::folder::Source;
use crate::import::site::generator::{Found, under};
use crate::import::site::remark::Remark;
use crate::import::site::settings::{Entry, Pages, Settings, Target};
use crate::source::Text;
use crate::source::yaml::{self, Node};

/// Reads them.
pub(super) fn settings(source: &Source, found: &Found) -> Settings {
    let mut settings = Settings { has_folder_addresses: true, ..Settings::default() };
    let file = found.settings.as_deref().and_then(|path| source.read(path).ok());
    let text = Text::decode(&file.unwrap_or_default());
    let (node, faults) = yaml::parse(text.as_str(), 0);
    if let Some(fault) = faults.first() {
        let line = text.position(fault.span.start()).line;
        settings.notes.push(Remark::SettingsUnread.note(line, text.line(line)));
    }
    let value = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
    settings.title = value("site_name");
    settings.site = value("site_url");
    settings.has_folder_addresses = value("use_directory_urls").as_deref() != Some("false");
    let docs = value("docs_dir").unwrap_or_else(|| "docs".to_owned());
    let docs = under(&found.root, docs.trim_start_matches("./").trim_end_matches('/'));
    settings.included = vec![found.root.clone(), docs.clone()];
    settings.pages.push(Pages { folder: docs, address: String::new() });
    extensions(&node, found, &mut settings);
    redirects(&node, &mut settings);
    if let Some(entries) = node.get("nav") {
        let read = entries_of(entries, &text, &mut settings.notes);
        settings.navigation = Some(read).filter(|read| !read.is_empty());
    }
    for (key, value) in node.get("extra").map(Node::entries).into_iter().flatten().filter_map(plain)
    {
        settings.values.insert(format!("extra.{key}"), value.clone());
        settings.values.insert(key, value);
    }
    settings
}

fn plain(entry: &yaml::Entry) -> Option<(String, String)> {
    Some((entry.key.clone(), entry.value.text()?.to_owned()))
}

/// `markdown_extensions`, each by its name alone or with settings of its own.
fn extensions(node: &Node, found: &Found, settings: &mut Settings) {
    let listed = node.get("markdown_extensions");
    let items = listed.map(Node::items).into_iter().flatten();
    let named = items.flat_map(|item| match item.text() {
        Some(name) => vec![(name, None)],
        None => item.entries().iter().map(|one| (one.key.as_str(), Some(&one.value))).collect(),
    });
    let keyed = listed.map(Node::entries).into_iter().flatten();
    let keyed = keyed.map(|one| (one.key.as_str(), Some(&one.value)));
    for (name, options) in named.chain(keyed) {
        settings.extensions.insert(name.to_owned());
        let Some(options) = options.filter(|_| name == "pymdownx.snippets") else { continue };
        let texts = |key: &str| {
            let node = options.get(key);
            let one = node.and_then(Node::text).into_iter();
            one.chain(node.map(Node::items).into_iter().flatten().filter_map(Node::text))
                .map(|path| under(&found.root, path.trim_start_matches("./")))
                .collect::<Vec<_>>()
        };
        let mut bases = texts("base_path");
        bases.append(&mut settings.included);
        settings.included = bases;
        settings.everywhere.extend(texts("auto_append"));
    }
}

/// The plugin `redirects`.
fn redirects(node: &Node, settings: &mut Settings) {
    let plugins = node.get("plugins").map(Node::items).into_iter().flatten();
    let maps = plugins.filter_map(|one| one.get("redirects")?.get("redirect_maps"));
    for entry in maps.flat_map(Node::entries) {
        if let Some(to) = entry.value.text() {
            settings.redirects.push((entry.key.clone(), to.to_owned()));
        }
    }
}

fn entries_of(node: &Node, text: &Text, notes: &mut Vec<crate::import::Note>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for item in node.items() {
        let line = text.position(item.span.start()).line;
        if let Some(path) = item.text() {
            entries.push(Entry::new(None, target(path), line));
        }
        for entry in item.entries() {
            let line = text.position(entry.key_span.start()).line;
            let title = Some(entry.key.clone());
            let to = match entry.value.text() {
                Some(path) => target(path),
                None => Target::Section(entries_of(&entry.value, text, notes)),
            };
            if to == Target::Section(Vec::new()) {
                notes.push(Remark::NavigationOther.note(line, &entry.key));
            } else {
                entries.push(Entry::new(title, to, line));
            }
        }
    }
    entries
}

fn target(path: &str) -> Target {
    match path.contains("://") || path.starts_with("mailto:") || path.starts_with('/') {
        true => Target::Address(path.to_owned()),
        false => Target::Page(path.trim_start_matches("./").to_owned()),
    }
}
