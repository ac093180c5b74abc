//! Sources to a handbook: every document's address, section, neighbours, kind, review state, and where
//! its links lead. What can't be decided is a fault in its place, never a message.

mod again;
mod audiences;
mod changes;
mod coverage;
mod generated;
mod inherited;
mod links;
mod mentions;
mod register;
mod sections;
mod urls;
mod versions;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::load::Sources;
use crate::model::component::ComponentDefinition;
use crate::model::config::Config;
use crate::model::{
    Alias, Attachments, Clash, Date, Document, DocumentId, Due, Handbook, LinkFault, Mentions,
    Parsed, PrivateNames, Review, Section, SectionId, Stale, Status, Target, Url, Watched,
};
use crate::resolve::coverage::ModelIndex;
use crate::resolve::inherited::{Inherited, defaults};
use crate::resolve::links::{LinkIndex, LinkTargets};
use crate::resolve::sections::Folders;
use crate::source::{Located, SourcePath};

pub use again::{Reach, resolve_again};
pub use changes::changes;
pub use coverage::{command, coverage, holes};
pub use links::passage_anchor;
pub(crate) use mentions::Lexicons;
pub use register::{by_owner, register};
pub use versions::{language_in_name, listed_language, wanted_languages};

/// What decides how sources are read, besides themselves.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day that review dates are held against.
    pub today: Date,
    /// Publish drafts too.
    pub drafts: bool,
    /// Documents that are there for what they say of others alone.
    pub hidden: BTreeSet<DocumentId>,
    /// What is in the files beside the documents.
    pub attachments: Attachments,
    /// Names that must not stand in it.
    pub private_names: PrivateNames,
    /// The components that the theme has.
    pub components: Arc<Vec<ComponentDefinition>>,
    /// The names of the theme's settings.
    pub theme_settings: Arc<Vec<String>>,
    /// The theme's phrases, by their keys.
    pub theme_phrases: Arc<BTreeMap<String, String>>,
    /// The document that is the home page, whatever its folder.
    pub home: Option<DocumentId>,
}

/// What texts mention, where it is known from when the same was looked for in the same.
pub trait KnownMentions: Sync {
    /// What this document mentions, if that is known.
    fn mentions(&self, document: &Document) -> Option<Arc<Mentions>>;
}

/// Nothing is known.
impl KnownMentions for () {
    fn mentions(&self, _: &Document) -> Option<Arc<Mentions>> {
        None
    }
}

impl KnownMentions for Option<&Handbook> {
    fn mentions(&self, document: &Document) -> Option<Arc<Mentions>> {
        let all = &self.as_ref()?.documents;
        let at = all.binary_search_by(|one| one.parsed.path.cmp(&document.parsed.path)).ok()?;
        let is_same =
            Arc::ptr_eq(&all[at].parsed, &document.parsed) && all[at].language == document.language;
        is_same.then(|| Arc::clone(&all[at].mentions))
    }
}

/// What documents of the last handbook mention, if the same is looked for in these sources.
pub fn mentions_in<'a>(last: &'a Handbook, sources: &Sources) -> Option<&'a Handbook> {
    let is_same = last.glossary == sources.glossary
        && last.config.legislation == sources.config.legislation
        && last.config.language == sources.config.language;
    is_same.then_some(last)
}

/// Decides everything about every document.
pub fn resolve(sources: &Sources, options: &Options, known: &dyn KnownMentions) -> Handbook {
    let content = sources.config.content.as_str();
    let mut documents = documents(sources, options.today);
    publish(&mut documents, sources, options);
    let folders = sections::folders(content, &documents, options.home);
    documents.par_iter_mut().enumerate().for_each(|(index, document)| {
        sections::place(document, DocumentId(index), content, &folders);
    });
    versions::join(&sources.config, &mut documents);
    link(sources, &folders, &mut documents);
    mention(sources, known, &mut documents);
    let documents: Vec<Arc<Document>> = documents.into_par_iter().map(Arc::new).collect();
    let files = urls::files(content, &sources.files);
    let layout = layout(sources, &folders, &documents, &files, options.today);
    let included =
        documents.iter().flat_map(|one| one.includes.iter().flatten().copied()).collect();
    let mut yaml_faults = sources.yaml_faults.clone();
    yaml_faults.extend(coverage::faults(&sources.practice_model, &sources.config));
    yaml_faults.extend(audiences::faults(sources));
    Handbook {
        config: Arc::clone(&sources.config),
        practice_model: Arc::clone(&sources.practice_model),
        glossary: Arc::clone(&sources.glossary),
        today: options.today,
        drafts: options.drafts,
        documents,
        sections: Arc::new(layout.sections),
        reading_order: Arc::new(layout.reading_order),
        files: Arc::new(files),
        aliases: Arc::new(layout.aliases),
        clashes: Arc::new(layout.clashes),
        generated: Arc::new(layout.generated),
        included: Arc::new(included),
        attachments: Arc::clone(&options.attachments),
        private_names: options.private_names.clone(),
        components: Arc::clone(&options.components),
        theme_settings: Arc::clone(&options.theme_settings),
        theme_phrases: Arc::clone(&options.theme_phrases),
        phrases: Arc::new(sources.phrases.clone()),
        yaml_texts: sources.yaml_texts.clone(),
        yaml_faults,
        read_faults: sources.read_faults.clone(),
    }
}

