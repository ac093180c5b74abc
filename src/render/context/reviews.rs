//! What the review register sees, and the register for programs, whose shape is a promise: a field may be added;
//! any other change raises `version`.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use crate::markdown::slug;
use crate::model::{Due, Edition, ReviewEntry, Url, has_dates, pages};
use crate::render::context::page::status;
use crate::render::context::{DateContext, KindContext, Labelled, kind};
use crate::resolve;
use crate::source::SourcePath;
use crate::theme::Theme;

/// The review register.
#[derive(Serialize)]
pub(crate) struct RegisterContext {
    /// How many documents there are in it, and how many of them are overdue.
    count: usize,
    overdue: usize,
    /// By how soon they are due; parts with nothing in them are left out.
    parts: Vec<PartContext>,
    owners: Vec<OwnerContext>,
    csv: &'static str,
    calendar: Option<&'static str>,
}

#[derive(Serialize)]
struct PartContext {
    id: &'static str,
    count: usize,
    documents: Value,
}

#[derive(Serialize)]
struct OwnerContext {
    /// `null` for what nobody owns.
    name: Option<String>,
    anchor: String,
    overdue: usize,
    calendar: Option<String>,
    count: usize,
    documents: Value,
}

/// A line of the register.
#[derive(Serialize)]
pub(crate) struct DueContext {
    title: String,
    url: String,
    due: &'static str,
    review_by: Option<DateContext>,
    kind: Option<KindContext>,
    status: Labelled,
    owner: Option<String>,
    owner_anchor: String,
}

/// The review register of an edition whose readers get it.
pub(crate) fn register(edition: &Edition) -> Vec<ReviewEntry<'_>> {
    if !edition.shows_governance {
        return Vec::new();
    }
    resolve::register(edition.pages().map(|(_, one)| one), &edition.config, edition.today)
}

/// What the page of reviews sees. `list` makes the lines of a part, if it is given one, or else of an owner.
pub(crate) fn reviews(
    edition: &Edition,
    theme: &Theme,
    entries: &[ReviewEntry<'_>],
    list: &dyn Fn(Option<Due>, &[&DueContext]) -> Value,
) -> RegisterContext {
    let line = |entry: &ReviewEntry<'_>| due(edition, theme, entry);
    let all = entries.iter().map(|entry| (&entry.document.parsed.path, line(entry)));
    let all: BTreeMap<&SourcePath, DueContext> = all.collect();
    let of = |entry: &ReviewEntry<'_>| all.get(&entry.document.parsed.path);
    let parts = Due::ALL.into_iter().map(|one| {
        let lines = entries.iter().filter(|entry| entry.due == one).filter_map(of);
        let lines: Vec<_> = lines.collect();
        PartContext { id: one.as_str(), count: lines.len(), documents: list(Some(one), &lines) }
    });
    let owners = resolve::by_owner(entries).into_iter().map(|reviews| OwnerContext {
        name: reviews.owner.map(str::to_owned),
        anchor: owner_anchor(reviews.owner),
        overdue: overdue(&reviews.entries),
        calendar: reviews.calendar().map(|url| Url::new(&url).escaped()),
        count: reviews.entries.len(),
        documents: list(None, &reviews.entries.iter().filter_map(of).collect::<Vec<_>>()),
    });
    RegisterContext {
        count: entries.len(),
        overdue: overdue(entries),
        parts: parts.filter(|part| part.count > 0).collect(),
        owners: owners.collect(),
        csv: pages::REVIEWS_CSV,
        calendar: has_dates(entries).then_some(pages::REVIEWS_CALENDAR),
    }
}

fn overdue(entries: &[ReviewEntry<'_>]) -> usize {
    entries.iter().filter(|entry| entry.due == Due::Overdue).count()
}

fn owner_anchor(owner: Option<&str>) -> String {
    owner.map_or_else(|| "no-owner".to_owned(), |owner| format!("owner-{}", slug(owner)))
}

fn due(edition: &Edition, theme: &Theme, entry: &ReviewEntry<'_>) -> DueContext {
    let document = entry.document;
    DueContext {
        title: document.title.clone(),
        url: document.url.escaped(),
        due: entry.due.as_str(),
        review_by: document.review_by.map(|date| DateContext::new(theme, date)),
        kind: kind(edition, theme, document),
        status: status(document.status, theme),
        owner: document.owner.clone(),
        owner_anchor: owner_anchor(document.owner.as_deref()),
    }
}

/// The register for programs.
#[derive(Serialize)]
pub(crate) struct ReviewReport {
    version: u8,
    /// The day that review dates are compared with.
    today: String,
    documents: Vec<ReviewLine>,
}

/// A document in the register, dates as programs read them.
#[derive(Serialize)]
pub(crate) struct ReviewLine {
    pub title: String,
    pub kind: String,
    pub owner: Option<String>,
    pub status: &'static str,
    pub document_version: Option<String>,
    pub reviewed: Option<String>,
    pub review_by: Option<String>,
    /// overdue, due-in-30-days, due-in-90-days, later or no-date.
    pub due: &'static str,
    pub page: String,
    pub file: String,
}

pub(crate) fn review_report(edition: &Edition, entries: &[ReviewEntry<'_>]) -> ReviewReport {
    let documents = entries.iter().map(review_line).collect();
    ReviewReport { version: 1, today: edition.today.to_string(), documents }
}

pub(crate) fn review_line(entry: &ReviewEntry<'_>) -> ReviewLine {
    let document = entry.document;
    let version = &document.parsed.outline.front.version;
    ReviewLine {
        title: document.title.clone(),
        kind: document.kind.clone(),
        owner: document.owner.clone(),
        status: document.status.as_str(),
        document_version: version.as_ref().map(|version| version.value.clone()),
        reviewed: document.reviewed.map(|date| date.to_string()),
        review_by: document.review_by.map(|date| date.to_string()),
        due: entry.due.as_str(),
        page: document.url.to_string(),
        file: document.parsed.path.to_string(),
    }
}
