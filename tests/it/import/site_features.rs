//! What becomes of each thing that other generators have: the table of `docs/moving.md`, written here so that it
//! stays true.

use std::path::Path;

use crate::support::is_updating;

/// What it is there, what it becomes, the fixture, the file of what it became, and a line that shows it.
const FEATURES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "Title and description",
        "`title` and `summary`; a first heading is the title",
        "mkdocs",
        "visits.md",
        "summary: \"How we see children at home.\"",
    ),
    (
        "Front matter in YAML, TOML or JSON",
        "front matter in YAML",
        "hugo",
        "policies/recording.md",
        "search: {keywords: [notes, case notes]}",
    ),
    (
        "`weight`, `nav_order`, `sidebar_position`, numbers before names",
        "`order`",
        "docusaurus",
        "practice/talking.md",
        "order: 2",
    ),
    ("Tags, categories, taxonomies", "`tags`", "hugo", "policies/gifts.md", "tags: [money]"),
    ("Drafts, `published: false`", "`status: draft`", "jekyll", "rules/gifts.md", "status: draft"),
    (
        "`last_reviewed_on` and `review_in`",
        "`reviewed` and `review_by`",
        "techdocs",
        "index.md",
        "review_by: 2026-08-16",
    ),
    (
        "Pages kept out of search",
        "`search: false`",
        "starlight",
        "guides/asking.md",
        "search: false",
    ),
    (
        "Pages kept out of the navigation",
        "listed, and reported for a person to decide",
        "starlight",
        "report",
        "This page was kept out of the navigation",
    ),
    (
        "Fields that mean something else here",
        "kept under `imported`, reported",
        "mkdocs",
        "policies/recording.md",
        "template: \"other.html\"",
    ),
    (
        "Old addresses, `redirect_from`, `permalink`, `slug`",
        "`aliases`",
        "jekyll",
        "visits.md",
        "aliases: [\"home-visits/\", old-visits]",
    ),
    ("The plugin for redirects", "`aliases`", "mkdocs", "visits.md", "\"old-visits/\""),
    (
        "`nav` of MkDocs",
        "folders, sections and their order",
        "mkdocs",
        "for-managers/index.md",
        "order: 40",
    ),
    (
        "`sidebars.js`, `_category_.json`",
        "folders, sections and their order",
        "docusaurus",
        "policies/index.md",
        "title: Policies",
    ),
    (
        "`sidebar` of Starlight",
        "folders, sections and their order",
        "starlight",
        "guides/visits.md",
        "order: 10",
    ),
    (
        "`parent` of Just the Docs",
        "folders and sections",
        "jekyll",
        "rules/gifts.md",
        "parent: Rules",
    ),
    (
        "Addresses in a navigation",
        "left out, reported",
        "mkdocs",
        "report",
        "The navigation led to this address.",
    ),
    (
        "Links by path, by address, `@/`, `ref`, `{% link %}`",
        "links to files",
        "zola",
        "index.md",
        "[about visits](practice/visits.md#before-you-go)",
    ),
    ("Links that lead nowhere", "kept, reported", "mkdocs", "report", "“nowhere.md”"),
    (
        "Pictures and attachments",
        "brought along",
        "hugo",
        "practice/visits/index.md",
        "![The office](../../img/office.png)",
    ),
    (
        "Boxes: `!!! note`, `/// note`",
        "callouts",
        "mkdocs",
        "visits.md",
        "> **See the child alone**",
    ),
    ("Boxes: `:::note[Title]`", "callouts", "docusaurus", "practice/visits.md", "> > [!TIP]"),
    ("Boxes: `<Aside>`", "callouts", "starlight", "guides/visits.md", "> **Not after dark**"),
    ("Boxes: shortcodes", "callouts", "hugo", "practice/visits/index.md", "> **Not after dark**"),
    (
        "Boxes: `{: .warning }`, `{% include note.html %}`",
        "callouts",
        "jekyll",
        "visits.md",
        "> Take a torch.",
    ),
    (
        "Boxes: `^…^`, `%…%`, `$CTA`, `warning_text`",
        "callouts",
        "techdocs",
        "visits.md",
        "> Ring 999 if a child is in danger.",
    ),
    (
        "Boxes of a kind of their own",
        "a note, reported",
        "mkdocs",
        "report",
        "a kind that isn’t known here",
    ),
    (
        "Boxes that open: `???`, `<details>`, shortcodes",
        "the component `details`",
        "mkdocs",
        "visits.md",
        ":::details If nobody opens",
    ),
    (
        "Tabs: `===`, `<Tabs>`, shortcodes",
        "the component `tabs`",
        "docusaurus",
        "practice/visits.md",
        ":::tab By car",
    ),
    (
        "Steps, cards, columns",
        "plain text, reported",
        "starlight",
        "index.md",
        "[Asking](guides/asking.md): How to ask",
    ),
    (
        "Snippets, partials, includes of whole files",
        "the component `include`, the passage in `_shared/`",
        "mkdocs",
        "visits.md",
        ":::include {file=\"_shared/emergency-2.md\"}",
    ),
    (
        "Parts of files that are included",
        "their words, reported",
        "mkdocs",
        "visits.md",
        "Say who you are",
    ),
    (
        "Abbreviations",
        "`abbreviations`, on the pages that use them",
        "mkdocs",
        "visits.md",
        "ICO: interim care order",
    ),
    (
        "Keys, marked and raised words",
        "HTML that shows them the same",
        "mkdocs",
        "visits.md",
        "<kbd>Ctrl</kbd>+<kbd>Alt</kbd>",
    ),
    (
        "Signs by their names, `:warning:`",
        "the sign; one that isn’t known is reported",
        "mkdocs",
        "index.md",
        "⚠️ Ring 999 first.",
    ),
    ("Icons", "left out, reported", "mkdocs", "report", "An icon was left out."),
    (
        "Attribute lists",
        "left out, reported; a name for links stays",
        "mkdocs",
        "visits.md",
        "## Before you go {#before-you-go}",
    ),
    (
        "Values: `{{ site.title }}`, `<%= … %>`",
        "the value; one that isn’t known is reported",
        "jekyll",
        "visits.md",
        "Ring 01632 960400, and read Visits.",
    ),
    (
        "Figures",
        "a picture and its caption",
        "hugo",
        "practice/visits/index.md",
        "![A front door](door.png) The door of number 5.",
    ),
    (
        "Films and frames",
        "a link, reported",
        "hugo",
        "practice/visits/index.md",
        "[A film about visits](",
    ),
    ("Titles of code", "a line above it", "docusaurus", "practice/visits.md", "**visit.js**"),
    (
        "Several headings of the first level",
        "all one level down, reported",
        "techdocs",
        "index.md",
        "## How to use it",
    ),
    (
        "Lists of contents",
        "left out: pages have their own",
        "jekyll",
        "report",
        "The list of contents was left out",
    ),
    (
        "Comments, `import` and `export` lines",
        "left out, with their words in the report",
        "docusaurus",
        "report",
        "“Ask Sam about this.”",
    ),
    (
        "Instructions that aren’t known",
        "kept, reported",
        "hugo",
        "practice/visits/index.md",
        "{{< spell level=\"2\" >}}",
    ),
];

#[test]
fn the_table_of_features_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut table = String::from("| There | Here | Shown by |\n|---|---|---|\n");
    let mut problems = Vec::new();
    for (feature, becomes, site, file, line) in FEATURES {
        let expected = root.join("tests/fixtures/sites").join(site).join("expected");
        let path = match *file {
            "report" => expected.join("import-report.txt"),
            file => expected.join("content").join(file),
        };
        let text = std::fs::read_to_string(path).unwrap_or_default();
        if !text.contains(line) {
            problems.push(format!("{feature}: {site}/{file} has no “{line}”"));
        }
        let feature = feature.replace('|', "\\|");
        table.push_str(&format!("| {feature} | {becomes} | `{site}` |\n"));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let path = root.join("docs/moving.md");
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
