//! Where links lead once every page has its place: links to pages become links to their files, and files that pages
//! show or link to come along.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use percent_encoding::percent_decode_str;
use regex::Regex;

use crate::import::Note;
use crate::import::names::{plain, relative};
use crate::import::site::generator::under;
use crate::import::site::inline::regex;
use crate::import::site::lines::{fence_end, lines};
use crate::import::site::passages::FROM_CONTENT;
use crate::import::site::place::Places;
use crate::import::site::remark::Remark;
use crate::import::site::settings::Settings;
use crate::import::site::titles::folded;
use crate::markdown::tree::{BlockKind, LinkKind};
use crate::markdown::{Visit, parse, walk};
use crate::model::scheme;

/// `[label]: destination`
static DEFINED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^ {0,3}\[[^\]^][^\]]*\]:\s+<?([^\s<>]+)>?"));

/// A page that links may lead to.
pub(super) struct Target {
    /// Its path below the content folder.
    pub path: String,
    /// Its anchors.
    pub anchors: BTreeSet<String>,
    /// The letters of its title, which was a heading there.
    title: String,
}

impl Target {
    /// A page with this text.
    pub(super) fn new(path: &str, title: &str, markdown: &str) -> Self {
        let parsed = parse(markdown, 0);
        let mut anchors: BTreeSet<String> = parsed.html_anchors.into_iter().collect();
        walk(&parsed.body, &mut |visit| {
            if let Visit::Block(block) = visit
                && let BlockKind::Heading(heading) = &block.kind
            {
                anchors.insert(heading.anchor.to_string());
            }
        });
        Target { path: path.to_owned(), anchors, title: folded(title) }
    }
}

impl Target {
    /// Does an anchor lead to the title, which needs none here?
    fn is_top(&self, anchor: &str) -> bool {
        matches!(anchor, "top" | "_top") || folded(anchor) == self.title && !self.title.is_empty()
    }
}

/// All that links may lead to.
pub(super) struct Targets<'a> {
    pub settings: &'a Settings,
    /// Every file of the source, in order.
    pub files: &'a [String],
    /// Pages by their paths in the source.
    pub pages: BTreeMap<String, Target>,
    /// Pages of the source by their old addresses.
    pub addresses: BTreeMap<String, String>,
    /// Folders that are sections here, and whose page the import writes.
    pub sections: BTreeMap<String, String>,
    /// A page may be named by the end of its path alone.
    pub has_short_names: bool,
    /// Files that came along so far, and where they went.
    pub brought: BTreeMap<String, String>,
}

/// What one page's links need.
pub(super) struct Links<'a, 'b> {
    pub targets: &'b mut Targets<'a>,
    pub places: &'b mut Places,
    /// The page's path in the source, and here.
    pub from: &'b str,
    pub path: &'b str,
    pub title: &'b str,
    /// The page whose address its links count from: itself, or the one that includes it.
    pub page: &'b str,
    /// The address at which that page was served.
    pub address: &'b str,
    pub notes: Vec<Note>,
    pub spent: String,
    /// Files that it brings along: where they are, and where they go.
    pub files: Vec<(String, String)>,
    /// The line of the file on which each line of the text stood.
    pub numbers: &'b [usize],
}

/// Where a link leads.
enum Way {
    /// Where it did.
    Same,
    /// To this path below the content folder, and this anchor.
    Here(String, String),
    /// To another anchor of the same page.
    Anchor(String),
    /// To a page without such an anchor.
    NoAnchor(String),
    Missing,
}

impl Links<'_, '_> {
    /// The text with its links as they are to be.
    pub(super) fn settle(&mut self, text: &str) -> String {
        let parsed = parse(text, 0);
        let mut found: Vec<(Range<usize>, String)> = Vec::new();
        for link in &parsed.links {
            // A link by its label is settled where the label is explained.
            if link.destination_span != link.span || link.kind == LinkKind::Html {
                found.push((
                    link.destination_span.start()..link.destination_span.end(),
                    link.destination.clone(),
                ));
            }
        }
        let own = Target::new(self.path, self.title, text);
        for range in defined(text) {
            found.push((range.clone(), text[range].to_owned()));
        }
        found.sort_by_key(|(range, _)| range.start);
        found.dedup_by_key(|(range, _)| range.start);
        let mut new = String::with_capacity(text.len());
        let mut from = 0;
        for (range, destination) in found {
            if range.start < from || text.get(range.clone()).is_none() {
                continue;
            }
            let line = text[..range.start].matches('\n').count();
            let number = self.numbers.get(line).copied().unwrap_or(0);
            if let Some(to) = self.written(&destination, number, &own) {
                new.push_str(&text[from..range.start]);
                new.push_str(&to);
                from = range.end;
                self.spent.push_str(&format!("{destination} "));
            }
        }
        new.push_str(&text[from..]);
        self.included(&new)
    }

    /// Passages by the way that leads to them from here.
    fn included(&self, text: &str) -> String {
        let mark = format!(":::include {{file=\"{FROM_CONTENT}");
        let mut new = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(&mark) {
            let Some((path, behind)) = after.split_once('"') else { break };
            new.push_str(&format!("{before}:::include {{file=\"{}\"", relative(self.path, path)));
            rest = behind;
        }
        new + rest
    }

