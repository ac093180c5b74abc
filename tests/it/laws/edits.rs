//! What is remembered while a handbook is edited changes how long a page takes, and never what it says: after any
//! edits the handbook is as if it had been read for the first time.

use std::collections::BTreeSet;
use std::path::Path;

use handbook::flow::{self, Generation};
use handbook::source::SourcePath;
use proptest::collection::vec;
use proptest::prelude::{
    Just, Strategy, TestCaseError, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::{Index, select};
use tempfile::TempDir;

use crate::laws::input::{document, markdown};
use crate::laws::{Files, built, cases, options};
use crate::support::write;

/// Something that people do to a folder.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    /// Words put into a text, at a place somewhere in its lines.
    Type(Index, Index, String),
    /// A file written anew.
    Write(String, String),
    /// A file taken away.
    Remove(Index),
    /// A file given another name.
    Rename(Index, String),
    /// A file saved as it was.
    Save(Index),
    /// A field of a document given, or given anew: its name, and the rest of its line.
    Set(Index, &'static str, &'static str),
    /// A document's heading reworded.
    Reword(Index, Index, &'static str),
}

const PATHS: [&str; 8] = [
    "content/index.md",
    "content/a.md",
    "content/f/index.md",
    "content/f/a.md",
    "content/f/b c.md",
    "content/_p.md",
    "content/f/form.docx",
    "content/a.cy.md",
];

/// What people type, and what it may touch: titles, headings, links, terms, provisions, passages.
const TYPED: [&str; 17] = [
    "and a word more ",
    "\n\nA paragraph.\n\n",
    "\n\n## Step 2: decide\n\n",
    " CLA ",
    " child in care ",
    " section 17 of the Children Act 1989 ",
    " [a](a.md) ",
    "\n\n:::for staff\n\n",
    "\n\n:::\n\n",
    " [step](a.md#step-2-decide) ",
    "\n\n:::include {file=\"_p.md\"}\n:::\n\n",
    " [^1] \n\n[^1]: Note.\n\n",
    "<!-- handbook: allow broken-link because it is a test of ours -->",
    "title: Other\n",
    "defaults: {kind: policy, tags: [t]}\n",
    "aliases: [old.html]\n",
    "translated: 2026-01-01\n",
];

/// What people write at the top of a document.
const FIELDS: [(&str, &str); 18] = [
    ("title", "Other"),
    ("title", "A"),
    ("summary", "What it is for."),
    ("tags", "[t, u]"),
    ("tags", "[]"),
    ("order", "1"),
    ("kind", "policy"),
    ("status", "under-review"),
    ("status", "draft"),
    ("owner", "Head of Us"),
    ("review_by", "2027-03-20"),
    ("model", "[m, n]"),
    ("related", "[a.md#step-2-decide, f/a.md]"),
    ("replaced_by", "a.md#anew"),
    ("aliases", "[old.html, tags/index.html]"),
    ("legislation", "['Children Act 1989, section 47']"),
    ("audience", "[staff]"),
    ("amendments", "[{date: 2027-02-01, summary: Anew.}]"),
];

/// What headings are made to say.
const HEADINGS: [&str; 3] = ["Step 2: decide", "Anew", "A child in care"];

pub(super) fn edit() -> impl Strategy<Value = Edit> {
    let index = proptest::prelude::any::<Index>;
    let text = || prop_oneof![2 => document(), 1 => markdown(), 1 => Just(String::new())];
    let path = || select(&PATHS[..]).prop_map(str::to_owned);
    let typed = || select(&TYPED[..]).prop_map(str::to_owned);
    prop_oneof![
        6 => (index(), index(), typed()).prop_map(|(file, at, text)| Edit::Type(file, at, text)),
        2 => (path(), text()).prop_map(|(path, text)| Edit::Write(path, text)),
        1 => index().prop_map(Edit::Remove),
        1 => (index(), path()).prop_map(|(file, to)| Edit::Rename(file, to)),
        1 => index().prop_map(Edit::Save),
        6 => (index(), select(&FIELDS[..])).prop_map(|(file, (key, rest))| Edit::Set(file, key, rest)),
        3 => (index(), index(), select(&HEADINGS[..]))
            .prop_map(|(file, at, text)| Edit::Reword(file, at, text)),
    ]
}

/// A small handbook in which each part leans on another.
pub(super) fn start() -> Files {
    let files = [
        (
            "handbook.yaml",
            "title: Any\nlanguages: [cy]\nlegislation:\n  - {name: Children Act 1989, address: 'https://example.org/ca'}\n",
        ),
        ("glossary.yaml", "- {term: child in care, abbreviations: [CLA], definition: A child.}\n"),
        ("practice-model.yaml", "elements:\n  - {id: m, name: M}\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\nSee [a](a.md#step-2-decide).\n"),
        (
            "content/a.md",
            "---\ntitle: A\nmodel: [m]\ntags: [t]\n---\n\nWords first.\n\n## Step 2: decide\n\nA CLA, and [f](f/index.md).\n",
        ),
        (
            "content/b.md",
            "---\ntitle: B\ntags: [t]\n---\n\nSee [f](f/index.md).\n\n## Step 2: decide\n\nAnd so on.\n",
        ),
        ("content/f/index.md", "---\ntitle: F\ndefaults: {owner: Us}\n---\n\nOf this.\n"),
        (
            "content/f/a.md",
            "# Its title\n\nWords, and [b](../b.md#step-2-decide).\n\n:::include {file=\"../_p.md\"}\n:::\n",
        ),
        ("content/_p.md", "A passage with a child in care.\n"),
        ("content/a.cy.md", "---\ntitle: A yn Gymraeg\n---\n\nGeiriau, a [f](f/index.md).\n"),
    ];
    files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into()
}

/// The same with an edition, for which something is left out of most of them.
pub(super) fn start_with_editions() -> Files {
    let mut files = start();
    let mut add = |path: &str, text: &str| {
        files.entry(path.to_owned()).or_default().extend_from_slice(text.as_bytes());
    };
    let settings = "audiences: {staff: Staff, families: Families}\n\
         default_audience: [staff, families]\n\
         editions:\n  public: {audiences: [families], governance: true}\n";
    let stretch = "\n:::for staff\n## For us\n\nRing [them](f/index.md), says section 47 of the \
         Children Act 1989.\n:::\n\nAfter it.\n";
    add("handbook.yaml", settings);
    add("content/a.md", stretch);
    add("content/_p.md", stretch);
    add("content/f/c.md", "---\ntitle: C\naudience: [staff]\n---\n\nSee [a](../a.md).\n");
    files
}

/// Does what `edit` says in the folder, and tells which paths a watcher would name.
pub(super) fn apply(edit: &Edit, root: &Path, files: &mut Files) -> BTreeSet<String> {
    let chosen = |index: &Index, files: &Files| {
        let names: Vec<String> = files.keys().cloned().collect();
        names[index.index(names.len())].clone()
    };
    let document = |index: &Index, files: &Files| {
        let names: Vec<&String> = files.keys().filter(|name| name.ends_with(".md")).collect();
        match names.is_empty() {
            true => chosen(index, files),
            false => names[index.index(names.len())].clone(),
        }
    };
    let path_and_text = match edit {
        Edit::Write(path, text) => (path.clone(), text.clone().into_bytes()),
        Edit::Save(file) => {
            let path = chosen(file, files);
            (path.clone(), files[&path].clone())
        }
        Edit::Type(file, at, typed) => {
            let path = chosen(file, files);
            let text = String::from_utf8_lossy(&files[&path]).into_owned();
            let ends: Vec<usize> = text.match_indices('\n').map(|(end, _)| end + 1).collect();
            let at = if ends.is_empty() { 0 } else { ends[at.index(ends.len())] };
            (path, format!("{}{typed}{}", &text[..at], &text[at..]).into_bytes())
        }
        Edit::Set(file, key, rest) => {
            let path = document(file, files);
            let text = with_field(&String::from_utf8_lossy(&files[&path]), key, rest);
            (path, text.into_bytes())
        }
        Edit::Reword(file, at, words) => {
            let path = document(file, files);
            let text = reworded(&String::from_utf8_lossy(&files[&path]), *at, words);
            (path, text.into_bytes())
        }
        Edit::Remove(file) => {
            let path = chosen(file, files);
            files.remove(&path);
            std::fs::remove_file(root.join(&path)).expect("it was there");
            return [path].into();
        }
        Edit::Rename(file, to) => {
            let path = chosen(file, files);
            let text = files.remove(&path).expect("it was chosen from them");
            std::fs::remove_file(root.join(&path)).expect("it was there");
            write(root, to, &text);
            files.insert(to.clone(), text);
            return [path, to.clone()].into();
        }
    };
    let (path, text) = path_and_text;
    write(root, &path, &text);
    files.insert(path.clone(), text);
    [path].into()
}

/// A text with this field at its top, in place of one of that name if that is there.
fn with_field(text: &str, key: &str, rest: &str) -> String {
    let line = format!("{key}: {rest}\n");
    let Some(inner) = text.strip_prefix("---\n") else {
        return format!("---\n{line}---\n\n{text}");
    };
    let start = format!("{key}:");
    let (front, body) = inner.split_at(inner.find("---\n").unwrap_or(inner.len()));
    let others = front.split_inclusive('\n').filter(|one| !one.starts_with(&start));
    format!("---\n{line}{}{body}", others.collect::<String>())
}

/// A text in which one of the headings says something else.
fn reworded(text: &str, at: Index, words: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_heading = |line: &&str| line.starts_with('#');
    let headings = lines.iter().enumerate().filter(|(_, line)| is_heading(line));
    let headings: Vec<usize> = headings.map(|(at, _)| at).collect();
    if headings.is_empty() {
        return format!("{text}\n## {words}\n");
    }
    let chosen = headings[at.index(headings.len())];
    let line = |(at, line): (usize, &&str)| match at == chosen {
        true => format!("{} {words}\n", &line[..line.len() - line.trim_start_matches('#').len()]),
        false => (*line).to_owned(),
    };
    lines.iter().enumerate().map(line).collect()
}

fn same_as_fresh(remembered: &Generation, root: &Path) -> Result<(), TestCaseError> {
    let fresh = flow::open(root, options()).expect("the folder can be read");
    let (remembered, fresh) = (built(remembered), built(&fresh));
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    prop_assert_eq!(names(&remembered.files), names(&fresh.files));
    for (path, bytes) in &fresh.files {
        prop_assert!(remembered.files[path] == *bytes, "{path} is other than it should be");
    }
    prop_assert_eq!(remembered.diagnostics, fresh.diagnostics);
    Ok(())
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn after_any_edits_the_handbook_is_as_if_read_for_the_first_time(
        edits in vec(edit(), 1..8),
        has_editions: bool,
    ) {
        let root = TempDir::new().expect("a temporary folder can be made");
        let mut files = if has_editions { start_with_editions() } else { start() };
        for (path, bytes) in &files {
            write(root.path(), path, bytes);
        }
        let mut generation = flow::open(root.path(), options()).expect("the folder can be read");
        for edit in &edits {
            if files.is_empty() {
                break;
            }
            let changed = apply(edit, root.path(), &mut files);
            let changed = changed.iter().filter_map(|path| SourcePath::new(path)).collect();
            let next = generation.refreshed(&changed, options()).expect("the folder can be read");
            generation = next.unwrap_or(generation);
            same_as_fresh(&generation, root.path())?;
        }
    }
}
