//! The review register: as a page, as a table for spreadsheets, and as calendars.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::Value;

use crate::model::{
    Date, Document, Due, Edition, OwnerReviews, ReviewEntry, Url, has_dates, pages, shared,
};
use crate::render::Made;
use crate::render::calendar::{Event, calendar};
use crate::render::context::{self, DueContext};
use crate::render::forms::Piece;
use crate::render::identity::uuid;
use crate::render::plan::Files;
use crate::render::register::register_csv;
use crate::render::renderer::{Renderer, value};
use crate::resolve;
use crate::source::SourcePath;

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
    let made = Arc::new(OnceLock::new());
    let of_all = has_dates(&entries).then(|| pages::REVIEWS_CALENDAR.to_owned());
    let owners = resolve::by_owner(&entries);
    for url in of_all.into_iter().chain(owners.iter().filter_map(OwnerReviews::calendar)) {
        let made = Arc::clone(&made);
        files.add(&url, move |renderer, url| {
            let all = made.get_or_init(|| shared(|| calendars(renderer)));
            Made::plain(all.get(url.as_str()).cloned().unwrap_or_default())
        });
    }
}

/// The calendar of all reviews and each owner's, by their addresses; made together, when one is first asked for, since
/// what is due is in both.
fn calendars(renderer: &Renderer) -> BTreeMap<String, Vec<u8>> {
    let entries = context::register(&renderer.edition);
    let events = entries.iter().filter_map(|entry| {
        let event = event(renderer, entry.document)?;
        Some((&entry.document.parsed.path, event.written()))
    });
    let events: BTreeMap<&SourcePath, String> = events.collect();
    let written = |owner: Option<&str>, entries: &[ReviewEntry<'_>]| {
        let events = entries.iter().filter_map(|entry| events.get(&entry.document.parsed.path));
        calendar(&name(renderer, owner), events.map(String::as_str))
    };
    let owners = resolve::by_owner(&entries).into_iter();
    let owners = owners.filter_map(|one| Some((one.calendar()?, written(one.owner, &one.entries))));
    let of_all = (pages::REVIEWS_CALENDAR.to_owned(), written(None, &entries));
    owners.chain([of_all]).collect()
}

fn page(renderer: &Renderer, url: &Url) -> Made {
    let Renderer { edition, theme, .. } = renderer;
    let list = |part: Option<Due>, lines: &[&DueContext]| {
        let (level, flag) = (if part.is_some() { "h3" } else { "h4" }, part != Some(Due::Overdue));
        let (show_owner, flag) = (Value::from(part.is_some()), Value::from(flag));
        let level = ("level", Value::from(level));
        let arguments = vec![level, ("show_owner", show_owner), ("flag", flag)];
        renderer.list(&Piece { name: "due", arguments }, lines, url)
    };
    let entries = context::register(edition);
    let register = value(&context::reviews(edition, theme, &entries, &list));
    renderer.own_page("reviews", "reviews", url, vec![("register", register)])
}

/// What the calendar of all reviews is called, or one owner's.
fn name(renderer: &Renderer, owner: Option<&str>) -> String {
    let title = format!("{}: {}", renderer.edition.title, renderer.phrase("reviews"));
    match owner {
        Some(owner) => format!("{title}, {owner}"),
        None => title,
    }
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
