//! Where a link leads, or why it leads nowhere.

use crate::model::{DocumentId, SectionId};
use crate::source::SourcePath;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// Out of the handbook: the address as written.
    External(String),
    /// To a document, and to an anchor in it.
    Document(DocumentId, Option<String>),
    /// To a section that has no document of its own.
    Section(SectionId),
    /// To a file beside the documents.
    File(SourcePath),
    /// Nowhere.
    Broken(LinkFault),
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkFault {
    /// There is no such file.
    NoSuchFile {
        /// The one with the nearest name, written as this link would write it.
        nearest: Option<String>,
    },
    /// The file is there, its name in other capitals.
    OtherCapitals {
        /// The link as it should be.
        actual: String,
    },
    /// The document is there, the anchor isn't.
    NoSuchAnchor {
        /// The document.
        document: DocumentId,
        /// The anchor, as written.
        anchor: String,
        /// The one most like it.
        nearest: Option<String>,
    },
    /// It leads out of the handbook's folder.
    LeadsOut,
    /// The document is a draft, and drafts are not published.
    Draft(DocumentId),
    /// The document is a case example that doesn't say how it was made safe.
    Undeclared(DocumentId),
    /// The document is a passage for others to include, and has no page.
    Passage(DocumentId),
    /// A document is wanted here, and it leads to something else.
    NotADocument,
    /// There is nothing between the brackets.
    Empty,
    /// An address that runs a script or can't be opened: `javascript:`.
    Unsafe(String),
    /// Written as another generator would have it, it could mean each of these.
    Ambiguous(Vec<String>),
}

/// What the address begins with, if a page that linked to it would run it: `javascript`, or `data` with a document after
/// it. Words may begin with `data:` or `file:` too.
pub fn running_scheme(address: &str) -> Option<String> {
    scheme(address).filter(|scheme| match scheme.as_str() {
        "javascript" | "vbscript" => true,
        "data" => is_document(&bare(address).to_ascii_lowercase()),
        _ => false,
    })
}

/// Is this address of `data:` something that a browser would show as a page, and run?
fn is_document(address: &str) -> bool {
    let kinds = ["data:text/", "data:application/", "data:image/svg", "data:multipart/"];
    kinds.iter().any(|kind| address.starts_with(kind))
}

/// An address as browsers read it: they drop tabs and line ends inside a scheme, and spaces before it.
fn bare(address: &str) -> String {
    address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect()
}

/// What stands before an address's colon, in small letters; `None` if that is no scheme.
pub fn scheme(address: &str) -> Option<String> {
    // Most addresses are paths.
    if !address.contains(':') {
        return None;
    }
    let bare = bare(address);
    let (scheme, _) = bare.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::running_scheme;

    #[test]
    fn knows_what_runs_from_words() {
        for address in [
            "javascript:alert(1)",
            " java\tscript:alert(1)",
            "VBScript:x",
            "data:text/html,<script>alert(1)</script>",
            "DATA:\ntext/html;base64,PHNjcmlwdD4=",
            "data:image/svg+xml,<svg onload=alert(1)>",
            "data:application/xhtml+xml,x",
        ] {
            assert!(running_scheme(address).is_some(), "{address}");
        }
        for words in ["Data: what we hold", "data:and so on", "file: 12", "https://a.example", "x"]
        {
            assert_eq!(running_scheme(words), None, "{words}");
        }
    }
}
