//! A handbook again after some documents have changed. Where all that other pages may know of them is as it was,
//! nothing is decided anew; where it isn't, what those pages show of them is. Whether either will do is found here,
//! and only here.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::load::Sources;
use crate::model::{
    Document, DocumentId, Handbook, LinkFault, Mentions, Outline, Parsed, ResolvedLink, SectionId,
    Target,
};
use crate::resolve::coverage::ModelIndex;
use crate::resolve::inherited::{Inherited, defaults};
use crate::resolve::links::{LinkIndex, LinkTargets};
use crate::resolve::mentions::{self, Lexicons};
use crate::resolve::sections::Folders;
use crate::resolve::{document, fault_of, is_ready, layout, link_one, shows_drafts, versions};
use crate::source::Located;

/// How far a change reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The documents' own pages.
    Bodies,
    /// Whatever shows of them what other pages may know.
    Outlines,
}

/// The handbook with these documents as they are in the sources now, which are otherwise as they were; `None` if that
/// could change more than is looked at here.
pub fn resolve_again(
    last: &Handbook,
    sources: &Sources,
    changed: &[DocumentId],
) -> Option<(Handbook, Reach)> {
    let lexicons = Lexicons::new(&last.config, &last.glossary, changed.len());
    let mut handbook = last.clone();
    let mut reach = Reach::Bodies;
    for id in changed {
        let (before, now) = (last.document(*id), &sources.documents[id.0]);
        let (document, of_one) = lexicons.read_again(before, &before.parsed.outline, now);
        if of_one == Reach::Outlines {
            reach = of_one;
        }
        handbook.documents[id.0] = Arc::new(document);
    }
    if reach == Reach::Outlines {
        decide(last, sources, changed, &mut handbook)?;
    }
    Some((handbook, reach))
}

impl Lexicons {
    /// A document whose text is now this one, where all else about it is as it was; and how far that reaches. `outline`
    /// is what its text had before.
    pub(crate) fn read_again(
        &self,
        before: &Document,
        outline: &Outline,
        now: &Arc<Parsed>,
    ) -> (Document, Reach) {
        let mentions = mentions::mentions(now, self.of(&before.language));
        let is_same =
            is_same_outline(outline, &now.outline) && is_same_mentions(&before.mentions, &mentions);
        let reach = if is_same { Reach::Bodies } else { Reach::Outlines };
        let (parsed, mentions) = (Arc::clone(now), Arc::new(mentions));
        (Document { parsed, mentions, ..before.clone() }, reach)
    }
}

/// Is everything as it was that is decided from an outline? Places in the text are not, nor are the opening and
/// the number of words, which pages look up when they are made.
fn is_same_outline(before: &Outline, now: &Outline) -> bool {
    let Outline { front, headings, anchors, links, includes: _, exceptions, opening: _, words: _ } =
        now;
    let headings = headings.iter().map(|one| (one.level, &one.text, &one.anchor));
    let links = links.iter().map(|one| &one.destination);
    before.front == *front
        && before.headings.iter().map(|one| (one.level, &one.text, &one.anchor)).eq(headings)
        && before.anchors == *anchors
        && before.links.iter().map(|one| &one.destination).eq(links)
        && is_same_includes(before, now)
        && before.exceptions == *exceptions
}

fn is_same_includes(before: &Outline, now: &Outline) -> bool {
    before.includes.iter().map(|one| &one.file).eq(now.includes.iter().map(|one| &one.file))
}

/// Are the terms and provisions the same? Where they stand, only the document's own page shows.
fn is_same_mentions(before: &Mentions, now: &Mentions) -> bool {
    before.reliance == now.reliance && before.terms == now.terms
}

