//! Reading sources, links and addresses: cases that other programs got wrong. docs/peer-cases.md has them all.

use crate::support::{folder, run};

/// What `check` says of these files, `handbook.yaml` added.
fn check(files: &[(&str, &str)]) -> (i32, String) {
    let mut all = vec![("handbook.yaml", "title: Test\n")];
    all.retain(|(name, _)| files.iter().all(|(other, _)| name != other));
    all.extend(files);
    let root = folder(&all);
    let checked = run(root.path(), &["check", "--today", "2027-03-01"]);
    (checked.code, checked.stderr)
}

/// `check` ends so, and says each of these.
fn says(files: &[(&str, &str)], code: i32, expected: &[&str]) {
    let (found, text) = check(files);
    assert_eq!(found, code, "{text}");
    for words in expected {
        assert!(text.contains(words), "it does not say “{words}”:\n{text}");
    }
}

#[test]
fn a_few_lines_of_yaml_that_stand_for_millions_are_refused_at_once() {
    let mut bomb = "---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let inner = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{inner}]\n"));
    }
    bomb.push_str("---\n");
    let deep = format!("---\ntitle: {}\n---\n", "[".repeat(10_000));
    let started = std::time::Instant::now();
    says(&[("content/a.md", &bomb)], 1, &["There is more here than can be read."]);
    says(&[("content/a.md", &deep)], 1, &["[front-matter-unreadable]"]);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn values_of_other_types_are_taken_as_they_are_written() {
    let root = folder(&[
        ("handbook.yaml", "title: 2027\n"),
        (
            "content/a.md",
            "---\ntitle: No\nversion: 1.10\ntags: [2024, true, null]\nreviewed: 2026-03-01\nowner: 007\n---\n",
        ),
    ]);
    assert_eq!(run(root.path(), &["build", "--today", "2027-03-01"]).code, 0);
    let page = std::fs::read_to_string(root.path().join("output/a.html")).expect("it is published");
    for words in ["<title>No – 2027</title>", "1.10", ">2024<", ">true<", "007"] {
        assert!(page.contains(words), "{words}");
    }
    // Of a moment, the day counts, as it is written.
    let timed = "---\ntitle: A\nreviewed: 2026-03-01T23:30:00-05:00\n---\n";
    says(&[("content/a.md", timed)], 0, &["Nothing to put right"]);
}

#[test]
fn empty_files_are_no_fault() {
    let files = [
        ("handbook.yaml", ""),
        ("glossary.yaml", "# nothing yet\n"),
        ("content/index.md", ""),
        ("content/a.md", "---\n---\n"),
        ("content/b.md", "---\n# only a comment\n---\n# B\n"),
    ];
    let (code, text) = check(&files);
    assert_eq!(code, 0, "{text}");
    assert!(!text.contains("error"), "{text}");
    says(&[("practice-model.yaml", "\n")], 1, &["“elements” is missing in the practice model."]);
}

#[test]
fn includes_name_both_files_whatever_is_wrong() {
    let loop_of_two = [
        ("content/a.md", "# A\n\n:::include {file=\"_one.md\"}\n:::\n"),
        ("content/_one.md", ":::include {file=\"_two.md\"}\n:::\n"),
        ("content/_two.md", ":::include {file=\"_one.md\"}\n:::\n"),
    ];
    says(
        &loop_of_two,
        1,
        &["content/_one.md → content/_two.md → content/_one.md", "content/_two.md:1:"],
    );
    let above = "# A\n\n:::include {file=\"../../secret.md\"}\n:::\n";
    says(
        &[("content/a.md", above)],
        1,
        &["There is no file “../../secret.md” to include.", "content/a.md:3:"],
    );
    let adjacent = [
        (
            "content/a.md",
            "# A\n\n:::include {file=\"_p.md\"}\n:::\n:::include {file=\"_p.md\"}\n:::\n",
        ),
        ("content/_p.md", "A passage.\n"),
    ];
    says(&adjacent, 0, &["Nothing to put right"]);
}

#[test]
fn links_to_folders_headings_and_files_are_checked() {
    let target = ("content/b.md", "# B\n\n## Step\n");
    says(
        &[("content/a.md", "# A\n\n[x](b.md/#step)\n"), target],
        0,
        &["taken to mean “b.md#step”"],
    );
    says(
        &[("content/a.md", "# A\n\n[x](b.md#missing)\n"), target],
        1,
        &["has no heading “#missing”"],
    );
    says(&[("content/a.md", "# A\n\n[x](b.md#%73tep)\n"), target], 0, &["Nothing to put right"]);
    says(&[("content/a.md", "# A\n\n[x](/b)\n"), target], 0, &["taken to mean “b.md”"]);
    says(&[("content/a.md", "# A\n\n[x](/bb)\n"), target], 1, &["There is no file “/bb”."]);
    says(
        &[("content/a.md", "# A\n\n[the form](form.pdf)\n")],
        1,
        &["There is no file “form.pdf”."],
    );
    let odd = "# A\n\n[x]() http://[ `open\n\n[x](<a\nb>) ![](  )\n";
    says(&[("content/a.md", odd)], 1, &["This link has no address."]);
    let scheme = "# A\n\n[the form](JaVaScRiPt:alert(1)) [x](&#x6a;avascript:alert(1))\n";
    says(
        &[("content/a.md", scheme)],
        1,
        &["begins with “javascript:” can run a program", "2 errors"],
    );
}

#[test]
fn two_tags_that_differ_in_capitals_are_one() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/a.md", "---\ntitle: A\ntags: [Leave]\n---\n"),
        ("content/b.md", "---\ntitle: B\ntags: [leave]\n---\n"),
    ]);
    assert_eq!(run(root.path(), &["build"]).code, 0);
    let page =
        std::fs::read_to_string(root.path().join("output/tags/leave.html")).expect("it is there");
    assert!(page.contains("a.html") && page.contains("b.html"));
}

/// Where the system tells capitals apart; elsewhere there are no two such files.
#[cfg(target_os = "linux")]
#[test]
fn two_files_that_are_one_on_windows_are_both_named() {
    let files = [("content/Policy.md", "# A\n"), ("content/policy.md", "# B\n")];
    says(
        &files,
        1,
        &["“policy.html” belongs to content/Policy.md already", "content/policy.md:1:1"],
    );
    let files = [("content/f/index.md", "# A\n"), ("content/f/INDEX.md", "# B\n")];
    says(&files, 1, &["[address-clash]", "index.md", "INDEX.md"]);
    let files = [("content/caf\u{e9}.md", "# A\n"), ("content/cafe\u{301}.md", "# B\n")];
    says(&files, 1, &["Another file here has the same name, its accents written another way."]);
}
