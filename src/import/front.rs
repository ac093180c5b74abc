//! Front matter on its way to YAML.

use crate::model::Date;
use crate::source::yaml::{self, Node};

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub value: Value,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A day.
    Date(Date),
    /// Several words.
    List(Vec<String>),
    /// Fields of its own.
    Fields(Vec<Field>),
    /// What another program had, as it was.
    Kept(Node),
}

impl Field {
    /// A field of this name.
    pub fn new(name: &str, value: Value) -> Self {
        Field { name: name.to_owned(), value }
    }

    /// A field with words.
    pub fn text(name: &str, text: &str) -> Self {
        Field::new(name, Value::Text(text.to_owned()))
    }
}

/// The block between `---` lines, with them.
pub(super) fn text(fields: &[Field]) -> String {
    let mut text = String::from("---\n");
    for Field { name, value } in fields {
        text.push_str(&format!("{}: {}\n", key(name), written(value)));
    }
    text.push_str("---\n");
    text
}

fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => yaml::written(text),
        Value::Date(date) => date.to_string(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Fields(fields) => {
            let fields = fields.iter().map(|Field { name, value }| match value {
                Value::Text(text) => format!("{}: {}", key(name), quoted(text)),
                value => format!("{}: {}", key(name), written(value)),
            });
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
        Value::Kept(node) => kept(node),
    }
}

/// A value on one line: numbers and switches as they were, words in quotation marks where they need them.
fn kept(node: &Node) -> String {
    match &node.value {
        yaml::Value::Null => "~".to_owned(),
        yaml::Value::Scalar { text, quoted: false } if is_bare(text) => text.clone(),
        yaml::Value::Scalar { text, .. } => quoted(text),
        yaml::Value::Sequence(items) => {
            format!("[{}]", items.iter().map(kept).collect::<Vec<_>>().join(", "))
        }
        yaml::Value::Mapping(entries) => {
            let fields =
                entries.iter().map(|one| format!("{}: {}", key(&one.key), kept(&one.value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A field's name, in quotation marks unless it is a plain word.
fn key(name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    match is_plain && name.starts_with(char::is_alphabetic) {
        true => name.to_owned(),
        false => quoted(name),
    }
}

/// A number, a date or a switch.
fn is_bare(text: &str) -> bool {
    matches!(text, "true" | "false")
        || text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
            && text.chars().any(|c| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'))
}

/// As words within brackets, where a comma ends them.
fn quoted(text: &str) -> String {
    match text.contains(',') {
        true => serde_json::Value::from(text).to_string(),
        false => yaml::written(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Value, text};

    #[test]
    fn fields_are_yaml() {
        let list = Value::List(vec!["a, b".to_owned(), "c".to_owned()]);
        let inner = Value::Fields(vec![Field::text("from", "A: b.docx")]);
        let fields = [
            Field::text("title", "Contact: a policy"),
            Field::new("words", list),
            Field::new("imported", inner),
        ];
        assert_eq!(
            text(&fields),
            "---\ntitle: \"Contact: a policy\"\nwords: [\"a, b\", c]\nimported: {from: \"A: b.docx\"}\n---\n"
        );
    }
}
