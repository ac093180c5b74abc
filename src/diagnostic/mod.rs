//! One thing that `check` found, ready to be shown: it carries its words, its place and the line
//! itself, so that no way of showing it needs the handbook.

use std::collections::BTreeSet;
use std::fmt;

use crate::source::{Position, SourcePath, Span, Text};

pub mod human;
pub mod json;
pub mod github;
pub mod sarif;
pub(crate) mod safe;

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
    /// The text of the line that `start` is on, to show it; of a very long line only what is around `start`.
    pub line: String,
    /// How many characters of the line stand before that.
    pub cut: usize,
}

/// The most characters of a line that are kept before a place, and after it. A megabyte on one line may have thousands
/// of faults, and each keeps its line.
const AROUND: usize = 1_000;

impl Range {
    fn at(text: &Text, span: Span) -> Self {
        let (start, end) = (text.position(span.start()), text.position(span.end()));
        let line = text.line(start.line);
        let at = span.start().saturating_sub(text.line_span(start.line).start());
        let (Some((before, after)), true) = (line.split_at_checked(at), line.len() > AROUND) else {
            return Range { start, end, line: line.to_owned(), cut: 0 };
        };
        let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(index, _)| index);
        let to = after.char_indices().nth(AROUND).map_or(after.len(), |(index, _)| index);
        let cut = (start.column - 1).saturating_sub(AROUND);
        Range { start, end, line: line[from..at + to].to_owned(), cut }
    }
}

impl Place {
    /// A stretch of a text.
    pub fn at(path: &SourcePath, text: &Text, span: Span) -> Self {
        Place { path: path.clone(), range: Some(Range::at(text, span)) }
    }

    /// A file as a whole.
    pub fn file(path: &SourcePath) -> Self {
        Place { path: path.clone(), range: None }
    }
}

impl fmt::Display for Place {
    /// `content/policies/x.md:12:5`, or the path alone for a file as a whole.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.range {
            Some(Range { start, .. }) => {
                write!(f, "{}:{}:{}", self.path, start.line, start.column)
            }
            None => write!(f, "{}", self.path),
        }
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

/// How many diagnostics there are of each severity, and in how many files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Counts {
    /// Those that stop the handbook from being published.
    pub errors: usize,
    /// Those that somebody should look at.
    pub warnings: usize,
    /// Those that are worth knowing.
    pub infos: usize,
    /// The files that they are in. Those about the handbook as a whole are in none.
    pub files: usize,
}

impl Counts {
    /// Counts them.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        let places = diagnostics.iter().filter_map(|d| d.place.as_ref());
        Counts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            files: places.map(|place| &place.path).collect::<BTreeSet<_>>().len(),
        }
    }
}

/// What a way of showing diagnostics may need to know besides them.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Whether to colour the words, for a terminal.
    pub colour: bool,
    /// How many columns wide the terminal is; longer lines of content are cut around the place.
    pub width: usize,
    /// Each rule's name and what it finds, in a line, for outputs that describe the rules.
    pub rules: &'a [(&'a str, &'a str)],
}

impl Default for Options<'_> {
    /// No colour, 100 columns, no descriptions.
    fn default() -> Self {
        Options { colour: false, width: 100, rules: &[] }
    }
}

/// A way of showing diagnostics.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What people call it on the command line.
    pub name: &'static str,
    /// What it is for, in a line.
    pub help: &'static str,
    /// Shows the diagnostics in the order given; the text ends with a line ending.
    pub write: fn(&[Diagnostic], &Options<'_>) -> String,
}

/// Every way of showing diagnostics, the usual one first.
pub static FORMATS: &[Format] = &[
    Format { name: "human", help: "To read, with the lines concerned", write: human::write },
    Format { name: "json", help: "For other programs", write: json::write },
    Format { name: "github", help: "Notes on a pull request on GitHub", write: github::write },
    Format {
        name: "sarif",
        help: "For code scanning and editors (SARIF 2.1.0)",
        write: sarif::write,
    },
];

#[cfg(test)]
pub(crate) mod samples {
    //! Diagnostics for the tests of each way of showing them.

    use super::{Diagnostic, Place, Related, Severity};
    use crate::source::{SourcePath, Span, Text};

    /// A place in a file: the first occurrence of `needle` in its text.
    pub(crate) fn place(path: &str, text: &str, needle: &str) -> Place {
        let start = text.find(needle).expect("the needle is in the text");
        let path = SourcePath::new(path).expect("a path within the folder");
        Place::at(&path, &Text::from(text), Span::new(start, start + needle.len()))
    }

    /// An error with a place and nothing else.
    pub(crate) fn error(message: &str, place: Place) -> Diagnostic {
        Diagnostic {
            rule: "broken-link",
            severity: Severity::Error,
            place: Some(place),
            message: message.into(),
            help: None,
            related: Vec::new(),
        }
    }

    /// An error with help, a warning with a second place in a file with an awkward name, and
    /// something about the handbook as a whole.
    pub(crate) fn several() -> Vec<Diagnostic> {
        let link = "# Contact\n\nSee [thresholds](thresholds.md), please.\n";
        let mut broken = error(
            "There is no file “thresholds.md”.",
            place("content/contact.md", link, "thresholds.md"),
        );
        broken.help = Some("Write it as ../guidance/thresholds.md.".into());
        let twice = Diagnostic {
            rule: "duplicate-title",
            severity: Severity::Warning,
            place: Some(place("content/50%: a, b.md", "title: Visits", "Visits")),
            message: "Two documents are called “Visits”.".into(),
            help: None,
            related: vec![Related {
                place: place("content/é.md", "---\ntitle: Visits", "Visits"),
                message: "the other one".into(),
            }],
        };
        let whole = Diagnostic {
            rule: "no-glossary",
            severity: Severity::Info,
            place: None,
            message: "The handbook has no glossary.".into(),
            help: None,
            related: Vec::new(),
        };
        vec![broken, twice, whole]
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Diagnostic, FORMATS, Options, samples};

    #[test]
    fn counts_each_severity_and_each_file_once() {
        let counts = Counts::of(&[samples::several(), samples::several()].concat());
        assert_eq!(counts, Counts { errors: 2, warnings: 2, infos: 2, files: 2 });
    }

    #[test]
    fn no_format_lets_terminal_escapes_through() {
        let nasty = "a\u{1b}[31m\u{9b}b\u{202e}c\u{7f}";
        let mut diagnostic = samples::error(nasty, samples::place(nasty, nasty, "b"));
        diagnostic.help = Some(nasty.into());
        for format in FORMATS {
            let shown = (format.write)(&[diagnostic.clone()], &Options::default());
            let raw = shown.chars().find(|&c| c != '\n' && (c.is_control() || c == '\u{202e}'));
            assert_eq!(raw, None, "{}: {shown}", format.name);
            assert!(shown.ends_with('\n'), "{}", format.name);
        }
    }

    #[test]
    fn sorts_by_file_place_and_rule() {
        let mut diagnostics = samples::several();
        Diagnostic::sort(&mut diagnostics);
        let rules: Vec<_> = diagnostics.iter().map(|d| d.rule).collect();
        assert_eq!(rules, ["no-glossary", "duplicate-title", "broken-link"]);
    }
}
