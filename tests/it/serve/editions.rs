//! The editions in a preview: each at an address of its own, and the way from a page of one to the same of another.

use crate::serve::preview::Preview;
use crate::support::{folder, theme_file};

fn preview(options: &[&str]) -> Preview {
    let root = folder(&[
        (
            "handbook.yaml",
            "title: Test\naudiences: {staff: Staff, families: Families}\neditions:\n  \
             internal: {audiences: [staff, families]}\n  \
             public: {title: For you, audiences: [families], home: families/start.md}\n",
        ),
        ("content/index.md", "---\naudience: [staff, families]\n---\n\n# Home of staff\n"),
        ("content/both/index.md", "---\naudience: [staff, families]\n---\n\n# For both\n"),
        ("content/secret.md", "---\ntags: [secret]\n---\n\n# Thresholds for staff\n"),
        ("content/families/start.md", "---\naudience: [families]\n---\n\n# Home of families\n"),
    ]);
    Preview::with(root, options, &[])
}

/// Where the preview leads from a page to the same of an edition.
fn go(preview: &Preview, edition: &str, page: &str) -> Option<String> {
    let answer = preview.get(&format!("/.handbook/go?edition={edition}&page={page}"));
    answer.header("location").map(str::to_owned)
}

#[test]
fn each_edition_has_an_address_and_shows_only_what_is_its_own() {
    let preview = preview(&[]);
    assert!(preview.get("/").text().contains("Home of staff"));
    let public = "/.handbook/editions/public";
    let home = preview.get(&format!("{public}/")).text();
    assert!(home.contains("Home of families") && home.contains("For you"), "{home}");
    assert_eq!(preview.get("/secret.html").status, 200);
    let hidden = preview.get(&format!("{public}/secret.html"));
    assert_eq!(hidden.status, 404);
    assert!(hidden.text().contains("For you") && !hidden.text().contains("Thresholds"));
    let folder = preview.get(&format!("{public}/both"));
    assert_eq!(folder.header("location"), Some("/.handbook/editions/public/both/"));
    assert_eq!(preview.get(&format!("{public}/{}", theme_file(&hidden.text(), "css"))).status, 200);
    assert_eq!(preview.get("/.handbook/editions/nobody/").status, 404);
    // A change reaches it as it does the other.
    preview.write("content/both/index.md", "---\naudience: families\n---\n\n# Changed words\n");
    preview.until(&format!("{public}/both/"), |page| page.text().contains("Changed words"));
}

#[test]
fn a_page_leads_to_the_same_of_another_edition_or_to_its_home() {
    let preview = preview(&[]);
    let check = |edition: &str, page: &str, expected: &str| {
        assert_eq!(go(&preview, edition, page).as_deref(), Some(expected), "{edition} {page}");
    };
    let public = "/.handbook/editions/public";
    check("public", "/both/", &format!("{public}/both/index.html"));
    check("public", "/secret.html", &format!("{public}/index.html"));
    check("public", "/tags/index.html", &format!("{public}/index.html"));
    check("public", "/a-to-z.html", &format!("{public}/a-to-z.html"));
    check("public", "/", &format!("{public}/index.html"));
    check("internal", &format!("{public}/both/"), "/both/index.html");
    check("internal", &format!("{public}/"), "/index.html");
    check("public", &format!("{public}/both/"), &format!("{public}/both/index.html"));
    // Never to another place than the preview's own.
    check("public", "//evil.example/", &format!("{public}/index.html"));
    check("public", "https://evil.example/", &format!("{public}/index.html"));
    assert_eq!(go(&preview, "nobody", "/"), None);
    assert_eq!(go(&preview, "public/../..", "/"), None);
}

#[test]
fn the_state_of_a_page_names_the_editions() {
    let preview = preview(&["--edition", "public"]);
    let state = |page: &str| -> serde_json::Value {
        let answer = preview.get(&format!("/.handbook/state?page={page}"));
        serde_json::from_str(&answer.text()).expect("it is JSON")
    };
    let own = state("/both/");
    assert_eq!(own["editions"], serde_json::json!(["internal", "public"]));
    assert_eq!(
        (&own["edition"], &own["file"]),
        (&"public".into(), &"content/both/index.md".into())
    );
    let other = state("/.handbook/editions/internal/secret.html");
    assert_eq!(
        (&other["edition"], &other["file"]),
        (&"internal".into(), &"content/secret.md".into())
    );
}

#[test]
fn two_editions_stand_side_by_side() {
    let preview = preview(&[]);
    let page = preview.get("/.handbook/side-by-side?page=/both/%22%3E%3Cb%3E").text();
    for words in
        ["name=\"left\"", "name=\"right\"", "edition=public&amp;page=%2Fboth%2F%22%3E%3Cb%3E\""]
    {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert!(!page.contains("<b>"), "{page}");
    let alone = Preview::of(crate::serve::preview::small());
    assert_eq!(alone.get("/.handbook/side-by-side").status, 404);
    let state = alone.get("/.handbook/state?page=/").text();
    assert!(state.contains("\"editions\":[]"), "{state}");
}
