//! Every word of every Word file is in its Markdown, or in the report; and what becomes of each of Word's features
//! is in `docs/word.md`, whose table is written here so that it stays true.

use std::collections::BTreeMap;
use std::path::Path;

use handbook::markdown::{blocks_text, parse};

use crate::import::{fixtures, part_of, source, word_files};
use crate::support::{is_updating, run};

/// Words in small letters.
fn tokens(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The text of a part, by its tags alone: what the program reads, read in another way. Paragraphs, tabs and
/// breaks end a word; what stands for older programs is left out.
fn text_of(xml: &str) -> String {
    let mut text = String::new();
    let (mut is_text, mut fallbacks) = (false, 0);
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        if is_text && fallbacks == 0 {
            text.push_str(&rest[..open]);
        }
        let Some(end) = rest[open..].find('>') else { break };
        let tag = &rest[open + 1..open + end];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        let local = name.rsplit(':').next().unwrap_or_default();
        let is_open = !tag.starts_with('/') && !tag.ends_with('/');
        match local {
            "t" | "delText" => {
                is_text = is_open;
                if name.starts_with("m:") {
                    text.push(' ');
                }
            }
            "Fallback" => fallbacks += if is_open { 1 } else { -1 },
            "p" | "tab" | "br" | "del" | "ins" | "moveFrom" | "moveTo" | "sym"
            | "noBreakHyphen" | "fldChar" | "footnoteReference" | "endnoteReference" => {
                text.push(' ');
            }
            _ => {}
        }
        rest = &rest[open + end + 1..];
    }
    text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
}

/// The words of a Word file, by the program that unpacks any archive.
fn words_of(file: &Path) -> Vec<String> {
    let bytes = std::fs::read(file).expect("the fixture is there");
    let parts = handbook::source::zip::files(&bytes).expect("it is an archive");
    let mut words = Vec::new();
    for part in parts {
        let is_story =
            ["document.xml", "main.xml", "footnotes.xml", "endnotes.xml", "comments.xml"]
                .iter()
                .any(|end| part.name == format!("word/{end}"))
                || part.name.starts_with("word/header")
                || part.name.starts_with("word/footer");
        if is_story {
            let xml = miniz_oxide::inflate::decompress_to_vec(part.bytes).expect("it was packed");
            let xml = String::from_utf8(xml).expect("it is UTF-8");
            // A letter of a font of signs is no word.
            words.extend(tokens(&text_of(&xml.replace("<w:t>à</w:t>", ""))));
        }
    }
    words
}

#[test]
fn no_word_is_lost() {
    let folder = source();
    run(folder.path(), &["import", "Word", "--into", "handbook"]);
    let report = std::fs::read_to_string(folder.path().join("handbook/import-report.txt")).unwrap();
    let mut problems = Vec::new();
    for file in word_files() {
        let stem = file.file_stem().unwrap().to_string_lossy().replace('_', "-");
        let document = format!("{stem}.md");
        let text = std::fs::read_to_string(folder.path().join("handbook/content").join(&document))
            .unwrap();
        let (front, _) = text[4..].split_once("\n---\n").unwrap();
        let parsed = parse(&text, front.len() + 9);
        let mut found: BTreeMap<String, i32> = BTreeMap::new();
        let notes: Vec<String> =
            parsed.body.footnotes.iter().map(|note| blocks_text(&note.blocks)).collect();
        let callouts = text.matches("[!IMPORTANT]").map(|_| "important".to_owned());
        let texts = [
            front.to_owned(),
            blocks_text(&parsed.body.blocks),
            part_of(&report, &document).to_owned(),
        ];
        for text in texts.into_iter().chain(notes).chain(callouts) {
            for word in tokens(&text) {
                *found.entry(word).or_default() += 1;
            }
        }
        for word in words_of(&file) {
            let left = found.entry(word.clone()).or_default();
            *left -= 1;
            if *left < 0 {
                problems.push(format!("{stem}: “{word}”"));
            }
        }
    }
    // “Page 1” in a footer says nothing.
    problems.retain(|problem| {
        !problem.starts_with("protectively-marked: “page”") && problem != "protectively-marked: “1”"
    });
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(!report.contains("could not place"), "{report}");
}

