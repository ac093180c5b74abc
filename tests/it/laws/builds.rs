//! Built again is built anew: whatever happens to the files, to what was published and to what the last build left for
//! the next, a build makes what it would have made without any of it, and says the same.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::Index;
use proptest::{prop_assert, prop_assert_eq, proptest};
use tempfile::TempDir;

use crate::laws::edits::{Edit, apply, edit, start, start_with_editions};
use crate::laws::{Files, cases};
use crate::support::{folder_files, run, write};

/// What happens between two builds.
#[derive(Clone, Debug)]
enum Step {
    Nothing,
    Edit(Edit),
    /// A file that is copied is given other bytes, as many as before, and the time that it had.
    Attachment(u8),
    /// A published file is changed, or removed; not the list of them, without which a folder is refused.
    Published(Index, bool),
    /// A file that the last build left for the next is removed, cut, or changed.
    Forget(Index),
    Cut(Index, Index),
    Flip(Index, Index),
}

fn step() -> impl Strategy<Value = Step> {
    let index = any::<Index>;
    prop_oneof![
        2 => Just(Step::Nothing),
        4 => edit().prop_map(Step::Edit),
        1 => any::<u8>().prop_map(Step::Attachment),
        1 => (index(), any::<bool>()).prop_map(|(file, stays)| Step::Published(file, stays)),
        1 => index().prop_map(Step::Forget),
        1 => (index(), index()).prop_map(|(file, at)| Step::Cut(file, at)),
        1 => (index(), index()).prop_map(|(file, at)| Step::Flip(file, at)),
    ]
}

fn attach(root: &Path, byte: u8) {
    let path = root.join("content/form.bin");
    let time = path.metadata().and_then(|one| one.modified());
    write(root, "content/form.bin", [byte; 100]);
    if let Ok(time) = time {
        let file = File::options().write(true).open(path).expect("it was written");
        file.set_modified(time).expect("its time can be set");
    }
}

fn happen(step: &Step, root: &Path, files: &mut Files) {
    let memo = |chosen: &Index| {
        let cache = root.join(".handbook-cache");
        let mut all: Vec<_> = folder_files(&cache).into_iter().collect();
        all.retain(|(name, bytes)| !name.starts_with('.') && !bytes.is_empty());
        if all.is_empty() {
            return None;
        }
        // Some memos lie in many files: any of them is as likely as one of the others.
        let kind = |name: &str| name.split('-').next().unwrap_or_default().to_owned();
        let kinds: BTreeSet<String> = all.iter().map(|(name, _)| kind(name)).collect();
        let wanted = kinds.iter().nth(chosen.index(kinds.len()));
        all.retain(|(name, _)| Some(&kind(name)) == wanted);
        let (name, bytes) = all.swap_remove(chosen.index(all.len()));
        Some((cache.join(name), bytes))
    };
    match step {
        Step::Edit(edit) if !files.is_empty() => {
            apply(edit, root, files);
        }
        Step::Attachment(byte) => attach(root, *byte),
        Step::Published(chosen, stays) => {
            let names: Vec<String> = folder_files(&root.join("output")).into_keys().collect();
            let names: Vec<&String> =
                names.iter().filter(|name| !name.ends_with("build.json")).collect();
            if names.is_empty() {
                return;
            }
            let path = root.join("output").join(names[chosen.index(names.len())]);
            std::fs::remove_file(&path).expect("it was found");
            if *stays {
                std::fs::write(&path, "theirs").expect("it can be written");
            }
        }
        Step::Forget(chosen) => {
            if let Some((path, _)) = memo(chosen) {
                std::fs::remove_file(path).expect("it was read");
            }
        }
        Step::Cut(chosen, at) => {
            if let Some((path, bytes)) = memo(chosen) {
                std::fs::write(path, &bytes[..at.index(bytes.len())]).expect("it can be written");
            }
        }
        Step::Flip(chosen, at) => {
            if let Some((path, mut bytes)) = memo(chosen) {
                let at = at.index(bytes.len());
                bytes[at] ^= 1;
                std::fs::write(path, bytes).expect("it can be written");
            }
        }
        _ => {}
    }
}

