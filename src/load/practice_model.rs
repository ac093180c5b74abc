//! `practice-model.yaml` to a practice model. An id is the name of a page, so one that can't be is a fault here.

use std::collections::BTreeMap;

use crate::load::fields::Fields;
use crate::load::keys::{
    CRITERION, ELEMENT, EXPECTATION, FRAMEWORK, Group, MODEL_WORDS, PRACTICE_MODEL,
};
use crate::markdown::slug;
use crate::model::{
    Criterion, Element, Expectation, FieldFault, Framework, ListField, PracticeModel, pages,
};
use crate::source::yaml::Node;
use crate::source::{Located, SourcePath, Span, is_device};

/// Faults so far, and where.
type Faults = Vec<(Span, FieldFault)>;

pub(crate) fn practice_model(path: &SourcePath, node: &Node) -> PracticeModel {
    let mut from = Fields::new(node, &PRACTICE_MODEL);
    let name = from.words("name").map(|name| name.value);
    let summary = from.words("summary").map(|text| text.value);
    let audience = from.list("audience");
    let to_expect = to_expect(&mut from, &MODEL_WORDS);
    let mut faults = Vec::new();
    let mut elements = Vec::new();
    for node in from.groups("elements") {
        elements.extend(element(node, &audience, &mut faults));
    }
    let mut frameworks = Vec::new();
    for node in from.groups("frameworks") {
        frameworks.extend(framework(node, &audience, &mut faults));
    }
    if elements.is_empty() && frameworks.is_empty() && faults.is_empty() && from.faults.is_empty() {
        let fault =
            FieldFault::Missing { field: "elements".to_owned(), within: "the practice model" };
        faults.push((Span::new(node.span.start(), node.span.start()), fault));
    }
    unrepeated(&mut elements, |one| &one.id, &mut faults);
    unrepeated(&mut frameworks, |one| &one.id, &mut faults);
    for one in &mut frameworks {
        unrepeated(&mut one.criteria, |criterion| &criterion.id, &mut faults);
    }
    faults.append(&mut from.finish());
    let path = Some(path.clone());
    PracticeModel { path, name, summary, to_expect, audience, elements, frameworks, faults }
}

fn element(node: &Node, audience: &ListField, faults: &mut Faults) -> Option<Element> {
    let mut from = Fields::new(node, &ELEMENT);
    let id = id(&mut from, node, "an element of the model", &pages::MODEL_NAMES);
    let name = from.words("name").map(|name| name.value);
    let element = id.map(|id| Element {
        name: name.unwrap_or_else(|| id.value.clone()),
        id,
        group: from.words("group").map(|text| text.value),
        promise: from.words("promise").map(|text| text.value),
        summary: from.words("summary").map(|text| text.value),
        to_expect: to_expect(&mut from, &EXPECTATION),
        owner: from.words("owner").map(|text| text.value),
        expects: from.list("expects").unwrap_or_default(),
        audience: from.list("audience").or_else(|| audience.clone()),
    });
    faults.append(&mut from.finish());
    element
}

/// `what_to_expect:` by audience.
fn to_expect(from: &mut Fields<'_>, group: &'static Group) -> Vec<Expectation> {
    let entries = from.group("what_to_expect").map(Node::entries).unwrap_or_default();
    let mut all = Vec::new();
    for entry in entries {
        let mut fields = Fields::new(&entry.value, group);
        let (name, summary) = (fields.words("name"), fields.words("summary"));
        let mut fact = |field| {
            group.field(field)?;
            fields.words(field).map(|text| text.value)
        };
        all.push(Expectation {
            audience: Located::new(entry.key.clone(), entry.key_span),
            name: name.map(|name| name.value),
            summary: summary.map(|text| text.value),
            promise: fact("promise"),
            when: fact("when"),
            call: fact("call"),
        });
        from.faults.append(&mut fields.finish());
    }
    all
}

fn framework(node: &Node, audience: &ListField, faults: &mut Faults) -> Option<Framework> {
    let mut from = Fields::new(node, &FRAMEWORK);
    let id = id(&mut from, node, "a framework", &[]);
    let name = from.words("name").map(|name| name.value);
    let summary = from.words("summary").map(|text| text.value);
    let owner = from.words("owner").map(|text| text.value);
    let expects = from.list("expects").unwrap_or_default();
    let audience = from.list("audience").or_else(|| audience.clone());
    let mut criteria = Vec::new();
    for node in from.groups("criteria") {
        let mut fields = Fields::new(node, &CRITERION);
        let id = self::id(&mut fields, node, "a criterion", &pages::FRAMEWORK_NAMES);
        let name = fields.words("name").map(|name| name.value);
        criteria.extend(id.map(|id| Criterion {
            name: name.unwrap_or_else(|| id.value.clone()),
            id,
            summary: fields.words("summary").map(|text| text.value),
            owner: fields.words("owner").map(|text| text.value).or_else(|| owner.clone()),
            expects: fields.list("expects").unwrap_or_else(|| expects.clone()),
            audience: fields.list("audience").or_else(|| audience.clone()),
        }));
        faults.append(&mut fields.finish());
    }
    let framework = id.map(|id| Framework {
        name: name.unwrap_or_else(|| id.value.clone()),
        id,
        summary,
        audience,
        criteria,
    });
    faults.append(&mut from.finish());
    framework
}

/// An id that can be the name of a page: small letters, digits and hyphens, and none of the handbook's own.
fn id(
    from: &mut Fields<'_>,
    node: &Node,
    within: &'static str,
    taken: &[&str],
) -> Option<Located<String>> {
    let id = from.required(node, "id", within)?;
    let sound = id.value == slug(&id.value)
        && id.value.len() <= LONGEST_ID
        && !taken.contains(&id.value.as_str())
        && !is_device(&id.value);
    if !sound {
        let fault =
            FieldFault::NotAnId { text: id.value.clone(), instead: instead(&id.value, taken) };
        from.fault(id.span, fault);
    }
    Some(id)
}

/// A page's path must fit into what Windows allows, with its folders and its ending.
const LONGEST_ID: usize = 80;

/// The nearest to `text` that can be an id.
fn instead(text: &str, taken: &[&str]) -> String {
    let mut slug = slug(text).trim_matches(['-', '_']).to_owned();
    while slug.len() > LONGEST_ID {
        slug.pop();
    }
    match taken.contains(&slug.as_str()) || is_device(&slug) {
        true => format!("the-{slug}"),
        false => slug,
    }
}

/// Keeps the first of those that have one id. Each other is a fault that says where the first is.
fn unrepeated<T>(all: &mut Vec<T>, id: impl Fn(&T) -> &Located<String>, faults: &mut Faults) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    all.retain(|one| {
        let Located { value, span } = id(one);
        let Some(first) = seen.get(value) else {
            seen.insert(value.clone(), *span);
            return true;
        };
        faults.push((*span, FieldFault::RepeatedId { text: value.clone(), first: *first }));
        false
    });
}
