//! What a reader of an edition comes to: the passages that its pages take in, and the files that their text, the
//! logo or the theme refers to.

use std::collections::BTreeSet;

use crate::model::{Document, DocumentId, Handbook, Target};
use crate::source::SourcePath;

pub(super) struct Reached {
    pub passages: BTreeSet<DocumentId>,
    pub files: BTreeSet<SourcePath>,
}

pub(super) fn reached(cut: &Handbook) -> Reached {
    let config = &cut.config;
    let all = || cut.documents.iter().enumerate().map(|(index, one)| (DocumentId(index), &**one));
    let mut open: Vec<(DocumentId, &Document)> = all()
        .filter(|(_, document)| {
            let below = document.parsed.path.below(&config.content);
            let emergency = config.emergency.as_ref();
            document.published
                || emergency.is_some_and(|file| below == Some(file.value.trim_start_matches('/')))
        })
        .collect();
    let mut seen: BTreeSet<DocumentId> = open.iter().map(|(id, _)| *id).collect();
    let mut files = BTreeSet::new();
    while let Some((_, document)) = open.pop() {
        files.extend(document.links.iter().filter_map(|link| match &link.target {
            Target::File(path) => Some(path.clone()),
            _ => None,
        }));
        for id in document.includes.iter().filter_map(|include| include.as_ref().ok()) {
            if seen.insert(*id) {
                open.push((*id, cut.document(*id)));
            }
        }
    }
    let logo = config.theme.logo.as_ref().map(|logo| logo.value.trim_start_matches('/'));
    files.extend(cut.files.keys().filter(|path| is_logo(path, &config.content, logo)).cloned());
    Reached { passages: seen, files }
}

fn is_logo(path: &SourcePath, content: &str, logo: Option<&str>) -> bool {
    logo.is_some_and(|logo| path.as_str() == logo || path.below(content) == Some(logo))
}
