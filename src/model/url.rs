//! A page's address within the site, and how one page links to another: always relative, so that the
//! same folder works at a domain's root, below a path, and from a file share.

use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What must be escaped in a path (RFC 3986, and what HTML and Windows shares stumble over).
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'&')
    .add(b'\'');

/// The same in a path, where what stands before a colon would be read as a scheme: `javascript:x.html`.
const PATH: &AsciiSet = &ESCAPED.add(b':');

/// The same, but for what is escaped already.
const DIRECTIVE: &AsciiSet = &ESCAPED.remove(b'%').remove(b'&');

/// A file's address from the site's root, not escaped: `policies/case recording.html`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Url(Arc<str>);

impl Url {
    /// Takes a path from the root, written with `/`.
    pub fn new(path: &str) -> Self {
        Url(path.into())
    }

    /// The path, not escaped.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path, escaped for an attribute that has the way to the root before it.
    pub fn escaped(&self) -> String {
        let mut escaped = String::with_capacity(self.0.len());
        push_escaped(&mut escaped, &self.0, PATH);
        escaped
    }

    /// The folder that it is in, with `/` at its end: `policies/`, or nothing at the root.
    pub fn folder(&self) -> &str {
        &self.0[..end_of_folder(self.0.as_bytes())]
    }

    /// What it begins with and an address in this folder begins with too: a folder that holds both.
    pub fn shared_folder<'a>(&self, folder: &'a str) -> &'a str {
        let bytes = self.0.bytes().zip(folder.bytes());
        let same = bytes.take_while(|(own, other)| own == other).count();
        &folder[..end_of_folder(&folder.as_bytes()[..same])]
    }

    /// The rest of the path, below a folder that it is in, escaped as a whole path is.
    pub fn escaped_below(&self, folder: &str) -> String {
        let rest = self.0.strip_prefix(folder).unwrap_or(&self.0);
        let mut escaped = String::with_capacity(rest.len());
        push_escaped(&mut escaped, rest, PATH);
        escaped
    }

    /// What leads from this page to the site's root: `../../`, or nothing at the root.
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// The link from this page to another, escaped: `../policies/x.html#step-2`.
    pub fn link_to(&self, other: &Url, anchor: Option<&str>) -> String {
        let mut link = String::with_capacity(other.0.len() + anchor.map_or(0, str::len) + 16);
        if self != other || anchor.is_none() {
            let shared = self.shared_folder(other.folder()).len();
            let levels = self.0[shared..].bytes().filter(|byte| *byte == b'/').count();
            (0..levels).for_each(|_| link.push_str("../"));
            push_escaped(&mut link, &other.0[shared..], PATH);
        }
        if let Some(anchor) = anchor {
            push_fragment(&mut link, anchor);
        }
        link
    }

    /// The link from a page to an anchor on it, escaped: `#step-2`.
    pub fn to_anchor(anchor: &str) -> String {
        let mut link = String::with_capacity(anchor.len() + 1);
        push_fragment(&mut link, anchor);
        link
    }

    /// What leads from this page to a folder, escaped: `../policies/`, or nothing if the page is in it.
    pub fn to_folder(&self, folder: &str) -> String {
        self.link_to(&Url::new(folder), None)
    }

    /// The same on every system that ignores case or writes accents apart: two addresses with one key
    /// would be one file there.
    pub fn key(&self) -> String {
        use unicode_normalization::UnicodeNormalization;
        if self.0.is_ascii() {
            return self.0.to_ascii_lowercase();
        }
        self.0.nfc().flat_map(char::to_lowercase).collect()
    }
}

/// `#step-2`, escaped. What follows `:~:` is for the browser, and was escaped by whoever wrote it
/// (WICG, URL Fragment Text Directives).
fn push_fragment(link: &mut String, anchor: &str) {
    link.push('#');
    let colon = memchr::memchr(b':', anchor.as_bytes());
    let at = colon.and_then(|colon| Some(colon + anchor[colon..].find(":~:")?));
    let (anchor, directive) = anchor.split_at(at.unwrap_or(anchor.len()));
    push_escaped(link, anchor, ESCAPED);
    push_escaped(link, directive, DIRECTIVE);
}

fn push_escaped(link: &mut String, text: &str, set: &'static AsciiSet) {
    // What most addresses have nothing besides is escaped in none.
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() | matches!(byte, b'-' | b'.' | b'/' | b'_');
    match text.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        true => link.push_str(text),
        false => link.extend(utf8_percent_encode(text, set)),
    }
}

/// Where the name of a file begins in its path.
fn end_of_folder(path: &[u8]) -> usize {
    memchr::memrchr(b'/', path).map_or(0, |slash| slash + 1)
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Url;

    #[test]
    fn links_are_relative() {
        let check = |from: &str, to: &str, anchor, expected: &str| {
            assert_eq!(Url::new(from).link_to(&Url::new(to), anchor), expected);
        };
        check("index.html", "policies/a b.html", None, "policies/a%20b.html");
        check("policies/x/y.html", "policies/z.html", Some("é"), "../z.html#%C3%A9");
        check("policies/x.html", "guidance/z.html", None, "../guidance/z.html");
        check("a.html", "a.html", Some("b"), "#b");
        check("a.html", "a.html", None, "a.html");
        check("a.html", "safeguarding: x.html", None, "safeguarding%3A%20x.html");
        check("a/b.html", "100%.html", None, "../100%25.html");
        check("a.html", "b.html", Some("é:~:text=a%2Cb,c"), "b.html#%C3%A9:~:text=a%2Cb,c");
        let check = |from: &str, folder: &str, expected: &str| {
            assert_eq!(Url::new(from).to_folder(folder), expected);
        };
        check("a.html", "", "");
        check("a/b c/d.html", "a/b c/", "");
        check("a/b/c.html", "a/", "../");
        check("a.html", "b c/", "b%20c/");
        assert_eq!(Url::new("a/b/c.html").shared_folder("a/c/b/"), "a/");
        assert_eq!(Url::to_anchor("é:~:text=a%2Cb"), "#%C3%A9:~:text=a%2Cb");
        assert_eq!(Url::new("a b/c d.html").escaped_below("a b/"), "c%20d.html");
        assert_eq!(Url::new("javascript:x/a.html").escaped(), "javascript%3Ax/a.html");
    }
}
