//! Pages that the handbook makes itself: the glossary, legislation, sections for printing.

use crate::support::{folder, run};

/// Builds a handbook of these files; gives a function that reads its pages.
fn built(files: &[(&str, &str)]) -> impl Fn(&str) -> String {
    let root = folder(files);
    let run = run(root.path(), &["build", "--today", "2027-03-01"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    move |page| std::fs::read_to_string(root.path().join("output").join(page)).unwrap_or_default()
}

/// Each of these stands in the text, in this order.
fn in_order(text: &str, parts: &[&str]) {
    let mut at = 0;
    for part in parts {
        let found = text[at..].find(part);
        at +=
            found.unwrap_or_else(|| panic!("“{part}” is not there, or not in its place:\n{text}"));
    }
}

const WORDS: [(&str, &str); 6] = [
    (
        "handbook.yaml",
        "title: Test\nlegislation:\n  - {name: Children Act 1989, short: [CA 1989], \
         address: \"https://www.legislation.gov.uk/ukpga/1989/41\"}\n",
    ),
    (
        "glossary.yaml",
        "- {term: child in care, abbreviations: [CLA], also_known_as: [looked-after child], \
         definition: A child <whom> we look after., say_instead_of: [LAC]}\n\
         - {term: never used, definition: Nowhere.}\n",
    ),
    ("content/index.md", "# Home\n\n## A child in care\n\n[A child in care](a.md) and `CLA`.\n"),
    (
        "content/a.md",
        "---\ntitle: Visits\nlegislation: [\"CA 1989, section 9\"]\n---\n\nA looked-after child (CLA), under sections 17 \
         and\n47(1) of the Children Act 1989. A child in care again. :::x\n\n| A |\n|---|\n| s.22 CA 1989 |\n",
    ),
    (
        "content/s/b.md",
        "# B\n\nSee [visits](../a.md) and [the step](c.md#step).[^n]\n\n[^n]: Note.\n",
    ),
    ("content/s/c.md", "# C\n\n## Step\n\nBack to [B](b.md).[^n]\n\n[^n]: Note.\n"),
];

#[test]
fn terms_are_explained_where_they_first_stand_in_prose() {
    let page = built(&WORDS);
    let visits = page("a.html");
    let term = "<a class=\"term\" href=\"glossary.html#child-in-care\" aria-describedby=\"meaning-child-in-care\">";
    in_order(&visits, &[&format!("{term}looked-after child</a> (CLA)"), "A child in care again"]);
    in_order(&visits, &["id=\"meaning-child-in-care\"", "A child &lt;whom&gt; we look after."]);
    assert_eq!(visits.matches("class=\"term\"").count(), 1);
    let home = page("index.html");
    assert!(!home.contains("class=\"term\""), "neither in headings, links nor code:\n{home}");
}

#[test]
fn the_glossary_says_where_each_term_is_used() {
    let page = built(&WORDS);
    let glossary = page("glossary.html");
    in_order(
        &glossary,
        &["id=\"child-in-care\"", "(CLA)", "looked-after child", "LAC", ">Visits</a>"],
    );
    in_order(&glossary, &["id=\"never-used\"", "Nowhere."]);
}

#[test]
fn provisions_lead_to_the_law_and_each_act_says_what_relies_on_it() {
    let page = built(&WORDS);
    let law = "https://www.legislation.gov.uk/ukpga/1989/41/section";
    in_order(
        &page("a.html"),
        &[
            &format!("href=\"{law}/17\">sections 17</a>"),
            &format!("href=\"{law}/47/1\">47(1) of the Children Act 1989</a>"),
            &format!("href=\"{law}/22\">s.22 CA 1989</a>"),
            &format!("href=\"{law}/9\">CA 1989, section 9</a>"),
        ],
    );
    let act = page("legislation/children-act-1989.html");
    in_order(&act, &["Section 9", "Section 17", "Section 22", "Section 47(1)", "../a.html"]);
    in_order(&page("legislation/index.html"), &["children-act-1989.html", "1 document"]);
}

#[test]
fn a_section_is_printed_from_one_page() {
    let page = built(&WORDS);
    let print = page("s/print.html");
    in_order(
        &print,
        &["id=\"s-b.\"", "href=\"../a.html\"", "href=\"#s-c.step\"", "id=\"s-b.fn-n\""],
    );
    in_order(&print, &["id=\"s-c.\"", "<h3 id=\"s-c.step\"", "href=\"#s-b.\"", "id=\"s-c.fn-n\""]);
    in_order(&page("print.html"), &["id=\"s-b.\"", "href=\"#a.\"", "id=\"a.\""]);
    assert!(page("s/index.html").contains("href=\"../s/print.html\""));
}

#[test]
fn what_is_printed_on_one_page_keeps_its_anchors_apart() {
    let page = built(&[
        ("handbook.yaml", "title: Test\n"),
        ("content/a.md", "# A\n\n## B\n\n[over](a/b.md) [across](a-b.md)\n"),
        ("content/a/b.md", "# A b\n"),
        ("content/a-b.md", "# A-b\n\n[back](a.md#b)\n"),
    ]);
    let print = page("print.html");
    for anchor in ["a.", "a.b", "a-b.", "a-b-1."] {
        let (id, link) = (format!("id=\"{anchor}\""), format!("href=\"#{anchor}\""));
        assert_eq!(print.matches(&id).count(), 1, "{anchor}");
        assert!(print.contains(&link), "{anchor}");
    }
    assert!(page("a.html").contains("<a class=\"heading-anchor\" href=\"#b\""));
    assert!(!print.contains("heading-anchor"), "nobody follows a link on paper");
}

#[test]
fn the_accessibility_statement_says_what_the_handbook_says_and_what_can_be_counted() {
    let page = built(&[
        (
            "handbook.yaml",
            "title: Test\naccessibility:\n  organisation: A <council>\n  email: a@example.org\n  \
             prepared: 2026-06-01\n  problems: [A drawing.]\n",
        ),
        ("content/index.md", "[a](a.pdf) [b](b.PDF) [c](c.docx)\n"),
        ("content/a.pdf", "x"),
        ("content/b.PDF", "x"),
        ("content/c.docx", "x"),
    ]);
    in_order(
        &page("accessibility.html"),
        &[
            "A &lt;council&gt;",
            "partially compliant",
            "A drawing.",
            "2 PDF files",
            "1 Word file",
            "1 June 2026",
        ],
    );
    let page = built(&[("handbook.yaml", "title: Test\n"), ("content/index.md", "# Home\n")]);
    assert_eq!(page("accessibility.html"), "", "nothing is vouched for that nobody says");
}

/// Sections in sections, with a document of their own and without, in two languages.
const NESTED: [(&str, &str); 9] = [
    ("handbook.yaml", "title: Test\nlanguages: [cy]\n"),
    ("content/index.md", "# Home\n"),
    ("content/a/index.md", "# A & Z\n"),
    ("content/a/one.md", "# One\n"),
    ("content/a/one.cy.md", "---\ntitle: Un\ntranslated: 2027-01-01\n---\n\nUn.\n"),
    ("content/a/b/two.md", "# Two\n"),
    ("content/a/b/c/three.md", "# Three\n"),
    ("content/a/b/c/four.md", "# Four\n"),
    ("content/d/five.md", "---\ntitle: \"Five's & <six> \\\"7\\\"\"\n---\n\nFive.\n"),
];

/// The navigation of a section on a page.
fn navigation(page: &str) -> &str {
    let start = page.find("<nav class=\"section-nav\"").expect("the page has a navigation");
    &page[start..start + page[start..].find("</nav>").expect("it ends")]
}

#[test]
fn the_navigation_shows_what_is_beside_the_page_and_where_the_page_is() {
    let page = built(&NESTED);
    let three = page("a/b/c/three.html");
    in_order(
        navigation(&three),
        &[
            "<a class=\"section-nav__top\" href=\"../../../a/index.html\">A &amp; Z</a>\n<ul",
            "\n<li><a href=\"../index.html\">B</a>\n<ul class=\"section-nav__list\">",
            "\n<li><a href=\"index.html\">C</a>\n<ul class=\"section-nav__list\">",
            "\n<li><a href=\"three.html\" aria-current=\"page\">Three</a></li>\n</ul></li>",
            "\n<li><a href=\"../two.html\">Two</a></li>\n</ul></li>",
            "\n<li><a href=\"../../one.html\">One</a></li>\n</ul>\n",
        ],
    );
    assert_eq!(navigation(&three).matches("aria-current").count(), 1);
    let one = page("a/one.html");
    in_order(navigation(&one), &["<a href=\"b/index.html\">B</a>", "<a href=\"one.html\" aria"]);
    assert!(!navigation(&one).contains(">Two</a>"), "B is closed there");
}

#[test]
fn a_theme_that_has_its_own_frame_makes_the_same_navigation() {
    let ours = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/templates/base.html");
    let frame = std::fs::read_to_string(ours).expect("the theme is there");
    let mut own = NESTED.to_vec();
    own.push(("themes/default/templates/base.html", &frame));
    let (ours, theirs) = (built(&NESTED), built(&own));
    let pages = ["a/index", "a/one", "a/one.cy", "a/b/index", "a/b/two", "a/b/c/four", "d/five"];
    for page in pages.map(|page| format!("{page}.html")) {
        let [ours, theirs] = [ours(&page), theirs(&page)];
        assert!(navigation(&ours).contains("aria-current"), "{page}");
        assert_ne!(ours, theirs, "{page}");
        assert_eq!(with_whole_links(&page, &ours), with_whole_links(&page, &theirs), "{page}");
    }
}

/// A page with each link that stays in the handbook written from its root. Ours leads the short way in the navigation;
/// a template of a handbook's own leads through the root.
fn with_whole_links(page: &str, html: &str) -> String {
    let mut parts = html.split("href=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        let (link, rest) = part.split_once('"').expect("the attribute ends");
        let mut folder: Vec<&str> = page.split('/').collect();
        folder.pop();
        for step in link.split('/') {
            match step {
                ".." => _ = folder.pop().expect("no link leads out of the handbook"),
                step => folder.push(step),
            }
        }
        let link = if link.contains(':') { link.to_owned() } else { folder.join("/") };
        format!("{all}href=\"{link}\"{rest}")
    })
}

#[test]
fn a_theme_can_write_the_navigation_in_its_own_way() {
    let ours = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/templates/parts.html");
    let parts = std::fs::read_to_string(ours).expect("the theme is there");
    let parts =
        parts.replace("<li><a href=\"{{ root }}", "<li class=\"mine\"><a href=\"{{ root }}");
    let mut own = NESTED.to_vec();
    own.push(("themes/default/templates/parts.html", &parts));
    assert_eq!(navigation(&built(&own)("a/one.html")).matches("<li class=\"mine\">").count(), 2);
}

#[test]
fn a_theme_that_has_its_own_lists_gets_what_is_in_them() {
    let ours = built(&NESTED)("a/index.html");
    in_order(&ours, &["<ul class=\"cards\">", ">B</a>", "<ul class=\"entries\">", ">One</a>"]);
    let own = "{% for one in children %}[{{ one.title }}]{% endfor %}\
               {% for one in documents %}({{ one.title }}){% endfor %}";
    let mut files = NESTED.to_vec();
    files.push(("themes/default/templates/section.html", own));
    in_order(&built(&files)("a/index.html"), &["[B]", "[One]", "(One)"]);
    let parts = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/templates/parts.html");
    let parts = std::fs::read_to_string(parts).expect("the theme is there");
    let parts = parts.replace("{{ item.title }}", "{{ item.title | upper }}");
    let mut files = NESTED.to_vec();
    files.push(("themes/default/templates/parts.html", &parts));
    in_order(&built(&files)("a/index.html"), &[">B</a>", ">ONE</a>"]);
}

#[test]
fn the_frame_leads_from_where_each_page_is_and_a_theme_can_say_it_otherwise() {
    let ours = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/templates/frame.html");
    let frame = std::fs::read_to_string(ours).expect("the theme is there");
    let frame = frame.replace("</footer>", "<p>{{ text.contents }}, {{ site.title }}</p></footer>");
    let mut own = NESTED.to_vec();
    own.push(("themes/default/templates/frame.html", &frame));
    let (ours, theirs) = (built(&NESTED), built(&own));
    for (page, root) in [("index", ""), ("a/one", "../"), ("a/b/c/three", "../../../")] {
        let page = format!("{page}.html");
        let parts = [
            &*format!("action=\"{root}a-to-z.html#search-off\" data-module"),
            &format!("data-root=\"{root}\" data-results=\"{root}search.html\""),
            "data-label=\"Search results\"",
            &format!("<a class=\"site-footer__link\" href=\"{root}contents.html\">Contents</a>"),
        ];
        in_order(&ours(&page), &parts);
        in_order(&theirs(&page), &["<p>Contents, Test</p></footer>"]);
    }
    let row = |page: &str| {
        let page = ours(page);
        let row = page.split("<nav class=\"site-nav\"").nth(1).expect("there is a row of sections");
        row[..row.find("</nav>").expect("it ends")].to_owned()
    };
    let sections = |a: &str, d: &str| [format!("{a}>A &amp; Z</a>"), format!("{d}>D</a>")];
    for (page, expected) in [
        ("index.html", sections("\"a/index.html\"", "\"d/index.html\"")),
        (
            "a/index.html",
            sections("\"../a/index.html\" aria-current=\"page\"", "\"../d/index.html\""),
        ),
        (
            "a/one.html",
            sections("\"../a/index.html\" aria-current=\"true\"", "\"../d/index.html\""),
        ),
        (
            "d/five.html",
            sections("\"../a/index.html\"", "\"../d/index.html\" aria-current=\"true\""),
        ),
    ] {
        in_order(&row(page), &expected.each_ref().map(String::as_str));
    }
    let welsh = ours("a/one.cy.html");
    in_order(&welsh, &["name=\"lang\" value=\"cy\"", "href=\"../contents.html\">Cynnwys</a>"]);
}
