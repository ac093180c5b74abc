//! Components to HTML: what each holds is rendered, and its template puts that on the page.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use crate::markdown::tree::{Block, BlockKind, Component, Inline, Item, List};
use crate::markdown::{KeyEnd, curly, inlines_text, key_end};
use crate::model::component::ComponentDefinition;
use crate::model::{Date, DocumentId, running_scheme};
use crate::render::context::{DateContext, LangContext};
use crate::render::drawing::{Drawing, Phrases, drawing};
use crate::render::html::block::{end_text, open_item, open_list};
use crate::render::html::sanitise::Piece;
use crate::render::html::{Writer, escape};
use crate::resolve::passage_anchor;
use crate::theme::Template;

/// A component, or a part of one, as its template sees it.
#[derive(Serialize)]
struct ComponentContext {
    name: String,
    /// An id that nothing else on the page has, headings included: `scale.2`.
    id: String,
    label: String,
    attributes: BTreeMap<String, String>,
    /// Those of the attributes that are dates, for machines and for people.
    dates: BTreeMap<String, DateContext>,
    /// What it holds, its parts left out.
    html: String,
    /// What of that stands before its first part or, if it has none, before its first list.
    before: String,
    /// What of that stands after.
    after: String,
    parts: Vec<ComponentContext>,
    /// The items of the first list in it.
    items: Vec<ItemContext>,
    /// That list is numbered.
    ordered: bool,
    /// The number of its first item; 1 if it has none.
    start: u64,
    /// What it looks like, if it is one of those that are drawn.
    drawing: Option<Drawing>,
}

