//! A document's title and front matter: from its title line, its control table, and its properties.

use crate::import::tree::words;
use crate::import::word::control;
use crate::import::word::loss::Loss;
use crate::import::word::package::Package;
use crate::import::word::read::Flow;
use crate::import::{Field, Note, Place, Value};

/// The front matter of a document; what goes into it is taken out of its paragraphs.
pub(super) fn take(
    package: &Package<'_>,
    from: &str,
    flows: &mut Vec<Flow>,
    notes: &mut Vec<Note>,
) -> Vec<Field> {
    let properties = Properties::new(package);
    let mut control = control::take(flows, notes).fields;
    let mut of_control = |name: &str| {
        let at = control.iter().position(|field| field.name == name)?;
        Some(control.remove(at).value)
    };
    let in_table = of_control("title").and_then(|value| match value {
        Value::Text(text) => Some(text),
        _ => None,
    });
    let title = title(flows, in_table, &properties, from, notes);
    let mut fields = vec![Field::text("title", &title)];
    if let Some(kind) = kind(&title, from) {
        fields.push(Field::text("kind", kind));
    }
    // What is marked as not for everybody is published when somebody has decided so.
    let marking = Loss::Marking.note("", Place::default()).message;
    let is_marked = notes.iter().any(|note| note.message == marking);
    let status = of_control("status");
    match is_marked {
        true => fields.push(Field::text("status", "draft")),
        false => fields.extend(status.map(|status| Field::new("status", status))),
    }
    for name in
        ["owner", "approved_by", "approved", "effective_from", "version", "reviewed", "review_by"]
    {
        fields.extend(of_control(name).map(|value| Field::new(name, value)));
    }
    let author = match of_control("author") {
        Some(Value::Text(author)) => Some(author),
        _ => properties.author,
    };
    if !properties.keywords.is_empty() {
        let keywords = Field::new("keywords", Value::List(properties.keywords));
        fields.push(Field::new("search", Value::Fields(vec![keywords])));
    }
    let mut imported = vec![Field::text("from", from)];
    imported.extend(author.map(|author| Field::text("author", &author)));
    for (name, date) in [("created", properties.created), ("modified", properties.modified)] {
        imported.extend(date.map(|date| Field::new(name, Value::Date(date))));
    }
    fields.push(Field::new("imported", Value::Fields(imported)));
    fields
}

/// What the file says of itself.
#[derive(Default)]
struct Properties {
    title: Option<String>,
    author: Option<String>,
    keywords: Vec<String>,
    created: Option<crate::model::Date>,
    modified: Option<crate::model::Date>,
}

impl Properties {
    fn new(package: &Package<'_>) -> Self {
        let part = package.part_of_kind(&package.relationships(""), "core-properties");
        let part = part.unwrap_or_else(|| "docprops/core.xml".to_owned());
        let Ok(Some(root)) = package.xml(&part) else { return Properties::default() };
        let text = |name: &str| {
            let text = root.child(name)?.text();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then_some(text)
        };
        let date = |name: &str| crate::model::Date::parse(&text(name)?);
        let keywords = text("cp:keywords").unwrap_or_default();
        let keywords = keywords.split([',', ';']).map(str::trim).filter(|word| !word.is_empty());
        Properties {
            title: text("dc:title").filter(|title| is_title(title)),
            author: text("dc:creator").filter(|author| author != "python-docx"),
            keywords: keywords.map(str::to_owned).collect(),
            created: date("dcterms:created"),
            modified: date("dcterms:modified"),
        }
    }
}

/// Titles that programs write when nobody does.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    !["microsoft word", "document", "untitled", "template", "doc1", "title", "word document"]
        .iter()
        .any(|start| lower.starts_with(start))
}

/// The title: a line that is set as one, the control table's, the only highest heading where it comes first, the
/// file's own; and else the file's name.
fn title(
    flows: &mut Vec<Flow>,
    in_table: Option<String>,
    properties: &Properties,
    from: &str,
    notes: &mut Vec<Note>,
) -> String {
    let text = |flow: &Flow| match flow {
        Flow::Paragraph(paragraph) => words(&paragraph.content),
        Flow::Table(_) | Flow::Box(_) => String::new(),
    };
    let line = flows.iter().position(|flow| {
        matches!(flow, Flow::Paragraph(paragraph) if paragraph.is_title) && !text(flow).is_empty()
    });
    if let Some(at) = line {
        let title = text(&flows.remove(at));
        if let Some(other) = in_table.filter(|other| !is_same(other, &title)) {
            notes.push(Loss::ControlUnread.note(&other, Place::default()));
        }
        return title;
    }
    let known = in_table.or_else(|| properties.title.clone());
    let first = flows.iter().position(|flow| !text(flow).is_empty());
    if let Some(at) = first {
        let is_only_highest = only_highest(flows, at);
        let is_title = match &known {
            Some(title) => {
                is_same(title, &text(&flows[at]))
                    || is_only_highest && has_headings(&flows[at + 1..])
            }
            None => is_only_highest,
        };
        if is_title {
            let line = text(&flows.remove(at));
            return line;
        }
    }
    known.unwrap_or_else(|| {
        let name = from.rsplit('/').next().unwrap_or(from);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace('_', " ");
        notes.push(Loss::TitleGuessed.note(&stem, Place::default()));
        stem
    })
}

fn has_headings(flows: &[Flow]) -> bool {
    flows.iter().any(|flow| matches!(flow, Flow::Paragraph(one) if one.heading.is_some()))
}

/// Is it a heading, with none as high after it?
fn only_highest(flows: &[Flow], at: usize) -> bool {
    let level = |flow: &Flow| match flow {
        Flow::Paragraph(paragraph) if paragraph.label.is_none() => paragraph.heading,
        Flow::Paragraph(paragraph) => paragraph.heading.map(|_| 0),
        Flow::Table(_) | Flow::Box(_) => None,
    };
    let Some(first) = flows.get(at).and_then(level).filter(|&level| level > 0) else {
        return false;
    };
    flows[at + 1..].iter().filter_map(level).all(|other| other > first)
}

fn is_same(one: &str, other: &str) -> bool {
    let folded = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    folded(one) == folded(other)
}

/// What sort of document its name says it is.
fn kind(title: &str, from: &str) -> Option<&'static str> {
    let names = format!("{title} {}", from.rsplit('/').next().unwrap_or_default()).to_lowercase();
    let has = |word: &str| names.split(|c: char| !c.is_alphanumeric()).any(|one| one == word);
    if has("policy") {
        return Some("policy");
    }
    ["guidance", "procedure", "procedures", "protocol", "guide"]
        .into_iter()
        .any(has)
        .then_some("guidance")
}
