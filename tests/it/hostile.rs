//! Inputs that are huge, twisted or broken: each gets a page with all its words or a message in plain words, in bounded
//! time and memory. `docs/hostile-input.md` has them all, with those that are tested elsewhere.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Run, folder, run, write};

/// The most memory, in kilobytes: ten times what the largest of these inputs needs.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 3_000_000;
/// The longest time. Each of these takes seconds, and would take hours if what it costs grew with its square.
const TIME: Duration = Duration::from_secs(180);

#[cfg(target_os = "linux")]
fn bounded(program: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -v {MEMORY}; exec {program:?} \"$@\""), "sh"]);
    command
}

#[cfg(not(target_os = "linux"))]
fn bounded(program: &str) -> Command {
    Command::new(program)
}

/// Builds within bounds: a run that needs more time fails the test, and one that needs more memory ends.
fn build(root: &Path) -> Run {
    let mut command = bounded(env!("CARGO_BIN_EXE_handbook"));
    let said = root.join("said");
    let file = std::fs::File::create(&said).expect("a file can be made");
    let mut child = command
        .args(["build", ".", "--today", "2027-03-01"])
        .current_dir(root)
        .env("NO_COLOR", "1")
        .stdout(Stdio::null())
        .stderr(file)
        .spawn()
        .expect("the program was built with the tests");
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            break status;
        }
        if started.elapsed() > TIME {
            child.kill().expect("it can be ended");
            panic!("it takes more than {TIME:?}");
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let stderr =
        String::from_utf8_lossy(&std::fs::read(said).expect("it was written")).into_owned();
    let is_ours = !stderr.contains("panicked") && !stderr.contains("overflow");
    assert!(is_ours, "it is our mistake: {stderr}");
    Run { code: status.code().unwrap_or(-1), stdout: String::new(), stderr }
}

const SETTINGS: (&str, &str) = ("handbook.yaml", "title: Test\n");

/// Documents that are strange and not wrong, each with words that its page has.
fn sound() -> Vec<(&'static str, String, String)> {
    let after = "\n\nlast words\n";
    let many = |piece: &str| format!("# A\n\n{}{after}", piece.repeat(100_000));
    let rows: String = (0..100_000).map(|row| format!("| {row} | some words |\n")).collect();
    let links: String = (0..10_000).map(|n| format!("[x{n}](line.md) [r{n}]\n\n")).collect();
    let targets: String = (0..10_000).map(|n| format!("[r{n}]: word.md\n")).collect();
    let last = || "last words".to_owned();
    vec![
        ("brackets", many("["), last()),
        ("images", many("!["), last()),
        ("parts-of-links", many("[a]("), last()),
        ("stars", many("**"), last()),
        ("emphasis", many("*_"), last()),
        ("code", many("`"), last()),
        ("angles", many("<"), last()),
        (
            "tags-that-never-end",
            format!("# A\n\n<div>\n{}\n\nlast words\n", "<x".repeat(100_000)),
            last(),
        ),
        ("line", format!("# A\n\n{}{after}", "word ".repeat(300_000)), last()),
        ("word", format!("# A\n\n{}{after}", "x".repeat(1_500_000)), last()),
        ("heading", format!("# A\n\n## {}{after}", "word ".repeat(40_000)), last()),
        (
            "addresses",
            format!("# A\n\n{}{after}", "https://www.example.org/a_(b) ".repeat(5_000)),
            last(),
        ),
        (
            "same-headings",
            format!("# A\n{}", "\n## Same\n".repeat(20_000)),
            "id=\"same-19999\"".to_owned(),
        ),
        ("links", format!("# A\n\n{links}{targets}"), ">x9999</a>".to_owned()),
        ("rows", format!("# A\n\n| a | b |\n|---|---|\n{rows}"), ">99999</td>".to_owned()),
        ("zero", "# A\0B\n\na\0b `c\0` last words\n".to_owned(), "A\u{fffd}B".to_owned()),
        ("elements", format!("# A\n\n{}last words\n", "<div>".repeat(100_000)), last()),
        (
            "left-open",
            format!("# A\n\n{}\n\nlast words\n", "<b id=x><div></b>".repeat(5_000)),
            last(),
        ),
    ]
}

