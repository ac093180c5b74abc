//! One thing that `check` found, ready to be shown: it carries its words, its place and the line
//! itself, so that no way of showing it needs the handbook.

use crate::source::{Position, SourcePath, Span, Text};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The handbook is not published until this is put right.
    Error,
    /// Published, but somebody should look.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// `error`, `warning` or `info`, as in `handbook.yaml` and in every output.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// Where a diagnostic points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub path: SourcePath,
    /// From here to `end`; `None` for the file as a whole.
    pub range: Option<Range>,
}

/// A stretch of a file with the line that it starts on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// The first character.
    pub start: Position,
    /// Just after the last character.
    pub end: Position,
    /// The text of the line that `start` is on, to show it.
    pub line: String,
}

impl Place {
    /// A stretch of a text.
    pub fn at(path: &SourcePath, text: &Text, span: Span) -> Self {
        let start = text.position(span.start);
        let end = text.position(span.end);
        let line = text.line(start.line).to_owned();
        Place { path: path.clone(), range: Some(Range { start, end, line }) }
    }

    /// A file as a whole.
    pub fn file(path: &SourcePath) -> Self {
        Place { path: path.clone(), range: None }
    }
}

/// A second place that explains the first: the other document with this title, say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there: `the first one is here`.
    pub message: String,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name, its only code: `broken-link`.
    pub rule: &'static str,
    /// How much it matters here.
    pub severity: Severity,
    /// Where; `None` if it is about the handbook as a whole.
    pub place: Option<Place>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do about it, in a sentence.
    pub help: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// The order in which people read them: by file, place, then rule.
    pub fn sort(diagnostics: &mut [Diagnostic]) {
        diagnostics
            .sort_by(|a, b| (&a.place, a.rule, &a.message).cmp(&(&b.place, b.rule, &b.message)));
    }
}
