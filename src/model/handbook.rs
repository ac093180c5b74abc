//! A whole handbook, everything in it decided, nothing left out yet for any audience. Its parts are shared, so
//! that a handbook in which one document's text has changed costs little.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::markdown::tree::MarkdownFault;
use crate::model::component::ComponentDefinition;
use crate::model::config::{Config, EditionSettings};
use crate::model::{
    Attachments, Date, Document, DocumentId, FrontMatterFault, Glossary, PracticeModel,
    PrivateNames, SectionId, Status, Url,
};
use crate::source::{Located, ReadFault, SourcePath, Span, Text};

/// A whole handbook.
#[derive(Clone, Debug, Hash)]
pub struct Handbook {
    /// What `handbook.yaml` says.
    pub config: Arc<Config>,
    /// The practice model.
    pub practice_model: Arc<PracticeModel>,
    /// The glossary.
    pub glossary: Arc<Glossary>,
    /// The day that review dates are held against.
    pub today: Date,
    /// Drafts are published in every edition.
    pub drafts: bool,
    /// Every document, published or not, by the order of their files' names.
    pub documents: Vec<Arc<Document>>,
    /// Every section; the first is the handbook itself.
    pub sections: Arc<Vec<Section>>,
    /// The published documents in the order of reading.
    pub reading_order: Arc<Vec<DocumentId>>,
    /// Files that are not Markdown and stand beside the documents.
    pub files: Arc<BTreeMap<SourcePath, Url>>,
    /// Old addresses: from where, to which document.
    pub aliases: Arc<Vec<Alias>>,
    /// Two things with one address.
    pub clashes: Arc<Vec<Clash>>,
    /// The pages that the handbook makes itself, each with what it is.
    pub generated: Arc<Vec<(Url, &'static str)>>,
    /// The passages that some document includes.
    pub included: Arc<BTreeSet<DocumentId>>,
    /// What is in the files.
    pub attachments: Attachments,
    /// Names that must not stand in it.
    pub private_names: PrivateNames,
    /// The components that the theme has.
    pub components: Arc<Vec<ComponentDefinition>>,
    /// The names of the settings that the theme has.
    pub theme_settings: Arc<Vec<String>>,
    /// The phrases that the theme has, by their keys.
    pub theme_phrases: Arc<BTreeMap<String, String>>,
    /// Its own phrases.
    pub phrases: Arc<Vec<PhrasesFile>>,
    /// The texts of the YAML files, to show their lines.
    pub yaml_texts: BTreeMap<SourcePath, Arc<Text>>,
    /// What is wrong in them.
    pub yaml_faults: Vec<(SourcePath, Span, FrontMatterFault)>,
    /// Faults in reading the folder itself.
    pub read_faults: Vec<ReadFault>,
}

/// A file of phrases that the handbook says itself: `strings/cy.yaml`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PhrasesFile {
    /// The file.
    pub path: SourcePath,
    /// Keys and phrases, as written.
    pub phrases: Vec<(Located<String>, Located<String>)>,
}

/// A folder of documents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Section {
    /// The folder below the content folder; empty for the handbook itself.
    pub folder: String,
    /// Its own document, if it has one.
    pub document: Option<DocumentId>,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: Url,
    /// The section that it is in.
    pub parent: Option<SectionId>,
    /// What is in it and published, in order.
    pub children: Vec<Child>,
}

/// Something in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Child {
    /// A document.
    Document(DocumentId),
    /// A section below.
    Section(SectionId),
}

/// An old address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alias {
    /// The address, as a file of the site: `policies/contact.html`; or why it can't be one.
    pub url: Result<Url, AliasFault>,
    /// Where it leads.
    pub document: DocumentId,
    /// As written, and where.
    pub written: Located<String>,
}

/// Why an alias can't be an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AliasFault {
    /// It leads out of the site, or is no path at all.
    NotAPath,
}

/// Two things with one address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Clash {
    /// The address.
    pub url: Url,
    /// The one that keeps it.
    pub first: Claimant,
    /// The one that can't have it.
    pub second: Claimant,
}

/// What wants an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Claimant {
    /// A document's page.
    Document(DocumentId),
    /// A file beside the documents.
    File(SourcePath),
    /// An alias, by its place in the handbook's list.
    Alias(usize),
    /// A page that the handbook makes itself: what it is.
    Generated(&'static str),
}

impl Handbook {
    /// A document.
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.documents[id.0]
    }

    /// A section.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0]
    }

    /// Whether an edition shows a document, as a page or as a passage of one. One whose components can't be read
    /// might hold a stretch for others, so it is shown to nobody.
    pub fn shows(&self, edition: &EditionSettings, id: DocumentId) -> bool {
        let document = self.document(id);
        let is_ready = self.drafts || edition.drafts || document.status != Status::Draft;
        let mut faults = document.parsed.faults.iter();
        document.source.is_none_or(|source| self.shows(edition, source))
            && (document.published && is_ready || document.is_passage && !document.undeclared)
            && edition.is_for(&document.readers.audiences)
            && !self.gives_way(edition, id)
            && !faults.any(|(_, fault)| {
                matches!(fault, MarkdownFault::TooDeep | MarkdownFault::MalformedComponent(_))
            })
    }

    /// The documents that readers get and that are no other's version in another language.
    pub fn counted(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        self.published().filter(|(_, document)| document.source.is_none())
    }

    /// Is this the handbook's home page, and has the edition another?
    fn gives_way(&self, edition: &EditionSettings, id: DocumentId) -> bool {
        let is_home = self.section(SectionId::ROOT).document == Some(id);
        is_home && edition.home.is_some() && !self.is_named(edition.home.as_ref(), id)
    }

    /// The page that an edition has instead of the handbook's home page, to which links to that one lead there.
    pub fn home_instead(&self, edition: &EditionSettings, id: DocumentId) -> Option<DocumentId> {
        if !self.gives_way(edition, id) {
            return None;
        }
        let mut ids = (0..self.documents.len()).map(DocumentId);
        ids.find(|id| self.is_named(edition.home.as_ref(), *id) && self.shows(edition, *id))
    }

    /// Is this the document of a file that handbook.yaml names?
    pub fn is_named(&self, file: Option<&Located<String>>, id: DocumentId) -> bool {
        let below = self.document(id).parsed.path.below(&self.config.content);
        file.is_some_and(|file| below == Some(file.value.trim_start_matches('/')))
    }

    /// The sections in which an edition shows something, at any depth.
    pub fn sections_shown(&self, edition: &EditionSettings) -> Vec<bool> {
        let mut sections = vec![false; self.sections.len()];
        for (_, document) in self.published().filter(|(id, _)| self.shows(edition, *id)) {
            let mut above = Some(document.section);
            while let Some(id) = above.filter(|id| !sections[id.0]) {
                sections[id.0] = true;
                above = self.section(id).parent;
            }
        }
        sections
    }

    /// The documents that readers get.
    pub fn published(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        self.documents
            .iter()
            .enumerate()
            .filter(|(_, document)| document.published)
            .map(|(index, document)| (DocumentId(index), &**document))
    }
}