    /// What stands instead of a destination; `None` if it stays.
    fn written(&mut self, destination: &str, number: usize, own: &Target) -> Option<String> {
        let written = match self.way(destination, own) {
            Way::Same => return None,
            Way::Missing => {
                self.notes.push(Remark::LinkMissing.note(number, destination));
                return None;
            }
            Way::Anchor(anchor) => format!("#{anchor}"),
            Way::Here(path, anchor) => {
                let path = relative(self.path, &path);
                // What can't stand in a destination as it is.
                let path = path.replace(' ', "%20").replace('(', "%28").replace(')', "%29");
                format!("{path}{anchor}")
            }
            Way::NoAnchor(path) => {
                self.notes.push(Remark::LinkAnchorMissing.note(number, destination));
                if path == self.path {
                    return None;
                }
                let (_, anchor) = destination.split_once('#').unwrap_or_default();
                format!("{}#{anchor}", relative(self.path, &path))
            }
        };
        if written == destination {
            return None;
        }
        let before = destination.split('#').next();
        let is_anchor_alone = before == written.split('#').next();
        let remark = if is_anchor_alone { Remark::LinkAnchor } else { Remark::LinkChanged };
        self.notes.push(remark.note(number, ""));
        Some(written)
    }

    fn way(&mut self, destination: &str, own: &Target) -> Way {
        let destination = destination.trim();
        let inside = match self.inside(destination) {
            Some(inside) => inside,
            None if scheme(destination).is_some() || destination.starts_with("//") => {
                return Way::Same;
            }
            None => destination.to_owned(),
        };
        if destination.is_empty() || destination.contains("{{") || destination.contains("{%") {
            return Way::Same;
        }
        let (path, anchor) = match inside.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (inside.as_str(), None),
        };
        let path = path.split('?').next().unwrap_or_default();
        let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
        if path.is_empty() && inside == destination {
            return match anchor.map(|anchor| meant(anchor, &own.anchors)) {
                Some(Some(found)) => Way::Anchor(found),
                Some(None) if anchor.is_some_and(|anchor| own.is_top(anchor)) => {
                    Way::Here(self.path.to_owned(), String::new())
                }
                Some(None) if anchor != Some("") => Way::NoAnchor(self.path.to_owned()),
                _ => Way::Same,
            };
        }
        if let Some(page) = self.page_of(&path) {
            let Some(target) = self.targets.pages.get(&page) else { return Way::Missing };
            let path = target.path.clone();
            return match anchor.filter(|anchor| !anchor.is_empty()) {
                None => Way::Here(path, String::new()),
                Some(anchor) => match meant(anchor, &target.anchors) {
                    Some(found) => Way::Here(path, format!("#{found}")),
                    None if target.is_top(anchor) => Way::Here(path, String::new()),
                    None => Way::NoAnchor(path),
                },
            };
        }
        if let Some(section) = self.section_of(&path) {
            return Way::Here(section, String::new());
        }
        match self.file_of(&path) {
            Some(file) => Way::Here(self.bring(&file), String::new()),
            None => Way::Missing,
        }
    }

    /// An address of the site itself, from its root on: `https://example.org/handbook/visits/` as `/visits/`.
    fn inside(&self, destination: &str) -> Option<String> {
        let site = self.targets.settings.site.as_deref()?.trim_end_matches('/');
        let rest = destination.strip_prefix(site)?;
        let is_whole = rest.is_empty() || rest.starts_with(['/', '#', '?']);
        (is_whole && site.contains("://")).then(|| match rest.starts_with('/') {
            true => rest.to_owned(),
            false => format!("/{rest}"),
        })
    }

    /// Where a file goes that a page brings along.
    fn bring(&mut self, file: &str) -> String {
        let path = match self.targets.brought.get(file) {
            Some(path) => path.clone(),
            None => {
                let settings = self.targets.settings;
                let roots = settings.pages.iter().map(|pages| &pages.folder).chain(&settings.files);
                let below = roots.filter_map(|root| match root.as_str() {
                    "" => Some(file),
                    root => file.strip_prefix(root)?.strip_prefix('/'),
                });
                let below = below.min_by_key(|below| below.len()).unwrap_or(file);
                let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
                let name = match name.rsplit_once('.') {
                    Some((stem, end)) => format!("{}.{}", plain(stem), end.to_lowercase()),
                    None => plain(name),
                };
                let path = self.places.unique(&under(&self.places.folder(folder), &name));
                self.targets.brought.insert(file.to_owned(), path.clone());
                path
            }
        };
        if self.files.iter().all(|(one, _)| one != file) {
            self.files.push((file.to_owned(), path.clone()));
        }
        path
    }
}

/// The anchor that is meant: the same, or the only one with the same letters.
fn meant(written: &str, anchors: &BTreeSet<String>) -> Option<String> {
    if anchors.contains(written) {
        return Some(written.to_owned());
    }
    // Some programs write an apostrophe as its number.
    let written = percent_decode_str(written).decode_utf8_lossy().replace("-39-", "");
    let mut same = anchors.iter().filter(|anchor| folded(anchor) == folded(&written));
    let first = same.next()?;
    same.next().is_none().then(|| first.clone())
}

/// The destinations that labels stand for.
fn defined(text: &str) -> Vec<Range<usize>> {
    let all = lines(text, 1);
    let mut starts = Vec::with_capacity(all.len());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        starts.push(start);
        start += line.len();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < all.len() {
        if let Some(end) = fence_end(&all, at) {
            at = end;
            continue;
        }
        let destination = DEFINED.captures(&all[at].text).and_then(|one| one.get(1));
        found.extend(destination.map(|one| starts[at] + one.start()..starts[at] + one.end()));
        at += 1;
    }
    found
}
