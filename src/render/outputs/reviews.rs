//! The review register: as a page, as a table for spreadsheets, and as calendars.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::model::{
    Date, Document, Edition, OwnerReviews, ReviewEntry, Url, has_dates, pages, shared,
};
use crate::render::Made;
use crate::render::calendar::{Event, calendar};
use crate::render::context;
use crate::render::identity::uuid;
use crate::render::plan::Files;
use crate::render::register::register_csv;
use crate::render::renderer::{Renderer, value};
use crate::resolve;

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    let entries = context::register(&renderer.edition);
    if entries.is_empty() {
        return;
    }
    files.add(pages::REVIEWS, page);
    files.add(pages::REVIEWS_CSV, |renderer, _| {
        let Renderer { edition, theme, .. } = renderer;
        Made::plain(register_csv(edition, theme, &context::register(edition)))
    });
    if has_dates(&entries) {
        files.add(pages::REVIEWS_CALENDAR, |renderer, _| {
            Made::plain(events(renderer, None, &context::register(&renderer.edition)))
        });
    }
    let made = Arc::new(OnceLock::new());
    for url in resolve::by_owner(&entries).iter().filter_map(OwnerReviews::calendar) {
        let made = Arc::clone(&made);
        files.add(&url, move |renderer, url| {
            let all = made.get_or_init(|| calendars(renderer));
            Made::plain(all.get(url.as_str()).cloned().unwrap_or_default())
        });
    }
}

/// Each owner's calendar by its address; made together, when one is first asked for.
fn calendars(renderer: &Renderer) -> BTreeMap<String, Vec<u8>> {
    let entries = shared(|| context::register(&renderer.edition));
    let owners = resolve::by_owner(&entries);
    let calendar =
        |one: &OwnerReviews<'_>| Some((one.calendar()?, events(renderer, one.owner, &one.entries)));
    owners.iter().filter_map(|one| shared(|| calendar(one))).collect()
}

fn page(renderer: &Renderer, url: &Url) -> Made {
    let Renderer { edition, theme, .. } = renderer;
    let register = value(&context::reviews(edition, theme, &context::register(edition)));
    renderer.own_page("reviews", "reviews", url, vec![("register", register)])
}

/// The calendar of these reviews, of all or of one owner's.
fn events(renderer: &Renderer, owner: Option<&str>, entries: &[ReviewEntry<'_>]) -> Vec<u8> {
    let title = format!("{}: {}", renderer.edition.title, renderer.phrase("reviews"));
    let name = match owner {
        Some(owner) => format!("{title}, {owner}"),
        None => title,
    };
    let events = entries.iter().filter_map(|entry| event(renderer, entry.document));
    calendar(&name, &events.collect::<Vec<_>>())
}

fn event(renderer: &Renderer, document: &Document) -> Option<Event> {
    let edition = &*renderer.edition;
    let day = document.review_by?;
    let owner = document.owner.as_ref();
    let owner = owner.map(|owner| format!("{}: {owner}", renderer.phrase("owner")));
    let url = edition.config.address.as_ref();
    let url = url.map(|address| format!("{address}{}", document.url.escaped()));
    let lines = [owner, Some(url.clone().unwrap_or_else(|| document.url.to_string()))];
    Some(Event {
        uid: format!("{}@handbook", uuid(edition, document.url.as_str())),
        stamp: last_touched(edition, document),
        day,
        summary: renderer.phrase("review_due").replace("{title}", &document.title),
        description: lines.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        url,
    })
}

/// The last day on which the document says that somebody looked at it; without one, the day that its review is due.
fn last_touched(edition: &Edition, document: &Document) -> Date {
    let front = &document.parsed.outline.front;
    let approved = front.approved.as_ref().map(|date| date.value);
    let amended = front.amendments.iter().map(|one| one.date).filter(|day| *day <= edition.today);
    let days = document.reviewed.into_iter().chain(approved).chain(amended);
    days.max().or(document.review_by).unwrap_or(edition.today)
}
