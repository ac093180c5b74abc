//! The commands: what was typed, and what it means. The only room, with `serve`, that prints, asks for
//! the time, or decides an exit code.

mod arguments;
mod build;
mod check;
mod explain;
mod output;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::arguments::{Arguments, Command};

/// It ended well, and found nothing at or above the severity that counts.
const CLEAN: u8 = 0;
/// It found errors.
const FOUND_ERRORS: u8 = 1;
/// It could not run at all.
const COULD_NOT_RUN: u8 = 2;

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
        Command::Build(options) => build::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Explain(options) => explain::run(&options),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            output::error(&format!("{error:#}"));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}
