//! The simple fields of TOML, as some generators write them between `+++` lines, as a tree like YAML's: so
//! that a title is a title and a draft stays a draft. What is not simple is passed over.

use crate::source::Span;
use crate::source::yaml::{Entry, Node, Value};

/// The fields of `block`, which begins at byte `offset` of its file.
pub(crate) fn fields(block: &str, offset: usize) -> Node {
    let mut entries: Vec<Entry> = Vec::new();
    let mut is_ours = true;
    let mut at = offset;
    for line in block.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let text = line.trim();
        match text.strip_prefix('[') {
            // What a document is filed under stands in a table of its own.
            Some(table) => is_ours = table.starts_with("taxonomies]"),
            None if is_ours => {
                let new = entry(text, at + indent);
                entries.extend(new.filter(|new| entries.iter().all(|old| old.key != new.key)));
            }
            None => {}
        }
        at += line.len();
    }
    Node { span: Span::new(offset, offset + block.len()), value: Value::Mapping(entries) }
}

/// `key = value`, at byte `at`.
fn entry(line: &str, at: usize) -> Option<Entry> {
    let (key, value) = line.split_once('=').filter(|_| !line.starts_with('#'))?;
    let bare = key.trim_end();
    let is_simple = bare.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    let start = at + key.len() + 1 + value.len() - value.trim_start().len();
    let (value, rest) = value_at(value.trim(), start)?;
    let is_whole = rest.trim_start().is_empty() || rest.trim_start().starts_with('#');
    (is_simple && !bare.is_empty() && is_whole).then(|| Entry {
        key: bare.to_owned(),
        key_span: Span::new(at, at + bare.len()),
        value,
    })
}

/// The value that a text begins with, and what follows it.
fn value_at(text: &str, at: usize) -> Option<(Node, &str)> {
    let node = |len: usize, value| Node { span: Span::new(at, at + len), value };
    match text.chars().next()? {
        '{' => None,
        '[' => {
            let mut rest = &text[1..];
            let mut items = Vec::new();
            loop {
                rest = rest.trim_start().trim_start_matches(',').trim_start();
                if let Some(after) = rest.strip_prefix(']') {
                    let len = text.len() - after.len();
                    return Some((node(len, Value::Sequence(items)), after));
                }
                let (item, after) = value_at(rest, at + text.len() - rest.len())?;
                items.push(item);
                rest = after;
            }
        }
        quote @ ('"' | '\'') => {
            if text.starts_with("\"\"\"") || text.starts_with("'''") {
                return None;
            }
            let mut written = String::new();
            let mut letters = text[1..].char_indices();
            while let Some((index, c)) = letters.next() {
                match c {
                    _ if c == quote => {
                        let end = index + 2;
                        let value = Value::Scalar { text: written, quoted: true };
                        return Some((node(end, value), &text[end..]));
                    }
                    '\\' if quote == '"' => written.push(letters.next()?.1),
                    _ => written.push(c),
                }
            }
            None
        }
        _ => {
            let end = text.find([',', ']', '#']).unwrap_or(text.len());
            let bare = text[..end].trim_end();
            let value = Value::Scalar { text: bare.to_owned(), quoted: false };
            (!bare.is_empty()).then(|| (node(bare.len(), value), &text[end..]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fields;
    use crate::source::yaml::{Node, Value};

    fn shown(node: &Node, text: &str) -> String {
        match &node.value {
            Value::Scalar { text: value, .. } => format!("{value}={:?}", node.span.of(text)),
            _ => node.items().iter().map(|item| shown(item, text)).collect::<Vec<_>>().join(","),
        }
    }

    #[test]
    fn reads_simple_fields_and_passes_over_the_rest() {
        let check = |text: &str, expected: &[&str]| {
            let node = fields(text, 0);
            let found: Vec<String> = node
                .entries()
                .iter()
                .map(|entry| format!("{}: {}", entry.key_span.of(text), shown(&entry.value, text)))
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "title = \"A \\\"b\\\" # c\" # d\n",
            &["title: A \"b\" # c=\"\\\"A \\\\\\\"b\\\\\\\" # c\\\"\""],
        );
        check("draft = true\nweight=3 # x\n", &["draft: true=\"true\"", "weight: 3=\"3\""]);
        check("tags = ['a', \"b, c\"]\n", &["tags: a=\"'a'\",b, c=\"\\\"b, c\\\"\""]);
        check("[taxonomies]\ntags = [ ]\n[extra]\ntitle = 'x'\n", &["tags: "]);
        check("a = \"\"\"\nb = {c = 1}\nd = [\n\"open\n# e = 1\n= 2\nf =\n", &[]);
        check("a = 1\na = 2\n", &["a: 1=\"1\""]);
    }
}
