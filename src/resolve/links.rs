//! Where the links in a document lead. A link is a path to a file, as it works in an editor; what other
//! generators write instead is understood where it can mean only one thing, and said.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::load::nearest;
use crate::model::{DocumentId, IncludeFault, LinkFault, Parsed, ResolvedLink, SectionId, Target};
use crate::resolve::sections::is_section_file;
use crate::source::SourcePath;

/// What links can lead to.
pub(crate) struct LinkIndex<'a> {
    content: &'a str,
    documents: &'a [Arc<Parsed>],
    by_path: BTreeMap<&'a SourcePath, DocumentId>,
    files: BTreeSet<&'a SourcePath>,
    /// Every document and file by its path in small letters.
    by_small_letters: BTreeMap<String, &'a SourcePath>,
    /// Folders, below the content folder, and their sections.
    folders: &'a BTreeMap<String, SectionId>,
    /// The file of a section's own document.
    section_files: BTreeMap<&'a str, DocumentId>,
    /// The anchors of each document, those of the passages that it includes among them.
    anchors: Vec<BTreeSet<String>>,
    published: &'a [bool],
    passages: &'a [bool],
}

pub(crate) struct LinkTargets<'a> {
    pub content: &'a str,
    pub documents: &'a [Arc<Parsed>],
    pub files: &'a [SourcePath],
    pub folders: &'a BTreeMap<String, SectionId>,
    pub section_documents: &'a BTreeMap<String, DocumentId>,
    pub published: &'a [bool],
    pub passages: &'a [bool],
}

impl<'a> LinkIndex<'a> {
    pub(crate) fn new(targets: &LinkTargets<'a>) -> Self {
        let LinkTargets { content, documents, files, folders, published, passages, .. } = *targets;
        let by_path: BTreeMap<_, _> = documents
            .iter()
            .enumerate()
            .map(|(index, document)| (&document.path, DocumentId(index)))
            .collect();
        let files: BTreeSet<&SourcePath> = files.iter().collect();
        let by_small_letters = by_path
            .keys()
            .copied()
            .chain(files.iter().copied())
            .map(|path| (path.as_str().to_lowercase(), path))
            .collect();
        let section_files =
            targets.section_documents.iter().map(|(folder, id)| (folder.as_str(), *id)).collect();
        let anchors = documents
            .iter()
            .map(|document| {
                let outline = &document.outline;
                let headings = outline.headings.iter().map(|heading| heading.anchor.clone());
                headings.chain(outline.anchors.iter().cloned()).collect()
            })
            .collect();
        LinkIndex {
            content,
            documents,
            by_path,
            files,
            by_small_letters,
            folders,
            section_files,
            anchors,
            published,
            passages,
        }
    }

    /// The passages that each document includes, and their anchors added to its own.
    pub(crate) fn includes(&mut self) -> Vec<Vec<Result<DocumentId, IncludeFault>>> {
        let found: Vec<Vec<Result<DocumentId, IncludeFault>>> = self
            .documents
            .iter()
            .map(|document| {
                let includes = &document.outline.includes;
                includes.iter().map(|one| self.include(&document.path, &one.file)).collect()
            })
            .collect();
        let checked = found
            .iter()
            .enumerate()
            .map(|(index, includes)| {
                let check = |one: &Result<DocumentId, IncludeFault>| match one {
                    Ok(id) => match self.loop_from(DocumentId(index), *id, &found) {
                        Some(files) => Err(IncludeFault::Loop(files)),
                        None => Ok(*id),
                    },
                    Err(fault) => Err(fault.clone()),
                };
                includes.iter().map(check).collect()
            })
            .collect();
        let mut added: Vec<Vec<String>> = vec![Vec::new(); self.documents.len()];
        for (index, includes) in found.iter().enumerate() {
            for id in includes.iter().flatten() {
                let passage = &self.documents[id.0];
                let stem = passage.path.stem();
                let anchors = self.anchors[id.0].iter();
                added[index].extend(anchors.map(|anchor| passage_anchor(stem, anchor)));
            }
        }
        for (index, anchors) in added.into_iter().enumerate() {
            self.anchors[index].extend(anchors);
        }
        checked
    }

