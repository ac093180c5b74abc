//! `handbook build`

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::cli::arguments::BuildArguments;
use crate::cli::{CLEAN, FOUND_ERRORS, output, read};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::safe::safe;
use crate::flow::{self, Build, Inputs, Reading, Unchanged};
use crate::model::config::EditionSettings;
use crate::publish::{self, About, Destination, Protected, Published, Staged};
use crate::source::HistoryFault;

pub(super) fn run(arguments: &BuildArguments) -> anyhow::Result<u8> {
    let folder = &arguments.source.folder;
    let mut reading = read(folder, output::options(&arguments.source))?;
    let protected = Protected { home: std::env::home_dir(), ..reading.protected() };
    // Every folder is looked at before the first is written to.
    let folders: Vec<PathBuf> = match reading.config.names_editions {
        true => reading.config.editions.iter().map(|one| folder_of(arguments, Some(one))).collect(),
        false => vec![folder_of(arguments, None)],
    };
    let destinations = folders.iter().map(|to| publish::destination(to, &protected));
    let destinations = destinations.collect::<Result<Vec<_>, _>>()?;
    let zips = arguments.offline_zip.as_ref();
    let zips = zips.map(|to| publish::zip_folder(to, &protected, &destinations)).transpose()?;
    if let Err(fault) = reading.read_history() {
        output::note(&without_history(&fault));
    }
    let names_editions = reading.config.names_editions;
    let editions = reading.config.editions.iter().filter(|_| names_editions);
    let names: Vec<String> = editions.map(|one| one.name().to_owned()).collect();
    let done = match unchanged(&reading, &destinations, arguments) {
        Ok(done) => done,
        Err(inputs) => match build(reading, inputs, &destinations, arguments)? {
            Some(done) => done,
            None => return Ok(FOUND_ERRORS),
        },
    };
    for (published, to) in done.published.into_iter().zip(&folders) {
        output::note(&summary(published, to));
    }
    for (index, destination) in destinations.iter().enumerate() {
        let Some(zips) = &zips else { break };
        let name = names.get(index).map_or("handbook", String::as_str);
        let zip = publish::write_zip(destination, zips, name)?;
        output::note(&format!("Wrote {}.", zip.display()));
    }
    if names_editions {
        remove_whole(&whole_folder(arguments), &folders, &protected)?;
    }
    if arguments.timings {
        output::note(&done.timings);
    }
    Ok(CLEAN)
}

/// What was done.
struct Done {
    /// To each folder.
    published: Vec<Published>,
    /// What it cost, in words.
    timings: String,
}

/// Says again what the last build said, if nothing is other than it was then. If something is, gives what a build
/// depends on, so far as that can be told.
fn unchanged(
    reading: &Reading,
    destinations: &[Destination],
    arguments: &BuildArguments,
) -> Result<Done, Option<Inputs>> {
    let inputs = reading.timings.time("inputs", || reading.inputs(&program()));
    let unchanged = |inputs| reading.unchanged(inputs, destinations);
    let last = reading.timings.time("compare", || inputs.and_then(unchanged));
    match last.filter(|last| !output::has_errors(&last.diagnostics, arguments.strict)) {
        Some(Unchanged { diagnostics, published }) => {
            output::to_put_right(&diagnostics);
            Ok(Done { published, timings: reading.timings.to_string() })
        }
        None => Err(inputs),
    }
}

/// Builds and publishes; `None` if something has to be put right first.
fn build(
    reading: Reading,
    inputs: Option<Inputs>,
    destinations: &[Destination],
    arguments: &BuildArguments,
) -> anyhow::Result<Option<Done>> {
    // The program ends after this, which gives its memory back faster than piece by piece.
    let generation = ManuallyDrop::new(reading.open_again(inputs));
    let stops = |diagnostics: &[Diagnostic]| output::has_errors(diagnostics, arguments.strict);
    let Build { diagnostics, staged, parts } = generation.build(destinations, inputs, stops)?;
    output::to_put_right(&diagnostics);
    if stops(&diagnostics) {
        output::note("Nothing was published: put these right first.");
        return Ok(None);
    }
    if destinations.is_empty() {
        bail!("handbook.yaml names no edition that can be read, so nothing was published");
    }
    let exchange = || staged.into_iter().map(Staged::exchange).collect::<Result<_, _>>();
    let published = generation.timings.time("exchange", exchange)?;
    if let Some(inputs) = inputs {
        let keep = || {
            flow::keep(generation.root(), inputs, destinations, &diagnostics);
            parts.keep(generation.root());
        };
        generation.timings.time("keep", keep);
    }
    Ok(Some(Done { published, timings: generation.timings.to_string() }))
}

