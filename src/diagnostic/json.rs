//! Diagnostics as one JSON object, for other programs. Fields keep their names and their order;
//! a change that could break a reader raises `version`.
//!
//! ```json
//! {
//!   "version": 1,
//!   "diagnostics": [
//!     {
//!       "rule": "broken-link",
//!       "severity": "error",
//!       "message": "There is no file “thresholds.md”.",
//!       "help": "Write it as ../guidance/thresholds.md.",
//!       "place": {
//!         "path": "content/contact.md",
//!         "range": {
//!           "start": {"line": 3, "column": 18},
//!           "end": {"line": 3, "column": 31},
//!           "text": "See [thresholds](thresholds.md), please."
//!         }
//!       },
//!       "related": [{"message": "…", "place": {…}}]
//!     }
//!   ],
//!   "counts": {"errors": 1, "warnings": 0, "infos": 0, "files": 1}
//! }
//! ```
//!
//! `severity` is `error`, `warning` or `info`. Lines and columns count from 1, columns in
//! characters (Unicode code points), and `end` is just after the last character. `text` is the
//! line on which the range starts. `help`, `place` and `range` are `null` where there is none: a
//! `place` without a range is a file as a whole, and no place the handbook as a whole.

use serde::Serialize;

use crate::diagnostic::safe::safe_json;
use crate::diagnostic::{Counts, Diagnostic, Options, Place, Range};
use crate::source::Position;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    diagnostics: Vec<DiagnosticJson<'a>>,
    counts: CountsJson,
}

#[derive(Serialize)]
struct DiagnosticJson<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    place: Option<PlaceJson<'a>>,
    related: Vec<RelatedJson<'a>>,
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    message: &'a str,
    place: PlaceJson<'a>,
}

#[derive(Serialize)]
struct PlaceJson<'a> {
    path: &'a str,
    range: Option<RangeJson<'a>>,
}

#[derive(Serialize)]
struct RangeJson<'a> {
    start: PositionJson,
    end: PositionJson,
    text: &'a str,
}

#[derive(Serialize)]
struct PositionJson {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct CountsJson {
    errors: usize,
    warnings: usize,
    infos: usize,
    files: usize,
}

/// Shows diagnostics as JSON; nothing of the options matters.
pub fn write(diagnostics: &[Diagnostic], _options: &Options<'_>) -> String {
    let counts = Counts::of(diagnostics);
    let document = Document {
        version: 1,
        diagnostics: diagnostics.iter().map(diagnostic_json).collect(),
        counts: CountsJson {
            errors: counts.errors,
            warnings: counts.warnings,
            infos: counts.infos,
            files: counts.files,
        },
    };
    let json = serde_json::to_string_pretty(&document).expect("it holds only texts and numbers");
    safe_json(&json) + "\n"
}

fn diagnostic_json(diagnostic: &Diagnostic) -> DiagnosticJson<'_> {
    let related = diagnostic.related.iter();
    DiagnosticJson {
        rule: diagnostic.rule,
        severity: diagnostic.severity.as_str(),
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        place: diagnostic.place.as_ref().map(place_json),
        related: related
            .map(|r| RelatedJson { message: &r.message, place: place_json(&r.place) })
            .collect(),
    }
}

fn place_json(place: &Place) -> PlaceJson<'_> {
    PlaceJson { path: place.path.as_str(), range: place.range.as_ref().map(range_json) }
}

fn range_json(range: &Range) -> RangeJson<'_> {
    RangeJson {
        start: position_json(range.start),
        end: position_json(range.end),
        text: &range.line,
    }
}

fn position_json(position: Position) -> PositionJson {
    PositionJson { line: position.line, column: position.column }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::diagnostic::{Options, samples};

    #[test]
    #[expect(clippy::too_many_lines, reason = "most of them are the expected output")]
    fn keeps_its_fields_and_their_order() {
        insta::assert_snapshot!(write(&samples::several(), &Options::default()), @r#"
        {
          "version": 1,
          "diagnostics": [
            {
              "rule": "broken-link",
              "severity": "error",
              "message": "There is no file “thresholds.md”.",
              "help": "Write it as ../guidance/thresholds.md.",
              "place": {
                "path": "content/contact.md",
                "range": {
                  "start": {
                    "line": 3,
                    "column": 18
                  },
                  "end": {
                    "line": 3,
                    "column": 31
                  },
                  "text": "See [thresholds](thresholds.md), please."
                }
              },
              "related": []
            },
            {
              "rule": "duplicate-title",
              "severity": "warning",
              "message": "Two documents are called “Visits”.",
              "help": null,
              "place": {
                "path": "content/50%: a, b.md",
                "range": {
                  "start": {
                    "line": 1,
                    "column": 8
                  },
                  "end": {
                    "line": 1,
                    "column": 14
                  },
                  "text": "title: Visits"
                }
              },
              "related": [
                {
                  "message": "the other one",
                  "place": {
                    "path": "content/é.md",
                    "range": {
                      "start": {
                        "line": 2,
                        "column": 8
                      },
                      "end": {
                        "line": 2,
                        "column": 14
                      },
                      "text": "title: Visits"
                    }
                  }
                }
              ]
            },
            {
              "rule": "no-glossary",
              "severity": "info",
              "message": "The handbook has no glossary.",
              "help": null,
              "place": null,
              "related": []
            }
          ],
          "counts": {
            "errors": 1,
            "warnings": 1,
            "infos": 1,
            "files": 2
          }
        }
        "#);
    }
}
