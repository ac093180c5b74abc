//! `glossary.yaml` to a glossary.

use std::collections::BTreeMap;

use crate::load::fields::Fields;
use crate::load::keys::{GLOSSARY, TERM};
use crate::markdown::{Anchors, curly};
use crate::model::{FieldFault, Glossary, Term};
use crate::source::Located;
use crate::source::yaml::{Node, Value};

pub(crate) fn glossary(node: &Node) -> Glossary {
    let mut faults = Vec::new();
    let mut terms: Vec<Term> = Vec::new();
    let mut audience = None;
    let nodes: Vec<&Node> = match &node.value {
        Value::Sequence(items) => items.iter().collect(),
        Value::Mapping(_) => {
            let mut from = Fields::new(node, &GLOSSARY);
            audience = from.list("audience");
            let nodes = from.groups("terms");
            faults.append(&mut from.finish());
            nodes
        }
        Value::Null | Value::Scalar { .. } => Vec::new(),
    };
    let mut anchors = Anchors::default();
    let mut seen: BTreeMap<String, ()> = BTreeMap::new();
    for node in nodes {
        let mut from = Fields::new(node, &TERM);
        let term = from.required(node, "term", "a glossary entry");
        let (abbreviations, also, instead) =
            (from.list("abbreviations"), from.list("also_known_as"), from.list("say_instead_of"));
        let definition = from.words("definition").map(|text| text.value);
        let definition_for = definition_for(&mut from);
        let source = from.words("source").map(|text| text.value);
        let own = from.list("audience");
        faults.append(&mut from.finish());
        let Some(term) = term else { continue };
        if seen.insert(term.value.to_lowercase(), ()).is_some() {
            let fault = FieldFault::Repeated { field: "term".to_owned(), text: term.value.clone() };
            faults.push((term.span, fault));
        }
        terms.push(Term {
            anchor: anchors.unique(&term.value).to_string(),
            term: Located::new(curly(&term.value), term.span),
            abbreviations: abbreviations.unwrap_or_default(),
            also_known_as: also.unwrap_or_default(),
            say_instead_of: instead.unwrap_or_default(),
            definition,
            definition_for,
            source,
            audience: own.or_else(|| audience.clone()),
        });
    }
    Glossary { terms, faults }
}

/// `definition_for:` by audience.
fn definition_for(from: &mut Fields<'_>) -> Vec<(Located<String>, String)> {
    let entries = from.group("definition_for").map(Node::entries).unwrap_or_default();
    let mut all = Vec::new();
    for entry in entries {
        match entry.value.text() {
            Some(text) => {
                all.push((Located::new(entry.key.clone(), entry.key_span), curly(text)));
            }
            None => from.not_one_value(entry),
        }
    }
    all
}
