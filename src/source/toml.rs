//! TOML as a tree like YAML's, every key and value with its place: the fields and settings of some other generators.
//! It gives no meaning to any key, and goes on after a line that it can't read.

use crate::source::Span;
use crate::source::yaml::{Entry, Node, Value};

/// Lists in lists are read to this depth.
const DEEPEST: usize = 40;

/// Reads a TOML text, which begins at byte `offset` of its file. The span is of the first line that can't be read.
pub fn parse(text: &str, offset: usize) -> (Node, Option<Span>) {
    let mut reader = Reader { text, at: 0, offset, depth: 0 };
    let mut root = Vec::new();
    let mut table: Vec<String> = Vec::new();
    let mut fault = None;
    loop {
        reader.skip(true);
        reader.depth = 0;
        let start = reader.at;
        let Some(c) = reader.peek() else { break };
        let read = match c {
            '[' => reader.header().and_then(|(path, is_list)| {
                let added = add_table(&mut root, &path, is_list);
                table = path.into_iter().map(|(name, _)| name).collect();
                added
            }),
            _ => reader.pair().and_then(|(path, value)| {
                let entries = table_of(&mut root, &table)?;
                add(entries, &path, value)
            }),
        };
        reader.skip(false);
        let is_whole = matches!(reader.peek(), None | Some('\n'));
        if read.is_none() || !is_whole {
            let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
            fault = fault.or(Some(Span::new(start, end).shifted(offset)));
            reader.at = reader.at.max(end);
        }
    }
    (Node { span: Span::new(offset, offset + text.len()), value: Value::Mapping(root) }, fault)
}

type Path = Vec<(String, Span)>;

/// The entries of the table with this path; of a list of tables, those of the last.
fn table_of<'a>(entries: &'a mut Vec<Entry>, path: &[String]) -> Option<&'a mut Vec<Entry>> {
    let Some((first, rest)) = path.split_first() else { return Some(entries) };
    let entry = entries.iter_mut().find(|entry| entry.key == *first)?;
    let node = match &mut entry.value.value {
        Value::Sequence(items) => &mut items.last_mut()?.value,
        value => value,
    };
    match node {
        Value::Mapping(inner) => table_of(inner, rest),
        Value::Null | Value::Scalar { .. } | Value::Sequence(_) => None,
    }
}

/// Makes a table, or one more of a list of tables, and those above it.
fn add_table(entries: &mut Vec<Entry>, path: &[(String, Span)], is_list: bool) -> Option<()> {
    let ((name, span), rest) = path.split_first()?;
    let is_last = rest.is_empty();
    let empty = || Node { span: *span, value: Value::Mapping(Vec::new()) };
    let index = match entries.iter().position(|entry| entry.key == *name) {
        Some(index) => index,
        None => {
            let value = match is_last && is_list {
                true => Node { span: *span, value: Value::Sequence(Vec::new()) },
                false => empty(),
            };
            entries.push(Entry { key: name.clone(), key_span: *span, value });
            entries.len() - 1
        }
    };
    let node = match &mut entries[index].value.value {
        Value::Sequence(items) => {
            if is_last && is_list {
                items.push(empty());
                return Some(());
            }
            &mut items.last_mut()?.value
        }
        value => value,
    };
    match node {
        Value::Mapping(_) if is_last => (!is_list).then_some(()),
        Value::Mapping(inner) => add_table(inner, rest, is_list),
        Value::Null | Value::Scalar { .. } | Value::Sequence(_) => None,
    }
}

