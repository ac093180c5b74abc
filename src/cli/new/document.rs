//! A new document of some kind, in the section where documents of that kind are kept.

#![expect(clippy::disallowed_methods, reason = "writes the one file that the command names")]

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};

use crate::cli::arguments::NewArguments;
use crate::cli::{CLEAN, open, output};
use crate::create::{self, Wanted};
use crate::flow;
use crate::model::Date;

pub(super) fn write(arguments: &NewArguments, title: &str, today: Date) -> anyhow::Result<u8> {
    let root = match &arguments.handbook {
        Some(folder) => folder.clone(),
        None => handbook_around(Path::new("."))
            .context("there is no handbook here: no folder above holds a handbook.yaml")?,
    };
    let generation = open(&root, flow::Options { today, drafts: true })?;
    let wanted = Wanted {
        kind: &arguments.what,
        title,
        section: arguments.section.as_deref(),
        elements: &arguments.model,
        criteria: &arguments.criteria,
    };
    let made =
        create::document(&generation.handbook, &wanted, today).map_err(|words| anyhow!(words))?;
    let path = root.join(made.path.as_str());
    write_new(&path, &made.text)?;
    let here = std::env::current_dir().unwrap_or_default();
    output::note(&format!("Written: {}", path.strip_prefix(here).unwrap_or(&path).display()));
    Ok(CLEAN)
}

/// The nearest folder, this one or one above, that holds a handbook.
pub(in crate::cli) fn handbook_around(here: &Path) -> Option<PathBuf> {
    let here = std::path::absolute(here).ok()?;
    let is_handbook = |folder: &&Path| {
        ["handbook.yaml", "handbook.yml"].iter().any(|name| folder.join(name).is_file())
    };
    here.ancestors().find(is_handbook).map(Path::to_owned)
}

fn write_new(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path.parent().expect("a file’s path has a folder");
    std::fs::create_dir_all(folder)?;
    let opened = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = match opened {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{} is there already. Choose another title, or open that file.", path.display())
        }
        opened => opened.with_context(|| format!("{} can’t be written", path.display()))?,
    };
    file.write_all(text.as_bytes()).with_context(|| format!("{} can’t be written", path.display()))
}
