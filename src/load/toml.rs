//! The simple fields of TOML, as some generators write them between `+++` lines, as a tree like YAML's: so
//! that a title is a title and a draft stays a draft. What is not simple is passed over.

use crate::source::toml;
use crate::source::yaml::{Entry, Node, Value};

/// The fields of `block`, which begins at byte `offset` of its file. Of its tables, only what a document is filed under
/// is taken.
pub(crate) fn fields(block: &str, offset: usize) -> Node {
    let (node, _) = toml::parse(block, offset);
    let mut entries: Vec<Entry> = Vec::new();
    for entry in node.entries() {
        let filed = entry.value.entries().iter().filter(|_| entry.key == "taxonomies");
        for new in std::iter::once(entry).chain(filed).filter(|new| is_simple(&new.value)) {
            if entries.iter().all(|old| old.key != new.key) {
                entries.push(new.clone());
            }
        }
    }
    Node { value: Value::Mapping(entries), ..node }
}

/// One value, or a list of such.
fn is_simple(node: &Node) -> bool {
    match &node.value {
        Value::Scalar { .. } => true,
        Value::Sequence(items) => items.iter().all(is_simple),
        Value::Null | Value::Mapping(_) => false,
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
