//! The commands: exit code, what is printed, and the folder after.

use std::collections::BTreeSet;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{Run, folder, run, write};

/// A small handbook with a warning, an error that is only there with `--drafts`, and nothing else.
fn sample() -> TempDir {
    folder(&[
        ("handbook.yaml", "title: Test\n"),
        (
            "content/index.md",
            "---\ntitle: Home\nowenr: Director\n---\n\nSee [visits](visits.md).\n",
        ),
        ("content/visits.md", "---\ntitle: Visits\nreviewed: 2026-01-01\n---\n"),
        (
            "content/later.md",
            "---\ntitle: Later\nstatus: draft\n---\n\nSee [nothing](nothing.md).\n",
        ),
    ])
}

/// The files below a folder, by their paths from there.
fn files(root: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("it can be listed").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let below = path.strip_prefix(root).expect("it was found there");
            found.insert(below.to_string_lossy().replace('\\', "/"));
        }
    }
    found
}

fn check_printed(run: &Run, code: i32, stdout: &str, stderr: &str) {
    assert_eq!(run.code, code, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains(stdout), "stdout has no “{stdout}”:\n{}", run.stdout);
    assert!(run.stderr.contains(stderr), "stderr has no “{stderr}”:\n{}", run.stderr);
}

#[test]
fn check_shows_every_mistake_and_ends_with_one() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\nSee [a](a.md) and [b](thresholds.md).\n"),
        ("content/threshold.md", "---\ntitle: Thresholds\n---\n\nText.\n"),
    ]);
    let checked = run(root.path(), &["check", "--today", "2026-01-01"]);
    assert_eq!(checked.code, 1);
    insta::assert_snapshot!(checked.stderr, @"
    error: There is no file “a.md”. [broken-link]
      content/index.md:5:9
      5 | See [a](a.md) and [b](thresholds.md).
        |         ^^^^
      To put it right: Check the name and the folder, or take the link away.

    error: There is no file “thresholds.md”. [broken-link]
      content/index.md:5:23
      5 | See [a](a.md) and [b](thresholds.md).
        |                       ^^^^^^^^^^^^^
      To put it right: The nearest is “threshold.md”. Write that, or take the link away.

    2 errors in 1 file
    ");
}

