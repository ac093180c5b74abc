//! What is fuzzed: functions that take any bytes and fail if something is wrong with what handbook makes of them. The
//! fuzzer calls them, and `tests/it/fuzz.rs` gives them what was found before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use handbook::diagnostic::Diagnostic;
use handbook::markdown::{self, Visit, walk};
use handbook::model::component::ComponentDefinition;
use handbook::model::{Date, Edition, Language, PrivateNames};
use handbook::render::{Content, OutputPath, Plan};
use handbook::source::{Snapshot, SourceFile, SourcePath, Span, Text};
use handbook::theme::Theme;
use handbook::{check, edition, load, render, resolve, search, serve, theme};

/// Takes any bytes.
pub(crate) type Target = fn(&[u8]);

/// The targets, by their names.
pub(crate) const TARGETS: [(&str, Target); 7] = [
    ("front-matter", front_matter),
    ("markdown", markdown),
    ("components", components),
    ("links", links),
    ("config", config),
    ("search", words),
    ("request", request),
];

/// A document's fields, whatever they are: each thing that is said of them has its place in the text.
fn front_matter(bytes: &[u8]) {
    let fields = Text::decode(bytes);
    let text = Arc::new(Text::from(format!("---\n{}\n---\n\nA body.\n", fields.as_str()).as_str()));
    for (span, what) in places(&text) {
        assert!(text.as_str().get(span.start()..span.end()).is_some(), "{span:?}: {what}");
    }
    // And as they come, since they may end early.
    built(&[("content/a.md", bytes)]);
}

/// A document's Markdown: its page runs nothing.
fn markdown(bytes: &[u8]) {
    let body = Text::decode(bytes);
    let text = format!("---\ntitle: A\n---\n\n{}", body.as_str());
    let plan = built(&[("content/a.md", text.as_bytes()), ("content/f/b.md", b"# B\n\n## Step\n")]);
    nothing_runs(&page(&plan, "a.html"));
}

/// What stands in a component, and what it is given. The first byte says which component.
fn components(bytes: &[u8]) {
    let names = &THEME.components;
    let Some((first, rest)) = bytes.split_first() else { return };
    let Some(name) = names.keys().nth(usize::from(*first) % names.len()) else { return };
    let inside = Text::decode(rest);
    let text =
        format!("---\ntitle: A\n---\n\n::::{name} {}\n::::\n\nlast words\n", inside.as_str());
    let (plan, diagnostics) = checked(&[("content/a.md", text.as_bytes())]);
    let page = page(&plan, "a.html");
    // HTML that is never closed holds all that follows it; `html-removed` says so. Code in a component can hold its end.
    let is_open = inside.as_str().contains('<')
        || diagnostics.iter().any(|found| found.rule == "component-misused");
    assert!(is_open || page.contains("last words"), "what follows a component is lost");
    nothing_runs(&page);
}

/// A line each: where a link leads. All of them are written into pages, the first as the name of a file too.
fn links(bytes: &[u8]) {
    let addresses = Text::decode(bytes);
    let lines: Vec<&str> = addresses.as_str().lines().take(20).collect();
    let quoted = |line: &&str| serde_json_string(line);
    let aliases: Vec<String> = lines.iter().map(quoted).collect();
    let list = aliases.join(", ");
    let mut text = format!("---\ntitle: A\naliases: [{list}]\nrelated: [{list}]\n---\n\n");
    for line in &lines {
        text.push_str(&format!(
            "[x]({line}) ![x](<{line}>) <{line}> <a href=\"{line}\" id='{line}'>y</a> {line}\n\n"
        ));
    }
    let name = format!("content/{}.md", lines.first().copied().unwrap_or("x"));
    let plan = built(&[
        ("content/f/a.md", text.as_bytes()),
        ("content/b.md", b"# B\n\n## Step\n"),
        (&name, b"# Named\n"),
    ]);
    for path in plan.paths() {
        let inside = path.as_str().split('/').all(|part| !matches!(part, "" | "." | ".."));
        assert!(inside, "{path} leads out");
        if path.as_str().ends_with(".html") {
            nothing_runs(&page(&plan, path.as_str()));
        }
    }
}

