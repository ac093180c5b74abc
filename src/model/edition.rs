//! A handbook as one group of readers may have it. What it doesn't hold can't be published.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::component::ComponentDefinition;
use crate::model::config::Config;
use crate::model::{Date, Document, DocumentId, Glossary, PracticeModel, Section, SectionId, Url};
use crate::source::SourcePath;

/// A handbook as one group of readers may have it.
#[derive(Clone, Debug)]
pub struct Edition {
    /// What it is called.
    pub title: String,
    /// What `handbook.yaml` says.
    pub config: Arc<Config>,
    /// The practice model.
    pub practice_model: Arc<PracticeModel>,
    /// The glossary.
    pub glossary: Arc<Glossary>,
    /// The day for which it is made.
    pub today: Date,
    /// The components that the theme has.
    pub components: Arc<Vec<ComponentDefinition>>,
    /// The documents that it holds, passages among them; `None` where it doesn't hold one.
    pub documents: Vec<Option<Document>>,
    /// The sections; the first is the handbook itself.
    pub sections: Vec<Section>,
    /// The documents that have pages, in the order of reading.
    pub reading_order: Vec<DocumentId>,
    /// Files beside the documents, and their addresses.
    pub files: BTreeMap<SourcePath, Url>,
    /// Old addresses.
    pub aliases: Vec<(Url, DocumentId)>,
}

impl Edition {
    /// A document, if the edition holds it.
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents.get(id.0)?.as_ref()
    }

    /// A section.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0]
    }

    /// The documents that have pages, in the order of reading.
    pub fn pages(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        self.reading_order.iter().filter_map(|&id| Some((id, self.document(id)?)))
    }
}