#[test]
fn check_says_the_same_in_four_formats_and_writes_nothing() {
    let root = sample();
    let before = files(root.path());
    let check = |format: &str| run(root.path(), &["check", "--format", format]);
    check_printed(&check("human"), 0, "", "“owenr” is not a field that we know. [field-unknown]");
    let json = check("json");
    check_printed(&json, 0, "\"field-unknown\"", "");
    assert_eq!(json.stderr, "");
    assert!(serde_json::from_str::<serde_json::Value>(&json.stdout).is_ok());
    check_printed(&check("github"), 0, "::warning file=content/index.md,line=3,", "");
    let sarif =
        serde_json::from_str::<serde_json::Value>(&check("sarif").stdout).expect("it is JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "field-unknown");
    assert_eq!(files(root.path()), before);
}

#[test]
fn strict_makes_warnings_errors() {
    let root = sample();
    assert_eq!(run(root.path(), &["check"]).code, 0);
    assert_eq!(run(root.path(), &["check", "--strict"]).code, 1);
    let built = run(root.path(), &["build", "--strict"]);
    check_printed(&built, 1, "", "Nothing was published: put these right first.");
    assert!(!root.path().join("output").exists());
}

#[test]
fn drafts_are_checked_and_published_only_if_asked_for() {
    let root = sample();
    check_printed(&run(root.path(), &["build"]), 0, "", "Published");
    assert!(!root.path().join("output/later.html").exists());
    check_printed(
        &run(root.path(), &["check", "--drafts"]),
        1,
        "",
        "There is no file “nothing.md”.",
    );
    write(root.path(), "content/nothing.md", "# Something\n");
    check_printed(&run(root.path(), &["build", "--drafts"]), 0, "", "Published");
    assert!(root.path().join("output/later.html").exists());
}

#[test]
fn build_publishes_to_the_folder_named_and_leaves_it_alone_if_there_are_errors() {
    let root = sample();
    check_printed(&run(root.path(), &["build", ".", "--output", "public"]), 0, "", "to public");
    let published = files(&root.path().join("public"));
    for file in ["index.html", "visits.html", "404.html", "a-to-z.html", "contents.html"] {
        assert!(published.contains(file), "{file} is not among {published:?}");
    }
    let page =
        || std::fs::read_to_string(root.path().join("public/index.html")).expect("it is there");
    let before = page();
    write(root.path(), "content/index.md", "# Home\n\n[x](x.md)\n");
    check_printed(
        &run(root.path(), &["build", "--output", "public"]),
        1,
        "",
        "Nothing was published",
    );
    assert_eq!((page(), files(&root.path().join("public"))), (before, published));
}

#[test]
fn today_decides_what_is_overdue() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/a.md", "---\ntitle: A\nreview_by: 2027-03-01\n---\n"),
    ]);
    let page = |today: &str| {
        assert_eq!(run(root.path(), &["build", "--today", today]).code, 0);
        std::fs::read_to_string(root.path().join("output/a.html")).expect("it is published")
    };
    let (before, after) = (page("2027-02-28"), page("2027-03-02"));
    let hidden = "data-review-by=\"2027-03-01\" hidden";
    assert!(before.contains(hidden) && !after.contains(hidden));
    assert_eq!(before, page("2027-02-28"));
    let wrong = run(root.path(), &["check", "--today", "tomorrow"]);
    check_printed(&wrong, 2, "", "write it as year, month and day: 2027-02-28");
}

#[test]
fn a_folder_that_cannot_be_read_is_named() {
    let root = folder(&[("file.txt", "x")]);
    let check = |command: &str, folder: &str, expected: &str| {
        check_printed(&run(root.path(), &[command, folder]), 2, "", expected);
    };
    check("check", "nowhere", "handbook: there is no folder “nowhere”\n");
    check("build", "nowhere", "handbook: there is no folder “nowhere”\n");
    check("build", "file.txt", "handbook: “file.txt” is a file, and not a folder\n");
    assert_eq!(files(root.path()).len(), 1);
}

#[test]
fn a_folder_without_settings_is_built_as_it_is() {
    let root =
        folder(&[("docs/guides/index.md", "# Guides\n"), ("docs/index.md", "[x](nothing.md)\n")]);
    check_printed(&run(root.path(), &["check"]), 0, "", "There is no handbook.yaml here.");
    let built = run(root.path(), &["build"]);
    check_printed(&built, 0, "", "warning: There is no file “nothing.md”.");
    assert!(root.path().join("output/guides/index.html").exists());
}

#[test]
fn explain_prints_the_page_of_a_rule_or_all_rules() {
    let root = folder(&[]);
    let all = run(root.path(), &["explain"]);
    for rule in handbook::check::rules::RULES {
        check_printed(&all, 0, rule.name, "");
        check_printed(&all, 0, rule.summary, "");
        let one = run(root.path(), &["explain", rule.name]);
        check_printed(&one, 0, rule.explain, "");
    }
    let wrong = run(root.path(), &["explain", "brokn-link"]);
    check_printed(&wrong, 2, "", "there is no rule “brokn-link”. The nearest is “broken-link”.");
}

