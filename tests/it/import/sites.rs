//! Folders of other generators, as handbooks: each in `tests/fixtures/sites/NAME/source`, and what it becomes in
//! `expected` beside it.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::import::all_files;
use crate::support::{is_updating, run, write};

const SITES: [&str; 8] =
    ["docusaurus", "hugo", "jekyll", "markdown", "mkdocs", "starlight", "techdocs", "zola"];

fn fixture(site: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sites").join(site)
}

/// A folder with a site's source in `site/`, as somebody has it.
fn source(site: &str) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder can be made");
    for (path, bytes) in all_files(&fixture(site).join("source")) {
        write(folder.path(), &format!("site/{path}"), bytes);
    }
    folder
}

/// Every file of text, with line ends of one kind.
fn plain(path: &str, bytes: Vec<u8>) -> Vec<u8> {
    let is_text = [".md", ".txt", ".yaml"].iter().any(|end| path.ends_with(end));
    match String::from_utf8(bytes) {
        Ok(text) if is_text => text.replace("\r\n", "\n").into_bytes(),
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

#[test]
fn each_site_becomes_what_it_should() {
    let mut problems = Vec::new();
    for site in SITES {
        let folder = source(site);
        let ran = run(folder.path(), &["import", "site", "--into", "handbook"]);
        assert_eq!(ran.code, 0, "{site}: {}", ran.stderr);
        let mut given = all_files(&folder.path().join("handbook"));
        given.retain(|path, _| path.starts_with("content/") || path == "import-report.txt");
        // The starter's own.
        given.remove("content/_shared/emergency.md");
        let checked = run(folder.path(), &["check", "handbook", "--today", "2026-03-12"]);
        let errors: Vec<&str> =
            checked.stderr.lines().filter(|line| line.starts_with("error")).collect();
        given.insert("errors.txt".to_owned(), (errors.join("\n") + "\n").into_bytes());
        let to = fixture(site).join("expected");
        if is_updating() {
            let _ = std::fs::remove_dir_all(&to);
            for (path, bytes) in given {
                write(&to, &path, plain(&path, bytes));
            }
            continue;
        }
        let expected = if to.exists() { all_files(&to) } else { Default::default() };
        for path in given.keys().chain(expected.keys()).collect::<std::collections::BTreeSet<_>>() {
            let one = given.get(path).map(|bytes| plain(path, bytes.clone()));
            let other = expected.get(path).map(|bytes| plain(path, bytes.clone()));
            if one != other {
                let shown = one.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                problems.push(format!("{site}/{path}:\n{}", shown.unwrap_or_default()));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// No report has words that the import could not place.
#[test]
fn every_word_is_placed() {
    for site in SITES {
        let report = fixture(site).join("expected/import-report.txt");
        let report = std::fs::read_to_string(report).expect("the report is there");
        assert!(!report.contains("could not place"), "{site}: {report}");
    }
}

#[test]
fn the_same_again_changes_nothing() {
    for site in SITES {
        let folder = source(site);
        let import = || run(folder.path(), &["import", "site", "--into", "handbook"]);
        import();
        let edited = "handbook/content/index.md";
        write(folder.path(), edited, "---\ntitle: Mine\n---\n\nMine.\n");
        let mut before = all_files(&folder.path().join("handbook"));
        let ran = import();
        let mut after = all_files(&folder.path().join("handbook"));
        assert_eq!(ran.code, 0, "{site}: {}", ran.stderr);
        for files in [&mut before, &mut after] {
            files.remove("import-report.txt");
        }
        assert!(before == after, "{site}: files have changed");
    }
}

/// What a folder is made for can be said; and what is said wins over what its files say.
#[test]
fn the_program_can_be_named() {
    let folder = source("mkdocs");
    let ran = run(
        folder.path(),
        &["import", "site", "--from", "markdown", "--into", "plain", "--dry-run"],
    );
    assert!(ran.stdout.starts_with("Taken for a folder of plain Markdown."), "{}", ran.stdout);
    let ran = run(folder.path(), &["import", "site/mkdocs.yml", "--from", "mkdocs", "--into", "x"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("is one file. Name the folder"), "{}", ran.stderr);
    let ran = run(folder.path(), &["import", "site", "--from", "word", "--into", "x", "--dry-run"]);
    assert_eq!(ran.code, 2, "its form is no Word document: {}", ran.stderr);
}
