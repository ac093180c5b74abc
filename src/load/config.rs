//! `handbook.yaml` to a configuration.

use crate::load::accessibility::accessibility;
use crate::load::fields::Fields;
use crate::load::governance::{acknowledge, history, overdue};
use crate::load::hosting::hosting;
use crate::load::keys::{ACT, HANDBOOK, KIND, MARKDOWN, TAGS, THEME};
use crate::load::language::{language, languages};
use crate::load::{checks, editions};
use crate::model::config::{
    Act, Audience, Config, HtmlPolicy, PlainLanguage, Tags, ThemeSettings, case_numbers,
};
use crate::model::{Colour, FieldFault, FrontMatterFault, Kind, Period, TextField};
use crate::source::yaml::{Node, Value};
use crate::source::{Located, SourcePath, Span};

pub(crate) fn config(path: &SourcePath, node: &Node) -> Config {
    let mut config = Config { path: Some(path.clone()), ..Config::default() };
    let mut from = Fields::new(node, &HANDBOOK);
    if let Some(title) = from.words("title") {
        config.title = title.value;
    }
    if let Some(found) = language(&mut from, "language") {
        config.language = found.value;
    }
    config.languages = languages(&mut from, "languages");
    config.translate_into = from.list("translate_into");
    if let Some(content) = from.text("content") {
        content.value.trim_matches('/').clone_into(&mut config.content);
    }
    config.address = address(&mut from);
    config.hosting = hosting(&mut from);
    config.precompress = from.boolean("precompress").is_some_and(|switch| switch.value);
    config.theme = theme(&mut from);
    kinds(&mut from, &mut config.kinds);
    config.audiences = audiences(&mut from).unwrap_or(config.audiences);
    editions::default_audience(&mut from, &mut config);
    editions::editions(&mut from, &mut config);
    config.tags = tags(&mut from);
    config.checks = checks::checks(&mut from);
    config.legislation = legislation(&mut from);
    config.emergency = from.text("emergency");
    config.accessibility = accessibility(&mut from);
    plain_language(&mut from, &mut config.plain_language);
    config.contacts = from.list("contacts").unwrap_or_default();
    config.case_number_pattern = case_number_pattern(&mut from);
    config.private_names = from.text("private_names");
    config.overdue = overdue(&mut from);
    config.history = history(&mut from);
    config.acknowledge = acknowledge(&mut from);
    config.html = html(&mut from);
    for (span, fault) in from.finish() {
        config.faults.push((span, FrontMatterFault::Field(fault)));
    }
    config
}

pub(crate) fn address(from: &mut Fields<'_>) -> Option<String> {
    let written = from.text("address")?;
    if !is_web(&written.value) {
        from.unreadable("address", written, "https://handbook.example.org/");
        return None;
    }
    Some(format!("{}/", written.value.trim_end_matches('/')))
}

pub(crate) fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

fn plain_language(from: &mut Fields<'_>, plain: &mut PlainLanguage) {
    let longest = from.integer("longest_sentence").and_then(|n| usize::try_from(n.value).ok());
    plain.longest_sentence = longest.filter(|most| *most > 0).unwrap_or(plain.longest_sentence);
    let Some(node) = from.group("reading_age") else { return };
    for entry in node.entries() {
        let age = entry.value.text().and_then(|text| text.parse().ok());
        match age.filter(|age| (5..=25).contains(age)) {
            Some(age) => {
                plain.reading_age.retain(|(id, _)| *id != entry.key);
                plain.reading_age.push((entry.key.clone(), age));
            }
            None => {
                let text = entry.value.text().unwrap_or_default().to_owned();
                from.unreadable(&entry.key, Located::new(text, entry.value.span), "11");
            }
        }
    }
}

fn case_number_pattern(from: &mut Fields<'_>) -> TextField {
    let written = from.text("case_number_pattern")?;
    if case_numbers(&written.value).is_err() {
        from.unreadable("case_number_pattern", written, "\"LCS-[0-9]{7}\"");
        return None;
    }
    Some(written)
}

fn theme(from: &mut Fields<'_>) -> ThemeSettings {
    let Some(node) = from.node("theme") else { return ThemeSettings::default() };
    if let Some(name) = node.text() {
        return ThemeSettings { name: name.to_owned(), ..ThemeSettings::default() };
    }
    let mut fields = Fields::new(node, &THEME);
    let mut theme = ThemeSettings {
        logo: fields.text("logo"),
        colour: colour(&mut fields, "colour"),
        accent: colour(&mut fields, "accent"),
        ..ThemeSettings::default()
    };
    if let Some(name) = fields.text("name") {
        let sound = name.value.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        match sound {
            true => theme.name = name.value,
            false => fields.unreadable("name", name, "northmere"),
        }
    }
    let nested = fields.group("settings").map(Node::entries).unwrap_or_default();
    theme.settings = nested.iter().chain(fields.left_over()).cloned().collect();
    from.faults.append(&mut fields.faults);
    theme
}

