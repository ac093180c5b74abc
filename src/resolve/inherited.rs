//! The fields of a document with those that it inherits.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::config::{CheckSetting, Config};
use crate::model::{
    Because, Date, FrontMatter, Kind, Language, ListField, Parsed, Readers, SearchSettings, Status,
    TextField,
};
use crate::resolve::sections::{folder_of, is_section_file};
use crate::source::SourcePath;

/// What each folder's own document says for all below it.
pub(crate) fn defaults(content: &str, documents: &[Arc<Parsed>]) -> BTreeMap<String, Arc<Parsed>> {
    documents
        .iter()
        .filter(|one| one.outline.front.defaults.is_some() && is_section_file(&one.path))
        .map(|one| (folder_of(content, &one.path).to_owned(), Arc::clone(one)))
        .collect()
}

/// A document's fields, behind them those of the document that it is a version of, and behind them those of the
/// folders that it is in, the nearest first.
pub(crate) struct Inherited<'a> {
    layers: Vec<&'a FrontMatter>,
    /// The files that they stand in.
    files: Vec<&'a SourcePath>,
    /// The document that it is a version of in another language.
    source: Option<&'a Parsed>,
}

impl<'a> Inherited<'a> {
    pub(crate) fn new(
        content: &str,
        parsed: &'a Parsed,
        source: Option<&'a Parsed>,
        defaults: &'a BTreeMap<String, Arc<Parsed>>,
    ) -> Self {
        let own = std::iter::once(parsed).chain(source);
        let (mut layers, mut files): (Vec<_>, Vec<_>) =
            own.map(|one| (&one.outline.front, &one.path)).unzip();
        let mut folder = Some(folder_of(content, &parsed.path));
        while let Some(name) = folder {
            let above = defaults.get(name);
            let above = above.and_then(|one| Some((one, one.outline.front.defaults.as_deref()?)));
            if let Some((section, front)) = above {
                layers.push(front);
                files.push(&section.path);
            }
            folder = match name {
                "" => None,
                _ => Some(name.rfind('/').map_or("", |slash| &name[..slash])),
            };
        }
        Inherited { layers, files, source }
    }

