//! Files to try: pieces of what people write, in any order, and anything else between them.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::select;

use crate::laws::Files;

/// Pieces of Markdown.
const MARKDOWN: [&str; 66] = [
    "# Title\n",
    "## Step 2: decide\n",
    "## Step 2: decide {#own .class}\n",
    "###### é\n",
    "##\n",
    "Setext\n---\n",
    "A paragraph.\n\n",
    "\n",
    "\n\n",
    "    code\n",
    "```\n",
    "~~~~ rust\n",
    "> ",
    "> [!NOTE]\n",
    "- ",
    "1. ",
    "- [ ] ",
    "\t",
    "  ",
    "* * *\n",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "\\",
    "\\[",
    "[",
    "]",
    "(",
    ")",
    "![",
    "[a](a.md)",
    "[a](b%20c.md#own)",
    "[x](<b c.md>)",
    "[x](../f/)",
    "[x](/f/a)",
    "[x]()",
    "[x](#step-2-decide)",
    "[x][ref]",
    "\n[ref]: a.md \"T\"\n",
    "http://[",
    "https://www.example.org/a_(b)",
    "duty@example.org",
    "[^1]",
    "\n[^1]: A note.\n",
    "[^a b]",
    "<b>",
    "</b>",
    "<script>",
    "<a id=\"here\" href=\"a.md\">",
    "<!-- ",
    " -->",
    "<details>",
    "</div>",
    "&amp;",
    "&#x6a;",
    "| a | b |\n",
    "|---|:-:|\n",
    "Term\n: Meaning\n",
    "\"quoted\" -- it's...",
    "日本 🙂 e\u{301} \u{202e}",
    "\0",
    "\r",
    "\r\n",
    "NHS 943 476 5919",
];

/// Lines of components.
const COMPONENTS: [&str; 38] = [
    ":::checklist\n",
    ":::contact\n",
    ":::details\n",
    ":::flow\n",
    ":::genogram\n",
    ":::key-points\n",
    ":::legislation\n",
    ":::mapping\n",
    ":::quote\n",
    ":::scale\n",
    ":::statement\n",
    ":::steps\n",
    ":::tabs\n",
    ":::three-houses\n",
    ":::timeline\n",
    ":::timescale\n",
    ":::trajectory\n",
    "::::scale Label {kind=\"danger\" date=\"2026-01-01\"}\n",
    "::::mapping Label {kind=\"danger\" date=\"2026-01-01\"}\n",
    "::::statement Label {kind=\"danger\" date=\"2026-01-01\"}\n",
    "::::tabs Label {kind=\"danger\" date=\"2026-01-01\"}\n",
    "::::flow Label {kind=\"danger\" date=\"2026-01-01\"}\n",
    ":::worried\n",
    ":::tab One\n",
    ":::\n",
    ":::\n",
    ":::\n",
    "::::\n",
    ":::include {file=\"_p.md\"}\n:::\n",
    ":::include {file=\"a.md\"}\n:::\n",
    "- Mum: 3\n- Dad: 11\n",
    "- A = B\n  - C\n",
    "1. Is it? Yes: 2\n2. End\n",
    "- 2026-01-01: x\n",
    ":::nothing Label {",
    "{a=\"b\" a='c' #id .x}",
    "<a id=\"here\"></a>\n",
    "## Heading\n",
];

/// Pieces of YAML.
const YAML: [&str; 58] = [
    "---\n",
    "---\n",
    "...\n",
    "+++\n",
    "title: A\n",
    "title: Thresholds: a guide\n",
    "title: 2024\n",
    "titel: x\n",
    "summary: >\n  x\n",
    "kind: policy\n",
    "kind: polcy\n",
    "status: draft\n",
    "draft: true\n",
    "owner: [a]\n",
    "reviewed: 2026-02-30\n",
    "reviewed: 2026-02-28\n",
    "review_by: 2027-01-01\n",
    "audience: [staff, x]\n",
    "tags: [a, b c, 'é']\n",
    "tags: {a: b}\n",
    "aliases: [old.html, ../x, a.html]\n",
    "related: [a.md, x.md]\n",
    "defaults:\n",
    "defaults: {kind: policy, tags: [t]}\n",
    "  owner: x\n",
    "amendments:\n",
    "  - {date: 2026-01-01, summary: s}\n",
    "order: 1\n",
    "order: x\n",
    "anonymised: {method: invented}\n",
    "legislation: [\"Children Act 1989, section 47\"]\n",
    "search: false\n",
    "model: [m]\n",
    "template: x\n",
    "template: base\n",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ": ",
    "\t",
    "&a ",
    "*a",
    "<<: *a\n",
    "? ",
    "!!int ",
    "\"",
    "'",
    "#",
    "|\n",
    "content: ..\n",
    "theme: {name: default, colour: \"#777\"}\n",
    "checks: {broken-link: off, x: y}\n",
    "kinds: {x: {label: X, template: x}}\n",
    "elements:\n  - {id: m, name: M}\n",
    "terms:\n  - {term: t, definition: d}\n",
    "markdown: {html: trusted}\n",
];

