//! From the address that a browser asks for to a path of the published handbook. It never touches the disk:
//! what is not among the published files does not exist.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::render::OutputPath;

/// What an address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// This file.
    File(OutputPath),
    /// The page of a folder, `policies/index.html`.
    Folder(OutputPath),
    /// Nothing that could be there.
    Nothing,
}

/// Where the editions are that are not shown at the root.
const EDITIONS: &str = "/.handbook/editions/";

/// The edition that an address names, if it names one, and the address within it.
pub(super) fn edition_of(path: &str) -> (Option<&str>, &str) {
    let named = path.strip_prefix(EDITIONS).and_then(|rest| Some(rest.split_at(rest.find('/')?)));
    named.map_or((None, path), |(edition, path)| (Some(edition), path))
}

/// The address of a file of an edition.
pub(super) fn address_of(edition: Option<&str>, path: &OutputPath) -> String {
    let path = utf8_percent_encode(path.as_str(), ESCAPED);
    match edition {
        Some(edition) => format!("{EDITIONS}{edition}/{path}"),
        None => format!("/{path}"),
    }
}

/// What is escaped in a `Location`; the rest is as browsers write it.
const ESCAPED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'\\');

/// What a path, as it came, asks for.
pub(super) fn asked(path: &str) -> Asked {
    // A slash or backslash that is written in code was never made by a link of ours.
    let lower = path.to_ascii_lowercase();
    let decoded = percent_decode_str(path).decode_utf8();
    let Some(name) =
        decoded.ok().as_deref().and_then(|text| text.strip_prefix('/').map(str::to_owned))
    else {
        return Asked::Nothing;
    };
    if lower.contains("%2f") || name.contains(['\\', '\0', ':']) && is_windows_form(&name) {
        return Asked::Nothing;
    }
    if name.is_empty() || name.ends_with('/') {
        return OutputPath::new(&format!("{name}index.html")).map_or(Asked::Nothing, Asked::Folder);
    }
    OutputPath::new(&name).map_or(Asked::Nothing, Asked::File)
}

/// Does a part of the name mean a drive, a share or another folder on Windows? A colon alone does not:
/// `safeguarding: referrals.html` is a name.
fn is_windows_form(name: &str) -> bool {
    name.contains(['\\', '\0'])
        || name.split('/').any(|part| {
            let mut start = part.chars();
            let drive = start.next().is_some_and(|c| c.is_ascii_alphabetic());
            drive && start.next() == Some(':') && start.next().is_none()
        })
}

/// Where the page of a folder is, for a redirect: `/policies/`. It always begins with one slash, so that it
/// leads to no other host.
pub(super) fn folder_address(edition: Option<&str>, folder: &OutputPath, query: &str) -> String {
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    format!("{}/{query}", address_of(edition, folder))
}

#[cfg(test)]
mod tests {
    use super::{Asked, asked, edition_of, folder_address};
    use crate::render::OutputPath;

    fn path(text: &str) -> OutputPath {
        OutputPath::new(text).unwrap()
    }

    #[test]
    fn finds_files_and_folders() {
        assert_eq!(asked("/"), Asked::Folder(path("index.html")));
        assert_eq!(asked("/policies/"), Asked::Folder(path("policies/index.html")));
        assert_eq!(asked("/policies/a%20b.html"), Asked::File(path("policies/a b.html")));
        assert_eq!(asked("/caf%C3%A9.html"), Asked::File(path("café.html")));
        assert_eq!(asked("/safeguarding:%20x.html"), Asked::File(path("safeguarding: x.html")));
        // Decoded once and never again.
        assert_eq!(asked("/%252e%252e/x"), Asked::File(path("%2e%2e/x")));
    }

    #[test]
    fn leads_nowhere_else() {
        for nowhere in [
            "/../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/..%2f..%2fetc/passwd",
            "/a/..",
            "/./a",
            "/..\\..\\windows\\win.ini",
            "/..%5c..%5cwindows",
            "/c:/windows/win.ini",
            "/a/C%3A/windows",
            "//server/share",
            "//evil.example/..",
            "/a//b",
            "/a%00.html",
            "/%ff",
            "*",
            "",
        ] {
            assert_eq!(asked(nowhere), Asked::Nothing, "{nowhere}");
        }
    }

    #[test]
    fn redirects_stay_here() {
        assert_eq!(folder_address(None, &path("a b/c"), ""), "/a%20b/c/");
        assert_eq!(folder_address(None, &path("evil.example"), "q=1"), "/evil.example/?q=1");
        let below = folder_address(Some("families"), &path("a"), "");
        assert_eq!(below, "/.handbook/editions/families/a/");
        assert_eq!(edition_of(&below), (Some("families"), "/a/"));
        for path in ["/a/", "/.handbook/editions/families", "/.handbook/state", "/"] {
            assert_eq!(edition_of(path), (None, path));
        }
    }
}
