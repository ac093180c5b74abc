//! Components: each has a page, `themes/default/components/NAME/NAME.md`, whose examples are built and checked;
//! the sample handbook shows them all; a handbook adds its own with one file; and no mistake loses a word.

use std::collections::BTreeMap;
use std::path::Path;

use handbook::markdown::{blocks_text, parse};
use handbook::theme::{self, RenderFault};

use crate::support::{folder, run, write};

/// Components whose pages are still to be written.
const DRAWN: [&str; 1] = ["genogram"];

/// An example on a component's page.
struct Example {
    component: String,
    source: String,
}

/// The file of a document that holds only this example.
fn document(index: usize) -> String {
    format!("content/example-{index}.md")
}

/// Every `markdown` fence on every component's page.
fn examples() -> Vec<Example> {
    let theme = theme::built_in();
    let mut examples = Vec::new();
    for (name, component) in &theme.components {
        let page = component.documentation.as_deref().unwrap_or_default();
        let found = fences(page);
        assert!(!found.is_empty() || DRAWN.contains(&name.as_str()), "{name}.md shows no example");
        for (source, _) in found {
            examples.push(Example { component: name.clone(), source: source.to_owned() });
        }
    }
    examples
}

/// What stands in each `markdown` fence of a text, and what follows the fence.
fn fences(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("```markdown\n") {
        let ticks = "`".repeat(3 + rest[..at].len() - rest[..at].trim_end_matches('`').len());
        let inside = &rest[at + "```markdown\n".len()..];
        let (source, after) =
            inside.split_once(&format!("\n{ticks}\n")).expect("each fence is closed");
        found.push((source, after));
        rest = after;
    }
    found
}

/// The text of a published page, from its heading to its footer.
fn main_of(site: &Path, page: &str) -> String {
    let html = std::fs::read_to_string(site.join(page)).expect("the page was published");
    let (_, main) = html.split_once("<main").expect("each page has a main part");
    main.split_once("</main>").expect("it ends").0.to_owned()
}

/// The first tag that is closed without being open, or opened without being closed.
fn unbalanced(html: &str) -> Option<String> {
    const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];
    let mut open = Vec::new();
    for piece in html.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap_or_default();
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        match tag.strip_prefix('/') {
            Some(_) if open.pop() != Some(name) => return Some(format!("</{name}>")),
            None if !VOID.contains(&name) && !tag.ends_with('/') => open.push(name),
            _ => {}
        }
    }
    open.pop().map(|name| format!("<{name}>"))
}

/// What a drawing shows of a list: what steps say, and who people are.
fn drawn(component: &str, source: &str) -> String {
    let items = source.lines().filter_map(|line| line.trim().strip_prefix("- "));
    let words = items.filter_map(|item| match (item.split_once(": "), component) {
        (Some((_, text)), "flow") => Some(text),
        (Some((name, _)), _) if !name.contains('+') => Some(name),
        _ => item.split_once("->").map(|(label, _)| label),
    });
    words.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_example_is_sound_and_shows_its_words() {
    let examples = examples();
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\nText.\n"),
    ]);
    for (index, example) in examples.iter().enumerate() {
        let text = format!("---\ntitle: Example {index}\n---\n\n{}\n", example.source);
        write(root.path(), &document(index), text);
    }
    let built = run(root.path(), &["build", "--output", "site", "--today", "2027-03-01"]);
    assert_eq!((built.code, built.stderr.contains("content/")), (0, false), "{}", built.stderr);
    for (index, example) in examples.iter().enumerate() {
        let html = main_of(&root.path().join("site"), &format!("example-{index}.html"));
        let Example { component, source } = example;
        assert!(html.contains(&format!("component {component}")), "{component}: {html}");
        assert_eq!(unbalanced(html.split_once('>').expect("main is open").1), None, "{component}");
        let html = html.to_lowercase();
        let text = match component.as_str() {
            // The names of steps and the words between people are drawn, not shown.
            "flow" | "genogram" => {
                assert!(html.contains("<svg "), "{component} is not drawn");
                drawn(component, source)
            }
            _ => blocks_text(&parse(source, 0).body.blocks),
        };
        let text = text.to_lowercase();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            assert!(html.contains(word), "{component} does not show “{word}”:\n{html}");
        }
    }
}