#[test]
fn documents_of_any_size_and_depth_are_published_with_all_their_words() {
    let root = folder(&[SETTINGS, ("content/index.md", "# Home\n")]);
    for (name, text, _) in sound() {
        write(root.path(), &format!("content/{name}.md"), text);
    }
    let built = build(root.path());
    assert_eq!(built.code, 0, "{}", built.stderr);
    for (name, _, expected) in sound() {
        let page = std::fs::read_to_string(root.path().join(format!("output/{name}.html")));
        assert!(page.expect("it is published").contains(&expected), "{name} has lost {expected}");
    }
}

/// Files that can't be what they are meant to be, each with what is said of it.
const WRONG: [(&str, &str, &[&str]); 12] = [
    ("a.md", "---\ntitle: \"A \\ud800 B\"\n---\n", &["high surrogate", "content/a.md:2:8"]),
    ("b.md", "---\ntitle: \"\\U00110000\"\n---\n", &["content/b.md:2:8"]),
    ("c.md", "---\ntitle: C\nowner: &b {c: *b}\n---\n", &["content/c.md:3:11"]),
    (
        "d.md",
        "---\ntitle: D\nreviewed: 2026-02-30\nreview_by: 2026-13-01\napproved: 0000-00-00\n---\n",
        &["“2026-02-30” is not a date", "“2026-13-01” is not a date", "“0000-00-00” is not a date"],
    ),
    (
        "e.md",
        "---\ntitle: E\namendments:\n  - {date: 2023-02-29, summary: x}\n---\n",
        &["“2023-02-29” is not a date"],
    ),
    (
        "f.md",
        "---\ntitle: F\naliases: [g.html]\n---\n",
        &["“g.html” belongs to content/g.md already"],
    ),
    (
        "g.md",
        "---\ntitle: G\naliases: [f.html]\n---\n",
        &["“f.html” belongs to content/f.md already"],
    ),
    ("h.md", "# H\n\n[x](a\0.md)\n", &["There is no file “a\u{fffd}.md”", "content/h.md:3:5"]),
    ("p/q/r/s/t/u/v/w/x/y/z/a/b/c/d/e/f.md", "# F\n", &["in 16 folders inside each other"]),
    ("i.md", "---\ntitle: I\nreplaced_by: j.md\n---\n", &["i.md → content/j.md → content/i.md"]),
    ("j.md", "---\ntitle: J\nreplaced_by: i.md\n---\n", &["j.md → content/i.md → content/j.md"]),
    ("k.md", "---\ntitle: K\nreplaced_by: k.md\n---\n", &["content/k.md → content/k.md"]),
];

#[test]
fn what_cannot_be_meant_is_said_with_its_place_and_publishes_nothing() {
    let root = folder(&[SETTINGS, ("content/index.md", "# Home\n")]);
    for (name, text, _) in WRONG {
        write(root.path(), &format!("content/{name}"), text);
    }
    // A table can't say these.
    for (name, piece) in [("quotes", "> "), ("lists", "- "), ("components", ":::details X\n")] {
        write(
            root.path(),
            &format!("content/{name}.md"),
            format!("# A\n\n{}x\n", piece.repeat(50_000)),
        );
    }
    write(root.path(), "content/name.md", format!("# A\n\n[x]({}.md)\n", "y".repeat(1_000_000)));
    // The page of each would have a name that is too long: each is looked up, not looked for in all of them.
    let tags: String = (0..2_000).map(|tag| format!("  - {tag}{}\n", "x".repeat(300))).collect();
    write(root.path(), "content/tags.md", format!("---\ntitle: T\ntags:\n{tags}---\n"));
    let large = std::fs::File::create(root.path().join("content/large.md")).unwrap();
    large.set_len(100_000_000).unwrap();
    let built = build(root.path());
    assert_eq!(built.code, 1, "{}", built.stderr);
    let shown = run(root.path(), &["check", "--today", "2027-03-01"]).stderr;
    for words in WRONG.iter().flat_map(|(.., words)| *words).chain(&[
        "content/quotes.md:3:199",
        "content/lists.md:3:99",
        "content/components.md:3:4",
        "This file has 100 MB, and a document can have 20 MB.",
        "content/name.md:3:5",
        "“1999xxx",
    ]) {
        assert!(shown.contains(words), "it does not say “{words}”");
    }
    assert!(!shown.contains(&"y".repeat(1_000)), "it quotes a megabyte");
    assert!(!root.path().join("output").exists());
}

