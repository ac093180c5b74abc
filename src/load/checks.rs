//! How much rules matter, and exceptions from them: in `handbook.yaml`, at the top of a document, and in
//! comments in its text. Whether there is such a rule, and whether a reason is one, is not decided here.

use crate::diagnostic::Severity;
use crate::load::fields::Fields;
use crate::load::keys::EXCEPTION;
use crate::markdown::tree::{Block, BlockKind, Body, Inline, InlineKind};
use crate::markdown::{Visit, walk};
use crate::model::config::{CheckLevel, CheckSetting};
use crate::model::{Covers, Exception, FieldFault};
use crate::source::{Located, Span};

/// How much each rule matters.
pub(crate) fn checks(from: &mut Fields<'_>) -> Vec<CheckSetting> {
    let Some(node) = from.group("checks") else { return Vec::new() };
    let mut settings = Vec::new();
    for entry in node.entries() {
        let level = match entry.value.text() {
            Some("off" | "false" | "no") => CheckLevel::Off,
            Some("info") => CheckLevel::At(Severity::Info),
            Some("warning") => CheckLevel::At(Severity::Warning),
            Some("error") => CheckLevel::At(Severity::Error),
            other => {
                let fault = FieldFault::NotOneOf {
                    field: entry.key.clone(),
                    text: other.unwrap_or_default().to_owned(),
                    options: ["error", "warning", "info", "off"].map(str::to_owned).to_vec(),
                };
                from.fault(entry.value.span, fault);
                continue;
            }
        };
        let rule = Located::new(entry.key.clone(), entry.key_span);
        settings.push(CheckSetting { rule, level });
    }
    settings
}

/// `exceptions:` from rules, for the document as a whole or a file that it gives to its readers.
pub(crate) fn exceptions(from: &mut Fields<'_>) -> Vec<Exception> {
    let mut exceptions = Vec::new();
    for node in from.groups("exceptions") {
        let mut fields = Fields::new(node, &EXCEPTION);
        let rule = fields.required(node, "rule", "an exception");
        let reason = fields.words("reason");
        let covers = fields.text("file").map_or(Covers::Document, Covers::File);
        from.faults.append(&mut fields.finish());
        if let Some(rule) = rule {
            exceptions.push(Exception { rule, reason, span: node.span, covers });
        }
    }
    exceptions
}

/// The exceptions that stand in comments: `<!-- allow RULE: reason -->`, before the block that they cover or
/// on the line that they cover.
pub(crate) fn in_comments(text: &str, body: &Body) -> Vec<Exception> {
    let mut exceptions: Vec<Exception> = Vec::new();
    if !text.contains("<!--") {
        return exceptions;
    }
    // Those whose block has not come yet begin here.
    let mut waiting = 0;
    walk(body, &mut |visit| match visit {
        Visit::Block(Block { span, kind: BlockKind::Html(_) }) => {
            let (found, is_alone) = comments(text, *span);
            exceptions.extend(found);
            if !is_alone {
                waiting = cover(&mut exceptions, waiting, *span);
            }
        }
        Visit::Block(block) => waiting = cover(&mut exceptions, waiting, block.span),
        Visit::Inline(Inline { span, kind: InlineKind::Html(_) }) => {
            let (found, _) = comments(text, *span);
            let line = line_around(text, *span);
            for mut exception in found {
                exception.covers = Covers::Place(line);
                // Before those that still wait for their block.
                exceptions.insert(waiting, exception);
                waiting += 1;
            }
        }
        Visit::Inline(_) => {}
    });
    exceptions
}

fn cover(exceptions: &mut [Exception], waiting: usize, span: Span) -> usize {
    for exception in &mut exceptions[waiting..] {
        exception.covers = Covers::Place(span);
    }
    exceptions.len()
}

/// The exceptions in a piece of HTML, and whether it holds nothing but comments. Until its block is known,
/// each covers itself.
fn comments(text: &str, span: Span) -> (Vec<Exception>, bool) {
    let html = span.of(text);
    let (mut found, mut is_alone, mut at) = (Vec::new(), true, 0);
    while let Some(open) = html[at..].find("<!--").map(|index| at + index) {
        is_alone &= html[at..open].trim().is_empty();
        let inner = open + "<!--".len();
        let Some(length) = html[inner..].find("-->") else { return (found, is_alone) };
        let place = Span::new(inner, inner + length).shifted(span.start());
        found.extend(exception(text, place));
        at = inner + length + "-->".len();
    }
    is_alone &= html[at..].trim().is_empty();
    (found, is_alone)
}

/// `allow RULE: reason`, with or without the reason.
fn exception(text: &str, inner: Span) -> Option<Exception> {
    let words = inner.of(text);
    let rest = words.trim_start().strip_prefix("allow")?;
    let rule = rest.trim_start();
    if rule.len() == rest.len() {
        return None;
    }
    let start = words.len() - rule.len();
    let length = rule.find(|c: char| c == ':' || c.is_whitespace()).unwrap_or(rule.len());
    let after = rule[length..].trim_start().trim_start_matches(':').trim();
    let reason_start = words.rfind(after).unwrap_or(words.len());
    let place = |from: usize, length: usize| Span::new(from, from + length).shifted(inner.start());
    let reason = Located::new(after.to_owned(), place(reason_start, after.len()));
    let span = Span::new(inner.start() - "<!--".len(), inner.end() + "-->".len());
    Some(Exception {
        rule: Located::new(rule[..length].to_owned(), place(start, length)),
        reason: Some(reason).filter(|reason| !reason.value.is_empty()),
        span,
        covers: Covers::Place(span),
    })
}

fn line_around(text: &str, span: Span) -> Span {
    let start = text[..span.start()].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[span.end()..].find('\n').map_or(text.len(), |newline| span.end() + newline);
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::in_comments;
    use crate::model::Covers;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = in_comments(text, &crate::markdown::parse(text, 0).body)
            .into_iter()
            .map(|one| {
                let Covers::Place(place) = one.covers else { panic!("it covers a place") };
                let reason = one.reason.map(|reason| reason.value).unwrap_or_default();
                format!("{}: {reason} at {:?}", one.rule.value, place.of(text))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_comment_covers_the_block_after_it_or_its_line() {
        check(
            "<!-- allow a-b: it is so -->\nOne\ntwo.\n\nThree\n",
            &["a-b: it is so at \"One\\ntwo.\\n\""],
        );
        check("One <!-- allow a: x -->\ntwo\n", &["a: x at \"One <!-- allow a: x -->\""]);
        check(
            "<!-- allow a: x -->\n<!-- allow b -->\n\n# H\n",
            &["a: x at \"# H\\n\"", "b:  at \"# H\\n\""],
        );
        check("- one <!-- allow a: x -->\n- two\n", &["a: x at \"- one <!-- allow a: x -->\""]);
        check("|a|\n|-|\n|b <!-- allow a: x -->|\n", &["a: x at \"|b <!-- allow a: x -->|\""]);
        check("`<!-- allow a: x -->`\n\n    <!-- allow a: x -->\n", &[]);
        check("<!-- a note, and allow a: x -->\n\ntext\n", &[]);
        check("text\n\n<!-- allow a: x -->\n", &["a: x at \"<!-- allow a: x -->\""]);
        check("<!-- allowed -->\n<!-- allow", &[]);
    }
}