/// A feature of Word, the fixture that has it, what it becomes, and a line of the Markdown or the report that shows it.
const FEATURES: [(&str, &str, &str, &str); 39] = [
    ("Title", "recording-policy", "the title in the front matter", "title: Case recording policy"),
    (
        "Control table",
        "recording-policy",
        "front matter; lines that aren’t known stay a table",
        "review_by: 2027-03-12",
    ),
    (
        "Keywords",
        "recording-policy",
        "words for search",
        "search: {keywords: [recording, case notes]}",
    ),
    (
        "Author and dates",
        "recording-policy",
        "`imported` in the front matter",
        "author: \"A. Writer\"",
    ),
    (
        "Headings",
        "headings",
        "headings; the highest level is the second, since the title is the first",
        "### Who else",
    ),
    ("Headings by outline level", "headings", "headings", "## Marked by its outline level"),
    ("Headings in other languages", "localised-styles", "headings", "## Avant la visite"),
    (
        "Numbered headings",
        "recording-policy",
        "their numbers typed, reported",
        "## 3. What to record",
    ),
    (
        "Numbered clauses (3.2)",
        "recording-policy",
        "their numbers typed, reported",
        "3.2 The record says:",
    ),
    (
        "Lines that only look like headings",
        "headings",
        "kept, reported",
        "This line looks like a heading",
    ),
    ("Bullets in levels", "lists", "lists in lists", "  - alone if they are willing"),
    (
        "Numbers, their start and restart",
        "lists",
        "numbered lists that begin alike",
        "5. goes on with five",
    ),
    (
        "Letters and Roman numbers",
        "lists",
        "bullets with the letter typed, reported",
        "- a) a letter",
    ),
    ("Lists by style", "lists-by-style", "lists", "  - with a dog"),
    ("Bullets that were typed", "lists", "lists", "- typed with a bullet"),
    ("Tables with a header row", "tables", "tables with a header row", "| Event | When | Who |"),
    (
        "Joined cells",
        "tables",
        "their words repeated, reported",
        "| Child in care | later | every 3 months |",
    ),
    (
        "Lists and tables in cells",
        "tables",
        "lines of the cell, reported",
        "First line <br> Second line <br> • a point",
    ),
    (
        "Boxes: one cell, a border, a shade",
        "boxes",
        "callouts by their first words",
        "> [!WARNING]",
    ),
    (
        "A box of key points at the top",
        "boxes",
        "the `key-points` component",
        ":::key-points Key points",
    ),
    ("Text boxes", "boxes", "callouts after their paragraph, reported", "> [!IMPORTANT]"),
    ("Quotations", "boxes", "quotations", "“We were heard,” said Mum."),
    ("Footnotes and endnotes", "footnotes", "footnotes", "[^end-1]: The designated officer."),
    ("Links and link fields", "links", "links", "[a field](<https://example.org/a_(b)>)"),
    (
        "Cross-references and bookmarks",
        "links",
        "links to the heading, or to the one above, reported",
        "[the sentence](#who-decides)",
    ),
    (
        "Links between imported files",
        "links",
        "links to the documents",
        "[its purpose](recording-policy.md#1-purpose)",
    ),
    (
        "Links to other files",
        "links",
        "their words alone, reported",
        "This link leads nowhere that readers can follow.",
    ),
    (
        "Pictures with descriptions",
        "pictures",
        "pictures in `images/`",
        "![A red house drawn by a child](images/pictures-1.png)",
    ),
    (
        "Pictures without descriptions",
        "pictures",
        "kept, reported",
        "This picture has no description.",
    ),
    ("EMF, WMF and TIFF pictures", "pictures", "left out, reported", "browsers can’t show"),
    (
        "Tracked changes",
        "tracked-changes",
        "accepted, or left out with `--changes reject`; reported",
        "Visits happen weekly.",
    ),
    ("Comments", "comments", "left out, reported", "Is this still true for agency staff?"),
    ("Bold, italics, strikes", "formatting", "kept", "wo**rd**"),
    (
        "Underlines, colours, raised letters",
        "formatting",
        "plain, reported",
        "These words were underlined",
    ),
    ("Hidden words", "formatting", "left out, reported", "These words were hidden in Word"),
    (
        "Signs of Wingdings and Symbol",
        "symbols",
        "the same signs of every font",
        "✓ done, ✗ not done, → next",
    ),
    ("Boxes to tick", "symbols", "tasks", "- [x] Child seen alone"),
    (
        "SmartArt, equations, charts, other files",
        "objects",
        "lists, text, or left out; reported",
        "A chart was left out.",
    ),
    (
        "Headers, footers, protective markings",
        "protectively-marked",
        "left out, reported; a marked document is a draft",
        "status: draft",
    ),
];

#[test]
fn the_table_of_features_is_true() {
    let mut table = String::from("| In Word | Here | Shown by |\n|---|---|---|\n");
    let mut problems = Vec::new();
    for (feature, fixture, becomes, line) in FEATURES {
        let golden = fixtures().join(format!("{fixture}.md"));
        let golden = std::fs::read_to_string(golden).unwrap_or_default();
        if !golden.contains(line) {
            problems.push(format!("{feature}: {fixture}.md has no “{line}”"));
        }
        table.push_str(&format!("| {feature} | {becomes} | `{fixture}` |\n"));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/word.md");
    let page = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let (before, rest) =
        page.split_once("<!-- table -->\n").expect("the page has a place for the table");
    let (_, after) = rest.split_once("<!-- end -->").expect("the table has an end");
    let wanted = format!("{before}<!-- table -->\n{table}<!-- end -->{after}");
    match is_updating() {
        true => std::fs::write(&path, wanted).unwrap(),
        false => assert_eq!(page, wanted),
    }
}
