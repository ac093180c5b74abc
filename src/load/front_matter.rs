//! The block between `---` lines, split from the body and read field by field.

use crate::load::checks;
use crate::load::fields::Fields;
use crate::load::keys::{AMENDMENT, ANONYMISED, FRONT_MATTER};
use crate::load::language::language;
use crate::load::search_settings::search_settings;
use crate::load::toml;
use crate::markdown::curly;
use crate::model::{Amendment, Anonymised, FieldFault, FrontMatter, FrontMatterFault};
use crate::source::yaml::{self, Node, Value};
use crate::source::{Located, Span};

/// The front matter of a file's text, and the byte where its body begins.
pub(crate) fn read(text: &str) -> (FrontMatter, usize) {
    if let Some(block) = block(text, "+++") {
        let mut front = fields(&toml::fields(&text[block.start..block.end], block.start), true);
        front.faults.insert(0, (Span::new(0, 3), FrontMatterFault::Toml));
        front.span = Some(Span::new(0, block.body));
        return (front, block.body);
    }
    let Some(block) = block(text, "---") else {
        return (unclosed(text), 0);
    };
    let yaml = &text[block.start..block.end];
    let (node, yaml_faults) = yaml::parse(yaml, block.start);
    let mut front = match &node.value {
        Value::Mapping(_) => fields(&node, true),
        Value::Null => FrontMatter::default(),
        Value::Scalar { .. } | Value::Sequence(_) => {
            // `---`, a line of text, `---`: two rules and a paragraph, not front matter gone wrong.
            if yaml_faults.is_empty() && matches!(node.value, Value::Scalar { .. }) {
                return (FrontMatter::default(), 0);
            }
            let fault = FrontMatterFault::NotFields(node.describe());
            FrontMatter { faults: vec![(node.span, fault)], ..FrontMatter::default() }
        }
    };
    front.span = Some(Span::new(0, block.body));
    let mut faults: Vec<(Span, FrontMatterFault)> = yaml_faults
        .into_iter()
        .map(|fault| (fault.span, FrontMatterFault::Yaml(fault.kind)))
        .collect();
    faults.append(&mut front.faults);
    front.faults = faults;
    (front, block.body)
}

struct Fenced {
    start: usize,
    end: usize,
    body: usize,
}

