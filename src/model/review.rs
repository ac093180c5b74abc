//! What is due for review, when, and whose it is.

use crate::model::{Date, Document, pages};

/// How soon a review is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// Its date has passed.
    Overdue,
    /// At most 30 days ahead.
    In30Days,
    /// At most 90 days ahead.
    In90Days,
    /// More than that.
    Later,
    /// It has no date.
    Undated,
}

impl Due {
    /// All of them, the most pressing first.
    pub const ALL: [Due; 5] =
        [Due::Overdue, Due::In30Days, Due::In90Days, Due::Later, Due::Undated];

    /// How soon a date is, seen from `today`.
    pub fn of(date: Option<Date>, today: Date) -> Self {
        match date.map(|date| today.days_until(date)) {
            None => Due::Undated,
            Some(days) if days < 0 => Due::Overdue,
            Some(days) if days <= 30 => Due::In30Days,
            Some(days) if days <= 90 => Due::In90Days,
            Some(_) => Due::Later,
        }
    }

    /// Its name for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Due::Overdue => "overdue",
            Due::In30Days => "due-in-30-days",
            Due::In90Days => "due-in-90-days",
            Due::Later => "later",
            Due::Undated => "no-date",
        }
    }
}

/// A line of the review register.
#[derive(Clone, Copy, Debug)]
pub struct ReviewEntry<'a> {
    /// The document.
    pub document: &'a Document,
    /// How soon it is due.
    pub due: Due,
}

/// What one owner has to review.
#[derive(Clone, Debug)]
pub struct OwnerReviews<'a> {
    /// The owner; `None` for what nobody owns.
    pub owner: Option<&'a str>,
    /// The most pressing first.
    pub entries: Vec<ReviewEntry<'a>>,
}

impl OwnerReviews<'_> {
    /// The address of the owner's calendar; nobody has one without a date in it.
    pub fn calendar(&self) -> Option<String> {
        self.owner.filter(|_| has_dates(&self.entries)).map(pages::owner_calendar)
    }
}

/// Whether any of these has a date.
pub fn has_dates(entries: &[ReviewEntry<'_>]) -> bool {
    entries.iter().any(|entry| entry.due != Due::Undated)
}
