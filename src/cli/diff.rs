//! `handbook diff`: what readers would see otherwise than at a revision, in the terminal and as a page.

#![expect(clippy::disallowed_methods, reason = "writes the page that the command names")]

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, anyhow, bail};

use crate::cli::arguments::DiffArguments;
use crate::cli::{CLEAN, known_edition, output, read};
use crate::compare::{Difference, compare};
use crate::diagnostic::safe::safe;
use crate::model::Date;
use crate::render::{DIFFERENCE, difference, words_of};
use crate::source::{HistoryFault, Past, PastFault};

pub(super) fn run(arguments: &DiffArguments) -> anyhow::Result<u8> {
    let folder = &arguments.folder;
    known_edition(folder, arguments.edition.as_deref())?;
    let options = crate::flow::Options {
        today: arguments.today.unwrap_or_else(output::today),
        drafts: arguments.drafts,
    };
    if let Some(file) = &arguments.output {
        may_be_written(file)?;
    }
    let now = read(folder, options)?.open(arguments.edition.as_deref());
    let past =
        Past::open(folder, &arguments.revision).map_err(|fault| refused(&fault, arguments))?;
    let asked = |fault| refused(&PastFault::History(fault), arguments);
    let before = now.as_of(&past, options).map_err(asked)?;
    if before.edition.id != now.edition.id {
        output::note("This edition was not there then, so it is compared with another.");
    }
    let replaced: BTreeSet<_> = past.changed_since().map_err(asked)?;
    let found = compare(&before.edition, &now.edition, &replaced);
    let day = Date::parse(&past.day).map_or_else(|| past.day.clone(), Date::in_words);
    let commit = past.commit.get(..7).unwrap_or(&past.commit);
    let since = format!("{commit} of {day}");
    output::print(&summary(&found, &since));
    if let Some(file) = &arguments.output {
        let page = difference(&found, &now.edition.title, &since);
        std::fs::write(file, page)
            .with_context(|| format!("{} can’t be written", file.display()))?;
        output::note(&format!("The words that changed are in {}.", file.display()));
    } else if !found.changes.is_empty() {
        output::note("To see the words that changed, as a page, add “--output changes.html”.");
    }
    Ok(CLEAN)
}

/// A file that is not there, or is such a page.
fn may_be_written(file: &Path) -> anyhow::Result<()> {
    let is_ours =
        || std::fs::read(file).is_ok_and(|bytes| bytes.starts_with(DIFFERENCE.as_bytes()));
    if std::fs::symlink_metadata(file).is_ok() && !is_ours() {
        bail!("{} is something else, so it is left alone. Name another file.", file.display());
    }
    Ok(())
}

fn refused(fault: &PastFault, arguments: &DiffArguments) -> anyhow::Error {
    let folder = arguments.folder.display();
    let revision = safe(&arguments.revision);
    anyhow!(match fault {
        PastFault::NoRepository => format!(
            "the folder “{folder}” is in no git repository, so nothing is known of how it was. What git is, your IT \
             team can say."
        ),
        PastFault::NoSuchRevision => format!(
            "the repository has no “{revision}”. Name a commit, a branch or a tag, or HEAD~1 for the last but one."
        ),
        PastFault::History(HistoryFault::NoGit) => "there is no git on this computer".to_owned(),
        PastFault::History(HistoryFault::Shallow) => "this copy lacks the older changes".to_owned(),
        PastFault::History(HistoryFault::TooSlow) => "git took too long".to_owned(),
        PastFault::History(HistoryFault::Refused(words)) => format!("git refused: {}", safe(words)),
    })
}

/// What has changed, a line for each document.
fn summary(found: &Difference, since: &str) -> String {
    if found.changes.is_empty() && found.files.is_empty() {
        return format!("Nothing that readers would see has changed since {since}.\n");
    }
    let mut text = format!("What readers would see otherwise than at {since}:\n\n");
    for change in &found.changes {
        let (added, removed) = change.counts();
        let words = match &change.edits {
            edits if edits.is_empty() => "the same words".to_owned(),
            _ => words_of(added, removed),
        };
        let from = change
            .file_before
            .iter()
            .map(|file| format!("from {}, ", safe(file)))
            .collect::<String>();
        let (sort, title, file) = (change.sort.as_str(), safe(&change.title), safe(&change.file));
        text.push_str(&format!("{sort:8} {title} ({from}{file}): {words}\n"));
    }
    for (sort, file) in &found.files {
        text.push_str(&format!("{:8} {}\n", sort.as_str(), safe(file)));
    }
    text.push_str(&format!("\n{} as before\n", found.unchanged));
    text
}
