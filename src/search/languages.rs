//! Which documents are indexed together: those in the handbook's language, and after them those in each other.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::model::{Document, Edition, Language};

/// The documents in one language that can be found, in the order of reading.
pub(crate) struct Group<'a> {
    pub language: &'a Language,
    pub documents: Vec<&'a Document>,
}

/// The documents by language, the handbook's own first, even where it has none.
pub(crate) fn by_language(edition: &Edition) -> Vec<Group<'_>> {
    let handbook = &edition.config.language;
    let (mut own, mut others) = (Vec::new(), BTreeMap::<&Language, Vec<&Document>>::new());
    let all = edition.pages().chain(edition.versions()).map(|(_, document)| document);
    for document in all.filter(|document| document.search.listed) {
        match document.language.is_written_like(handbook) {
            true => own.push(document),
            false => others.entry(&document.language).or_default().push(document),
        }
    }
    let own = Group { language: handbook, documents: own };
    let others = others.into_iter().map(|(language, documents)| Group { language, documents });
    std::iter::once(own).chain(others).collect()
}

/// What the names of the files of an index beside the handbook's own begin with: `cy-`.
pub(crate) fn start(language: &Language) -> String {
    format!("{}-", language.as_str().to_lowercase())
}

/// The languages as a manifest lists them, each with its tag, what it calls itself, and its direction: that of the
/// index itself, and after it those beside it. `None` where there is only English, which goes without saying.
pub(crate) fn listed(groups: &[Group<'_>]) -> Option<Value> {
    let is_english = matches!(groups, [one] if one.language.is_english());
    let one = |Group { language, .. }: &Group<'_>| {
        json!([language.as_str(), language.own_name(), language.direction()])
    };
    (!is_english).then(|| groups.iter().map(one).collect())
}
