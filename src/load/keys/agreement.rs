//! The tables against the readers and the schemas: what one takes, the others take, and what one refuses, the
//! others refuse.

#![expect(clippy::disallowed_methods, reason = "reads the sample handbook")]

use std::path::Path;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Number, Value as Json};

use crate::load::keys::{Field, Group, KnownIds, Shape, YAML_FILES, YamlFile, schema};
use crate::load::{config, front_matter, glossary, practice_model};
use crate::source::yaml::{Node, Value};
use crate::source::{SourcePath, Text, yaml};

/// A schema, ready to hold YAML against.
struct Checker {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Checker {
    fn new(file: YamlFile) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let schema = schema(file, &KnownIds::new());
        compiler.add_resource("file:///schema.json", schema).expect("it is a schema");
        let index = compiler.compile("file:///schema.json", &mut schemas).expect("it is sound");
        Checker { schemas, index }
    }

    fn accepts(&self, text: &str) -> bool {
        let (node, _) = yaml::parse(text, 0);
        self.schemas.validate(&json(&node), self.index).is_ok()
    }
}

/// The YAML as an editor sees it: a word without quotes may be a number, a switch or nothing (YAML 1.2, 10.3).
fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar { text, quoted: true } => Json::String(text.clone()),
        Value::Scalar { text, quoted: false } => match (text.as_str(), text.parse::<f64>()) {
            ("true", _) => Json::Bool(true),
            ("false", _) => Json::Bool(false),
            (whole, _) if whole.parse::<i64>().is_ok() => Json::from(whole.parse::<i64>().ok()),
            (_, Ok(number)) => Number::from_f64(number).map_or(Json::Null, Json::Number),
            (word, Err(_)) => Json::String(word.to_owned()),
        },
        Value::Sequence(items) => items.iter().map(json).collect(),
        Value::Mapping(entries) => {
            entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect()
        }
    }
}

/// What the file's reader finds wrong.
fn faults(file: YamlFile, text: &str) -> Vec<String> {
    let path = SourcePath::new("x.yaml").expect("it is a path");
    let (node, faults) = yaml::parse(text, 0);
    assert!(faults.is_empty(), "{text}: {faults:?}");
    match file {
        YamlFile::Handbook => {
            let text = Text::decode(text.as_bytes());
            let found = config(&path, &text).faults;
            found.iter().map(|(_, fault)| format!("{fault:?}")).collect()
        }
        YamlFile::PracticeModel => {
            let found = practice_model::practice_model(&path, &node).faults;
            found.iter().map(|(_, fault)| format!("{fault:?}")).collect()
        }
        YamlFile::Glossary => {
            let found = glossary::glossary(&node).faults;
            found.iter().map(|(_, fault)| format!("{fault:?}")).collect()
        }
        YamlFile::FrontMatter => {
            let (front, _) = front_matter::read(&format!("---\n{text}\n---\n"));
            let below = front.defaults.iter().flat_map(|below| &below.faults);
            front.faults.iter().chain(below).map(|(_, fault)| format!("{fault:?}")).collect()
        }
    }
}

/// Calls `visit` with each field below a group, and with what stands before and after it in the file.
fn each(
    group: &'static Group,
    before: &str,
    after: &str,
    depth: usize,
    visit: &mut impl FnMut(&'static Field, &str, &str),
) {
    for field in group.fields {
        // A section's defaults have no defaults.
        if field.name == "defaults" && !before.is_empty() {
            continue;
        }
        let others = group.fields.iter().filter(|one| one.is_required && one.name != field.name);
        let others: String = others.map(|one| format!("{}: {}, ", one.name, one.example)).collect();
        let before = format!("{before}{{{others}{}: ", field.name);
        let after = format!("}}{after}");
        visit(field, &before, &after);
        if depth > 0 {
            below(&field.shape, &before, &after, depth, visit);
        }
    }
}

fn below(
    shape: &'static Shape,
    before: &str,
    after: &str,
    depth: usize,
    visit: &mut impl FnMut(&'static Field, &str, &str),
) {
    match shape {
        Shape::Group(group) | Shape::Groups(group) => {
            each(group, before, after, depth - 1, visit);
        }
        Shape::Named(shape) | Shape::NamedBy(_, shape) => {
            below(shape, &format!("{before}{{one: "), &format!("}}{after}"), depth, visit);
        }
        Shape::Either(one, other) => {
            below(one, before, after, depth, visit);
            below(other, before, after, depth, visit);
        }
        _ => {}
    }
}

#[test]
fn each_field_is_read_and_the_schema_takes_its_example() {
    for file in YAML_FILES {
        let checker = Checker::new(file);
        each(file.group(), "", "", 3, &mut |field, before, after| {
            let text = format!("{before}{}{after}", field.example);
            assert!(checker.accepts(&text), "{text}");
            // An accessibility statement needs either of two ways to reach somebody.
            let found = faults(file, &text);
            let found: Vec<_> = found.iter().filter(|one| !one.contains("Missing")).collect();
            assert!(found.is_empty(), "{text}: {found:?}");
        });
    }
}

#[test]
fn what_a_field_can_not_hold_is_reported_and_the_schema_refuses_it() {
    for file in YAML_FILES {
        let checker = Checker::new(file);
        each(file.group(), "", "", 3, &mut |field, before, after| {
            let wrong = match field.shape {
                Shape::Date => "soon",
                Shape::Number => "many",
                Shape::Switch => "perhaps",
                Shape::OneOf(_) | Shape::SomeOf(_) => "nothing-of-that",
                Shape::Text => "{a: b}",
                Shape::List | Shape::Ids(_) => "{a: b}",
                Shape::Groups(_) | Shape::Group(_) => "words",
                _ => return,
            };
            let text = format!("{before}{wrong}{after}");
            assert!(!checker.accepts(&text), "{text}");
            // A status is looked up when the handbook is resolved.
            assert!(field.name == "status" || !faults(file, &text).is_empty(), "{text}");
        });
    }
}

#[test]
fn the_schemas_take_the_sample_handbook() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut files, mut folders) = (Vec::new(), vec![root.join("content")]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                let text = std::fs::read_to_string(&path).unwrap().replace('\r', "");
                let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
                files.extend(front.map(|(front, _)| (YamlFile::FrontMatter, front.to_owned())));
            }
        }
    }
    for file in [YamlFile::Handbook, YamlFile::PracticeModel, YamlFile::Glossary] {
        let path = root.join(format!("{}.yaml", file.name()));
        files.push((file, std::fs::read_to_string(path).unwrap()));
    }
    for (file, text) in files {
        assert!(Checker::new(file).accepts(&text), "{}:\n{text}", file.title());
    }
}
