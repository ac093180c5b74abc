//! The practice model as leaders use it: what fills a hole, what a broken model is answered with, and a model
//! larger than anybody has.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use handbook::flow;
use handbook::model::Date;

use crate::support::{folder, made, run};

const MODEL: &str = "\
elements:
  - {id: mapping, name: 'Mapping “now” & $then', owner: Principal Social Worker, expects: [guidance, policy, tool, case-example]}
frameworks:
  - {id: ilacs, name: Ofsted ILACS, criteria: [{id: care-leavers, name: Care leavers}]}
";

/// What `check` prints, without the line that sums it up.
fn check(root: &Path) -> String {
    let checked = run(root, &["check", "--today", "2027-03-01"]);
    format!("{}{}", checked.stdout, checked.stderr)
}

/// The commands that messages name, as a shell takes them apart.
fn commands(messages: &str) -> Vec<Vec<String>> {
    let named = messages.split('`').filter(|part| part.starts_with("handbook new"));
    named
        .map(|command| {
            let parts = command.split('"').enumerate();
            parts
                .flat_map(|(index, part)| match index % 2 {
                    0 => part.split_whitespace().map(str::to_owned).collect(),
                    _ => vec![part.to_owned()],
                })
                .skip(1)
                .collect()
        })
        .collect()
}

#[test]
fn the_command_beside_each_hole_starts_the_document_that_fills_it() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("practice-model.yaml", MODEL),
        ("content/index.md", "---\ntitle: Home\n---\n"),
    ]);
    let before = check(root.path());
    let commands = commands(&before);
    assert_eq!(commands.len(), 5, "{before}");
    for command in &commands {
        let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        let made = run(root.path(), &arguments);
        assert_eq!(made.code, 0, "{command:?}: {}", made.stderr);
    }
    // Each is a draft, which is there and does not count yet.
    let drafts = check(root.path());
    assert_eq!(drafts.matches("is a draft. [coverage-missing]").count(), 5, "{drafts}");
    for entry in std::fs::read_dir(root.path().join("content")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text.replace("status: draft", "status: current");
        std::fs::write(&path, text.replace("# anonymised:", "anonymised:")).unwrap();
    }
    let after = check(root.path());
    assert!(!after.contains("[coverage-missing]"), "{after}");
    assert!(!after.contains("[model-unknown]"), "{after}");
}

#[test]
fn a_new_document_can_only_belong_to_what_there_is() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("practice-model.yaml", MODEL),
        ("content/index.md", "---\ntitle: Home\n---\n"),
    ]);
    let made = run(root.path(), &["new", "policy", "Maps", "--model", "maping"]);
    assert_eq!(made.code, 2);
    assert!(
        made.stderr.contains("has no element “maping”. The nearest is “mapping”."),
        "{}",
        made.stderr
    );
    assert!(!root.path().join("content/maps.md").exists());
}

#[test]
fn drafts_are_in_the_matrix_only_of_a_handbook_that_shows_them() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("practice-model.yaml", "elements: [{id: mapping, name: Mapping, expects: [tool]}]\n"),
        (
            "content/sheet.md",
            "---\ntitle: Sheet\nkind: tool\nstatus: draft\nmodel: [mapping]\n---\n",
        ),
        ("content/index.md", "---\ntitle: Home\n---\n"),
    ]);
    let cell = |options: &[&str]| {
        let arguments = [&["build", "--output", "site", "--today", "2027-03-01"], options].concat();
        assert_eq!(run(root.path(), &arguments).code, 0);
        std::fs::read_to_string(root.path().join("site/model/coverage.html")).unwrap()
    };
    assert!(cell(&["--drafts"]).contains(">1, but in draft</a>"));
    let published = cell(&[]);
    assert!(published.contains("None yet"));
    assert!(!published.contains("Sheet"), "a draft’s title is not published");
}

