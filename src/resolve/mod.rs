//! Sources to a handbook: every document's address, section, neighbours, kind, review state, and where
//! its links lead. What can't be decided is a fault in its place, never a message.

mod links;
mod sections;
mod urls;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::load::Sources;
use crate::model::component::ComponentDefinition;
use crate::model::{
    Date, Document, DocumentId, FrontMatter, Handbook, LinkFault, ListField, Parsed, Review,
    SectionId, Status, Target, TextField,
};
use crate::resolve::links::{LinkIndex, LinkTargets};
use crate::resolve::sections::{Folders, folder_of};
use crate::source::Located;

pub use links::passage_anchor;

/// What decides how sources are read, besides themselves.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day that review dates are held against.
    pub today: Date,
    /// Publish drafts too.
    pub drafts: bool,
    /// The components that the theme has.
    pub components: Arc<Vec<ComponentDefinition>>,
}

/// How many days before its review date a document is said to be due soon.
const DUE_SOON_DAYS: i32 = 30;

/// Decides everything about every document.
pub fn resolve(sources: &Sources, options: &Options) -> Handbook {
    let content = sources.config.content.as_str();
    let passages: Vec<bool> =
        sources.documents.iter().map(|one| is_passage(content, one)).collect();
    let defaults = defaults(content, &sources.documents);
    let statuses: Vec<Status> = sources
        .documents
        .iter()
        .map(|one| status(&Inherited::new(content, one, &defaults)))
        .collect();
    let published: Vec<bool> = std::iter::zip(&passages, &statuses)
        .map(|(passage, status)| !passage && (options.drafts || *status != Status::Draft))
        .collect();
    let folders = sections::folders(content, &sources.documents, &published);
    let mut documents: Vec<Document> = sources
        .documents
        .iter()
        .enumerate()
        .map(|(index, parsed)| {
            let inherited = Inherited::new(content, parsed, &defaults);
            let mut document = document(sources, parsed, &inherited, options.today);
            document.status = statuses[index];
            document.published = published[index];
            document.is_passage = passages[index];
            place(&mut document, DocumentId(index), content, &folders);
            document
        })
        .collect();
    link(sources, &folders, &published, &passages, &mut documents);
    let sections = sections::sections(&folders, &documents, &sources.config.title);
    let reading_order = sections::reading_order(&sections);
    let files = urls::files(content, &sources.files);
    let aliases = urls::aliases(&documents);
    let clashes = urls::clashes(&documents, &sections, &files, &aliases);
    Handbook {
        config: Arc::clone(&sources.config),
        practice_model: Arc::clone(&sources.practice_model),
        glossary: Arc::clone(&sources.glossary),
        today: options.today,
        documents,
        sections,
        reading_order,
        files,
        aliases,
        clashes,
        components: Arc::clone(&options.components),
        yaml_texts: sources.yaml_texts.clone(),
        yaml_faults: sources.yaml_faults.clone(),
        read_faults: sources.read_faults.clone(),
    }
}

/// A file or folder whose name begins with `_` holds what others include; `_index.md` is another
/// generator's name for a section's own document.
fn is_passage(content: &str, parsed: &Parsed) -> bool {
    let below = parsed.path.below(content).unwrap_or(parsed.path.as_str());
    below.split('/').any(|part| part.starts_with('_') && !part.eq_ignore_ascii_case("_index.md"))
}

/// What each folder's own document says for all below it.
fn defaults(content: &str, documents: &[Arc<Parsed>]) -> BTreeMap<String, Arc<Parsed>> {
    documents
        .iter()
        .filter(|one| one.outline.front.defaults.is_some() && sections::is_section_file(&one.path))
        .map(|one| (folder_of(content, &one.path).to_owned(), Arc::clone(one)))
        .collect()
}

/// A document's fields, and behind them those of the folders that it is in, the nearest first.
struct Inherited<'a> {
    layers: Vec<&'a FrontMatter>,
}

impl<'a> Inherited<'a> {
    fn new(
        content: &str,
        parsed: &'a Parsed,
        defaults: &'a BTreeMap<String, Arc<Parsed>>,
    ) -> Self {
        let mut layers = vec![&parsed.outline.front];
        let mut folder = Some(folder_of(content, &parsed.path));
        while let Some(name) = folder {
            let above = defaults.get(name).and_then(|one| one.outline.front.defaults.as_deref());
            layers.extend(above);
            folder = match name {
                "" => None,
                _ => Some(name.rfind('/').map_or("", |slash| &name[..slash])),
            };
        }
        Inherited { layers }
    }

