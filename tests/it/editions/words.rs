//! What an edition says in words of its own: of the practice model, of terms, and in an emergency. The words that
//! others are told are in no file of it.

use std::path::Path;

use crate::editions::published;
use crate::support::{folder, run};

const SETTINGS: &str = "title: Test
default_audience: [staff, families]
emergency: _shared/staff.md
editions:
  internal: {audiences: [staff, families]}
  public: {audiences: [families], emergency: _shared/families.md, glossary: in-full}
";

const MODEL: &str = "name: Our model
summary: A strengths-based model of practice.
what_to_expect: {families: {name: How we help, summary: What we do when we come to you.}}
elements:
  - id: genogram
    name: Genograms and ecomaps too
    promise: We promise you a drawing together.
    summary: A diagram across three generations.
    what_to_expect: {families: {name: Your family drawn, summary: A picture that we draw with you.}}
  - id: scaling
    name: Scaling
    summary: Judgements from nought to ten.
";

const GLOSSARY: &str = "- term: child protection conference
  abbreviations: [CPC]
  definition: A statutory multi-agency meeting of professionals.
  definition_for: {families: A meeting about keeping a child safe. It is long.}
- term: advocate
  definition: Somebody independent.
";

const PAGE: &str = "# Help\n\nThere may be a CPC. You can ask for an advocate at the CPC.\n";

fn made() -> tempfile::TempDir {
    folder(&[
        ("handbook.yaml", SETTINGS),
        ("practice-model.yaml", MODEL),
        ("glossary.yaml", GLOSSARY),
        ("content/index.md", "# Start\n"),
        ("content/help.md", PAGE),
        ("content/_shared/staff.md", "# In an emergency\n\nConsult the duty manager at once.\n"),
        ("content/_shared/families.md", "# In danger now\n\nRing for help, all of you.\n"),
    ])
}

/// Pages of the edition for families and of the other.
fn pages(root: &Path, file: &str) -> [String; 2] {
    let editions = published(root);
    ["public", "internal"].map(|edition| {
        String::from_utf8(editions[edition][file].clone()).expect("it was made of texts")
    })
}

#[test]
fn each_edition_has_the_practice_model_in_its_own_words() {
    let root = made();
    let [public, internal] = pages(root.path(), "model/genogram.html");
    for words in ["Your family drawn</h1>", "A picture that we draw with you.", "We promise you"] {
        assert!(public.contains(words), "{words}\n{public}");
    }
    for words in ["Genograms and ecomaps too</h1>", "A diagram across three generations."] {
        assert!(internal.contains(words), "{words}\n{internal}");
    }
    let [public, _] = pages(root.path(), "model/index.html");
    assert!(public.contains("How we help</h1>") && public.contains("when we come to you"));
    let [public, _] = pages(root.path(), "model/scaling.html");
    assert!(public.contains("Judgements from nought to ten."), "it has no other words");
    // The build looks for what others are told in every file.
    let built = run(root.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let theirs =
        ["Genograms and", "three generations", "strengths-based", "statutory", "duty manager"];
    for (file, bytes) in &published(root.path())["public"] {
        let text = String::from_utf8_lossy(bytes);
        for words in theirs {
            assert!(!text.contains(words), "{words} in {file}");
        }
    }
}

#[test]
fn each_edition_says_what_to_do_in_an_emergency_in_its_own_words() {
    let root = made();
    let [public, internal] = pages(root.path(), "index.html");
    assert!(public.contains("In danger now") && !public.contains("In an emergency"), "{public}");
    assert!(internal.contains("Consult the duty manager"), "{internal}");
    let checked = run(root.path(), &["check"]);
    assert!(!checked.stdout.contains("is not published"), "{}", checked.stdout);
}

#[test]
fn an_edition_can_say_in_the_text_what_a_term_means() {
    let root = made();
    let span = "<span class=\"term-in-full__meaning\">";
    let meaning = format!(
        "CPC</a> {span}(child protection conference: a meeting about keeping a child safe)</span>."
    );
    let other = format!("advocate</a> {span}(somebody independent)</span> at the CPC.");
    for file in ["help.html", "print.html"] {
        let [public, internal] = pages(root.path(), file);
        assert!(public.contains(&meaning), "{public}");
        assert!(public.contains(&other), "{public}");
        assert!(!public.contains("aria-describedby=\"meaning-"), "{public}");
        assert!(!internal.contains("term-in-full"), "{internal}");
    }
}