    fn include(&self, from: &SourcePath, file: &str) -> Result<DocumentId, IncludeFault> {
        let path = from.join(file.trim_start_matches("./"));
        if let Some(id) = path.as_ref().and_then(|path| self.by_path.get(path)) {
            return Ok(*id);
        }
        if path.as_ref().is_some_and(|path| self.files.contains(path)) {
            return Err(IncludeFault::NotMarkdown);
        }
        let nearest = path.and_then(|path| self.nearest_file(from, &path));
        Err(IncludeFault::NoSuchFile { nearest })
    }

    /// The files by which `passage` comes back to `start`, if it does.
    fn loop_from(
        &self,
        start: DocumentId,
        passage: DocumentId,
        includes: &[Vec<Result<DocumentId, IncludeFault>>],
    ) -> Option<Vec<String>> {
        let mut seen = BTreeSet::new();
        let mut trail = vec![(passage, vec![start, passage])];
        while let Some((id, way)) = trail.pop() {
            if id == start {
                let name = |id: &DocumentId| self.documents[id.0].path.to_string();
                return Some(way.iter().map(name).collect());
            }
            if seen.insert(id) {
                for next in includes[id.0].iter().flatten() {
                    let mut way = way.clone();
                    way.push(*next);
                    trail.push((*next, way));
                }
            }
        }
        None
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
        let path = percent_decode_str(path).decode_utf8_lossy();
        let mut link = self.path(from, &path, fragment);
        if has_query && link.habit.is_none() && !matches!(link.target, Target::Broken(_)) {
            link.habit = Some(path.into_owned());
        }
        if let Target::Document(id, anchor) = &mut link.target {
            let anchor_target = self.anchor(*id, anchor.take());
            link.target = anchor_target;
        }
        link
    }

    /// Addresses that are no paths: `https:`, `mailto:`, `//host`.
    fn other_scheme(&self, from: &SourcePath, destination: &str) -> Option<Target> {
        if destination.starts_with("//") || destination.starts_with("\\\\") {
            return Some(Target::External(destination.to_owned()));
        }
        // Browsers drop tabs and line ends inside a scheme, and spaces before it.
        let bare: String =
            destination.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let (scheme, _) = bare.split_once(':')?;
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if !is_scheme {
            return None;
        }
        let scheme = scheme.to_ascii_lowercase();
        if matches!(scheme.as_str(), "javascript" | "vbscript" | "data" | "file" | "blob") {
            return Some(Target::Broken(LinkFault::Unsafe(scheme)));
        }
        // A file may be called `safeguarding: referrals.md`.
        let path = destination.split('#').next().unwrap_or_default();
        let is_file = from
            .join(&percent_decode_str(path).decode_utf8_lossy())
            .is_some_and(|path| self.exists(&path));
        (!is_file).then(|| Target::External(destination.to_owned()))
    }

    fn exists(&self, path: &SourcePath) -> bool {
        self.by_path.contains_key(path) || self.files.contains(path)
    }

