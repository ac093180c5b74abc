//! YAML as a tree whose every key and value knows its place, keeping scalars as they were written
//! (`version: 2.10` stays `2.10`). It gives no meaning to any key.
//!
//! It stands on granit-parser, the parser below serde-saphyr: typed deserialising would lose the
//! written form of a scalar and stop at the first fault.

use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle, options};
use rustc_hash::FxHashMap;

use crate::source::Span;

/// As many nodes as one file may hold, aliases expanded. A model of 5,000 elements takes some 100,000.
const MOST_NODES: usize = 250_000;
/// As many nodes as aliases alone may add, so that a few lines can't stand for millions.
const MOST_ALIASED: usize = 10_000;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// Where the value stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Nothing: `key:`, `~` or `null`.
    Null,
    /// One value, as it was written, quotes and escapes undone.
    Scalar {
        /// The text.
        text: String,
        /// It stood in quotes or a block, so `"2024"` and `"true"` are words.
        quoted: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order written; no key twice.
    Mapping(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// What it is set to.
    pub value: Node,
}

/// What is wrong with a file's YAML, apart from its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct YamlFault {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: YamlFaultKind,
}

/// The ways in which YAML goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum YamlFaultKind {
    /// Not YAML from here on; what stood before is kept. The parser's own words.
    Syntax(String),
    /// A tab where YAML wants spaces.
    Tab,
    /// A value that holds `: `, and so has to be in quotes: `title: Thresholds: a guide`.
    ColonInValue,
    /// This key was given before, there. The first one is kept.
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it was given first.
        first: Span,
    },
    /// A key that is a list or a mapping.
    KeyNotText,
    /// `*name` without an `&name` before it.
    UnknownAlias(String),
    /// More values than any handbook needs, or aliases that stand for too many.
    TooLarge,
    /// A second `---` document, which nothing would read.
    SecondDocument,
}

impl Node {
    /// The entries of a mapping; empty for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            Value::Null | Value::Scalar { .. } | Value::Sequence(_) => &[],
        }
    }

    /// The items of a sequence; empty for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Sequence(items) => items,
            Value::Null | Value::Scalar { .. } | Value::Mapping(_) => &[],
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::Null | Value::Sequence(_) | Value::Mapping(_) => None,
        }
    }

    /// What stands under a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// What it is, for a message: `a list`.
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar { .. } => "one value",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a group of fields",
        }
    }

    /// Its first character, to point at what is not there.
    pub fn beginning(&self) -> Span {
        let start = self.span.start();
        // All that a group can begin with besides its first key is of one byte: brackets, quotes and signs.
        let key = self
            .entries()
            .first()
            .filter(|entry| entry.key_span == Span::new(start, start + entry.key.len()));
        let width = key.and_then(|entry| entry.key.chars().next()).map_or(1, char::len_utf8);
        Span::new(start, start + width)
    }

    fn size(&self) -> usize {
        1 + match &self.value {
            Value::Null | Value::Scalar { .. } => 0,
            Value::Sequence(items) => items.iter().map(Node::size).sum(),
            Value::Mapping(entries) => entries.iter().map(|entry| 1 + entry.value.size()).sum(),
        }
    }
}

/// Reads one YAML document. `offset` is where `yaml` begins in its file, so that places are the file's.
/// Whatever can be read is given back beside the faults.
pub fn parse(yaml: &str, offset: usize) -> (Node, Vec<YamlFault>) {
    let mut builder = Builder { offset, ..Builder::default() };
    let options = options! { emit_unresolved_aliases: true, emit_comments: false };
    for next in Parser::new_from_str_with_options(yaml, options) {
        let step = match next {
            Ok((event, span)) => builder.take(event, builder.place(&span)),
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(yaml.len());
                builder.syntax(yaml, at, error.info());
                Step::Stop
            }
        };
        if step == Step::Stop {
            break;
        }
    }
    builder.finish()
}

#[derive(PartialEq)]
enum Step {
    Continue,
    Stop,
}

/// A collection that is still open.
enum Open {
    Sequence { items: Vec<Node>, start: Span, anchor: usize },
    Mapping(OpenMapping),
}

struct OpenMapping {
    entries: Vec<Entry>,
    /// Where each key was given first.
    seen: FxHashMap<String, Span>,
    /// The key whose value comes next.
    key: Option<(String, Span)>,
    start: Span,
    anchor: usize,
}

#[derive(Default)]
struct Builder {
    offset: usize,
    open: Vec<Open>,
    root: Option<Node>,
    anchors: BTreeMap<usize, Node>,
    faults: Vec<YamlFault>,
    nodes: usize,
    aliased: usize,
    documents: usize,
}

