//! The settings of Hugo and of Zola: `hugo.toml`, `config.toml`, and the same in YAML and JSON.

use crate::import::folder::Source;
use crate::import::site::front::Facts;
use crate::import::site::generator::{Found, Generator, under};
use crate::import::site::place::{is_index, stem};
use crate::import::site::remark::Remark;
use crate::import::site::settings::{Pages, Settings};
use crate::markdown::slug;
use crate::source::yaml::{self, Node};
use crate::source::{Text, toml};

/// Reads them.
pub(super) fn settings(source: &Source, found: &Found) -> Settings {
    let mut settings = Settings { has_folder_addresses: true, ..Settings::default() };
    let path = found.settings.as_deref().unwrap_or_default();
    let text = Text::decode(&source.read(path).unwrap_or_default());
    let (node, fault) = match path.ends_with(".toml") {
        true => toml::parse(text.as_str(), 0),
        false => {
            let (node, faults) = yaml::parse(text.as_str(), 0);
            (node, faults.first().map(|fault| fault.span))
        }
    };
    if let Some(fault) = fault {
        let line = text.position(fault.start()).line;
        settings.notes.push(Remark::SettingsUnread.note(line, text.line(line)));
    }
    let of = |names: &[&str]| {
        let is_it = |key: &str| names.iter().any(|name| key.eq_ignore_ascii_case(name));
        let entry = node.entries().iter().find(|entry| is_it(&entry.key))?;
        entry.value.text().map(str::to_owned)
    };
    settings.title = of(&["title"]);
    settings.site = of(&["baseurl", "base_url"]);
    settings.has_folder_addresses = of(&["uglyurls"]).as_deref() != Some("true");
    let content =
        under(&found.root, of(&["contentdir"]).unwrap_or("content".to_owned()).trim_matches('/'));
    let languages = languages(&node, &found.root);
    // The first language is the handbook's; the others stay where they are.
    let first = languages.into_iter().next();
    settings.pages.push(first.unwrap_or_else(|| whole(source, &content)));
    let folder = settings.pages[0].folder.clone();
    settings.included = vec![found.root.clone(), folder, content];
    settings.files = ["static", "assets"].map(|one| under(&found.root, one)).to_vec();
    for group in ["params", "extra"] {
        for entry in node.get(group).map(Node::entries).unwrap_or_default() {
            if let Some(text) = entry.value.text() {
                for name in
                    [format!("site.Params.{}", entry.key), format!("config.extra.{}", entry.key)]
                {
                    settings.values.insert(name, text.to_owned());
                }
                settings.values.insert(format!("param {}", entry.key), text.to_owned());
            }
        }
    }
    settings
}

/// The folder of pages; where all are in a folder for their language, that.
fn whole(source: &Source, content: &str) -> Pages {
    let start = format!("{content}/");
    let mut names = source
        .files
        .iter()
        .filter_map(|path| path.strip_prefix(&start))
        .filter(|path| path.ends_with(".md"));
    let first = names.next().and_then(|path| path.split_once('/')).map(|(folder, _)| folder);
    let is_one = |path: &str| path.split_once('/').map(|(folder, _)| folder) == first;
    let folder = match first.filter(|name| name.len() == 2 && names.all(is_one)) {
        Some(language) => under(content, language),
        None => content.to_owned(),
    };
    Pages { folder, address: String::new() }
}

/// Folders of pages in several languages, the main one first.
fn languages(node: &Node, root: &str) -> Vec<Pages> {
    let main = ["defaultContentLanguage", "default_language"];
    let main = main.iter().find_map(|key| node.get(key).and_then(Node::text)).unwrap_or("en");
    let mut all: Vec<(bool, Pages)> = Vec::new();
    // A module may mount another folder where pages are looked for.
    let mounts = node.get("module").and_then(|one| one.get("mounts")).map(Node::items);
    for mount in mounts.unwrap_or_default() {
        let of = |key: &str| mount.get(key).and_then(Node::text);
        if let (Some(source), Some("content")) = (of("source"), of("target")) {
            let is_other = of("lang").is_some_and(|lang| lang != main);
            all.push((
                is_other,
                Pages { folder: under(root, source.trim_matches('/')), address: String::new() },
            ));
        }
    }
    for entry in node.get("languages").map(Node::entries).unwrap_or_default() {
        let folder =
            entry.value.entries().iter().find(|one| one.key.eq_ignore_ascii_case("contentdir"));
        if let Some(folder) = folder.and_then(|one| one.value.text()) {
            let pages =
                Pages { folder: under(root, folder.trim_matches('/')), address: String::new() };
            all.push((entry.key != main, pages));
        }
    }
    all.sort_by_key(|(is_other, _)| *is_other);
    all.into_iter().map(|(_, pages)| pages).collect()
}

/// Where a page is served.
pub(super) fn address(generator: Generator, below: &str, facts: &Facts) -> String {
    let own = facts.permalink.as_deref().or(facts.path.as_deref());
    if let Some(own) = own.filter(|own| !own.contains(':') || own.contains("://")) {
        return own
            .split_once("://")
            .map_or(own, |(_, rest)| rest.split_once('/').map_or("", |(_, rest)| rest))
            .trim_start_matches('/')
            .to_owned();
    }
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    let part = |part: &str| match generator {
        Generator::Zola => slug(part),
        _ => part.to_lowercase().replace(' ', "-"),
    };
    let folders: Vec<String> = folder.split('/').filter(|one| !one.is_empty()).map(part).collect();
    let mut folders = folders.join("/");
    if is_index(name) {
        // The page of a folder of its own may be called otherwise.
        if let Some(slug) = facts.slug.as_deref().filter(|_| !name.starts_with('_')) {
            folders = under(folders.rsplit_once('/').map_or("", |(above, _)| above), slug);
        }
        return folders;
    }
    let own = facts.slug.clone().unwrap_or_else(|| part(stem(name)));
    under(&folders, own.trim_matches('/'))
}
