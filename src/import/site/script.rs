//! What a settings file in JavaScript says, as far as it is written out: objects, lists, texts. What is worked out when
//! the file runs can't be known, and is nothing here. Nothing is ever run.

use crate::source::Span;
use crate::source::yaml::{Entry, Node, Value};

/// Lists in lists are read to this depth.
const DEEPEST: usize = 40;

/// The value that follows the first of these beginnings: `export default`, `starlight(`.
pub(super) fn after(text: &str, beginnings: &[&str]) -> Option<Node> {
    let text = without_comments(text);
    beginnings.iter().find_map(|beginning| {
        let at = text.find(beginning)? + beginning.len();
        let mut reader = Reader { text: &text, at, depth: 0 };
        let node = reader.value();
        (!node.entries().is_empty() || !node.items().is_empty()).then_some(node)
    })
}

/// Comments as spaces, so that places stay.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '"' | '\'' | '`' => {
                let length = quoted(rest).map_or(rest.len(), |(_, length)| length);
                out.push_str(&rest[..length]);
                rest = &rest[length..];
                continue;
            }
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            _ => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
                continue;
            }
        };
        out.extend(rest[..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    out
}

/// The text between the quotation marks that `text` begins with, and its length with them.
fn quoted(text: &str) -> Option<(String, usize)> {
    let quote = text.chars().next()?;
    let mut inside = String::new();
    let mut letters = text.char_indices().skip(1);
    while let Some((at, c)) = letters.next() {
        match c {
            '\\' => match letters.next()?.1 {
                'n' => inside.push('\n'),
                other => inside.push(other),
            },
            c if c == quote => return Some((inside, at + 1)),
            c => inside.push(c),
        }
    }
    None
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<char> {
        let rest = self.rest();
        let blank = rest.len() - rest.trim_start().len();
        self.at += blank;
        self.rest().chars().next()
    }

    /// A value; what can't be read is nothing, and is passed over up to the next comma.
    fn value(&mut self) -> Node {
        let start = self.at;
        self.depth += 1;
        let value = match self.next() {
            _ if self.depth > DEEPEST => Value::Null,
            Some('{') => self.object(),
            Some('[') => self.list(),
            Some('(') => self.first(),
            Some('"' | '\'' | '`') => match quoted(self.rest()) {
                Some((text, length)) => {
                    self.at += length;
                    Value::Scalar { text, quoted: true }
                }
                None => Value::Null,
            },
            Some(_) => self.word(),
            None => Value::Null,
        };
        self.depth -= 1;
        self.pass_over();
        Node { span: Span::new(start, self.at), value }
    }

    /// A number, a switch, or a call, of which the first thing that it is given counts.
    fn word(&mut self) -> Value {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '$')))
            .unwrap_or(rest.len());
        let word = rest[..end].to_owned();
        self.at += end;
        if end > 0 && self.rest().starts_with('(') {
            return self.first();
        }
        let is_plain = matches!(word.as_str(), "true" | "false")
            || word.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        match is_plain {
            true => Value::Scalar { text: word, quoted: false },
            false => Value::Null,
        }
    }

    /// The first of the values between brackets.
    fn first(&mut self) -> Value {
        self.at += 1;
        let mut first = None;
        loop {
            match self.next() {
                None | Some('}' | ']' | ';') => break,
                Some(')') => {
                    self.at += 1;
                    break;
                }
                Some(',') => self.at += 1,
                Some(_) => {
                    let value = self.value().value;
                    first = first.or(Some(value));
                }
            }
        }
        first.unwrap_or(Value::Null)
    }

    /// Up to the comma or the bracket that ends a value.
    fn pass_over(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.rest().chars().next() {
            match c {
                '"' | '\'' | '`' => {
                    let length = quoted(self.rest()).map_or(c.len_utf8(), |(_, length)| length);
                    self.at += length;
                    continue;
                }
                '{' | '[' | '(' => depth += 1,
                ',' | ';' if depth == 0 => return,
                '}' | ']' | ')' => match depth {
                    0 => return,
                    _ => depth -= 1,
                },
                _ => {}
            }
            self.at += c.len_utf8();
        }
    }

    fn list(&mut self) -> Value {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            match self.next() {
                None | Some('}' | ')' | ';') => break,
                Some(']') => {
                    self.at += 1;
                    break;
                }
                Some(',') => self.at += 1,
                Some(_) => items.push(self.value()),
            }
        }
        Value::Sequence(items)
    }

    fn object(&mut self) -> Value {
        self.at += 1;
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            match self.next() {
                None | Some(']' | ')') => break,
                Some('}') => {
                    self.at += 1;
                    break;
                }
                Some(',' | ';') => self.at += 1,
                Some(_) => {
                    let start = self.at;
                    let key = self.key();
                    let key_span = Span::new(start, self.at);
                    if self.next() == Some(':') {
                        self.at += 1;
                        let value = self.value();
                        if let Some(key) = key {
                            entries.push(Entry { key, key_span, value });
                        }
                    } else {
                        // A spread, a method, or a name for itself.
                        self.at = self.at.max(start + 1);
                        while !self.text.is_char_boundary(self.at) {
                            self.at += 1;
                        }
                        self.pass_over();
                    }
                }
            }
        }
        Value::Mapping(entries)
    }

    fn key(&mut self) -> Option<String> {
        if let Some((text, length)) =
            quoted(self.rest()).filter(|_| self.rest().starts_with(['"', '\'']))
        {
            self.at += length;
            return Some(text);
        }
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$')))
            .unwrap_or(rest.len());
        let word = rest[..end].to_owned();
        self.at += end;
        (!word.is_empty()).then_some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::after;

    #[test]
    fn what_is_written_out_is_read() {
        let text = "// title: 'no'\nconst x = f(1);\nexport default defineConfig({\n  title: 'It\\'s', /* a */ n: 2,\n  \
            'a-b': [\"c\", {d: `e`}, ...more, f(y)], ...rest, method() { return {t: 1}; }, w: cond ? 'a' : 'b', z: true });";
        let node = after(text, &["module.exports =", "export default"]).expect("it is there");
        let of = |key: &str| node.get(key).and_then(|node| node.text()).map(str::to_owned);
        assert_eq!(of("title").as_deref(), Some("It's"));
        assert_eq!(of("n").as_deref(), Some("2"));
        assert_eq!(of("z").as_deref(), Some("true"));
        assert_eq!(of("w"), None);
        let list = node.get("a-b").expect("it is there").items();
        assert_eq!(list[0].text(), Some("c"));
        assert_eq!(list[1].get("d").and_then(|node| node.text()), Some("e"));
    }

    #[test]
    fn what_is_broken_ends() {
        for text in
            ["x = {a: [", "x = {{{{", "x = {a: 'b", "x = [é, ü: 1}", "x = {...é}", "x = [[[["]
        {
            let _ = after(text, &["x ="]);
            let _ = after(&text.repeat(60), &["x ="]);
        }
    }
}
