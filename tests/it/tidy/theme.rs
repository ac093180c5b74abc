//! What the default theme must have and must not do.

use std::collections::BTreeSet;

use crate::tidy::{Source, files, has_word, no_problems, word};

#[test]
fn each_component_has_its_files() {
    let all = files("themes/default/components", &[""]);
    let mut problems = Vec::new();
    let folders: BTreeSet<&str> = all.iter().map(Source::folder).collect();
    for folder in folders {
        let name = folder.rsplit('/').next().unwrap_or_default();
        for ending in ["html", "css", "md"] {
            let path = format!("{folder}/{name}.{ending}");
            if all.iter().all(|source| source.path != path) {
                problems.push(format!("{path}: is missing"));
            }
        }
    }
    no_problems(&problems);
}

/// A text without what stands between each `from` and `to`, its lines kept.
fn without(text: &str, from: &str, to: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(from) {
        let (inside, after) = after.split_once(to).unwrap_or((after, ""));
        kept.push_str(before);
        kept.extend(inside.chars().filter(|&c| c == '\n'));
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// A colour that a line of CSS names by itself, instead of by a token.
fn colour_literal(line: &str) -> Option<&str> {
    const FUNCTIONS: [&str; 8] =
        ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklch("];
    const NAMES: [&str; 10] =
        ["white", "black", "red", "green", "blue", "grey", "gray", "yellow", "orange", "purple"];
    let (_, value) = line.split_once(':')?;
    let hex = value.match_indices('#').map(|(at, _)| word(&value[at + 1..]));
    let mut hex = hex.filter(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()));
    hex.find(|digits| matches!(digits.len(), 3 | 4 | 6 | 8))
        .or_else(|| FUNCTIONS.into_iter().find(|name| has_word(value, name.trim_end_matches('('))))
        .or_else(|| {
            // `white-space` is a property, and `--black-ish` a token of ours.
            value.split([' ', ';', ',', '(', ')']).find(|one| NAMES.contains(one))
        })
}

#[test]
fn colours_are_tokens() {
    let mut problems = Vec::new();
    for source in files("themes/default", &[".css"]) {
        if source.path.ends_with("/tokens.css") {
            continue;
        }
        let bare = without(&source.text, "/*", "*/");
        for (index, line) in bare.lines().enumerate() {
            if let Some(colour) = colour_literal(line) {
                problems.push(format!("{}:{}: {colour}", source.path, index + 1));
            }
        }
    }
    no_problems(&problems);
    assert_eq!(colour_literal("  color: #fff;"), Some("fff"));
    assert_eq!(colour_literal("  border: 1px solid white;"), Some("white"));
    assert_eq!(colour_literal("  background: rgb(0 0 0 / 50%);"), Some("rgb("));
    assert_eq!(colour_literal("  white-space: nowrap;"), None);
}

/// The left or the right of the screen, which a line of CSS names where it should name where lines begin and end: some
/// languages run from right to left.
fn side(declaration: &str) -> Option<&str> {
    let declaration = declaration.trim();
    let (property, value) = declaration.split_once(':')?;
    let (property, value) = (property.trim(), value.trim());
    let has_side = |text: &str| text.split('-').any(|part| matches!(part, "left" | "right"));
    let is_aligned = matches!(property, "float" | "clear" | "text-align") && has_side(value);
    let mut depth = 0;
    let mut sides = value.split(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ' ' && depth == 0
    });
    let of_four = ["padding", "margin", "inset", "border-width", "border-color", "border-style"];
    let differ = of_four.contains(&property)
        && matches!((sides.nth(1), sides.nth(1)), (Some(right), Some(left)) if right != left);
    (has_side(property) || is_aligned || differ).then_some(declaration)
}

#[test]
fn styles_name_no_side_of_the_screen() {
    let mut problems = Vec::new();
    for source in files("themes/default", &[".css"]) {
        let bare = without(&source.text, "/*", "*/");
        // The margins of a sheet of paper are where they are.
        for (index, line) in
            bare.lines().enumerate().filter(|(_, line)| !line.trim().starts_with('@'))
        {
            for found in line.split(['{', '}', ';']).filter_map(side) {
                problems.push(format!("{}:{}: {found}", source.path, index + 1));
            }
        }
    }
    no_problems(&problems);
    for wrong in
        ["left: 0", "padding-left: 1em", "text-align: right", "margin: 0 1em 0 calc(1em + 2px)"]
    {
        assert!(side(wrong).is_some(), "{wrong}");
    }
    for right in [
        "inset: 0 auto",
        "padding: 0 calc(1em + 2px) 0 calc(1em + 2px)",
        "text-align: start",
        "margin: 1em",
    ] {
        assert!(side(right).is_none(), "{right}");
    }
}

/// What a template has that `default-src 'self'` would not let run.
fn inline(tag: &str) -> Option<&'static str> {
    let lower = tag.to_ascii_lowercase();
    let attributes = lower.split_whitespace().skip(1);
    let is_handler = |one: &str| {
        let name = one.split('=').next().unwrap_or_default();
        one.contains('=')
            && name.len() > 4
            && name.starts_with("on")
            && name.chars().all(char::is_alphabetic)
    };
    match word(&lower) {
        "script" if !lower.contains("src=") => Some("an inline script"),
        "style" => Some("an inline style"),
        _ if lower.contains(" style=") => Some("a style attribute"),
        _ if lower.contains("javascript:") => Some("a javascript: address"),
        _ if attributes.into_iter().any(is_handler) => Some("an event handler"),
        _ => None,
    }
}

#[test]
fn templates_need_no_inline_script_or_style() {
    let mut problems = Vec::new();
    for source in files("themes/default", &[".html"]) {
        let bare = without(&source.text, "{#", "#}");
        for (at, _) in bare.match_indices('<') {
            let tag = bare[at + 1..].split('>').next().unwrap_or_default();
            if let Some(what) = inline(tag) {
                let line = bare[..at].matches('\n').count() + 1;
                problems.push(format!("{}:{line}: {what}", source.path));
            }
        }
    }
    no_problems(&problems);
    assert!(inline("script").is_some() && inline("a onclick=\"x()\"").is_some());
    assert!(inline("p style=\"x\"").is_some() && inline("script src=\"a.js\" defer").is_none());
}

#[test]
fn every_phrase_that_is_shown_is_in_the_list_of_phrases() {
    let strings = files("themes/default/strings", &["en.yaml"]);
    let strings = &strings.first().expect("the phrases are there").text;
    let is_known = |key: &str| strings.lines().any(|line| line.split(':').next() == Some(key));
    let mut sources = files("themes/default", &[".html"]);
    sources.extend(files("src/render", &[".rs"]));
    let mut problems = Vec::new();
    for source in &sources {
        let mark = if source.path.ends_with(".rs") { "phrase(\"" } else { "text." };
        for (line, text) in source.lines() {
            let is_whole = |at: usize| {
                let is_inside = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.');
                mark.starts_with("phrase") || !is_inside
            };
            let found = text.match_indices(mark).filter(|(at, _)| is_whole(*at));
            let keys = found.map(|(at, _)| word(&text[at + mark.len()..]));
            for key in keys.filter(|key| !key.is_empty() && !is_known(key)) {
                problems.push(format!("{}:{line}: there is no phrase “{key}”", source.path));
            }
        }
    }
    no_problems(&problems);
}
