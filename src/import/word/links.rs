//! Where links lead once all documents are known: to a heading here or in another imported document, to an
//! address, or nowhere.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use crate::import::names::relative;
use crate::import::tree::{Block, Body, Destination, Inline, words};
use crate::import::word::loss::Loss;
use crate::import::{Note, Place};
use crate::markdown::tree::BlockKind;
use crate::markdown::{Visit, parse, walk};
use crate::source::SourcePath;

/// The anchor of each bookmark of a document.
pub(super) type Anchors = BTreeMap<String, String>;

/// The documents that links may lead to.
pub(super) struct Targets<'a> {
    /// By the path in the source, in lower case: the new path, and its anchors.
    by_path: BTreeMap<String, (&'a str, &'a Anchors)>,
    /// By the file's name alone, in lower case: the path, if only one file has that name.
    by_name: BTreeMap<String, Option<String>>,
}

impl<'a> Targets<'a> {
    /// Takes the path in the source, the path here, and the anchors of each document.
    pub(super) fn new(all: impl Iterator<Item = (&'a str, &'a str, &'a Anchors)>) -> Self {
        let mut targets = Targets { by_path: BTreeMap::new(), by_name: BTreeMap::new() };
        for (from, path, anchors) in all {
            let from = from.to_lowercase();
            let name = from.rsplit('/').next().unwrap_or_default().to_owned();
            let only = match targets.by_name.contains_key(&name) {
                true => None,
                false => Some(from.clone()),
            };
            targets.by_name.insert(name, only);
            targets.by_path.insert(from, (path, anchors));
        }
        targets
    }
}

/// The anchors of a document's headings by their bookmarks, and of what stands below a heading by that heading's.
pub(super) fn anchors(
    body: &Body,
    markdown: &str,
    below: &BTreeMap<String, Option<String>>,
) -> (Anchors, Anchors) {
    let mut given = Vec::new();
    walk(&parse(markdown, 0).body, &mut |visit| {
        if let Visit::Block(block) = visit
            && let BlockKind::Heading(heading) = &block.kind
        {
            given.push(heading.anchor.to_string());
        }
    });
    let mut exact = Anchors::new();
    let headings = body.blocks.iter().filter_map(|block| match block {
        Block::Heading { bookmarks, .. } => Some(bookmarks),
        _ => None,
    });
    for (bookmarks, anchor) in headings.zip(given) {
        exact.extend(bookmarks.iter().map(|name| (name.clone(), anchor.clone())));
    }
    let near = below.iter().filter_map(|(name, heading)| {
        let anchor = exact.get(heading.as_ref()?)?;
        Some((name.clone(), anchor.clone()))
    });
    let near = near.collect();
    (exact, near)
}

/// What one document's links need.
pub(super) struct Links<'a> {
    pub targets: &'a Targets<'a>,
    /// The document's path in the source, and here.
    pub from: &'a str,
    pub path: &'a str,
    pub exact: &'a Anchors,
    pub near: &'a Anchors,
    pub notes: Vec<Note>,
    pub place: Place,
}

impl Links<'_> {
    /// Gives every link of a document the address that it has here, or takes it away and says so.
    pub(super) fn settle(&mut self, body: &mut Body) {
        self.blocks(&mut body.blocks);
        for (_, blocks) in &mut body.footnotes {
            self.blocks(blocks);
        }
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Heading { content, .. } => {
                    self.place.heading = words(content);
                    self.inlines(content);
                }
                Block::Paragraph(content) => self.inlines(content),
                Block::List(list) => {
                    for item in &mut list.items {
                        self.blocks(&mut item.blocks);
                    }
                }
                Block::Table(table) => {
                    for cell in table.head.iter_mut().chain(&mut table.rows).flatten() {
                        self.inlines(cell);
                    }
                }
                Block::Callout(_, blocks) | Block::KeyPoints(_, blocks) | Block::Quote(blocks) => {
                    self.blocks(blocks);
                }
            }
        }
    }

    fn inlines(&mut self, content: &mut Vec<Inline>) {
        if !content.iter().any(|one| matches!(one, Inline::Link(..))) {
            return;
        }
        let text = words(content);
        let first: Vec<&str> = text.split(' ').take(8).collect();
        self.place.words = first.join(" ");
        let mut settled = Vec::new();
        for inline in std::mem::take(content) {
            match inline {
                Inline::Link(to, content) => match self.address(&to, &content) {
                    Some(address) => {
                        settled.push(Inline::Link(Destination::Address(address), content));
                    }
                    None => settled.extend(content),
                },
                other => settled.push(other),
            }
        }
        *content = settled;
    }

    fn say(&mut self, loss: Loss, content: &[Inline], to: &str) {
        self.notes.push(loss.note(&format!("{} → {to}", words(content)), self.place.clone()));
    }

    fn address(&mut self, to: &Destination, content: &[Inline]) -> Option<String> {
        match to {
            Destination::Bookmark(name) => self.here(name, content),
            Destination::Address(address) => {
                let address = address.trim();
                match address.strip_prefix('#') {
                    Some(name) => self.here(name, content),
                    None => self.away(address, content),
                }
            }
        }
    }

    fn here(&mut self, name: &str, content: &[Inline]) -> Option<String> {
        if let Some(anchor) = self.exact.get(name) {
            return Some(format!("#{anchor}"));
        }
        let Some(anchor) = self.near.get(name).cloned() else {
            self.say(Loss::LostLink, content, name);
            return None;
        };
        self.say(Loss::MovedLink, content, name);
        Some(format!("#{anchor}"))
    }

    fn away(&mut self, address: &str, content: &[Inline]) -> Option<String> {
        let (path, place) = address.split_once('#').unwrap_or((address, ""));
        let path = percent_decode_str(path).decode_utf8_lossy().replace('\\', "/").to_lowercase();
        let scheme =
            path.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| scheme.len() > 1);
        let is_relative = scheme.is_none() && !path.starts_with('/') && path.find(':') != Some(1);
        let beside = is_relative
            .then(|| SourcePath::new(&self.from.to_lowercase())?.join(&path))
            .flatten()
            .map(|path| path.as_str().to_owned());
        let exact = beside.filter(|path| self.targets.by_path.contains_key(path));
        let name =
            path.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let is_document = [".docx", ".docm", ".doc"].iter().any(|end| name.ends_with(end));
        let by_name = || match is_document {
            true => self.targets.by_name.get(name).cloned().flatten(),
            false => None,
        };
        let is_guess = exact.is_none();
        if let Some(found) = exact.or_else(by_name) {
            let (path, anchors) = self.targets.by_path.get(&found).copied()?;
            if is_guess {
                self.say(Loss::GuessedLink, content, address);
            }
            let anchor = anchors.get(place).map(|anchor| format!("#{anchor}")).unwrap_or_default();
            if !place.is_empty() && anchor.is_empty() && !is_guess {
                self.say(Loss::MovedLink, content, address);
            }
            return Some(format!("{}{anchor}", relative(self.path, path)));
        }
        if matches!(scheme, Some("http" | "https" | "mailto" | "tel")) {
            return Some(address.to_owned());
        }
        self.say(Loss::LostLink, content, address);
        None
    }
}
