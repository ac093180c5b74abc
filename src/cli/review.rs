//! `handbook review`

use std::collections::BTreeSet;
use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::cli::arguments::{ListFormat, ReviewArguments};
use crate::cli::{CLEAN, FOUND_ERRORS, open, output};
use crate::diagnostic::safe::{safe, safe_json};
use crate::flow::{self, Generation};
use crate::load::nearest;
use crate::markdown::slug;
use crate::model::{Due, ReviewEntry};
use crate::render;

pub(super) fn run(arguments: &ReviewArguments) -> anyhow::Result<u8> {
    let folder = &arguments.folder;
    let today = arguments.today.unwrap_or_else(output::today);
    let generation = open(folder, flow::Options { today, drafts: false })?;
    let mut entries = generation.register();
    if let Some(owner) = &arguments.owner {
        entries = owned_by(owner, entries)?;
    }
    if let Some(period) = arguments.due {
        let last = period.after(today);
        entries.retain(|entry| entry.document.review_by.is_some_and(|date| date <= last));
    }
    show(arguments.format, &generation, &entries);
    let is_overdue = entries.iter().any(|entry| entry.due == Due::Overdue);
    Ok(if is_overdue { FOUND_ERRORS } else { CLEAN })
}

/// What an owner has to review. Capitals and marks in the name don't matter.
fn owned_by<'a>(
    owner: &str,
    entries: Vec<ReviewEntry<'a>>,
) -> anyhow::Result<Vec<ReviewEntry<'a>>> {
    let of = |entry: &ReviewEntry<'a>| entry.document.owner.as_deref();
    let owners: BTreeSet<&str> = entries.iter().filter_map(of).collect();
    if !owners.iter().any(|one| slug(one) == slug(owner)) {
        let near = nearest(owner, owners.iter().copied());
        let help = match near {
            Some(near) => format!("The nearest is “{near}”."),
            None if owners.is_empty() => "Nobody has.".to_owned(),
            None => format!("There are: {}.", owners.into_iter().collect::<Vec<_>>().join("; ")),
        };
        anyhow::bail!("“{owner}” has nothing to review. {}", safe(&help));
    }
    let is_theirs = |entry: &ReviewEntry<'a>| of(entry).map(slug) == Some(slug(owner));
    Ok(entries.into_iter().filter(is_theirs).collect())
}

fn show(format: ListFormat, generation: &Generation, entries: &[ReviewEntry<'_>]) {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it was made of texts");
    match format {
        ListFormat::Human => output::print(&table(entries)),
        ListFormat::Csv => output::print(&text(generation.register_csv(entries))),
        ListFormat::Json => {
            let json = text(render::register_json(&generation.edition, entries));
            output::print(&safe_json(&json));
        }
    }
}

/// A part for each of how soon they are due: the date, whose it is, the title, and the file.
fn table(entries: &[ReviewEntry<'_>]) -> String {
    if entries.is_empty() {
        return "Nothing is due for review.\n".to_owned();
    }
    let owner =
        |entry: &ReviewEntry<'_>| safe(entry.document.owner.as_deref().unwrap_or("(no owner)"));
    let title = |entry: &ReviewEntry<'_>| safe(&entry.document.title);
    let widest = |of: &dyn Fn(&ReviewEntry<'_>) -> String| {
        entries.iter().map(|entry| of(entry).width()).max().unwrap_or_default()
    };
    let (owners, titles) = (widest(&owner), widest(&title));
    let mut table = String::new();
    for entries in entries.chunk_by(|a, b| a.due == b.due) {
        let due = entries.first().map_or(Due::Undated, |entry| entry.due);
        if !table.is_empty() {
            table.push('\n');
        }
        writeln!(table, "{} ({})", heading(due), entries.len()).expect("a text can be added to");
        for entry in entries {
            let date = entry.document.review_by.map(|date| date.to_string()).unwrap_or_default();
            let (title, owner) = (title(entry), owner(entry));
            let title_gap = " ".repeat(titles - title.width());
            let owner_gap = " ".repeat(owners - owner.width());
            let path = safe(entry.document.parsed.path.as_str());
            writeln!(table, "  {date:10}  {title}{title_gap}  {owner}{owner_gap}  {path}")
                .expect("a text can be added to");
        }
    }
    table
}

fn heading(due: Due) -> &'static str {
    match due {
        Due::Overdue => "Overdue",
        Due::In30Days => "Due in 30 days",
        Due::In90Days => "Due in 90 days",
        Due::Later => "Later",
        Due::Undated => "Without a date",
    }
}