/// Decides anew what the changed documents are, where the links of all that lead to them lead, and what is decided of
/// all documents together. `None` where more than that may be other.
fn decide(
    last: &Handbook,
    sources: &Sources,
    changed: &[DocumentId],
    handbook: &mut Handbook,
) -> Option<()> {
    let sourced: BTreeSet<DocumentId> =
        last.documents.iter().filter_map(|one| one.source).collect();
    let stands_alone = |id: &DocumentId| {
        let (before, now) = (last.document(*id), &sources.documents[id.0].outline);
        !before.is_passage
            && !last.included.contains(id)
            && before.parsed.outline.front.defaults == now.front.defaults
            && is_same_includes(&before.parsed.outline, now)
            && !sourced.contains(id)
            && versions::listed_language(&last.config, &before.parsed.path).is_none()
    };
    if !changed.iter().all(stands_alone) {
        return None;
    }
    let content = last.config.content.as_str();
    let defaults = defaults(content, &sources.documents);
    let model_index = ModelIndex::new(sources);
    let drafts = shows_drafts(&last.config, last.drafts);
    for id in changed {
        let (before, parsed) = (last.document(*id), &sources.documents[id.0]);
        let fields = Inherited::new(content, parsed, None, &defaults);
        let mut now = document(sources, parsed, &fields, &model_index, last.today);
        now.published = is_ready(&now, drafts);
        let is_where_it_was = now.published == before.published
            && now.undeclared == before.undeclared
            && now.language == before.language;
        if !is_where_it_was {
            return None;
        }
        (now.section, now.is_section) = (before.section, before.is_section);
        now.url.clone_from(&before.url);
        now.mentions = Arc::clone(&handbook.document(*id).mentions);
        handbook.documents[id.0] = Arc::new(now);
    }
    let folders = folders(last);
    relink(last, sources, &folders, changed, handbook);
    let layout = layout(sources, &folders, &handbook.documents, &last.files, last.today);
    handbook.sections = Arc::new(layout.sections);
    handbook.reading_order = Arc::new(layout.reading_order);
    handbook.aliases = Arc::new(layout.aliases);
    handbook.clashes = Arc::new(layout.clashes);
    handbook.generated = Arc::new(layout.generated);
    Some(())
}

/// The folders of a handbook, whose documents are all where they were.
fn folders(last: &Handbook) -> Folders {
    let all = || last.sections.iter().enumerate();
    Folders {
        sections: all().map(|(at, one)| (one.folder.clone(), SectionId(at))).collect(),
        documents: all().filter_map(|(_, one)| Some((one.folder.clone(), one.document?))).collect(),
    }
}

/// Decides where links lead: those of the changed documents, and those of all that lead to them, where their anchors
/// are other.
fn relink(
    last: &Handbook,
    sources: &Sources,
    folders: &Folders,
    changed: &[DocumentId],
    handbook: &mut Handbook,
) {
    let documents = handbook.documents.iter().enumerate();
    let faults: Vec<Option<LinkFault>> =
        documents.map(|(index, one)| fault_of(one, DocumentId(index))).collect();
    let index = LinkIndex::new(&LinkTargets {
        content: &last.config.content,
        documents: &sources.documents,
        files: &sources.files,
        folders: &folders.sections,
        section_documents: &folders.documents,
        faults: &faults,
    });
    let moved: Vec<DocumentId> =
        changed.iter().filter(|id| has_other_anchors(last, sources, **id)).copied().collect();
    for at in 0..handbook.documents.len() {
        let id = DocumentId(at);
        let leads_there = || moved.iter().any(|moved| leads_to(&handbook.documents[at], *moved));
        if changed.contains(&id) || !moved.is_empty() && leads_there() {
            link_one(&index, id, Arc::make_mut(&mut handbook.documents[at]));
        }
    }
}

fn has_other_anchors(last: &Handbook, sources: &Sources, id: DocumentId) -> bool {
    let (before, now) = (&last.document(id).parsed.outline, &sources.documents[id.0].outline);
    let headings = |outline: &Outline| -> Vec<Arc<str>> {
        outline.headings.iter().map(|one| Arc::clone(&one.anchor)).collect()
    };
    before.anchors != now.anchors || headings(before) != headings(now)
}

/// Does something in a document lead to another, or would if that had the anchor that it names?
fn leads_to(document: &Document, to: DocumentId) -> bool {
    let is_there = |link: &ResolvedLink| match &link.target {
        Target::Document(id, _) => *id == to,
        Target::Broken(fault) => is_wanting(fault, to),
        _ => false,
    };
    let is_named = |one: &Located<Result<DocumentId, LinkFault>>| match &one.value {
        Ok(id) => *id == to,
        Err(fault) => is_wanting(fault, to),
    };
    let Document { links, related, supersedes, replaced_by, .. } = document;
    links.iter().any(is_there) || related.iter().chain(supersedes).chain(replaced_by).any(is_named)
}

fn is_wanting(fault: &LinkFault, to: DocumentId) -> bool {
    matches!(fault, LinkFault::NoSuchAnchor { document, .. } if *document == to)
}