/// `handbook.yaml`, and after lines of `===` the practice model, the glossary and a document.
fn config(bytes: &[u8]) {
    let all = Text::decode(bytes);
    let mut parts = all.as_str().split("\n===\n");
    let mut next = || parts.next().unwrap_or_default().as_bytes();
    let files = [
        ("handbook.yaml", next()),
        ("practice-model.yaml", next()),
        ("glossary.yaml", next()),
        ("content/a.md", next()),
        ("content/index.md", b"# Home\n"),
    ];
    let plan = built(&files);
    let settings = SourcePath::new(files[0].0).expect("it is a path");
    let address = load::config(&settings, &Text::decode(files[0].1)).address;
    // The page that says that nothing is here has the whole way to the handbook's own scripts.
    let address = address.unwrap_or_default().replace('&', "&amp;");
    for path in plan.paths().filter(|path| path.as_str().ends_with(".html")) {
        nothing_runs_but(&address, &page(&plan, path.as_str()));
    }
}

/// The words of a text as search knows them: each within it, none empty.
fn words(bytes: &[u8]) {
    let text = Text::decode(bytes);
    let most = text.as_str().chars().count();
    for language in ["en", "cy", "pl"] {
        let language = Language::parse(language).expect("it is a language");
        for (word, at, span, stem) in search::terms_of(text.as_str(), &language) {
            assert!(!word.is_empty() && !stem.is_empty(), "an empty word of {:?}", text.as_str());
            assert!(span >= 1 && at as usize <= most, "{word} is nowhere");
        }
    }
}

/// What a browser, or something else, sends to the preview.
fn request(bytes: &[u8]) {
    let Ok(Some((length, asked))) = serve::read_request(bytes) else { return };
    assert!(length <= bytes.len(), "it takes more than there is");
    let again = serve::read_request(&bytes[..length]);
    assert_eq!(again, Ok(Some((length, asked.clone()))), "what follows changes what was asked");
    let more = [&bytes[..length], b"GET / HTTP/1.1\r\n\r\n"].concat();
    assert_eq!(
        serve::read_request(&more).map(|one| one.map(|(length, _)| length)),
        Ok(Some(length))
    );
    let asked = asked.unwrap_or_default();
    assert!(!asked.split('/').any(|part| part == ".."), "{asked} leads out");
    assert!(!asked.contains(['\\', '\0']) && !asked.starts_with('/'), "{asked} leads out");
}

/// Every place in a document, with what stands there.
pub(crate) fn places(text: &Arc<Text>) -> Vec<(Span, String)> {
    let path = SourcePath::new("content/a.md").expect("it is a path");
    let parsed = load::document(&path, text);
    let mut found = Vec::new();
    walk(&parsed.body, &mut |visit| match visit {
        Visit::Block(block) => found.push((block.span, format!("{:?}", block.kind))),
        Visit::Inline(inline) => found.push((inline.span, format!("{:?}", inline.kind))),
    });
    let outline = &parsed.outline;
    for link in &outline.links {
        found.push((link.span, format!("{link:?}")));
        found.push((link.destination_span, format!("{link:?}")));
    }
    found.extend(outline.headings.iter().map(|heading| (heading.span, format!("{heading:?}"))));
    found.extend(outline.includes.iter().map(|include| (include.span, format!("{include:?}"))));
    found.extend(parsed.faults.iter().map(|(span, fault)| (*span, format!("{fault:?}"))));
    found.extend(outline.front.faults.iter().map(|(span, fault)| (*span, format!("{fault:?}"))));
    found.extend(outline.front.span.map(|span| (span, "front matter".to_owned())));
    found
}

/// The theme, read once.
static THEME: LazyLock<Arc<Theme>> = LazyLock::new(|| Arc::new(theme::built_in()));

/// A handbook of these files, in memory, checked.
fn built(files: &[(&str, &[u8])]) -> Plan {
    checked(files).0
}

