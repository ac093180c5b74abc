//! Whether a document's version in another language still says what the document says.

use crate::model::{Date, FrontMatter};

/// Why a version in another language may not say what its source says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Stale {
    /// It doesn't say of what text it is a translation.
    Unsaid,
    /// Its source has changed since, on this day.
    Changed(Date),
    /// Its source has another version.
    OtherVersion {
        /// The version that was translated.
        translated: String,
        /// The version that there is now.
        now: String,
    },
}

impl Stale {
    /// Holds what a version says of itself against its source, as it is on `today`. `None` if the two belong together.
    pub fn of(version: &FrontMatter, source: &FrontMatter, today: Date) -> Option<Stale> {
        let now = source.version.as_ref().map(|one| &one.value);
        if let (Some(translated), Some(now)) = (&version.source_version, now)
            && translated.value != *now
        {
            return Some(Stale::OtherVersion {
                translated: translated.value.clone(),
                now: now.clone(),
            });
        }
        let changed = changed(source, today);
        match (&version.translated, changed) {
            (Some(translated), Some(changed)) if translated.value < changed => {
                Some(Stale::Changed(changed))
            }
            (Some(_), _) => None,
            (None, _) if version.source_version.is_some() && now.is_some() => None,
            (None, _) => (changed.is_some() || now.is_some()).then_some(Stale::Unsaid),
        }
    }
}

/// The last day on which a document is known to have changed: that of an amendment or of its approval or, where it has
/// neither, when somebody last read it through and put right what they found.
fn changed(source: &FrontMatter, today: Date) -> Option<Date> {
    let amendments = source.amendments.iter().map(|one| one.date).filter(|date| *date <= today);
    let approved = source.approved.as_ref().map(|one| one.value);
    let reviewed = source.reviewed.as_ref().map(|one| one.value);
    amendments.chain(approved).max().or(reviewed)
}
