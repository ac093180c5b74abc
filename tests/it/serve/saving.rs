//! What happens when files change, in every way in which editors and people change them.

use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

use crate::serve::preview::{Preview, next_message, small};
use crate::support::{folder, write};

const VISITS: &str = "content/policies/visits.md";
const PAGE: &str = "/policies/visits.html";

fn visits(words: &str) -> String {
    format!("---\ntitle: Visits\n---\n\n{words}\n")
}

#[test]
fn each_way_of_saving_is_seen() {
    let preview = Preview::of(small());
    let file = preview.path(VISITS);
    let beside = |name: &str| file.with_file_name(name);

    preview.write(VISITS, &visits("Written in place."));
    preview.until_shows(PAGE, "Written in place.");

    fs::write(beside("visits.md.tmp"), visits("Renamed over.")).unwrap();
    fs::rename(beside("visits.md.tmp"), &file).unwrap();
    preview.until_shows(PAGE, "Renamed over.");

    // As vim does it: a trial file, the old one as a backup, and a new one.
    fs::write(beside("4913"), "").unwrap();
    fs::remove_file(beside("4913")).unwrap();
    fs::rename(&file, beside("visits.md~")).unwrap();
    fs::write(&file, visits("As vim saves.")).unwrap();
    fs::remove_file(beside("visits.md~")).unwrap();
    preview.until_shows(PAGE, "As vim saves.");

    fs::remove_file(&file).unwrap();
    fs::write(&file, visits("Deleted and made.")).unwrap();
    preview.until_shows(PAGE, "Deleted and made.");

    fs::write(&file, visits("One edit.")).unwrap();
    fs::write(&file, visits("Two edits")).unwrap();
    preview.until_shows(PAGE, "Two edits");
}

#[test]
fn a_file_that_is_half_written_is_never_shown() {
    let preview = Preview::of(small());
    let mut changes = preview.listen();
    let bad = |answer: &crate::serve::preview::Answer| {
        answer.status != 200 || !answer.text().contains("words.")
    };
    let mut generation = 1;
    for round in 0..3 {
        let emptied = Instant::now();
        fs::write(preview.path(VISITS), "").unwrap();
        // A file that stays empty for 0.4 seconds is meant to be, and on a busy machine each step may take that long.
        let is_in_time = || emptied.elapsed() < Duration::from_millis(350);
        for _ in 0..10 {
            std::thread::sleep(Duration::from_millis(20));
            let shown = preview.get(PAGE);
            assert!(!bad(&shown) || !is_in_time(), "it was shown while it was empty");
        }
        preview.write(VISITS, &visits(&format!("{round} words.")));
        let was_in_time = is_in_time();
        preview.until_shows(PAGE, &format!("{round} words."));
        let next = next_message(&mut changes)["generation"].as_i64().unwrap();
        if was_in_time {
            assert_eq!(next, generation + 1, "one change, and no other before it");
        }
        generation = preview.state("/")["generation"].as_i64().unwrap();
        let mut heard = next;
        while heard < generation {
            heard = next_message(&mut changes)["generation"].as_i64().unwrap();
        }
    }
    // A file that stays empty is empty.
    fs::write(preview.path(VISITS), "").unwrap();
    preview.until(PAGE, bad);
}

#[test]
fn what_editors_leave_behind_is_no_change() {
    let preview = Preview::of(small());
    for name in
        [".visits.md.swp", "visits.md~", "~$form.docx", "#visits.md#", ".#visits.md", "Thumbs.db"]
    {
        fs::write(preview.path("content/policies").join(name), "x").unwrap();
    }
    preview.write("output/index.html", "x");
    preview.write("target/x.md", "x");
    preview.write("notes.txt", "x");
    std::thread::sleep(Duration::from_millis(2_500));
    assert_eq!(preview.state("/")["generation"], 1);
}

