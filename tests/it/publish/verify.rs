//! Whether a copy of a published folder is whole.

use std::fs;

use crate::publish::build;
use crate::support::{Run, folder, run, write};

const LIST: &str = "build.json";

#[test]
fn says_what_differs_from_what_was_published() {
    let root = folder(&[("handbook.yaml", "title: A\n"), ("content/index.md", "# A\n")]);
    assert_eq!(build(root.path(), &[]).code, 0);
    let verify =
        |more: &[&str]| -> Run { run(root.path(), &[&["verify", "output"], more].concat()) };
    let well = verify(&[]);
    assert_eq!((well.code, well.stderr.as_str()), (0, ""));
    assert!(well.stdout.starts_with("output is whole: all "), "{}", well.stdout);
    let version = env!("CARGO_PKG_VERSION");
    let published = format!("\nPublished: A, 1 document, for 2026-01-01, by handbook {version}.\n");
    assert!(well.stdout.ends_with(&published), "{}", well.stdout);

    // What a server keeps there is none of ours.
    write(root.path(), "output/.htaccess", "x");
    write(root.path(), "output/web.config", "x");
    assert_eq!(verify(&[]).code, 0);

    let at = |name: &str| root.path().join("output").join(name);
    let page = fs::read_to_string(at("index.html")).unwrap();
    let same_length = page.replacen('A', "B", 1);
    fs::write(at("index.html"), same_length).unwrap();
    fs::remove_file(at("404.html")).unwrap();
    write(root.path(), "output/old/page.html", "x");
    let differs = verify(&[]);
    assert_eq!(differs.code, 1);
    for line in
        ["Missing: 404.html", "Changed: index.html", "1 are missing and 1 changed; 1 are extra"]
    {
        assert!(differs.stdout.contains(line), "{line}: {}", differs.stdout);
    }
    let json: serde_json::Value =
        serde_json::from_str(&verify(&["--format", "json"]).stdout).unwrap();
    assert_eq!(json["whole"], false);
    assert_eq!((&json["date"], &json["documents"]), (&"2026-01-01".into(), &1.into()));
    assert_eq!(json["missing"][0], "404.html");
    assert_eq!(json["changed"][0], "index.html");
    assert_eq!(json["extra"].as_array().unwrap().len(), 1);
}

#[test]
fn the_list_is_of_a_day_and_says_nothing_that_the_edition_hides() {
    let root = folder(&[
        (
            "handbook.yaml",
            "title: Ours\naudiences: {staff: Staff, families: Families}\n\
             editions: {staff: {audiences: [staff, families]}, families: {audiences: [families]}}\n",
        ),
        ("content/index.md", "---\ntitle: Home\naudience: [staff, families]\n---\n"),
        ("content/secret-plan.md", "---\ntitle: Secret plan\naudience: [staff]\n---\nOne.\n"),
    ]);
    let list = |edition: &str| {
        let text = fs::read_to_string(root.path().join("output").join(edition).join(LIST)).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        (text, json)
    };
    let first = build(root.path(), &[]);
    assert_eq!(first.code, 0, "{}", first.stderr);
    let (staff, families) = (list("staff"), list("families"));
    assert!(
        staff.0.contains("secret-plan.html") && !families.0.contains("ecret"),
        "{}",
        families.0
    );
    assert_eq!(
        (&staff.1["about"]["documents"], &families.1["about"]["documents"]),
        (&2.into(), &1.into())
    );
    assert_eq!(families.1["about"]["edition"], "families");
    assert_eq!(families.1["count"], families.1["files"].as_array().unwrap().len());

    // What is hidden may change, and nobody can tell by the list.
    write(
        root.path(),
        "content/secret-plan.md",
        "---\ntitle: Secret plan\naudience: [staff]\n---\nTwo.\n",
    );
    assert_eq!(build(root.path(), &[]).code, 0);
    assert_eq!(list("families").0, families.0);
    assert_ne!(list("staff").0, staff.0);

    let built = crate::support::run(root.path(), &["build", "--today", "2026-01-02"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    assert_eq!(list("families").1["about"]["date"], "2026-01-02");
}

#[test]
fn needs_a_list_that_it_can_rely_on() {
    let root = folder(&[("handbook.yaml", "title: A\n"), ("content/index.md", "# A\n")]);
    assert_eq!(build(root.path(), &[]).code, 0);
    let at = |name: &str| root.path().join(name);
    let list = fs::read_to_string(at("output").join(LIST)).unwrap();
    let verify = |arguments: &[&str]| run(root.path(), &[&["verify"], arguments].concat());

    // A copy that lost its list is held against the folder that was built.
    fs::create_dir(at("original")).unwrap();
    fs::rename(at("output").join(LIST), at("original").join(LIST)).unwrap();
    let lost = verify(&["output"]);
    assert_eq!(lost.code, 2);
    assert!(lost.stderr.contains("--against"), "{}", lost.stderr);
    let against = verify(&["output", "--against", "original"]);
    assert_eq!(against.code, 1);
    assert!(against.stdout.contains("Missing: build.json\n"), "{}", against.stdout);
    assert!(against.stdout.contains(" 1 are missing and 0 changed; 0 are extra."));
    write(root.path(), "output/build.json", &list);
    assert_eq!(verify(&["output", "--against", "original"]).code, 0);

    write(root.path(), "secret.html", "x");
    for (bad, words) in [
        (list[..list.len() / 2].to_owned(), "is damaged"),
        (list.replace("\"404.html\"", "\"../secret.html\""), "is damaged"),
        (list.replace("\"format\":1", "\"format\":2"), "a later version"),
        (String::new(), "is damaged"),
    ] {
        fs::write(at("output").join(LIST), bad).unwrap();
        let refused = verify(&["output"]);
        assert_eq!(refused.code, 2, "{words}");
        assert!(refused.stderr.contains(words), "{}", refused.stderr);
    }
    let huge = fs::File::create(at("output").join(LIST)).unwrap();
    huge.set_len(300 * 1024 * 1024).unwrap();
    assert!(verify(&["output"]).stderr.contains("is damaged"));
    assert_eq!(verify(&["nowhere"]).code, 2);
}
