//! The passages that documents include, and the anchors that they bring to the page.

use std::collections::BTreeSet;

use crate::model::{DocumentId, IncludeFault, Parsed};
use crate::resolve::links::LinkIndex;
use crate::source::SourcePath;

impl LinkIndex<'_> {
    /// The passages that each document includes.
    pub(super) fn included(&self) -> Vec<Vec<Result<DocumentId, IncludeFault>>> {
        let all = self.documents.iter().map(|document| {
            let includes = &document.outline.includes;
            includes.iter().map(|one| self.include(&document.path, &one.file)).collect()
        });
        all.collect()
    }

    /// The passages that a document includes, those left out that lead back to it.
    pub(crate) fn includes(&self, of: DocumentId) -> Vec<Result<DocumentId, IncludeFault>> {
        let check = |one: &Result<DocumentId, IncludeFault>| {
            let id = one.clone()?;
            self.loop_from(of, id).map_or(Ok(id), |files| Err(IncludeFault::Loop(files)))
        };
        self.includes[of.0].iter().map(check).collect()
    }

    /// The anchors of a document, those of the passages that it includes among them.
    pub(super) fn anchors_of(&self, id: DocumentId) -> &BTreeSet<String> {
        self.anchors[id.0].get_or_init(|| {
            let passages = self.includes[id.0].iter().flatten().map(|id| &self.documents[id.0]);
            let brought = passages.flat_map(|passage| {
                let stem = passage.path.stem();
                own_anchors(passage).map(move |anchor| passage_anchor(stem, anchor))
            });
            own_anchors(&self.documents[id.0]).map(str::to_owned).chain(brought).collect()
        })
    }

    fn include(&self, from: &SourcePath, file: &str) -> Result<DocumentId, IncludeFault> {
        let path = from.join(file.trim_start_matches("./"));
        if let Some(id) = path.as_ref().and_then(|path| self.document(path)) {
            return Ok(id);
        }
        if path.as_ref().is_some_and(|path| self.files.contains(path)) {
            return Err(IncludeFault::NotMarkdown);
        }
        let nearest = path.and_then(|path| self.nearest_file(from, &path));
        Err(IncludeFault::NoSuchFile { nearest })
    }

    /// The files by which `passage` comes back to `start`, if it does.
    fn loop_from(&self, start: DocumentId, passage: DocumentId) -> Option<Vec<String>> {
        let mut seen = BTreeSet::new();
        let mut trail = vec![(passage, vec![start, passage])];
        while let Some((id, way)) = trail.pop() {
            if id == start {
                let name = |id: &DocumentId| self.documents[id.0].path.to_string();
                return Some(way.iter().map(name).collect());
            }
            if seen.insert(id) {
                for next in self.includes[id.0].iter().flatten() {
                    let mut way = way.clone();
                    way.push(*next);
                    trail.push((*next, way));
                }
            }
        }
        None
    }
}

/// The anchors of a document, those of passages left out.
pub(super) fn own_anchors(parsed: &Parsed) -> impl Iterator<Item = &str> {
    let outline = &parsed.outline;
    let headings = outline.headings.iter().map(|heading| &*heading.anchor);
    headings.chain(outline.anchors.iter().map(String::as_str))
}

/// The anchor, on the page that includes it, of an anchor in a passage.
pub fn passage_anchor(stem: &str, anchor: &str) -> String {
    format!("{}-{anchor}", stem.trim_start_matches('_'))
}
