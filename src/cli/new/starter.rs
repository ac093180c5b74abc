//! A small, complete handbook in a folder of its own: the files of `starter/`, with today's dates.

#![expect(clippy::disallowed_methods, reason = "writes the folder that the command names")]

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use include_dir::{Dir, DirEntry, File, include_dir};

use crate::cli::{CLEAN, output, schema};
use crate::create::with_dates;
use crate::model::Date;
use crate::source::yaml;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/new/starter");

pub(super) fn write(folder: &str, today: Date) -> anyhow::Result<u8> {
    let folder = PathBuf::from(folder);
    refuse_if_taken(&folder)?;
    // Made beside and then renamed: nobody finds half a handbook.
    let name = folder.file_name().context("give the folder a name")?.to_string_lossy();
    let beside = folder.with_file_name(format!(".{name}.new"));
    let _ = std::fs::remove_dir_all(&beside);
    let made = write_files(&beside, &STARTER, today).and_then(|()| {
        schema::write(&beside, today)?;
        if folder.exists() {
            std::fs::remove_dir(&folder)?;
        }
        std::fs::rename(&beside, &folder).context("the new folder can’t be given its name")
    });
    if let Err(error) = made {
        let _ = std::fs::remove_dir_all(&beside);
        return Err(error.context(format!("{} can’t be written", folder.display())));
    }
    let shown = folder.display();
    output::note(&format!(
        "A handbook to start from is in {shown}. See it:\n\n    cd {shown}\n    handbook serve --open\n\n\
         Then read READ-ME-FIRST.md."
    ));
    Ok(CLEAN)
}

/// What a handbook needs that is to hold other documents than the starter's: its settings, what to do in an
/// emergency, and a first page.
pub(in crate::cli) fn write_bare(folder: &Path, today: Date, bare: &Bare) -> anyhow::Result<()> {
    refuse_if_taken(folder)?;
    for path in ["handbook.yaml", "content/_shared/emergency.md", "content/index.md"] {
        let file = STARTER.get_file(path).context("the starter has this file")?;
        write_file(folder, file, today)?;
    }
    let path = folder.join("handbook.yaml");
    let text = std::fs::read_to_string(&path)?;
    std::fs::write(&path, bare.settings(&text))?;
    Ok(())
}

/// What a handbook for other documents says in its settings.
pub(in crate::cli) struct Bare {
    /// What it is called; `None` for the starter's title.
    pub title: Option<String>,
    /// Its documents have tags that nobody has listed.
    pub has_any_tags: bool,
}

impl Bare {
    /// The starter's settings with that.
    fn settings(&self, text: &str) -> String {
        let mut settings = String::new();
        let mut is_in_tags = false;
        for line in text.lines() {
            // The lines of a key stand further in, and the note above it goes with it.
            is_in_tags = match line.starts_with(' ') {
                true => is_in_tags,
                false => line == "tags:" || line.starts_with("# The only tags"),
            };
            match (&self.title, line.starts_with("title:")) {
                (Some(title), true) => {
                    settings.push_str(&format!("title: {}\n", yaml::written(title)));
                }
                _ if is_in_tags && self.has_any_tags => {}
                _ => settings.push_str(&format!("{line}\n")),
            }
        }
        settings
    }
}

fn refuse_if_taken(folder: &Path) -> anyhow::Result<()> {
    let shown = folder.display();
    match std::fs::read_dir(folder) {
        Ok(mut files) => match files.next() {
            None => Ok(()),
            Some(_) => bail!("the folder {shown} has files in it. Name one that isn’t there yet."),
        },
        Err(_) if folder.exists() => {
            bail!("{shown} is a file. Name a folder that isn’t there yet.")
        }
        Err(_) => Ok(()),
    }
}

fn write_files(to: &Path, folder: &Dir<'_>, today: Date) -> anyhow::Result<()> {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => write_files(to, inner, today)?,
            DirEntry::File(file) => write_file(to, file, today)?,
        }
    }
    Ok(())
}

fn write_file(to: &Path, file: &File<'_>, today: Date) -> anyhow::Result<()> {
    let path = to.join(file.path());
    let text = file.contents_utf8().context("a starting file isn’t text")?;
    let parent = path.parent().expect("a joined path has a parent");
    std::fs::create_dir_all(parent)?;
    std::fs::write(&path, with_dates(text, today))?;
    Ok(())
}
