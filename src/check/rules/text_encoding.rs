//! Files that are not UTF-8.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::source::Encoding;

pub(super) static RULE: Rule = Rule {
    name: "text-encoding",
    group: Group::Files,
    severity: Severity::Warning,
    summary: "A file that is not saved as UTF-8",
    explain: include_str!("text_encoding.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    let document = context.document;
    let text = &document.parsed.text;
    match text.encoding {
        Encoding::Utf8 => {}
        Encoding::Utf16 => {
            let message = "This file is saved as UTF-16, or “Unicode” in some editors.".to_owned();
            findings
                .in_file(&document.parsed.path, message)
                .help("Save it as UTF-8. It was read all the same.");
        }
        Encoding::Windows1252 { first } => {
            let message = format!(
                "This file is not saved as UTF-8. The first character that shows it is “{}”.",
                first.of(text.as_str())
            );
            findings
                .at(document, first, message)
                .help("Save it as UTF-8. It was read as Windows-1252, as text pasted from Word is: check accents and quotation marks.");
        }
    }
}
