//! What a page says in which language: titles in the page's where there are any, and what is in another marked.

use serde::Serialize;

use crate::model::config::Audience;
use crate::model::{Date, Document, Edition, Kind, Language, SectionId, Url};
use crate::theme::Theme;

/// The language of a piece of a page that is not in the page's.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct LangContext {
    tag: String,
    /// The direction, if it is not the page's.
    direction: Option<&'static str>,
}

impl LangContext {
    /// How a piece in this language is marked on a page. Where the theme has no phrases in the page's language, most
    /// of the page is marked as English, so that each piece has to be marked.
    pub(crate) fn of(theme: &Theme, language: &Language) -> Option<Self> {
        if language.as_str() == theme.language && theme.has_phrases {
            return None;
        }
        let page = page_language(theme);
        if page.is_like(language) && theme.has_phrases {
            return None;
        }
        let direction = language.direction();
        let direction =
            Some(direction).filter(|one| !theme.has_phrases || *one != page.direction());
        Some(LangContext { tag: language.to_string(), direction })
    }

    /// The same as HTML's attributes.
    pub(crate) fn attributes(&self) -> String {
        let direction = self.direction.map(|one| format!(" dir=\"{one}\"")).unwrap_or_default();
        format!(" lang=\"{}\"{direction}", self.tag)
    }

    /// How the theme's phrases are marked, where there are none in the page's language. They name parts of the page,
    /// which keep the page's direction: a header belongs where readers of that language look for it.
    pub(crate) fn of_phrases(theme: &Theme) -> Option<Self> {
        let tag = Language::english().primary().to_owned();
        (!theme.has_phrases).then_some(LangContext { tag, direction: None })
    }
}

/// The language of the pages that a theme is for.
pub(crate) fn page_language(theme: &Theme) -> Language {
    Language::parse(&theme.language).unwrap_or_else(Language::english)
}

/// A date, for machines and for people.
#[derive(Serialize)]
pub(crate) struct DateContext {
    iso: String,
    text: String,
}

impl DateContext {
    pub(crate) fn new(theme: &Theme, date: Date) -> Self {
        let text = filled(theme, "date_format", date, Date::in_words);
        DateContext { iso: date.to_string(), text }
    }
}

/// A month as readers see it: `March 2027`.
pub(crate) fn month(theme: &Theme, date: Date) -> String {
    filled(theme, "month_format", date, Date::month_in_words)
}

/// A date in the words of the page's language; as English has it where the theme doesn't know the months.
fn filled(theme: &Theme, format: &str, date: Date, english: impl Fn(Date) -> String) -> String {
    let (Some(format), Some(month)) = (theme.strings.get(format), theme.month(date.month_number()))
    else {
        return english(date);
    };
    let mut parts = format.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            Some(("day", rest)) => text.extend([&date.day().to_string(), rest]),
            Some(("month", rest)) => text.extend([month, rest]),
            Some(("year", rest)) => text.extend([&date.year().to_string(), rest]),
            _ => text.extend(["{", part]),
        }
    }
    text
}

/// A section as a page names it: its title, its address, and how the title is marked.
pub(crate) struct SectionName<'a> {
    pub title: &'a str,
    pub url: &'a Url,
    pub lang: Option<LangContext>,
}

pub(crate) fn section_name<'a>(
    edition: &'a Edition,
    theme: &Theme,
    id: SectionId,
) -> SectionName<'a> {
    let section = edition.section(id);
    match section.document.and_then(|id| edition.document(id)) {
        Some(document) => {
            let document = edition.version(document, &theme.language);
            let lang = LangContext::of(theme, &document.language);
            SectionName { title: &document.title, url: &document.url, lang }
        }
        None => {
            let lang = LangContext::of(theme, &edition.config.language);
            SectionName { title: &section.title, url: &section.url, lang }
        }
    }
}

/// What a kind is called: as the handbook says in its own language, and in others as the phrases have it, if they do.
pub(crate) fn kind_name(edition: &Edition, theme: &Theme, kind: &Kind) -> Named {
    named(edition, theme, &format!("name_kind_{}", kind.id), &kind.label, is_ours(kind))
}

/// What several of a kind are called.
pub(crate) fn kind_plural(edition: &Edition, theme: &Theme, kind: &Kind) -> Named {
    named(edition, theme, &format!("name_kinds_{}", kind.id), &kind.plural, is_ours(kind))
}

/// The handbook gives a kind the names that it has without that.
fn is_ours(kind: &Kind) -> bool {
    let built_in = Kind::built_in().iter().find(|one| one.id == kind.id);
    built_in.is_some_and(|one| (&one.label, &one.plural) == (&kind.label, &kind.plural))
}

/// What an audience is called.
pub(crate) fn audience_name(edition: &Edition, theme: &Theme, id: &str) -> Named {
    let label = edition.config.audience(id).map_or(id, |audience| &audience.label);
    let is_ours = Audience::built_in().iter().any(|one| one.id == id && one.label == label);
    named(edition, theme, &format!("name_audience_{id}"), label, is_ours)
}

/// What the edition is called.
pub(crate) fn site_name(edition: &Edition, theme: &Theme) -> Named {
    named(edition, theme, "name_handbook", &edition.title, false)
}

/// A name, and how it is marked.
pub(crate) struct Named {
    pub name: String,
    pub lang: Option<LangContext>,
}

/// A name that `handbook.yaml` gives, or the phrase for it where the page is in another language or the name is ours.
fn named(edition: &Edition, theme: &Theme, key: &str, given: &str, is_ours: bool) -> Named {
    let is_own = || page_language(theme).is_like(&edition.config.language);
    let phrase = theme.strings.get(key).filter(|phrase| !phrase.is_empty());
    match phrase.filter(|_| theme.has_phrases && (is_ours || !is_own())) {
        Some(phrase) => Named { name: phrase.clone(), lang: None },
        None => {
            let lang = LangContext::of(theme, &edition.config.language);
            Named { name: given.to_owned(), lang }
        }
    }
}

/// A language in which a document can be read.
#[derive(Serialize)]
pub(crate) struct VersionContext {
    /// What the language calls itself.
    name: String,
    tag: String,
    direction: &'static str,
    url: String,
    /// It is the one that is being read.
    current: bool,
}

/// The languages in which a document can be read, the one that it was written in first; none if that is the only one.
pub(crate) fn versions(edition: &Edition, document: &Document) -> Vec<VersionContext> {
    let all = document.versions.iter().filter_map(|id| edition.document(*id));
    let all: Vec<VersionContext> = all
        .map(|version| VersionContext {
            name: version.language.own_name().to_owned(),
            tag: version.language.to_string(),
            direction: version.language.direction(),
            url: version.url.escaped(),
            current: version.url == document.url,
        })
        .collect();
    if all.len() > 1 { all } else { Vec::new() }
}
