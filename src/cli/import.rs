//! `handbook import`: documents that were made elsewhere, into a handbook.

#![expect(
    clippy::disallowed_methods,
    reason = "looks for the handbook, and writes the report that the command gives"
)]

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::cli::arguments::{ChangesName, FromName, ImportArguments};
use crate::cli::new::{document, starter};
use crate::cli::{CLEAN, FOUND_ERRORS, open, output};
use crate::flow;
use crate::import::folder::{Plan, Source};
use crate::import::site::{self, Found, Generator};
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
    let kind = kind(arguments, &source)?;
    let root = handbook(arguments.into.as_deref())?;
    let imported = match kind {
        Kind::Word => {
            let changes = match arguments.changes {
                ChangesName::Accept => Changes::Accept,
                ChangesName::Reject => Changes::Reject,
            };
            word::read(&source, changes)
        }
        Kind::Site(found) => site::read(&source, &found),
    };
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
        starter::write_bare(&root, output::today(), &bare(&imported))?;
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

/// What is to be read.
enum Kind {
    Word,
    Site(Found),
}

/// What the command says it is; or else what the files say: a generator's settings, Word documents, Markdown.
fn kind(arguments: &ImportArguments, source: &Source) -> anyhow::Result<Kind> {
    let shown = arguments.source.display();
    let ends = |path: &String| {
        [".md", ".mdx", ".markdown", ".md.erb"].iter().any(|end| path.ends_with(end))
    };
    let has_word = source.files.iter().any(|path| word::is_ours(path));
    let has_markdown = source.files.iter().any(ends);
    let generator = match arguments.from {
        Some(from) => from.generator(),
        None => match Generator::recognise(source).filter(|_| has_markdown) {
            Some(found) => return Ok(Kind::Site(found)),
            None if has_word => None,
            None => Some(Generator::Markdown),
        },
    };
    match generator {
        None if has_word => Ok(Kind::Word),
        None => bail!("“{shown}” has no Word document (.docx) in it"),
        Some(_) if arguments.source.is_file() => {
            bail!("“{shown}” is one file. Name the folder that it is in.")
        }
        Some(generator) if has_markdown => Ok(Kind::Site(generator.find(source))),
        Some(_) => bail!("“{shown}” has no Word document (.docx) and no Markdown (.md) in it"),
    }
}

impl FromName {
    /// The generator; `None` for Word.
    fn generator(self) -> Option<Generator> {
        Some(match self {
            FromName::Word => return None,
            FromName::Mkdocs => Generator::MkDocs,
            FromName::Docusaurus => Generator::Docusaurus,
            FromName::Starlight => Generator::Starlight,
            FromName::Hugo => Generator::Hugo,
            FromName::Zola => Generator::Zola,
            FromName::Jekyll => Generator::Jekyll,
            FromName::TechDocs => Generator::TechDocs,
            FromName::Markdown => Generator::Markdown,
        })
    }
}

/// What a new handbook for what was imported is called, and whether its documents have tags of their own.
fn bare(imported: &Imported) -> starter::Bare {
    let has_tags =
        |one: &crate::import::Document| one.front.iter().any(|field| field.name == "tags");
    starter::Bare {
        title: imported.title.clone(),
        has_any_tags: imported.documents.iter().any(has_tags),
    }
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
