//! Editions: what each of them shows, and that nothing else is in any file of it.

mod law;
mod leaks;
mod made;
mod made_settings;
mod readers;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use handbook::flow::{self, Options};
use handbook::model::Date;

use crate::support::{folder, made, run, theme_file};

/// Every edition's files with their bytes, by the edition's id.
fn published(root: &Path) -> BTreeMap<String, BTreeMap<String, Vec<u8>>> {
    let today = Date::parse("2027-03-01").expect("it is a date");
    let generation = flow::open(root, Options { today, drafts: false }).expect("it is there");
    let files = generation.editions().map(|edition| {
        let files = made(&generation.plan_of(&edition), root);
        (edition.id.clone().unwrap_or_default(), files)
    });
    files.collect()
}

const SETTINGS: &str = "title: Test
audiences: {staff: Staff, families: Families}
markdown: {html: trusted}
editions:
  internal: {audiences: [staff, families], governance: true}
  public: {title: For you, audiences: [families], output: out/families, colour: '#112233'}
";

const HOME: &str = "---
title: Start here
audience: [staff, families]
owner: Head of Service
---

# Start here

Everybody.<!-- a note to self -->

:::for staff
## Duty desk

Ring 1234.[^a]
:::

- First

  :::for staff
  Only staff.
  :::
- Last[^b]

