//! A group of YAML fields, taken out one by one: each either what it should be, or a fault at its place.
//! What nobody took out is left over as unknown.

use crate::load::keys::Group;
use crate::markdown::curly;
use crate::model::{Date, DateField, FieldFault, ListField, TextField};
use crate::source::yaml::{Entry, Node, Value};
use crate::source::{Located, Span};

/// The fields of one group.
pub(crate) struct Fields<'a> {
    entries: &'a [Entry],
    /// Which of the entries somebody took out or asked for.
    taken: Vec<bool>,
    /// Every field that there is.
    group: &'static Group,
    /// What is wrong so far.
    pub faults: Vec<(Span, FieldFault)>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(node: &'a Node, group: &'static Group) -> Self {
        let entries = node.entries();
        Fields { entries, taken: vec![false; entries.len()], group, faults: vec![] }
    }

    /// The value of a field, whatever it is; `None` if it is missing or empty.
    pub(crate) fn node(&mut self, field: &'static str) -> Option<&'a Node> {
        debug_assert!(self.group.field(field).is_some(), "“{field}” is in the table of its group");
        let index = self.entries.iter().position(|entry| entry.key == field)?;
        self.taken[index] = true;
        Some(&self.entries[index].value).filter(|node| node.value != Value::Null)
    }

    /// Where a field's key stands.
    pub(crate) fn key_span(&self, field: &str) -> Option<Span> {
        self.entries.iter().find(|entry| entry.key == field).map(|entry| entry.key_span)
    }

    pub(crate) fn fault(&mut self, span: Span, fault: FieldFault) {
        self.faults.push((span, fault));
    }

    fn wrong_shape(&mut self, node: &Node, field: &str, expected: &'static str) {
        let fault =
            FieldFault::WrongShape { field: field.to_owned(), expected, found: node.describe() };
        self.fault(node.span, fault);
    }

    /// One value as text, numbers and dates as they were written.
    pub(crate) fn text(&mut self, field: &'static str) -> TextField {
        let node = self.node(field)?;
        self.text_of(node, field)
    }

    /// Words that readers see, with quotation marks as the text has them.
    pub(crate) fn words(&mut self, field: &'static str) -> TextField {
        let written = self.text(field)?;
        Some(Located::new(curly(&written.value), written.span))
    }

    fn text_of(&mut self, node: &Node, field: &str) -> TextField {
        match node.text() {
            Some(text) if !text.trim().is_empty() => {
                Some(Located::new(text.trim().to_owned(), node.span))
            }
            Some(_) => None,
            None => {
                self.wrong_shape(node, field, "one value");
                None
            }
        }
    }

    pub(crate) fn date(&mut self, field: &'static str) -> DateField {
        let written = self.text(field)?;
        match Date::parse(&written.value) {
            Some(date) => Some(Located::new(date, written.span)),
            None => {
                let fault = FieldFault::NotADate { field: field.to_owned(), text: written.value };
                self.fault(written.span, fault);
                None
            }
        }
    }

    pub(crate) fn integer(&mut self, field: &'static str) -> Option<Located<i64>> {
        let written = self.text(field)?;
        match written.value.parse() {
            Ok(number) => Some(Located::new(number, written.span)),
            Err(_) => {
                self.unreadable(field, written, "10");
                None
            }
        }
    }

    pub(crate) fn boolean(&mut self, field: &'static str) -> Option<Located<bool>> {
        let written = self.text(field)?;
        match written.value.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some(Located::new(true, written.span)),
            "false" | "no" | "off" => Some(Located::new(false, written.span)),
            _ => {
                self.unreadable(field, written, "true");
                None
            }
        }
    }

    pub(crate) fn unreadable(&mut self, field: &str, text: Located<String>, like: &'static str) {
        let fault = FieldFault::Unreadable { field: field.to_owned(), text: text.value, like };
        self.fault(text.span, fault);
    }

    /// Says that there should be one value.
    pub(crate) fn not_one_value(&mut self, entry: &Entry) {
        let (field, found) = (entry.key.clone(), entry.value.describe());
        let fault = FieldFault::WrongShape { field, expected: "one value", found };
        self.fault(entry.value.span, fault);
    }

    /// A list of values; one value alone is a list of one.
    pub(crate) fn list(&mut self, field: &'static str) -> ListField {
        let node = self.node(field)?;
        match &node.value {
            Value::Sequence(items) => {
                let items = items.iter().filter(|item| item.value != Value::Null);
                Some(items.filter_map(|item| self.text_of(item, field)).collect())
            }
            Value::Scalar { .. } => Some(self.text_of(node, field).into_iter().collect()),
            Value::Null | Value::Mapping(_) => {
                self.wrong_shape(node, field, "a list");
                None
            }
        }
    }

    /// A list of groups; one group alone is a list of one.
    pub(crate) fn groups(&mut self, field: &'static str) -> Vec<&'a Node> {
        let Some(node) = self.node(field) else { return Vec::new() };
        let nodes: Vec<&Node> = match &node.value {
            Value::Sequence(items) => items.iter().collect(),
            _ => vec![node],
        };
        nodes.into_iter().filter(|node| self.is_group(node, field)).collect()
    }

    /// A group of fields under a field.
    pub(crate) fn group(&mut self, field: &'static str) -> Option<&'a Node> {
        let node = self.node(field)?;
        self.is_group(node, field).then_some(node)
    }

    fn is_group(&mut self, node: &Node, field: &str) -> bool {
        let is_group = matches!(node.value, Value::Mapping(_));
        if !is_group {
            self.wrong_shape(node, field, "a group of fields");
        }
        is_group
    }

    /// A field that has to be there.
    pub(crate) fn required(
        &mut self,
        node: &Node,
        field: &'static str,
        within: &'static str,
    ) -> TextField {
        let found = self.text(field);
        if found.is_none() && !self.faults.iter().any(|(span, _)| node_holds(node, *span)) {
            let fault = FieldFault::Missing { field: field.to_owned(), within };
            self.fault(node.beginning(), fault);
        }
        found
    }

    /// The fields that nobody took out.
    pub(crate) fn left_over(&self) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().zip(&self.taken).filter(|(_, taken)| !**taken).map(|(entry, _)| entry)
    }

    /// The field that `name` was most likely meant to be.
    pub(crate) fn nearest(&self, name: &str) -> Option<String> {
        let others = self.group.fields.iter().map(|field| field.name).filter(|one| *one != name);
        nearest(name, others).map(str::to_owned)
    }

    /// What is wrong, every field that nobody took out included.
    pub(crate) fn finish(mut self) -> Vec<(Span, FieldFault)> {
        let left: Vec<&Entry> = self.left_over().collect();
        for entry in left {
            let nearest = self.nearest(&entry.key);
            let fault = FieldFault::Unknown { field: entry.key.clone(), nearest };
            self.fault(entry.key_span, fault);
        }
        self.faults
    }
}

fn node_holds(node: &Node, span: Span) -> bool {
    node.span.start() <= span.start() && span.end() <= node.span.end()
}

/// The candidate that `name` was most likely meant to be: at most one slip in short words, two in longer
/// ones, three in long ones.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    let wanted = plain(name);
    let most: usize = match wanted.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    };
    // Only the slow comparison needs the letters: a candidate much longer or shorter is no slip.
    let length = wanted.chars().count();
    let letters = |text: &str| text.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).count();
    candidates
        .filter(|candidate| letters(candidate).abs_diff(length) <= most + 1)
        .map(|candidate| (strsim::osa_distance(&wanted, &plain(candidate)), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let known = ["title", "review_by", "reviewed", "owner"];
        let check = |name: &str, expected| {
            assert_eq!(nearest(name, known.into_iter()), expected, "{name}");
        };
        check("titel", Some("title"));
        check("Review-By", Some("review_by"));
        check("reviewd", Some("reviewed"));
        check("layout", None);
        check("to", None);
    }
}
