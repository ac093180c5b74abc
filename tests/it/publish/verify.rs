//! Whether a copy of a published folder is whole.

use std::fs;

use crate::publish::build;
use crate::support::{Run, folder, run, write};

const LIST: &str = ".handbook-manifest.json";

#[test]
fn says_what_differs_from_what_was_published() {
    let root = folder(&[("handbook.yaml", "title: A\n"), ("content/index.md", "# A\n")]);
    assert_eq!(build(root.path(), &[]).code, 0);
    let verify =
        |more: &[&str]| -> Run { run(root.path(), &[&["verify", "output"], more].concat()) };
    let well = verify(&[]);
    assert_eq!((well.code, well.stderr.as_str()), (0, ""));
    assert!(well.stdout.starts_with("output is whole: all "), "{}", well.stdout);

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
    assert_eq!(json["missing"][0], "404.html");
    assert_eq!(json["changed"][0], "index.html");
    assert_eq!(json["extra"].as_array().unwrap().len(), 1);
}

#[test]
fn needs_a_list_that_it_can_rely_on() {
    let root = folder(&[("handbook.yaml", "title: A\n"), ("content/index.md", "# A\n")]);
    assert_eq!(build(root.path(), &[]).code, 0);
    let at = |name: &str| root.path().join(name);
    let list = fs::read_to_string(at("output").join(LIST)).unwrap();
    let verify = |arguments: &[&str]| run(root.path(), &[&["verify"], arguments].concat());

    // A copy that lost its hidden files is held against the folder that was built.
    fs::create_dir(at("original")).unwrap();
    fs::rename(at("output").join(LIST), at("original").join(LIST)).unwrap();
    let lost = verify(&["output"]);
    assert_eq!(lost.code, 2);
    assert!(lost.stderr.contains("--against"), "{}", lost.stderr);
    assert_eq!(verify(&["output", "--against", "original"]).code, 0);

    write(root.path(), "secret.html", "x");
    for (bad, words) in [
        (list[..list.len() / 2].to_owned(), "is damaged"),
        (list.replace("\"404.html\"", "\"../secret.html\""), "is damaged"),
        (list.replace("\"version\":1", "\"version\":2"), "a later version"),
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
