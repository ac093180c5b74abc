//! What is indexed is what is looked up: the program and the client in the theme agree on every word of any
//! text. And what is left out of search is in no file of it.

use std::path::Path;
use std::process::Command;

use handbook::model::Language;
use handbook::search::{is_stop_word, terms_of};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use crate::support::{folder, run, write};

type Terms = Vec<(String, u32, u32, String)>;

/// What the client makes of each text of a language, and the words that it passes over.
fn client(texts: &[String], language: &str) -> (Vec<Terms>, Vec<String>) {
    let root = folder(&[]);
    let json = serde_json::json!({ "language": language, "texts": texts });
    write(root.path(), "texts.json", json.to_string());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/terms.mjs");
    let output = Command::new("node")
        .arg(script)
        .arg(root.path().join("texts.json"))
        .output()
        .expect("this test needs Node, to run the search client");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("the script prints JSON");
    let terms = serde_json::from_value(found["terms"].clone()).expect("the script prints terms");
    let stop = serde_json::from_value(found["stop"].clone()).expect("the script prints words");
    (terms, stop)
}

fn check(texts: &[String], language: &str) {
    let (found, _) = client(texts, language);
    let language = Language::parse(language).expect("it is a language");
    for (text, found) in texts.iter().zip(found) {
        assert_eq!(terms_of(text, &language), found, "{text:?}");
    }
}

#[test]
fn the_client_agrees_on_every_word_of_any_text() {
    let pieces = proptest::sample::select(vec![
        "section",
        "s",
        "ss.",
        "reg",
        "47",
        "14A",
        "2:1",
        "1,000",
        "co",
        "operate",
        "child",
        "children",
        "'s",
        "\u{2019}s",
        "'",
        "-",
        "\u{2011}",
        ".",
        " ",
        "\u{a0}",
        "&",
        "/",
        "é",
        "e\u{301}",
        "İ",
        "ß",
        "Σ",
        "ς",
        "ﬁ",
        "\u{ad}",
        "\u{200b}",
        "漢字",
        "かな",
        "한국어",
        "ﷺ",
        "العربية",
        "שָׁלוֹם",
        "😀",
        "👩‍👧",
        "Ｓ４７",
        "organisations",
        "behavioural",
        "practising",
        "yyyyying",
        "L.A.C.",
        "\n",
        "\t",
        "constructor",
        "__proto__",
        "ab",
        "xyz",
    ]);
    let strategies = [
        proptest::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat()).boxed(),
        any::<String>().boxed(),
        "[a-z]{1,14}".boxed(),
        "[a-z]{2,8}(s|ed|ing|ies|ation|isation|ational|ness|ful|our|ours|ise|ly|eed|ll|y)".boxed(),
        "[a-zA-Z0-9'\u{2019} .&:/,-]{0,60}".boxed(),
    ];
    let config = Config { rng_seed: RngSeed::Fixed(5), ..Config::default() };
    let mut runner = TestRunner::new(config);
    let texts: Vec<String> = strategies
        .iter()
        .flat_map(|strategy| (0..1500).map(|_| strategy.new_tree(&mut runner)).collect::<Vec<_>>())
        .map(|tree| tree.expect("a text can be made").current())
        .collect();
    for language in ["en", "cy", "ar"] {
        check(&texts, language);
    }
}

#[test]
fn the_client_agrees_on_every_character() {
    let all = (0..=0x10_FFFF_u32).filter_map(char::from_u32);
    let texts: Vec<String> = all.map(|c| format!("a{c}b {c}")).collect();
    // Many to a text, so that the file stays small; a space and a comma keep them apart.
    check(&texts.chunks(64).map(|texts| texts.join(" , ")).collect::<Vec<_>>(), "en");
}