/// The same, and what is said of it.
fn checked(files: &[(&str, &[u8])]) -> (Plan, Vec<Diagnostic>) {
    let mut read = BTreeMap::new();
    for (path, bytes) in files {
        let Some(path) = SourcePath::new(path) else { continue };
        read.insert(path, SourceFile::Text(Arc::new(Text::decode(bytes))));
    }
    let settings = SourcePath::new("handbook.yaml").expect("it is a path");
    let config = match read.get(&settings).and_then(SourceFile::text) {
        Some(text) => load::config(&settings, text),
        None => load::config(&settings, &Text::from("title: Any\n")),
    };
    let snapshot =
        Snapshot { root: PathBuf::new(), files: read, faults: Vec::new(), has_links: false };
    let sources = load::load(&snapshot, &Arc::new(config), &());
    let handbook = resolve::resolve(&sources, &options(), &());
    let diagnostics = check::check(&handbook, &());
    for diagnostic in &diagnostics {
        let range = diagnostic.place.as_ref().and_then(|place| place.range.as_ref());
        assert!(range.is_none_or(|range| range.start <= range.end), "{diagnostic:?}");
    }
    let edition: Edition = edition::select(&handbook, handbook.config.editions.first());
    (render::plan(&Arc::new(edition), &THEME), diagnostics)
}

/// Its components, read once.
static COMPONENTS: LazyLock<Arc<Vec<ComponentDefinition>>> = LazyLock::new(|| {
    let all = THEME.components.iter().map(|(name, component)| {
        load::component(name, component.documentation.as_deref(), &component.template)
    });
    Arc::new(all.collect())
});

fn options() -> resolve::Options {
    resolve::Options {
        today: Date::new(2027, 3, 1).expect("it is a day"),
        drafts: true,
        hidden: BTreeSet::new(),
        attachments: Arc::default(),
        private_names: PrivateNames::None,
        components: Arc::clone(&COMPONENTS),
        theme_settings: Arc::default(),
        theme_phrases: Arc::clone(&THEME.known_phrases),
        home: None,
    }
}

/// A page's HTML; empty if there is none.
fn page(plan: &Plan, path: &str) -> String {
    let made = OutputPath::new(path).and_then(|path| plan.make(&path));
    match made.map(|made| (made.content, made.faults)) {
        Some((Content::Bytes(bytes), faults)) => {
            assert!(faults.is_empty(), "our own templates fail: {faults:?}");
            String::from_utf8(bytes.to_vec()).expect("a page is UTF-8")
        }
        _ => String::new(),
    }
}

/// No tag of a page can run what an author wrote.
fn nothing_runs(html: &str) {
    nothing_runs_but("", html);
}

/// The same, where scripts may have this address before theirs.
fn nothing_runs_but(address: &str, html: &str) {
    for tag in markdown::tags(html).iter().filter(|tag| !tag.closing) {
        let value = |name: &str| tag.attributes.iter().find(|one| one.name == name);
        match tag.name.as_str() {
            "script" => {
                let own =
                    value("src").map(|src| src.value.strip_prefix(address).unwrap_or(src.value));
                let own = own.is_some_and(is_own_script);
                assert!(own, "a script that is not ours: {tag:?}");
            }
            "iframe" | "object" | "embed" | "base" | "style" | "applet" | "frame" => {
                panic!("it is not to be in a page: {tag:?}")
            }
            _ => {}
        }
        for attribute in &tag.attributes {
            let name = attribute.name.as_str();
            assert!(!name.starts_with("on") && name != "srcdoc", "it runs something: {tag:?}");
            let leads = matches!(
                name,
                "href" | "src" | "action" | "formaction" | "xlink:href" | "poster" | "data"
            );
            assert!(!leads || !is_program(attribute.value), "it runs something: {tag:?}");
        }
    }
}

fn is_own_script(address: &str) -> bool {
    let ending = address.ends_with(".js") || address.contains(".js?");
    ending && !address.contains(':') && !address.contains("//")
}

/// Would a browser run this address? It passes over white space and control characters, and reads references.
fn is_program(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let plain: String = lower
        .replace("&tab;", "")
        .replace("&newline;", "")
        .replace("&colon;", ":")
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    ["javascript:", "vbscript:", "data:text/", "data:application/", "data:image/svg"]
        .iter()
        .any(|scheme| plain.starts_with(scheme))
}

/// A text as a string of JSON, which is one of YAML too.
fn serde_json_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}
