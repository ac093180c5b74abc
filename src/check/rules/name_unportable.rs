//! File names that Windows, SharePoint or a web address can't hold.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::model::{Document, Handbook, pages};
use crate::source::is_device;

pub(super) static RULE: Rule = Rule {
    name: "name-unportable",
    group: Group::Files,
    severity: Severity::Error,
    summary: "A file or folder name that Windows can’t hold",
    explain: include_str!("name_unportable.md"),
    run: Run::Handbook(run),
};

/// The longest name of a file or folder, in bytes: what the file systems of servers hold.
const LONGEST_NAME: usize = 255;
/// The longest path that SharePoint holds, in the units that it counts.
const LONGEST_PATH: usize = 400;
/// The most folders inside each other: the page of contents, and a reader's patience, hold no more.
const MOST_FOLDERS: usize = 15;

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    let documents = handbook.published().map(|(_, one)| (&one.parsed.path, one.url.as_str()));
    let files = handbook.files.iter().map(|(path, url)| (path, url.as_str()));
    for (path, url) in documents.chain(files) {
        if let Some(why) = unportable(path.as_str()) {
            findings
                .in_file(path, why)
                .help("Rename it, with letters, digits, hyphens and full stops.");
        } else if let Some(why) = too_deep(url) {
            findings.in_file(path, why).help("Move it up, so that it can be found.");
        } else if let Some(why) = too_long(url) {
            findings
                .in_file(path, why)
                .help("Give the file, or a folder that it is in, a shorter name.");
        }
    }
    let tagged = LazyCell::new(|| tagged(handbook));
    let folders = LazyCell::new(|| folders(handbook));
    for (url, what) in handbook.generated.iter() {
        let why = unportable(url.as_str()).or_else(|| too_long(url.as_str()));
        let folder = url.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(why) = why.filter(|_| !folders.contains(folder)) else { continue };
        let message = format!("{why} It would be {what}.");
        let finding = match tagged.get(url.as_str()) {
            Some(document) => findings.at(document, document.front_matter_span(), message),
            None => findings.anywhere(message),
        };
        finding.help("Give the tag, the kind, the element, the Act or the owner that it is named after another name.");
    }
    for alias in handbook.aliases.iter() {
        let Ok(url) = &alias.url else { continue };
        if let Some(why) = unportable(url.as_str()).or_else(|| too_long(url.as_str())) {
            findings
                .at(handbook.document(alias.document), alias.written.span, why)
                .help("Take this old address away: no page can be published there.");
        }
    }
}

fn too_deep(url: &str) -> Option<String> {
    let folders = url.matches('/').count();
    (folders > MOST_FOLDERS).then(|| {
        format!(
            "It is in {folders} folders inside each other, and a handbook can have {MOST_FOLDERS}."
        )
    })
}

/// The first document with each tag, by the address of the tag's page.
fn tagged(handbook: &Handbook) -> BTreeMap<String, &Document> {
    let mut first = BTreeMap::new();
    for (_, document) in handbook.published() {
        for tag in &document.tags {
            first.entry(pages::tag(tag)).or_insert(document);
        }
    }
    first
}

/// The folders of sections. The handbook's own pages in one have its name, which is reported with its documents; nobody
/// chose another for them.
fn folders(handbook: &Handbook) -> BTreeSet<&str> {
    handbook.sections.iter().map(|section| section.folder.as_str()).collect()
}

fn too_long(url: &str) -> Option<String> {
    if let Some(part) = url.split('/').find(|part| part.len() > LONGEST_NAME) {
        let start: String = part.chars().take(30).collect();
        return Some(format!(
            "“{start}…” would be a name of more than {LONGEST_NAME} bytes, which no server can hold."
        ));
    }
    let length = url.encode_utf16().count();
    (length > LONGEST_PATH).then(|| {
        format!("Its address would have {length} characters, and SharePoint holds {LONGEST_PATH}.")
    })
}

fn unportable(path: &str) -> Option<String> {
    path.split('/').find_map(|part| {
        let lower = part.to_lowercase();
        if is_device(lower.split('.').next().unwrap_or_default()) {
            return Some(format!("Windows keeps the name “{part}” for itself."));
        }
        if lower.contains("_vti_") {
            return Some(format!(
                "SharePoint keeps names with “_vti_” for itself, as in “{part}”."
            ));
        }
        if let Some(c) = part.chars().find(|c| is_refused(*c)) {
            let c = if c.is_control() { c.escape_unicode().to_string() } else { c.to_string() };
            return Some(format!("“{part}” has a character that Windows can’t hold: “{c}”."));
        }
        if part.ends_with(['.', ' ']) {
            return Some(format!("“{part}” ends in a full stop or a space, which Windows drops."));
        }
        None
    })
}

fn is_refused(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '\\' | '|' | '?' | '*') || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::{too_long, unportable};

    #[test]
    fn knows_what_windows_and_sharepoint_can_hold() {
        for bad in [
            "a/con.html",
            "NUL",
            "com0.html",
            "Lpt9.a.html",
            "com¹.html",
            "a:b",
            "a\u{7}.html",
            "x./a.html",
            "x /a",
            "a/old_vti_page.html",
        ] {
            assert!(unportable(bad).is_some(), "{bad}");
        }
        for good in
            ["a/icon.html", "com10.html", "com.html", "console.html", "décisions/.a", "a b.html"]
        {
            assert_eq!(unportable(good), None, "{good}");
        }
    }

    #[test]
    fn counts_as_each_system_counts() {
        let name = |length: usize| "n".repeat(length);
        assert_eq!(too_long(&name(255)), None);
        assert!(too_long(&name(256)).is_some());
        assert!(too_long(&"é".repeat(128)).is_some(), "256 bytes");
        assert_eq!(too_long(&format!("{}/{}", name(200), name(199))), None);
        assert!(too_long(&format!("{}/{}", name(200), name(200))).is_some());
    }
}
