//! A handbook to an edition: the one place that decides what readers get. It decides nothing about how it
//! is shown.

use crate::model::{Edition, Handbook};

/// The handbook as its readers get it: what is published, and the passages that it includes.
pub fn select(handbook: &Handbook) -> Edition {
    let documents = handbook
        .documents
        .iter()
        .map(|document| (document.published || document.is_passage).then(|| document.clone()))
        .collect();
    let aliases = handbook
        .aliases
        .iter()
        .filter_map(|alias| Some((alias.url.clone().ok()?, alias.document)))
        .collect();
    Edition {
        title: handbook.config.title.clone(),
        config: handbook.config.clone(),
        practice_model: handbook.practice_model.clone(),
        glossary: handbook.glossary.clone(),
        components: handbook.components.clone(),
        today: handbook.today,
        documents,
        sections: handbook.sections.clone(),
        reading_order: handbook.reading_order.clone(),
        files: handbook.files.clone(),
        aliases,
    }
}
