//! What can be typed. The doc comments are the help that people read.

use std::{net::IpAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::{Date, Period};

/// The port of the preview, unless another is asked for.
pub(super) const PORT: u16 = 8000;

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
    New(NewArguments),
    Import(ImportArguments),
    Build(BuildArguments),
    Serve(ServeArguments),
    Check(CheckArguments),
    Diff(DiffArguments),
    Review(ReviewArguments),
    Audience(AudienceArguments),
    Explain(ExplainArguments),
    Verify(VerifyArguments),
    Doctor(DoctorArguments),
    Schema(SchemaArguments),
    Completions(CompletionsArguments),
    Man(ManArguments),
}

/// Start a handbook, or a document in one
///
/// With the name of a folder, it makes a small, complete handbook to start from. With a kind and a title, it writes a
/// new document of that kind, with its fields filled in, where the handbook keeps such documents.
#[derive(Args, Debug)]
pub(super) struct NewArguments {
    /// The folder for a new handbook, or a kind of document: guidance, policy, case-example, tool, page
    #[arg(value_name = "FOLDER|KIND")]
    pub what: String,
    /// The new document's title
    #[arg(value_name = "TITLE")]
    pub title: Option<String>,
    /// The section to write the document in, as a folder below the content folder [default: where most of
    /// its kind are]
    #[arg(long = "in", value_name = "SECTION", requires = "title")]
    pub section: Option<String>,
    /// The elements of the practice model that it belongs to, by their ids
    #[arg(long, value_name = "ID", value_delimiter = ',', requires = "title")]
    pub model: Vec<String>,
    /// The criteria that it belongs to, as framework/id
    #[arg(long, value_name = "FRAMEWORK/ID", value_delimiter = ',', requires = "title")]
    pub criteria: Vec<String>,
    /// The handbook's folder [default: this one, or the nearest above it with a handbook.yaml]
    #[arg(long, value_name = "FOLDER", requires = "title")]
    pub handbook: Option<PathBuf>,
}

/// Take documents from Word, or from another program’s Markdown, into a handbook
///
/// Reads one Word document (.docx), a folder of them, or a folder of Markdown that MkDocs, Docusaurus, Starlight, Hugo,
/// Zola, Jekyll or the GOV.UK tech docs template makes a site of. Each becomes a document, with its pictures. What was
/// changed, and what could not be kept, is listed, document by document. Importing again changes nothing that
/// somebody has edited.
#[derive(Args, Debug)]
pub(super) struct ImportArguments {
    /// The Word document, or the folder
    #[arg(value_name = "SOURCE")]
    pub source: PathBuf,
    /// What the folder is made for [default: what its files say]
    #[arg(long, value_enum, value_name = "PROGRAM")]
    pub from: Option<FromName>,
    /// The handbook to import into; a new one is made where there is none [default: this folder, or the nearest
    /// above it with a handbook.yaml]
    #[arg(long, value_name = "FOLDER")]
    pub into: Option<PathBuf>,
    /// Say everything that would be done, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// What becomes of tracked changes that nobody has decided
    #[arg(long, value_enum, default_value_t = ChangesName::Accept)]
    pub changes: ChangesName,
}

/// What a folder is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FromName {
    /// Word
    Word,
    /// MkDocs, with or without the Material theme
    Mkdocs,
    /// Docusaurus
    Docusaurus,
    /// Starlight (Astro)
    Starlight,
    /// Hugo
    Hugo,
    /// Zola
    Zola,
    /// Jekyll
    Jekyll,
    /// The tech docs template of GOV.UK (Middleman)
    TechDocs,
    /// Markdown as code hosts show it
    Markdown,
}

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ChangesName {
    /// As if all were accepted
    Accept,
    /// As if none had been made
    Reject,
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
    /// Write each edition as a zip file too, into this folder: to be unpacked on a tablet, where there is no network
    #[arg(long, value_name = "FOLDER")]
    pub offline_zip: Option<PathBuf>,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Say what each stage of the build cost
    #[arg(long)]
    pub timings: bool,
}

/// Show the handbook in a browser while you write
///
/// A saved change appears in the open page at once. What is wrong is shown over the page, in the words of
/// "handbook check". Nothing is published: the output folder is left as it is.
#[derive(Args, Debug)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    pub source: SourceArguments,
    /// The port to use; if another program has it, the next that is free
    #[arg(long, short, value_name = "NUMBER", default_value_t = PORT)]
    pub port: u16,
    /// The edition to show [default: the first that handbook.yaml names]
    #[arg(long, value_name = "EDITION")]
    pub edition: Option<String>,
    /// Open it in the browser
    #[arg(long)]
    pub open: bool,
    /// Let documents be edited in the browser, drafts too: only on this computer
    #[arg(long)]
    pub edit: bool,
    /// Look for changes instead of being told of them, for drives that tell nothing
    #[arg(long)]
    pub poll: bool,
    /// Let other computers read the preview, at this address of yours [default: this computer alone]
    #[arg(long, value_name = "IP")]
    pub address: Option<IpAddr>,
}

