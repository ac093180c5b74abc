//! Where each page goes: its own folder and name, or the section that the navigation puts it in; and in which order.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::Note;
use crate::import::names::plain;
use crate::import::site::generator::under;
use crate::import::site::python::capitalised;
use crate::import::site::remark::Remark;
use crate::import::site::settings::{Entry, Target};
use crate::model::pages;

/// A page before it has a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Unplaced {
    /// Its path below the folder of pages: `policies/visits.md`.
    pub below: String,
    /// Other names by which the navigation may call it.
    pub names: Vec<String>,
    /// The order that it gives itself.
    pub order: Option<i64>,
    /// It is the first page of the whole site, whatever its name.
    pub is_home: bool,
}

/// A page's place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Its path below the content folder.
    pub path: String,
    /// Its order among its neighbours.
    pub order: Option<i64>,
    /// What the navigation calls it.
    pub title: Option<String>,
    /// The navigation put it elsewhere.
    pub is_moved: bool,
    /// There is a navigation, without it.
    pub is_unlisted: bool,
}

/// A section that has no page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// Its folder below the content folder.
    pub folder: String,
    /// What it is called.
    pub title: String,
    /// Its order among its neighbours.
    pub order: Option<i64>,
}

/// Where everything goes.
#[derive(Default)]
pub(super) struct Places {
    /// The pages' places, in their order.
    pub pages: Vec<Place>,
    /// Sections without a page.
    pub sections: Vec<Section>,
    /// Folders of the source, and the folders that they became.
    folders: BTreeMap<String, String>,
    /// What a section is called, and its order, by its folder.
    named: BTreeMap<String, (String, Option<i64>)>,
    taken: BTreeSet<String>,
    /// Folders of the source that the navigation lists as a whole.
    generated: Vec<String>,
    /// Folders here whose titles somebody wrote.
    titled: BTreeSet<String>,
}

/// Pages that every handbook makes itself.
const OWN: [&str; 5] =
    [pages::A_TO_Z, pages::CONTENTS, pages::NOT_FOUND, pages::SEARCH, pages::REVIEWS];

/// What the source's folders are called, if it says so: titles and orders by their paths.
pub(super) type FolderNames = BTreeMap<String, (Option<String>, Option<i64>)>;

impl Places {
    /// Gives every page a place.
    pub(super) fn new(
        pages: &[Unplaced],
        navigation: Option<&[Entry]>,
        names: &FolderNames,
        notes: &mut Vec<Note>,
    ) -> Self {
        let mut places = Places { pages: vec![Place::default(); pages.len()], ..Places::default() };
        places.folders.insert(String::new(), String::new());
        for page in OWN {
            places.taken.insert(page.replace(".html", ".md"));
        }
        if let Some(entries) = navigation {
            let mut by_path = BTreeMap::new();
            for (index, page) in pages.iter().enumerate() {
                by_path.insert(page.below.as_str(), index);
                for name in &page.names {
                    by_path.entry(name.as_str()).or_insert(index);
                }
            }
            let mut walk = Walk { pages, by_path, notes };
            places.entries(&mut walk, entries, "", "");
        }
        for (index, page) in pages.iter().enumerate() {
            if places.pages[index].path.is_empty() {
                places.own(index, page, names);
                let is_generated = places
                    .generated
                    .iter()
                    .any(|of| of.is_empty() || page.below.starts_with(&format!("{of}/")));
                places.pages[index].is_unlisted = navigation.is_some() && !is_generated;
            }
        }
        places.complete();
        places
    }

    /// The folder here for a folder of the source.
    pub(super) fn folder(&self, source: &str) -> String {
        if let Some(folder) = self.folders.get(source) {
            return folder.clone();
        }
        let (above, name) = source.rsplit_once('/').unwrap_or(("", source));
        under(&self.folder(above), &folder_name(name))
    }

    /// Folders of the source, and those that they became.
    pub(super) fn folders(&self) -> Vec<(String, String)> {
        self.folders.iter().map(|(source, folder)| (source.clone(), folder.clone())).collect()
    }

    /// A path that nothing else has.
    pub(super) fn unique(&mut self, path: &str) -> String {
        let (stem, end) = match path.rsplit_once('.') {
            Some((stem, end)) if !end.contains('/') => (stem, format!(".{end}")),
            _ => (path, String::new()),
        };
        let mut unique = path.to_owned();
        for number in 2.. {
            if self.taken.insert(unique.to_lowercase()) {
                break;
            }
            unique = format!("{stem}-{number}{end}");
        }
        unique
    }

