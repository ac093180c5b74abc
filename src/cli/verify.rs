//! `handbook verify`

use serde::Serialize;

use crate::cli::arguments::{ReportFormat, VerifyArguments};
use crate::cli::{CLEAN, FOUND_ERRORS, output};
use crate::diagnostic::safe::{safe, safe_json};
use crate::publish::{self, About, Verified};

/// What is found, for programs.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    about: About,
    whole: bool,
    files: usize,
    missing: Vec<String>,
    changed: Vec<String>,
    extra: Vec<String>,
}

pub(super) fn run(arguments: &VerifyArguments) -> anyhow::Result<u8> {
    let verified = publish::verify(&arguments.folder, arguments.against.as_deref())?;
    let report = report(&verified);
    match arguments.format {
        ReportFormat::Human => output::print(&text(&report, &arguments.folder.to_string_lossy())),
        ReportFormat::Json => {
            let json = serde_json::to_string_pretty(&report).expect("its keys are texts");
            output::print(&format!("{}\n", safe_json(&json)));
        }
    }
    Ok(if report.whole { CLEAN } else { FOUND_ERRORS })
}

fn report(verified: &Verified) -> Report {
    Report {
        about: verified.about.clone(),
        whole: verified.is_whole(),
        files: verified.listed,
        missing: verified.missing.iter().map(ToString::to_string).collect(),
        changed: verified.changed.iter().map(ToString::to_string).collect(),
        extra: verified.extra.iter().map(|path| path.to_string_lossy().into_owned()).collect(),
    }
}

/// What was published, in a line.
fn about(about: &About) -> String {
    let About { handbook, title, edition, date, revision, documents } = about;
    let edition = edition.as_ref().map(|id| format!(", edition {}", safe(id))).unwrap_or_default();
    let from = revision.as_ref().map(|id| format!(" from {}", safe(id))).unwrap_or_default();
    let noun = if *documents == 1 { "document" } else { "documents" };
    let (title, date, version) = (safe(title), safe(date), safe(handbook));
    format!(
        "Published: {title}{edition}, {documents} {noun}, for {date}{from}, by handbook {version}.\n"
    )
}

fn text(report: &Report, folder: &str) -> String {
    let (folder, count) = (safe(folder), report.files);
    if report.whole {
        let about = about(&report.about);
        return format!(
            "{folder} is whole: all {count} files are as they were published.\n{about}"
        );
    }
    let mut text = about(&report.about);
    for (what, paths) in
        [("Missing", &report.missing), ("Changed", &report.changed), ("Extra", &report.extra)]
    {
        for path in paths {
            text.push_str(&format!("{what}: {}\n", safe(path)));
        }
    }
    text.push_str(&format!(
        "{folder} is not what was published: of {count} files {} are missing and {} changed; {} are extra.\n",
        report.missing.len(),
        report.changed.len(),
        report.extra.len()
    ));
    text.push_str("Copy the published folder again, and remove what is extra.\n");
    text
}
