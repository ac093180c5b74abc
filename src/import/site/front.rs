//! The fields at the top of a page, as another generator names them, as fields of ours. What isn't known is kept as
//! it is; what would mean something else here is kept under `imported`.

use std::collections::BTreeSet;

use crate::import::site::generator::Generator;
use crate::import::site::remark::Remark;
use crate::import::{Field, Note, Value};
use crate::model::{Date, Period};
use crate::source::yaml::{self, Node};
use crate::source::{Span, Text, toml};

/// A file's fields and its body.
pub(super) struct Split<'a> {
    /// The fields; nothing if there are none.
    pub node: Node,
    /// The body.
    pub body: &'a str,
    /// The line on which the body begins, from 1.
    pub first_line: usize,
    /// Where the fields can't be read.
    pub fault: Option<Span>,
}

/// Divides a file.
pub(super) fn split(text: &str) -> Split<'_> {
    let none = |fault| Split {
        node: Node { span: Span::new(0, 0), value: yaml::Value::Null },
        body: text,
        first_line: 1,
        fault,
    };
    let text_end = |block: &Span| (&text[block.start()..block.end()], block.start());
    let divided = |node, body: usize| Split {
        node,
        body: &text[body..],
        first_line: text[..body].matches('\n').count() + 1,
        fault: None,
    };
    if let Some((block, body)) = fenced(text, "+++") {
        let (toml, start) = text_end(&block);
        let (node, fault) = toml::parse(toml, start);
        return match fault {
            Some(fault) => none(Some(fault)),
            None => divided(node, body),
        };
    }
    // JSON between braces is YAML too.
    if text.starts_with("{\n") || text.starts_with("{\r") {
        let end = text.find("\n}").map_or(0, |end| end + 2);
        let (node, faults) = yaml::parse(&text[..end], 0);
        if end > 0 && faults.is_empty() && !node.entries().is_empty() {
            return divided(node, end);
        }
    }
    let Some((block, body)) = fenced(text, "---") else { return none(None) };
    let (yaml_text, start) = text_end(&block);
    let (node, faults) = yaml::parse(yaml_text, start);
    let serious = faults.iter().find(|one| {
        !matches!(
            one.kind,
            yaml::YamlFaultKind::DuplicateKey { .. } | yaml::YamlFaultKind::SecondDocument
        )
    });
    match (&node.value, serious) {
        // Two rules and text between them.
        (yaml::Value::Scalar { .. } | yaml::Value::Sequence(_), _) => none(None),
        (_, Some(fault)) => none(Some(fault.span)),
        _ => divided(node, body),
    }
}

/// What stands between two lines of this sign at the top, and where the rest begins.
fn fenced(text: &str, sign: &str) -> Option<(Span, usize)> {
    let rest = text.strip_prefix(sign)?;
    let first = rest.find('\n')?;
    if !rest[..first].trim().is_empty() {
        return None;
    }
    let start = sign.len() + first + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == sign || sign == "---" && bare == "..." {
            return Some((Span::new(start, at), at + line.len()));
        }
        at += line.len();
    }
    None
}

/// What a page says of itself.
#[derive(Default)]
pub(super) struct Facts {
    pub title: Option<String>,
    pub summary: Option<String>,
    pub order: Option<i64>,
    pub is_draft: bool,
    /// Addresses that lead to it, as written.
    pub aliases: Vec<String>,
    /// Its own address, whole or its last part, as written.
    pub permalink: Option<String>,
    pub slug: Option<String>,
    /// Its address as Zola has it.
    pub path: Option<String>,
    /// The title of the page that it stands below.
    pub parent: Option<String>,
    /// The name that it has for its generator.
    pub id: Option<String>,
    /// Other fields of ours, in their order here.
    pub fields: Vec<Field>,
    /// Fields that are kept as they were.
    pub kept: Vec<Field>,
    /// Fields that would mean something else here.
    pub imported: Vec<Field>,
    tags: Vec<String>,
    keywords: Vec<String>,
    is_unsearched: bool,
    reviewed: Option<Date>,
    review_in: Option<Period>,
}

/// Fields of ours whose names other generators give to other things.
const TAKEN: [&str; 20] = [
    "template",
    "status",
    "kind",
    "model",
    "criteria",
    "audience",
    "checks",
    "exceptions",
    "anonymised",
    "acknowledge",
    "defaults",
    "related",
    "supersedes",
    "replaced_by",
    "amendments",
    "legislation",
    "abbreviations",
    "translate_into",
    "translated",
    "source_version",
];