    /// The entries of a section: its folder here, and the folder of the source that it is.
    fn entries(&mut self, walk: &mut Walk<'_>, entries: &[Entry], folder: &str, source: &str) {
        let mut order = 0;
        for entry in entries {
            order += 10;
            match &entry.target {
                Target::Address(address) => {
                    let title = entry.title.as_deref().unwrap_or_default();
                    let words = format!("{title} {address}");
                    walk.notes.push(Remark::NavigationAddress.note(entry.line, &words));
                }
                Target::Page(path) => {
                    let Some(&index) = walk.by_path.get(path.as_str()) else {
                        walk.notes.push(Remark::NavigationMissing.note(entry.line, path));
                        continue;
                    };
                    self.listed(walk.pages, index, entry, (folder, source), order);
                }
                Target::Folder(of) => {
                    let of = if of == "." { "" } else { of };
                    self.generated.push(of.to_owned());
                    if !of.is_empty() && !self.folders.contains_key(of) {
                        let name = of.rsplit('/').next().unwrap_or(of);
                        let to = self.unique(&under(folder, &folder_name(name)));
                        self.folders.insert(of.to_owned(), to);
                    }
                }
                Target::Section(inner) => {
                    let title = entry.title.clone().unwrap_or_default();
                    let inner = &self.known(walk, inner);
                    let (to, from) = self.section(inner, &title, folder, source);
                    let order = Some(order).filter(|_| !entry.keeps_order);
                    self.titled.insert(to.clone());
                    self.named.insert(to.clone(), (title, order));
                    self.entries(walk, inner, &to, &from);
                }
            }
        }
    }

    /// A page that the navigation lists.
    fn listed(
        &mut self,
        pages: &[Unplaced],
        index: usize,
        entry: &Entry,
        (folder, source): (&str, &str),
        order: i64,
    ) {
        if !self.pages[index].path.is_empty() {
            return;
        }
        let below = &pages[index].below;
        let path = match (pages[index].is_home, entry.is_own) {
            (true, _) => self.unique("index.md"),
            (false, true) => self.unique(&under(folder, "index.md")),
            (false, false) => self.unique(&page_path(below, folder, source)),
        };
        let is_moved = self.is_elsewhere(below, &path);
        let title = entry.title.clone();
        let order = if entry.keeps_order { pages[index].order } else { Some(order) };
        self.pages[index] = Place { path, order, title, is_moved, is_unlisted: false };
    }

    /// The entries of a section, each page by its path.
    fn known(&self, walk: &Walk<'_>, entries: &[Entry]) -> Vec<Entry> {
        let path = |entry: &Entry| match &entry.target {
            Target::Page(name) => {
                let found =
                    walk.by_path.get(name.as_str()).map(|&index| walk.pages[index].below.clone());
                Target::Page(found.unwrap_or_else(|| name.clone()))
            }
            Target::Section(inner) => Target::Section(self.known(walk, inner)),
            other => other.clone(),
        };
        entries.iter().map(|entry| Entry { target: path(entry), ..entry.clone() }).collect()
    }

    /// The folder of a section here, and the folder of the source that it is; the one above where it is none.
    fn section(
        &mut self,
        entries: &[Entry],
        title: &str,
        folder: &str,
        source: &str,
    ) -> (String, String) {
        if let Some(own) = index_folder(entries).or_else(|| common_folder(entries))
            && own != source
            && !self.folders.contains_key(&own)
            && (source.is_empty() || own.starts_with(&format!("{source}/")))
        {
            let name = own.rsplit('/').next().unwrap_or(&own);
            let to = self.unique(&under(folder, &folder_name(name)));
            self.folders.insert(own.clone(), to.clone());
            return (to, own);
        }
        (self.unique(&under(folder, &plain(title))), source.to_owned())
    }

    /// A page in the folder that it has in the source.
    fn own(&mut self, index: usize, page: &Unplaced, names: &FolderNames) {
        let (folder, name) = page.below.rsplit_once('/').unwrap_or(("", &page.below));
        let to = self.folder(folder);
        self.name_folders(folder, &to, names);
        let stem = stem(name);
        let file = if is_index(name) { "index".to_owned() } else { plain(unnumbered(stem).1) };
        let path = match page.is_home {
            true => self.unique("index.md"),
            false => self.unique(&under(&to, &format!("{file}.md"))),
        };
        let order = page.order.or_else(|| unnumbered(stem).0);
        self.pages[index] = Place { path, order, ..Place::default() };
    }

