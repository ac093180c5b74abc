//! Which documents and sections an edition shows, known before anything is cut.

use crate::model::config::EditionSettings;
use crate::model::{DocumentId, Handbook, ListField, SectionId, Target};

/// What an edition shows of a handbook.
pub(super) struct Shown<'a> {
    pub handbook: &'a Handbook,
    pub edition: &'a EditionSettings,
    documents: Vec<bool>,
    sections: Vec<bool>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(handbook: &'a Handbook, edition: &'a EditionSettings) -> Self {
        let ids = (0..handbook.documents.len()).map(DocumentId);
        let documents: Vec<bool> = ids.map(|id| handbook.shows(edition, id)).collect();
        let sections = handbook.sections_shown(edition);
        Shown { handbook, edition, documents, sections }
    }

    /// Does another state of the handbook show the same documents and sections?
    pub(super) fn is_like(&self, other: &Shown<'_>) -> bool {
        self.documents == other.documents && self.sections == other.sections
    }

    pub(super) fn document(&self, id: DocumentId) -> bool {
        self.documents[id.0]
    }

    /// The edition's own home page, for links to the handbook's.
    pub(super) fn home_instead(&self, id: DocumentId) -> Option<DocumentId> {
        self.handbook.home_instead(self.edition, id)
    }

    /// Does a link lead to something that the edition has?
    pub(super) fn leads_somewhere(&self, target: &Target) -> bool {
        match target {
            Target::External(_) | Target::File(_) => true,
            Target::Document(id, _) => self.document(*id) || self.home_instead(*id).is_some(),
            Target::Section(SectionId(id)) => self.sections[*id],
            Target::Broken(_) => false,
        }
    }

    /// Is something of the practice model or the glossary for its readers? What says nothing is for those that
    /// the handbook's default names.
    pub(super) fn part(&self, audience: &ListField) -> bool {
        match audience {
            Some(own) => own.iter().any(|one| self.edition.audiences.contains(&one.value)),
            None => self.edition.is_for(&self.handbook.config.default_audience),
        }
    }
}
