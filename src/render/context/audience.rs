//! Who can see what: an edition's documents by who can see them, those that most can see first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Edition, Seen, pages};
use crate::render::context::{KindContext, LangContext, LinkContext, kind};
use crate::theme::Theme;

#[derive(Serialize)]
pub(crate) struct AudienceContext {
    groups: Vec<GroupContext>,
    /// How many documents there are, and how many of them are for somebody because of what. A list: a template goes
    /// through a map in no order that repeats.
    count: usize,
    reasons: Vec<ReasonContext>,
    csv: &'static str,
    json: &'static str,
}

#[derive(Serialize)]
struct ReasonContext {
    because: &'static str,
    count: usize,
}

/// The documents that the same people can see in the same editions.
#[derive(Serialize)]
struct GroupContext {
    anchor: String,
    audiences: Vec<String>,
    editions: Vec<String>,
    documents: Vec<SeenContext>,
}

#[derive(Serialize)]
struct SeenContext {
    title: String,
    lang: Option<LangContext>,
    url: String,
    kind: Option<KindContext>,
    section: LinkContext,
    because: &'static str,
    /// The document that says so, if it is another and the edition has it.
    said_in: Option<LinkContext>,
}

pub(crate) fn audience(edition: &Edition, theme: &Theme) -> AudienceContext {
    let key = |one: &Seen| -> (Vec<String>, Vec<String>) {
        let audiences = one.audiences.iter().map(|one| one.label.clone());
        (audiences.collect(), one.editions.clone())
    };
    let mut groups: BTreeMap<_, Vec<&Seen>> = BTreeMap::new();
    let mut reasons: BTreeMap<_, usize> = BTreeMap::new();
    for one in edition.seen.iter() {
        groups.entry(key(one)).or_default().push(one);
        *reasons.entry(one.because).or_default() += 1;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|((audiences, editions), _)| Reverse((audiences.len(), editions.len())));
    let place: BTreeMap<_, usize> =
        edition.reading_order.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let groups = groups.into_iter().enumerate().map(|(index, ((audiences, editions), mut all))| {
        // A version in another language has no place of its own.
        all.sort_by_key(|one| place.get(&one.document).copied().unwrap_or(usize::MAX));
        GroupContext {
            anchor: format!("group-{}", index + 1),
            audiences,
            editions,
            documents: all.into_iter().filter_map(|one| seen(edition, theme, one)).collect(),
        }
    });
    AudienceContext {
        groups: groups.collect(),
        count: edition.seen.len(),
        reasons: reasons
            .into_iter()
            .map(|(because, count)| ReasonContext { because, count })
            .collect(),
        csv: pages::AUDIENCE_CSV,
        json: pages::AUDIENCE_JSON,
    }
}

fn seen(edition: &Edition, theme: &Theme, seen: &Seen) -> Option<SeenContext> {
    let document = edition.document(seen.document)?;
    let said_in = seen.said_in.as_ref().filter(|file| **file != seen.file);
    let said_in = said_in
        .and_then(|file| edition.documents.iter().flatten().find(|one| one.parsed.path == *file));
    Some(SeenContext {
        title: document.title.clone(),
        lang: LangContext::of(theme, &document.language),
        url: document.url.escaped(),
        kind: kind(edition, theme, document),
        section: LinkContext::section(edition, theme, document.section),
        because: seen.because,
        said_in: said_in.map(|one| LinkContext::plain(&one.title, one.url.escaped())),
    })
}
