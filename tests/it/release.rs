//! What is released: the version and what is said of it agree, and the package holds what a build needs and nothing else.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use handbook::source::yaml;

use crate::support::folder_files;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(project().join(path)).expect("the project has it")
}

/// The files below a folder of the project, by their paths from there.
fn below(folder: &str) -> impl Iterator<Item = String> {
    let files = folder_files(&project().join(folder)).into_keys();
    files.map(move |file| format!("{folder}/{file}"))
}

#[test]
fn the_version_has_a_section_or_one_is_being_written() {
    let heading = format!("## {}", env!("CARGO_PKG_VERSION"));
    let is_there = read("CHANGELOG.md").lines().any(|line| {
        line == "## Unreleased" || line == heading || line.starts_with(&format!("{heading} "))
    });
    assert!(is_there, "CHANGELOG.md has neither “{heading}” nor “## Unreleased”");
}

#[test]
fn the_package_holds_what_a_build_needs_and_nothing_else() {
    let listed = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--quiet"])
        .current_dir(project())
        .output()
        .expect("cargo runs this test");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8_lossy(&listed.stdout).replace('\\', "/");
    // What cargo adds itself.
    let own = ["Cargo.lock", "Cargo.toml", "Cargo.toml.orig", ".cargo_vcs_info.json"];
    let listed: BTreeSet<String> =
        listed.lines().filter(|line| !own.contains(line)).map(str::to_owned).collect();
    let top = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"].map(str::to_owned);
    let wanted: BTreeSet<String> = below("src").chain(below("themes/default")).chain(top).collect();
    let missing: Vec<_> = wanted.difference(&listed).collect();
    let extra: Vec<_> = listed.difference(&wanted).collect();
    assert_eq!((missing, extra), (vec![], vec![]));
}

#[test]
fn nothing_is_built_in_that_the_package_does_not_hold() {
    const HELD: [&str; 2] = ["$CARGO_MANIFEST_DIR/src/", "$CARGO_MANIFEST_DIR/themes/default"];
    let mut problems = Vec::new();
    for file in below("src").filter(|file| file.ends_with(".rs")) {
        let text = read(&file);
        for name in ["include_str!(", "include_bytes!(", "include_dir!("] {
            for (at, _) in text.match_indices(name) {
                let named = text[at + name.len()..].split('"').nth(1).unwrap_or_default();
                let is_beside = !named.starts_with('$') && !named.contains("..");
                if !is_beside && !HELD.iter().any(|held| named.starts_with(held)) {
                    problems.push(format!("{file}: {named}"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn the_workflow_can_be_read() {
    let (node, faults) = yaml::parse(&read(".github/workflows/release.yml"), 0);
    assert!(faults.is_empty(), "{faults:?}");
    let jobs = node.get("jobs").expect("it has jobs").entries();
    let names: BTreeSet<&str> = jobs.iter().map(|job| job.key.as_str()).collect();
    for job in jobs {
        let needs = job.value.get("needs");
        let needs: Vec<&str> = match needs.map(|needs| (needs.text(), needs.items())) {
            Some((Some(one), _)) => vec![one],
            Some((None, many)) => many.iter().filter_map(|one| one.text()).collect(),
            None => Vec::new(),
        };
        assert!(needs.iter().all(|need| names.contains(need)), "{}: {needs:?}", job.key);
    }
}

/// The notes of a release, from these two files.
#[cfg(unix)]
fn notes(version: &str, changelog: &str, tag: &str) -> (bool, String) {
    let cargo = format!(
        "[package]\nname = \"x\"\nversion = \"{version}\"\n\n[dependencies]\nversion = \"9\"\n"
    );
    let root = crate::support::folder(&[("Cargo.toml", &cargo), ("CHANGELOG.md", changelog)]);
    let script = root.path().join(".github/release-notes");
    crate::support::write(root.path(), ".github/release-notes", read(".github/release-notes"));
    let said = Command::new("bash").arg(script).arg(tag).output().expect("bash is there");
    let text = [said.stdout, said.stderr].concat();
    (said.status.success(), String::from_utf8_lossy(&text).into_owned())
}

#[cfg(unix)]
#[test]
fn a_release_is_refused_where_its_version_and_notes_disagree() {
    let log = "# Changes\n\n## Unreleased\n\n- Later.\n\n## 1.2.0 (2026-12-01)\n\n### Added\n\n- This.\n\n## 1.1.0\n\n- That.\n\n## 1.0.0\n\n";
    let said = notes("1.2.0", log, "v1.2.0");
    assert!(said.0 && said.1.trim() == "### Added\n\n- This.", "{said:?}");
    assert_eq!(notes("1.1.0", log, "v1.1.0").1.trim(), "- That.");
    for (version, tag, words) in [
        ("1.2.0", "v1.2.1", "The tag is v1.2.1, and Cargo.toml says 1.2.0."),
        ("1.3.0", "v1.3.0", "CHANGELOG.md says nothing of 1.3.0."),
        ("1.0.0", "v1.0.0", "CHANGELOG.md says nothing of 1.0.0."),
    ] {
        let said = notes(version, log, tag);
        assert!(!said.0 && said.1.contains(words), "{said:?}");
    }
}