/// Puts a value where a path of keys says. A key that is there already stays as it is.
fn add(entries: &mut Vec<Entry>, path: &[(String, Span)], value: Node) -> Option<()> {
    let ((name, span), rest) = path.split_first()?;
    let found = entries.iter().position(|entry| entry.key == *name);
    if rest.is_empty() {
        if found.is_some() {
            return None;
        }
        entries.push(Entry { key: name.clone(), key_span: *span, value });
        return Some(());
    }
    let index = found.unwrap_or_else(|| {
        let value = Node { span: *span, value: Value::Mapping(Vec::new()) };
        entries.push(Entry { key: name.clone(), key_span: *span, value });
        entries.len() - 1
    });
    match &mut entries[index].value.value {
        Value::Mapping(inner) => add(inner, rest, value),
        Value::Null | Value::Scalar { .. } | Value::Sequence(_) => None,
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    offset: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Passes over blanks and comments, and over ends of lines where there may be some.
    fn skip(&mut self, over_lines: bool) {
        while let Some(c) = self.peek() {
            match c {
                ' ' | '\t' | '\r' => self.at += 1,
                '\n' if over_lines => self.at += 1,
                '#' => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                _ => break,
            }
        }
    }

    fn span(&self, start: usize) -> Span {
        Span::new(start, self.at).shifted(self.offset)
    }

    /// `[a.b]` or `[[a.b]]`
    fn header(&mut self) -> Option<(Path, bool)> {
        let is_list = self.rest().starts_with("[[");
        self.at += 1 + usize::from(is_list);
        let path = self.path()?;
        let end = if is_list { "]]" } else { "]" };
        self.rest().starts_with(end).then(|| self.at += end.len())?;
        Some((path, is_list))
    }

    /// `key = value`
    fn pair(&mut self) -> Option<(Path, Node)> {
        let path = self.path()?;
        (self.peek()? == '=').then(|| self.at += 1)?;
        self.skip(false);
        Some((path, self.value()?))
    }

    /// Keys with dots between them.
    fn path(&mut self) -> Option<Path> {
        let mut path = Vec::new();
        loop {
            self.skip(false);
            let start = self.at;
            let key = match self.peek()? {
                '"' | '\'' => self.quoted()?,
                _ => {
                    let is_bare = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
                    let length = self.rest().find(|c| !is_bare(c)).unwrap_or(self.rest().len());
                    let key = self.rest()[..length].to_owned();
                    self.at += length;
                    key
                }
            };
            if key.is_empty() {
                return None;
            }
            path.push((key, self.span(start)));
            self.skip(false);
            match self.peek() {
                Some('.') => self.at += 1,
                _ => return Some(path),
            }
        }
    }

    fn value(&mut self) -> Option<Node> {
        let start = self.at;
        self.depth += 1;
        let value = match self.peek()? {
            _ if self.depth > DEEPEST => return None,
            '"' | '\'' => Value::Scalar { text: self.quoted()?, quoted: true },
            '[' => self.list()?,
            '{' => self.table()?,
            _ => {
                let rest = self.rest();
                let end = rest.find([',', ']', '}', '#', '\n']).unwrap_or(rest.len());
                let bare = rest[..end].trim_end();
                self.at += bare.len();
                (!bare.is_empty())
                    .then(|| Value::Scalar { text: bare.to_owned(), quoted: false })?
            }
        };
        self.depth -= 1;
        Some(Node { span: self.span(start), value })
    }

    fn list(&mut self) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip(true);
            match self.peek()? {
                ']' => {
                    self.at += 1;
                    return Some(Value::Sequence(items));
                }
                ',' => self.at += 1,
                _ => items.push(self.value()?),
            }
        }
    }

    fn table(&mut self) -> Option<Value> {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.skip(true);
            match self.peek()? {
                '}' => {
                    self.at += 1;
                    return Some(Value::Mapping(entries));
                }
                ',' => self.at += 1,
                _ => {
                    let (path, value) = self.pair()?;
                    add(&mut entries, &path, value)?;
                }
            }
        }
    }

    /// A text in one or three quotation marks of either kind.
    fn quoted(&mut self) -> Option<String> {
        let quote = self.peek()?;
        let three = quote.to_string().repeat(3);
        let is_long = self.rest().starts_with(&three);
        self.at += if is_long { 3 } else { 1 };
        if is_long {
            let rest = self.rest();
            self.at += rest.len()
                - rest.strip_prefix("\r\n").or(rest.strip_prefix('\n')).unwrap_or(rest).len();
        }
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let c = rest.chars().next()?;
            match c {
                _ if is_long && rest.starts_with(&three) => {
                    self.at += 3;
                    return Some(text);
                }
                c if c == quote && !is_long => {
                    self.at += 1;
                    return Some(text);
                }
                '\n' if !is_long => return None,
                '\\' if quote == '"' => self.escape(&mut text)?,
                c => {
                    text.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
    }

    fn escape(&mut self, text: &mut String) -> Option<()> {
        let c = self.rest().chars().nth(1)?;
        self.at += 1 + c.len_utf8();
        let length = match c {
            'u' => 4,
            'U' => 8,
            // At the end of a line, what follows goes on without the blanks.
            '\n' | '\r' | ' ' => {
                self.at += self.rest().len() - self.rest().trim_start().len();
                return Some(());
            }
            other => {
                text.push(match other {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    other => other,
                });
                return Some(());
            }
        };
        let digits = self.rest().get(..length)?;
        text.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
        self.at += length;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::source::yaml::{Node, Value};

    fn show(node: &Node) -> String {
        match &node.value {
            Value::Null => "~".to_owned(),
            Value::Scalar { text, quoted: true } => format!("{text:?}"),
            Value::Scalar { text, .. } => text.clone(),
            Value::Sequence(items) => {
                format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", "))
            }
            Value::Mapping(entries) => {
                let shown = entries.iter().map(|one| format!("{}: {}", one.key, show(&one.value)));
                format!("{{{}}}", shown.collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn check(text: &str, expected: &str, is_whole: bool) {
        let (node, fault) = parse(text, 0);
        assert_eq!((show(&node).as_str(), fault.is_none()), (expected, is_whole), "{text}");
    }

    #[test]
    fn tables_and_values_are_read() {
        check("a = 1 # note\n'b c' = \"d\\n\\u00e9\"", "{a: 1, b c: \"d\\né\"}", true);
        check("[x]\na = 2026-01-02\n[x.y]\nb = true", "{x: {a: 2026-01-02, y: {b: true}}}", true);
        check("[[m]]\na = 1\n[[m]]\na = 2\n[m.n]\nb = 3", "{m: [{a: 1}, {a: 2, n: {b: 3}}]}", true);
        check(
            "a = [1,\n  'x', # note\n  {b = 2, c.d = 3},\n]",
            "{a: [1, \"x\", {b: 2, c: {d: 3}}]}",
            true,
        );
        check("a = \"\"\"\nb \\\n   c\nd\"\"\"\ne = '''f'''", "{a: \"b c\\nd\", e: \"f\"}", true);
        check("a.b = 1\r\na.c = 2\r\n", "{a: {b: 1, c: 2}}", true);
    }

    #[test]
    fn what_cannot_be_read_is_passed_over() {
        check("a = \nb = 1", "{b: 1}", false);
        check("a = 1\na = 2\nnonsense\nb = 3", "{a: 1, b: 3}", false);
        check("a = 1\n[a.b]\nc = 2\n[d]\ne = 3", "{a: 1, d: {e: 3}}", false);
        check(&format!("a = {}", "[".repeat(5000)), "{}", false);
        check("a = \"never", "{}", false);
    }

    #[test]
    fn places_are_the_files() {
        let (node, fault) = parse("title = \"A\"\n=", 4);
        let entry = &node.entries()[0];
        assert_eq!((entry.key_span.start(), entry.key_span.end()), (4, 9));
        assert_eq!((entry.value.span.start(), entry.value.span.end()), (12, 15));
        assert_eq!(fault.map(|span| span.start()), Some(16));
    }
}
