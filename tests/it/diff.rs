//! `handbook diff`: what readers would see otherwise than at a revision of a real repository.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::{Run, folder, folder_files, run, write};

fn git(root: &Path, arguments: &[&str]) {
    let names =
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let done = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(names)
        .args(["-c", "core.autocrlf=false", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_COMMITTER_DATE", "2026-11-03T09:00:00Z")
        .env("GIT_AUTHOR_DATE", "2026-11-03T09:00:00Z")
        .output()
        .expect("git is installed");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

const VISITS: &str = "---\ntitle: Visits\n---\n\n## How often\n\nVisit each child in care within ten days of the decision.\n\n\
                      ## What to ask\n\nAsk how they are.\n\nSee [who to ring](call.md).\n";

const CALL: &str = "---\ntitle: Who to ring\n---\n\nRing the duty team first.\n\nThen ring your manager.\n\nWrite it down.\n";

/// A handbook with three documents, committed.
fn committed() -> TempDir {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("glossary.yaml", "- term: care plan\n  definition: What we will do.\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n"),
        ("content/visits.md", VISITS),
        ("content/call.md", CALL),
        ("content/old.md", "---\ntitle: Old\n---\n\nNobody does this any more.\n"),
        ("content/form.txt", "Name\n"),
        (".handbookignore", "content/notes/\n"),
        ("content/notes/a.md", "# Notes\n\nNot for readers.\n"),
    ]);
    git(root.path(), &["init", "--quiet"]);
    git(root.path(), &["add", "."]);
    git(root.path(), &["commit", "--quiet", "-m", "Begin"]);
    root
}

fn diff(root: &Path, arguments: &[&str]) -> Run {
    run(root, &[&["diff", "--today", "2027-03-01"], arguments].concat())
}

/// The lines of what was said, without the commit's name.
fn said(run: &Run) -> Vec<&str> {
    assert_eq!((run.code, run.stderr.contains("handbook:")), (0, false), "{}", run.stderr);
    run.stdout.lines().skip(1).filter(|line| !line.is_empty()).collect()
}

#[test]
fn says_and_shows_what_changed_was_added_moved_and_removed() {
    let root = committed();
    let path = root.path();
    write(
        path,
        "content/visits.md",
        VISITS.replace("ten days", "five days").replace("call.md", "ring/call.md"),
    );
    std::fs::remove_file(path.join("content/call.md")).unwrap();
    write(path, "content/ring/call.md", CALL.replace("Then ring", "Then call"));
    std::fs::remove_file(path.join("content/old.md")).unwrap();
    write(path, "content/new.md", "---\ntitle: New <page>\n---\n\nSomething & new.\n");
    write(path, "content/form.txt", "Name and role\n");
    write(path, "content/notes/a.md", "# Notes\n\nStill not for readers.\n");
    write(path, "glossary.yaml", "- term: care plan\n  definition: What we will do together.\n");
    let shown = diff(path, &["HEAD", "--output", "changes.html"]);
    let mut lines = said(&shown);
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "1 as before",
            "changed  Glossary (glossary.yaml): 2 words new, 1 gone",
            "changed  Visits (content/visits.md): 1 word new, 1 gone",
            "changed  content/form.txt",
            "gone     Old (content/old.md): 11 words gone",
            "moved    Who to ring (from content/call.md, content/ring/call.md): 1 word new, 1 gone",
            "new      New <page> (content/new.md): 10 words new",
        ]
    );
    let page = std::fs::read_to_string(path.join("changes.html")).unwrap();
    for words in [
        "compared with ",
        " of 3 November 2026",
        "<h4>How often</h4>",
        "Visit each child in care within <del><span class=\"heard\">gone: </span>ten<span class=\"heard\"> (end of gone)</span></del> <ins><span class=\"heard\">new: </span>five<",
        "New &lt;page&gt;",
        "Something &amp; new.",
        "Nobody does this any more.",
        "content/ring/call.md, before content/call.md",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    for words in ["Ask how they are", "Still not", "<script", "http:", "https:", "src="] {
        assert!(!page.contains(words), "{words}\n{page}");
    }
}

#[test]
fn nothing_that_readers_would_not_see_counts() {
    let root = committed();
    let path = root.path();
    // Wrapped otherwise, with a comment, a field for editors and a draft.
    write(
        path,
        "content/visits.md",
        VISITS
            .replace("within ten", "within\nten")
            .replace("title: Visits", "title: Visits\norder: 3"),
    );
    write(path, "content/draft.md", "---\ntitle: Draft\nstatus: draft\n---\n\nNot yet.\n");
    let shown = diff(path, &["HEAD"]);
    assert_eq!(shown.code, 0, "{}", shown.stderr);
    assert!(
        shown.stdout.starts_with("Nothing that readers would see has changed since "),
        "{}",
        shown.stdout
    );
    assert_eq!(
        said(&diff(path, &["HEAD", "--drafts"]))[0],
        "new      Draft (content/draft.md): 8 words new"
    );
    let files = folder_files(path);
    assert!(files.keys().all(|file| !file.ends_with(".html")), "nothing is written");
}

#[test]
fn compares_an_edition_and_a_handbook_below_the_repository() {
    let whole = folder(&[
        (
            "ours/handbook.yaml",
            "title: Test\naudiences: {staff: Staff, families: Families}\ndefault_audience: [staff]\n\
          editions: {staff: {audiences: [staff, families]}, families: {audiences: [families]}}\n",
        ),
        ("ours/content/index.md", "---\ntitle: Home\naudience: [families]\n---\n\nWelcome.\n"),
        ("ours/content/secret.md", "---\ntitle: Secret\n---\n\nFor staff.\n"),
        ("other/content/index.md", "# Another\n"),
    ]);
    git(whole.path(), &["init", "--quiet"]);
    git(whole.path(), &["add", "."]);
    git(whole.path(), &["commit", "--quiet", "-m", "Begin"]);
    git(whole.path(), &["tag", "first"]);
    write(whole.path(), "ours/content/secret.md", "---\ntitle: Secret\n---\n\nFor staff alone.\n");
    let shown = diff(whole.path(), &["first", "ours"]);
    assert_eq!(said(&shown)[0], "changed  Secret (content/secret.md): 2 words new, 1 gone");
    let shown = diff(whole.path(), &["first", "ours", "--edition", "families"]);
    assert!(shown.stdout.starts_with("Nothing that readers"), "{}", shown.stdout);
    let shown = diff(whole.path(), &["first", "ours", "--edition", "nobody"]);
    assert_eq!((shown.code, shown.stderr.contains("names no edition “nobody”")), (2, true));
}

#[test]
fn says_plainly_what_it_can_not_do() {
    let root = folder(&[("handbook.yaml", "title: Test\n"), ("content/index.md", "# Home\n")]);
    let refused = |root: &Path, arguments: &[&str], words: &str| {
        let shown = diff(root, arguments);
        assert_eq!(shown.code, 2, "{}", shown.stdout);
        assert!(shown.stderr.contains(words), "{}", shown.stderr);
    };
    refused(root.path(), &["HEAD"], "is in no git repository");
    let root = committed();
    for revision in ["nothing", "--output=x", "", "HEAD:content"] {
        refused(root.path(), &["--", revision], "Name a commit, a branch or a tag");
    }
    refused(root.path(), &["HEAD", "--output", "content/index.md"], "is left alone");
    let home = std::fs::read_to_string(root.path().join("content/index.md")).unwrap();
    assert!(home.contains("Welcome"));
}