impl Builder {
    fn place(&self, span: &granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        Span::new(range.start, range.end).shifted(self.offset)
    }

    fn fault(&mut self, span: Span, kind: YamlFaultKind) {
        self.faults.push(YamlFault { span, kind });
    }

    fn syntax(&mut self, yaml: &str, at: usize, message: String) {
        let at = (0..=at.min(yaml.len())).rev().find(|&i| yaml.is_char_boundary(i)).unwrap_or(0);
        let line_start = yaml[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line = yaml[line_start..].split('\n').next().unwrap_or_default();
        let width = yaml[at..].chars().next().filter(|&c| c != '\n').map_or(0, char::len_utf8);
        let span = Span::new(at, at + width).shifted(self.offset);
        let indent = line.len() - line.trim_start().len();
        if line[..indent].contains('\t') || message.contains("found a tab") {
            let ahead = yaml[at..].find('\t').map(|tab| at + tab);
            let tab = line[..indent].find('\t').map(|tab| line_start + tab).or(ahead);
            let tab = tab.unwrap_or(line_start);
            self.fault(Span::new(tab, tab + 1).shifted(self.offset), YamlFaultKind::Tab);
            return;
        }
        let kind = if line.matches(": ").count() > 1 && !line.contains(['{', '"', '\'']) {
            YamlFaultKind::ColonInValue
        } else {
            YamlFaultKind::Syntax(message)
        };
        self.fault(span, kind);
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Step {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            self.fault(span, YamlFaultKind::TooLarge);
            return Step::Stop;
        }
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let quoted = style != ScalarStyle::Plain;
                let null = !quoted && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let value = match null {
                    true => Value::Null,
                    false => Value::Scalar { text: text.into_owned(), quoted },
                };
                self.put(Node { span, value }, anchor);
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open.push(Open::Sequence { items: Vec::new(), start: span, anchor });
            }
            Event::MappingStart(_, anchor, _) => {
                self.open.push(Open::Mapping(OpenMapping {
                    entries: Vec::new(),
                    seen: FxHashMap::default(),
                    key: None,
                    start: span,
                    anchor,
                }));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span.end()),
            Event::Alias(anchor) => return self.alias(anchor, span),
            Event::UnresolvedAlias(name) => {
                self.fault(span, YamlFaultKind::UnknownAlias(name.into_owned()));
                self.put(Node { span, value: Value::Null }, 0);
            }
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.fault(span, YamlFaultKind::SecondDocument);
                    return Step::Stop;
                }
            }
            _ => {}
        }
        Step::Continue
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Step {
        let value = match self.anchors.get(&anchor) {
            Some(node) => {
                self.aliased += node.size();
                if self.aliased > MOST_ALIASED {
                    self.fault(span, YamlFaultKind::TooLarge);
                    return Step::Stop;
                }
                node.value.clone()
            }
            // An alias inside its own anchor: nothing finite that it could stand for.
            None => Value::Null,
        };
        self.put(Node { span, value }, 0);
        Step::Continue
    }

    /// Puts a finished node where it belongs: a key, a value, an item or the root.
    fn put(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping(mapping)) => match mapping.key.take() {
                None => {
                    let text = match node.value {
                        Value::Scalar { text, .. } => Some(text),
                        Value::Null => Some("null".to_owned()),
                        Value::Sequence(_) | Value::Mapping(_) => None,
                    };
                    mapping.key = Some((text.clone().unwrap_or_default(), node.span));
                    if text.is_none() {
                        self.fault(node.span, YamlFaultKind::KeyNotText);
                    }
                }
                Some((key, key_span)) => match mapping.seen.get(&key) {
                    Some(&first) => {
                        self.fault(key_span, YamlFaultKind::DuplicateKey { key, first });
                    }
                    None => {
                        mapping.seen.insert(key.clone(), key_span);
                        mapping.entries.push(Entry { key, key_span, value: node });
                    }
                },
            },
        }
    }

    fn close(&mut self, end: usize) {
        let (value, start, anchor) = match self.open.pop() {
            Some(Open::Sequence { items, start, anchor }) => {
                (Value::Sequence(items), start, anchor)
            }
            Some(Open::Mapping(OpenMapping { mut entries, key, start, anchor, .. })) => {
                // A key whose value the parser never reached.
                if let Some((key, key_span)) = key.filter(|(key, _)| !key.is_empty()) {
                    let span = Span::new(key_span.end(), key_span.end());
                    entries.push(Entry { key, key_span, value: Node { span, value: Value::Null } });
                }
                (Value::Mapping(entries), start, anchor)
            }
            None => return,
        };
        self.put(Node { span: Span::new(start.start(), end), value }, anchor);
    }

    fn finish(mut self) -> (Node, Vec<YamlFault>) {
        while !self.open.is_empty() {
            let end = self.faults.last().map_or(self.offset, |fault| fault.span.start());
            self.close(end);
        }
        let start = Span::new(self.offset, self.offset);
        let root = self.root.unwrap_or(Node { span: start, value: Value::Null });
        (root, self.faults)
    }
}