#[test]
fn folders_are_moved_deleted_and_made_again() {
    let preview = Preview::of(small());
    fs::rename(preview.path("content/policies"), preview.path("content/rules")).unwrap();
    preview.until_shows("/rules/visits.html", "First words.");
    assert_eq!(preview.get(PAGE).status, 404);

    preview.write("content/new/deep/a.md", "---\ntitle: Deep\n---\n\nNew folder.\n");
    preview.until_shows("/new/deep/a.html", "New folder.");
    preview.write("content/new/deep/a.md", "---\ntitle: Deep\n---\n\nEdited there.\n");
    preview.until_shows("/new/deep/a.html", "Edited there.");

    fs::rename(preview.path("content"), preview.path("away")).unwrap();
    preview.until("/rules/visits.html", |answer| answer.status == 404);
    fs::rename(preview.path("away"), preview.path("content")).unwrap();
    preview.until_shows("/rules/visits.html", "First words.");
    preview.write("content/index.md", "---\ntitle: Home\n---\n\nStill watched.\n");
    preview.until_shows("/", "Still watched.");
}

#[test]
fn thousands_of_files_at_once() {
    let preview = Preview::of(small());
    for n in 0..2_000 {
        preview.write(&format!("content/many/{n}.md"), &format!("---\ntitle: Number {n}\n---\n"));
    }
    preview.until("/many/1999.html", |answer| answer.status == 200);
    preview.until("/many/0.html", |answer| answer.status == 200);
    fs::remove_dir_all(preview.path("content/many")).unwrap();
    preview.until("/many/1999.html", |answer| answer.status == 404);
    assert!(preview.get("/").text().contains("Welcome."));
}

#[test]
fn new_files_that_others_use_are_taken_in() {
    let preview = Preview::of(small());
    preview.write("content/index.md", "---\ntitle: Home\n---\n\n[Later](later.md)\n");
    preview.until_shows("/", "Later");
    assert_eq!(preview.state("/")["errors"], 1);
    preview.write("content/later.md", "---\ntitle: It came\n---\n");
    preview.until_shows("/", "href=\"later.html\"");
    assert_eq!(preview.state("/")["errors"], 0);
    // A title that other pages show.
    preview.write("content/later.md", "---\ntitle: It changed\n---\n");
    preview.until_shows("/a-to-z.html", "It changed");
    // A theme that was not there before.
    preview.write(
        "themes/default/templates/document.html",
        "<html><head></head>OWN {{ page.title }}</html>",
    );
    preview.until_shows("/later.html", "OWN It changed");
    preview.write(
        "themes/default/templates/document.html",
        "<html><head></head>SECOND {{ page.title }}</html>",
    );
    preview.until_shows("/later.html", "SECOND It changed");
}

#[test]
fn without_events_a_scan_notices() {
    // With --poll the system is not asked, as on a drive that tells nothing.
    let preview = Preview::with(small(), &["--poll"], &[]);
    preview.write(VISITS, &visits("Seen at last."));
    let took = preview.until_shows(PAGE, "Seen at last.");
    assert!(took < Duration::from_secs(5), "{took:?}");
}

/// What is held while something is broken: the page as it was, and the mistake in the words of `check`.
/// A laptop that sleeps stops the program where it is, and its clock goes on.
#[cfg(unix)]
#[test]
fn after_sleep_what_changed_meanwhile_is_shown() {
    let preview = Preview::of(small());
    let mut open_page = preview.listen();
    preview.signal("-STOP");
    preview.write("content/policies/visits.md", &visits("Written meanwhile."));
    preview.write("content/policies/new.md", "---\ntitle: New\n---\n\nNew meanwhile.\n");
    preview.signal("-CONT");
    preview.until_shows("/policies/visits.html", "Written meanwhile.");
    preview.until_shows("/policies/new.html", "New meanwhile.");
    assert!(next_message(&mut open_page)["generation"].as_u64() >= Some(2));
}

