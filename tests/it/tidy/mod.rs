//! The rules of the house that no compiler knows: who may import whom, how long a file may be, and what has
//! to stand beside what. Each failure names the file and the line.

mod imports;
mod theme;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// As many lines as a file may have, its tests at the end not counted.
const MOST_LINES: usize = 400;

/// Longer files, and how long each is. It may get shorter; then lower the number here.
const LONG_FILES: [(&str, usize); 0] = [];

struct Source {
    /// From the project's folder on, with `/`.
    path: String,
    text: String,
}

impl Source {
    fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The lines, from 1.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder of the project whose name ends so, in order.
fn files(folder: &str, endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    let mut open = vec![project().join(folder)];
    while let Some(folder) = open.pop() {
        let Ok(listed) = std::fs::read_dir(&folder) else { continue };
        for entry in listed.flatten() {
            let path = entry.path();
            if path.is_dir() && entry.file_name() != "node_modules" {
                open.push(path);
            } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
                found.push(read(&path));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn read(path: &Path) -> Source {
    let below = path.strip_prefix(project()).expect("it was found there");
    let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
    let text = std::fs::read_to_string(path).expect("the project's files are UTF-8");
    Source { path: names.join("/"), text }
}

fn rust() -> Vec<Source> {
    let mut all = files("src", &[".rs"]);
    all.extend(files("tests/it", &[".rs"]));
    all
}

fn no_problems(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

/// The word at the start of a text.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

/// Does the text have this word, with nothing of another word around it?
fn has_word(text: &str, wanted: &str) -> bool {
    text.match_indices(wanted).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let is_start = before.is_none_or(|c| !(c.is_alphanumeric() || c == '_'));
        is_start && word(&text[at..]) == wanted
    })
}

#[test]
fn each_file_says_what_it_is_for() {
    let silent = rust().into_iter().filter(|source| !source.text.starts_with("//! "));
    let problems: Vec<String> =
        silent.map(|source| format!("{}: does not begin with //!", source.path)).collect();
    no_problems(&problems);
}

#[test]
fn each_file_is_in_the_list_of_its_folder() {
    let sources = files("src", &[".rs"]);
    let by_path: BTreeMap<&str, &Source> =
        sources.iter().map(|source| (source.path.as_str(), source)).collect();
    let mut problems = Vec::new();
    for source in &sources {
        let (folder, name) = match source.stem() {
            "main" | "lib" => continue,
            "mod" => source.folder().rsplit_once('/').expect("a room is below src"),
            stem => (source.folder(), stem),
        };
        let list =
            if folder == "src" { "src/lib.rs".to_owned() } else { format!("{folder}/mod.rs") };
        let is_listed = by_path.get(list.as_str()).is_some_and(|list| {
            list.lines().any(|(_, line)| line.ends_with(&format!("mod {name};")))
        });
        if !is_listed {
            problems.push(format!("{}: {list} does not name it", source.path));
        }
    }
    no_problems(&problems);
}

#[test]
fn no_file_is_longer_than_one_story() {
    let mut sources = rust();
    sources.extend(files("themes/default", &[".css", ".js", ".html"]));
    let mut long: BTreeMap<&str, usize> = LONG_FILES.into_iter().collect();
    let mut problems = Vec::new();
    for source in &sources {
        let story = source.text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let lines = story.lines().count();
        let path = &source.path;
        match long.remove(path.as_str()) {
            Some(most) if lines > most => {
                problems.push(format!("{path}: {lines} lines, and it had {most}"));
            }
            Some(most) if lines < most => {
                problems.push(format!("{path}: {lines} lines; lower the {most} in LONG_FILES"));
            }
            None if lines > MOST_LINES => {
                problems.push(format!("{path}: {lines} lines, and a file has {MOST_LINES}"));
            }
            _ => {}
        }
    }
    problems.extend(long.keys().map(|path| format!("{path}: take it off LONG_FILES")));
    no_problems(&problems);
}

#[test]
fn each_rule_is_in_the_list_and_has_its_page() {
    let list = read(&project().join("src/check/rules/mod.rs")).text;
    let sources = files("src/check/rules", &[".rs"]);
    let mut problems = Vec::new();
    let mut rules = BTreeSet::new();
    for source in sources.iter().filter(|one| one.text.contains("static RULE: Rule")) {
        let stem = source.stem();
        rules.insert(stem.to_owned());
        let name = stem.replace('_', "-");
        let wanted = [
            (list.contains(&format!("&{stem}::RULE,")), "RULES does not name it"),
            (source.text.contains(&format!("name: \"{name}\"")), "its name is not its file’s"),
            (
                source.text.contains(&format!("include_str!(\"{stem}.md\")")),
                "explains another page",
            ),
        ];
        for (is_so, problem) in wanted {
            if !is_so {
                problems.push(format!("{}: {problem}", source.path));
            }
        }
    }
    let names: Vec<&str> = handbook::check::rules::RULES.iter().map(|rule| rule.name).collect();
    assert!(names.is_sorted(), "RULES are in the order of their names");
    for page in files("src/check/rules", &[".md"]) {
        if !rules.contains(page.stem()) {
            problems.push(format!("{}: there is no such rule", page.path));
        }
    }
    no_problems(&problems);
}

#[test]
fn nothing_is_left_for_later() {
    // Written apart, so that this file does not find itself.
    let marks = [concat!("FIX", "ME"), concat!("TO", "DO"), concat!("XX", "X")];
    let mut sources = rust();
    sources.extend(files("themes", &[".html", ".css", ".js", ".yaml"]));
    sources.extend(files("src", &[".md"]));
    sources.extend(files("tests/browser", &[".mjs"]));
    sources.extend(files("docs", &[".md"]));
    let mut problems = Vec::new();
    for source in &sources {
        for (line, text) in source.lines() {
            if marks.iter().any(|mark| has_word(text, mark)) {
                problems.push(format!("{}:{line}: {}", source.path, text.trim()));
            }
        }
    }
    no_problems(&problems);
}

#[test]
fn the_changelog_has_a_place_for_the_next_change() {
    let path: PathBuf = project().join("CHANGELOG.md");
    if path.exists() {
        assert!(read(&path).text.contains("\n## Unreleased\n"), "CHANGELOG.md: no “## Unreleased”");
    }
}

#[test]
fn every_test_that_a_table_of_cases_names_is_there() {
    let mut problems = missing_tests("docs/peer-cases.md");
    problems.extend(missing_tests("docs/hostile-input.md"));
    no_problems(&problems);
}

/// The tests that the last column of a table names and that are not there.
fn missing_tests(page: &str) -> Vec<String> {
    let table = read(&project().join(page));
    let mut problems = Vec::new();
    for (line, text) in table.lines().filter(|(_, text)| text.starts_with("| ")) {
        let named = text.rsplit(" | ").next().unwrap_or_default();
        for name in named.split('`').skip(1).step_by(2) {
            let (file, test) = name.split_once("::").unwrap_or((name, ""));
            let path = project().join(file);
            let is_there = path.is_dir() && test.is_empty()
                || path.is_file() && read(&path).text.contains(test);
            if !is_there {
                problems.push(format!("{page}:{line}: there is no {name}"));
            }
        }
    }
    problems
}
