//! `handbook verify`

use serde::Serialize;

use crate::cli::arguments::{ReportFormat, VerifyArguments};
use crate::cli::{CLEAN, FOUND_ERRORS, output};
use crate::diagnostic::safe::{safe, safe_json};
use crate::publish::{self, Verified};

/// What is found, for programs.
#[derive(Serialize)]
struct Report {
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
        whole: verified.is_whole(),
        files: verified.listed,
        missing: verified.missing.iter().map(ToString::to_string).collect(),
        changed: verified.changed.iter().map(ToString::to_string).collect(),
        extra: verified.extra.iter().map(|path| path.to_string_lossy().into_owned()).collect(),
    }
}

fn text(report: &Report, folder: &str) -> String {
    let (folder, count) = (safe(folder), report.files);
    if report.whole {
        return format!("{folder} is whole: all {count} files are as they were published.\n");
    }
    let mut text = String::new();
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