#[test]
fn a_document_cannot_take_a_page_of_the_model() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("practice-model.yaml", MODEL),
        ("content/model/Mapping.md", "---\ntitle: Mapping\n---\n"),
        ("content/model/ilacs/index.md", "---\ntitle: ILACS\n---\n"),
    ]);
    let checked = check(root.path());
    assert_eq!(checked.matches("[address-clash]").count(), 3, "{checked}");
    assert!(checked.contains("the page of an element of the practice model"), "{checked}");
    // The folder has no page of its own: the list of what it holds would stand there.
    assert!(
        checked.contains("is needed for the list of a folder’s documents, and for"),
        "{checked}"
    );
    // Without a model the addresses are free.
    std::fs::remove_file(root.path().join("practice-model.yaml")).unwrap();
    assert!(!check(root.path()).contains("[address-clash]"));
}

#[test]
fn what_is_no_model_at_all_is_said_once_and_stops_nothing_else() {
    for (model, expected) in [
        ("- mapping\n- scaling\n", "“elements” is missing"),
        ("elements: &all [*all]\n", "practice-model.yaml:1"),
        ("elements:\n  - id: mapping\n name: [\n", "practice-model.yaml:3"),
        ("elements: [mapping, scaling]\n", "should be a group of fields"),
        ("\u{0}\u{FFFD}: {", "practice-model.yaml:1"),
    ] {
        let root = folder(&[
            ("handbook.yaml", "title: Test\n"),
            ("practice-model.yaml", model),
            ("content/index.md", "---\ntitle: Home\nmodel: [mapping]\n---\n\nSee [a](a.md).\n"),
        ]);
        let checked = check(root.path());
        assert!(checked.contains(expected), "{model}\n{checked}");
        assert!(checked.contains("[broken-link]"), "{model}\n{checked}");
    }
}

/// A model of 5,000 elements in 50 groups, of which each document names a few.
fn large(elements: usize, documents: usize) -> Vec<(String, String)> {
    let mut model = String::from("name: Large\nelements:\n");
    for element in 0..elements {
        let group = element / 100;
        writeln!(
            model,
            "  - {{id: element-{element}, name: Element {element}, group: Group {group}, owner: Owner {group}, \
             expects: [guidance, policy, case-example, tool]}}"
        )
        .expect("a text takes any writing");
    }
    model.push_str("frameworks:\n  - id: ilacs\n    name: ILACS\n    criteria:\n");
    for criterion in 0..4 {
        writeln!(model, "      - {{id: c{criterion}, name: Criterion {criterion}}}")
            .expect("a text takes any writing");
    }
    let mut files = vec![
        ("handbook.yaml".to_owned(), "title: Large\n".to_owned()),
        ("practice-model.yaml".to_owned(), model),
    ];
    for document in 0..documents {
        let kind = ["guidance", "policy", "tool"][document % 3];
        let (a, b) = (document % elements, document * 7 % elements);
        let text = format!(
            "---\ntitle: Document {document}\nkind: {kind}\nowner: Somebody\nversion: \"1\"\nreviewed: 2027-01-01\n\
             model: [element-{a}, element-{b}, element-0]\ncriteria: [ilacs/c{}]\n---\n\nText.\n",
            document % 4
        );
        files.push((format!("content/part-{}/document-{document}.md", document % 40), text));
    }
    files
}

#[test]
fn a_model_of_5000_elements_costs_in_proportion() {
    let time = |elements: usize, documents: usize| -> (Duration, usize) {
        let files = large(elements, documents);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let root = folder(&files);
        let start = Instant::now();
        let today = Date::parse("2027-03-01").expect("it is a date");
        let options = flow::Options { today, drafts: false };
        let generation = flow::open(root.path(), options).expect("the folder is there");
        let diagnostics = generation.check_all();
        let outputs = made(&generation.plan(), root.path());
        let holes = diagnostics.iter().filter(|one| one.rule == "coverage-missing").count();
        assert!(diagnostics.iter().all(|one| one.rule == "coverage-missing"));
        assert!(outputs.len() > elements + documents);
        (start.elapsed(), holes)
    };
    let (small, _) = time(500, 200);
    let (whole, holes) = time(5_000, 2_000);
    assert!(holes > 5_000, "{holes} holes");
    // Ten times the model and the documents: a cost that grew with both would be a hundred times as high.
    let most = small.max(Duration::from_millis(200)) * 40;
    assert!(whole < most, "{whole:?} for the whole, {small:?} for a tenth");
}
