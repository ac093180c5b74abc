//! Each rule's page, `src/check/rules/NAME.md`, is its explanation and its test: every example on it is run
//! as it stands, and what the program prints must be what the page shows.
//!
//! Below `## Examples`, an example is one or more files and then what `check` says of them:
//!
//! ````text
//! ```markdown content/index.md
//! See [the thresholds](treshold.md).
//! ```
//!
//! ```console
//! $ handbook check
//! error: There is no file “treshold.md”. [broken-link]
//! …
//! ```
//! ````
//!
//! - A fence with a path after its language is a file. `windows-1252` or `utf-16` after the path says how it
//!   is saved. A file that holds fences stands in a fence of four backticks.
//! - A `console` fence is what the program prints, exactly; its first line is the command. More options can
//!   stand in it: `$ handbook check --drafts`. Without a `--today`, today is 1 March 2027.
//! - Where an example has files in `content/` and no `handbook.yaml`, one with only a title is added.
//! - The next file after a `console` fence begins another example, in another folder.
//! - Each page has at least one example that its rule finds something in, and one that it has nothing to say of.
//!
//! `UPDATE_EXPECTATIONS=1 cargo test --test it rules` writes what the program prints into the pages. Read the
//! difference before you commit it.

use std::path::{Path, PathBuf};

use handbook::check::rule::Rule;
use handbook::check::rules::RULES;
use tempfile::TempDir;

use crate::support::{is_updating, run, write};

/// The day on which the examples are checked, unless they say another.
const TODAY: &str = "2027-03-01";

#[test]
fn every_rule_has_a_page_whose_examples_are_true() {
    let problems: Vec<String> = RULES.iter().flat_map(|rule| check_page(rule)).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n\n"));
}

/// What is wrong with a rule's page; in update mode its expectations are put right first.
fn check_page(rule: &Rule) -> Vec<String> {
    let path = page_path(rule.name);
    let text = std::fs::read_to_string(&path).expect("each rule includes its page");
    let page = Page::parse(&text);
    let mut problems = page.form(rule.name);
    let mut updated = text.clone();
    for example in page.examples.iter().rev() {
        // Windows has no such files, which is what the example is about.
        if cfg!(windows) && example.files.iter().any(|file| file.path.contains(':')) {
            continue;
        }
        let printed = example.run();
        if printed == example.expected {
            continue;
        }
        if is_updating() {
            updated.replace_range(example.expected_at.clone(), &printed);
            continue;
        }
        problems.push(format!(
            "{}: line {} shows\n{}\nand the program prints\n{printed}",
            path.display(),
            text[..example.expected_at.start].matches('\n').count() + 1,
            example.expected
        ));
    }
    if updated != text {
        std::fs::write(&path, updated).expect("the page can be written");
    }
    problems
}

/// Where a rule's page is.
fn page_path(rule: &str) -> PathBuf {
    let file = format!("src/check/rules/{}.md", rule.replace('-', "_"));
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

struct Page<'a> {
    text: &'a str,
    examples: Vec<Example<'a>>,
}

struct Example<'a> {
    files: Vec<File<'a>>,
    /// What is typed after `handbook`.
    command: &'a str,
    /// What the page says that the program prints.
    expected: &'a str,
    expected_at: std::ops::Range<usize>,
}

struct File<'a> {
    path: &'a str,
    encoding: Option<&'a str>,
    text: &'a str,
}

impl<'a> Page<'a> {
    fn parse(text: &'a str) -> Self {
        let mut examples = Vec::new();
        let mut files = Vec::new();
        let begin = text.find("\n## Examples\n").unwrap_or(text.len());
        for fence in fences(text, begin) {
            let mut words = fence.info.split_whitespace();
            let (language, path) = (words.next(), words.next());
            let body = &text[fence.body.clone()];
            match (language, path) {
                (Some("console"), None) => {
                    let line_end = body.find('\n').map_or(body.len(), |newline| newline + 1);
                    let command = body[..line_end].trim().trim_start_matches("$ handbook ");
                    examples.push(Example {
                        files: std::mem::take(&mut files),
                        command,
                        expected: &body[line_end..],
                        expected_at: fence.body.start + line_end..fence.body.end,
                    });
                }
                (Some(_), Some(path)) => {
                    files.push(File { path, encoding: words.next(), text: body });
                }
                _ => {}
            }
        }
        Page { text, examples }
    }

    /// What is wrong with how the page is written.
    fn form(&self, name: &str) -> Vec<String> {
        let mut problems = Vec::new();
        let mut problem = |is_wrong: bool, what: &str| {
            if is_wrong {
                problems.push(format!("{}: {what}", page_path(name).display()));
            }
        };
        let mark = format!("[{name}]\n");
        let is_loud = |example: &&Example<'_>| example.expected.contains(&mark);
        let loud = self.examples.iter().filter(is_loud).count();
        problem(!self.text.starts_with(&format!("# {name}\n")), "begins with another title");
        problem(!self.text.contains("\n## To put it right\n"), "does not say “To put it right”");
        problem(self.examples.is_empty(), "has no examples");
        problem(loud == 0 && !is_updating(), "has no example in which the rule finds something");
        problem(loud == self.examples.len(), "has no example in which the rule has nothing to say");
        problem(
            self.examples.iter().any(|one| one.files.is_empty()),
            "has an example without a file",
        );
        problems
    }
}

impl Example<'_> {
    /// What the program prints of these files.
    fn run(&self) -> String {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let has_content = self.files.iter().any(|file| file.path.starts_with("content/"));
        if has_content && self.files.iter().all(|file| file.path != "handbook.yaml") {
            write(folder.path(), "handbook.yaml", "title: Example\n");
        }
        for file in &self.files {
            write(folder.path(), file.path, file.bytes());
        }
        let mut arguments: Vec<&str> = self.command.split_whitespace().collect();
        if !arguments.contains(&"--today") {
            arguments.extend(["--today", TODAY]);
        }
        let run = run(folder.path(), &arguments);
        format!("{}{}", run.stdout, run.stderr)
    }
}

impl File<'_> {
    fn bytes(&self) -> Vec<u8> {
        match self.encoding {
            None => self.text.as_bytes().to_vec(),
            Some("utf-16") => {
                let units = self.text.encode_utf16();
                [0xFF, 0xFE].into_iter().chain(units.flat_map(u16::to_le_bytes)).collect()
            }
            Some("windows-1252") => self.text.chars().map(windows_1252).collect(),
            Some(other) => panic!("no encoding “{other}” is known here"),
        }
    }
}

/// The few characters that Word puts where UTF-8 would have several bytes.
fn windows_1252(c: char) -> u8 {
    match c {
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '–' => 0x96,
        _ => u8::try_from(u32::from(c)).expect("the character is one of those listed here"),
    }
}

/// A fenced block.
pub(crate) struct Fence<'a> {
    /// What stands after its ticks.
    pub info: &'a str,
    /// The lines inside.
    pub body: std::ops::Range<usize>,
}

/// The fenced blocks from byte `from` on.
pub(crate) fn fences(text: &str, from: usize) -> Vec<Fence<'_>> {
    let mut found = Vec::new();
    let mut open: Option<(&str, &str, usize)> = None;
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        let next = at + line.len();
        match open {
            None if ticks.len() >= 3 => open = Some((ticks, line[ticks.len()..].trim(), next)),
            Some((opening, info, body)) if line.trim_end() == opening => {
                found.push(Fence { info, body: body..at });
                open = None;
            }
            _ => {}
        }
        at = next;
    }
    found
}
