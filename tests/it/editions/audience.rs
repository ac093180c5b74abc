//! Who can see each document and why: on the terminal, for programs, and as a page.

use crate::editions::SETTINGS;
use crate::support::{folder, run};

#[test]
fn says_who_can_see_each_document_and_why() {
    let root = folder(&[
        ("handbook.yaml", SETTINGS),
        ("content/index.md", "---\ntitle: Home\naudience: [staff, families]\n---\n"),
        ("content/a/index.md", "---\ntitle: Section\ndefaults: {audience: [families]}\n---\n"),
        ("content/b.md", "---\ntitle: =B\n---\n"),
        ("content/c.md", "---\ntitle: C\naudiance: staff\n---\n"),
    ]);
    let human = run(root.path(), &["audience"]).stdout;
    for words in [
        "Home (content/index.md)\n  for staff, families: it says so itself; in the editions: internal, public\n",
        "  for families: content/a/index.md says so; in the editions: internal, public\n",
        "  for staff: nothing says so, and this is the default; in the editions: internal\n",
        "  for nobody: content/c.md can’t be read here; in the editions: none\n",
    ] {
        assert!(human.contains(words), "{words}\n{human}");
    }
    let csv = run(root.path(), &["audience", "--format", "csv"]).stdout;
    assert!(csv.contains("content/b.md,'=B,staff,default,handbook.yaml,internal"), "{csv}");
    let json = run(root.path(), &["audience", "--format", "json"]).stdout;
    let rows: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(rows[0]["because"], "section");
}

/// The same is a page of an edition whose readers answer for the handbook, about its own documents.
#[test]
fn an_edition_with_governance_shows_who_can_see_its_documents() {
    let root = folder(&[
        (
            "handbook.yaml",
            "title: Test\naudiences: {staff: Staff, partners: Agencies, families: Families}\n\
             editions:\n  leads: {audiences: [partners, families], governance: true}\n  \
             public: {audiences: [families]}\n  all: {audiences: [staff, partners, families]}\n",
        ),
        ("content/index.md", "---\ntitle: Home\naudience: [partners, families]\n---\n"),
        (
            "content/a/index.md",
            "---\ntitle: Hidden section\naudience: [staff]\ndefaults: {audience: [partners]}\n---\n",
        ),
        ("content/a/in.md", "::: for staff\n# Secret name\n:::\n\nText.\n"),
        ("content/b.md", "---\ntitle: For staff alone\n---\n"),
    ]);
    let built = run(root.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let read = |file: &str| std::fs::read_to_string(root.path().join("output").join(file));
    let page = read("leads/audience.html").unwrap();
    for words in [
        "Agencies, Families</h2>",
        "In the editions: leads, public, all.",
        "Its section says so",
        "<li>1 say so themselves</li>",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let csv = read("leads/audience.csv").unwrap();
    let json = read("leads/audience.json").unwrap();
    assert!(csv.contains("content/a/in.md,In,partners,section,,\"leads, all\""), "{csv}");
    for hidden in ["Hidden section", "Secret name", "For staff alone", "a/index.md"] {
        for text in [&page, &csv, &json] {
            assert!(!text.contains(hidden), "{hidden}\n{text}");
        }
    }
    for edition in ["public", "all"] {
        assert!(read(&format!("{edition}/audience.html")).is_err());
        assert!(!read(&format!("{edition}/index.html")).unwrap().contains("audience.html"));
    }
}