pub(crate) fn colour(from: &mut Fields<'_>, field: &'static str) -> Option<Located<Colour>> {
    let written = from.text(field)?;
    match Colour::parse(&written.value) {
        Some(colour) => Some(Located::new(colour, written.span)),
        None => {
            from.unreadable(field, written, "\"#1d4d4f\"");
            None
        }
    }
}

fn kinds(from: &mut Fields<'_>, kinds: &mut Vec<Kind>) {
    let Some(node) = from.group("kinds") else { return };
    for entry in node.entries() {
        let mut fields = Fields::new(&entry.value, &KIND);
        let position = kinds.iter().position(|kind| kind.id == entry.key).unwrap_or_else(|| {
            kinds.push(Kind {
                id: entry.key.clone(),
                label: entry.key.clone(),
                plural: entry.key.clone(),
                requires: vec!["title".to_owned()],
                review_every: None,
                headings: Vec::new(),
                template: None,
            });
            kinds.len() - 1
        });
        let kind = &mut kinds[position];
        if let Some(label) = fields.words("label") {
            kind.plural.clone_from(&label.value);
            kind.label = label.value;
        }
        if let Some(plural) = fields.words("plural") {
            kind.plural = plural.value;
        }
        if let Some(requires) = fields.list("requires") {
            kind.requires = requires.into_iter().map(|field| field.value).collect();
        }
        if let Some(headings) = fields.list("headings") {
            kind.headings = headings.into_iter().map(|heading| heading.value).collect();
        }
        kind.template = fields.text("template").map(|template| template.value);
        if let Some(every) = fields.text("review_every") {
            match Period::parse(&every.value) {
                Some(period) => kind.review_every = Some(period),
                None => fields.unreadable("review_every", every, "1 year"),
            }
        }
        from.faults.append(&mut fields.finish());
    }
}

fn audiences(from: &mut Fields<'_>) -> Option<Vec<Audience>> {
    let node = from.group("audiences")?;
    let audience = |id: &str, label: Option<&str>| Audience {
        id: id.to_owned(),
        label: label.unwrap_or(id).to_owned(),
    };
    Some(node.entries().iter().map(|entry| audience(&entry.key, entry.value.text())).collect())
}

fn tags(from: &mut Fields<'_>) -> Tags {
    let Some(node) = from.node("tags") else { return Tags::default() };
    let words = |nodes: &[Node]| -> Vec<String> {
        nodes.iter().filter_map(|node| node.text().map(str::to_owned)).collect()
    };
    if let Value::Sequence(items) = &node.value {
        return Tags { allowed: Some(words(items)) };
    }
    let mut fields = Fields::new(node, &TAGS);
    let allowed = fields.list("allowed");
    from.faults.append(&mut fields.finish());
    Tags { allowed: allowed.map(|list| list.into_iter().map(|tag| tag.value).collect()) }
}

fn legislation(from: &mut Fields<'_>) -> Vec<Act> {
    let mut acts = Vec::new();
    for node in from.groups("legislation") {
        let mut fields = Fields::new(node, &ACT);
        let name = fields.required(node, "name", "an Act");
        let mut address = fields.required(node, "address", "an Act");
        if let Some(written) = address.take_if(|written| !is_web(&written.value)) {
            let like = "https://www.legislation.gov.uk/ukpga/1989/41";
            fields.unreadable("address", written, like);
        }
        let short = fields.list("short").unwrap_or_default();
        from.faults.append(&mut fields.finish());
        if let (Some(name), Some(address)) = (name, address) {
            acts.push(Act {
                name: name.value,
                short: short.into_iter().map(|short| short.value).collect(),
                address: address.value.trim_end_matches('/').to_owned(),
            });
        }
    }
    acts
}

fn html(from: &mut Fields<'_>) -> HtmlPolicy {
    let Some(node) = from.group("markdown") else { return HtmlPolicy::Safe };
    let mut fields = Fields::new(node, &MARKDOWN);
    let written = fields.text("html");
    let policy = match written.as_ref().map(|html| html.value.as_str()) {
        None | Some("safe") => HtmlPolicy::Safe,
        Some("trusted") => HtmlPolicy::Trusted,
        Some(other) => {
            let fault = FieldFault::NotOneOf {
                field: "html".to_owned(),
                text: other.to_owned(),
                options: ["safe", "trusted"].map(str::to_owned).to_vec(),
            };
            let span = written.as_ref().map_or(Span::default(), |html| html.span);
            fields.fault(span, fault);
            HtmlPolicy::Safe
        }
    };
    from.faults.append(&mut fields.finish());
    policy
}