/// Builds; what it said, but for how many files it wrote.
fn build(root: &Path) -> (i32, String) {
    let built = run(root, &["build", "--today", "2027-03-01"]);
    let said = |line: &&str| !line.starts_with("Published") && !line.starts_with("Nothing has");
    (built.code, built.stderr.lines().filter(said).collect::<Vec<_>>().join("\n"))
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn a_build_after_others_makes_what_it_would_have_made_without_them(steps in vec(step(), 1..8), editions in any::<bool>()) {
        let root = TempDir::new().expect("a temporary folder can be made");
        let mut files = if editions { start_with_editions() } else { start() };
        files.iter().for_each(|(path, bytes)| write(root.path(), path, bytes));
        attach(root.path(), 0);
        build(root.path());
        for step in &steps {
            happen(step, root.path(), &mut files);
            let mut again = build(root.path());
            // A handbook that names editions no more is not published among theirs: somebody empties the folder.
            if again.1.contains("files in it that handbook did not make") {
                std::fs::remove_dir_all(root.path().join("output")).expect("it is there");
                again = build(root.path());
            }
            let anew = TempDir::new().expect("a temporary folder can be made");
            for (path, bytes) in folder_files(root.path()) {
                if !path.starts_with("output") && !path.starts_with(".handbook-cache") {
                    write(anew.path(), &path, bytes);
                }
            }
            prop_assert_eq!(&again, &build(anew.path()), "after {:?}", step);
            if again.0 == 0 {
                let published = [&root, &anew].map(|root| folder_files(&root.path().join("output")));
                prop_assert!(published[0] == published[1], "after {step:?}");
            }
        }
    }
}

/// How many files a build with these settings did not make again, after this was done to a handbook.
fn not_made_again(settings: &str, change: impl Fn(&Path)) -> (usize, usize, usize) {
    let root = TempDir::new().expect("a temporary folder can be made");
    start().iter().for_each(|(path, bytes)| write(root.path(), path, bytes));
    let handbook = std::fs::read_to_string(root.path().join("handbook.yaml")).expect("it is there");
    write(root.path(), "handbook.yaml", handbook + settings);
    for number in 0..20 {
        let text = format!("---\ntitle: More {number}\ntags: [more]\n---\n\nSome words.\n");
        write(root.path(), &format!("content/f/more-{number}.md"), text);
    }
    let hidden =
        "---\ntitle: Only for us\naudience: [staff]\n---\n\nNothing that others may know of.\n";
    write(
        root.path(),
        "content/f/hidden.md",
        if settings.is_empty() { "# Us\n".to_owned() } else { hidden.to_owned() },
    );
    let build = || {
        let built = run(root.path(), &["build", "--today", "2027-03-01", "--timings"]);
        assert_eq!(built.code, 0, "{}", built.stderr);
        built.stderr
    };
    assert!(!build().contains("not made again"));
    let all = folder_files(&root.path().join("output"));
    let all = all.keys().filter(|name| name.ends_with(".html")).count();
    change(root.path());
    let said = build();
    let number_of = |what: &str| {
        let number = said.lines().find_map(|line| line.strip_prefix(what));
        number.map_or(0, |number| number.parse().expect("it is a number"))
    };
    (number_of("files not made again: "), number_of("documents not checked again: "), all)
}

#[test]
fn what_shows_nothing_of_what_was_edited_is_not_made_again() {
    let editions = "audiences: {staff: Staff, families: Families}\ndefault_audience: [staff, families]\neditions:\n  all: {audiences: [staff, families], governance: true}\n  families: {audiences: [families]}\n";
    for settings in ["", editions] {
        let edit = |root: &Path, name: &str, from: &str, to: &str| {
            let path = root.join("content").join(name);
            let text = std::fs::read_to_string(&path).expect("it is there");
            assert!(text.contains(from));
            write(root, &format!("content/{name}"), text.replace(from, to));
        };
        let all_texts = 28;
        let (kept, unchecked, all) =
            not_made_again(settings, |root| edit(root, "f/more-3.md", "Some words", "Other words"));
        // Its own page, and the pages of its section and its tag, which show how it begins.
        assert!(kept + 10 > all && kept > 30, "{kept} of {all}");
        assert!(unchecked + 8 > all_texts, "{unchecked}");
        let (kept, unchecked, _) =
            not_made_again(settings, |root| edit(root, "f/more-3.md", "More 3", "Another"));
        assert_eq!((kept, unchecked), (0, 0), "each page may show a title");
        let (kept, _, all) =
            not_made_again(settings, |root| edit(root, "_p.md", "A passage", "Words"));
        assert!(kept + 10 > all, "{kept} of {all}: those that take the passage in");
        let (kept, _, _) = not_made_again(settings, |root| {
            write(root, "themes/default/templates/document.html", "{{ page.content | safe }}");
        });
        assert_eq!(kept, 0, "each page may be made by a template");
    }
}

