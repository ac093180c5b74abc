//! What the form at the top of the editor asks for, from the same tables as the readers of front matter, with what
//! this handbook has to choose from; and the theme's components, each with a text to start from.

use serde_json::{Value, json};

use crate::flow::Generation;
use crate::load::keys::{FRONT_MATTER, Field, IdOf, Shape};
use crate::model::Handbook;
use crate::source::yaml::{self, Node};

/// The form of a document of this handbook.
pub(super) fn of(generation: &Generation) -> Value {
    let handbook = &generation.handbook;
    // The second name of a field is shown only where the text has it, by the text itself.
    let fields = FRONT_MATTER.fields.iter().filter(|one| !one.about.starts_with("The same as "));
    let fields: Vec<Value> = fields.filter_map(|one| field(one, handbook)).collect();
    let components: Vec<Value> = generation
        .components()
        .filter_map(|(name, about)| Some(json!({ "name": name, "text": start(about?)? })))
        .collect();
    json!({ "fields": fields, "components": components })
}

/// A field as the form shows it; `None` if it holds more than a form can show.
fn field(field: &Field, handbook: &Handbook) -> Option<Value> {
    let (sort, choices) = match &field.shape {
        Shape::Text => ("text", Vec::new()),
        Shape::Date => ("date", Vec::new()),
        Shape::Number => ("number", Vec::new()),
        Shape::List => ("list", Vec::new()),
        Shape::Switch => {
            ("one", ["true", "false"].map(|one| (one.to_owned(), yes_or_no(one))).into())
        }
        Shape::OneOf(words) => {
            ("one", words.iter().map(|one| ((*one).to_owned(), label(one))).collect())
        }
        Shape::SomeOf(words) => {
            ("many", words.iter().map(|one| ((*one).to_owned(), label(one))).collect())
        }
        Shape::Id(of) => ("one", choices(*of, handbook)),
        Shape::Ids(of) => ("many", choices(*of, handbook)),
        _ => return None,
    };
    // Where the handbook has nothing to choose from, it is written.
    let sort = match (sort, choices.is_empty()) {
        ("one", true) => "text",
        ("many", true) => "list",
        _ => sort,
    };
    let choices: Vec<Value> = choices
        .into_iter()
        .map(|(value, label)| json!({ "value": value, "label": label }))
        .collect();
    Some(json!({
        "name": field.name,
        "label": label(field.name),
        "about": field.about,
        "sort": sort,
        "choices": choices,
    }))
}

/// What the handbook has of a sort: each id with its name.
fn choices(of: IdOf, handbook: &Handbook) -> Vec<(String, String)> {
    let config = &handbook.config;
    let model = &handbook.practice_model;
    let twice = |id: &String| (id.clone(), id.clone());
    match of {
        IdOf::Kind => config.kinds.iter().map(|one| (one.id.clone(), one.label.clone())).collect(),
        IdOf::Element => {
            model.elements.iter().map(|one| (one.id.value.clone(), one.name.clone())).collect()
        }
        IdOf::Criterion => {
            let named = |id| (model.criterion_path(id), model.criterion(id).name.clone());
            model.criteria().map(named).collect()
        }
        IdOf::Audience => {
            config.audiences.iter().map(|one| (one.id.clone(), one.label.clone())).collect()
        }
        IdOf::Tag => config.tags.allowed.iter().flatten().map(twice).collect(),
        IdOf::Rule => Vec::new(),
    }
}

/// A name of ours in words: `review_by` is “Review by”.
fn label(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn yes_or_no(word: &str) -> String {
    if word == "true" { "Yes" } else { "No" }.to_owned()
}

/// A text to start a component from: what its page gives for that, with gaps to fill in, or else its first example.
fn start(page: &str) -> Option<String> {
    let (fields, _) = page.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---"))?;
    let (fields, _) = yaml::parse(fields, 0);
    let own = fields.get("start").and_then(Node::text).map(|text| text.trim_end().to_owned());
    own.or_else(|| example(page).map(str::to_owned))
}

/// The first example on a component's page: what stands in its first fence.
fn example(page: &str) -> Option<&str> {
    let open = page.lines().find(|line| line.starts_with("```"))?;
    let (_, rest) = page.split_once(&format!("\n{open}\n"))?;
    let fence = open.trim_end_matches(|c| c != '`');
    rest.split_once(&format!("\n{fence}\n")).map(|(text, _)| text)
}

#[cfg(test)]
mod tests {
    use super::{label, start};
    use crate::theme;

    #[test]
    fn names_become_words() {
        assert_eq!(label("review_by"), "Review by");
        assert_eq!(label("under-review"), "Under review");
    }

    #[test]
    fn every_component_of_the_theme_has_a_text_to_start_from() {
        for (name, component) in &theme::built_in().components {
            let page = component.documentation.as_deref().unwrap_or_default();
            let text = start(page).unwrap_or_default();
            assert!(text.starts_with(":::") && text.ends_with(":::"), "{name}: {text}");
            assert!(!text.contains("```"), "{name}: {text}");
            // Nobody may be told to ring a number that was invented.
            assert!(!text.contains("phone=") || text.contains("[fill in:"), "{name}: {text}");
        }
    }
}