/// A text as a value in YAML: in quotation marks unless it is plain words.
pub fn written(text: &str) -> String {
    let plain =
        text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | ',' | '’' | '(' | ')'))
            && text.starts_with(char::is_alphabetic)
            && !matches!(
                text.to_lowercase().as_str(),
                "yes" | "no" | "true" | "false" | "null" | "on" | "off"
            );
    if plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::{Node, Value, YamlFaultKind, parse, written};

    fn show(node: &Node) -> String {
        match &node.value {
            Value::Null => "~".to_owned(),
            Value::Scalar { text, quoted: true } => format!("{text:?}"),
            Value::Scalar { text, quoted: false } => text.clone(),
            Value::Sequence(items) => {
                format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", "))
            }
            Value::Mapping(entries) => {
                let shown = entries.iter().map(|e| format!("{}: {}", e.key, show(&e.value)));
                format!("{{{}}}", shown.collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn check(yaml: &str, expected: &str) {
        let (node, faults) = parse(yaml, 0);
        assert_eq!((show(&node).as_str(), faults), (expected, vec![]), "{yaml}");
    }

    fn fault(yaml: &str, expected: &str, kept: &str) {
        let (node, faults) = parse(yaml, 0);
        let shown: Vec<String> =
            faults.iter().map(|f| format!("{:?} at {:?}", f.kind, f.span.of(yaml))).collect();
        assert_eq!((shown.join("; ").as_str(), show(&node).as_str()), (expected, kept), "{yaml}");
    }

    #[test]
    fn keeps_scalars_as_written() {
        check(
            "version: 2.10\non: 2026-03-04\ntitle: No",
            "{version: 2.10, on: 2026-03-04, title: No}",
        );
        check("a: '2024'\nb: ~\nc:\nd: \"null\"", "{a: \"2024\", b: ~, c: ~, d: \"null\"}");
        check("a: [1, {b: c}]\nd:\n  - e", "{a: [1, {b: c}], d: [e]}");
        check("", "~");
        check("# only a comment\n", "~");
    }

    #[test]
    fn places_are_the_files() {
        let (node, _) = parse("title: Thresholds\n", 4);
        let entry = &node.entries()[0];
        assert_eq!((entry.key_span.start(), entry.key_span.end()), (4, 9));
        assert_eq!((entry.value.span.start(), entry.value.span.end()), (11, 21));
    }

    #[test]
    fn keeps_what_stood_before_a_fault() {
        fault(
            "a: 1\na: 2\nb: 3",
            "DuplicateKey { key: \"a\", first: 0..1 } at \"a\"",
            "{a: 1, b: 3}",
        );
        fault("a: 1\n\tb: 2\n", "Tab at \"\\t\"", "{a: ~}");
        fault("title: Thresholds: a guide\n", "ColonInValue at \":\"", "{title: Thresholds}");
        fault("a: *b\nc: d", "UnknownAlias(\"b\") at \"*b\"", "{a: ~, c: d}");
    }

    #[test]
    fn a_node_begins_with_a_whole_character() {
        let check = |yaml: &str, expected: &str| {
            let (node, _) = parse(yaml, 0);
            assert_eq!(node.items()[0].beginning().of(yaml), expected, "{yaml}");
        };
        check("- é: b", "é");
        check("- a: é", "a");
        check("- 'é': b", "'");
        check("- {é: b}", "{");
        check("- {}", "{");
        check("- ? é\n", "?");
    }

    #[test]
    fn an_alias_bomb_ends_quickly() {
        let mut yaml = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for level in 1..9 {
            let line: Vec<String> = (0..9).map(|_| format!("*a{}", level - 1)).collect();
            yaml.push_str(&format!("a{level}: &a{level} [{}]\n", line.join(", ")));
        }
        let (_, faults) = parse(&yaml, 0);
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].kind, YamlFaultKind::TooLarge);
        let deep = format!("a: {}{}", "[".repeat(10_000), "]".repeat(10_000));
        assert!(!parse(&deep, 0).1.is_empty());
    }

    #[test]
    fn texts_are_written_as_yaml() {
        assert_eq!(written("Keeping in touch"), "Keeping in touch");
        assert_eq!(written("Contact: a policy"), "\"Contact: a policy\"");
        assert_eq!(written("No"), "\"No\"");
        assert_eq!(written("Section 47 #1"), "\"Section 47 #1\"");
    }
}
