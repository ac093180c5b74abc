//! Jekyll: its settings (`_config.yml`), its navigation, and what Kramdown has beyond Markdown.

use std::collections::BTreeMap;

use crate::import::folder::Source;
use crate::import::site::body::{Converter, kind_of};
use crate::import::site::front::Facts;
use crate::import::site::generator::{Found, under};
use crate::import::site::inline::without_looks;
use crate::import::site::lines::Line;
use crate::import::site::page::Raw;
use crate::import::site::place::{is_index, stem};
use crate::import::site::remark::Remark;
use crate::import::site::settings::{Entry, Pages, Settings, Target};
use crate::source::yaml::{self, Node};
use crate::source::{Text, toml};

/// Reads them.
pub(super) fn settings(source: &Source, found: &Found) -> Settings {
    let mut settings = Settings::default();
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
    let of = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
    settings.title = of("title").or_else(|| of("name"));
    let base = of("baseurl").unwrap_or_default();
    settings.site =
        of("url").map(|url| format!("{}/{}", url.trim_end_matches('/'), base.trim_matches('/')));
    settings.has_folder_addresses =
        of("permalink").is_some_and(|style| style == "pretty" || style.ends_with('/'));
    let folder = under(&found.root, of("source").unwrap_or_default().trim_matches(['.', '/']));
    settings.included = vec![under(&folder, "_includes"), folder.clone()];
    settings.files = vec![folder.clone()];
    for name in node.get("collections").into_iter().flat_map(|one| {
        let keys = one.entries().iter().map(|entry| entry.key.clone());
        keys.chain(one.items().iter().filter_map(Node::text).map(str::to_owned)).collect::<Vec<_>>()
    }) {
        settings.collections.insert(format!("_{name}"));
    }
    settings.collections.insert("_posts".to_owned());
    for entry in node.entries() {
        if let Some(text) = entry.value.text() {
            settings.values.insert(format!("site.{}", entry.key), text.to_owned());
        }
    }
    settings.navigation = data(source, &folder, &mut settings.used);
    settings.pages.push(Pages { folder, address: String::new() });
    settings
}

/// `_data/navigation.yml`, where there is one: titles, addresses, and those below.
fn data(source: &Source, folder: &str, used: &mut Vec<String>) -> Option<Vec<Entry>> {
    let names = ["navigation", "nav", "sidebar", "toc", "docs"];
    let mut paths = names
        .iter()
        .flat_map(|name| ["yml", "yaml"].map(|end| under(folder, &format!("_data/{name}.{end}"))));
    let path = paths.find(|path| source.files.contains(path))?;
    let text = Text::decode(&source.read(&path).ok()?);
    let (node, _) = yaml::parse(text.as_str(), 0);
    let all = match node.entries() {
        [] => entries(&node, &text),
        named => named.iter().flat_map(|one| entries(&one.value, &text)).collect(),
    };
    used.push(path);
    Some(all).filter(|all| !all.is_empty())
}

fn entries(node: &Node, text: &Text) -> Vec<Entry> {
    let below =
        ["children", "items", "pages", "docs", "subitems", "folderitems", "links", "sections"];
    let read = node.items().iter().filter_map(|item| {
        let line = text.position(item.span.start()).line;
        let of = |keys: &[&str]| keys.iter().find_map(|key| item.get(key).and_then(Node::text));
        let title = of(&["title", "name", "label", "text"]).map(str::to_owned);
        let address = item.text().or_else(|| of(&["url", "link", "href", "path"]));
        let inner = below.iter().find_map(|key| item.get(key)).map(|node| entries(node, text));
        let own = address.map(|address| match address.contains("://") {
            true => Target::Address(address.to_owned()),
            false => Target::Page(crate::import::site::address::key(address)),
        });
        let target = match (inner.filter(|inner| !inner.is_empty()), own) {
            (Some(mut inner), Some(own)) => {
                let own = Entry { is_own: true, ..Entry::new(None, own, line) };
                inner.insert(0, own);
                Target::Section(inner)
            }
            (Some(inner), None) => Target::Section(inner),
            (None, own) => own?,
        };
        Some(Entry::new(title, target, line))
    });
    read.collect()
}

