//! The commands: what was typed, and what it means. The only room, with `serve`, that prints, asks for
//! the time, or decides an exit code.

mod arguments;
mod audience;
mod build;
mod check;
mod diff;
mod doctor;
mod explain;
mod import;
mod manual;
mod new;
mod output;
mod progress;
mod review;
mod schema;
mod serve;
mod verify;

use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use clap::{CommandFactory, Parser};

use crate::cli::arguments::{Arguments, Command};
use crate::flow::{self, Generation, Reading, Timings};

/// It ended well, and found nothing at or above the severity that counts.
const CLEAN: u8 = 0;
/// It found errors.
const FOUND_ERRORS: u8 = 1;
/// It could not run at all.
const COULD_NOT_RUN: u8 = 2;

/// Everything that can be typed, for what is written from it.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Runs the command on the command line.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and the version are not mistakes, and clap prints them where they belong.
            let code = if error.use_stderr() { COULD_NOT_RUN } else { CLEAN };
            return match error.print() {
                Ok(()) => ExitCode::from(code),
                Err(_) => ExitCode::from(COULD_NOT_RUN),
            };
        }
    };
    let result = match arguments.command {
        Command::New(options) => new::run(&options),
        Command::Import(options) => import::run(&options),
        Command::Build(options) => build::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Serve(options) => serve::run(&options),
        Command::Diff(options) => diff::run(&options),
        Command::Review(options) => review::run(&options),
        Command::Audience(options) => audience::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Verify(options) => verify::run(&options),
        Command::Doctor(options) => doctor::run(&options),
        Command::Schema(options) => schema::run(&options),
        Command::Completions(options) => manual::completions(&options),
        Command::Man(options) => manual::pages(&options),
    };
    progress::end();
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            output::error(&format!("{error:#}"));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

/// The handbook in a folder; if there is no such folder, that in words.
fn open(folder: &Path, options: flow::Options) -> anyhow::Result<Generation> {
    Ok(read(folder, options)?.open(None))
}

/// A handbook's folder, read; if there is no such folder, that in words.
fn read(folder: &Path, options: flow::Options) -> anyhow::Result<Reading> {
    let timings = Timings::default();
    progress::start(&timings);
    flow::read(folder, options, timings).map_err(|error| {
        let shown = folder.display();
        match error.kind() {
            ErrorKind::NotFound => anyhow!("there is no folder “{shown}”"),
            ErrorKind::NotADirectory => anyhow!("“{shown}” is a file, and not a folder"),
            ErrorKind::PermissionDenied => anyhow!("you may not read the folder “{shown}”"),
            _ => anyhow!("the folder “{shown}” can’t be read: {error}"),
        }
    })
}

/// Says so if somebody asks for an edition that the handbook doesn't name.
fn known_edition(folder: &Path, wanted: Option<&str>) -> anyhow::Result<()> {
    let Some(wanted) = wanted else { return Ok(()) };
    let known = flow::editions_of(folder);
    if known.iter().any(|one| one == wanted) {
        return Ok(());
    }
    bail!("handbook.yaml names no edition “{wanted}”. It names: {}", known.join(", "))
}