    fn path(&self, from: &SourcePath, path: &str, fragment: Option<&str>) -> ResolvedLink {
        let fragment_owned = fragment.map(str::to_owned);
        let plain = |target| ResolvedLink { target, habit: None };
        if path.is_empty() {
            let Some(&id) = self.by_path.get(from) else {
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
        if let Some(&id) = self.by_path.get(&exact).filter(|_| !path.ends_with('/')) {
            return plain(Target::Document(id, fragment_owned));
        }
        if self.files.contains(&exact) {
            return plain(Target::File(exact));
        }
        if exact.below(self.content).is_none() && exact.as_str() != self.content {
            return plain(Target::Broken(LinkFault::LeadsOut));
        }
        if let Some(link) = self.habit(from, path, fragment) {
            return link;
        }
        let fault = match self.by_small_letters.get(&exact.as_str().to_lowercase()) {
            Some(actual) => LinkFault::OtherCapitals { actual: relative(from, actual) },
            None => LinkFault::NoSuchFile { nearest: self.nearest_file(from, &exact) },
        };
        plain(Target::Broken(fault))
    }

    /// What a path could mean that names no file: an address as another generator makes it.
    fn habit(&self, from: &SourcePath, path: &str, fragment: Option<&str>) -> Option<ResolvedLink> {
        let bare = path.trim_end_matches('/');
        let bare = bare.strip_suffix(".html").or(bare.strip_suffix(".htm")).unwrap_or(bare);
        let mut bases: Vec<SourcePath> = Vec::new();
        match bare.strip_prefix('/') {
            Some(rest) => {
                // From the content's root; or from a root that the site was served below.
                let rest = rest.trim_start_matches('/');
                let below = format!("{}/{rest}", self.content);
                bases.extend(SourcePath::new(&below));
                let shorter = rest.split_once('/').map(|(_, rest)| rest);
                bases.extend(
                    shorter.and_then(|rest| SourcePath::new(&format!("{}/{rest}", self.content))),
                );
            }
            None => {
                bases.extend(from.join(bare));
                // Generators that give each page a folder count from inside it.
                let page_folder = format!("{}/{}/x", from.folder(), from.stem());
                bases.extend(SourcePath::new(&page_folder).and_then(|inside| inside.join(bare)));
            }
        }
        let mut found: BTreeMap<String, Target> = BTreeMap::new();
        for base in &bases {
            for (written, target) in self.meanings(from, base) {
                found.insert(written, target);
            }
            // The first reading that names something counts, unless two readings do.
        }
        let fragment_text = fragment.map(|text| format!("#{text}")).unwrap_or_default();
        match found.len() {
            0 => None,
            1 => found.into_iter().next().map(|(written, mut target)| {
                if let Target::Document(_, anchor) = &mut target {
                    *anchor = fragment.map(str::to_owned);
                }
                ResolvedLink { target, habit: Some(format!("{written}{fragment_text}")) }
            }),
            _ => {
                let meanings = found.into_keys().collect();
                let target = Target::Broken(LinkFault::Ambiguous(meanings));
                Some(ResolvedLink { target, habit: None })
            }
        }
    }

    /// The documents, sections and files that an address without its ending could name.
    fn meanings(&self, from: &SourcePath, base: &SourcePath) -> Vec<(String, Target)> {
        let mut found = Vec::new();
        for ending in ["", ".md", ".markdown"] {
            let Some(path) = SourcePath::new(&format!("{base}{ending}")) else { continue };
            if let Some(&id) = self.by_path.get(&path) {
                found.push((relative(from, &path), Target::Document(id, None)));
            } else if self.files.contains(&path) {
                found.push((relative(from, &path), Target::File(path)));
            }
        }
        let folder = match base.as_str() == self.content {
            true => Some(""),
            false => base.below(self.content),
        };
        if let Some(folder) = folder {
            if let Some(&id) = self.section_files.get(folder) {
                let path = &self.documents[id.0].path;
                found.push((relative(from, path), Target::Document(id, None)));
            } else if let Some(&section) = self.folders.get(folder) {
                found.push((format!("{}/", relative(from, base)), Target::Section(section)));
            }
        }
        found
    }

    fn anchor(&self, id: DocumentId, fragment: Option<String>) -> Target {
        if !self.published[id.0] {
            return Target::Broken(match self.passages[id.0] {
                true => LinkFault::Passage(id),
                false => LinkFault::Draft(id),
            });
        }
        // `#:~:text=…` is the browser's; `#` and `#top` are the top of any page (HTML 7.4.6.4).
        let named = fragment.as_deref().map(|text| text.split(":~:").next().unwrap_or_default());
        let Some(named) = named.filter(|text| !text.is_empty() && *text != "top") else {
            return Target::Document(id, fragment.filter(|text| text.contains(":~:")));
        };
        let decoded = percent_decode_str(named).decode_utf8_lossy().into_owned();
        let anchors = &self.anchors[id.0];
        if anchors.contains(&decoded) {
            return Target::Document(id, Some(decoded));
        }
        let close = nearest(&decoded, anchors.iter().map(String::as_str));
        let part = || {
            anchors.iter().map(String::as_str).find(|known| {
                decoded.len() > 3 && (known.contains(&decoded) || decoded.contains(*known))
            })
        };
        let nearest = close.or_else(part).map(str::to_owned);
        Target::Broken(LinkFault::NoSuchAnchor { document: id, anchor: decoded, nearest })
    }

    fn nearest_link(&self, from: &SourcePath, path: &str) -> Option<String> {
        let below = format!("{}/{}", self.content, path.trim_matches('/'));
        self.nearest_file(from, &SourcePath::new(&below)?)
    }

    /// The file with the nearest name: the same name elsewhere, or else the nearest spelling.
    fn nearest_file(&self, from: &SourcePath, wanted: &SourcePath) -> Option<String> {
        let all = || self.by_path.keys().chain(&self.files).copied();
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

/// The anchor, on the page that includes it, of an anchor in a passage.
pub fn passage_anchor(stem: &str, anchor: &str) -> String {
    format!("{}-{anchor}", stem.trim_start_matches('_'))
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
