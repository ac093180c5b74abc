//! Components that the theme lacks, that are not closed, or that are given what they don't take.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::load::nearest;
use crate::markdown::tree::{Attribute, Block, BlockKind, Component, MarkdownFault};
use crate::markdown::{curly, key_text};
use crate::model::component::ComponentDefinition;
use crate::model::{block_audience, running_scheme};
use crate::source::{Located, Mark, Span};

pub(super) static RULE: Rule = Rule {
    name: "component-misused",
    group: Group::Writing,
    severity: Severity::Error,
    summary: "A component that is misspelt, not closed, or given what it doesn’t take",
    explain: include_str!("component_misused.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (span, fault) in &context.document.parsed.faults {
        written(context, *span, fault, findings);
    }
    if !context.holds(Mark::Component) {
        return;
    }
    blocks(context, &context.document.parsed.body.blocks, None, findings);
    for note in &context.document.parsed.body.footnotes {
        blocks(context, &note.blocks, None, findings);
    }
}

fn written(context: &Context<'_>, span: Span, fault: &MarkdownFault, findings: &mut Findings<'_>) {
    let document = context.document;
    match fault {
        MarkdownFault::UnclosedComponent { name } => findings
            .at(document, span, format!("The component “{name}” is not closed."))
            .help("Add a line of colons, as many as it opens with, where it ends."),
        MarkdownFault::StrayComponentEnd => findings
            .at(document, span, "There is no component here to close.".to_owned())
            .help("Take this line away, or add the line that opens the component."),
        MarkdownFault::MalformedComponent(why) => findings
            .at(document, span, format!("This component can’t be read: {why}."))
            .help("Write it as :::name Label {key=\"value\"}."),
        MarkdownFault::RepeatedAttribute(name) => findings
            .at(document, span, format!("“{name}” is given twice."))
            .help("Keep one of the two."),
        MarkdownFault::TooDeep => findings
            .at(
                document,
                span,
                "Lists, quotes and components stand inside each other too deep here.".to_owned(),
            )
            .help("Take some of them apart. What is inside is shown without its layout."),
        _ => return,
    };
}

fn blocks(
    context: &Context<'_>,
    all: &[Block],
    parent: Option<&ComponentDefinition>,
    findings: &mut Findings<'_>,
) {
    for block in all {
        match &block.kind {
            BlockKind::Component(inner) => component(context, inner, parent, findings),
            BlockKind::Quote(inner) | BlockKind::Callout(_, inner) => {
                blocks(context, inner, parent, findings);
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    blocks(context, &item.blocks, parent, findings);
                }
            }
            BlockKind::Definitions(definitions) => {
                for inner in definitions.iter().flat_map(|one| &one.definitions) {
                    blocks(context, inner, parent, findings);
                }
            }
            _ => {}
        }
    }
}

fn component(
    context: &Context<'_>,
    component: &Component,
    parent: Option<&ComponentDefinition>,
    findings: &mut Findings<'_>,
) {
    if let Some(audience) = block_audience(component) {
        audiences(context, component, &audience.audiences, findings);
        // What it holds stands where it stands.
        blocks(context, &component.blocks, parent, findings);
        return;
    }
    let name = component.name.value.as_str();
    let known = &context.handbook.components;
    let definition = known.iter().find(|one| one.name == name);
    let is_part = parent.is_some_and(|parent| {
        parent.takes_any_part || parent.parts.iter().any(|part| part.name == name)
    });
    if definition.is_none() && !is_part && name != "include" && !name.is_empty() {
        unknown(context, component, parent, findings);
    }
    if name == "include" && component.attribute("file").is_none() {
        findings
            .at(
                context.document,
                component.name.span,
                "This does not say which file to include.".to_owned(),
            )
            .help("Write it as :::include {file=\"../_shared/emergency.md\"}.");
    }
    if let Some(definition) = definition.filter(|_| !is_part) {
        attributes(context, component, definition, findings);
        parts(context, component, definition, findings);
    }
    blocks(context, &component.blocks, definition, findings);
}

/// `:::for` names audiences, and takes nothing else.
fn audiences(
    context: &Context<'_>,
    component: &Component,
    written: &[Located<String>],
    findings: &mut Findings<'_>,
) {
    let all = &context.handbook.config.audiences;
    let known = || all.iter().map(|one| one.id.as_str());
    let options = || known().collect::<Vec<_>>().join(", ");
    if written.is_empty() {
        findings
            .at(
                context.document,
                component.name.span,
                "This does not say whom it is for.".to_owned(),
            )
            .help(format!("Write one or more after it: {}. As it is, nobody gets it.", options()));
    }
    for one in written.iter().filter(|one| known().all(|known| known != one.value)) {
        let near = nearest(&one.value, known());
        let near = near.map(|near| format!("The nearest is “{near}”. ")).unwrap_or_default();
        findings
            .at(context.document, one.span, format!("There is no audience “{}”.", one.value))
            .help(format!("{near}It can be: {}.", options()));
    }
    for attribute in &component.attributes {
        let message = format!("“for” takes no “{}”.", attribute.name.value);
        findings
            .at(context.document, attribute.name.span, message)
            .help("Write the audiences after it: :::for staff, partners".to_owned());
    }
}

