//! A handbook as one group of readers may have it. What it doesn't hold can't be published.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::component::ComponentDefinition;
use crate::model::config::{Config, ReaderHelp};
use crate::model::{
    Coverage, Date, Document, DocumentId, Exception, Glossary, Language, PracticeModel, Section,
    SectionId, Seen, Url, Watched,
};
use crate::source::SourcePath;

/// A handbook as one group of readers may have it.
#[derive(Clone, Debug, Hash)]
pub struct Edition {
    /// Its id in `handbook.yaml`; `None` if that names no editions.
    pub id: Option<String>,
    /// What it is called.
    pub title: String,
    /// The language of the pages that it makes itself.
    pub language: Language,
    /// What `handbook.yaml` says.
    pub config: Arc<Config>,
    /// The practice model.
    pub practice_model: Arc<PracticeModel>,
    /// Which of the edition's own documents belong to what of the model.
    pub coverage: Arc<Coverage>,
    /// The glossary.
    pub glossary: Arc<Glossary>,
    /// The day for which it is made.
    pub today: Date,
    /// The components that the theme has.
    pub components: Arc<Vec<ComponentDefinition>>,
    /// The documents that it holds, passages among them; `None` where it doesn't hold one.
    pub documents: Vec<Option<Arc<Document>>>,
    /// The sections; the first is the handbook itself.
    pub sections: Arc<Vec<Section>>,
    /// The documents that have pages, in the order of reading.
    pub reading_order: Arc<Vec<DocumentId>>,
    /// Files beside the documents, and their addresses.
    pub files: Arc<BTreeMap<SourcePath, Url>>,
    /// Exceptions from rules, each with the document that makes it; for readers who answer for the handbook.
    pub exceptions: Arc<Vec<(DocumentId, Exception)>>,
    /// Who can see each of its documents, and why; for readers who answer for the handbook, where there is more than
    /// one edition to be in.
    pub seen: Arc<Vec<Seen>>,
    /// Old addresses.
    pub aliases: Arc<Vec<(Url, DocumentId)>>,
    /// The days on which its documents were edited, the latest first, where a repository knows them.
    pub edited: BTreeMap<DocumentId, Watched<Vec<Date>>>,
    /// Phrases of its own, by their keys in the theme.
    pub strings: Arc<BTreeMap<String, String>>,
    /// It has a page that says what to expect of each element of the practice model.
    pub says_what_to_expect: bool,
    /// What it does for readers who need more than text.
    pub help: ReaderHelp,
    /// It shows how the handbook is looked after: owners, review dates, coverage, exceptions, who can see
    /// what, what has changed and what is due for review.
    pub shows_governance: bool,
}

impl Edition {
    /// A document, if the edition holds it.
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents.get(id.0)?.as_deref()
    }

    /// The document that this is a version of in another language, if the edition holds it.
    pub fn source_of(&self, document: &Document) -> Option<&Document> {
        self.document(document.source?)
    }

    /// A document in a language; itself where the edition has it in no other, or where it is a version that somebody
    /// asked for.
    pub fn version<'a>(&'a self, document: &'a Document, language: &str) -> &'a Document {
        let mut versions = document.versions.iter().filter_map(|id| self.document(*id));
        let found = versions.find(|one| one.language.as_str() == language);
        found.filter(|_| document.source.is_none()).unwrap_or(document)
    }

    /// A section.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0]
    }

    /// The versions of its documents in other languages, each after the document that it stands with.
    pub fn versions(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        let all = self.pages().flat_map(|(id, document)| {
            document.versions.iter().copied().filter(move |version| *version != id)
        });
        all.filter_map(|id| Some((id, self.document(id)?)))
    }

    /// The documents that have pages, in the order of reading; versions in other languages not among them.
    pub fn pages(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        self.reading_order.iter().filter_map(|&id| Some((id, self.document(id)?)))
    }
}