    fn text(&self, field: impl Fn(&'a FrontMatter) -> &'a TextField) -> Option<String> {
        let found = self.layers.iter().find_map(|front| field(front).as_ref());
        found.map(|text| text.value.clone())
    }

    fn list(&self, field: impl Fn(&'a FrontMatter) -> &'a ListField) -> Vec<String> {
        let found = self.layers.iter().find_map(|front| field(front).as_ref());
        found.into_iter().flatten().map(|one| one.value.clone()).collect()
    }

    fn date(&self, field: impl Fn(&'a FrontMatter) -> Option<Date>) -> Option<Date> {
        self.layers.iter().find_map(|front| field(front))
    }
}

fn status(fields: &Inherited<'_>) -> Status {
    let word = fields.text(|front| &front.status);
    word.and_then(|word| Status::parse(&word)).unwrap_or(Status::Current)
}

fn document(
    sources: &Sources,
    parsed: &Arc<Parsed>,
    fields: &Inherited<'_>,
    today: Date,
) -> Document {
    let config = &sources.config;
    let front = &parsed.outline.front;
    let (title, title_from_heading) = title(parsed);
    let kind = fields
        .text(|front| &front.kind)
        .filter(|kind| config.kind(kind).is_some())
        .unwrap_or_else(|| "page".to_owned());
    let reviewed = fields.date(|front| front.reviewed.as_ref().map(|date| date.value));
    let every = config.kind(&kind).and_then(|kind| kind.review_every);
    let review_by = fields
        .date(|front| front.review_by.as_ref().map(|date| date.value))
        .or_else(|| Some(every?.after(reviewed?)));
    Document {
        parsed: Arc::clone(parsed),
        url: urls::document(&config.content, &parsed.path),
        published: true,
        is_passage: false,
        title,
        title_from_heading,
        summary: front.summary.as_ref().map(|summary| summary.value.clone()),
        kind,
        status: Status::Current,
        owner: fields.text(|front| &front.owner),
        approved_by: fields.text(|front| &front.approved_by),
        reviewed,
        review_by,
        review: review(review_by, today),
        audience: fields.list(|front| &front.audience),
        model: fields.list(|front| &front.model),
        criteria: fields.list(|front| &front.criteria),
        tags: fields.list(|front| &front.tags),
        section: SectionId::ROOT,
        is_section: false,
        links: Vec::new(),
        related: Vec::new(),
        supersedes: Vec::new(),
        replaced_by: None,
        includes: Vec::new(),
    }
}

fn review(review_by: Option<Date>, today: Date) -> Review {
    match review_by.map(|date| today.days_until(date)) {
        None => Review::None,
        Some(days) if days < 0 => Review::Overdue,
        Some(days) if days <= DUE_SOON_DAYS => Review::DueSoon,
        Some(_) => Review::InDate,
    }
}

/// The title, and whether the body's first heading says the same and so is not shown twice.
fn title(parsed: &Parsed) -> (String, bool) {
    let outline = &parsed.outline;
    let heading = outline.headings.first().filter(|heading| heading.level == 1);
    match (&outline.front.title, heading) {
        (Some(title), Some(heading)) => {
            let same = heading.text.trim().to_lowercase() == title.value.to_lowercase();
            (title.value.clone(), same)
        }
        (Some(title), None) => (title.value.clone(), false),
        (None, Some(heading)) if !heading.text.trim().is_empty() => (heading.text.clone(), true),
        (None, _) => {
            let stem = parsed.path.stem();
            let folder = parsed.path.folder().rsplit('/').next().unwrap_or_default();
            let name = match sections::is_section_file(&parsed.path) && !folder.is_empty() {
                true => folder,
                false => stem,
            };
            (sections::title_of_name(name), false)
        }
    }
}

fn place(document: &mut Document, id: DocumentId, content: &str, folders: &Folders) {
    let folder = folder_of(content, &document.parsed.path);
    document.section = folders.sections.get(folder).copied().unwrap_or(SectionId::ROOT);
    document.is_section = folders.documents.get(folder) == Some(&id);
    if document.is_section {
        document.url = urls::section(folder);
    }
}

/// Decides where every link leads, once every document has its place.
fn link(
    sources: &Sources,
    folders: &Folders,
    published: &[bool],
    passages: &[bool],
    documents: &mut [Document],
) {
    let mut index = LinkIndex::new(&LinkTargets {
        content: &sources.config.content,
        documents: &sources.documents,
        files: &sources.files,
        folders: &folders.sections,
        section_documents: &folders.documents,
        published,
        passages,
    });
    let includes = index.includes();
    for (document, includes) in documents.iter_mut().zip(includes) {
        let parsed = Arc::clone(&document.parsed);
        let outline = &parsed.outline;
        let one = |written: &Located<String>| {
            let link = index.resolve(&parsed.path, &written.value);
            Located::new(to_document(link.target), written.span)
        };
        document.links = outline
            .links
            .iter()
            .map(|link| index.resolve(&parsed.path, &link.destination))
            .collect();
        document.related = outline.front.related.iter().flatten().map(one).collect();
        document.supersedes = outline.front.supersedes.iter().flatten().map(one).collect();
        document.replaced_by = outline.front.replaced_by.as_ref().map(one);
        document.includes = includes;
    }
}

fn to_document(target: Target) -> Result<DocumentId, LinkFault> {
    match target {
        Target::Document(id, _) => Ok(id),
        Target::Broken(fault) => Err(fault),
        Target::External(_) | Target::Section(_) | Target::File(_) => {
            Err(LinkFault::NotADocument)
        }
    }
}
