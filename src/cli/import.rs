//! `handbook import`: documents that were made elsewhere, into a handbook.

#![expect(
    clippy::disallowed_methods,
    reason = "looks for the handbook, and writes the report that the command gives"
)]

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::cli::arguments::{ChangesName, ImportArguments};
use crate::cli::new::{document, starter};
use crate::cli::{CLEAN, FOUND_ERRORS, open, output};
use crate::flow;
use crate::import::folder::{Plan, Source};
use crate::import::{Changes, Imported, report, word};

/// Where the report is, in the handbook's folder.
const REPORT: &str = "import-report.txt";

pub(super) fn run(arguments: &ImportArguments) -> anyhow::Result<u8> {
    let shown = arguments.source.display();
    if !arguments.source.exists() {
        bail!("there is no file and no folder “{shown}”");
    }
    let source =
        Source::open(&arguments.source).with_context(|| format!("“{shown}” can’t be read"))?;
    if !source.files.iter().any(|path| word::is_ours(path)) {
        bail!("“{shown}” has no Word document (.docx) in it");
    }
    let root = handbook(arguments.into.as_deref())?;
    let changes = match arguments.changes {
        ChangesName::Accept => Changes::Accept,
        ChangesName::Reject => Changes::Reject,
    };
    let imported = word::read(&source, changes);
    if imported.documents.is_empty() {
        for (from, why) in &imported.refused {
            output::note(&format!("{from}: {why}"));
        }
        bail!("nothing could be imported");
    }
    let is_new = !is_handbook(&root);
    let content = match is_new {
        true => "content".to_owned(),
        false => {
            let options = flow::Options { today: output::today(), drafts: true };
            open(&root, options)?.handbook.config.content.clone()
        }
    };
    let plan = Plan::new(&imported, &root, &content).context("the handbook can’t be read")?;
    let text = report::report(&imported, &plan, &source, &content);
    if arguments.dry_run {
        output::print(&text);
        output::note("\nNothing was written: this is what the import would do.");
        return Ok(code(&imported));
    }
    if is_new {
        starter::write_bare(&root, output::today())?;
    }
    plan.write().context("the import stopped")?;
    std::fs::write(root.join(REPORT), &text)
        .with_context(|| format!("{REPORT} can’t be written"))?;
    let shown = root.display();
    output::note(&format!(
        "{}\n\nAll of it, document by document, is in {}. Then see the handbook:\n\n    handbook serve \
         \"{shown}\" --open",
        report::summary(&imported),
        root.join(REPORT).display()
    ));
    Ok(code(&imported))
}

/// Some files were not taken: whoever runs it from a script should know.
fn code(imported: &Imported) -> u8 {
    if imported.refused.is_empty() { CLEAN } else { FOUND_ERRORS }
}

fn is_handbook(folder: &Path) -> bool {
    ["handbook.yaml", "handbook.yml"].iter().any(|name| folder.join(name).is_file())
}

/// The folder to import into. One that is there and has other things in it is no place for a new handbook.
fn handbook(into: Option<&Path>) -> anyhow::Result<PathBuf> {
    let Some(folder) = into else {
        let found = document::handbook_around(Path::new("."));
        return found.context(
            "there is no handbook here. Say where it is, or where a new one is to be made: --into FOLDER",
        );
    };
    let is_empty = match folder.read_dir() {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => !folder.exists(),
    };
    if !is_handbook(folder) && !is_empty {
        bail!(
            "“{}” is no handbook and not empty. Name a handbook’s folder, or one that isn’t there yet.",
            folder.display()
        );
    }
    Ok(folder.to_owned())
}
