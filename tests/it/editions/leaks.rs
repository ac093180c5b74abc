//! What comes into an edition in some other way than from its sources: a build finds it, and publishes nothing.

use crate::editions::SETTINGS;
use crate::support::{Run, folder, run, write};

#[test]
fn what_leaks_all_the_same_stops_the_build() {
    // A council's own template says what only staff may know, in HTML and in the words of a script.
    let secret = "Ring Sam & the duty manager before you visit the house.";
    for said in [secret, "Ring Sam &amp; the duty manager before you visit the house."] {
        let template = format!("<p>{{{{ component.label }}}} {said}</p>");
        let root = folder(&[
            ("handbook.yaml", SETTINGS),
            ("content/index.md", "---\naudience: [staff, families]\n---\n\n:::tip\nSee.\n:::\n"),
            ("content/secret.md", &format!("# Secret\n\n{secret} Then wait.\n")),
            ("themes/default/components/tip/tip.html", &template),
        ]);
        let built = run(root.path(), &["build"]);
        assert_eq!(built.code, 1, "{}", built.stderr);
        for words in ["“public”", "index.html", "content/secret.md", "Ring Sam"] {
            assert!(built.stderr.contains(words), "{words}: {}", built.stderr);
        }
        assert!(!built.stderr.contains("“internal”"), "{}", built.stderr);
        assert!(!root.path().join("output").exists() && !root.path().join("out").exists());
    }
}

/// Files that the edition for families gives, and what is hidden in the handbook: what the build says then.
fn built_with(files: &[(&str, &str)]) -> Run {
    let root = folder(&[
        ("handbook.yaml", SETTINGS),
        (
            "content/secret.md",
            "---\ntitle: Zebra\n---\n\n<!-- Ask Kim whether this may stay as it is. -->\n\n\
             Don't go alone to a house where anybody has been violent.\n\n![x](staffroom-rota.svg)\n",
        ),
        ("content/staffroom-rota.svg", "<svg/>"),
    ]);
    for (path, text) in files {
        write(root.path(), path, text);
    }
    let built = run(root.path(), &["build"]);
    let is_published = root.path().join("out").exists();
    assert_eq!(is_published, built.code == 0, "{}", built.stderr);
    built
}

#[test]
fn each_way_out_of_the_cut_is_found() {
    let page =
        |words: &str| format!("---\ntitle: Start\naudience: [staff, families]\n---\n\n{words}\n");
    let tip = |words: &str| format!("<p>{{{{ component.label }}}} {words}</p>");
    let says = |files: &[(&str, &str)], expected: &[&str]| {
        let built = built_with(files);
        assert_eq!(built.code, 1, "{files:?}: {}", built.stderr);
        let said = format!("{}{}", built.stdout, built.stderr);
        for words in expected.iter().chain(&["[edition-leak]", "“public”", "To put it right"]) {
            assert!(said.contains(words), "{files:?}: {words}: {said}");
        }
        // A comment is for nobody.
        assert_eq!(said.contains("“internal”"), expected.contains(&"a comment"), "{said}");
    };
    // Another program sets other marks, and breaks lines elsewhere.
    let sentence = "Don’t go alone to\n  a house where anybody has been violent.";
    for name in ["a.txt", "a.csv", "a.html", "a.svg"] {
        let words = match name {
            "a.svg" => format!("<svg><title>{sentence}</title></svg>"),
            _ => sentence.to_owned(),
        };
        let (path, index) = (format!("content/{name}"), page(&format!("[a]({name})")));
        says(&[("content/index.md", &index), (&path, &words)], &[&path, "a sentence", "secret.md"]);
    }
    let index = page(":::tip\nx\n:::");
    let template = "themes/default/components/tip/tip.html";
    for (words, what) in [
        ("<b>Zebra</b>", "the title"),
        ("<i title=\"Zebra\"></i>", "the title"),
        ("Ask Kim whether this may stay as it is.", "a comment"),
        ("staffroom-rota.svg", "the name"),
    ] {
        says(&[("content/index.md", &index), (template, &tip(words))], &["index.html", what]);
    }
    // Short words that are only a part of something are nobody's.
    let harmless = tip("<b>Zebra crossings</b> <i class=\"Zebra-x\"></i>");
    assert_eq!(built_with(&[("content/index.md", &index), (template, &harmless)]).code, 0);
    let said = page("**Zebra** and a [form](a.txt)");
    assert_eq!(built_with(&[("content/index.md", &said), ("content/a.txt", "Zebra")]).code, 0);
}

#[test]
fn comments_are_published_nowhere() {
    let page = "---\ntitle: Start\naudience: [staff, families]\n---\n\nSee <!-- Kim --> it.\n\n\
                <div><!-- Kim\nand Sam --><b>here</b></div>\n\n<!-- Kim -->\n";
    for (settings, folder_name) in
        [("title: Test\nmarkdown: {html: trusted}\n", "output"), (SETTINGS, "out/families")]
    {
        for html in ["safe", "trusted"] {
            let settings = settings.replace("html: trusted", &format!("html: {html}"));
            let root = folder(&[("handbook.yaml", settings.as_str()), ("content/index.md", page)]);
            let built = run(root.path(), &["build"]);
            assert_eq!(built.code, 0, "{}", built.stderr);
            let text = std::fs::read_to_string(root.path().join(folder_name).join("index.html"));
            let text = text.expect("it was built");
            assert!(text.contains("<b>here</b>") && !text.contains("Kim"), "{html}: {text}");
        }
    }
}

#[test]
fn words_that_are_also_shown_stop_nothing() {
    let same = "Everybody has to know what to do when the fire alarm rings.";
    let root = folder(&[
        ("handbook.yaml", SETTINGS),
        ("content/index.md", &format!("---\naudience: [staff, families]\n---\n\n{same}\n")),
        (
            "content/fire.md",
            &format!("# Search this handbook\n\n{same}\n\nNot this sentence of ours though.\n"),
        ),
        ("content/fire/index.md", "---\ntitle: Fire\naudience: [families]\n---\n"),
    ]);
    let built = run(root.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
}
