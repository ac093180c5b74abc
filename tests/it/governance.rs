//! What has changed and what is due for review, as its readers and their programs get it: the feed, the calendar,
//! the table.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use crate::support::{folder, run};

fn build(root: &Path, today: &str) {
    let built = run(root, &["build", "--output", "site", "--today", today]);
    assert_eq!(built.code, 0, "{}", built.stderr);
}

fn read(root: &Path, file: &str) -> String {
    std::fs::read_to_string(root.join("site").join(file)).unwrap_or_default()
}

/// A document with words that a calendar, a feed and a spreadsheet each have to escape.
const AWKWARD: &str = "---
title: \"=Ünï; visits, \\\\ <calls> & \\\"letters\\\", \\a and a title that is longer than any line of a calendar may be, naïvely 🙂🙂🙂🙂🙂🙂🙂🙂🙂\"
kind: policy
version: '1'
owner: \"@Head; of, Care\"
reviewed: 2026-03-31
amendments: [{date: 2026-03-31, summary: \"]]> & \\a <b>\"}]
---
";

#[test]
fn a_calendar_keeps_to_its_lines() {
    let root = folder(&[("handbook.yaml", "title: 'A; B, C'\n"), ("content/a.md", AWKWARD)]);
    build(root.path(), "2027-03-01");
    let calendar = read(root.path(), "reviews.ics");
    assert_eq!(
        calendar,
        read(root.path(), "reviews/head-of-care.ics").replace("\\, @Head\\; of\\, Care", "")
    );
    assert!(
        calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains(char::is_control))
    );
    let whole = calendar.replace("\r\n ", "");
    let lines: Vec<&str> = whole.lines().collect();
    for expected in [
        "METHOD:PUBLISH",
        "X-WR-CALNAME:A\\; B\\, C: Review register",
        "DTSTAMP:20260331T000000Z",
        "DTSTART;VALUE=DATE:20270331",
        "DTEND;VALUE=DATE:20270401",
    ] {
        assert!(lines.contains(&expected), "{expected}\n{whole}");
    }
    assert!(
        whole.contains("SUMMARY:Review due: =Ünï\\; visits\\, \\\\ <calls> & “letters”\\,  and"),
        "{whole}"
    );
}

#[test]
fn a_calendar_and_a_feed_say_nothing_of_the_day_they_were_made() {
    let root = folder(&[("handbook.yaml", "title: Test\n"), ("content/a.md", AWKWARD)]);
    build(root.path(), "2027-03-01");
    let files = ["reviews.ics", "whats-changed.xml"];
    let before = files.map(|file| read(root.path(), file));
    build(root.path(), "2028-07-09");
    assert_eq!(before, files.map(|file| read(root.path(), file)));
    assert!(read(root.path(), "reviews.csv").contains(",2027-03-31,Overdue,"));
}

#[test]
fn an_event_stays_the_same_when_its_review_moves() {
    let root = folder(&[("handbook.yaml", "title: Test\n"), ("content/a.md", AWKWARD)]);
    build(root.path(), "2027-03-01");
    let uid = |text: &str| text.lines().find(|line| line.starts_with("UID:")).map(str::to_owned);
    let before = read(root.path(), "reviews.ics");
    let moved = AWKWARD.replace("reviewed: 2026-03-31", "reviewed: 2027-02-28");
    crate::support::write(root.path(), "content/a.md", moved);
    build(root.path(), "2027-03-01");
    let after = read(root.path(), "reviews.ics");
    assert_eq!(uid(&before), uid(&after));
    assert!(
        after.contains("DTSTAMP:20270228T000000Z") && after.contains("DATE:20280228"),
        "{after}"
    );
}

#[test]
fn a_feed_is_short_and_its_ids_are_its_own() {
    let mut files = vec![("handbook.yaml".to_owned(), "title: Test\n".to_owned())];
    for number in 0..150 {
        let mut text = format!("---\ntitle: Document {number}\namendments:\n");
        for day in ["2026-01-02", "2026-01-02", "2026-02-03"] {
            writeln!(text, "  - {{date: {day}, summary: Number {number}.}}").unwrap();
        }
        files.push((format!("content/d{number}.md"), format!("{text}---\n")));
    }
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let root = folder(&files);
    build(root.path(), "2027-03-01");
    let feed = read(root.path(), "whats-changed.xml");
    assert_eq!(feed.matches("<entry>").count(), 100);
    let ids: BTreeSet<&str> = feed.lines().filter(|line| line.starts_with("<id>")).collect();
    assert_eq!(ids.len(), 101, "the feed’s and its entries’");
    assert!(ids.iter().all(|id| id.starts_with("<id>urn:uuid:")));
    assert_eq!(read(root.path(), "whats-changed.html").matches("register__row").count(), 450);
}

#[test]
fn a_handbook_without_dates_has_neither() {
    let root =
        folder(&[("handbook.yaml", "title: T\n"), ("content/index.md", "---\ntitle: A\n---\n")]);
    build(root.path(), "2027-03-01");
    for file in
        ["reviews.html", "reviews.csv", "reviews.ics", "whats-changed.html", "whats-changed.xml"]
    {
        assert!(!root.path().join("site").join(file).exists(), "{file}");
    }
    let home = read(root.path(), "index.html");
    assert!(!home.contains("reviews.html") && !home.contains("whats-changed"), "{home}");
}

/// Runs git in a folder, on a day.
fn git(root: &Path, day: &str, arguments: &[&str]) {
    let identity = ["-c", "user.name=Somebody Private", "-c", "user.email=private@example.org"];
    let date = format!("{day}T12:00:00Z");
    let ran = std::process::Command::new("git")
        .args([&identity[..], &["-c", "commit.gpgsign=false"], arguments].concat())
        .current_dir(root)
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date)
        .env_remove("GIT_DIR")
        .output()
        .expect("git is there, as for any developer");
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn a_repository_says_when_a_document_was_edited() {
    let root = folder(&[
        ("handbook/handbook.yaml", "title: Test\n"),
        ("handbook/content/Été & co.md", "---\ntitle: A\n---\nOne.\n"),
        ("handbook/content/b.md", "---\ntitle: B\n---\n"),
    ]);
    let handbook = root.path().join("handbook");
    let commit = |day: &str, words: &str| {
        git(root.path(), day, &["add", "-A"]);
        git(root.path(), day, &["commit", "-q", "-m", words]);
    };
    git(root.path(), "2026-01-01", &["init", "-q"]);
    build(&handbook, "2027-03-01");
    assert!(!read(&handbook, "b.html").contains("Last edited"), "nothing is committed yet");
    std::fs::remove_dir_all(handbook.join("site")).unwrap();
    crate::support::write(root.path(), ".gitignore", "site\n");
    commit("2026-01-05", "A family's name, which nobody may read");
    crate::support::write(&handbook, "content/Été & co.md", "---\ntitle: A\n---\nTwo.\n");
    commit("2026-02-06", "More");
    git(
        root.path(),
        "2026-03-07",
        &["mv", "handbook/content/Été & co.md", "handbook/content/a.md"],
    );
    commit("2026-03-07", "Rename");
    build(&handbook, "2027-03-01");
    let page = read(&handbook, "a.html");
    for day in ["7 March 2026", "6 February 2026", "5 January 2026"] {
        assert!(page.contains(day), "{day}\n{page}");
    }
    assert!(!page.contains("Private") && !page.contains("family"), "{page}");
    assert!(read(&handbook, "b.html").contains("Last edited"));
    // It is asked only by a build, and only if it may.
    crate::support::write(&handbook, "handbook.yaml", "title: Test\nhistory: off\n");
    build(&handbook, "2027-03-01");
    assert!(!read(&handbook, "a.html").contains("Last edited"));
    crate::support::write(&handbook, "handbook.yaml", "title: Test\n");

    let copy = folder(&[]);
    let from = format!("file://{}", root.path().display());
    git(copy.path(), "2026-03-08", &["clone", "-q", "--depth", "1", &from, "copy"]);
    let built = run(
        &copy.path().join("copy/handbook"),
        &["build", "--output", "site", "--today", "2027-03-01"],
    );
    assert_eq!(built.code, 0);
    assert!(
        built.stderr.contains("This copy of the git repository is shallow"),
        "{}",
        built.stderr
    );
    assert!(!read(&copy.path().join("copy/handbook"), "a.html").contains("Last edited"));
}

#[test]
fn what_is_published_names_the_commit_that_it_was_made_from() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/a.md", "---\ntitle: A\n---\n"),
        ("notes.txt", "1"),
        (".gitignore", "site\n"),
    ]);
    let revision = || -> Option<String> {
        build(root.path(), "2027-03-01");
        let record: serde_json::Value =
            serde_json::from_str(&read(root.path(), "build.json")).expect("it is JSON");
        record["about"]["revision"].as_str().map(str::to_owned)
    };
    assert_eq!(revision(), None, "no repository");
    git(root.path(), "2026-01-01", &["init", "-q"]);
    assert_eq!(revision(), None, "no commit");
    git(root.path(), "2026-01-01", &["add", "-A"]);
    git(root.path(), "2026-01-01", &["commit", "-q", "-m", "A"]);
    let first = revision().expect("there is a commit");
    assert!(first.len() >= 40 && first.chars().all(|c| c.is_ascii_hexdigit()), "{first}");
    crate::support::write(root.path(), "notes.txt", "2");
    assert_eq!(revision().as_ref(), Some(&first), "it is not read");
    crate::support::write(root.path(), "content/b.md", "---\ntitle: B\n---\n");
    assert_eq!(revision(), Some(format!("{first}-dirty")));
    crate::support::write(root.path(), "handbook.yaml", "title: Test\nhistory: off\n");
    assert_eq!(revision(), None, "it is not asked");
}

