//! A component's `NAME.md` to what it takes. Its front matter says so:
//!
//! ```yaml
//! attributes:
//!   kind: {required: true, values: [danger, worry]}
//!   now: {names: item}
//!   date: {}
//! parts:
//!   goal: {required: false}
//! ```

use crate::model::component::{AttributeDefinition, ComponentDefinition, PartDefinition};
use crate::source::yaml::{self, Node};

/// What the component called `name` takes, by its documentation. Without any it takes every attribute and,
/// if its template shows parts, every part.
pub fn component(name: &str, documentation: Option<&str>, template: &str) -> ComponentDefinition {
    let mut definition = ComponentDefinition {
        name: name.to_owned(),
        takes_any_part: template.contains("component.parts"),
        ..Default::default()
    };
    let block = documentation
        .and_then(|text| text.strip_prefix("---\n"))
        .and_then(|rest| rest.split_once("\n---").map(|(block, _)| block));
    let Some(block) = block else { return definition };
    let (node, _) = yaml::parse(block, 0);
    definition.takes_any_part = false;
    let truth = |node: &Node, key: &str| node.get(key).and_then(Node::text) == Some("true");
    let entries = |key: &str| node.get(key).map(Node::entries).unwrap_or_default();
    definition.attributes = Some(
        entries("attributes")
            .iter()
            .map(|entry| AttributeDefinition {
                name: entry.key.clone(),
                required: truth(&entry.value, "required"),
                names_item: entry.value.get("names").and_then(Node::text) == Some("item"),
                values: entry
                    .value
                    .get("values")
                    .map(Node::items)
                    .unwrap_or_default()
                    .iter()
                    .filter_map(|value| value.text().map(str::to_owned))
                    .collect(),
            })
            .collect(),
    );
    definition.parts = entries("parts")
        .iter()
        .map(|entry| PartDefinition {
            name: entry.key.clone(),
            required: truth(&entry.value, "required"),
        })
        .collect();
    definition
}