/// What tells this program from any other: its version, and when and where it was installed.
#[expect(clippy::disallowed_methods, reason = "asks when this program was installed")]
fn program() -> String {
    let place = std::env::current_exe().unwrap_or_default();
    let written = place.metadata().ok().map(|one| (one.len(), one.modified().ok()));
    format!("{} {} {written:?}", env!("CARGO_PKG_VERSION"), place.display())
}

/// What is left out if the history can't be had.
pub(super) fn without_history(fault: &HistoryFault) -> String {
    let why = match fault {
        HistoryFault::NoGit => "There is no git on this computer".to_owned(),
        HistoryFault::Shallow => {
            "This copy of the git repository is shallow: it lacks the older changes".to_owned()
        }
        HistoryFault::TooSlow => "Git took too long".to_owned(),
        HistoryFault::Refused(words) => format!("Git refused ({})", safe(words)),
    };
    format!(
        "{why}, so pages don’t say when they were edited. To be told no more, write “history: off” in handbook.yaml."
    )
}

/// Removes the handbook as it was published before it had editions: it holds everything, and stands beside them.
/// What is in its folder and is not ours stays.
fn remove_whole(whole: &Path, editions: &[PathBuf], protected: &Protected) -> anyhow::Result<()> {
    if editions.iter().any(|one| one == whole) || !publish::holds_handbook(whole) {
        return Ok(());
    }
    let destination = publish::destination(whole, protected)?;
    let Published { removed, .. } = destination.begin()?.finish(&About::default())?.exchange()?;
    output::note(&format!(
        "Removed {removed} files from {}: the handbook as it was before it had editions, with all that is for staff.",
        whole.display()
    ));
    Ok(())
}

/// The folder of a handbook without editions, and where those of others stand side by side.
fn whole_folder(arguments: &BuildArguments) -> PathBuf {
    match &arguments.output {
        Some(to) => to.clone(),
        None => below_handbook(arguments, "output"),
    }
}

/// The folder that an edition is published to; that of the handbook, if it names no editions.
fn folder_of(arguments: &BuildArguments, edition: Option<&EditionSettings>) -> PathBuf {
    match (&arguments.output, edition) {
        (Some(to), Some(edition)) => to.join(edition.name()),
        (None, Some(edition)) => below_handbook(arguments, &edition.output.value),
        (_, None) => whole_folder(arguments),
    }
}

fn below_handbook(arguments: &BuildArguments, name: &str) -> PathBuf {
    match &arguments.source.folder {
        here if here.as_os_str() == "." => PathBuf::from(name),
        folder => folder.join(name),
    }
}

/// What publishing did, in a line.
fn summary(published: Published, to: &Path) -> String {
    let Published { written, unchanged, removed } = published;
    let (all, to) = (written + unchanged, to.display());
    if written + removed == 0 {
        return format!("Nothing has changed: all {all} files in {to} are as they were.");
    }
    format!(
        "Published {all} files to {to}: {written} written, {unchanged} unchanged, {removed} removed."
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::summary;
    use crate::publish::Published;

    #[test]
    fn says_what_was_done() {
        let check = |[written, unchanged, removed]: [usize; 3], expected| {
            let published = Published { written, unchanged, removed };
            assert_eq!(summary(published, Path::new("output")), expected);
        };
        check([2, 10, 1], "Published 12 files to output: 2 written, 10 unchanged, 1 removed.");
        check([0, 12, 0], "Nothing has changed: all 12 files in output are as they were.");
    }
}
