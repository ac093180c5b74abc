//! The handbooks in `docs`: there is nothing to put right in them, and each command that they name is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::{folder_files, run};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// Every folder of `docs` that is a handbook.
fn handbooks() -> Vec<PathBuf> {
    let listed = std::fs::read_dir(docs()).expect("docs is there").flatten();
    let folders = listed.map(|entry| entry.path());
    folders.filter(|folder| folder.join("handbook.yaml").exists()).collect()
}

#[test]
fn there_is_nothing_to_put_right_in_the_guides() {
    let handbooks = handbooks();
    assert!(handbooks.len() > 1, "the reference and the guide to editing are in docs");
    for folder in handbooks {
        let checked = run(&folder, &["check", ".", "--strict", "--today", "2026-12-01"]);
        let said = (checked.code, checked.stderr.as_str());
        assert_eq!(said, (0, "Nothing to put right\n"), "{}", folder.display());
    }
}

/// What is typed in a text: each line after a `$`, and each `handbook …` between ticks.
fn typed(text: &str) -> Vec<&str> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("$ "));
    let spans = text.lines().filter(|line| !line.starts_with("$ "));
    let spans = spans.flat_map(|line| line.split('`').skip(1).step_by(2));
    lines.chain(spans).filter_map(|one| one.strip_prefix("handbook ")).collect()
}

#[test]
fn every_command_that_a_guide_names_is_there() {
    let program = handbook::cli::command();
    let of_all: BTreeSet<&str> = ["--version", "--help"].into();
    let mut problems = Vec::new();
    for (path, bytes) in folder_files(&docs()).iter().filter(|(path, _)| path.ends_with(".md")) {
        for typed in typed(&String::from_utf8_lossy(bytes)) {
            let mut words = typed.split_whitespace();
            let first = words.next().unwrap_or_default();
            let command = program.find_subcommand(first);
            if command.is_none() && !of_all.contains(first) {
                problems.push(format!("{path}: handbook {typed}"));
            }
            for option in words.filter_map(|word| word.strip_prefix("--")) {
                let mut options = command.iter().flat_map(|one| one.get_arguments());
                if !options.any(|one| one.get_long() == Some(option)) && option != "help" {
                    problems.push(format!("{path}: handbook {typed}: there is no --{option}"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}
