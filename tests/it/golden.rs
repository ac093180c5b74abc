//! Whole handbooks: each folder `tests/golden/NAME` holds a handbook, `input`, and everything that it is
//! published as, `output`. Both sides are compared, byte for byte: a file too many is a failure like a file
//! too few, since it may be one that readers should not have.
//!
//! - `check.txt` beside the two is what `check` says; without it, there must be nothing to put right.
//! - Each handbook is shown by the few bare templates in `tests/golden/theme`, so that changes to the default
//!   theme leave it alone. It can bring templates of its own, in `themes/default`, to show what it is about.
//! - The theme's own files, in `theme-files`, and the index that search uses, in `search-index`, are left out here. They
//!   have tests of their own.
//!
//! `UPDATE_EXPECTATIONS=1 cargo test --test it golden` writes what is published. Read the difference before
//! you commit it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use handbook::flow::{self, Generation};
use handbook::model::Date;
use tempfile::TempDir;

use crate::support::{is_updating, made, run, write};

/// The day on which the handbooks are built.
const TODAY: &str = "2027-03-01";

/// Folders of the output that have tests of their own.
const ELSEWHERE: [&str; 2] = ["theme-files/", "search-index/"];

#[test]
fn every_handbook_is_published_as_it_should_be() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut problems = Vec::new();
    let mut count = 0;
    for folder in sorted_folders(&golden) {
        if folder.join("input").is_dir() {
            problems.extend(compare(&golden, &folder));
            count += 1;
        }
    }
    assert!(count > 10, "the golden handbooks are in tests/golden");
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

fn sorted_folders(folder: &Path) -> BTreeSet<PathBuf> {
    let listed = std::fs::read_dir(folder).expect("tests/golden is there");
    listed.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

/// What is published otherwise than it should be; in update mode, what is published becomes what should be.
fn compare(golden: &Path, folder: &Path) -> Vec<String> {
    let name = folder.file_name().expect("it was listed").to_string_lossy().into_owned();
    let root = TempDir::new().expect("a temporary folder can be made");
    let input = files(&folder.join("input"));
    copy(&files(&golden.join("theme")), &root.path().join("themes/default"));
    copy(&input, root.path());
    let (published, said) = build(root.path());
    if is_updating() {
        let _ = std::fs::remove_dir_all(folder.join("output"));
        copy(&published, &folder.join("output"));
        match said.as_str() {
            "Nothing to put right\n" => drop(std::fs::remove_file(folder.join("check.txt"))),
            _ => write(folder, "check.txt", &said),
        }
        return Vec::new();
    }
    let expected = files(&folder.join("output"));
    let is_stopped = said.contains("error: ").then(|| format!("{name}: there are errors"));
    let mut problems: Vec<String> = expected
        .keys()
        .chain(published.keys())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .filter_map(|path| {
            let problem = difference(expected.get(path), published.get(path))?;
            Some(format!("{name}: {path} {problem}"))
        })
        .collect();
    problems.extend(is_stopped);
    let wanted = std::fs::read_to_string(folder.join("check.txt"));
    let wanted = wanted.unwrap_or_else(|_| "Nothing to put right\n".to_owned());
    if said != wanted {
        problems.push(format!("{name}: check says\n{said}\nand should say\n{wanted}"));
    }
    problems
}

fn difference(expected: Option<&Vec<u8>>, published: Option<&Vec<u8>>) -> Option<String> {
    match (expected, published) {
        (Some(expected), Some(published)) if expected == published => None,
        (Some(expected), Some(published)) => Some(match first_line(expected, published) {
            Some((line, expected, published)) => {
                format!("differs in line {line}:\n  expected  {expected}\n  published {published}")
            }
            None => "differs".to_owned(),
        }),
        (Some(_), None) => Some("is not published".to_owned()),
        (None, _) => Some("is published, and should not be".to_owned()),
    }
}

/// The first line in which two texts differ.
fn first_line(expected: &[u8], published: &[u8]) -> Option<(usize, String, String)> {
    let (expected, published) =
        (String::from_utf8_lossy(expected), String::from_utf8_lossy(published));
    let (mut expected, mut published) = (expected.lines(), published.lines());
    (1..)
        .map_while(|number| match (expected.next(), published.next()) {
            (None, None) => None,
            (a, b) => Some((number, a.unwrap_or("–").to_owned(), b.unwrap_or("–").to_owned())),
        })
        .find(|(_, a, b)| a != b)
}

/// What a handbook is published as, and what `check` says of it.
fn build(root: &Path) -> (BTreeMap<String, Vec<u8>>, String) {
    let today = Date::parse(TODAY).expect("it is a date");
    let generation: Generation =
        flow::open(root, flow::Options { today, drafts: false }).expect("the folder can be read");
    let mut published = made(&generation.plan(), root);
    published.retain(|path, _| ELSEWHERE.iter().all(|folder| !path.starts_with(folder)));
    let check = run(root, &["check", "--today", TODAY]);
    (published, check.stderr)
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let below = path.strip_prefix(folder).expect("it was found there");
            let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
            found.insert(names.join("/"), std::fs::read(&path).expect("a file can be read"));
        }
    }
    found
}

fn copy(files: &BTreeMap<String, Vec<u8>>, to: &Path) {
    for (path, bytes) in files {
        write(to, path, bytes);
    }
}