/// The navigation that pages make themselves, each naming the page above it.
pub(super) fn by_parents(pages: &[Raw]) -> Option<Vec<Entry>> {
    let mut below: BTreeMap<&str, Vec<&Raw>> = BTreeMap::new();
    for page in pages {
        let parent = page.facts.parent.as_deref().unwrap_or_default();
        below.entry(parent).or_default().push(page);
    }
    if below.keys().all(|parent| parent.is_empty()) {
        return None;
    }
    // Pages below one that isn't there would be nowhere.
    let titles: Vec<&str> = pages.iter().filter_map(|page| page.facts.title.as_deref()).collect();
    let lost: Vec<&str> =
        below.keys().filter(|one| !one.is_empty() && !titles.contains(one)).copied().collect();
    for parent in lost {
        let mut pages = below.remove(parent).unwrap_or_default();
        below.entry("").or_default().append(&mut pages);
    }
    let mut all = children(&mut below, "", 0);
    // Those that have none below them stay in their folders.
    all.retain(|entry| matches!(entry.target, Target::Section(_)));
    all.push(Entry::new(None, Target::Folder(String::new()), 0));
    Some(all)
}

fn children(below: &mut BTreeMap<&str, Vec<&Raw>>, parent: &str, depth: usize) -> Vec<Entry> {
    let mut pages = below.remove(parent).filter(|_| depth < 12).unwrap_or_default();
    let key = |page: &Raw| {
        (
            page.facts.order.unwrap_or(i64::MAX),
            page.facts.title.clone().unwrap_or_default().to_lowercase(),
        )
    };
    pages.sort_by_key(|page| key(page));
    let mut all = Vec::new();
    for page in pages {
        let title = page.facts.title.clone();
        let own = Target::Page(page.below.clone());
        let name = title.clone().unwrap_or_default();
        let mut inner = match name.is_empty() {
            true => Vec::new(),
            false => children(below, &name, depth + 1),
        };
        match inner.is_empty() {
            true => all.push(Entry { keeps_order: true, ..Entry::new(None, own, 0) }),
            false => {
                let own = Entry { is_own: true, keeps_order: true, ..Entry::new(None, own, 0) };
                inner.insert(0, own);
                let section = Entry::new(title, Target::Section(inner), 0);
                all.push(Entry { keeps_order: true, ..section });
            }
        }
    }
    all
}

/// Where a page is served.
pub(super) fn address(settings: &Settings, below: &str, facts: &Facts) -> String {
    if let Some(own) = facts.permalink.as_deref().filter(|own| !own.contains(':')) {
        return own.trim_start_matches('/').to_owned();
    }
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    let own = stem(name);
    let path = match folder.rsplit('/').next() {
        // `2026-01-02-visits.md`
        Some("_posts") if own.len() > 11 && own.is_char_boundary(11) => {
            let above = folder.strip_suffix("_posts").unwrap_or_default();
            format!("{above}{}/{}", own[..10].replace('-', "/"), &own[11..])
        }
        _ => under(folder.trim_start_matches('_'), if is_index(name) { "" } else { own }),
    };
    match (path.is_empty(), settings.has_folder_addresses || is_index(name)) {
        (true, _) => path,
        (false, true) => format!("{}/", path.trim_end_matches('/')),
        (false, false) => format!("{path}.html"),
    }
}

impl Converter<'_, '_> {
    /// A block of Kramdown.
    pub(super) fn kramdown(&mut self, all: &[Line], at: usize) -> Option<(Vec<Line>, usize)> {
        let head = &all[at];
        let text = head.bare();
        let is_toc = |line: &Line| line.bare().replace(' ', "").eq_ignore_ascii_case("{:toc}");
        let item = text
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '*' | '-' | '.' | ' '));
        if item.len() < text.len() && all.get(at + 1).is_some_and(is_toc) {
            self.remark(Remark::Contents, head.number, "");
            self.spend(&format!("{text} toc"));
            return Some((Vec::new(), at + 2));
        }
        if text.starts_with("*[") {
            return self.abbreviation(head).map(|()| (Vec::new(), at + 1));
        }
        if !text.starts_with("{:") {
            return None;
        }
        let plain = without_looks(text);
        if !plain.text.trim().is_empty() {
            return None;
        }
        let class = text.split(['.', ' ', '}']).map(|one| one.trim_end_matches("-title"));
        let kind = class.clone().find(|one| kind_of(one).is_some());
        let count = all[at + 1..].iter().take_while(|line| !line.is_blank()).count();
        let is_before = at == 0 || all[at - 1].is_blank();
        if let Some(kind) = kind.filter(|_| is_before && count > 0) {
            let mut content: Vec<Line> = all[at + 1..=at + count].to_vec();
            for line in &mut content {
                let bare = line.text.trim_start();
                let bare = bare.strip_prefix("> ").or(bare.strip_prefix('>')).unwrap_or(bare);
                line.text = bare.to_owned();
            }
            self.spend(text);
            let mut title = None;
            if text.contains("-title") {
                title = Some(content.remove(0).text);
            }
            let block = self.callout(kind, title.as_deref(), &content, head);
            return Some((block, at + count + 1));
        }
        self.remark(Remark::Look, head.number, text);
        Some((Vec::new(), at + 1))
    }
}
