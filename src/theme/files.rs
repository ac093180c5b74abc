//! Which files a theme is made of: the built-in ones, in the program itself, and the handbook's own.

use std::collections::BTreeMap;

use include_dir::{Dir, DirEntry, include_dir};

use crate::source::yaml::{self, Entry};
use crate::source::{Snapshot, SourceFile};

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// What `theme.yaml` says: which styles and scripts go into the one file of each, in order, and what
/// a handbook may set.
#[derive(Default)]
pub(super) struct Order {
    pub styles: Vec<String>,
    pub scripts: Vec<String>,
    pub search: Vec<String>,
    pub settings: Vec<Entry>,
}

/// The built-in theme's files by path.
pub(super) fn built_in() -> BTreeMap<String, Vec<u8>> {
    built_in_all().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}

pub(super) fn built_in_all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let mut found = Vec::new();
    let mut open = vec![&BUILT_IN];
    while let Some(folder) = open.pop() {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(folder) => open.push(folder),
                DirEntry::File(file) => {
                    found.extend(file.path().to_str().map(|path| (path, file.contents())));
                }
            }
        }
    }
    found.sort_unstable();
    found.into_iter()
}

/// The handbook's own files for the theme, by their path below `themes/NAME`.
pub(super) fn own(snapshot: &Snapshot, name: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = format!("themes/{name}");
    let text = |file: &SourceFile| file.text().map(|text| text.as_str().as_bytes().to_vec());
    snapshot
        .files
        .iter()
        .filter_map(|(path, file)| Some((path.below(&folder)?.to_owned(), text(file)?)))
        .collect()
}

/// What stands in `theme.yaml`.
pub(super) fn order(theme_yaml: &str) -> Order {
    let (node, _) = yaml::parse(theme_yaml, 0);
    let list = |key: &str, folder: &str| -> Vec<String> {
        let items = node.get(key).map(yaml::Node::items).unwrap_or_default();
        items
            .iter()
            .filter_map(yaml::Node::text)
            .map(|name| match name.split_once('/') {
                Some((own, _)) if own == "components" || own == folder => name.to_owned(),
                _ => format!("{folder}/{name}"),
            })
            .collect()
    };
    let settings = node.get("settings").map(yaml::Node::entries).unwrap_or_default().to_vec();
    Order {
        styles: list("styles", "styles"),
        scripts: list("scripts", "scripts"),
        search: list("search", "scripts"),
        settings,
    }
}