#[test]
fn the_client_passes_over_the_same_words() {
    for (language, least, not) in [("en", 70, "child"), ("cy", 60, "plentyn"), ("ar", 0, "the")] {
        let (_, stop) = client(&[], language);
        let language = Language::parse(language).expect("it is a language");
        let is_stop_word = |word: &str| is_stop_word(word, &language);
        assert!(stop.len() >= least && stop.iter().all(|word| is_stop_word(word)), "{stop:?}");
        assert!(!is_stop_word(not) && !is_stop_word(""));
        // A small word is looked up as it stands here, so that one with an accent would never be met.
        for word in &stop {
            assert_eq!(terms_of(word, &language)[0].0, *word);
        }
    }
}

#[test]
fn what_is_not_listed_is_in_no_file_of_the_index() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/index.md", "---\ntitle: Home\n---\nWelcome to zebrafinch.\n"),
        ("content/a.md", "---\ntitle: Axolotl\nsearch: false\n---\nOkapi lives here.\n"),
        ("content/b.md", "---\ntitle: Pangolin\nstatus: draft\n---\nQuokka lives here.\n"),
        ("content/c/index.md", "---\ntitle: C\ndefaults: {search: false}\n---\nText.\n"),
        ("content/c/d.md", "---\ntitle: Narwhal\n---\nText.\n"),
    ]);
    let built = run(root.path(), &["build", ".", "--output", "site", "--today", "2026-01-01"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let mut all = String::new();
    for file in std::fs::read_dir(root.path().join("site/search-index")).expect("there is an index")
    {
        let path = file.expect("its files can be listed").path();
        all.push_str(&std::fs::read_to_string(path).expect("they are text").to_lowercase());
    }
    assert!(all.contains("zebrafinch"));
    for word in ["axolotl", "okapi", "pangolin", "quokka", "narwhal"] {
        assert!(!all.contains(word), "{word}");
    }
}

#[test]
fn the_index_is_the_same_each_time() {
    let files = |root: &Path| {
        let folder = root.join("site/staff/search-index");
        let names = std::fs::read_dir(folder).expect("there is an index");
        let mut files: Vec<_> = names
            .map(|file| file.expect("its files can be listed").path())
            .map(|path| (path.file_name().map(ToOwned::to_owned), std::fs::read(path).ok()))
            .collect();
        files.sort();
        files
    };
    let project = env!("CARGO_MANIFEST_DIR");
    let build = || {
        let root = folder(&[]);
        let built =
            run(root.path(), &["build", project, "--output", "site", "--today", "2026-01-01"]);
        assert_eq!(built.code, 0, "{}", built.stderr);
        files(root.path())
    };
    assert_eq!(build(), build());
}

#[test]
fn a_wrong_search_field_is_shown() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/index.md", "---\ntitle: Home\nsearch: {keyword: [a], boost: lots}\n---\nText.\n"),
        ("content/a.md", "---\ntitle: A\nsearch: [a, b]\n---\nText.\n"),
        ("content/b.md", "---\ntitle: B\nsearch: never\n---\nText.\n"),
    ]);
    let checked = run(root.path(), &["check", "--today", "2026-01-01"]);
    assert_eq!(checked.code, 1);
    insta::assert_snapshot!(checked.stderr, @r#"
    error: “search” should be “false”, or keywords and a boost, and is a list. [field-invalid]
      content/a.md:3:9
      3 | search: [a, b]
        |         ^^^^^^
      To put it right: Write “search: false” or “search: {keywords: [one, two], boost: 1.5}”.

    error: “search” can’t be “never”. [field-invalid]
      content/b.md:3:9
      3 | search: never
        |         ^^^^^
      To put it right: Write it like this: “search: true”.

    warning: “keyword” is not a field that we know. [field-unknown]
      content/index.md:3:10
      3 | search: {keyword: [a], boost: lots}
        |          ^^^^^^^
      To put it right: It is spelt almost like “keywords”. Write that if you meant it.

    error: “boost” can’t be “lots”. [field-invalid]
      content/index.md:3:31
      3 | search: {keyword: [a], boost: lots}
        |                               ^^^^
      To put it right: Write it like this: “boost: 1.5”.

    3 errors and 1 warning in 3 files
    "#);
}
