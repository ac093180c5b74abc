//! What a web server sends with each published file, and the settings that make each of them do so. The preview
//! sends the same, so that what would not work there shows here.

pub(crate) mod apache;
pub(crate) mod iis;
pub(crate) mod nginx;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::model::config::HOSTS;
use crate::model::{Edition, pages};
use crate::render::outputs::assets::Assets;
use crate::search;

/// What a page may load: the handbook's own files.
pub const PAGE_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                               object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

/// What a file beside the documents may do when it is opened by itself: it may show itself, and run nothing.
pub const ATTACHMENT_POLICY: &str = "sandbox allow-downloads allow-popups allow-popups-to-escape-sandbox; \
                                     default-src 'none'; img-src 'self' data:; media-src 'self'; font-src 'self'; \
                                     style-src 'self' 'unsafe-inline'; frame-ancestors 'self'";

/// For a file that has the same name for ever, whatever is in it: keep it, and ask each time.
pub(crate) const ASK: &str = "no-cache";

/// For a file whose name says what is in it: a year, the longest that is of any use (RFC 9111 sets no limit).
pub(crate) const KEEP: &str = "public, max-age=31536000, immutable";

/// The files whose names hold a hash of what is in them, as a regular expression for a path below the handbook.
/// Two indexes, of two languages, stand in one folder: `cy-t1234abcd.js`.
pub(crate) const HASHED: &str = r"(theme-files/(theme|search)-[0-9a-f]{12}\.(css|js)|search-index/([A-Za-z-]+-)?([a-w][0-9a-z]{8}|x[0-9]+-[0-9a-z]{6})\.js)";

/// Kinds of file that Debian's servers, or an old IIS, know nothing of, and that are text.
pub(crate) const TEXTS: [(&str, &str); 2] = [("csv", "text/csv"), ("ics", "text/calendar")];

/// What of an edition a server's settings name.
pub(crate) struct Site {
    /// The path of the handbook on its host, with a slash at both ends, not escaped.
    pub base: String,
    /// There are compressed copies.
    pub is_compressed: bool,
    /// Attached HTML: files that have the ending of a page and are none.
    pub attached_pages: Vec<String>,
    /// All attached files that a browser might run something of.
    pub active: Vec<String>,
    /// The theme's files whose names hold a hash of what is in them.
    pub hashed: Vec<String>,
    /// The files of the search index that always have the same name.
    pub manifests: Vec<String>,
    /// Old addresses, each with the new one.
    pub redirects: Vec<(String, String)>,
}

impl Site {
    pub(crate) fn new(edition: &Edition, assets: &Assets) -> Self {
        let manifests = search::manifests(edition).into_iter();
        let attached = || edition.files.values().map(|url| url.as_str().to_owned());
        let redirects = edition.aliases.iter().filter_map(|(from, id)| {
            let to = edition.document(*id)?;
            // None of the servers can be told of these, and Windows can't hold them.
            let can_be_told =
                |url: &str| !url.contains(['"', '\\']) && !url.contains(char::is_control);
            let pair = (from.to_string(), to.url.to_string());
            (can_be_told(&pair.0) && can_be_told(&pair.1)).then_some(pair)
        });
        Site {
            base: base(edition.config.address.as_deref().unwrap_or_default()),
            is_compressed: edition.config.precompress,
            attached_pages: attached().filter(|path| is_page(path)).collect(),
            active: attached().filter(|path| !ends_in(path, &INERT)).collect(),
            hashed: assets.all().map(|one| one.url.clone()).to_vec(),
            manifests: manifests.map(|name| format!("{}/{name}", pages::SEARCH_INDEX)).collect(),
            redirects: redirects.collect(),
        }
    }

    /// An address below the handbook, from the top of its host, escaped for a header.
    pub(crate) fn escaped(&self, path: &str) -> String {
        utf8_percent_encode(&format!("{}{path}", self.base), PATH).to_string()
    }
}

/// What stands for itself in a path wherever it is written: letters, digits and these.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Endings of files that a browser shows or saves, and of which it runs nothing.
const INERT: [&str; 36] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "bmp", "tif", "tiff", "mp3", "mp4", "m4a",
    "m4v", "webm", "ogg", "wav", "vtt", "pdf", "csv", "ics", "txt", "doc", "docx", "dotx", "xls",
    "xlsx", "xltx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "zip", "woff2",
];

fn ends_in(path: &str, endings: &[&str]) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

/// Whether a server could take this for a page, or for one that is compressed.
fn is_page(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let bare = [".gz", ".br"].iter().find_map(|ending| path.strip_suffix(ending));
    ends_in(bare.unwrap_or(&path), &["html"])
}

/// Whether a file that is copied as it is gets the policy of pages. A PDF does, since a browser’s own reader of them
/// does not start in every sandbox.
pub fn has_page_policy(attachment: &str) -> bool {
    ends_in(attachment, &["pdf"])
}

/// The path in an address, with a slash at both ends.
fn base(address: &str) -> String {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy();
    let path: String = path.chars().filter(|c| !c.is_control() && !"\"\\".contains(*c)).collect();
    match path.trim_matches('/') {
        "" => "/".to_owned(),
        path => format!("/{path}/"),
    }
}

/// A regular expression for exactly this path, for Perl's and whoever writes them like Perl.
pub(crate) fn exactly(path: &str) -> String {
    let mut text = String::new();
    for c in path.chars() {
        if c.is_ascii_punctuation() && !"/-_~".contains(c) {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

/// A regular expression for this path, and perhaps others, in letters that no server's settings can stumble over.
pub(crate) fn at_least(path: &str) -> String {
    path.chars().fold(String::new(), |mut text, c| {
        match c {
            '.' => text.push_str(r"\."),
            '/' | '-' | '_' => text.push(c),
            c if c.is_ascii_alphanumeric() => text.push(c),
            _ => text.push_str("[^/]+"),
        }
        text
    })
}

/// An old address that is a folder's page is asked for by the folder too.
pub(crate) fn folder_of(from: &str) -> Option<&str> {
    from.strip_suffix(pages::HOME)?.strip_suffix('/')
}

/// The settings of all servers, which no reader needs, as a regular expression for a path below the handbook.
pub(crate) fn settings_files() -> String {
    format!("({})", HOSTS.map(|(_, host)| exactly(host.file())).join("|"))
}

/// The line that each file begins with, after `mark`.
pub(crate) fn opening(mark: &str, server: &str, site: &Site) -> String {
    format!(
        "{mark} Written by handbook for {server}, for a handbook at {} on its host (“address” in handbook.yaml).\n\
         {mark} The next build writes it again: change nothing here.\n",
        site.base
    )
}

#[cfg(test)]
mod tests {
    use super::{at_least, base, ends_in, exactly};

    #[test]
    fn finds_the_path_in_an_address() {
        let check = |address, expected| assert_eq!(base(address), expected, "{address}");
        check("", "/");
        check("https://example.org/", "/");
        check("https://example.org/handbook/", "/handbook/");
        check("https://example.org/a/b%20c/?x#y", "/a/b c/");
        check("https://example.org/a\"; evil\n/", "/a; evil/");
    }

    #[test]
    fn writes_a_path_as_a_regular_expression() {
        assert_eq!(exactly("a b/c(1).é.html"), r"a b/c\(1\)\.é\.html");
        assert_eq!(at_least("a b/c\"\n.html"), r"a[^/]+b/c[^/]+[^/]+\.html");
        assert!(ends_in("a.b/X.HTML", &["html"]) && !ends_in("a.html/x", &["html"]));
    }
}