#[test]
fn every_example_would_be_reported_with_an_attribute_that_is_not_taken() {
    let examples = examples();
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\nText.\n"),
    ]);
    for (index, example) in examples.iter().enumerate() {
        let (first, rest) = example.source.split_once('\n').expect("a component has two lines");
        let first = match first.strip_suffix('}') {
            Some(open) => format!("{open} colour=blue}}"),
            None => format!("{first} {{colour=blue}}"),
        };
        write(
            root.path(),
            &document(index),
            format!("---\ntitle: Example\n---\n\n{first}\n{rest}\n"),
        );
    }
    let checked = run(root.path(), &["check", "--today", "2027-03-01"]);
    assert_eq!(checked.code, 1);
    for (index, example) in examples.iter().enumerate() {
        let place = format!("{}:5:", document(index));
        let message = format!("“{}” takes no “colour”.", example.component);
        let report = checked.stderr.split("\n\n").find(|one| one.contains(&place));
        assert!(report.is_some_and(|one| one.contains(&message)), "{message}\n{}", checked.stderr);
    }
}

#[test]
fn the_sample_handbook_shows_every_component_and_its_source_is_what_is_shown() {
    let page = std::fs::read_to_string("content/components.md").expect("the sample has this page");
    let sources = fences(&page);
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for (source, after) in &sources {
        for line in source.lines().filter(|line| line.starts_with(":::")) {
            let name = line.trim_start_matches(':').split([' ', '{']).next().unwrap_or_default();
            *shown.entry(name).or_default() += 1;
        }
        // The first fence only names the pieces.
        if *source != sources[0].0 {
            assert!(after.trim_start().starts_with(source), "not followed by itself:\n{source}");
        }
    }
    for name in theme::built_in().components.keys().map(String::as_str).chain(["include"]) {
        assert!(shown.contains_key(name), "content/components.md does not show {name}");
    }
}

#[test]
fn one_template_file_makes_a_component() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        (
            "themes/default/components/promise/promise.html",
            "<div class=\"component promise\"><b>{{ component.label }}</b>{{ component.html | safe }}</div>\n",
        ),
        (
            "content/index.md",
            "---\ntitle: Home\n---\n\n:::promise To you {by=us}\nWe *listen*.\n:::\n",
        ),
    ]);
    let built = run(root.path(), &["build", "--output", "site", "--today", "2027-03-01"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let html = std::fs::read_to_string(root.path().join("site/index.html")).expect("it was built");
    assert!(
        html.contains("<div class=\"component promise\"><b>To you</b><p>We <em>listen</em>.</p>"),
        "{html}"
    );
}

#[test]
fn a_component_of_ones_own_takes_parts_if_it_shows_them() {
    let parts = "{% for part in component.parts %}<h2>{{ part.name }}</h2>{{ part.html | safe }}{% endfor %}";
    let document =
        "---\ntitle: Home\n---\n\n::::pair\n:::left\nOne.\n:::\n:::key-points\nTwo.\n:::\n::::\n";
    let check = |template: &str, code: i32, expected: &[&str]| {
        let root = folder(&[
            ("handbook.yaml", "title: Test\n"),
            ("themes/default/components/pair/pair.html", template),
            ("content/index.md", document),
            ("content/a.md", "---\ntitle: A\n---\n\nText.\n"),
        ]);
        let checked = run(root.path(), &["check", "--today", "2027-03-01"]);
        assert_eq!(checked.code, code, "{}", checked.stderr);
        for words in expected {
            assert!(checked.stderr.contains(words), "{words}: {}", checked.stderr);
        }
    };
    check(&format!("<div>{parts}{{{{ component.html | safe }}}}</div>"), 0, &[]);
    check("<div>{{ component.html | safe }}</div>", 1, &["There is no component “left”."]);
}

#[test]
fn a_template_that_fails_is_reported_and_the_words_are_still_shown() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        (
            "themes/default/components/note/note.html",
            "{{ component.parts }}{{ component.nothing.at }}",
        ),
        ("content/index.md", "---\ntitle: Home\n---\n\nText.\n"),
        (
            "content/page.md",
            "---\ntitle: Page\n---\n\n::::note Mine\nOne.\n:::part\nTwo.\n:::\n::::\n",
        ),
    ]);
    let checked = run(root.path(), &["check", "--today", "2027-03-01"]);
    assert_eq!(checked.code, 1);
    assert!(
        checked.stderr.contains("themes/default/components/note/note.html"),
        "{}",
        checked.stderr
    );
    let html = page(root.path()).0;
    assert!(
        html.contains("<strong>Mine</strong>") && html.contains("One.") && html.contains("Two.")
    );
}

