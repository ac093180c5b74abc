//! Where the links in a document lead. A link is a path to a file, as it works in an editor; what other
//! generators write instead is understood where it can mean only one thing, and said.

mod habits;
mod includes;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use memchr::memchr;
use percent_encoding::percent_decode_str;
use rustc_hash::FxHashMap;

use crate::load::nearest;
use crate::model::{
    DocumentId, IncludeFault, LinkFault, Parsed, ResolvedLink, SectionId, Target, scheme,
};
use crate::resolve::sections::is_section_file;
use crate::source::SourcePath;

use crate::resolve::links::habits::anchor_meant;
use crate::resolve::links::includes::own_anchors;

pub use includes::passage_anchor;

/// What links can lead to.
pub(crate) struct LinkIndex<'a> {
    content: &'a str,
    /// In the order of their paths.
    documents: &'a [Arc<Parsed>],
    by_path: FxHashMap<&'a SourcePath, DocumentId>,
    files: BTreeSet<&'a SourcePath>,
    /// Every document and file by its path in small letters, once a link leads to none.
    by_small_letters: OnceLock<BTreeMap<String, &'a SourcePath>>,
    /// Folders, below the content folder, and their sections.
    folders: &'a BTreeMap<String, SectionId>,
    /// The file of a section's own document.
    section_files: BTreeMap<&'a str, DocumentId>,
    /// The passages that each document includes.
    includes: Vec<Vec<Result<DocumentId, IncludeFault>>>,
    /// The anchors of each document that a link names one of.
    anchors: Vec<OnceLock<BTreeSet<String>>>,
    /// Why a link can't lead to each document, if it can't.
    faults: &'a [Option<LinkFault>],
}

pub(crate) struct LinkTargets<'a> {
    pub content: &'a str,
    pub documents: &'a [Arc<Parsed>],
    pub files: &'a [SourcePath],
    pub folders: &'a BTreeMap<String, SectionId>,
    pub section_documents: &'a BTreeMap<String, DocumentId>,
    /// Why a link can't lead to each document that is there, if it can't.
    pub faults: &'a [Option<LinkFault>],
}

impl<'a> LinkIndex<'a> {
    pub(crate) fn new(targets: &LinkTargets<'a>) -> Self {
        let LinkTargets { content, documents, files, folders, faults, .. } = *targets;
        let section_files =
            targets.section_documents.iter().map(|(folder, id)| (folder.as_str(), *id)).collect();
        let mut index = LinkIndex {
            content,
            documents,
            by_path: documents.iter().map(|one| &one.path).zip((0..).map(DocumentId)).collect(),
            files: files.iter().collect(),
            by_small_letters: OnceLock::new(),
            folders,
            section_files,
            includes: Vec::new(),
            anchors: documents.iter().map(|_| OnceLock::new()).collect(),
            faults,
        };
        index.includes = index.included();
        index
    }

    /// The document of this path.
    fn document(&self, path: &SourcePath) -> Option<DocumentId> {
        self.by_path.get(path).copied()
    }