[Thresholds](thresholds.md \"otherwise: Ask your worker\").

[^a]: For staff.
[^b]: For all.
";

#[test]
fn each_edition_is_published_to_its_own_folder() {
    let root = folder(&[
        ("handbook.yaml", SETTINGS),
        ("content/index.md", HOME),
        ("content/thresholds.md", "---\nowner: Head of Service\n---\n\n# Thresholds\n"),
    ]);
    let built = run(root.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let read = |path: &str| std::fs::read_to_string(root.path().join(path)).unwrap_or_default();
    let (internal, public) = (read("output/internal/index.html"), read("out/families/index.html"));
    for words in ["Ring 1234.", "Only staff.", "Everybody.", "thresholds.html"] {
        assert!(internal.contains(words), "{words}: {internal}");
    }
    for words in
        ["Duty desk", "1234", "Only staff", "note to self", "Head of", "For staff", "hresholds"]
    {
        assert!(!public.contains(words), "{words}: {public}");
    }
    for words in ["Ask your worker", "For all.", "Last", "For you"] {
        assert!(public.contains(words), "{words}: {public}");
    }
    assert!(read("output/internal/thresholds.html").contains("Head of Service"));
    assert!(!internal.contains("otherwise"), "{internal}");
    assert!(!root.path().join("out/families/thresholds.html").exists());
    let elsewhere = run(root.path(), &["build", "--output", "site"]);
    assert_eq!(elsewhere.code, 0, "{}", elsewhere.stderr);
    assert!(root.path().join("site/public/index.html").is_file());
}

#[test]
fn an_edition_has_its_own_home_title_words_colours_and_logo() {
    let settings = "title: Test
audiences: {staff: Staff, families: Families}
theme: {logo: img/staff.svg, colour: '#224466'}
editions:
  internal: {audiences: [staff, families], governance: true}
  public:
    title: For you
    audiences: [families]
    home: families/start.md
    logo: img/families.svg
    colour: '#112233'
    strings: {skip_to_content: Go to the words, contents: Everything}
";
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>";
    let root = folder(&[
        ("handbook.yaml", settings),
        ("content/index.md", "---\naudience: [staff, families]\n---\n\n# For staff first\n"),
        (
            "content/families/start.md",
            "---\naudience: families\n---\n\n# Welcome\n\n[Rights](rights.md#mine). [Here](start.md).\n",
        ),
        (
            "content/families/rights.md",
            "---\naudience: families\n---\n\n# Rights\n\n## Mine\n\n[Home](start.md), [first](../index.md#for-staff-first), <a href=\"../index.md\">top</a>\n",
        ),
        ("content/img/staff.svg", logo),
        ("content/img/families.svg", logo),
    ]);
    let editions = published(root.path());
    let page = |edition: &str, path: &str| {
        let bytes = editions[edition].get(path);
        String::from_utf8(bytes.unwrap_or_else(|| panic!("{edition}: {path}")).clone()).unwrap()
    };
    let home = page("public", "index.html");
    for words in ["<h1 class=\"home-hero__title\">Welcome</h1>", "Go to the words", "For you"] {
        assert!(home.contains(words), "{words}: {home}");
    }
    assert!(home.contains("href=\"families/rights.html#mine\""), "{home}");
    assert!(home.contains("img/families.svg") && !home.contains("staff"), "{home}");
    assert!(
        page("public", &theme_file(&page("public", "index.html"), "css"))
            .contains("--brand: #112233")
    );
    assert!(page("public", "families/rights.html").contains("href=\"../index.html\">Home</a>"));
    let rights = page("public", "families/rights.html");
    for link in ["<a href=\"../index.html\">first</a>", "<a href=\"../index.html\">top</a>"] {
        assert!(rights.contains(link), "{link}: {rights}");
    }
    let checked = run(root.path(), &["check"]);
    assert!(!checked.stdout.contains("link-hidden"), "{}", checked.stdout);
    assert!(!editions["public"].contains_key("families/start.html"));
    assert!(!editions["public"].contains_key("img/staff.svg"));
    assert!(page("internal", "index.html").contains("For staff first"));
    assert!(page("internal", "families/start.html").contains("Skip to main content"));
    assert!(
        page("internal", &theme_file(&page("internal", "index.html"), "css"))
            .contains("--brand: #224466")
    );
}

#[test]
fn each_edition_says_what_its_own_readers_can_expect() {
    let root = folder(&[
        (
            "handbook.yaml",
            "title: Test
default_audience: [staff, partners, families]
editions:
  internal: {audiences: [staff, partners, families]}
  agencies: {audiences: [partners], what_to_expect: partners}
  public: {audiences: [families], what_to_expect: families}
",
        ),
        ("content/index.md", "# Start\n"),
        (
            "practice-model.yaml",
            "elements:
  - id: mapping
    name: Mapping
    promise: We will write it down with you.
    what_to_expect:
      partners: {promise: Bring your own mapping to it., when: At level four of the thresholds., call: Ring the front door first.}
      families: {when: On the very first visit., call: Ring your own worker first.}
  - id: scaling
    name: Scaling
    promise: We will each give a number.
",
        ),
    ]);
    let editions = published(root.path());
    let page = |edition: &str| {
        let bytes = editions[edition].get("what-to-expect.html");
        bytes.map(|bytes| String::from_utf8(bytes.clone()).unwrap()).unwrap_or_default()
    };
    let ours = ["Bring your own mapping", "At level four", "Ring the front door"];
    let theirs = ["On the very first", "Ring your own worker", "We will write it down"];
    for words in ours {
        assert!(page("agencies").contains(words), "{words}");
        let leak = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains(words);
        assert!(!editions["public"].values().any(leak), "{words}");
    }
    for words in theirs {
        assert!(page("public").contains(words), "{words}");
    }
    assert!(page("agencies").contains("We will each give a number."));
    assert!(!page("agencies").contains("On the very first"));
    assert!(!editions["internal"].contains_key("what-to-expect.html"));
    let built = run(root.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
}

#[test]
fn the_handbook_as_it_was_before_it_had_editions_goes() {
    let page = "---\naudience: [staff, families]\n---\n\n# Start\n";
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/index.md", page),
        ("content/secret.md", "# Staff alone\n"),
    ]);
    let build = || {
        let run = run(root.path(), &["build"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stderr
    };
    build();
    assert!(root.path().join("output/secret.html").exists());
    std::fs::write(root.path().join("output/web.config"), "IT’s own").unwrap();
    std::fs::write(root.path().join("handbook.yaml"), SETTINGS).unwrap();
    assert!(build().contains("as it was before it had editions"));
    assert!(!root.path().join("output/secret.html").exists());
    assert!(!root.path().join("output/index.html").exists());
    assert!(root.path().join("output/web.config").exists());
    assert!(root.path().join("output/internal/secret.html").exists());
    assert!(!build().contains("Removed"));
}

#[test]
fn an_error_in_one_edition_publishes_none() {
    let root = folder(&[
        ("handbook.yaml", SETTINGS),
        (
            "content/index.md",
            "---\naudience: [staff, families]\n---\n\n[Thresholds](thresholds.md)\n",
        ),
        ("content/thresholds.md", "# Thresholds\n"),
    ]);
    let built = run(root.path(), &["build"]);
    assert_eq!(built.code, 1, "{}", built.stderr);
    assert!(built.stderr.contains("link-hidden"), "{}", built.stderr);
    assert!(!root.path().join("output").exists() && !root.path().join("out").exists());
}

#[test]
fn what_might_say_more_of_readers_is_shown_to_nobody() {
    let open = "---\naudience: [staff, families]\nchecks: {component-misused: off}\n---\n\n";
    let misspelt =
        format!("{open}:::fro staff\nSecret one.\n:::\n\n:::For staff\nSecret two.\n:::\n");
    let unclosed = format!("{open}> :::for staff\n> Secret three.\n\nAfter it.\n");
    let root = folder(&[
        ("handbook.yaml", SETTINGS),
        ("content/index.md", "---\ndefaults: {audience: [staff, families]}\n---\n\nHello.\n"),
        ("content/misspelt.md", &misspelt),
        ("content/unclosed.md", &unclosed),
        ("content/field.md", "---\naudiance: [staff]\n---\n\nSecret four.\n"),
        ("content/yaml.md", "---\naudience: [staff\n---\n\nSecret five.\n"),
        ("content/nobody.md", "---\naudience: []\n---\n\nSecret six.\n"),
        ("content/unknown.md", "---\naudience: stafff\n---\n\nSecret seven.\n"),
    ]);
    let editions = published(root.path());
    for (path, bytes) in &editions["public"] {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("Secret"), "{path}: {text}");
    }
    assert!(editions["public"].contains_key("misspelt.html"));
}

#[test]
fn editions_that_cannot_be_read_publish_nothing() {
    for editions in ["editions:\n", "editions: all\n", "editions: {}\n"] {
        let root = folder(&[
            ("handbook.yaml", &format!("title: Test\n{editions}")),
            ("content/index.md", "# Start here\n"),
        ]);
        let built = run(root.path(), &["build"]);
        assert_ne!(built.code, 0, "{editions}: {}", built.stderr);
        assert!(!root.path().join("output").exists(), "{editions}");
    }
}

/// A version in another language is for no more readers than its source, whatever it says itself, and nothing of one
/// that is hidden is in any file.
#[test]
fn a_version_in_another_language_is_never_for_more_readers() {
    let page = |title: &str, more: &str, words: &str| {
        format!("---\ntitle: {title}\n{more}---\n\n{words}\n\n:::for staff\n{words}staff\n:::\n")
    };
    let files = [
        ("handbook.yaml", SETTINGS.to_owned() + "languages: [cy, pl]\n"),
        ("content/index.md", page("Start here", "audience: [staff, families]\n", "homezqx")),
        ("content/index.cy.md", page("Dechrau yma", "", "cartrefzqx [a](a.md) [b](b.md)")),
        ("content/a.md", page("For staff alone", "audience: [staff]\n", "staffzqx")),
        ("content/a.cy.md", page("Staff yn unig", "audience: [families]\n", "staffcyzqx")),
        ("content/b.md", page("For both of them", "audience: [staff, families]\n", "bothzqx")),
        ("content/b.cy.md", page("I staff yn unig", "audience: [staff]\n", "bothcyzqx")),
        ("content/b.pl.md", page("Wersja dla wszystkich", "", "bothplzqx")),
        ("content/c.md", page("Not ready", "audience: [families]\nstatus: draft\n", "draftzqx")),
        ("content/c.cy.md", page("Ddim yn barod", "status: current\n", "draftcyzqx")),
    ];
    let root = folder(&files.each_ref().map(|(path, text)| (*path, text.as_str())));
    let editions = published(root.path());
    let check = |edition: &str, words: &[&str], expected: bool| {
        for word in words {
            let mut files = editions[edition].iter();
            let found = files.find(|(_, bytes)| {
                bytes.windows(word.len()).any(|window| window == word.as_bytes())
            });
            let found = found.map(|(path, _)| path);
            assert_eq!(found.is_some(), expected, "{edition}: {word} in {found:?}");
        }
    };
    check("internal", &["homezqx", "cartrefzqx", "staffzqx", "bothcyzqx", "bothplzqx"], true);
    // It is for those that both it and its source name: here for nobody.
    check("internal", &["staffcyzqx", "draftzqx", "draftcyzqx"], false);
    check("public", &["homezqx", "cartrefzqx", "bothzqx", "bothplzqx"], true);
    let hidden = ["staffzqx", "staffcyzqx", "bothcyzqx", "draftzqx", "draftcyzqx", "zqxstaff"];
    check("public", &hidden, false);
    check("public", &["Staff yn unig", "I staff yn unig", "a.cy.", "b.cy.", "c.cy."], false);
    assert!(editions["public"].contains_key("b.pl.html"));
}