fn unknown(
    context: &Context<'_>,
    component: &Component,
    parent: Option<&ComponentDefinition>,
    findings: &mut Findings<'_>,
) {
    let name = component.name.value.as_str();
    let names = context.handbook.components.iter().map(|one| one.name.as_str());
    let parts = parent.into_iter().flat_map(|one| &one.parts).map(|part| part.name.as_str());
    let near = nearest(name, parts.chain(names.clone()).chain(["include", "for"]));
    let help = match (near, parent) {
        (Some(near), _) => format!("The nearest is “{near}”."),
        (None, Some(parent)) if !parent.parts.is_empty() => {
            let parts: Vec<&str> = parent.parts.iter().map(|part| part.name.as_str()).collect();
            format!("“{}” has these parts: {}.", parent.name, parts.join(", "))
        }
        _ => format!("There are: {}.", names.collect::<Vec<_>>().join(", ")),
    };
    findings
        .at(context.document, component.name.span, format!("There is no component “{name}”."))
        .help(help);
}

fn attributes(
    context: &Context<'_>,
    component: &Component,
    definition: &ComponentDefinition,
    findings: &mut Findings<'_>,
) {
    let document = context.document;
    let Some(known) = &definition.attributes else { return };
    for attribute in &component.attributes {
        let name = attribute.name.value.as_str();
        let Some(expected) = known.iter().find(|one| one.name == name) else {
            let names: Vec<&str> = known.iter().map(|one| one.name.as_str()).collect();
            let help = match nearest(name, names.iter().copied()) {
                Some(near) => format!("The nearest is “{near}”."),
                None if names.is_empty() => "It takes none.".to_owned(),
                None => format!("It takes: {}.", names.join(", ")),
            };
            let message = format!("“{}” takes no “{name}”.", definition.name);
            findings.at(document, attribute.name.span, message).help(help);
            continue;
        };
        let value = attribute.value.value.as_str();
        if !expected.values.is_empty() && !expected.values.iter().any(|one| one == value) {
            let message = format!("“{name}” can’t be “{value}”.");
            findings
                .at(document, attribute.value.span, message)
                .help(format!("It can be: {}.", expected.values.join(", ")));
        }
        if let Some(scheme) = running_scheme(value) {
            let message =
                format!("What begins with “{scheme}:” can run a program, and is left out.");
            findings
                .at(document, attribute.value.span, message)
                .help("Write a web address, or other words.");
        }
        if expected.names_item {
            item_named(context, component, attribute, findings);
        }
    }
    for expected in known.iter().filter(|one| one.required) {
        if component.attribute(&expected.name).is_none() {
            let message = format!("“{}” needs “{}”.", definition.name, expected.name);
            findings
                .at(document, component.name.span, message)
                .help(format!("Add {{{}=\"…\"}} to this line.", expected.name));
        }
    }
}

/// An attribute such as `now` has to be the beginning of an item.
fn item_named(
    context: &Context<'_>,
    component: &Component,
    attribute: &Attribute,
    findings: &mut Findings<'_>,
) {
    let keys: Vec<String> = keys(component);
    let value = curly(&attribute.value.value);
    if keys.contains(&value) {
        return;
    }
    let help = match nearest(&value, keys.iter().map(String::as_str)) {
        Some(near) => format!("The nearest is “{near}”."),
        None if keys.is_empty() => {
            "Begin each item of the list with its name and a colon.".to_owned()
        }
        None => format!("It can be: {}.", keys.join(", ")),
    };
    let message = format!("No item here begins with “{value}:”.");
    findings.at(context.document, attribute.value.span, message).help(help);
}

/// What the items of a component's first list begin with, up to their colons.
fn keys(component: &Component) -> Vec<String> {
    let list = component.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::List(list) => Some(list),
        _ => None,
    });
    let items = list.map(|list| &*list.items).unwrap_or_default();
    let first = items.iter().filter_map(|item| item.blocks.first());
    first
        .filter_map(|block| match &block.kind {
            BlockKind::Paragraph(inlines) => key_text(inlines),
            _ => None,
        })
        .collect()
}

fn parts(
    context: &Context<'_>,
    component: &Component,
    definition: &ComponentDefinition,
    findings: &mut Findings<'_>,
) {
    let has = |name: &str| {
        component.blocks.iter().any(|block| match &block.kind {
            BlockKind::Component(inner) => inner.name.value == name,
            _ => false,
        })
    };
    for part in definition.parts.iter().filter(|part| part.required && !has(&part.name)) {
        let message = format!("“{}” needs a part “{}”.", definition.name, part.name);
        findings
            .at(context.document, component.name.span, message)
            .help(format!("Add :::{} and its closing ::: inside it.", part.name));
    }
}