/// An item of a component's list: `Key: value`.
#[derive(Serialize)]
struct ItemContext {
    /// The words before the first colon; empty if there is none.
    key: String,
    /// The same as HTML.
    key_html: String,
    /// The key, if it is a date, for machines and for people.
    date: Option<DateContext>,
    /// The words after it; all if there is none.
    value: String,
    /// The same as HTML.
    value_html: String,
    /// The item's first paragraph, whole, as HTML.
    html: String,
    /// Its words.
    text: String,
    /// What else the item holds, as HTML.
    rest: String,
    /// The same without nested lists.
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
            push_label(&curly(&component.label.value), html);
            self.push_blocks(&component.blocks, html);
            return;
        }
        let context = self.component_context(component);
        let values = vec![
            ("component", Value::from_serializable(&context)),
            ("text", self.theme.text()),
            ("root", Value::from(self.page.to_root())),
        ];
        if !self.template(Template::Component(name), values, html) {
            context.plainly(html);
        }
    }

    fn component_context(&mut self, component: &'a Component) -> ComponentContext {
        let name = component.name.value.clone();
        let count = self.shared.components.entry(name.clone()).or_default();
        *count += 1;
        let id = format!("{name}.{count}");
        let definition = self.edition.components.iter().find(|one| one.name == name);
        let (mut pieces, mut parts, mut items) = (Vec::new(), Vec::new(), Vec::new());
        let (mut first_part, mut first_list, mut start) = (None, None, None);
        for block in &component.blocks {
            match &block.kind {
                BlockKind::Component(inner) if self.is_part(inner, definition) => {
                    first_part.get_or_insert(pieces.len());
                    parts.push(self.component_context(inner));
                }
                BlockKind::List(list) if first_list.is_none() => {
                    first_list = Some(pieces.len());
                    start = list.start;
                    let html = self.items(list, &mut items);
                    pieces.push(Piece::Ours(html));
                }
                _ => pieces.push(self.piece(block)),
            }
        }
        // A template that shows parts shows no list of its own: without a part, everything stands before them.
        let first_list = first_list.filter(|_| definition.is_none_or(|one| one.parts.is_empty()));
        let (before, after) = match (first_part, first_list) {
            (Some(at), _) => (&pieces[..at], &pieces[at..]),
            (None, Some(at)) => (&pieces[..at], &pieces[at + 1..]),
            (None, None) => (&pieces[..], &[] as &[Piece<'_>]),
        };
        let mut attributes: BTreeMap<String, String> = component
            .attributes
            .iter()
            .map(|one| (one.name.value.replace('-', "_"), words(&one.value.value)))
            .collect();
        // Those that were left out are empty, so that a template can ask for them.
        for one in definition.and_then(|one| one.attributes.as_ref()).into_iter().flatten() {
            attributes.entry(one.name.replace('-', "_")).or_default();
        }
        let dates = attributes.iter().filter_map(|(name, value)| {
            Some((name.clone(), DateContext::new(self.theme, Date::parse(value.trim())?)))
        });
        let drawing = drawing(component, &id, Phrases(&self.theme.strings))
            .map(|drawing| drawing.with_words(&|item| Some(items.get(item)?.value_html.as_str())));
        // The template shows either the whole or its halves, so each may have the anchors.
        let taken = self.shared.anchors.clone();
        let html = self.joined(&pieces);
        let with_all = std::mem::replace(&mut self.shared.anchors, taken);
        let (before, after) = (self.joined(before), self.joined(after));
        self.shared.anchors = with_all;
        ComponentContext {
            drawing,
            name,
            id,
            label: curly(&component.label.value),
            dates: dates.collect(),
            attributes,
            html,
            before,
            after,
            parts,
            items,
            ordered: start.is_some(),
            start: start.unwrap_or(1),
        }
    }

    /// Whether a component inside another is a part of it, or a component of its own.
    fn is_part(&self, inner: &Component, outer: Option<&ComponentDefinition>) -> bool {
        let name = inner.name.value.as_str();
        match outer {
            Some(outer) if !outer.takes_any_part => {
                outer.parts.iter().any(|part| part.name == name)
            }
            _ => name != "include" && !self.theme.components.contains_key(name),
        }
    }

    /// The items of a list; gives the whole list as HTML.
    fn items(&mut self, list: &'a List, items: &mut Vec<ItemContext>) -> String {
        let mut html = String::new();
        let element = open_list(list, &mut html);
        for item in &list.items {
            items.push(self.item_context(item, list.tight, &mut html));
        }
        html.extend(["</", element, ">\n"]);
        html
    }

    /// An item; the same is added to `html` as it stands in its list.
    fn item_context(&mut self, item: &'a Item, tight: bool, html: &mut String) -> ItemContext {
        let (inlines, rest): (&'a [Inline], &'a [Block]) = match item.blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph(inlines), .. }, rest)) => (inlines, rest),
            _ => (&[], &item.blocks),
        };
        let Pair { key, key_html, value, value_html, html: first } = self.pair(inlines);
        let (mut pieces, mut items) = (Vec::new(), Vec::new());
        for block in rest {
            pieces.push(match &block.kind {
                BlockKind::List(list) => Piece::Ours(self.items(list, &mut items)),
                _ => self.piece(block),
            });
        }
        let rest_html = self.joined(&pieces);
        let mut blocks = rest.iter();
        pieces.retain(|_| {
            blocks.next().is_some_and(|block| !matches!(block.kind, BlockKind::List(_)))
        });
        open_item(item.task, html);
        if tight || item.task.is_some() || inlines.is_empty() {
            html.push_str(&first);
            end_text(item.task, html);
            if !rest_html.is_empty() {
                html.push('\n');
            }
        } else {
            html.extend(["\n<p>", &first, "</p>\n"]);
        }
        html.extend([&rest_html, "</li>\n"]);
        ItemContext {
            date: Date::parse(&key).map(|date| DateContext::new(self.theme, date)),
            key,
            key_html,
            value,
            value_html,
            html: first,
            text: inlines_text(inlines),
            more: self.joined(&pieces),
            rest: rest_html,
            items,
            task: item.task,
        }
    }

    /// Running text parted at its first colon. Each word is rendered once, since a footnote's mark counts.
    fn pair(&mut self, inlines: &'a [Inline]) -> Pair {
        let Some(KeyEnd { index, before, after }) = key_end(inlines) else {
            let html = self.inlines(inlines);
            let value = inlines_text(inlines);
            let (key, key_html) = (String::new(), String::new());
            return Pair { key, key_html, value, value_html: html.clone(), html };
        };
        let prefix = self.inlines(&inlines[..index]);
        let at = &inlines[index..=index];
        let whole = self.inlines(at);
        let suffix = self.inlines(&inlines[index + 1..]);
        let key = format!("{}{before}", inlines_text(&inlines[..index]));
        let value = format!("{after}{}", inlines_text(&inlines[index + 1..]));
        Pair {
            key: key.trim().to_owned(),
            key_html: format!("{prefix}{}", escape(&before)).trim().to_owned(),
            value: value.trim().to_owned(),
            value_html: format!("{}{suffix}", escape(&after)).trim().to_owned(),
            html: format!("{prefix}{whole}{suffix}"),
        }
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
        let prefix = self.together.map_or("", |together| together.prefix);
        let stem = document.parsed.path.stem();
        writer.is_passage = true;
        writer.anchor_prefix = format!("{prefix}{}", passage_anchor(stem, "")).into();
        writer.heading_shift = self.heading_shift;
        writer.together = self.together;
        let lang = LangContext::of(self.theme, &document.language)
            .filter(|_| document.language != self.document.language);
        if let Some(lang) = &lang {
            html.extend(["<div", &lang.attributes(), ">\n"]);
        }
        writer.push_blocks(&document.parsed.body.blocks, html);
        writer.push_footnotes(html);
        if lang.is_some() {
            html.push_str("</div>\n");
        }
        self.shared.including.pop();
    }
}

impl ComponentContext {
    /// The words alone, for when the template fails.
    fn plainly(&self, html: &mut String) {
        push_label(&self.label, html);
        html.push_str(&self.html);
        for part in &self.parts {
            part.plainly(html);
        }
    }
}

fn push_label(label: &str, html: &mut String) {
    if !label.is_empty() {
        html.push_str(&format!("<p><strong>{}</strong></p>\n", escape(label)));
    }
}

/// An attribute's value as it is shown; an address stays as it is, and one that could run a program is left out,
/// since any template may link to it.
fn words(value: &str) -> String {
    if running_scheme(value).is_some() {
        return String::new();
    }
    match value.contains("://") || value.contains('@') {
        true => value.to_owned(),
        false => curly(value),
    }
}

/// `Key: value`, as words and as HTML.
struct Pair {
    key: String,
    key_html: String,
    value: String,
    value_html: String,
    html: String,
}
