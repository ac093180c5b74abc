//! A whole handbook, everything in it decided, nothing left out yet for any audience.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::component::ComponentDefinition;
use crate::model::config::Config;
use crate::model::{Date, Document, FrontMatterFault, DocumentId, Glossary, PracticeModel, SectionId, Url};
use crate::source::{Located, ReadFault, SourcePath, Span, Text};

/// A whole handbook.
#[derive(Clone, Debug)]
pub struct Handbook {
    /// What `handbook.yaml` says.
    pub config: Arc<Config>,
    /// The practice model.
    pub practice_model: Arc<PracticeModel>,
    /// The glossary.
    pub glossary: Arc<Glossary>,
    /// The day that review dates are held against.
    pub today: Date,
    /// Every document, published or not, by the order of their files' names.
    pub documents: Vec<Document>,
    /// Every section; the first is the handbook itself.
    pub sections: Vec<Section>,
    /// The published documents in the order of reading.
    pub reading_order: Vec<DocumentId>,
    /// Files that are not Markdown and stand beside the documents.
    pub files: BTreeMap<SourcePath, Url>,
    /// Old addresses: from where, to which document.
    pub aliases: Vec<Alias>,
    /// Two things with one address.
    pub clashes: Vec<Clash>,
    /// The components that the theme has.
    pub components: Arc<Vec<ComponentDefinition>>,
    /// The texts of the YAML files, to show their lines.
    pub yaml_texts: BTreeMap<SourcePath, Arc<Text>>,
    /// What is wrong in them.
    pub yaml_faults: Vec<(SourcePath, Span, FrontMatterFault)>,
    /// Faults in reading the folder itself.
    pub read_faults: Vec<ReadFault>,
}

/// A folder of documents.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Child {
    /// A document.
    Document(DocumentId),
    /// A section below.
    Section(SectionId),
}

/// An old address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The address, as a file of the site: `policies/contact.html`; or why it can't be one.
    pub url: Result<Url, AliasFault>,
    /// Where it leads.
    pub document: DocumentId,
    /// As written, and where.
    pub written: Located<String>,
}

/// Why an alias can't be an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AliasFault {
    /// It leads out of the site, or is no path at all.
    NotAPath,
}

/// Two things with one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The address.
    pub url: Url,
    /// The one that keeps it.
    pub first: Claimant,
    /// The one that can't have it.
    pub second: Claimant,
}

/// What wants an address.
#[derive(Clone, Debug, PartialEq, Eq)]
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

    /// The documents that readers get.
    pub fn published(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        self.documents
            .iter()
            .enumerate()
            .filter(|(_, document)| document.published)
            .map(|(index, document)| (DocumentId(index), document))
    }
}
