//! What other pages may know of a document, and what its own page needs besides its body. Editing a
//! body without touching headings, links or front matter leaves its outline as it was.

use std::sync::Arc;

use crate::markdown::tree::{Body, Link, MarkdownFault};
use crate::model::{Exception, FrontMatter, Watched};
use crate::source::{SourcePath, Span, Text};

/// One Markdown file, parsed alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Parsed {
    /// The file.
    pub path: SourcePath,
    /// Its text.
    pub text: Watched<Arc<Text>>,
    /// What other pages may know.
    pub outline: Outline,
    /// What only its own page shows.
    pub body: Watched<Arc<Body>>,
    /// What is wrong with the Markdown.
    pub faults: Watched<Vec<(Span, MarkdownFault)>>,
}

/// A document's outline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Outline {
    /// The fields.
    pub front: FrontMatter,
    /// The headings, in order.
    pub headings: Vec<HeadingLine>,
    /// Other anchors on the page: in HTML, and of footnotes.
    pub anchors: Vec<String>,
    /// The links, as written.
    pub links: Watched<Vec<Link>>,
    /// Passages taken in from other files.
    pub includes: Vec<Include>,
    /// Exceptions from rules, written where they hold.
    pub exceptions: Vec<Exception>,
    /// The first paragraph's words, for want of a summary.
    pub opening: Watched<String>,
    /// How many words the body has.
    pub words: Watched<usize>,
}

impl Outline {
    /// Every exception from a rule: those at the top first, then those in the text.
    pub fn all_exceptions(&self) -> impl Iterator<Item = &Exception> {
        self.front.exceptions.iter().chain(&self.exceptions)
    }
}

/// A heading as others see it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HeadingLine {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: Arc<str>,
    /// Its address on the page.
    pub anchor: Arc<str>,
    /// Where it stands.
    pub span: Span,
}

/// A passage that an `include` component takes in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Include {
    /// The file, as written.
    pub file: String,
    /// Where the name stands.
    pub span: Span,
}
