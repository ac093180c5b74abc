//! `handbook import` on real-shaped Word files and on folders of other generators: what each becomes, that no word of
//! it is lost, and that what people have edited stays.

mod again;
mod fidelity;
mod hostile;
mod site_features;
mod site_laws;
mod sites;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::support::{is_updating, run};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/word")
}

/// The Word files of the fixtures, by name.
fn word_files() -> Vec<PathBuf> {
    let listed = std::fs::read_dir(fixtures())
        .expect("the fixtures are there")
        .flatten()
        .map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        listed.filter(|path| path.extension().is_some_and(|end| end == "docx")).collect();
    files.sort();
    files
}

/// A folder with the Word files in `Word/`, as somebody has them.
fn source() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder can be made");
    std::fs::create_dir(folder.path().join("Word")).expect("a folder can be made");
    for file in word_files() {
        let to = folder.path().join("Word").join(file.file_name().expect("a file has a name"));
        std::fs::copy(&file, to).expect("a file can be copied");
    }
    folder
}

/// Every file below a folder, by its path.
fn all_files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder can be listed").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let below = path.strip_prefix(root).expect("it was found there");
                let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
                found.insert(names.join("/"), std::fs::read(&path).expect("a file can be read"));
            }
        }
    }
    found
}

/// A document's part of the report.
fn part_of<'a>(report: &'a str, document: &str) -> &'a str {
    let start = format!("\n{document}, from ");
    let from =
        report.find(&start).unwrap_or_else(|| panic!("{document} is in no report:\n{report}")) + 1;
    let rest = &report[from..];
    rest.find("\n\n").map_or(rest, |end| &rest[..end + 1])
}

/// Each Word file's Markdown and its part of the report are what stands beside it.
#[test]
fn each_file_becomes_what_it_should() {
    let folder = source();
    let ran = run(folder.path(), &["import", "Word", "--into", "handbook"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let report = std::fs::read_to_string(folder.path().join("handbook/import-report.txt")).unwrap();
    let mut problems = Vec::new();
    for file in word_files() {
        let stem = file.file_stem().unwrap().to_string_lossy().replace('_', "-");
        let document = format!("{stem}.md");
        let path = folder.path().join("handbook/content").join(&document);
        let markdown = std::fs::read_to_string(path).unwrap();
        let given = format!("{markdown}\n<!-- The report\n\n{}-->\n", part_of(&report, &document));
        let expected = file.with_extension("md");
        if is_updating() {
            std::fs::write(&expected, &given).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n")
            != given
        {
            problems.push(format!("{}:\n{given}", expected.display()));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// What was imported is a handbook without an error in it.
#[test]
fn what_was_imported_passes_the_check() {
    let folder = source();
    run(folder.path(), &["import", "Word", "--into", "handbook"]);
    let checked = run(folder.path(), &["check", "handbook", "--today", "2026-03-12"]);
    assert_eq!(checked.code, 0, "{}", checked.stderr);
    let built = run(folder.path(), &["build", "handbook", "--today", "2026-03-12"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    // What is marked as not for everybody isn't published.
    assert!(!folder.path().join("handbook/output/protectively-marked.html").exists());
    assert!(folder.path().join("handbook/output/recording-policy.html").exists());
}

#[test]
fn changes_can_be_left_out() {
    let folder = source();
    let one = ["import", "Word/tracked-changes.docx", "--into", "handbook", "--changes", "reject"];
    let ran = run(folder.path(), &one);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let text =
        std::fs::read_to_string(folder.path().join("handbook/content/tracked-changes.md")).unwrap();
    let body = text.split("---\n").nth(2).unwrap().trim();
    insta::assert_snapshot!(body, @"
    Visits happen monthly.

    These two

    become one.

    Moved sentence. Stays.

    Then:

    | | |
    |---|---|
    | Who | When |
    | Mum | Monday |
    | Uncle | Friday |
    ");
}

#[test]
fn folders_become_sections() {
    let folder = TempDir::new().unwrap();
    let to = folder.path().join("Shared drive/Child Protection");
    std::fs::create_dir_all(&to).unwrap();
    std::fs::copy(fixtures().join("strict.docx"), to.join("Strictly.docx")).unwrap();
    std::fs::write(to.join("~$rictly.docx"), "a lock").unwrap();
    std::fs::write(to.join("old.doc"), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").unwrap();
    std::fs::write(to.join("sheet.xlsx"), b"PK").unwrap();
    let ran = run(folder.path(), &["import", "Shared drive", "--into", "handbook"]);
    assert_eq!(ran.code, 1, "one file was not taken: {}", ran.stderr);
    let section = folder.path().join("handbook/content/child-protection/index.md");
    assert_eq!(
        std::fs::read_to_string(section).unwrap(),
        "---\ntitle: Child Protection\nkind: page\n---\n"
    );
    let report = std::fs::read_to_string(folder.path().join("handbook/import-report.txt")).unwrap();
    insta::assert_snapshot!(report, @"
    1 document. 1 file was not taken. Nothing was left out or changed.

    child-protection/strictly.md, from Child Protection/Strictly.docx
      New.

    Not taken
      Child Protection/old.doc: It is in the old format of Word (.doc). Open it in Word, save it as a Word document (.docx), and import that.

    Other files, which were left where they are
      Child Protection/sheet.xlsx
    ");
}
