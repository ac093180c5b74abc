//! The YAML that most fields are written in: a line each, with words behind the key, words in double quotation marks, or
//! a list of those in brackets. It takes a tenth of the time to read it here; a test holds it to what the reader of all
//! YAML makes of it, and whatever could mean anything else is left to that.

use crate::source::Span;
use crate::source::yaml::{Entry, Node, Value};

/// As many bytes as a key may have here; longer ones are no keys in YAML.
const LONGEST_KEY: usize = 100;

/// What this YAML, which begins in its file at `offset`, says; `None` if all of it is not of that kind.
pub(super) fn parse(yaml: &str, offset: usize) -> Option<Node> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = offset;
    for line in yaml.split_inclusive('\n') {
        let (key, written) = line.strip_suffix('\n').unwrap_or(line).split_once(": ")?;
        if !is_key(key) || entries.iter().any(|entry| entry.key == key) {
            return None;
        }
        let value = value(written, at + key.len() + ": ".len())?;
        entries.push(Entry { key: key.to_owned(), key_span: place(key, at), value });
        at += line.len();
    }
    (!entries.is_empty())
        .then(|| Node { span: place(yaml, offset), value: Value::Mapping(entries) })
}

fn place(written: &str, at: usize) -> Span {
    Span::new(at, at + written.len())
}

fn is_key(key: &str) -> bool {
    key.len() <= LONGEST_KEY
        && key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        && !key.eq_ignore_ascii_case("null")
}

fn value(written: &str, at: usize) -> Option<Node> {
    let Some(list) = written.strip_prefix('[') else { return scalar(written, at, ",") };
    let mut rest = list.strip_suffix(']')?;
    let mut items = Vec::new();
    loop {
        let end = match rest.strip_prefix('"') {
            Some(quoted) => quoted.find('"')? + 2,
            None => rest.find(',').unwrap_or(rest.len()),
        };
        let (item, after) = rest.split_at(end);
        items.push(scalar(item, at + written.len() - "]".len() - rest.len(), "")?);
        if after.is_empty() {
            return Some(Node { span: place(written, at), value: Value::Sequence(items) });
        }
        rest = after.strip_prefix(", ")?;
    }
}

/// Words, alone or in quotation marks. Those alone may have these `marks` too.
fn scalar(written: &str, at: usize, marks: &str) -> Option<Node> {
    let is_plain = |c: char| c.is_alphanumeric() || " -_./()'’‘“”–—&;!?%+".contains(c);
    let quoted = written.strip_prefix('"');
    let text = match quoted {
        Some(rest) => rest.strip_suffix('"')?,
        None => written,
    };
    let is_sound = match quoted {
        Some(_) => text.chars().all(|c| is_plain(c) || ",:#[]{}|<>@*=".contains(c)),
        None => {
            text.starts_with(|c: char| c.is_alphanumeric() || c == '.')
                && !text.ends_with(' ')
                && text.chars().all(|c| is_plain(c) || marks.contains(c))
        }
    };
    let is_nothing = quoted.is_none() && matches!(text, "null" | "Null" | "NULL");
    let value = match is_nothing {
        true => Value::Null,
        false => Value::Scalar { text: text.to_owned(), quoted: quoted.is_some() },
    };
    is_sound.then(|| Node { span: place(written, at), value })
}

#[cfg(test)]
mod tests {
    use proptest::collection;
    use proptest::prelude::*;

    use super::parse;
    use crate::source::yaml::parse_all;

    fn check(yaml: &str, is_taken: bool) {
        let found = parse(yaml, 7);
        assert_eq!(found.is_some(), is_taken, "{yaml}");
        if let Some(node) = found {
            assert_eq!((node, Vec::new()), parse_all(yaml, 7), "{yaml}");
        }
    }

    #[test]
    fn takes_what_most_documents_have() {
        check(
            "title: Harm outside the home\nsummary: A child’s plan, by (and for) her.\norder: 100\n",
            true,
        );
        check("reviewed: 2026-09-08\naudience: [staff, partners]\nnone: null\n", true);
        check("a: [\"Act 1989, section 17\", ../a/b.md, NULL]\nversion: \"1: \"", true);
        for other in [
            "",
            "a:\n",
            "a: \n",
            "a: b: c\n",
            "a: b\na: c\n",
            "a: b #c\n",
            "a: \"b\\n\"\n",
            "a: [b, [c]]\n",
            "a: [b,]\n",
            "a: []\n",
            "a: 'b'\n",
            "a: &b c\n",
            "a: |\n  b\n",
            "a: b\n  c\n",
            "a: b\n\n",
            "- a: b\n",
            "null: b\n",
            "a: b \n",
            "a: \tb\n",
        ] {
            check(other, false);
        }
    }

    #[test]
    fn reads_what_it_takes_as_all_yaml_is_read() {
        const VALUE: &str = "[a-zA-Z0-9.][a-z0-9 ._/()'’–&;!?%+é-]{0,12}|\"[a-z0-9 ,:#'’é\\[\\]{}|<>@*=&!?%-]{0,12}\"|[ -~]{0,6}|null|true|~|\\.\\.\\.|- a|---";
        let list = collection::vec(VALUE, 0..4).prop_map(|items| format!("[{}]", items.join(", ")));
        let field = ("[a-z][a-zA-Z_-]{0,8}", prop_oneof![VALUE, list])
            .prop_map(|(key, value)| format!("{key}: {value}"));
        let text =
            (collection::vec(field, 1..5), "\n?").prop_map(|(lines, end)| lines.join("\n") + &end);
        proptest!(ProptestConfig::with_cases(4_000), |(yaml in text)| {
            if let Some(node) = parse(&yaml, 3) {
                prop_assert_eq!((node, Vec::new()), parse_all(&yaml, 3), "{}", yaml);
            }
        });
    }
}