#[cfg(unix)]
#[test]
fn a_build_without_git_says_what_it_leaves_out() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/a.md", "---\ntitle: A\nversion: '1'\n---\n"),
    ]);
    git(root.path(), "2026-01-01", &["init", "-q"]);
    let built = std::process::Command::new(env!("CARGO_BIN_EXE_handbook"))
        .args(["build", "--output", "site"])
        .current_dir(root.path())
        .env("PATH", root.path())
        .output()
        .unwrap();
    assert!(built.status.success());
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(
        said.contains(
            "There is no git on this computer, so pages don’t say when they were edited."
        ),
        "{said}"
    );
}

const THREE: [(&str, &str); 4] = [
    ("handbook.yaml", "title: Test\n"),
    ("content/a.md", "---\ntitle: Overdue\nowner: Head of Care\nreview_by: 2027-02-28\n---\n"),
    (
        "content/b.md",
        "---\ntitle: \"Due \\e[31msoon\"\nowner: Head of Help\nreview_by: 2027-04-01\n---\n",
    ),
    ("content/c.md", "---\ntitle: Later\nreview_by: 2028-04-01\n---\n"),
];

#[test]
fn the_terminal_lists_what_is_due() {
    let root = folder(&THREE);
    let review = |options: &[&str]| {
        run(root.path(), &[&["review", "--today", "2027-03-01"], options].concat())
    };
    let all = review(&[]);
    assert_eq!((all.code, all.stderr.as_str()), (1, ""));
    insta::assert_snapshot!(all.stdout, @r"
    Overdue (1)
      2027-02-28  Overdue             Head of Care  content/a.md

    Due in 90 days (1)
      2027-04-01  Due \u{1b}[31msoon  Head of Help  content/b.md

    Later (1)
      2028-04-01  Later               (no owner)    content/c.md
    ");
    let theirs = review(&["--owner", "head of help"]);
    assert_eq!(theirs.code, 0, "nothing of theirs is overdue");
    assert!(theirs.stdout.contains("2027-04-01") && !theirs.stdout.contains("2027-02-28"));
    assert!(!review(&["--due", "30d"]).stdout.contains("2027-04-01"));
    assert!(review(&["--due", "90d"]).stdout.contains("2027-04-01"));
    assert_eq!(
        review(&["--owner", "Head of Help", "--due", "1w"]).stdout,
        "Nothing is due for review.\n"
    );
    let unknown = review(&["--owner", "Head of Hepl"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown
            .stderr
            .contains("“Head of Hepl” has nothing to review. The nearest is “Head of Help”."),
        "{}",
        unknown.stderr
    );
    assert_eq!(review(&["--due", "soon"]).code, 2);
    let json = review(&["--format", "json"]).stdout;
    assert!(json.contains("\"due\": \"due-in-90-days\"") && json.contains("\\u001b[31m"), "{json}");
    build(root.path(), "2027-03-01");
    // A terminal is sent nothing that it would obey.
    let published = read(root.path(), "reviews.csv").replace("\u{1b}[31m", "");
    assert_eq!(review(&["--format", "csv"]).stdout, published);
}

#[test]
fn a_document_asks_to_be_acknowledged_where_the_handbook_says() {
    let asks = "---\ntitle: Words & “more”\nversion: '2'\nacknowledge: true\n---\n";
    let with = |settings: &str, document: &str| {
        let settings = format!("title: Test\n{settings}");
        let root = folder(&[
            ("handbook.yaml", settings.as_str()),
            ("content/p/a.md", document),
            ("content/p/b.md", "---\ntitle: No\nacknowledge: false\n---\n"),
            ("content/p/index.md", "---\ntitle: P\ndefaults: {acknowledge: true}\n---\n"),
        ]);
        build(root.path(), "2027-03-01");
        assert!(!read(root.path(), "p/b.html").contains("acknowledge"));
        assert!(!read(root.path(), "p/index.html").contains("acknowledge"));
        read(root.path(), "p/a.html")
    };
    let form = "address: https://h.example.org\nacknowledge: {address: \"https://f.example.org/?d={title}&at={address}&v={version}\"}\n";
    let page = with(form, asks);
    let href = "https://f.example.org/?d=Words%20%26%20%E2%80%9Cmore%E2%80%9D&amp;at=https%3A%2F%2Fh.example.org%2Fp%2Fa.html&amp;v=2";
    assert!(page.contains(&format!("href=\"{href}\"")), "{page}");
    assert!(page.contains("acknowledge__sheet"));
    // Without a form there is a sheet to sign all the same, on paper.
    let page = with("", asks);
    assert!(page.contains("acknowledge print-only") && !page.contains("acknowledge__link"));
    assert!(with(form, "---\ntitle: Inherits\n---\n").contains("d=Inherits&amp;"));
    let withdrawn = asks.replace("version", "status: withdrawn\nversion");
    assert!(
        !with(form, &withdrawn).contains("acknowledge"),
        "nobody has to have read what no longer holds"
    );
}

#[test]
fn a_handbook_may_leave_it_at_the_date() {
    let with = |settings: &str| {
        let settings = format!("title: Test\n{settings}");
        let root = folder(&[
            ("handbook.yaml", settings.as_str()),
            THREE[1],
            (
                "content/old.md",
                "---\ntitle: Old\nkind: policy\nversion: '1'\nowner: A\nstatus: withdrawn\nreplaced_by: a.md\n---\n",
            ),
        ]);
        build(root.path(), "2027-03-01");
        let old = read(root.path(), "old.html");
        assert!(old.contains("has been withdrawn") && old.contains("href=\"a.html\""), "{old}");
        assert!(read(root.path(), "kinds/policy.html").contains("status--withdrawn"));
        assert!(!read(root.path(), "reviews.html").contains("old.html"));
        read(root.path(), "a.html")
    };
    assert!(with("").contains("data-module=\"review-date\""));
    assert!(with("reviews: {overdue: banner}\n").contains("is overdue"));
    let quiet = with("reviews: {overdue: note}\n");
    assert!(!quiet.contains("review-date") && !quiet.contains("is overdue"), "{quiet}");
    assert!(quiet.contains("28 February 2027"));
}
