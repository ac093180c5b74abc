//! Components to HTML: what each holds is rendered, and its template puts that on the page.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use crate::markdown::tree::{Block, BlockKind, Component, Inline, InlineKind, Item, List};
use crate::markdown::inlines_text;
use crate::model::DocumentId;
use crate::render::html::{Writer, escape};
use crate::theme::Template;

/// A component, or a part of one, as its template sees it.
#[derive(Serialize)]
struct ComponentContext {
    name: String,
    /// An id that no other component on the page has: `scale-2`.
    id: String,
    label: String,
    attributes: BTreeMap<String, String>,
    /// What it holds, its parts left out.
    html: String,
    parts: Vec<ComponentContext>,
    /// The items of the first list in it.
    items: Vec<ItemContext>,
    /// That list is numbered.
    ordered: bool,
}

/// An item of a component's list: `Key: value`.
#[derive(Serialize)]
struct ItemContext {
    /// The words before the first colon; empty if there is none.
    key: String,
    /// The words after it; all if there is none.
    value: String,
    /// The same as HTML.
    value_html: String,
    /// The item's first paragraph, whole, as HTML.
    html: String,
    /// Its words.
    text: String,
    /// What else the item holds, nested lists left out, as HTML.
    more: String,
    /// The items of the lists inside.
    items: Vec<ItemContext>,
    /// A task's box: ticked or not.
    task: Option<bool>,
}

impl<'a> Writer<'a> {
    pub(super) fn component(&mut self, component: &'a Component, html: &mut String) {
        let name = component.name.value.as_str();
        if name == "include" {
            self.include(component, html);
            return;
        }
        if !self.theme.components.contains_key(name) {
            // Reported by a rule; the words are still there to read.
            let label = &component.label.value;
            if !label.is_empty() {
                html.push_str(&format!("<p><strong>{}</strong></p>\n", escape(label)));
            }
            let inner = self.blocks(&component.blocks);
            html.push_str(&inner);
            return;
        }
        let context = self.component_context(component);
        let values = vec![
            ("component", Value::from_serializable(&context)),
            ("text", Value::from_serializable(&self.theme.strings)),
            ("root", Value::from(self.page.to_root())),
        ];
        self.template(Template::Component(name), values, html);
    }

    fn component_context(&mut self, component: &'a Component) -> ComponentContext {
        let name = component.name.value.clone();
        let count = self.shared.components.entry(name.clone()).or_default();
        *count += 1;
        let id = format!("{name}-{count}");
        let definition = self.edition.components.iter().find(|one| one.name == name);
        let is_part = |block: &Block| match &block.kind {
            BlockKind::Component(inner) => {
                let inner = &inner.name.value;
                let is_component = self.theme.components.contains_key(inner);
                match definition {
                    Some(definition) if definition.attributes.is_some() => {
                        definition.parts.iter().any(|part| part.name == *inner)
                    }
                    _ => !is_component,
                }
            }
            _ => false,
        };
        let (parts, rest): (Vec<usize>, Vec<usize>) =
            (0..component.blocks.len()).partition(|&index| is_part(&component.blocks[index]));
        let mut html = String::new();
        for index in rest {
            html.push_str(&self.blocks(&component.blocks[index..=index]));
        }
        let parts = parts
            .into_iter()
            .filter_map(|index| match &component.blocks[index].kind {
                BlockKind::Component(inner) => Some(self.component_context(inner)),
                _ => None,
            })
            .collect();
        let list = component.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::List(list) => Some(list),
            _ => None,
        });
        ComponentContext {
            name,
            id,
            label: component.label.value.clone(),
            attributes: component
                .attributes
                .iter()
                .map(|one| (one.name.value.replace('-', "_"), one.value.value.clone()))
                .collect(),
            html,
            parts,
            items: list.map(|list| self.items(list)).unwrap_or_default(),
            ordered: list.is_some_and(|list| list.start.is_some()),
        }
    }

    fn items(&mut self, list: &'a List) -> Vec<ItemContext> {
        list.items.iter().map(|item| self.item_context(item)).collect()
    }

    fn item_context(&mut self, item: &'a Item) -> ItemContext {
        let (inlines, rest): (&'a [Inline], &'a [Block]) = match item.blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph(inlines), .. }, rest)) => (inlines, rest),
            _ => (&[], &item.blocks),
        };
        let html = self.inlines(inlines);
        let text = inlines_text(inlines);
        let (key, value) = match split_at_colon(&text) {
            Some((key, value)) => (key.to_owned(), value.to_owned()),
            None => (String::new(), text.clone()),
        };
        let value_html = match key.is_empty() {
            true => html.clone(),
            false => self.after_colon(inlines),
        };
        let mut more = String::new();
        let mut items = Vec::new();
        for index in 0..rest.len() {
            match &rest[index].kind {
                BlockKind::List(list) => items.extend(self.items(list)),
                _ => more.push_str(&self.blocks(&rest[index..=index])),
            }
        }
        ItemContext { key, value, value_html, html, text, more, items, task: item.task }
    }

    /// The HTML of what follows the first colon.
    fn after_colon(&mut self, inlines: &'a [Inline]) -> String {
        for (index, inline) in inlines.iter().enumerate() {
            let InlineKind::Text(text) = &inline.kind else { continue };
            let Some((_, after)) = split_at_colon(text) else { continue };
            let rest = self.inlines(&inlines[index + 1..]);
            return format!("{}{rest}", escape(after));
        }
        String::new()
    }

    /// A passage from another file, its links as they are meant there.
    fn include(&mut self, component: &'a Component, html: &mut String) {
        let Some(file) = component.attribute("file") else { return };
        let includes = &self.document.parsed.outline.includes;
        let position = includes.iter().position(|include| include.span == file.span);
        let passage = position.and_then(|index| self.document.includes.get(index));
        let Some(Ok(DocumentId(id))) = passage else { return };
        let Some(document) = self.edition.document(DocumentId(*id)) else { return };
        if self.shared.including.contains(id) {
            return;
        }
        self.shared.including.push(*id);
        let mut writer =
            Writer::new(self.edition, self.theme, document, self.page, &mut *self.shared);
        writer.anchor_prefix = Some(document.parsed.path.stem());
        writer.heading_shift = self.heading_shift;
        let mut inner = writer.blocks(&document.parsed.body.blocks);
        inner.push_str(&writer.footnotes());
        html.push_str(&inner);
        self.shared.including.pop();
    }
}

/// `Key: value`, or `Key:` alone.
fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    match text.split_once(": ") {
        Some((key, value)) => Some((key.trim(), value.trim())),
        None => text.trim().strip_suffix(':').map(|key| (key, "")),
    }
}