    /// Every document and file.
    fn paths(&self) -> impl Iterator<Item = &'a SourcePath> {
        self.documents.iter().map(|one| &one.path).chain(self.files.iter().copied())
    }

    /// The document or file of this path, whatever its capitals.
    fn in_other_capitals(&self, path: &SourcePath) -> Option<&'a SourcePath> {
        let all = self.by_small_letters.get_or_init(|| {
            self.paths().map(|path| (path.as_str().to_lowercase(), path)).collect()
        });
        all.get(&path.as_str().to_lowercase()).copied()
    }

    /// Where a link in the file `from` leads.
    pub(crate) fn resolve(&self, from: &SourcePath, destination: &str) -> ResolvedLink {
        let destination = destination.trim();
        let plain = |target| ResolvedLink { target, habit: None };
        if destination.is_empty() {
            return plain(Target::Broken(LinkFault::Empty));
        }
        if let Some(target) = self.other_scheme(from, destination) {
            return plain(target);
        }
        let (path, fragment) = match destination.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (destination, None),
        };
        let (path, has_query) = match path.split_once('?') {
            Some((path, _)) => (path, true),
            None => (path, false),
        };
        let path = decoded(path);
        let mut link = self.path(from, &path, fragment);
        let file = link.habit.as_deref().and_then(|habit| habit.split('#').next());
        let file = file.unwrap_or(&path).to_owned();
        if has_query && link.habit.is_none() && !matches!(link.target, Target::Broken(_)) {
            let file = if file.is_empty() { from.file_name() } else { &file };
            let fragment = fragment.map(|text| format!("#{text}")).unwrap_or_default();
            link.habit = Some(format!("{file}{fragment}"));
        }
        if let Target::Document(id, anchor) = &mut link.target {
            // A passage has no page, but what it links to in itself is on the page that includes it.
            let is_own = self.documents[id.0].path == *from;
            let fault = self.faults[id.0].clone().filter(|_| !is_own);
            let (target, meant) = match fault {
                Some(fault) => (Target::Broken(fault), None),
                None => self.anchor(*id, anchor.take()),
            };
            link.target = target;
            if let Some(meant) = meant {
                link.habit = Some(format!("{file}#{meant}"));
            }
        }
        link
    }

    /// Addresses that are no paths: `https:`, `mailto:`, `//host`.
    fn other_scheme(&self, from: &SourcePath, destination: &str) -> Option<Target> {
        if destination.starts_with("//") || destination.starts_with("\\\\") {
            return Some(Target::External(destination.to_owned()));
        }
        let scheme = scheme(destination)?;
        if matches!(scheme.as_str(), "javascript" | "vbscript" | "data" | "file" | "blob") {
            return Some(Target::Broken(LinkFault::Unsafe(scheme)));
        }
        // A file may be called `safeguarding: referrals.md`.
        let path = destination.split('#').next().unwrap_or_default();
        let is_file = from.join(&decoded(path)).is_some_and(|path| self.exists(&path));
        (!is_file).then(|| Target::External(destination.to_owned()))
    }

    fn exists(&self, path: &SourcePath) -> bool {
        self.document(path).is_some() || self.files.contains(path)
    }

    fn path(&self, from: &SourcePath, path: &str, fragment: Option<&str>) -> ResolvedLink {
        let fragment_owned = fragment.map(str::to_owned);
        let plain = |target| ResolvedLink { target, habit: None };
        if path.is_empty() {
            let Some(id) = self.document(from) else {
                return plain(Target::Broken(LinkFault::Empty));
            };
            return plain(Target::Document(id, fragment_owned));
        }
        let Some(exact) = from.join(path).filter(|_| !path.starts_with('/')) else {
            return self.habit(from, path, fragment).unwrap_or_else(|| {
                plain(Target::Broken(match path.starts_with('/') {
                    true => LinkFault::NoSuchFile { nearest: self.nearest_link(from, path) },
                    false => LinkFault::LeadsOut,
                }))
            });
        };
        if let Some(id) = self.document(&exact).filter(|_| !path.ends_with('/')) {
            return plain(Target::Document(id, fragment_owned));
        }
        if self.files.contains(&exact) {
            return plain(Target::File(exact));
        }
        if let Some(link) = self.habit(from, path, fragment) {
            return link;
        }
        if exact.below(self.content).is_none() && exact.as_str() != self.content {
            return plain(Target::Broken(LinkFault::LeadsOut));
        }
        let fault = match self.in_other_capitals(&exact) {
            Some(actual) => LinkFault::OtherCapitals { actual: relative(from, actual) },
            None => LinkFault::NoSuchFile { nearest: self.nearest_file(from, &exact) },
        };
        plain(Target::Broken(fault))
    }

    /// Where a fragment leads in a document, and the anchor that was meant if it is written otherwise.
    fn anchor(&self, id: DocumentId, fragment: Option<String>) -> (Target, Option<String>) {
        // `#:~:text=…` is the browser's; `#` and `#top` are the top of any page (HTML 7.4.6.4).
        let fragment = fragment.unwrap_or_default();
        let (named, directive) = fragment.split_at(fragment.find(":~:").unwrap_or(fragment.len()));
        if named.is_empty() || named == "top" {
            let directive = Some(directive.to_owned()).filter(|one| !one.is_empty());
            return (Target::Document(id, directive), None);
        }
        let decoded = decoded(named).into_owned();
        // Most links name one of the document's own, which is found sooner than all are gathered.
        let is_own = own_anchors(&self.documents[id.0]).any(|own| own == decoded);
        if is_own || self.anchors_of(id).contains(&decoded) {
            return (Target::Document(id, Some(decoded + directive)), None);
        }
        let anchors = self.anchors_of(id);
        if let Some(meant) = anchor_meant(&decoded, anchors) {
            let target = Target::Document(id, Some(format!("{meant}{directive}")));
            return (target, Some(meant.to_owned()));
        }
        let close = nearest(&decoded, anchors.iter().map(String::as_str));
        let part = || {
            anchors.iter().map(String::as_str).find(|known| {
                decoded.len() > 3 && (known.contains(&decoded) || decoded.contains(*known))
            })
        };
        let nearest = close.or_else(part).map(str::to_owned);
        let fault = LinkFault::NoSuchAnchor { document: id, anchor: decoded, nearest };
        (Target::Broken(fault), None)
    }

    fn nearest_link(&self, from: &SourcePath, path: &str) -> Option<String> {
        let below = format!("{}/{}", self.content, path.trim_matches('/'));
        self.nearest_file(from, &SourcePath::new(&below)?)
    }

    /// The file with the nearest name: the same name elsewhere, or else the nearest spelling.
    fn nearest_file(&self, from: &SourcePath, wanted: &SourcePath) -> Option<String> {
        let all = || self.paths();
        let name = wanted.file_name().to_lowercase();
        let same_stem = |path: &&SourcePath| {
            let stem = wanted.stem().to_lowercase();
            path.stem().to_lowercase() == stem && !is_section_file(path)
        };
        let elsewhere = all()
            .filter(|path| path.file_name().to_lowercase() == name && !is_section_file(path))
            .chain(all().filter(same_stem))
            .min_by_key(|path| relative(from, path).len());
        if let Some(path) = elsewhere {
            return Some(relative(from, path));
        }
        let folder = wanted.folder();
        let here = all().filter(|path| path.folder() == folder).map(SourcePath::file_name);
        if let Some(near) = nearest(wanted.file_name(), here) {
            return SourcePath::new(&format!("{folder}/{near}")).map(|path| relative(from, &path));
        }
        nearest(wanted.as_str(), all().map(SourcePath::as_str))
            .and_then(SourcePath::new)
            .map(|path| relative(from, &path))
    }
}

/// What an address says that may be escaped, as most are not.
fn decoded(written: &str) -> Cow<'_, str> {
    match memchr(b'%', written.as_bytes()) {
        Some(_) => percent_decode_str(written).decode_utf8_lossy(),
        None => Cow::Borrowed(written),
    }
}

/// The path from one file to another, as a link in Markdown writes it.
pub(crate) fn relative(from: &SourcePath, to: &SourcePath) -> String {
    let from: Vec<&str> = from.folder().split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = to.as_str().split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let shared = shared.min(to.len().saturating_sub(1));
    let up = "../".repeat(from.len() - shared);
    let path = format!("{up}{}", to[shared..].join("/"));
    path.replace(' ', "%20")
}
