//! What could identify a child: found wherever it stands, and shown nowhere.

use crate::support::{folder, run, write};

const SECRETS: [&str; 7] =
    ["943 476 5919", "07911 123456", "BR99 9ZZ", "12/03/2011", "Quenby", "quenby", "0123456"];

/// A document with a secret in every sort of place, and mistakes for other rules on the same lines.
const DOCUMENT: &str = "---
title: Tia, who was Orlaith Quenby
kind: case-example
anonymised: {method: invented}
owner: Orlaith Quenby
colour: 07911 123456
---

# Tia 943 476 5919 [gone](LCS-0123456.md)

| DOB | Seen | [gone](BR99 9ZZ.md)
|---|---|---|
| 12/03/2011 | 1/2/2025 | LCS-0123456 |

:::note {title=\"07911 123456\" colour=\"BR99 9ZZ\"}
![Orlaith Quenby](orlaith-quenby.png) <b onclick=\"943 476 5919\">x</b>
:::

`BR99 9ZZ` [^943 476 5919]
";

#[test]
fn no_way_of_showing_shows_the_detail() {
    let root = folder(&[
        (
            "book/handbook.yaml",
            "title: Test\nprivate_names: ../names.txt\ncase_number_pattern: 'LCS-[0-9]{7}'\n",
        ),
        (
            "book/content/index.md",
            "# Home\n\n[her](orlaith-quenby.md) [x](gone-orlaith-quenby.md)\n",
        ),
        ("book/content/orlaith-quenby.md", DOCUMENT),
        ("names.txt", "Orlaith Quenby\n"),
    ]);
    for format in ["human", "json", "github", "sarif"] {
        let found = run(&root.path().join("book"), &["check", "--format", format]);
        let shown = format!("{}{}", found.stdout, found.stderr);
        assert!(shown.contains("identifying-detail") || shown.contains("NHS"), "{format}: {shown}");
        assert!(shown.contains("broken-link"), "{format}: {shown}");
        for secret in SECRETS {
            assert!(!shown.contains(secret), "{format} shows {secret}:\n{shown}");
        }
    }
}

#[test]
fn a_section_and_a_document_set_their_levels_but_lower_none_about_privacy() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\nchecks: {document-unpublished: warning}\n"),
        (
            "content/a/index.md",
            "---\ntitle: A\ndefaults: {checks: {document-unpublished: error, identifying-detail: off}}\n---\n",
        ),
        (
            "content/a/one.md",
            "---\ntitle: One\nstatus: draft\n---\n\nHer number is 07911 123456.\n",
        ),
        (
            "content/a/two.md",
            "---\ntitle: Two\nstatus: draft\nchecks: {document-unpublished: off, brokn-link: off}\n---\n",
        ),
        ("content/three.md", "---\ntitle: Three\nstatus: draft\n---\n"),
    ]);
    let found = run(root.path(), &["check", "--format", "github"]);
    let shown: Vec<String> = format!("{}{}", found.stdout, found.stderr)
        .lines()
        .filter_map(|line| {
            let (level, rest) = line.strip_prefix("::")?.split_once(' ')?;
            let file = rest.split("file=").nth(1)?.split(',').next()?;
            let message: String = rest.rsplit("::").next()?.chars().take(40).collect();
            let message = message.trim_end();
            Some(format!("{level} {file} {message}"))
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @"
    error content/a/index.md “identifying-detail” can’t be made to ma
    error content/a/one.md This document is a draft, so readers don
    warning content/a/one.md This looks like a phone number.%0ATo put
    warning content/a/two.md There is no rule “brokn-link”.%0ATo put
    warning content/three.md This document is a draft, so readers don
    ");
}

#[test]
fn an_example_without_a_declaration_is_published_nowhere() {
    let example =
        "---\ntitle: Rowan’s story\nkind: case-example\nstatus: draft\n---\n\nThe purple heron.\n";
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\nText.\n"),
        ("content/rowan.md", example),
        ("content/_rowan.md", example),
    ]);
    write(root.path(), "content/all.md", "# All\n\n:::include {file=\"_rowan.md\"}\n:::\n");
    let built = run(root.path(), &["build", "--drafts", "--output", "out"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let mut folders = vec![root.path().join("out")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let text = String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()).into_owned();
            assert!(!text.contains("purple heron"), "{}", entry.path().display());
        }
    }
}

#[test]
fn exceptions_are_listed_and_their_comments_are_not_published() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\nmarkdown: {html: trusted}\n"),
        (
            "content/index.md",
            "---\ntitle: Home\nexceptions:\n  - {rule: field-unknown, reason: \"=Our old system, too\"}\ncolour: red\n---\n\n\
             <!-- allow identifying-detail: The family is invented, and so is the day. -->\n\
             Tia was born on 12 March 2011. <b>She</b> <!-- allow link-text-vague: nothing --> slept.\n",
        ),
    ]);
    let built = run(root.path(), &["build", "--output", "out"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let read = |name: &str| std::fs::read_to_string(root.path().join("out").join(name)).unwrap();
    assert!(!read("index.html").contains("allow "));
    assert!(read("index.html").contains("exceptions.html"));
    for entry in std::fs::read_dir(root.path().join("out/search-index")).unwrap() {
        let text =
            String::from_utf8_lossy(&std::fs::read(entry.unwrap().path()).unwrap()).into_owned();
        assert!(!text.contains("invented"), "a comment is in the search index");
    }
    assert!(read("exceptions.html").contains("The family is invented, and so is the day."));
    insta::assert_snapshot!(read("exceptions.csv").trim_start_matches('\u{feff}').replace('\r', ""), @r#"
    Check,Why it does not hold there,Document,File,Line,For the file
    field-unknown,"'=Our old system, too",Home,content/index.md,4,
    identifying-detail,"The family is invented, and so is the day.",Home,content/index.md,8,
    link-text-vague,nothing,Home,content/index.md,9,
    "#);
}
