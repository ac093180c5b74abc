//! The settings that are published for web servers. `tests/browser/hosting.test.mjs` runs those for nginx and Apache; here
//! `web.config` is held against the schema of IIS.

mod schema;

use std::fs;
use std::path::Path;

use crate::support::{Run, folder, run, write};

const HANDBOOK: &str =
    "title: Hosted\naddress: https://example.org/hand%20book/\nhosting: [nginx, apache, iis]\n";

/// Names that could break settings that are written without care.
const ODD: &str = "forms/it’s $1 {a}; \"b\" #1 & é.html";

fn build(root: &Path) -> Run {
    run(root, &["build", "--today", "2027-03-01"])
}

#[test]
fn web_config_is_what_iis_reads() {
    let root = folder(&[
        ("handbook.yaml", HANDBOOK),
        (
            "content/index.md",
            "---\ntitle: Home\naliases: [\"a & b's $x.html\", old/]\n---\n\n[A](<map & plan.svg>) [B](a.txt)\n",
        ),
        ("content/map & plan.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("content/a.txt", "x"),
    ]);
    let built = build(root.path());
    assert_eq!(built.code, 0, "{}", built.stderr);
    let text = fs::read_to_string(root.path().join("output/web.config")).unwrap();
    let document = schema::read(&text);
    assert_eq!(schema::faults(&document), [""; 0], "{text}");
    for part in [
        r#"<location path="map &amp; plan.svg"><system.webServer><httpProtocol><customHeaders><remove name="Content-Security-Policy" /><add name="Content-Security-Policy" value="sandbox "#,
        r#"<location path="a &amp; b&apos;s $x.html"><system.webServer><httpRedirect enabled="true" destination="/hand%20book/index.html""#,
        r#"<location path="old/index.html">"#,
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("a.txt"), "nothing of a text can be run");
    let verified = run(root.path(), &["verify", "output"]);
    assert_eq!(verified.code, 0, "{}", verified.stdout);
}

#[test]
fn the_schema_finds_what_iis_would_refuse() {
    let check = |inside: &str, expected: &str| {
        let text =
            format!("<configuration><system.webServer>{inside}</system.webServer></configuration>");
        let faults = schema::faults(&schema::read(&text)).join("; ");
        assert_eq!(faults, expected, "{inside}");
    };
    check(r#"<directoryBrowse enabled="false" />"#, "");
    check(r#"<directoryBrowse enabled="no" />"#, "directoryBrowse: enabled can’t be “no”");
    check(r#"<rewrite />"#, "there is no section system.webServer/rewrite");
    check(
        r#"<staticContent><mimeMap fileExtension=".a" mimeType="b" /><mimeMap fileExtension=".a" mimeType="c" /></staticContent>"#,
        "staticContent: two of mimeMap .a",
    );
    check(
        r#"<staticContent><mimeMap fileExtension=".a" /></staticContent>"#,
        "mimeMap: no mimeType",
    );
    check(r#"<urlCompression on="true" />"#, "urlCompression: there is no on");
    check(r#"<httpErrors errorMode="Some" />"#, "httpErrors: errorMode can’t be “Some”");
}

/// A file's name reaches settings only in letters that can do nothing there. Windows has no such names.
#[cfg(unix)]
#[test]
fn odd_names_break_no_settings() {
    let root = folder(&[
        ("handbook.yaml", &format!("{HANDBOOK}checks: {{name-unportable: off}}\n")),
        (
            "content/index.md",
            &format!(
                "---\ntitle: Home\naliases: [\"x\\n}}.html\"]\n---\n\n[A](<{}>)\n",
                ODD.replace('#', "%23")
            ),
        ),
    ]);
    write(root.path(), &format!("content/{ODD}"), "<p>");
    let built = build(root.path());
    assert_eq!(built.code, 0, "{}", built.stderr);
    let read = |name: &str| fs::read_to_string(root.path().join("output").join(name)).unwrap();
    for name in ["nginx.conf", ".htaccess"] {
        let text = read(name);
        let line = text.lines().find(|line| line.contains("forms/it")).expect("it is named");
        assert!(!line.contains('$') || line.matches('$').count() == 1, "{line}");
        assert!(line.contains("forms/it[^/]+s"), "{line}");
        assert!(!text.contains("x\n}"), "{text}");
    }
    assert_eq!(schema::faults(&schema::read(&read("web.config"))), [""; 0]);
}

#[test]
fn a_web_config_never_grows_too_long_to_be_read() {
    let aliases: Vec<String> = (0..2000).map(|n| format!("old/page-{n}.html")).collect();
    let page = format!("---\ntitle: Home\naliases: [{}]\n---\n", aliases.join(", "));
    let root = folder(&[
        ("handbook.yaml", "title: A\nhosting: iis\nchecks: {address-clash: off}\n"),
        ("content/index.md", page.as_str()),
        ("content/map.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ]);
    write(root.path(), "content/z.md", "---\ntitle: Z\n---\n\n[A](map.svg)\n");
    let built = build(root.path());
    assert_eq!(built.code, 0, "{}", built.stderr);
    let text = fs::read_to_string(root.path().join("output/web.config")).unwrap();
    assert!((200_000..250 * 1024).contains(&text.len()), "{}", text.len());
    assert!(root.path().join("output/old/page-1999.html").is_file(), "its page leads on");
    assert!(text.contains("\"map.svg\""), "what is attached comes first");
    let left_out = 2000 - text.matches("<httpRedirect ").count();
    let words = format!(
        "IIS reads no web.config of more than 250 KB, so that is without {left_out} old addresses, which then lead on by a page of their own. [hosting-incomplete]"
    );
    assert!(built.stderr.contains(&words), "{}", built.stderr);
    let checked = run(root.path(), &["check", "--today", "2027-03-01"]);
    assert!(checked.stderr.contains(&words), "{}", checked.stderr);
    write(root.path(), "handbook.yaml", "title: A\nhosting: nginx\n");
    let checked = run(root.path(), &["check", "--today", "2027-03-01"]);
    assert!(!checked.stderr.contains("hosting-incomplete"), "{}", checked.stderr);
}

#[test]
fn a_web_config_says_how_many_attached_files_it_can_not_name() {
    let names: Vec<String> = (0..700).map(|n| format!("maps/{n}.svg")).collect();
    let links: String = names.iter().map(|name| format!("[A]({name})\n")).collect();
    let root =
        folder(&[("handbook.yaml", "title: A\nhosting: iis\n"), ("content/index.md", &links)]);
    for name in &names {
        write(root.path(), &format!("content/{name}"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    }
    let built = build(root.path());
    let text = fs::read_to_string(root.path().join("output/web.config")).unwrap();
    assert!(text.len() < 250 * 1024, "{}", text.len());
    let left_out = 700 - text.matches("<location path=\"maps/").count();
    let words = format!("that is without {left_out} attached files that a browser might run");
    assert!(left_out > 0 && built.stderr.contains(&words), "{}", built.stderr);
}

#[test]
fn no_document_takes_the_place_of_the_settings() {
    let root = folder(&[
        ("handbook.yaml", "title: A\nhosting: [iis]\n"),
        ("content/index.md", "# A\n\n[A](web.config)\n"),
        ("content/web.config", "theirs"),
    ]);
    let built = build(root.path());
    assert_eq!(built.code, 1);
    assert!(
        built.stderr.contains("“web.config” belongs to the settings of a web server already"),
        "{}",
        built.stderr
    );
}

#[test]
fn a_tag_or_an_element_that_no_server_can_hold_is_reported() {
    let long = "long ".repeat(60);
    let root = folder(&[
        ("handbook.yaml", "title: A\n"),
        ("practice-model.yaml", "name: M\nelements: [{id: aux, name: Auxiliary}]\n"),
        ("content/index.md", &format!("---\ntitle: A\ntags: [\"{long}\"]\n---\n")),
    ]);
    let built = build(root.path());
    assert_eq!(built.code, 1, "{}", built.stderr);
    for words in [
        "would be a name of more than 255 bytes, which no server can hold. It would be the page of a tag.",
        "Windows keeps the name “aux.html” for itself. It would be the page of an element",
    ] {
        assert!(built.stderr.contains(words), "{words}: {}", built.stderr);
    }
}

#[test]
fn only_what_is_ours_is_compressed_and_an_attached_copy_is_no_page() {
    let root = folder(&[
        ("handbook.yaml", "title: A\nhosting: [apache]\nprecompress: true\n"),
        (
            "content/index.md",
            "---\ntitle: A\n---\n\n[A](form.html.gz) [B](form.html.br) [C](long.csv)\n",
        ),
        ("content/form.html.gz", "theirs"),
        ("content/form.html.br", "theirs"),
        ("content/long.csv", &"a,b\n".repeat(1000)),
    ]);
    let built = build(root.path());
    assert_eq!(built.code, 0, "{}", built.stderr);
    let at = |name: &str| root.path().join("output").join(name);
    let listed = fs::read_to_string(at("build.json")).unwrap();
    for ending in ["gz", "br"] {
        let copy = format!("index.html.{ending}");
        assert!(at(&copy).is_file() && listed.contains(&copy), "{copy}");
        assert!(!at(&format!("long.csv.{ending}")).exists());
        assert_eq!(fs::read_to_string(at(&format!("form.html.{ending}"))).unwrap(), "theirs");
    }
    let settings = fs::read_to_string(at(".htaccess")).unwrap();
    assert!(settings.contains(r"(?i:form\.html\.br|form\.html\.gz)$#"), "{settings}");
    assert_eq!(run(root.path(), &["verify", "output"]).code, 0);
    fs::write(at("index.html.br"), "other").unwrap();
    let verified = run(root.path(), &["verify", "output"]);
    assert!(verified.stdout.contains("index.html.br"), "{}", verified.stdout);
}
