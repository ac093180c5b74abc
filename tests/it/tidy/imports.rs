//! Which room may use which.

use crate::tidy::{Source, files, has_word, no_problems, word};

/// The rooms of `src`, in the order of the flow. A room may use those above it; rooms in one line don't see
/// each other.
const ROOMS: [&[&str]; 13] = [
    &["source"],
    &["markdown", "diagnostic"],
    &["model"],
    &["load"],
    &["resolve", "import", "create"],
    &["check", "edition"],
    &["theme", "search"],
    &["compare"],
    &["render"],
    &["publish"],
    &["flow"],
    &["serve"],
    &["cli"],
];

/// What a room must not know, although it stands above it: a theme renders any context.
const UNKNOWN_TO: [(&str, &[&str]); 1] = [("theme", &["model", "load", "resolve", "markdown"])];

/// The first names after each `crate::`, those in braces one by one, with their lines.
fn imports(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in source.text.match_indices("crate::") {
        let line = source.text[..at].matches('\n').count() + 1;
        let rest = &source.text[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => found.push((line, word(rest).to_owned())),
            Some(group) => {
                let mut depth = 0;
                let mut is_start = true;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => is_start = true,
                        c if is_start && c.is_alphanumeric() => {
                            found.push((line, word(&group[at..]).to_owned()));
                            is_start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

/// What is wrong with what a file of a room imports.
fn wrong_imports(source: &Source) -> Vec<String> {
    let rank = |room: &str| ROOMS.iter().position(|row| row.contains(&room));
    let Some(room) = source.path.strip_prefix("src/").and_then(|path| path.split_once('/')) else {
        return Vec::new();
    };
    let (room, below) = room;
    let mut problems = Vec::new();
    let Some(own) = rank(room) else {
        return vec![format!("{}: the room “{room}” is not in ROOMS", source.path)];
    };
    let mut found = imports(source);
    if below == "mod.rs" {
        // There `super::` is the root, except inside its own modules, which name no room.
        let ups = source.lines().filter_map(|(line, text)| {
            let (_, rest) = text.split_once("super::")?;
            Some((line, word(rest).to_owned()))
        });
        found.extend(ups.filter(|(_, name)| rank(name).is_some() && name != room));
    }
    for (line, name) in found {
        let unknown = UNKNOWN_TO.iter().find(|(one, _)| *one == room).map(|(_, names)| *names);
        let is_wrong = match rank(&name) {
            _ if name == room => false,
            Some(other) => other >= own || unknown.is_some_and(|all| all.contains(&name.as_str())),
            None => false,
        };
        if is_wrong {
            problems.push(format!("{}:{line}: {room} may not use {name}", source.path));
        }
    }
    problems
}

#[test]
fn imports_point_down() {
    let sources = files("src", &[".rs"]);
    let mut problems: Vec<String> = sources.iter().flat_map(wrong_imports).collect();
    for source in &sources {
        for (line, text) in source.lines().filter(|(_, text)| text.contains("super::super")) {
            problems.push(format!("{}:{line}: {}", source.path, text.trim()));
        }
    }
    no_problems(&problems);
    let planted = |path: &str, text: &str| {
        let source = Source { path: path.to_owned(), text: text.to_owned() };
        wrong_imports(&source).len()
    };
    assert_eq!(planted("src/model/url.rs", "use crate::load::nearest;"), 1);
    assert_eq!(
        planted("src/check/mod.rs", "use crate::{model::Url, edition::{self, A}, flow};"),
        2
    );
    assert_eq!(planted("src/source/text.rs", "/// See [`crate::markdown::tree`].\n"), 1);
    assert_eq!(planted("src/load/mod.rs", "use super::resolve::resolve;"), 1);
    assert_eq!(planted("src/theme/mod.rs", "use crate::model::Url;"), 1);
    assert_eq!(planted("src/flow/mod.rs", "use crate::{check, theme, render};"), 0);
}

#[test]
fn a_renderer_gets_an_edition_and_nothing_else() {
    let mut problems = Vec::new();
    for folder in ["src/render", "src/search"] {
        for source in files(folder, &[".rs"]) {
            for (line, _) in source.lines().filter(|(_, text)| has_word(text, "Handbook")) {
                problems.push(format!("{}:{line}: names Handbook", source.path));
            }
        }
    }
    no_problems(&problems);
}