#[test]
fn what_was_not_edited_is_not_parsed_again() {
    let root = TempDir::new().expect("a temporary folder can be made");
    write(root.path(), "handbook.yaml", "title: T\n");
    write(root.path(), "glossary.yaml", "- {term: visit, definition: A visit.}\n");
    let edit = |number: usize, more: &str| {
        let text = format!(
            "---\nsummary: What it is for\n---\n\n# Page {number}\n\nA visit.{more}\n\n:::details More\nWords.\n:::\n"
        );
        write(root.path(), &format!("content/{}/page-{number}.md", number / 20), text);
    };
    (1..=700).for_each(|number| edit(number, ""));
    let not_parsed = || {
        let built = run(root.path(), &["build", "--today", "2027-03-01", "--timings"]);
        assert_eq!(built.code, 0, "{}", built.stderr);
        let mut lines = built.stderr.lines();
        let number = lines.find_map(|line| line.strip_prefix("documents not parsed again: "));
        number.map_or(0, |number| number.parse::<usize>().expect("it is a number"))
    };
    assert_eq!(not_parsed(), 0);
    edit(100, " And more.");
    // Search reads again those beside it, and the page that has all of its section is made again.
    let number = not_parsed();
    assert!((400..700).contains(&number), "{number}");
    write(root.path(), "glossary.yaml", "- {term: call, definition: A call.}\n");
    assert_eq!(not_parsed(), 0, "other words are looked for");
}

#[test]
fn what_has_not_changed_is_neither_read_as_a_handbook_nor_written() {
    let root = TempDir::new().expect("a temporary folder can be made");
    start().iter().for_each(|(path, bytes)| write(root.path(), path, bytes));
    let timings = |more: &[&str]| {
        let arguments = ["build", "--today", "2027-03-01", "--timings"];
        let built = run(root.path(), &[&arguments[..], more].concat());
        assert_eq!(built.code, 0, "{}", built.stderr);
        built.stderr
    };
    assert!(timings(&[]).contains("\npages "));
    let list = root.path().join("output/build.json");
    let time = || list.metadata().and_then(|one| one.modified()).expect("it was published");
    let before = time();
    let again = timings(&[]);
    assert!(again.contains("Nothing has changed: all"), "{again}");
    assert!(!again.contains("\nload "), "{again}");
    assert_eq!(time(), before);
    let ignored = std::fs::read_to_string(root.path().join(".handbook-cache/.gitignore"));
    assert_eq!(ignored.expect("it is there"), "*\n");
    // Another day, other options and another folder are another build.
    for more in [&["--today", "2027-03-02"][..], &["--drafts"], &["--output", "elsewhere"]] {
        let arguments = [&["build", "--timings", "--today", "2027-03-01"], more].concat();
        let arguments =
            if more[0] == "--today" { [&["build", "--timings"], more].concat() } else { arguments };
        let built = run(root.path(), &arguments);
        assert!(built.stderr.contains("\nload "), "{more:?}: {}", built.stderr);
    }
}

#[test]
fn an_index_of_many_documents_is_as_it_would_be_anew() {
    let [root, anew] = [(); 2].map(|()| TempDir::new().expect("a temporary folder can be made"));
    let put = |name: &str, text: String| {
        for root in [&root, &anew] {
            write(root.path(), name, &text);
        }
    };
    put("handbook.yaml", "title: Any\nprecompress: true\n".to_owned());
    let text = |number: usize| format!("---\ntitle: Page {number}\n---\n\nA visit to w{number}.\n");
    let name = |number: usize| format!("content/d{number}.md");
    (0..310).for_each(|number| put(&name(number), text(number)));
    let index = root.path().join("output/search-index");
    let cache = root.path().join(".handbook-cache");
    let files = |folder: &Path, start: &str| {
        let all = folder_files(folder).into_keys().filter(|name| name.starts_with(start));
        let all: Vec<_> = all.map(|name| folder.join(name)).collect();
        assert!(!all.is_empty(), "{start}");
        all
    };
    let check = |what: &str| {
        assert_eq!(build(root.path()).0, 0);
        let _ = std::fs::remove_dir_all(anew.path().join(".handbook-cache"));
        let _ = std::fs::remove_dir_all(anew.path().join("output"));
        assert_eq!(build(anew.path()).0, 0);
        let published = [&root, &anew].map(|root| folder_files(&root.path().join("output")));
        assert!(published[0] == published[1], "{what}");
    };
    check("at first");
    put(&name(7), text(7) + "Zebras.\n");
    check("a word in one range");
    put(&name(7), text(7));
    for start in ["t", "x", "f"] {
        std::fs::write(&files(&index, start)[0], "theirs").expect("it can be written");
    }
    check("files that somebody wrote over, and a word less");
    put(&name(9), text(9) + "Aardvarks and zebras.\n");
    for path in files(&cache, "index-").iter().skip(1) {
        std::fs::remove_file(path).expect("it is there");
    }
    check("memos that are there no more");
    std::fs::remove_file(root.path().join(name(3))).expect("it is there");
    std::fs::remove_file(anew.path().join(name(3))).expect("it is there");
    put("content/e.md", text(900));
    check("one fewer, and one more");
}