fn held(preview: &Preview, page: &str) -> Option<String> {
    let state = preview.state(page);
    state["held"].as_str()?;
    Some(state["here"][0]["message"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn broken_front_matter_keeps_the_last_good_page() {
    let preview = Preview::of(small());
    preview.until_shows(PAGE, "First words.");
    preview.write(VISITS, "---\ntitle: Visits: new\n---\n\nBroken words.\n");
    preview.until(&format!("/.handbook/state?page={PAGE}"), |answer| {
        answer.text().contains("last good")
    });
    assert!(preview.get(PAGE).text().contains("First words."));
    let message = held(&preview, PAGE).unwrap();
    let checked = crate::support::run(preview.folder.path(), &["check", "--today", "2026-01-01"]);
    assert!(
        !message.is_empty() && checked.stderr.contains(&message),
        "{message}: {}",
        checked.stderr
    );
    let excerpt = &preview.state(PAGE)["here"][0]["place"];
    assert_eq!(excerpt["text"], "content/policies/visits.md:2:14");
    assert_eq!(excerpt["excerpt"]["line"], "title: Visits: new");
    // Other pages go on.
    preview.write("content/index.md", "---\ntitle: Home\n---\n\nGoes on.\n");
    preview.until_shows("/", "Goes on.");
    preview.write(VISITS, &visits("Healed words."));
    preview.until_shows(PAGE, "Healed words.");
    assert_eq!(held(&preview, PAGE), None);
}

#[test]
fn broken_settings_and_templates_keep_every_page() {
    let preview = Preview::of(folder(&[
        ("handbook.yaml", "title: Small\ncontent: docs\n"),
        ("docs/index.md", "---\ntitle: Home\n---\n\nWelcome.\n"),
        ("docs/a.md", "---\ntitle: A\n---\n\nWords.\n"),
        (
            "themes/default/templates/document.html",
            "<html><head></head>OWN {{ page.title }}</html>",
        ),
    ]));
    let state = "/.handbook/state?page=/a.html";
    let is_held = |answer: &crate::serve::preview::Answer| answer.text().contains("last good page");
    for (file, broken, good) in [
        ("handbook.yaml", "title: [\n", "title: Small\ncontent: docs\n"),
        (
            "themes/default/templates/document.html",
            "<html><head></head>OWN {{ page.title",
            "<html><head></head>OWN {{ page.title }}</html>",
        ),
        (
            "themes/default/templates/document.html",
            "<html><head></head>OWN {{ page.nothing.at_all }}</html>",
            "<html><head></head>OWN {{ page.title }}</html>",
        ),
    ] {
        preview.until_shows("/a.html", "OWN A");
        preview.write(file, broken);
        preview.until(state, is_held);
        assert!(preview.get("/a.html").text().contains("OWN A"), "{broken}");
        assert!(preview.state("/a.html")["errors"].as_u64().unwrap() > 0, "{broken}");
        preview.write(file, good);
        preview.until(state, |answer| !is_held(answer));
    }
}

#[test]
fn what_is_wrong_is_data_and_never_markup() {
    let preview = Preview::of(small());
    let nasty = "<img src=x onerror=alert(1)>";
    preview.write(VISITS, &format!("---\ntitle: Visits\n---\n\n[{nasty}](<{nasty}.md>)\n"));
    preview.until(&format!("/.handbook/state?page={PAGE}"), |answer| {
        answer.text().contains("broken-link")
    });
    let answer = preview.get(&format!("/.handbook/state?page={PAGE}"));
    assert_eq!(answer.header("Content-Type"), Some("application/json"));
    assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"));
}

#[test]
fn a_hundred_edits_end_as_a_clean_start_would() {
    let preview = Preview::of(small());
    for n in 0..100 {
        preview.write(VISITS, &visits(&format!("Edit number {n}.")));
        if n % 10 == 0 {
            preview
                .write(&format!("content/extra-{n}.md"), &format!("---\ntitle: Extra {n}\n---\n"));
        }
    }
    preview.until_shows(PAGE, "Edit number 99.");
    preview.until("/extra-90.html", |answer| answer.status == 200);
    let copy = tempfile::TempDir::new().unwrap();
    let mut waiting = vec![String::new()];
    while let Some(below) = waiting.pop() {
        for entry in fs::read_dir(preview.path(&below)).unwrap().map(Result::unwrap) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            match entry.file_type().unwrap().is_dir() {
                true => waiting.push(path),
                false => write(copy.path(), &path, fs::read(entry.path()).unwrap()),
            }
        }
    }
    let fresh = Preview::of(copy);
    let pages = ["/", PAGE, "/policies/", "/a-to-z.html", "/contents.html", "/extra-50.html"];
    let made = |preview: &Preview, page: &str| {
        let text = preview.get(page).text();
        let (before, rest) = text.split_once("<script id=\"handbook-preview\"").unwrap();
        format!("{before}{}", rest.split_once("</script>").unwrap().1)
    };
    let differ: BTreeSet<_> =
        pages.into_iter().filter(|page| made(&preview, page) != made(&fresh, page)).collect();
    assert_eq!(differ, BTreeSet::new());
}
