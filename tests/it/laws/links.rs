//! Every link in what is published leads to a file and to an anchor that are published, and no page has one
//! address for two of its parts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use percent_encoding::percent_decode_str;
use proptest::prelude::{prop_assert, proptest};

use crate::laws::input::handbook;
use crate::laws::{Files, build, build_edition, cases};
use crate::support::photograph;

/// What is wrong with the links of a site.
fn broken(files: &Files) -> Vec<String> {
    let pages: BTreeMap<&str, Page> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), Page::parse(&String::from_utf8_lossy(bytes))))
        .collect();
    let mut problems = Vec::new();
    for (path, page) in &pages {
        problems.extend(page.twice.iter().map(|id| format!("{path}: two parts are “{id}”")));
        for link in &page.links {
            if let Some(problem) = problem(files, &pages, path, link) {
                problems.push(format!("{path}: {link}: {problem}"));
            }
        }
    }
    problems
}

fn problem(
    files: &Files,
    pages: &BTreeMap<&str, Page>,
    from: &str,
    link: &str,
) -> Option<&'static str> {
    let is_elsewhere = link.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'));
    if is_elsewhere || link.starts_with("//") {
        return None;
    }
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split('?').next().unwrap_or_default();
    let target = if path.is_empty() { Some(from.to_owned()) } else { resolve(from, &decode(path)) };
    let Some(target) = target else { return Some("leads out of the site") };
    if !files.contains_key(&target) {
        return Some("no such file");
    }
    let fragment = decode(fragment.split(":~:").next().unwrap_or_default());
    let page = pages.get(target.as_str());
    let is_there = fragment.is_empty() || page.is_some_and(|page| page.ids.contains(&fragment));
    (!is_there).then_some("no such anchor")
}

/// The file that a relative address means on a page.
fn resolve(from: &str, link: &str) -> Option<String> {
    if link.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[derive(Default)]
struct Page {
    links: Vec<String>,
    ids: BTreeSet<String>,
    twice: Vec<String>,
}

impl Page {
    /// The tags of a page as they are written: text holds no `<`.
    fn parse(html: &str) -> Self {
        let mut page = Page::default();
        let mut rest = html;
        while let Some((_, after)) = rest.split_once('<') {
            rest = after;
            if rest.starts_with("!--") {
                rest = rest.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let end = rest.find([' ', '\n', '>']).unwrap_or(rest.len());
            let mut tag = if rest[end..].starts_with('>') { "" } else { &rest[end..] };
            while let Some((name, value, after)) = attribute(tag) {
                let value = unescape(value);
                match name {
                    "href" | "src" => page.links.push(value),
                    "id" if !page.ids.insert(value.clone()) => page.twice.push(value),
                    "name" => drop(page.ids.insert(value)),
                    _ => {}
                }
                tag = after;
            }
        }
        page
    }
}

/// The next attribute of a tag, before the tag ends.
fn attribute(tag: &str) -> Option<(&str, &str, &str)> {
    let (name, after) = tag.split_once("=\"")?;
    if name.contains('>') {
        return None;
    }
    let (value, after) = after.split_once('"')?;
    Some((name.rsplit([' ', '\n']).next().unwrap_or(name), value, after))
}

fn unescape(text: &str) -> String {
    let plain = [("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/"), ("&lt;", "<")];
    let plain = plain.into_iter().chain([("&gt;", ">"), ("&nbsp;", "\u{a0}"), ("&amp;", "&")]);
    plain.fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn every_link_leads_somewhere(files in handbook()) {
        let problems = broken(&build(&files).files);
        prop_assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}

#[test]
fn every_link_of_the_sample_handbook_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for edition in ["staff", "partners", "families"] {
        let problems = broken(&build_edition(root, edition).files);
        assert!(problems.is_empty(), "{edition}: {}", problems.join("\n"));
    }
}

#[test]
fn a_broken_link_is_found() {
    let files = Files::from([
        ("a.html".to_owned(), b"<a href=\"b.html#x\" id=\"x\">b</a><p id=\"x\">".to_vec()),
        (
            "f/b.html".to_owned(),
            b"<a href=\"../a.html#x\">a</a><img src='' src=\"c.png\">".to_vec(),
        ),
    ]);
    assert_eq!(
        broken(&files),
        [
            "a.html: two parts are “x”",
            "a.html: b.html#x: no such file",
            "f/b.html: c.png: no such file"
        ]
    );
}

/// What stands in names, where the system holds it, is neither a part of an address nor its end.
#[cfg(unix)]
#[test]
fn names_with_signs_that_mean_something_in_addresses_lead_where_they_should() {
    let names = [
        "a b",
        "q\"uote's",
        "hash#1",
        "what?",
        "100%",
        "%20",
        "😀",
        "\u{202e}abc",
        "نص",
        "a&b<c>",
        "semi;x",
        "-dash",
        "~x",
        "[br](x)",
        "{cu}",
        "$x",
        "`t`",
        "a:b",
        "tab\tx",
    ];
    let settings = "title: Any\nchecks: {name-unportable: warning}\n".to_owned();
    let mut files = Files::from([("handbook.yaml".to_owned(), settings.into_bytes())]);
    let mut links = "# All\n\n".to_owned();
    for name in names {
        let text = format!("# Page\n\n## Step\n\n![x](<{}.png>)\n", escaped(name));
        files.insert(format!("content/f/{name}.md"), text.into_bytes());
        files.insert(format!("content/f/{name}.png"), photograph("").0);
        links.push_str(&format!("- [x](f/{}.md#step)\n", escaped(name)));
    }
    files.insert("content/index.md".to_owned(), links.into_bytes());
    let built = build(&files);
    assert!(
        built.diagnostics.iter().all(|one| one.rule != "broken-link"),
        "{:?}",
        built.diagnostics
    );
    let found = broken(&built.files);
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(built.files.keys().filter(|path| path.ends_with(".png")).count(), names.len());
}

#[cfg(unix)]
fn escaped(name: &str) -> String {
    name.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