/// Reads the fields of a page.
pub(super) struct Reader<'a> {
    pub generator: Generator,
    pub text: &'a Text,
    pub notes: &'a mut Vec<Note>,
    /// Words that stand for something else now.
    pub spent: &'a mut String,
}

impl Reader<'_> {
    /// All of them.
    pub(super) fn facts(&mut self, node: &Node) -> Facts {
        let mut facts = Facts::default();
        for entry in node.entries() {
            self.entry(&mut facts, entry);
        }
        self.finish(&mut facts);
        facts
    }

    fn remark(&mut self, remark: Remark, entry: &yaml::Entry) {
        let line = self.text.position(entry.key_span.start()).line;
        let words = remark != Remark::FieldMoved;
        let words = if words { entry_words(entry) } else { String::new() };
        self.notes.push(remark.note(line, &words));
    }

    fn moved(&mut self, entry: &yaml::Entry) {
        self.remark(Remark::FieldMoved, entry);
        self.spent.push_str(&format!("{} ", entry.key));
    }

    fn entry(&mut self, facts: &mut Facts, entry: &yaml::Entry) {
        let value = &entry.value;
        let text = value.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let whole = text.as_ref().and_then(|text| text.parse::<f64>().ok());
        match (entry.key.as_str(), text) {
            (_, None) if value.entries().is_empty() && value.items().is_empty() => {
                self.spent.push_str(&format!("{} ", entry.key));
            }
            ("title", Some(title)) => facts.title = Some(title),
            ("description" | "summary" | "excerpt" | "lead", Some(text))
                if facts.summary.is_none() =>
            {
                facts.summary = Some(text);
                if entry.key != "summary" {
                    self.moved(entry);
                }
            }
            ("weight" | "nav_order" | "sidebar_position" | "order", Some(_)) if whole.is_some() => {
                facts.order = whole.map(|order| order.round() as i64);
                self.spent.push_str(&format!(
                    "{} {} ",
                    entry.key,
                    value.text().unwrap_or_default()
                ));
            }
            ("tags" | "categories" | "category", _) => {
                facts.tags.extend(list(value));
                if entry.key != "tags" {
                    self.moved(entry);
                }
            }
            ("keywords", _) => {
                facts.keywords.extend(list(value));
                self.moved(entry);
            }
            (_, text) => self.whereabouts(facts, entry, text),
        }
    }

    /// Fields that say where a page is found.
    fn whereabouts(&mut self, facts: &mut Facts, entry: &yaml::Entry, text: Option<String>) {
        match (entry.key.as_str(), text) {
            ("aliases" | "redirect_from" | "old_paths", _) => {
                facts.aliases.extend(list(&entry.value));
                self.spent.push_str(&format!("{} ", entry.key));
            }
            ("permalink" | "url", Some(address)) => {
                facts.permalink = Some(address);
                self.moved(entry);
            }
            ("id", Some(id)) if self.generator == Generator::Docusaurus => {
                facts.id = Some(id);
                self.moved(entry);
                self.spent.push_str(entry.value.text().unwrap_or_default());
                self.spent.push(' ');
            }
            ("taxonomies", None) => {
                self.spent.push_str("taxonomies ");
                for inner in entry.value.entries() {
                    self.entry(facts, inner);
                }
            }
            ("path", Some(path)) if self.generator == Generator::Zola => {
                self.spent.push_str(&format!("{path} "));
                facts.path = Some(path);
                self.moved(entry);
            }
            ("parent", Some(parent)) => {
                facts.parent = Some(parent);
                facts.kept.push(kept(entry));
            }
            ("sidebar", None) if self.generator == Generator::Starlight => {
                self.sidebar(facts, entry);
            }
            ("slug", Some(slug)) => {
                self.spent.push_str(&format!("{slug} "));
                facts.slug = Some(slug);
                self.moved(entry);
            }
            _ => self.state(facts, entry),
        }
    }

    /// `sidebar: {order: 2}`
    fn sidebar(&mut self, facts: &mut Facts, entry: &yaml::Entry) {
        let order = entry.value.get("order").and_then(Node::text);
        if let Some(order) = order.and_then(|text| text.parse::<f64>().ok()) {
            facts.order = Some(order.round() as i64);
            self.spent.push_str(&format!("sidebar order {order} "));
        }
        if entry.value.get("hidden").and_then(Node::text) == Some("true") {
            self.remark(Remark::FieldHidden, entry);
        }
        let others = entry.value.entries().iter().filter(|one| one.key != "order").cloned();
        let others: Vec<yaml::Entry> = others.collect();
        if !others.is_empty() {
            let value = yaml::Value::Mapping(others);
            let node = Node { span: entry.value.span, value };
            facts.kept.push(Field::new("sidebar", Value::Kept(node)));
        }
    }

    /// Fields that say whether a page is published, found and up to date.
    fn state(&mut self, facts: &mut Facts, entry: &yaml::Entry) {
        let text = entry.value.text().map(str::trim);
        match (entry.key.as_str(), text) {
            ("draft", Some(text)) => {
                facts.is_draft |= text == "true";
                self.spent.push_str(&format!("draft {text} "));
            }
            ("published", Some("true")) | ("hidden" | "unlisted", Some("false")) => {
                self.moved(entry);
            }
            ("published", Some("false")) => {
                facts.is_draft = true;
                self.remark(Remark::FieldMoved, entry);
                self.spent.push_str("published false ");
            }
            (
                "hidden" | "unlisted" | "nav_exclude" | "hide_in_navigation" | "noindex",
                Some("true"),
            ) => {
                self.remark(Remark::FieldHidden, entry);
                self.keep(facts, entry);
            }
            ("search_exclude", Some("true")) | ("pagefind" | "in_search_index", Some("false")) => {
                facts.is_unsearched = true;
                self.moved(entry);
                self.spent.push_str("true false ");
            }
            ("search", _) => match entry.value.get("exclude").and_then(Node::text) {
                Some(exclude) => {
                    facts.is_unsearched = exclude == "true";
                    self.spent.push_str(&format!("search exclude {exclude} "));
                    let others = entry.value.entries().iter().filter(|one| one.key != "exclude");
                    facts.imported.extend(others.map(kept));
                }
                None => self.aside(facts, entry),
            },
            ("expiryDate" | "publishDate" | "unpublishdate", Some(_)) => {
                self.remark(Remark::Expires, entry);
                facts.kept.push(kept(entry));
            }
            ("last_reviewed_on", Some(day)) => match Date::parse(day) {
                Some(date) => {
                    facts.reviewed = Some(date);
                    self.moved(entry);
                }
                None => self.aside(facts, entry),
            },
            ("review_in", Some(text)) => match Period::parse(text) {
                Some(period) => {
                    facts.review_in = Some(period);
                    self.moved(entry);
                    self.spent.push_str(&format!("{text} "));
                }
                None => self.aside(facts, entry),
            },
            _ => self.keep(facts, entry),
        }
    }

    fn keep(&mut self, facts: &mut Facts, entry: &yaml::Entry) {
        let is_taken = TAKEN.contains(&entry.key.as_str());
        match is_taken && self.generator != Generator::Markdown {
            true => self.aside(facts, entry),
            false => facts.kept.push(kept(entry)),
        }
    }

    fn aside(&mut self, facts: &mut Facts, entry: &yaml::Entry) {
        self.remark(Remark::FieldUnread, entry);
        facts.imported.push(kept(entry));
    }

    fn finish(&mut self, facts: &mut Facts) {
        if facts.is_draft {
            facts.fields.push(Field::text("status", "draft"));
        }
        if let Some(date) = facts.reviewed {
            facts.fields.push(Field::new("reviewed", Value::Date(date)));
            if let Some(period) = facts.review_in {
                facts.fields.push(Field::new("review_by", Value::Date(period.after(date))));
            }
        }
        let mut seen = BTreeSet::new();
        let mut tags = std::mem::take(&mut facts.tags);
        tags.retain(|tag| seen.insert(tag.clone()));
        if !tags.is_empty() {
            facts.fields.push(Field::new("tags", Value::List(tags)));
        }
        let keywords = std::mem::take(&mut facts.keywords);
        if facts.is_unsearched {
            let off = yaml::Value::Scalar { text: "false".to_owned(), quoted: false };
            let node = Node { span: Span::new(0, 0), value: off };
            facts.fields.push(Field::new("search", Value::Kept(node)));
            self.spent.push_str(&keywords.join(" "));
        } else if !keywords.is_empty() {
            let keywords = Field::new("keywords", Value::List(keywords));
            facts.fields.push(Field::new("search", Value::Fields(vec![keywords])));
        }
    }
}

/// A field as it was.
pub(super) fn kept(entry: &yaml::Entry) -> Field {
    Field::new(&entry.key, Value::Kept(entry.value.clone()))
}

fn entry_words(entry: &yaml::Entry) -> String {
    format!("{}: {}", entry.key, entry.value.text().unwrap_or("…"))
}

/// A list, or words between commas.
fn list(node: &Node) -> Vec<String> {
    let items = node.items().iter().filter_map(Node::text).map(str::to_owned);
    let words = node.text().into_iter().flat_map(|text| text.split(','));
    let words = words.map(|word| word.trim().to_owned());
    items.chain(words).filter(|word| !word.is_empty()).collect()
}
