//! Builds that are killed, and builds at once.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::publish::{Files, build, built, files, names, page, small};
use crate::support::{folder, write};

#[cfg(unix)]
#[test]
fn says_when_another_build_is_publishing() {
    use crate::publish::refused;
    let root = small();
    built(root.path(), &[]);
    write(root.path(), "content/index.md", page("New home"));
    write(root.path(), ".output.handbook/lock", "");
    let lock = std::fs::File::options().write(true).open(root.path().join(".output.handbook/lock"));
    let lock = lock.unwrap();
    lock.lock().unwrap();
    insta::assert_snapshot!(refused(root.path(), &[]), @"handbook: another build is publishing to output now. Wait until it has ended, then build again.");
    // Whoever had it died, and left the file.
    drop(lock);
    built(root.path(), &[]);
    assert_eq!(names(root.path()), ["content", "handbook.yaml", "output"]);
}

/// A handbook of which every page, and the list of pages, tells the two versions apart.
fn version(root: &Path, name: &str, pages: usize) {
    write(root, "handbook.yaml", format!("title: Version {name}\n"));
    let _ = std::fs::remove_dir_all(root.join("content"));
    write(root, "content/index.md", page("Home"));
    for number in 0..pages {
        let (section, title) = (number % 7, format!("Page {number} of {name}"));
        write(root, &format!("content/s{section}/p{number}.md"), page(&title));
    }
    write(root, &format!("content/only-{name}/a.md"), page("Only here"));
    write(root, &format!("content/only-{name}/a.bin"), vec![name.as_bytes()[0]; 100_000]);
}

/// On Windows there may be a mix until the next build, see `publish::swap`.
#[cfg(any(target_os = "linux", target_os = "macos"))]
#[test]
fn a_build_killed_at_any_moment_leaves_a_whole_handbook() {
    let root = folder(&[]);
    let output = root.path().join("output");
    let whole = ["old", "new"].map(|name| {
        version(root.path(), name, 60);
        built(root.path(), &["--output", "whole"]);
        let mut whole = files(&root.path().join("whole"));
        whole.insert("web.config".to_owned(), b"theirs".to_vec());
        whole
    });
    let is_of = |found: &Files| whole.iter().position(|whole| found == whole);
    version(root.path(), "old", 60);
    built(root.path(), &[]);
    write(&output, "web.config", "theirs");
    version(root.path(), "new", 60);
    let started = Instant::now();
    built(root.path(), &[]);
    // How long a run may be left alone: longer after each that was killed, shorter after each that came to its end, so
    // that kills come before and after on a machine of any speed.
    let mut longest = started.elapsed();
    let work = root.path().join(".output.handbook");
    let (mut is, mut midway, mut changes) = (1, 0, 0);
    for step in (0..60).cycle().take(300) {
        version(root.path(), ["old", "new"][1 - is], 60);
        let mut child = Command::new(env!("CARGO_BIN_EXE_handbook"))
            .args(["build", ".", "--today", "2026-01-01"])
            .current_dir(root.path())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Some moments are anywhere in a run, most of them while it writes.
        if step < 20 {
            std::thread::sleep(longest * step / 20);
        } else {
            // What the last one left is cleared away first.
            for expected in [false, true] {
                while work.exists() != expected && child.try_wait().unwrap().is_none() {
                    std::thread::sleep(Duration::from_micros(50));
                }
            }
            std::thread::sleep(longest * (step - 20) / 60);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        midway += usize::from(work.exists());
        let found = is_of(&files(&output));
        let found = found.unwrap_or_else(|| panic!("a mix, after kill {step}"));
        if found == is {
            longest = longest * 11 / 10;
        } else {
            changes += 1;
            longest = longest * 3 / 4;
        }
        is = found;
        if step == 59 && midway > 5 && changes > 5 {
            break;
        }
    }
    assert!(midway > 5, "{midway} kills came while it wrote");
    assert!(changes > 5, "{changes} runs came to their end");
    version(root.path(), "new", 60);
    built(root.path(), &[]);
    assert!(files(&output) == whole[1]);
    assert_eq!(names(root.path()), ["content", "handbook.yaml", "output", "whole"]);
}

#[test]
fn what_was_killed_midway_is_finished_even_by_a_build_with_errors() {
    let root = small();
    let output = root.path().join("output");
    built(root.path(), &[]);
    let mut expected = files(&output);
    expected.insert("index.html".to_owned(), b"new".to_vec());
    expected.retain(|name, _| !name.starts_with("policies/"));
    write(&output, ".handbook-work/new/index.html", "new");
    write(&output, ".handbook-work/old/contents.html", "old");
    write(&output, ".handbook-work/journal.json", r#"["policies"]"#);
    write(root.path(), "content/index.md", "---\ntitle: Home\n---\n\n[a](nowhere.md)\n");
    assert_eq!(build(root.path(), &[]).code, 1);
    assert!(files(&output) == expected);
    // And what was not ready is cleared away.
    write(&output, ".handbook-work/new/index.html", "half");
    write(root.path(), ".output.handbook/new/index.html", "half");
    assert_eq!(build(root.path(), &[]).code, 1);
    assert!(files(&output) == expected);
    assert_eq!(names(root.path()), ["content", "handbook.yaml", "output"]);
}

#[test]
fn of_builds_at_once_each_is_whole_or_says_why_not() {
    let root = folder(&[]);
    version(root.path(), "old", 60);
    built(root.path(), &["--output", "whole"]);
    let start = || {
        Command::new(env!("CARGO_BIN_EXE_handbook"))
            .args(["build", ".", "--today", "2026-01-01"])
            .current_dir(root.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let runs: Vec<_> = (0..4).map(|_| start()).collect();
    let mut whole = 0;
    for run in runs {
        let output = run.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        match output.status.code() {
            Some(0) => whole += 1,
            _ => assert!(said.contains("another build is publishing"), "{said}"),
        }
    }
    assert!(whole > 0);
    assert!(files(&root.path().join("output")) == files(&root.path().join("whole")));
    assert_eq!(names(root.path()), ["content", "handbook.yaml", "output", "whole"]);
}