#[test]
fn each_command_has_help_and_what_is_mistyped_is_named() {
    let root = folder(&[]);
    let help = run(root.path(), &["--help"]);
    check_printed(&help, 0, "Turns a folder of practice guidance into a handbook.", "");
    let commands = help.stdout.split("Commands:").nth(1).expect("commands are listed");
    let commands = commands.split("Options:").next().expect("a text has a first part");
    let names: Vec<&str> =
        commands.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() >= 5, "{names:?}");
    for name in names {
        let help = run(root.path(), &[name, "--help"]);
        check_printed(&help, 0, &format!("Usage: handbook {name}"), "");
        assert!(help.stdout.lines().all(|line| line.chars().count() <= 100), "{}", help.stdout);
    }
    check_printed(&run(root.path(), &["buidl"]), 2, "", "a similar subcommand exists: 'build'");
    check_printed(
        &run(root.path(), &["check", "--format", "xml"]),
        2,
        "",
        "possible values: human",
    );
    check_printed(&run(root.path(), &["--version"]), 0, "handbook ", "");
    check_printed(&run(root.path(), &[]), 2, "", "Usage: handbook <COMMAND>");
}

#[test]
fn new_makes_a_handbook_without_a_fault_and_never_over_another() {
    let root = folder(&[("taken/note.txt", "x")]);
    let name = "practice – “North” & co";
    check_printed(&run(root.path(), &["new", name]), 0, "", "handbook serve --open");
    let made = root.path().join(name);
    assert!(files(&made).contains("content/index.md"));
    check_printed(&run(&made, &["build"]), 0, "", "Published");
    // But for the numbers to ring, which nobody may invent.
    let checked = run(&made, &["check"]);
    check_printed(&checked, 0, "", "2 warnings in 1 file");
    assert_eq!(checked.stderr.matches("[gap-unfilled]").count(), 2, "{}", checked.stderr);
    let emergency = made.join("content/_shared/emergency.md");
    let text = std::fs::read_to_string(&emergency).expect("it was made");
    let filled: String =
        text.split("[fill in:").map(|part| part.rsplit(']').next().unwrap()).collect();
    std::fs::write(&emergency, filled).expect("it can be written");
    check_printed(&run(&made, &["check", "--strict"]), 0, "", "Nothing to put right");
    let before = files(&made);
    check_printed(
        &run(root.path(), &["new", name]),
        2,
        "",
        "has files in it. Name one that isn’t there yet.",
    );
    check_printed(&run(root.path(), &["new", "taken"]), 2, "", "the folder taken has files in it.");
    check_printed(
        &run(root.path(), &["new", "taken/note.txt"]),
        2,
        "",
        "taken/note.txt is a file.",
    );
    assert_eq!(files(&made), before);
    assert_eq!(files(&root.path().join("taken")).len(), 1);
}

#[test]
fn schemas_know_what_the_handbook_has() {
    let root = folder(&[]);
    check_printed(&run(root.path(), &["new", "practice"]), 0, "", "");
    let practice = root.path().join("practice");
    for name in ["handbook", "practice-model", "glossary"] {
        let text = std::fs::read_to_string(practice.join(format!("{name}.yaml"))).unwrap();
        assert!(
            text.starts_with(&format!("# yaml-language-server: $schema=schemas/{name}.json\n"))
        );
        assert!(practice.join(format!("schemas/{name}.json")).is_file());
    }
    write(&practice, "handbook.yaml", b"title: Test\nkinds: {practice-note: {label: Note}}\n");
    check_printed(&run(&practice, &["schema"]), 0, "", "schemas/handbook.json");
    let front = std::fs::read_to_string(practice.join("schemas/front-matter.json")).unwrap();
    assert!(front.contains("\"practice-note\"") && front.contains("\"working-relationships\""));
    let printed = run(&practice, &["schema", "--print", "front-matter"]);
    assert_eq!(printed.stdout, front);
    check_printed(&run(&practice, &["schema", "--print", "x"]), 2, "", "There are: handbook, ");
}

#[test]
fn shells_and_manuals_know_every_command() {
    let root = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        check_printed(&run(root.path(), &["completions", shell]), 0, "review", "");
    }
    check_printed(&run(root.path(), &["man", "pages/man1"]), 0, "", "");
    for page in ["handbook.1", "handbook-build.1", "handbook-schema.1"] {
        assert!(root.path().join("pages/man1").join(page).is_file(), "{page}");
    }
}

