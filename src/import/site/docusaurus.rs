//! The settings of Docusaurus: `docusaurus.config.js`, `sidebars.js`, and what folders are called.

use crate::import::folder::Source;
use crate::import::site::front::{Facts, split};
use crate::import::site::generator::{Found, under};
use crate::import::site::place::{FolderNames, is_index, stem, unnumbered};
use crate::import::site::remark::Remark;
use crate::import::site::script;
use crate::import::site::settings::{Entry, Pages, Settings, Target};
use crate::source::yaml::{self, Node};
use crate::source::{Span, Text};

/// How the object begins that a settings file gives.
const BEGINNINGS: [&str; 6] = [
    "const config = ",
    "const config: Config = ",
    "module.exports =",
    "export default",
    "= async () =>",
    "return",
];

/// Reads them.
pub(super) fn settings(source: &Source, found: &Found) -> Settings {
    let mut settings = Settings { has_folder_addresses: true, ..Settings::default() };
    let text = text_of(source, found.settings.as_deref());
    let node = script::after(&text, &BEGINNINGS);
    if node.is_none() && found.settings.is_some() {
        settings.notes.push(Remark::SettingsUnread.note(1, ""));
    }
    let node = node.unwrap_or(Node { span: Span::new(0, 0), value: yaml::Value::Null });
    let value = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
    settings.title = value("title");
    let base = value("baseUrl").unwrap_or_else(|| "/".to_owned());
    settings.site = value("url").map(|url| format!("{}{base}", url.trim_end_matches('/')));
    let preset = node.get("presets").map(Node::items).into_iter().flatten();
    let docs = preset.filter_map(|one| one.items().get(1)?.get("docs")).next();
    let of = |key: &str| docs.and_then(|docs| docs.get(key)).and_then(Node::text);
    let folder = under(&found.root, of("path").unwrap_or("docs").trim_start_matches("./"));
    let address = of("routeBasePath").unwrap_or("docs").trim_matches('/').to_owned();
    settings.pages.push(Pages { folder: folder.clone(), address });
    settings.included = vec![found.root.clone(), folder.clone()];
    let statics = node.get("staticDirectories").map(Node::items).into_iter().flatten();
    let statics: Vec<&str> = statics.filter_map(Node::text).collect();
    let statics = if statics.is_empty() { vec!["static"] } else { statics };
    settings.files = statics.iter().map(|one| under(&found.root, one)).collect();
    settings.names = names(source, &folder);
    sidebar(source, found, &mut settings);
    settings
}

fn text_of(source: &Source, path: Option<&str>) -> String {
    let bytes = path.and_then(|path| source.read(path).ok()).unwrap_or_default();
    Text::decode(&bytes).as_str().to_owned()
}

/// `_category_.json` and `_category_.yml` of each folder.
fn names(source: &Source, folder: &str) -> FolderNames {
    let mut names = FolderNames::new();
    for path in source.files.iter().filter(|path| path.contains("/_category_.")) {
        let Some(below) = path.strip_prefix(&format!("{folder}/")) else { continue };
        let Some((folder, _)) = below.rsplit_once('/') else { continue };
        let (node, _) = yaml::parse(&text_of(source, Some(path)), 0);
        let title = node.get("label").and_then(Node::text).map(str::to_owned);
        let order =
            node.get("position").and_then(Node::text).and_then(|text| text.parse::<f64>().ok());
        names.insert(folder.to_owned(), (title, order.map(|order| order.round() as i64)));
    }
    names
}

fn sidebar(source: &Source, found: &Found, settings: &mut Settings) {
    let mut files = ["js", "ts", "mjs", "cjs", "json"]
        .map(|end| under(&found.root, &format!("sidebars.{end}")))
        .into_iter();
    let Some(path) = files.find(|path| source.files.contains(path)) else { return };
    let text = text_of(source, Some(&path));
    settings.used.push(path);
    let node = match text.trim_start().starts_with('{') {
        true => Some(yaml::parse(&text, 0).0),
        false => script::after(
            &text,
            &[
                "const sidebars = ",
                "const sidebars: SidebarsConfig = ",
                "module.exports =",
                "export default",
            ],
        ),
    };
    let Some(node) = node else {
        settings.notes.push(Remark::NavigationOther.note(1, ""));
        return;
    };
    let lines = Text::decode(text.as_bytes());
    let sidebars = node.entries();
    let mut entries = Vec::new();
    for sidebar in sidebars {
        let read = items(&sidebar.value, &lines);
        match sidebars.len() {
            1 => entries = read,
            _ => {
                let title = Some(crate::import::site::place::title_of(&sidebar.key));
                entries.push(Entry::new(title, Target::Section(read), 0));
            }
        }
    }
    settings.navigation = Some(entries).filter(|entries| !entries.is_empty());
}

/// The entries of a sidebar: documents by their names, categories, links.
fn items(node: &Node, lines: &Text) -> Vec<Entry> {
    // `{Title: ['a', 'b']}`, as short for categories.
    let short = node.entries().iter().map(|entry| {
        let line = lines.position(entry.key_span.start()).line;
        Entry::new(Some(entry.key.clone()), Target::Section(items(&entry.value, lines)), line)
    });
    let long = node.items().iter().flat_map(|item| {
        let line = lines.position(item.span.start()).line;
        let text = |key: &str| item.get(key).and_then(Node::text).map(str::to_owned);
        let entry = |title, target| vec![Entry::new(title, target, line)];
        if let Some(id) = item.text() {
            return entry(None, Target::Page(id.to_owned()));
        }
        match text("type").as_deref() {
            Some("doc" | "ref") => {
                entry(text("label"), Target::Page(text("id").unwrap_or_default()))
            }
            Some("link") => entry(text("label"), Target::Address(text("href").unwrap_or_default())),
            Some("autogenerated") => {
                entry(None, Target::Folder(text("dirName").unwrap_or_default()))
            }
            Some("category") => {
                let own = item.get("link").and_then(|link| link.get("id")).and_then(Node::text);
                let own = own.map(|id| Entry {
                    is_own: true,
                    ..Entry::new(None, Target::Page(id.to_owned()), line)
                });
                let inner = item.get("items").map(|node| items(node, lines)).unwrap_or_default();
                let inner = own.into_iter().chain(inner).collect();
                entry(text("label"), Target::Section(inner))
            }
            Some("html") => Vec::new(),
            _ => items(item, lines),
        }
    });
    short.chain(long).collect()
}

/// The name by which sidebars call a page: its path without numbers, or with the name that it gives itself.
pub(super) fn id(below: &str, text: &str) -> String {
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    let own = split(text).node.get("id").and_then(Node::text).map(str::to_owned);
    let own = own.unwrap_or_else(|| unnumbered(stem(name)).1.to_owned());
    under(&plain_folder(folder), &own)
}

fn plain_folder(folder: &str) -> String {
    folder.split('/').map(|part| unnumbered(part).1).collect::<Vec<_>>().join("/")
}

/// Where a page is served, below the folder of its pages.
pub(super) fn address(below: &str, facts: &Facts) -> String {
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    let folder = plain_folder(folder);
    let last = folder.rsplit('/').next().unwrap_or_default();
    let own = facts.id.clone().unwrap_or_else(|| unnumbered(stem(name)).1.to_owned());
    match facts.slug.as_deref() {
        Some(slug) if slug.starts_with('/') => slug.trim_matches('/').to_owned(),
        Some(slug) => under(&folder, slug.trim_matches('/')),
        None if is_index(name) || own == last => folder,
        None => under(&folder, &own),
    }
}
