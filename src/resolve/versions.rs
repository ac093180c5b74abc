//! Which documents are another's version in another language: `visits.cy.md` stands with `visits.md`, in Welsh, where
//! the handbook lists `cy` among its languages. Any other word between full stops is part of a name.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::config::Config;
use crate::model::{Document, DocumentId, Handbook, Language, ListField, Parsed, Url};
use crate::resolve::inherited::{Inherited, defaults};
use crate::source::SourcePath;

/// What the name of a document's file says.
pub(crate) struct Named {
    /// The language that it is in.
    pub language: Language,
    /// The document that it is a version of, if that is there.
    pub source: Option<DocumentId>,
}

/// The language at the end of a file's name, and the name without it: `cy` and `visits` of `visits.cy.md`. Whether it
/// is one of the handbook's is not asked.
pub fn language_in_name(path: &SourcePath) -> Option<(Language, &str)> {
    let (name, tag) = path.stem().rsplit_once('.')?;
    let language = Language::parse(tag).filter(|_| !name.is_empty())?;
    Some((language, name))
}

/// The same, where it is one of the handbook's.
pub fn listed_language<'a>(config: &Config, path: &'a SourcePath) -> Option<(Language, &'a str)> {
    language_in_name(path).filter(|(language, _)| config.has_language(language))
}

/// What each file's name says of its language, if anything.
pub(crate) fn named(config: &Config, documents: &[Arc<Parsed>]) -> Vec<Option<Named>> {
    let listed = documents.par_iter().map(|one| listed_language(config, &one.path));
    let listed: Vec<Option<(Language, &str)>> = listed.collect();
    let mut sources: BTreeMap<(&str, &str), DocumentId> = BTreeMap::new();
    if listed.iter().any(Option::is_some) {
        for (index, document) in
            documents.iter().enumerate().filter(|(at, _)| listed[*at].is_none())
        {
            let place = (document.path.folder(), document.path.stem());
            sources.entry(place).or_insert(DocumentId(index));
        }
    }
    let one = |(document, listed): (&Arc<Parsed>, Option<(Language, &str)>)| {
        let (language, name) = listed?;
        let source = sources.get(&(document.path.folder(), name)).copied();
        Some(Named { language, source })
    };
    documents.iter().zip(listed).map(one).collect()
}

/// Gives each version its place beside its source, once that has its own, and tells all of them of each other.
pub(crate) fn join(config: &Config, documents: &mut [Document]) {
    let order = |document: &Document| {
        config.languages.iter().position(|one| one.value == document.language)
    };
    let mut families: BTreeMap<DocumentId, Vec<DocumentId>> = BTreeMap::new();
    for index in 0..documents.len() {
        let Some(source) = documents[index].source else { continue };
        let of = documents[source.0].clone();
        let document = &mut documents[index];
        document.url = url(&of.url, &document.language);
        (document.section, document.is_section) = (of.section, of.is_section);
        if document.parsed.outline.front.title.is_none() && !document.title_from_heading {
            document.title = of.title;
        }
        if document.published {
            families.entry(source).or_insert_with(|| vec![source]).push(DocumentId(index));
        }
    }
    for mut family in families.into_values() {
        family[1..].sort_by_key(|id| order(&documents[id.0]));
        for id in &family {
            documents[id.0].versions.clone_from(&family);
        }
    }
}

/// `visits.html` in Welsh is `visits.cy.html`.
fn url(source: &Url, language: &Language) -> Url {
    let name = source.as_str().trim_end_matches(".html");
    Url::new(&format!("{name}.{language}.html"))
}

/// The languages that each document should have versions in: as it says itself or, in this order, its sections and the
/// handbook. What is not among the handbook's languages is left out.
pub fn wanted_languages(handbook: &Handbook) -> BTreeMap<DocumentId, Vec<Language>> {
    let config = &handbook.config;
    let parsed: Vec<Arc<Parsed>> =
        handbook.documents.iter().map(|one| Arc::clone(&one.parsed)).collect();
    let defaults = defaults(&config.content, &parsed);
    let listed = |field: &ListField| {
        let all = field.iter().flatten().filter_map(|one| Language::parse(&one.value));
        all.filter(|language| config.has_language(language)).collect::<Vec<Language>>()
    };
    let wanted = |document: &Arc<Parsed>| {
        let fields = Inherited::new(&config.content, document, None, &defaults);
        listed(fields.translate_into().unwrap_or(&config.translate_into))
    };
    let all = parsed.iter().enumerate();
    all.map(|(index, document)| (DocumentId(index), wanted(document))).collect()
}

#[cfg(test)]
mod tests {
    use super::language_in_name;
    use crate::source::SourcePath;

    #[test]
    fn a_language_stands_between_the_last_two_full_stops() {
        let check = |path: &str, expected: Option<(&str, &str)>| {
            let path = SourcePath::new(path).unwrap();
            let found = language_in_name(&path);
            let found = found.as_ref().map(|(language, name)| (language.as_str(), *name));
            assert_eq!(found, expected, "{path}");
        };
        check("content/visits.cy.md", Some(("cy", "visits")));
        check("content/index.zh-hant.md", Some(("zh-Hant", "index")));
        check("content/form.v2.md", None);
        check("content/visits.md", None);
        check("content/cy.md", None);
        check("content/f.cy/visits.md", None);
    }
}