#[test]
fn the_doctor_says_what_looks_wrong() {
    let root =
        folder(&[("handbook.yaml", "title: Test\nhistory: off\n"), ("content/a.md", "# A\n")]);
    let before = files(root.path());
    let well = run(root.path(), &["doctor"]);
    check_printed(&well, 0, "handbook 0.", "");
    check_printed(&well, 0, "1, 1 of them published", "");
    check_printed(&well, 0, "output: nothing is published there yet", "");
    assert_eq!(files(root.path()), before, "nothing is written");
    check_printed(&run(root.path(), &["build"]), 0, "", "Published");
    check_printed(&run(root.path(), &["doctor"]), 0, "output: holds a published handbook", "");
    let elsewhere = run(&root.path().join("content"), &["doctor"]);
    check_printed(&elsewhere, 1, "! There is no handbook.yaml here.", "");
    write(root.path(), "content/b.md", b"# B\n\n[x](nothing.md)\n");
    write(root.path(), "handbook.yaml", b"title: Test\nchecks: {broken-link: error}\n");
    let errors = run(root.path(), &["doctor"]);
    check_printed(&errors, 1, "! \u{201c}handbook check\u{201d} shows each, with its place.", "");
}

#[test]
fn new_writes_a_document_of_each_kind_where_such_are_kept() {
    let root = folder(&[]);
    check_printed(&run(root.path(), &["new", "practice"]), 0, "", "");
    let practice = root.path().join("practice");
    let title = "Keeping in touch: “family” – \"friends\" & #1 / \\ {x}";
    let expected = [
        ("guidance", "content/how-we-work"),
        ("policy", "content/policies"),
        ("case-example", "content/case-examples"),
        ("tool", "content/tools"),
        ("page", "content"),
    ];
    for (kind, folder) in expected {
        let path = format!("{folder}/keeping-in-touch-family-friends-1-x.md");
        check_printed(&run(&practice, &["new", kind, title]), 0, "", &format!("Written: {path}\n"));
        assert!(practice.join(&path).exists());
        let again = run(&practice, &["new", kind, title]);
        check_printed(&again, 2, "", "is there already. Choose another title, or open that file.");
    }
    // The fields can be read, and the title comes back in the words that were typed.
    check_printed(&run(&practice, &["check"]), 0, "", "draft");
    check_printed(&run(&practice, &["build", "--drafts"]), 0, "", "Published");
    let page = practice.join("output/policies/keeping-in-touch-family-friends-1-x.html");
    let page = std::fs::read_to_string(page).expect("the draft is published");
    assert!(page.contains("Keeping in touch: “family” – “friends” &amp; #1"), "{page}");
}

#[test]
fn new_says_what_it_needs() {
    let root = folder(&[]);
    let new = |arguments: &[&str], expected: &str| {
        let all: Vec<&str> = ["new"].iter().chain(arguments).copied().collect();
        check_printed(&run(root.path(), &all), 2, "", expected);
    };
    new(&["policy", "Visits"], "there is no handbook here: no folder above holds a handbook.yaml");
    new(
        &["policy"],
        "Type its title after it, in quotation marks: handbook new policy \"Its title\"",
    );
    write(root.path(), "handbook.yaml", "title: Test\n");
    write(root.path(), "content/policies/a.md", "# A\n");
    new(&["polcy", "Visits"], "there is no kind of document “polcy”. The nearest is “policy”.");
    new(&["policy", "  "], "the title needs at least one letter or number");
    new(&["policy", "?!"], "the title needs at least one letter or number");
    new(&["policy", "Visits", "--in", "polices"], "The nearest is “policies”.");
    let inside = root.path().join("content/policies");
    check_printed(
        &run(&inside, &["new", "page", "Visits", "--in", "policies"]),
        0,
        "",
        "visits.md",
    );
    assert!(inside.join("visits.md").exists());
}
