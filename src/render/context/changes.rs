//! What the page of all changes sees: month by month, the newest first.

use serde::Serialize;

use crate::model::{Change, Document, Edition};
use crate::render::context::page::status;
use crate::render::context::{DateContext, KindContext, Labelled, LangContext, kind, month};
use crate::theme::Theme;

/// A month, and what changed in it.
#[derive(Serialize)]
pub(crate) struct MonthContext {
    title: String,
    anchor: String,
    changes: Vec<ChangeContext>,
}

#[derive(Serialize)]
struct ChangeContext {
    title: String,
    lang: Option<LangContext>,
    url: String,
    date: DateContext,
    summary: String,
    kind: Option<KindContext>,
    status: Labelled,
}

/// Whether its readers get a page of what has changed, and there is something for it.
pub(crate) fn has_changes(edition: &Edition) -> bool {
    let amended = |(_, one): (_, &Document)| !one.parsed.outline.front.amendments.is_empty();
    edition.shows_governance && edition.pages().any(amended)
}

/// These changes, the newest first, by months.
pub(crate) fn months(
    edition: &Edition,
    theme: &Theme,
    changes: &[Change<'_>],
) -> Vec<MonthContext> {
    let by_month = changes.chunk_by(|a, b| a.amendment.date.month() == b.amendment.date.month());
    by_month
        .filter_map(|changes| {
            let date = changes.first()?.amendment.date;
            let changes = changes.iter().map(|change| ChangeContext {
                title: change.document.title.clone(),
                lang: LangContext::of(theme, &change.document.language),
                url: change.address(),
                date: DateContext::new(theme, change.amendment.date),
                summary: change.amendment.summary.clone(),
                kind: kind(edition, theme, change.document),
                status: status(change.document.status, theme),
            });
            Some(MonthContext {
                title: month(theme, date),
                anchor: format!("month-{}", date.month()),
                changes: changes.collect(),
            })
        })
        .collect()
}