#[test]
fn no_mistake_loses_a_word() {
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\nText.\n"),
    ]);
    let check = |markdown: &str, words: &[&str]| {
        write(root.path(), "content/page.md", format!("---\ntitle: Page\n---\n\n{markdown}\n"));
        let (outputs, faults) = page(root.path());
        assert_eq!(faults, Vec::new(), "{markdown}");
        for word in words {
            assert!(outputs.contains(word), "{markdown}\ndoes not show “{word}”:\n{outputs}");
        }
    };
    check(":::mappping Who {a=b}\nWords.\n:::", &["Who", "Words."]);
    check("::::mapping Who\n:::woried First\nWords.\n:::\n::::", &["Who", "First", "Words."]);
    check(
        ":::timeline\nBefore.\n\n- No date\n- A: b\n\n    Below.\n\n- C: d\n  - e\n\nAfter.\n\n- Last\n:::",
        &["Before.", "No date", ">A<", "b", "Below.", ">C<", "d", "e", "After.", "Last"],
    );
    check(
        ":::steps\n3. Do\n   - Loose\n   - Who: me\n     - Deep\n\n   More.\n:::",
        &[">3<", "Do", "Loose", "Who", "me", "Deep", "More."],
    );
    check(
        ":::checklist\nBefore.\n- One\n  - Two\n\nAfter.\n:::",
        &["Before.", "One", "Two", "After."],
    );
    check(":::trajectory {now=None}\n- A: b\n- c\n:::", &[">A<", "B".to_lowercase().as_str(), "c"]);
    check(
        "::::tabs Label\nBefore.\n:::tab One\nIn.\n:::\nAfter.\n::::",
        &["Label", "Before.", "One", "In.", "After."],
    );
    check(
        ":::key-points\n- **Bold:** rest\n- see [link: x](index.md)\n:::",
        &["Bold:", "rest", "link: x"],
    );
    check(":::quote {by=Mia}\nOne[^1].\n:::\n\n[^1]: Note.", &["Mia", "One", "Note."]);
    check(":::details\n<div>\n\n- In\n\n</div>\n:::", &["In"]);
}

/// The page that `content/page.md` makes, whatever is wrong with it, and the faults of its templates.
fn page(root: &Path) -> (String, Vec<RenderFault>) {
    let options = handbook::flow::Options { today: date("2027-03-01"), drafts: false };
    let generation = handbook::flow::open(root, options).expect("the folder can be read");
    let path = handbook::render::OutputPath::new("page.html").expect("a sound path");
    let made = generation.plan().make(&path).expect("the page is planned");
    match made.content {
        handbook::render::Content::Bytes(bytes) => {
            (String::from_utf8_lossy(&bytes).into_owned(), made.faults)
        }
        handbook::render::Content::CopyOf(path) => panic!("{path} is no page"),
    }
}

fn date(text: &str) -> handbook::model::Date {
    handbook::model::Date::parse(text).expect("a date")
}

#[test]
fn components_deep_inside_each_other_take_no_longer_than_their_size() {
    let depth = 40;
    let mut text = String::new();
    for level in 0..depth {
        text.push_str(&format!(
            "{}:::details\n{}- x\n\n",
            " ".repeat(level * 2),
            " ".repeat(level * 2)
        ));
    }
    let root = folder(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\nText.\n"),
    ]);
    write(root.path(), "content/page.md", format!("---\ntitle: Page\n---\n\n{text}"));
    // Rendered twice at each level, this would not end.
    assert!(page(root.path()).0.matches("<details class=\"component").count() > 20);
}

#[test]
fn every_phrase_that_templates_and_pages_ask_for_is_there() {
    let strings = theme::built_in().strings;
    let mut missing = Vec::new();
    for (file, bytes) in theme::built_in_files().filter(|(file, _)| file.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        for after in text.split("text.").skip(1) {
            let end =
                after.find(|c: char| !(c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit()));
            let name = &after[..end.unwrap_or(after.len())];
            if !name.is_empty() && !strings.contains_key(name) {
                missing.push(format!("{file}: {name}"));
            }
        }
    }
    for name in ["table", "footnotes", "back_to_text", "link_to_section", "status_current"] {
        if !strings.contains_key(name) {
            missing.push(name.to_owned());
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}
