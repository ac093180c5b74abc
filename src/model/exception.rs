//! An exception from a rule, as somebody wrote it into a document with a reason.

use crate::model::TextField;
use crate::source::{Located, Span};

/// An exception from a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exception {
    /// The rule.
    pub rule: Located<String>,
    /// Why it doesn't hold here.
    pub reason: TextField,
    /// Where it is written.
    pub span: Span,
    /// What it covers.
    pub covers: Covers,
}

/// What an exception covers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Covers {
    /// The document: written at its top, under `exceptions:`.
    Document,
    /// A file that the document gives to its readers: `file:`, as a link writes it.
    File(Located<String>),
    /// A stretch of the text: written in a comment before it, or at the end of its line.
    Place(Span),
}

/// The shortest reason that explains an exception from a rule about privacy, in letters.
pub const SHORTEST_REASON: usize = 25;
