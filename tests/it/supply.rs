//! What the program is made of: each crate has a licence that `.github/deny.toml` allows and comes from crates.io, as the
//! lock file has it. Advisories need a network, so they are looked up when a release is made.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The crates that this computer's build is made of, as Cargo knows them.
fn crates() -> Vec<Value> {
    let cargo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("Cargo runs the tests");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("Cargo writes UTF-8")
    };
    let about = cargo(&["-vV"]);
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("it has a host");
    let json = cargo(&[
        "metadata",
        "--locked",
        "--offline",
        "--format-version",
        "1",
        "--filter-platform",
        host,
    ]);
    let mut all: Value = serde_json::from_str(&json).expect("it is JSON");
    let nodes = all["resolve"]["nodes"].as_array().into_iter().flatten();
    let used: BTreeSet<String> = nodes.map(|node| text(&node["id"]).to_owned()).collect();
    let Value::Array(packages) = all["packages"].take() else { panic!("it lists packages") };
    packages.into_iter().filter(|one| used.contains(text(&one["id"]))).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The licences that are allowed, and the crates that may have another, each with it.
fn allowed() -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/deny.toml");
    let file = std::fs::read_to_string(path).expect("it is there");
    let quoted = |line: &str| -> Vec<String> {
        line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let (mut licences, mut exceptions) = (BTreeSet::new(), BTreeSet::new());
    for line in file.lines().map(str::trim) {
        match (line.starts_with('"'), line.starts_with("{ crate"), quoted(line).as_slice()) {
            (true, _, [licence]) => drop(licences.insert(licence.clone())),
            (_, true, [name, licence]) => {
                exceptions.insert((name.clone(), licence.clone()));
            }
            _ => {}
        }
    }
    assert!(licences.len() > 5 && !exceptions.is_empty(), "it can’t be read any more");
    (licences, exceptions)
}

/// Whether an expression of SPDX can be met with what is allowed: `(MIT OR Apache-2.0) AND Unicode-3.0`. An old `/`
/// means “or”.
fn is_met(expression: &str, is_allowed: &dyn Fn(&str) -> bool) -> bool {
    let expression = expression.trim();
    for (word, all) in [(" OR ", false), ("/", false), (" AND ", true)] {
        let parts = outside_parentheses(expression, word);
        if parts.len() > 1 {
            let mut parts = parts.into_iter().map(|part| is_met(part, is_allowed));
            return if all { parts.all(|met| met) } else { parts.any(|met| met) };
        }
    }
    match expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => is_met(inner, is_allowed),
        None => is_allowed(expression),
    }
}

/// The parts between a word, where it does not stand in parentheses.
fn outside_parentheses<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    for (at, _) in text.match_indices(word) {
        if text[..at].matches('(').count() == text[..at].matches(')').count() {
            parts.push(&text[from..at]);
            from = at + word.len();
        }
    }
    parts.push(&text[from..]);
    parts
}

#[test]
fn every_crate_has_a_licence_that_is_allowed_and_comes_from_the_registry() {
    let (licences, exceptions) = allowed();
    let mut problems = Vec::new();
    for one in crates() {
        let (name, licence) = (text(&one["name"]), text(&one["license"]));
        let is_allowed = |id: &str| {
            licences.contains(id) || exceptions.contains(&(name.to_owned(), id.to_owned()))
        };
        if licence.is_empty() || !is_met(licence, &is_allowed) {
            problems.push(format!(
                "{name} is under “{licence}”, which .github/deny.toml does not allow"
            ));
        }
        let source = text(&one["source"]);
        if name != env!("CARGO_PKG_NAME")
            && !source.starts_with("registry+https://github.com/rust-lang/crates.io-index")
        {
            problems.push(format!("{name} comes from “{source}”, not from crates.io"));
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn licences_are_read_as_spdx_has_them() {
    let check = |expression: &str, expected: bool| {
        let is_allowed = |id: &str| matches!(id, "MIT" | "Unicode-3.0");
        assert_eq!(is_met(expression, &is_allowed), expected, "{expression}");
    };
    check("MIT", true);
    check("GPL-3.0", false);
    check("MIT/Apache-2.0", true);
    check("Apache-2.0 OR MIT", true);
    check("Apache-2.0 AND MIT", false);
    check("(MIT OR Apache-2.0) AND Unicode-3.0", true);
    check("(MIT OR Apache-2.0) AND GPL-3.0", false);
    check("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", true);
}