/// What is decided of all documents together, once each is decided.
struct Layout {
    sections: Vec<Section>,
    reading_order: Vec<DocumentId>,
    aliases: Vec<Alias>,
    clashes: Vec<Clash>,
    generated: Vec<(Url, &'static str)>,
}

fn layout(
    sources: &Sources,
    folders: &Folders,
    documents: &[Arc<Document>],
    files: &BTreeMap<SourcePath, Url>,
    today: Date,
) -> Layout {
    let sections = sections::sections(folders, documents, &sources.config.title);
    let reading_order = sections::reading_order(&sections);
    let aliases = urls::aliases(documents);
    let generated = generated::pages(sources, documents, &sections, today);
    let clashes = urls::clashes(documents, &generated, files, &aliases);
    Layout { sections, reading_order, aliases, clashes, generated }
}

/// Every document with its fields and those that it inherits.
fn documents(sources: &Sources, today: Date) -> Vec<Document> {
    let content = sources.config.content.as_str();
    let named = versions::named(&sources.config, &sources.documents);
    let defaults = defaults(content, &sources.documents);
    let model_index = ModelIndex::new(sources);
    let all = sources.documents.par_iter().zip(named);
    all.map(|(parsed, named)| {
        let source = named.as_ref().and_then(|named| named.source);
        let of = source.map(|source| &*sources.documents[source.0]);
        let fields = Inherited::new(content, parsed, of, &defaults);
        let mut document = document(sources, parsed, &fields, &model_index, today);
        document.is_passage = is_passage(content, of.unwrap_or(parsed));
        document.source = source;
        if let Some(named) = named {
            document.language = named.language;
        }
        document
    })
    .collect()
}

/// Decides which documents readers get: of versions in other languages only those whose source they get too.
fn publish(documents: &mut [Document], sources: &Sources, options: &Options) {
    let drafts = shows_drafts(&sources.config, options.drafts);
    for (index, document) in documents.iter_mut().enumerate() {
        let is_hidden = options.hidden.contains(&DocumentId(index));
        document.published = !is_hidden && is_ready(document, drafts);
    }
    for index in 0..documents.len() {
        if let Some(source) = documents[index].source {
            documents[index].undeclared |= documents[source.0].undeclared;
            documents[index].published &= documents[source.0].published;
        }
    }
}

/// Does any edition show drafts?
fn shows_drafts(config: &Config, drafts: bool) -> bool {
    drafts || config.editions.iter().any(|one| one.drafts)
}

/// May readers get it, as far as itself says?
fn is_ready(document: &Document, drafts: bool) -> bool {
    let is_ready = drafts || document.status != Status::Draft;
    is_ready && !document.is_passage && !document.undeclared
}

/// A file or folder whose name begins with `_` holds what others include; `_index.md` is another
/// generator's name for a section's own document.
fn is_passage(content: &str, parsed: &Parsed) -> bool {
    let below = parsed.path.below(content).unwrap_or(parsed.path.as_str());
    below.split('/').any(|part| part.starts_with('_') && !part.eq_ignore_ascii_case("_index.md"))
}

fn document(
    sources: &Sources,
    parsed: &Arc<Parsed>,
    fields: &Inherited<'_>,
    index: &ModelIndex<'_>,
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
    let readers = fields.readers(&config.default_audience);
    Document {
        parsed: Arc::clone(parsed),
        url: urls::document(&config.content, &parsed.path),
        published: false,
        is_passage: false,
        undeclared: fields.is_undeclared(config),
        language: fields.language().unwrap_or(&config.language).clone(),
        source: None,
        versions: Vec::new(),
        stale: fields.source().and_then(|source| Stale::of(front, source, today)),
        title,
        title_from_heading,
        summary: front.summary.as_ref().map(|summary| summary.value.clone()),
        kind,
        status: fields.status(),
        owner: fields.text(|front| &front.owner),
        approved_by: fields.text(|front| &front.approved_by),
        reviewed,
        review_by,
        review: review(review_by, today),
        audience: fields.audience(&readers),
        readers,
        model: index.elements(&fields.list(|front| &front.model)),
        criteria: index.criteria(&fields.list(|front| &front.criteria)),
        model_faults: index.faults(front),
        acknowledge: fields.asks_for_acknowledgement(),
        tags: fields.list(|front| &front.tags),
        checks: fields.checks(),
        search: fields.search(),
        section: SectionId::ROOT,
        is_section: false,
        links: Watched::new(parsed.text.origin(), Vec::new()),
        related: Vec::new(),
        supersedes: Vec::new(),
        replaced_by: None,
        mentions: Arc::default(),
        includes: Vec::new(),
    }
}

fn review(review_by: Option<Date>, today: Date) -> Review {
    match Due::of(review_by, today) {
        Due::Undated => Review::None,
        Due::Overdue => Review::Overdue,
        Due::In30Days => Review::DueSoon,
        Due::In90Days | Due::Later => Review::InDate,
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
        (None, Some(heading)) if !heading.text.trim().is_empty() => {
            (heading.text.to_string(), true)
        }
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

/// Decides where every link leads, once every document has its place.
fn link(sources: &Sources, folders: &Folders, documents: &mut [Document]) {
    let faults: Vec<Option<LinkFault>> =
        documents.iter().enumerate().map(|(index, one)| fault_of(one, DocumentId(index))).collect();
    let index = LinkIndex::new(&LinkTargets {
        content: &sources.config.content,
        documents: &sources.documents,
        files: &sources.files,
        folders: &folders.sections,
        section_documents: &folders.documents,
        faults: &faults,
    });
    documents
        .par_iter_mut()
        .enumerate()
        .for_each(|(id, document)| link_one(&index, DocumentId(id), document));
}

fn link_one(index: &LinkIndex<'_>, id: DocumentId, document: &mut Document) {
    let parsed = Arc::clone(&document.parsed);
    let outline = &parsed.outline;
    let one = |written: &Located<String>| {
        let link = index.resolve(&parsed.path, &written.value);
        Located::new(to_document(link.target), written.span)
    };
    let links = outline.links.iter().map(|link| index.resolve(&parsed.path, &link.destination));
    *document.links = links.collect();
    document.related = outline.front.related.iter().flatten().map(one).collect();
    document.supersedes = outline.front.supersedes.iter().flatten().map(one).collect();
    document.replaced_by = outline.front.replaced_by.as_ref().map(one);
    document.includes = index.includes(id);
}

/// Finds what each text mentions.
fn mention(sources: &Sources, known: &dyn KnownMentions, documents: &mut [Document]) {
    let known: Vec<_> = documents.par_iter().map(|document| known.mentions(document)).collect();
    let unknown = known.iter().filter(|mentions| mentions.is_none()).count();
    let lexicons = Lexicons::new(&sources.config, &sources.glossary, unknown);
    documents.par_iter_mut().zip(known).for_each(|(document, known)| {
        let fresh =
            || Arc::new(mentions::mentions(&document.parsed, lexicons.of(&document.language)));
        document.mentions = known.unwrap_or_else(fresh);
    });
}

/// Why no link can lead to a document.
fn fault_of(document: &Document, id: DocumentId) -> Option<LinkFault> {
    match document.published {
        true => None,
        false if document.is_passage => Some(LinkFault::Passage(id)),
        false if document.undeclared => Some(LinkFault::Undeclared(id)),
        false => Some(LinkFault::Draft(id)),
    }
}

fn to_document(target: Target) -> Result<DocumentId, LinkFault> {
    match target {
        Target::Document(id, _) => Ok(id),
        Target::Broken(fault) => Err(fault),
        Target::External(_) | Target::Section(_) | Target::File(_) => Err(LinkFault::NotADocument),
    }
}
