//! The tables as JSON Schema (draft 7, the draft that editors' YAML extensions know), with the ids of one
//! handbook filled in.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::load::keys::{Field, Group, IdOf, Shape, YamlFile};

/// The ids that a handbook has of each sort. Of a sort that isn't there, any id will do.
pub type KnownIds = BTreeMap<IdOf, Vec<String>>;

/// The schema of one of the files.
pub fn schema(file: YamlFile, known: &KnownIds) -> Value {
    let root = Writer { root: file.group(), known };
    let mut schema = match file.rows() {
        // A list of groups by itself is the same as the field that holds them.
        Some(rows) => json!({
            "anyOf": [
                { "type": "array", "items": root.group(rows) },
                root.group(file.group()),
            ]
        }),
        None => root.group(file.group()),
    };
    let about = schema.as_object_mut().expect("it was made as an object");
    about.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    about.insert("title".to_owned(), json!(file.title()));
    schema
}

struct Writer<'a> {
    /// What the schema as a whole is of: where it stands in itself, it refers to itself.
    root: &'static Group,
    known: &'a KnownIds,
}

impl Writer<'_> {
    fn group(&self, group: &Group) -> Value {
        let fields = group.fields.iter();
        let properties: Map<String, Value> =
            fields.clone().map(|field| (field.name.to_owned(), self.field(field))).collect();
        let required: Vec<&str> =
            fields.filter(|field| field.is_required).map(|field| field.name).collect();
        let mut schema = json!({
            "type": "object",
            "properties": properties,
            "additionalProperties": group.keeps_others,
        });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        schema
    }

    /// A field's schema: its shape, or nothing, with what it is for.
    fn field(&self, field: &Field) -> Value {
        let shape = self.shape(&field.shape);
        let shape = match field.is_required {
            true => shape,
            false => json!({ "anyOf": [shape, { "type": "null" }] }),
        };
        let about = format!("{}\n\nFor example: {}: {}", field.about, field.name, field.example);
        let Value::Object(mut schema) = shape else { return shape };
        schema.insert("description".to_owned(), json!(about));
        Value::Object(schema)
    }

    fn shape(&self, shape: &Shape) -> Value {
        match shape {
            Shape::Text => json!({ "type": ["string", "number", "boolean"] }),
            Shape::Date => {
                json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}" })
            }
            Shape::Number => json!({ "type": "integer" }),
            Shape::Switch => json!({ "enum": [true, false, "yes", "no", "on", "off"] }),
            Shape::OneOf(words) => json!({ "enum": words }),
            Shape::SomeOf(words) => one_or_many(&json!({ "enum": words })),
            Shape::Id(of) => self.id(*of),
            Shape::Ids(of) => one_or_many(&self.id(*of)),
            Shape::List => one_or_many(&self.shape(&Shape::Text)),
            Shape::Group(group) if std::ptr::eq(*group, self.root) => json!({ "$ref": "#" }),
            Shape::Group(group) => self.group(group),
            Shape::Groups(group) => one_or_many(&self.group(group)),
            Shape::Named(shape) => {
                json!({ "type": "object", "additionalProperties": self.shape(shape) })
            }
            Shape::NamedBy(of, shape) => json!({
                "type": "object",
                "propertyNames": self.id(*of),
                "additionalProperties": self.shape(shape),
            }),
            Shape::Either(one, other) => {
                json!({ "anyOf": [self.shape(one), self.shape(other)] })
            }
            Shape::Anything => json!({}),
        }
    }

    fn id(&self, of: IdOf) -> Value {
        match self.known.get(&of) {
            Some(ids) => json!({ "enum": ids }),
            None => json!({ "type": "string" }),
        }
    }
}

fn one_or_many(one: &Value) -> Value {
    json!({ "anyOf": [one, { "type": "array", "items": one }] })
}
