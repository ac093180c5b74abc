//! Diagnostics as a SARIF 2.1.0 log (OASIS), for code scanning and editors. Paths are relative to
//! the handbook's folder, which the log calls `SRCROOT` and leaves to its reader to find.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::diagnostic::safe::safe_json;
use crate::diagnostic::{Diagnostic, Options, Place, Range, Severity};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name by which every path in the log is relative to the handbook's folder.
const ROOT: &str = "SRCROOT";

/// All that may not stand in a path of a relative URI; a `:` could be taken for a scheme's.
const NOT_IN_PATHS: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    original_uri_base_ids: UriBaseIds,
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct UriBaseIds {
    srcroot: UriBase,
}

#[derive(Serialize)]
struct UriBase {
    description: Message,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<RuleDescriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleDescriptor<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

/// Shows diagnostics as a SARIF log. The rules of the options come first in its list of rules,
/// in their order, then those that the diagnostics name besides.
pub fn write(diagnostics: &[Diagnostic], options: &Options<'_>) -> String {
    let rules = rules(diagnostics, options);
    let results = diagnostics.iter().map(|diagnostic| result(diagnostic, &rules)).collect();
    let tool = Tool {
        driver: Driver { name: "handbook", semantic_version: env!("CARGO_PKG_VERSION"), rules },
    };
    let root = UriBase { description: plain("The handbook’s folder.") };
    let run = Run {
        tool,
        original_uri_base_ids: UriBaseIds { srcroot: root },
        column_kind: "unicodeCodePoints",
        results,
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    let json = serde_json::to_string_pretty(&log).expect("it holds only texts and numbers");
    safe_json(&json) + "\n"
}

fn rules<'a>(diagnostics: &[Diagnostic], options: &Options<'a>) -> Vec<RuleDescriptor<'a>> {
    let described = options.rules.iter();
    let mut rules: Vec<RuleDescriptor<'a>> = described
        .map(|&(id, summary)| RuleDescriptor { id, short_description: Some(plain(summary)) })
        .collect();
    let named: BTreeSet<&'static str> = diagnostics.iter().map(|d| d.rule).collect();
    for id in named {
        if rules.iter().all(|rule| rule.id != id) {
            rules.push(RuleDescriptor { id, short_description: None });
        }
    }
    rules
}

fn result<'a>(diagnostic: &Diagnostic, rules: &[RuleDescriptor<'a>]) -> SarifResult<'a> {
    let rule_index = rules.iter().position(|rule| rule.id == diagnostic.rule);
    let rule_index = rule_index.expect("every rule that a diagnostic names is listed");
    let mut text = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        text.push_str("\n\nTo put it right: ");
        text.push_str(help);
    }
    let related = diagnostic.related.iter();
    SarifResult {
        rule_id: rules[rule_index].id,
        rule_index,
        level: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        },
        message: plain(&text),
        locations: diagnostic.place.iter().map(|place| location(place, None)).collect(),
        related_locations: related.map(|r| location(&r.place, Some(&r.message))).collect(),
    }
}

fn location(place: &Place, message: Option<&str>) -> Location {
    let uri = utf8_percent_encode(place.path.as_str(), NOT_IN_PATHS).to_string();
    Location {
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri, uri_base_id: ROOT },
            region: place.range.as_ref().map(region),
        },
        message: message.map(plain),
    }
}

fn region(range: &Range) -> Region {
    Region {
        start_line: range.start.line,
        start_column: range.start.column,
        end_line: range.end.line,
        end_column: range.end.column,
    }
}

/// A message with neither placeholders nor links: SARIF 2.1.0 wants braces doubled (3.11.5), and
/// brackets that would read as a link escaped (3.11.6).
fn plain(text: &str) -> Message {
    let mut text = text.replace('{', "{{").replace('}', "}}");
    if text.contains("](") {
        text = text.replace('\\', r"\\").replace('[', r"\[").replace(']', r"\]");
    }
    Message { text }
}

#[cfg(test)]
mod tests {
    use super::{plain, write};
    use crate::diagnostic::{Options, samples};

    #[test]
    #[expect(clippy::too_many_lines, reason = "most of them are the expected output")]
    fn writes_a_log_with_rules_regions_and_relative_addresses() {
        let rules = [("no-owner", "A document without an owner"), ("broken-link", "A broken link")];
        let options = Options { rules: &rules, ..Options::default() };
        let log = write(&samples::several(), &options);
        insta::assert_snapshot!(log.replace(env!("CARGO_PKG_VERSION"), "VERSION"), @r#"
        {
          "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
          "version": "2.1.0",
          "runs": [
            {
              "tool": {
                "driver": {
                  "name": "handbook",
                  "semanticVersion": "VERSION",
                  "rules": [
                    {
                      "id": "no-owner",
                      "shortDescription": {
                        "text": "A document without an owner"
                      }
                    },
                    {
                      "id": "broken-link",
                      "shortDescription": {
                        "text": "A broken link"
                      }
                    },
                    {
                      "id": "duplicate-title"
                    },
                    {
                      "id": "no-glossary"
                    }
                  ]
                }
              },
              "originalUriBaseIds": {
                "SRCROOT": {
                  "description": {
                    "text": "The handbook’s folder."
                  }
                }
              },
              "columnKind": "unicodeCodePoints",
              "results": [
                {
                  "ruleId": "broken-link",
                  "ruleIndex": 1,
                  "level": "error",
                  "message": {
                    "text": "There is no file “thresholds.md”.\n\nTo put it right: Write it as ../guidance/thresholds.md."
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/contact.md",
                          "uriBaseId": "SRCROOT"
                        },
                        "region": {
                          "startLine": 3,
                          "startColumn": 18,
                          "endLine": 3,
                          "endColumn": 31
                        }
                      }
                    }
                  ]
                },
                {
                  "ruleId": "duplicate-title",
                  "ruleIndex": 2,
                  "level": "warning",
                  "message": {
                    "text": "Two documents are called “Visits”."
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/50%25%3A%20a%2C%20b.md",
                          "uriBaseId": "SRCROOT"
                        },
                        "region": {
                          "startLine": 1,
                          "startColumn": 8,
                          "endLine": 1,
                          "endColumn": 14
                        }
                      }
                    }
                  ],
                  "relatedLocations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/%C3%A9.md",
                          "uriBaseId": "SRCROOT"
                        },
                        "region": {
                          "startLine": 2,
                          "startColumn": 8,
                          "endLine": 2,
                          "endColumn": 14
                        }
                      },
                      "message": {
                        "text": "the other one"
                      }
                    }
                  ]
                },
                {
                  "ruleId": "no-glossary",
                  "ruleIndex": 3,
                  "level": "note",
                  "message": {
                    "text": "The handbook has no glossary."
                  },
                  "locations": []
                }
              ]
            }
          ]
        }
        "#);
    }

    #[test]
    fn keeps_content_from_reading_as_placeholders_and_links() {
        let check = |text: &str, expected: &str| assert_eq!(plain(text).text, expected);
        check("[x] in {0}", "[x] in {{0}}");
        check(r"write [x](a\b.md)", r"write \[x\](a\\b.md)");
    }
}
