//! What holds for any handbook, however it is written: it can be read, every place is a place, the same files
//! give the same pages, and every link in them leads somewhere.
//!
//! `tests/run` takes the same few hundred cases each time; `PROPTEST_CASES=5000 cargo test --test it laws` looks
//! further, and elsewhere each time.
//! What it finds goes into the tests of the file that was wrong, or into a golden folder.

mod builds;
mod edits;
mod index;
mod input;
mod links;
mod places;

use std::collections::BTreeMap;
use std::path::Path;

use handbook::diagnostic::{Diagnostic, FORMATS, Options};
use handbook::flow::{self, Generation};
use handbook::model::Date;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};
use tempfile::TempDir;

use crate::laws::input::{any_file, handbook};
use crate::support::{made, write};

/// A handbook's files, by their paths.
type Files = BTreeMap<String, Vec<u8>>;

/// A handbook as it is published, and what is wrong with it.
struct Built {
    files: Files,
    diagnostics: Vec<Diagnostic>,
}

/// As many cases as are asked for, or fewer where each is a whole handbook.
fn cases(share: u32) -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: (config.cases / share).max(4), failure_persistence: None, ..config }
}

fn build(files: &Files) -> Built {
    let root = TempDir::new().expect("a temporary folder can be made");
    for (path, bytes) in files {
        write(root.path(), path, bytes);
    }
    build_folder(root.path())
}

fn build_folder(root: &Path) -> Built {
    built(&flow::open(root, options()).expect("the folder can be read"))
}

fn build_edition(root: &Path, edition: &str) -> Built {
    let generation = flow::open_edition(root, options(), Some(edition));
    built(&generation.expect("the folder can be read"))
}

fn options() -> flow::Options {
    flow::Options { today: Date::new(2027, 3, 1).expect("it is a day"), drafts: false }
}

fn built(generation: &Generation) -> Built {
    let files = made(&generation.plan(), generation.root());
    Built { files, diagnostics: generation.check_all() }
}

/// How many diagnostics each format shows.
fn counts(diagnostics: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    let count = |name: &str, text: &str| {
        let json = || serde_json::from_str::<serde_json::Value>(text).expect("it is JSON");
        match name {
            "json" => json()["diagnostics"].as_array().map_or(0, Vec::len),
            "sarif" => json()["runs"][0]["results"].as_array().map_or(0, Vec::len),
            "github" => text.lines().filter(|line| line.starts_with("::")).count(),
            _ => text.lines().filter(|line| line.ends_with(']') && is_first_line(line)).count(),
        }
    };
    let shown = |format: &handbook::diagnostic::Format| {
        (format.write)(diagnostics, &Options { width: 100, ..Options::default() })
    };
    FORMATS.iter().map(|format| (format.name, count(format.name, &shown(format)))).collect()
}

fn is_first_line(line: &str) -> bool {
    ["error: ", "warning: ", "info: "].iter().any(|word| line.starts_with(word))
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn any_bytes_can_be_read_and_all_that_is_wrong_is_shown_in_every_format(
        files in any_file(),
    ) {
        let built = build(&files);
        for diagnostic in &built.diagnostics {
            let Some(place) = &diagnostic.place else { continue };
            let Some(range) = &place.range else { continue };
            prop_assert!(range.start.line >= 1 && range.start.column >= 1);
            prop_assert!(range.start <= range.end, "{:?}", diagnostic);
            prop_assert!(range.start.column <= range.line.chars().count() + 1, "{:?}", diagnostic);
        }
        for (format, count) in counts(&built.diagnostics) {
            prop_assert_eq!(count, built.diagnostics.len(), "{}", format);
        }
    }

    #[test]
    fn the_same_files_give_the_same_pages(files in handbook()) {
        let (first, second) = (build(&files), build(&files));
        prop_assert_eq!(first.diagnostics, second.diagnostics);
        prop_assert!(first.files == second.files);
    }

    #[test]
    fn the_order_of_files_on_disk_does_not_matter(files in handbook()) {
        let root = TempDir::new().expect("a temporary folder can be made");
        for (path, bytes) in files.iter().rev() {
            write(root.path(), path, bytes);
        }
        prop_assert!(build_folder(root.path()).files == build(&files).files);
    }

    #[test]
    fn how_lines_end_does_not_matter(files in handbook()) {
        let with = |ending: &str| -> Files {
            let text = |bytes: &[u8]| {
                let text = String::from_utf8_lossy(bytes);
                text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', ending)
            };
            let texts = files.iter().filter(|(path, _)| !path.ends_with(".docx"));
            texts.map(|(path, bytes)| (path.clone(), text(bytes).into_bytes())).collect()
        };
        let (unix, windows) = (build(&with("\n")), build(&with("\r\n")));
        prop_assert_eq!(unix.diagnostics, windows.diagnostics);
        prop_assert!(unix.files == windows.files);
    }
}

#[test]
fn a_component_loses_no_word_whatever_stands_in_it() {
    let words = ["alpha", "beta", "id=\"gamma\"", "delta", "epsilon", "zeta"];
    for name in handbook::theme::built_in().components.keys() {
        let text = format!(
            "---\ntitle: T\n---\n\n::::{name} Label\nalpha\n\n- beta\n\n- ## gamma\n\n1. delta\n\n\
             :::nothing\nepsilon\n:::\n\n> zeta\n\n::::\n"
        );
        let built = build(&Files::from([
            ("handbook.yaml".to_owned(), b"title: Any\n".to_vec()),
            ("content/a.md".to_owned(), text.into_bytes()),
        ]));
        let page = String::from_utf8_lossy(&built.files["a.html"]).into_owned();
        let (_, body) = page.split_once("document__body").expect("the page shows the body");
        for word in words {
            assert!(body.contains(word), "{name} loses {word}");
        }
    }
}

#[test]
fn a_drawing_keeps_what_stands_around_it() {
    let drawn = [
        ("scale", "- Mum: 3 - worried"),
        ("flow", "- a: Is it safe?\n  - Yes: b\n- b: Write it down"),
        ("genogram", "- People\n  - Anna: woman\n  - Ben: boy\n- Relationships\n  - Anna: Ben"),
    ];
    for (name, list) in drawn {
        let text =
            format!("---\ntitle: T\n---\n\n:::{name} Label\nbefore\n\n{list}\n\nafter\n:::\n");
        let built = build(&Files::from([
            ("handbook.yaml".to_owned(), b"title: Any\n".to_vec()),
            ("content/a.md".to_owned(), text.into_bytes()),
        ]));
        let page = String::from_utf8_lossy(&built.files["a.html"]).into_owned();
        let (_, body) = page.split_once("document__body").expect("the page shows the body");
        for word in ["<p>before</p>", "<p>after</p>"] {
            assert_eq!(body.matches(word).count(), 1, "{name}, {word}: {:?}", built.diagnostics);
        }
    }
}
