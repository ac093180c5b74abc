//! Importing twice: nothing that a person has edited changes.

use crate::import::{all_files, fixtures, source};
use crate::support::{run, write};

fn import(folder: &std::path::Path) -> String {
    let ran = run(folder, &["import", "Word", "--into", "handbook"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    std::fs::read_to_string(folder.join("handbook/import-report.txt"))
        .expect("a report was written")
}

#[test]
fn a_dry_run_writes_nothing_and_says_everything() {
    let folder = source();
    let dry = run(folder.path(), &["import", "Word", "--into", "handbook", "--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.stderr);
    assert!(!folder.path().join("handbook").exists());
    assert_eq!(dry.stdout, import(folder.path()));
}

#[test]
fn the_same_again_changes_nothing() {
    let folder = source();
    import(folder.path());
    let mut before = all_files(&folder.path().join("handbook"));
    let report = import(folder.path());
    let mut after = all_files(&folder.path().join("handbook"));
    before.remove("import-report.txt");
    after.remove("import-report.txt");
    assert!(before == after, "files have changed");
    assert!(report.contains("Nothing has changed since it was imported."));
}

#[test]
fn what_people_did_stays() {
    let folder = source();
    import(folder.path());
    let root = folder.path();
    let page =
        |name: &str| std::fs::read_to_string(root.join("handbook/content").join(name)).unwrap();
    write(root, "handbook/content/comments.md", "mine");
    write(root, "handbook/content/lists.md", "mine too");
    // An editor on Windows changed nothing but the ends of lines.
    write(root, "handbook/content/tables.md", page("tables.md").replace('\n', "\r\n"));
    std::fs::remove_file(root.join("handbook/content/strict.md")).unwrap();
    // Two of the Word files say something else now.
    for name in ["lists.docx", "headings.docx", "tables.docx", "strict.docx"] {
        std::fs::copy(fixtures().join("comments.docx"), root.join("Word").join(name)).unwrap();
    }
    let report = import(root);
    assert_eq!(page("comments.md"), "mine");
    assert_eq!(page("lists.md"), "mine too");
    assert!(page("lists.md.imported").contains("Supervision is monthly"));
    assert!(page("headings.md").contains("Supervision is monthly"), "nobody had edited it");
    assert!(page("tables.md").contains("Supervision is monthly"), "its words were as imported");
    assert!(!root.join("handbook/content/strict.md").exists());
    for said in [
        "Somebody has edited it here, and the source is as it was: kept.",
        "a file that ends in .imported",
        "written anew",
        "Somebody has moved or deleted it here: not written again.",
    ] {
        assert!(report.contains(said), "{said}\n{report}");
    }
    // What went beside it was taken over; the same source brings it no second time.
    std::fs::remove_file(root.join("handbook/content/lists.md.imported")).unwrap();
    import(root);
    assert_eq!(page("lists.md"), "mine too");
    assert!(!root.join("handbook/content/lists.md.imported").exists());
}

#[test]
fn a_handbook_that_is_there_keeps_its_own() {
    let folder = source();
    let root = folder.path();
    write(root, "own/handbook.yaml", "title: Ours\ncontent: pages\n");
    write(root, "own/pages/index.md", "---\ntitle: Ours\n---\n\nHello.\n");
    write(root, "own/pages/comments.md", "---\ntitle: Our own\n---\n\nWritten by us.\n");
    let ran = run(root, &["import", "Word", "--into", "own"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let files = all_files(&root.join("own"));
    assert!(String::from_utf8_lossy(&files["pages/comments.md"]).contains("Written by us."));
    assert!(
        files.contains_key("pages/comments.md.imported") && files.contains_key("pages/lists.md")
    );
    assert!(!files.contains_key("content/lists.md"));
}

#[test]
fn a_record_that_is_damaged_stops_it() {
    let folder = source();
    import(folder.path());
    write(folder.path(), "handbook/.handbook-import.json", "{");
    let ran = run(folder.path(), &["import", "Word", "--into", "handbook"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("remembers what was imported"), "{}", ran.stderr);
}

#[test]
fn places_that_are_no_handbook_are_refused() {
    let folder = source();
    let root = folder.path();
    write(root, "full/notes.txt", "x");
    let says = |arguments: &[&str], wanted: &str| {
        let ran = run(root, arguments);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains(wanted), "{}", ran.stderr);
    };
    says(&["import", "Word", "--into", "full"], "is no handbook and not empty");
    says(&["import", "Word"], "there is no handbook here");
    says(&["import", "Nowhere", "--into", "new"], "there is no file and no folder “Nowhere”");
    says(
        &["import", "full", "--into", "new"],
        "has no Word document (.docx) and no Markdown (.md) in it",
    );
    assert!(!root.join("new").exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let folder = source();
    let root = folder.path();
    write(root, "own/handbook.yaml", "title: Ours\n");
    write(root, "own/content/index.md", "---\ntitle: Ours\n---\n");
    write(root, "elsewhere/keep.txt", "x");
    std::os::unix::fs::symlink(root.join("elsewhere"), root.join("own/content/images")).unwrap();
    run(root, &["import", "Word", "--into", "own"]);
    assert_eq!(all_files(&root.join("elsewhere")).len(), 1);
}
