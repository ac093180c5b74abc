//! Something that changed in a handbook, as its readers are told of it.

use crate::model::{Amendment, Document};

/// An amendment, with the document that it is of.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The document.
    pub document: &'a Document,
    /// What changed, and when.
    pub amendment: &'a Amendment,
    /// Which of the document's amendments of that day it is, from 1.
    pub number: usize,
}

impl Change<'_> {
    /// The address of what it is told on, escaped: the document's own list of changes, which a section's page
    /// doesn't have.
    pub fn address(&self) -> String {
        let page = self.document.url.escaped();
        if self.document.is_section { page } else { format!("{page}#page.amendments") }
    }
}
