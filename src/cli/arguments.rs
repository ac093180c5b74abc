//! What can be typed. The doc comments are the help that people read.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::Date;

/// Turns a folder of practice guidance into a handbook.
///
/// Start with "handbook new my-handbook", then "handbook serve my-handbook".
#[derive(Parser, Debug)]
#[command(name = "handbook", version, disable_help_subcommand = true, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    Build(BuildArguments),
    Check(CheckArguments),
    Explain(ExplainArguments),
}

/// Check the handbook and publish it as a folder of web pages
///
/// The folder is complete or untouched: if anything is wrong, what readers had stays as it was.
#[derive(Args, Debug)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub source: SourceArguments,
    /// The folder to publish to [default: "output" in the handbook's folder]
    #[arg(long, short, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
}

/// Say everything that is wrong, and write nothing
///
/// Ends with 0 if there is no error, 1 if there are errors, 2 if it could not run.
#[derive(Args, Debug)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub source: SourceArguments,
    /// How to show what is wrong
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
}

/// Explain a rule: what it finds, why it matters, and how to put it right
#[derive(Args, Debug)]
pub(super) struct ExplainArguments {
    /// The rule, as it is named in messages; without it, all are listed
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
}

/// Which handbook, and as of when.
#[derive(Args, Debug)]
pub(super) struct SourceArguments {
    /// The handbook's folder
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    /// Publish drafts too
    #[arg(long)]
    pub drafts: bool,
    /// The date that review dates are compared with [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub today: Option<Date>,
}

/// The ways to show what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Human,
    /// For programs
    Json,
    /// For GitHub's checks
    Github,
    /// For code-scanning tools
    Sarif,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write it as year, month and day: 2027-02-28".to_owned())
}
