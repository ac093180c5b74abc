//! Folders to sections: which document is a section's own, what each is called, and in which order
//! its contents stand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::{Child, Document, DocumentId, Section, SectionId, Url};
use crate::resolve::urls;
use crate::source::SourcePath;

/// Folders, each with its section and, if it has one, its own document.
#[derive(Default)]
pub(crate) struct Folders {
    pub sections: BTreeMap<String, SectionId>,
    pub documents: BTreeMap<String, DocumentId>,
}

/// Every folder that holds a document that is counted, and those above it. The handbook's own document may be one that
/// stands elsewhere: `home`.
pub(crate) fn folders(content: &str, documents: &[Document], home: Option<DocumentId>) -> Folders {
    let mut names: BTreeSet<&str> = BTreeSet::from([""]);
    let mut own: BTreeMap<String, (u8, DocumentId)> = BTreeMap::new();
    let counted = documents.iter().enumerate().filter(|(_, one)| one.is_counted());
    for (index, document) in counted.filter(|(index, _)| home != Some(DocumentId(*index))) {
        let path = &document.parsed.path;
        let folder = folder_of(content, path);
        let mut above = folder;
        while names.insert(above) {
            above = above.rfind('/').map_or("", |slash| &above[..slash]);
        }
        if let Some(rank) = section_rank(path) {
            let claim = (rank, DocumentId(index));
            let current = own.entry(folder.to_owned()).or_insert(claim);
            *current = claim.min(*current);
        }
    }
    let sections =
        names.into_iter().enumerate().map(|(i, name)| (name.to_owned(), SectionId(i))).collect();
    own.extend(home.map(|id| (String::new(), (0, id))));
    let documents = own.into_iter().map(|(folder, (_, id))| (folder, id)).collect();
    Folders { sections, documents }
}

/// Could this file be its folder's own document?
pub(crate) fn is_section_file(path: &SourcePath) -> bool {
    section_rank(path).is_some()
}

/// `index.md` before `_index.md`, which other generators write, before `README.md`, which code hosts show.
fn section_rank(path: &SourcePath) -> Option<u8> {
    let names = (0..).zip(["index", "_index", "readme"]);
    let stem = path.stem();
    names.filter(|(_, name)| stem.eq_ignore_ascii_case(name)).map(|(rank, _)| rank).next()
}

/// The folder of a file below the content folder.
pub(crate) fn folder_of<'a>(content: &str, path: &'a SourcePath) -> &'a str {
    let folder = path.folder();
    match folder == content {
        true => "",
        false => folder.strip_prefix(content).unwrap_or(folder).trim_start_matches('/'),
    }
}

/// Gives a document its section and, if it is that section's own, its address.
pub(crate) fn place(document: &mut Document, id: DocumentId, content: &str, folders: &Folders) {
    let folder = match folders.documents.get("") == Some(&id) {
        true => "",
        false => folder_of(content, &document.parsed.path),
    };
    document.section = folders.sections.get(folder).copied().unwrap_or(SectionId::ROOT);
    document.is_section = folders.documents.get(folder) == Some(&id);
    if document.is_section {
        document.url = urls::section(folder);
    }
}

/// The sections with their titles and, in order, what they hold.
pub(crate) fn sections(
    folders: &Folders,
    documents: &[Arc<Document>],
    title: &str,
) -> Vec<Section> {
    let mut sections: Vec<Section> = folders
        .sections
        .keys()
        .map(|folder| {
            let document = folders.documents.get(folder).copied();
            let own_title = document.map(|id| documents[id.0].title.clone());
            let fallback = match folder.is_empty() {
                true => title.to_owned(),
                false => title_of_name(folder.rsplit('/').next().unwrap_or_default()),
            };
            let url = match folder.is_empty() {
                true => "index.html".to_owned(),
                false => format!("{folder}/index.html"),
            };
            let above = folder.rfind('/').map_or("", |slash| &folder[..slash]);
            let parent = folders.sections.get(above).copied().filter(|_| !folder.is_empty());
            Section {
                folder: folder.clone(),
                document,
                title: own_title.unwrap_or(fallback),
                url: Url::new(&url),
                parent,
                children: Vec::new(),
            }
        })
        .collect();
    for (index, document) in documents.iter().enumerate() {
        if document.is_counted() && !document.is_section {
            sections[document.section.0].children.push(Child::Document(DocumentId(index)));
        }
    }
    for index in 1..sections.len() {
        if let Some(parent) = sections[index].parent {
            sections[parent.0].children.push(Child::Section(SectionId(index)));
        }
    }
    let in_order = |section: &Section| {
        let mut children = section.children.clone();
        children.sort_by_cached_key(|child| key(child, &sections, documents));
        children
    };
    let children: Vec<Vec<Child>> = sections.par_iter().map(in_order).collect();
    for (section, children) in sections.iter_mut().zip(children) {
        section.children = children;
    }
    sections
}

type Key = (i64, String, String);

/// Its order first; where none is given, by title, as people sort: capitals don't count.
fn key(child: &Child, sections: &[Section], documents: &[Arc<Document>]) -> Key {
    let order = |document: &Document| {
        document.parsed.outline.front.order.as_ref().map_or(i64::MAX, |order| order.value)
    };
    match child {
        Child::Document(id) => {
            let document = &documents[id.0];
            (order(document), document.title.to_lowercase(), document.url.as_str().to_owned())
        }
        Child::Section(id) => {
            let section = &sections[id.0];
            let order = section.document.map_or(i64::MAX, |id| order(&documents[id.0]));
            (order, section.title.to_lowercase(), section.url.as_str().to_owned())
        }
    }
}

/// `case-recording` as people would write it: `Case recording`.
pub(crate) fn title_of_name(name: &str) -> String {
    let spaced = name.trim_start_matches('_').replace(['-', '_'], " ");
    let mut letters = spaced.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + letters.as_str(),
        None => name.to_owned(),
    }
}

/// The published documents as one would read them: a section's own first, then what it holds, in order.
pub(crate) fn reading_order(sections: &[Section]) -> Vec<DocumentId> {
    let mut order = Vec::new();
    let mut open = vec![Child::Section(SectionId::ROOT)];
    while let Some(child) = open.pop() {
        match child {
            Child::Document(id) => order.push(id),
            Child::Section(id) => {
                order.extend(sections[id.0].document);
                open.extend(sections[id.0].children.iter().rev());
            }
        }
    }
    order
}