    /// The fields of the document that it is a version of in another language.
    pub(crate) fn source(&self) -> Option<&'a FrontMatter> {
        self.source.map(|source| &source.outline.front)
    }

    pub(crate) fn checks(&self) -> Vec<CheckSetting> {
        self.layers.iter().flat_map(|front| front.checks.iter().cloned()).collect()
    }

    /// The layers that are its own: its fields, and those of its source.
    fn own(&self) -> &[&'a FrontMatter] {
        &self.layers[..1 + usize::from(self.source.is_some())]
    }

    pub(crate) fn text(&self, field: impl Fn(&'a FrontMatter) -> &'a TextField) -> Option<String> {
        let found = self.layers.iter().find_map(|front| field(front).as_ref());
        found.map(|text| text.value.clone())
    }

    pub(crate) fn list(&self, field: impl Fn(&'a FrontMatter) -> &'a ListField) -> Vec<String> {
        let found = self.layers.iter().find_map(|front| field(front).as_ref());
        found.into_iter().flatten().map(|one| one.value.clone()).collect()
    }

    /// Who can read it. A version in another language is never for more readers than its source.
    pub(crate) fn readers(&self, default: &[String]) -> Readers {
        let Some(source) = self.source else { return self.readers_from(0, default) };
        let of_source = self.readers_from(1, default);
        let own = self.layers[0];
        if own.unclear_audience().is_some() {
            let because = Because::Unclear(self.files[0].clone());
            return Readers { audiences: Vec::new(), because };
        }
        let Readers { mut audiences, because } = of_source;
        let because = match (&own.audience, because) {
            (_, Because::Unclear(file)) => Because::Unclear(file),
            (Some(written), _) => {
                audiences.retain(|one| written.iter().any(|own| own.value == *one));
                Because::Document
            }
            (None, _) => Because::Source(source.path.clone()),
        };
        Readers { audiences, because }
    }

    /// Who can read what has its fields from this layer on: an empty list is nobody, which is not the same as no list.
    fn readers_from(&self, first: usize, default: &[String]) -> Readers {
        let layers = self.layers.iter().zip(&self.files).skip(first);
        for (at, (front, file)) in layers.enumerate() {
            if front.unclear_audience().is_some() {
                return Readers { audiences: vec![], because: Because::Unclear((*file).clone()) };
            }
            let Some(written) = &front.audience else { continue };
            return Readers {
                audiences: written.iter().map(|one| one.value.clone()).collect(),
                because: match at {
                    0 => Because::Document,
                    _ => Because::Section((*file).clone()),
                },
            };
        }
        Readers { audiences: default.to_vec(), because: Because::Default }
    }

    /// The languages that it should be in, as the nearest says that says anything.
    pub(crate) fn translate_into(&self) -> Option<&'a ListField> {
        self.layers.iter().map(|front| &front.translate_into).find(|field| field.is_some())
    }

    /// For whom it says that it is; a version in another language, no more than its source.
    pub(crate) fn audience(&self, readers: &Readers) -> Vec<String> {
        let mut audience = self.list(|front| &front.audience);
        if self.source.is_some() {
            audience.retain(|one| readers.audiences.contains(one));
        }
        audience
    }

    pub(crate) fn language(&self) -> Option<&'a Language> {
        self.layers.iter().find_map(|front| front.language.as_ref()).map(|one| &one.value)
    }

    /// What is in force for both: of a version in another language, what is said of its source too.
    pub(crate) fn status(&self) -> Status {
        let caution = |status: &Status| match status {
            Status::Current => 0,
            Status::UnderReview => 1,
            Status::Withdrawn => 2,
            Status::Draft => 3,
        };
        let from = |first: usize| {
            let word = self.layers[first..].iter().find_map(|front| front.status.as_ref());
            word.and_then(|word| Status::parse(&word.value)).unwrap_or(Status::Current)
        };
        let own = from(0);
        match self.source {
            Some(_) => [own, from(1)].into_iter().max_by_key(caution).unwrap_or(own),
            None => own,
        }
    }

    /// The words that it is found by are its own; whether it is found at all is inherited.
    pub(crate) fn search(&self) -> SearchSettings {
        let found = self.layers.iter().enumerate().find_map(|(at, front)| {
            let mut settings = front.search.clone()?;
            if at > 0 && self.source.is_some() {
                settings.keywords.clear();
            }
            Some(settings)
        });
        found.unwrap_or_default()
    }

    pub(crate) fn date(&self, field: impl Fn(&'a FrontMatter) -> Option<Date>) -> Option<Date> {
        self.layers.iter().find_map(|front| field(front))
    }

    /// It is a case example without a declaration, and so is a version of one in another language.
    pub(crate) fn is_undeclared(&self, config: &Config) -> bool {
        let kind = self.kinds().iter().find_map(|front| front.kind.as_ref());
        let kind = kind.and_then(|kind| config.kind(&kind.value));
        let is_declared = self.own().iter().any(|front| front.anonymised.is_some());
        !is_declared && kind.is_some_and(Kind::is_case_example)
    }

    pub(crate) fn asks_for_acknowledgement(&self) -> bool {
        let asks = self.kinds().iter().find_map(|front| front.acknowledge.as_ref());
        asks.is_some_and(|asks| asks.value)
    }

    /// The layers that say what it is: of a section's own document only its own, since what it says of all below it is
    /// meant for that.
    fn kinds(&self) -> &[&'a FrontMatter] {
        let file = self.source.map_or(self.files[0], |source| &source.path);
        if is_section_file(file) { self.own() } else { &self.layers }
    }
}