#[test]
fn only_a_slip_of_the_pen_is_compared_with_the_tags_that_are_allowed() {
    let tags: String = (0..50).map(|tag| format!("  - family time {tag}\n")).collect();
    let root = folder(&[
        ("handbook.yaml", "title: Any\ntags: [family time]\n"),
        ("content/a.md", &format!("---\ntitle: A\ntags:\n{tags}---\n")),
    ]);
    let shown = run(root.path(), &["check", "--today", "2027-03-01"]).stderr;
    assert_eq!(shown.matches("[tag-not-allowed]").count(), 50, "{shown}");
    assert_eq!(shown.matches("The nearest is “family time”").count(), 20, "{shown}");
}

#[test]
fn templates_that_never_end_or_fail_are_named_and_publish_nothing() {
    let document = "themes/default/templates/document.html";
    let component = "themes/default/components/boom/boom.html";
    for (file, template, words) in [
        (
            document,
            "{% for i in range(end=1000000000) %}x{% endfor %}",
            "exceeds the limit of 100000",
        ),
        (document, "{% include \"document.html\" %}", "Circular include"),
        (document, "{% extends \"document.html\" %}", "Circular extend"),
        (document, "{{ 1 / 0 }}", "Cannot divide by 0"),
        (document, "{% for %}", "document.html:1:8"),
        (
            component,
            "{% component b() %}{{ <b /> }}{% endcomponent b %}{{ <b /> }}",
            "recursion depth",
        ),
    ] {
        let root =
            folder(&[SETTINGS, ("content/a.md", "# A\n\n:::boom\nx\n:::\n"), (file, template)]);
        write(root.path(), "themes/default/components/boom/boom.md", "# boom\n");
        if file != component {
            write(root.path(), component, "x");
        }
        let built = build(root.path());
        assert_eq!(built.code, 1, "{template}: {}", built.stderr);
        assert!(built.stderr.contains(words) && built.stderr.contains(file), "{}", built.stderr);
        assert!(!root.path().join("output").exists(), "{template}");
    }
}

/// Who reads a handbook without its settings may not read what they kept back.
#[cfg(unix)]
#[test]
fn settings_that_are_there_and_cannot_be_read_publish_nothing() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[SETTINGS]);
    for (from, words) in [
        (outside.path().join("handbook.yaml"), "outside the handbook’s folder"),
        ("nowhere.yaml".into(), "This file or folder is not there"),
        ("handbook.yaml".into(), "leads back to itself"),
        ("content".into(), "not an ordinary file"),
    ] {
        let root = folder(&[("content/index.md", "# Home\n")]);
        symlink(from, root.path().join("handbook.yaml")).unwrap();
        let built = build(root.path());
        assert_eq!(built.code, 1, "{words}: {}", built.stderr);
        assert!(built.stderr.contains(words), "{}", built.stderr);
        assert!(!root.path().join("output").exists(), "{words}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_nobody_may_read_is_named() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let root = folder(&[SETTINGS, ("content/a.md", "# A\n")]);
    let file = root.path().join("content/a.md");
    if std::fs::metadata(&file).unwrap().uid() == 0 {
        return eprintln!("skipped: root may read anything");
    }
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o0)).unwrap();
    let built = build(root.path());
    assert_eq!(built.code, 1, "{}", built.stderr);
    assert!(built.stderr.contains("[file-unread]"), "{}", built.stderr);
}

#[test]
fn files_that_vanish_and_come_back_during_a_build_end_it_well() {
    let root = folder(&[SETTINGS, ("content/index.md", "# Home\n")]);
    let file = |number: usize, ending: &str| format!("content/f{}/{number}.{ending}", number % 5);
    let all = || {
        for number in 0..100 {
            write(root.path(), &file(number, "md"), "# A\n\nWords.\n");
            write(root.path(), &file(number, "pdf"), [b'x'; 2_000]);
        }
    };
    all();
    let ended = std::sync::atomic::AtomicBool::new(false);
    let is_over = || ended.load(std::sync::atomic::Ordering::Relaxed);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut number = 0;
            while !is_over() {
                number = (number + 37) % 100;
                // Whichever of them a build has just listed, or is about to copy.
                let _ = std::fs::remove_file(root.path().join(file(number, "pdf")));
                let _ =
                    std::fs::remove_dir_all(root.path().join(format!("content/f{}", number % 5)));
                if number % 3 == 0 {
                    all();
                }
            }
        });
        for _ in 0..8 {
            let run = build(root.path());
            assert!(matches!(run.code, 0..=2), "{}: {}", run.code, run.stderr);
            assert!(run.code == 0 || !run.stderr.is_empty());
        }
        ended.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    all();
    assert_eq!(build(root.path()).code, 0);
    assert!(root.path().join("output/f0/0.pdf").exists());
}