/// The block at the top of the file between two lines of `fence`.
fn block(text: &str, fence: &str) -> Option<Fenced> {
    let rest = text.strip_prefix(fence)?;
    let first = rest.find('\n')?;
    if !rest[..first].trim().is_empty() {
        return None;
    }
    let start = fence.len() + first + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            return Some(Fenced { start, end: at, body: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// A first line of `---` that is never closed, and a `key: value` on the next, was meant as front matter.
fn unclosed(text: &str) -> FrontMatter {
    let mut front = FrontMatter::default();
    let mut lines = text.lines();
    let opens = lines.next().is_some_and(|line| line.trim_end() == "---");
    let field = lines.next().and_then(|line| line.split_once(": ")).is_some_and(|(key, _)| {
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    });
    if opens && field {
        front.faults.push((Span::new(0, 3), FrontMatterFault::Unclosed));
    }
    front
}

fn fields(node: &Node, is_top: bool) -> FrontMatter {
    let mut from = Fields::new(node, &FRONT_MATTER);
    let mut front = FrontMatter {
        title: from.words("title"),
        summary: from.words("summary").or_else(|| from.words("description")),
        kind: from.text("kind"),
        status: from.text("status"),
        owner: from.words("owner"),
        approved_by: from.words("approved_by"),
        approved: from.date("approved"),
        effective_from: from.date("effective_from"),
        version: from.text("version"),
        reviewed: from.date("reviewed"),
        review_by: from.date("review_by"),
        audience: from.list("audience"),
        model: from.list("model"),
        criteria: from.list("criteria"),
        legislation: from.list("legislation"),
        related: from.list("related"),
        supersedes: from.list("supersedes"),
        replaced_by: from.text("replaced_by"),
        amendments: amendments(&mut from),
        tags: from.list("tags"),
        aliases: from.list("aliases").or_else(|| from.list("redirect_from")),
        order: order(&mut from),
        abbreviations: abbreviations(&mut from),
        acknowledge: from.boolean("acknowledge"),
        template: from.text("template"),
        anonymised: anonymised(&mut from).map(Box::new),
        checks: checks::checks(&mut from),
        exceptions: checks::exceptions(&mut from),
        search: search_settings(&mut from),
        language: language(&mut from, "language"),
        translate_into: from.list("translate_into"),
        translated: from.date("translated"),
        source_version: from.text("source_version"),
        ..FrontMatter::default()
    };
    draft(&mut from, &mut front);
    if is_top {
        front.defaults = from.group("defaults").map(|node| Box::new(fields(node, false)));
    }
    front.unknown = from.left_over().cloned().collect();
    for entry in &front.unknown {
        let fault =
            FieldFault::Unknown { field: entry.key.clone(), nearest: from.nearest(&entry.key) };
        from.faults.push((entry.key_span, fault));
    }
    let faults = std::mem::take(&mut from.faults);
    front.faults =
        faults.into_iter().map(|(span, fault)| (span, FrontMatterFault::Field(fault))).collect();
    front
}

/// The place among its neighbours, under the names that other generators give it too.
fn order(from: &mut Fields<'_>) -> Option<Located<i64>> {
    ["order", "weight", "nav_order", "sidebar_position"]
        .into_iter()
        .find_map(|field| from.integer(field))
}

/// `draft: true`, as most generators write it, says the same as `status: draft`: nobody's draft
/// is published by a change of tool.
fn draft(from: &mut Fields<'_>, front: &mut FrontMatter) {
    let Some(draft) = from.boolean("draft") else { return };
    if draft.value && front.status.is_none() {
        front.status = Some(Located::new("draft".to_owned(), draft.span));
    }
}

/// `abbreviations: {ICO: interim care order}`
fn abbreviations(from: &mut Fields<'_>) -> Vec<(Located<String>, Located<String>)> {
    let Some(node) = from.group("abbreviations") else { return Vec::new() };
    let entries = node.entries().iter();
    entries
        .filter_map(|entry| {
            // As the glossary has it.
            let term = curly(entry.value.text()?.trim());
            let abbreviation = Located::new(entry.key.clone(), entry.key_span);
            Some((abbreviation, Located::new(term, entry.value.span)))
        })
        .collect()
}

fn amendments(from: &mut Fields<'_>) -> Vec<Amendment> {
    let mut amendments = Vec::new();
    for node in from.groups("amendments") {
        let mut fields = Fields::new(node, &AMENDMENT);
        let date = fields.date("date");
        let summary = fields.required(node, "summary", "an amendment");
        if date.is_none() && fields.key_span("date").is_none() {
            let fault = FieldFault::Missing { field: "date".to_owned(), within: "an amendment" };
            fields.fault(node.beginning(), fault);
        }
        if let (Some(date), Some(summary)) = (date, summary) {
            let (date, summary) = (date.value, curly(&summary.value));
            amendments.push(Amendment { date, summary, span: node.span });
        }
        from.faults.append(&mut fields.finish());
    }
    amendments
}

fn anonymised(from: &mut Fields<'_>) -> Option<Anonymised> {
    const METHODS: [&str; 3] = ["invented", "composite", "altered-with-consent"];
    let node = from.group("anonymised")?;
    let mut fields = Fields::new(node, &ANONYMISED);
    let method = fields.required(node, "method", "anonymised");
    let by = fields.words("by");
    let on = fields.date("on");
    let method = method.filter(|method| {
        let known = METHODS.contains(&method.value.as_str());
        if !known {
            let fault = FieldFault::NotOneOf {
                field: "method".to_owned(),
                text: method.value.clone(),
                options: METHODS.iter().map(|&option| option.to_owned()).collect(),
            };
            fields.fault(method.span, fault);
        }
        known
    });
    from.faults.append(&mut fields.finish());
    method.map(|method| Anonymised { method, by, on })
}

#[cfg(test)]
mod tests {
    use super::read;

    fn faults(text: &str) -> Vec<String> {
        let (front, _) = read(text);
        front.faults.iter().map(|(span, f)| format!("{f:?} at {:?}", span.of(text))).collect()
    }

    #[test]
    fn splits_front_matter_from_the_body() {
        let check = |text: &str, title: Option<&str>, body: &str| {
            let (front, start) = read(text);
            let found = front.title.map(|title| title.value);
            assert_eq!((found.as_deref(), &text[start..]), (title, body), "{text}");
        };
        check("---\ntitle: A\n---\nb", Some("A"), "b");
        check("--- \ntitle: 2024\n...\nb", Some("2024"), "b");
        check("---\ntitle: No\n---", Some("No"), "");
        check("---\n---\nb", None, "b");
        check("---\nsome words\n---\nb", None, "---\nsome words\n---\nb");
        check("a\n---\nb", None, "a\n---\nb");
        check("+++\ntitle = 1\n+++\nb", Some("1"), "b");
    }

    #[test]
    fn says_what_is_wrong_where() {
        assert_eq!(
            faults("---\ntitel: A\nreviewed: 2026-02-30\ntags: {a: b}\nlayout: x\n---\n"),
            [
                "Field(NotADate { field: \"reviewed\", text: \"2026-02-30\" }) at \"2026-02-30\"",
                "Field(WrongShape { field: \"tags\", expected: \"a list\", found: \"a group of fields\" }) at \"{a: b}\"",
                "Field(Unknown { field: \"titel\", nearest: Some(\"title\") }) at \"titel\"",
                "Field(Unknown { field: \"layout\", nearest: None }) at \"layout\"",
            ]
        );
        assert_eq!(faults("---\ntitle: A\n\nbody"), ["Unclosed at \"---\""]);
        assert_eq!(
            faults("---\namendments:\n  - {date: 2026-01-01}\n---\n"),
            ["Field(Missing { field: \"summary\", within: \"an amendment\" }) at \"{\""]
        );
    }
}