/// Say everything that is wrong, and write nothing
///
/// Ends with 0 if there is no error, 1 if there are errors, 2 if it could not run.
#[derive(Args, Debug)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub source: SourceArguments,
    /// How to show what is wrong
    #[arg(long, value_enum, default_value_t = FormatName::Human)]
    pub format: FormatName,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
}

/// Show what readers would see otherwise than at an earlier revision
///
/// For handbooks that are kept in git. Lists the documents that are new, changed, moved or gone. With --output, it writes a
/// page that shows the words, new ones and those that are gone.
#[derive(Args, Debug)]
pub(super) struct DiffArguments {
    /// What to compare with: a commit, a branch, a tag, or HEAD~1 for the last but one
    #[arg(value_name = "REVISION")]
    pub revision: String,
    /// The handbook's folder
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    /// The edition to compare [default: the first that handbook.yaml names]
    #[arg(long, value_name = "EDITION")]
    pub edition: Option<String>,
    /// The page to write [default: none]
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Compare drafts too
    #[arg(long)]
    pub drafts: bool,
    /// The date that review dates are compared with [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub today: Option<Date>,
}

/// List what is due for review, and whose it is
///
/// Ends with 0 if nothing in the list is overdue, 1 if something is, 2 if it could not run.
#[derive(Args, Debug)]
pub(super) struct ReviewArguments {
    /// The handbook's folder
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    /// Only what this owner has to review
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Only what is overdue or falls due within this time: 90d, 6w, 3m, 1y
    #[arg(long, value_name = "TIME", value_parser = period)]
    pub due: Option<Period>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub format: ListFormat,
    /// The date that review dates are compared with [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub today: Option<Date>,
}

/// List who can see each document, and why
///
/// A document says for whom it is, or its section does, or the handbook's default holds.
#[derive(Args, Debug)]
pub(super) struct AudienceArguments {
    /// The handbook's folder
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    /// As with drafts published too
    #[arg(long)]
    pub drafts: bool,
    /// How to show it
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub format: ListFormat,
}

/// Say whether a hosted copy of a handbook is whole, and what differs
///
/// Every file is compared with what was published. Hidden files and web.config, which servers keep, don't count.
/// Ends with 0 if it is whole, 1 if something is missing, changed or extra, 2 if it could not tell.
#[derive(Args, Debug)]
pub(super) struct VerifyArguments {
    /// The published folder, or a copy of it
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// The folder that was built, where the copy has lost its hidden list of files
    #[arg(long, value_name = "FOLDER")]
    pub against: Option<PathBuf>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub format: ReportFormat,
}

/// The ways to show a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people
    Human,
    /// For programs
    Json,
}

/// Say what a support desk asks first
///
/// The program, the handbook, the computer, and what of it looks wrong. Ends with 1 if something does. Nothing
/// is written.
#[derive(Args, Debug)]
pub(super) struct DoctorArguments {
    /// The handbook's folder
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
}

/// Write what editors need to check YAML as you type
///
/// The files go to the folder "schemas" of the handbook, with the kinds, elements, audiences and tags of this
/// handbook. Write them again when those change.
#[derive(Args, Debug)]
pub(super) struct SchemaArguments {
    /// The handbook's folder
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    /// Print one of them and write nothing: handbook, practice-model, glossary, front-matter
    #[arg(long, value_name = "NAME")]
    pub print: Option<String>,
}

/// Print what a shell needs to complete commands as you type
///
/// For bash: handbook completions bash > ~/.local/share/bash-completion/completions/handbook
///
/// For PowerShell: handbook completions powershell >> $PROFILE
#[derive(Args, Debug)]
pub(super) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Write the manual pages of this program into a folder
#[derive(Args, Debug)]
pub(super) struct ManArguments {
    /// The folder, made if it isn't there
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
}

/// The ways to show a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people
    Human,
    /// For spreadsheets
    Csv,
    /// For programs
    Json,
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
pub(super) enum FormatName {
    /// For people
    Human,
    /// For programs
    Json,
    /// For GitHub's checks
    Github,
    /// For code-scanning tools
    Sarif,
}

impl FormatName {
    /// The name as it is typed.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            FormatName::Human => "human",
            FormatName::Json => "json",
            FormatName::Github => "github",
            FormatName::Sarif => "sarif",
        }
    }
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write it as year, month and day: 2027-02-28".to_owned())
}

/// `90d`, `6 weeks`: a number and the first letter of a unit, or all of it.
fn period(text: &str) -> Result<Period, String> {
    let text = text.trim();
    let (number, unit) =
        text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let unit = match unit.trim() {
        "" | "d" => "days",
        "w" => "weeks",
        "m" => "months",
        "y" => "years",
        unit => unit,
    };
    let period = Period::parse(&format!("{number} {unit}"));
    period.ok_or_else(|| "write it as a number and a unit: 90d, 6w, 3m or 1y".to_owned())
}