/// Pieces of templates.
const TEMPLATES: [&str; 22] = [
    "{{ page.title }}",
    "{{ page.content | safe }}",
    "{{ page.nothing }}",
    "{{ ",
    " }}",
    "{% if page.kind %}",
    "{% endif %}",
    "{% for a in page.toc %}",
    "{% endfor %}",
    "{% extends \"base.html\" %}",
    "{% include \"parts.html\" %}",
    "{% include \"x.html\" %}",
    "{% block main %}",
    "{% endblock %}",
    "{# ",
    " #}",
    "| upper",
    "{{ 1 / 0 }}",
    "{{ page.title[9] }}",
    "{% set a = 1 %}",
    "<p>",
    "\n",
];

/// Pieces from a list, with anything between them.
fn pieces(pool: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => select(pool).prop_map(str::to_owned),
        1 => ".{0,6}",
        1 => "[a-z ]{0,12}",
    ];
    vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

/// A body, with components among its Markdown.
pub(super) fn markdown() -> impl Strategy<Value = String> {
    vec(prop_oneof![3 => pieces(&MARKDOWN, 8), 1 => pieces(&COMPONENTS, 4)], 0..5)
        .prop_map(|parts| parts.concat())
}

/// A document, with front matter or without.
pub(super) fn document() -> impl Strategy<Value = String> {
    let front = pieces(&YAML, 6).prop_map(|fields| format!("---\n{fields}---\n"));
    let front = prop_oneof![2 => front, 1 => pieces(&YAML, 5), 1 => "".prop_map(String::from)];
    (front, markdown()).prop_map(|(front, body)| front + &body)
}

/// A handbook with something in each of its files, or anything at all.
pub(super) fn any_file() -> impl Strategy<Value = Files> {
    let yaml = || prop_oneof![3 => pieces(&YAML, 8).prop_map(String::into_bytes), 1 => vec(any::<u8>(), 0..40)];
    let body =
        || prop_oneof![4 => document().prop_map(String::into_bytes), 1 => vec(any::<u8>(), 0..80)];
    let template = || pieces(&TEMPLATES, 6).prop_map(String::into_bytes);
    let name =
        || select(&["content/a.md", "content/index.md", "content/f/a.md", "content/_p.md"][..]);
    let own = select(&["document.html", "base.html", "callout.html", "x.html"][..]);
    (yaml(), yaml(), yaml(), vec((name(), body()), 1..4), (own, template(), template()), 0..4_u8)
        .prop_map(|(config, model, glossary, documents, (own, page, component), which)| {
            let mut files = Files::from([("handbook.yaml".to_owned(), b"title: Any\n".to_vec())]);
            files.extend(documents.into_iter().map(|(name, body)| (name.to_owned(), body)));
            // One at a time, so that what is wrong with one does not hide the others.
            match which {
                0 => files.extend([("handbook.yaml".to_owned(), config)]),
                1 => files.extend([
                    ("practice-model.yaml".to_owned(), model),
                    ("glossary.yaml".to_owned(), glossary),
                ]),
                2 => files.extend([
                    (format!("themes/default/templates/{own}"), page),
                    ("themes/default/components/scale/scale.html".to_owned(), component),
                ]),
                _ => {}
            }
            files
        })
}

/// A handbook of several documents that link to each other.
pub(super) fn handbook() -> impl Strategy<Value = Files> {
    let folder = select(&["", "f/", "f/g h/", "é/", "tags/"][..]);
    let name = select(
        &["index.md", "a.md", "b c.md", "é.md", "README.md", "_p.md", "x.y.md", "form.docx"][..],
    );
    vec((folder, name, document()), 1..6).prop_map(|documents| {
        let mut files = Files::from([("handbook.yaml".to_owned(), b"title: Any\n".to_vec())]);
        let file = |(folder, name, text): (&str, &str, String)| {
            (format!("content/{folder}{name}"), text.into_bytes())
        };
        files.extend(documents.into_iter().map(file));
        files
    })
}
