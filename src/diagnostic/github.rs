//! Diagnostics as workflow commands, which GitHub shows as notes beside the lines of a pull
//! request. Paths are relative to the handbook's folder, so notes land on their lines only where
//! that is the repository's top.

use crate::diagnostic::safe::{safe, safe_lines};
use crate::diagnostic::{Diagnostic, Options, Severity};

/// Shows each diagnostic as `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::…`;
/// nothing of the options matters. For none it is an empty line.
pub fn write(diagnostics: &[Diagnostic], _options: &Options<'_>) -> String {
    let lines: Vec<String> = diagnostics.iter().map(command).collect();
    lines.join("\n") + "\n"
}

fn command(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        properties.push(format!("file={}", property(&safe(place.path.as_str()))));
        if let Some(range) = &place.range {
            properties.push(format!("line={},endLine={}", range.start.line, range.end.line));
            // GitHub refuses columns of a range that runs over several lines.
            if range.start.line == range.end.line {
                let (start, end) = (range.start.column, range.end.column);
                properties.push(format!("col={start},endColumn={end}"));
            }
        }
    }
    properties.push(format!("title={}", property(diagnostic.rule)));
    let message = data(&safe_lines(&message(diagnostic)));
    format!("::{level} {}::{message}", properties.join(","))
}

/// All that GitHub has no property for, in lines of the message.
fn message(diagnostic: &Diagnostic) -> String {
    let mut message = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        message += &format!("\nTo put it right: {help}");
    }
    for related in &diagnostic.related {
        message += &format!("\n{}: {}", related.message, safe(&related.place.to_string()));
    }
    message
}

/// Escapes a message as GitHub's own `@actions/core` does.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property as GitHub's own `@actions/core` does.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::diagnostic::{Diagnostic, Options, samples};

    fn check(diagnostics: &[Diagnostic], expected: &[&str]) {
        let shown = write(diagnostics, &Options::default());
        assert_eq!(shown.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn writes_a_command_for_each() {
        check(
            &samples::several(),
            &[
                "::error file=content/contact.md,line=3,endLine=3,col=18,endColumn=31,\
                 title=broken-link::There is no file “thresholds.md”.\
                 %0ATo put it right: Write it as ../guidance/thresholds.md.",
                "::warning file=content/50%25%3A a%2C b.md,line=1,endLine=1,col=8,endColumn=14,\
                 title=duplicate-title::Two documents are called “Visits”.\
                 %0Athe other one: content/é.md:2:8",
                "::notice title=no-glossary::The handbook has no glossary.",
            ],
        );
    }

    #[test]
    fn escapes_content_and_leaves_out_columns_over_several_lines() {
        let place = samples::place("a\nb.md", "one\ntwo", "e\nt");
        check(
            &[samples::error("100% : of\r\n::error::x", place)],
            &["::error file=a\\u{a}b.md,line=1,endLine=2,\
               title=broken-link::100%25 : of%0A::error::x"],
        );
    }
}