    /// Remembers what a folder and those above it became, and what they are called.
    fn name_folders(&mut self, source: &str, to: &str, names: &FolderNames) {
        let (mut source, mut to) = (source, to);
        while !source.is_empty() {
            self.folders.insert(source.to_owned(), to.to_owned());
            let raw = source.rsplit('/').next().unwrap_or(source);
            let (title, order) = names.get(source).cloned().unwrap_or_default();
            let (number, name) = unnumbered(raw);
            if title.is_some() {
                self.titled.insert(to.to_owned());
            }
            let title = title.unwrap_or_else(|| title_of(name));
            self.named.entry(to.to_owned()).or_insert((title, order.or(number)));
            source = source.rsplit_once('/').map_or("", |(above, _)| above);
            to = to.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }

    /// A page that stands in another folder than it would by its own.
    fn is_elsewhere(&self, below: &str, path: &str) -> bool {
        let own = below.rsplit_once('/').map_or("", |(folder, _)| folder);
        let here = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.folder(own) != here
    }

    /// Sections that have pages and none of their own; an order that a section's page lacks.
    fn complete(&mut self) {
        let mut folders: BTreeSet<String> = BTreeSet::new();
        for place in &self.pages {
            for (at, _) in place.path.match_indices('/') {
                folders.insert(place.path[..at].to_owned());
            }
        }
        for folder in folders {
            let index = format!("{folder}/index.md");
            let name = folder.rsplit('/').next().unwrap_or(&folder);
            let (title, order) =
                self.named.get(&folder).cloned().unwrap_or_else(|| (title_of(name), None));
            match self.pages.iter_mut().find(|place| place.path == index) {
                // Its order among the section's pages is none: it is the section.
                Some(place) => {
                    place.order = order.or(place.order);
                    place.title = Some(title).filter(|_| self.titled.contains(&folder));
                }
                None => self.sections.push(Section { folder, title, order }),
            }
        }
    }
}

struct Walk<'a> {
    pages: &'a [Unplaced],
    by_path: BTreeMap<&'a str, usize>,
    notes: &'a mut Vec<Note>,
}

/// Where a page of the navigation goes that stands in the section `folder`, which is the folder `source`.
fn page_path(below: &str, folder: &str, source: &str) -> String {
    let (own, name) = below.rsplit_once('/').unwrap_or(("", below));
    if !is_index(name) {
        return under(folder, &format!("{}.md", plain(unnumbered(stem(name)).1)));
    }
    if own == source {
        return under(folder, "index.md");
    }
    // The page of a folder that is no section of the navigation.
    let name = folder_name(own.rsplit('/').next().unwrap_or(own));
    under(folder, &format!("{name}/index.md"))
}

/// The folder whose page comes first in a section, without a name: it is the section's own.
fn index_folder(entries: &[Entry]) -> Option<String> {
    let first = entries.first().filter(|entry| entry.title.is_none())?;
    match &first.target {
        Target::Page(path) => {
            let (folder, name) = path.rsplit_once('/')?;
            is_index(name).then(|| folder.to_owned())
        }
        Target::Address(_) | Target::Folder(_) | Target::Section(_) => None,
    }
}

/// The folder in which all pages of a section are that it names itself; or else those of its first section.
fn common_folder(entries: &[Entry]) -> Option<String> {
    if let [Entry { target: Target::Folder(folder), .. }] = entries {
        return Some(folder.clone()).filter(|folder| !folder.is_empty() && folder != ".");
    }
    let mut folders = entries.iter().filter_map(|entry| match &entry.target {
        Target::Page(path) => Some(path.rsplit_once('/').map_or("", |(folder, _)| folder)),
        Target::Address(_) | Target::Folder(_) | Target::Section(_) => None,
    });
    let Some(first) = folders.next() else {
        return entries.iter().find_map(|entry| match &entry.target {
            Target::Section(inner) => {
                let inner = common_folder(inner)?;
                inner.rsplit_once('/').map(|(above, _)| above.to_owned())
            }
            Target::Page(_) | Target::Address(_) | Target::Folder(_) => None,
        });
    };
    folders.all(|folder| folder == first).then(|| first.to_owned()).filter(|one| !one.is_empty())
}

/// Is this the page of its folder?
pub(super) fn is_index(name: &str) -> bool {
    matches!(stem(name).to_lowercase().as_str(), "index" | "_index" | "readme")
}

/// A file's name up to its endings: `visits` for `visits.html.md.erb`.
pub(super) fn stem(name: &str) -> &str {
    let mut stem = name;
    for end in [".erb", ".mdx", ".md", ".markdown", ".html"] {
        stem = stem.strip_suffix(end).unwrap_or(stem);
    }
    stem
}

/// `01-visits` is the first and called `visits`. What would be nothing else than a number, or a date, stays.
pub(super) fn unnumbered(name: &str) -> (Option<i64>, &str) {
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = name[digits..].trim_start_matches([' ', '-', '_', '.']);
    let is_number = (1..=3).contains(&digits)
        && rest.len() < name.len() - digits
        && rest.starts_with(char::is_alphabetic);
    match name[..digits].parse() {
        Ok(number) if is_number => (Some(number), rest),
        _ => (None, name),
    }
}

fn folder_name(name: &str) -> String {
    let (_, name) = unnumbered(name);
    plain(name.trim_start_matches('_'))
}

/// `case-recording` as people would write it.
pub(super) fn title_of(name: &str) -> String {
    capitalised(name.replace(['-', '_'], " ").trim())
}
