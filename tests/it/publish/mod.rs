//! The folder that is published: whole or untouched, whatever happens, and nobody's files but ours.

mod disks;
mod interrupted;
mod kept;
mod offline;
mod refused;
mod verify;

use std::path::Path;

use tempfile::TempDir;

use crate::support::{Run, folder, folder_files as files, run};

/// Files of a folder, with their bytes.
type Files = std::collections::BTreeMap<String, Vec<u8>>;

/// The names in a folder, but for what builds leave for the next.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder can be listed");
    let mut names: Vec<String> =
        entries.flatten().map(|one| one.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name != ".handbook-cache");
    names.sort();
    names
}

fn build(root: &Path, more: &[&str]) -> Run {
    run(root, &[&["build", ".", "--today", "2026-01-01"], more].concat())
}

/// Builds, and gives the line that says what was done.
fn built(root: &Path, more: &[&str]) -> String {
    let run = build(root, more);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stderr.lines().last().unwrap_or_default().to_owned()
}

/// How many files a build says that it wrote, left and removed; all 0 if nothing had changed.
fn counts(line: &str) -> [usize; 3] {
    let count = |what: &str| {
        let before = line.split(what).next().filter(|_| line.contains(what))?;
        before.split_whitespace().last()?.parse().ok()
    };
    [" written", " unchanged", " removed"].map(|what| count(what).unwrap_or(0))
}

/// A build that could not run: what it said, with the output as it was.
fn refused(root: &Path, more: &[&str]) -> String {
    let before = files(root);
    let run = build(root, more);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(files(root) == before, "a refused build changed something");
    run.stderr.lines().last().unwrap_or_default().to_owned()
}

fn page(title: &str) -> String {
    format!("---\ntitle: {title}\n---\n\nText.\n")
}

/// A handbook of a few pages.
fn small() -> TempDir {
    folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/index.md", &page("Home")),
        ("content/policies/index.md", &page("Policies")),
        ("content/policies/recording.md", &page("Recording")),
        ("content/policies/old/contact.md", &page("Contact")),
        ("content/policies/old/form.pdf", "a form"),
    ])
}
