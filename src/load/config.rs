//! `handbook.yaml` to a configuration.

use crate::diagnostic::Severity;
use crate::load::fields::Fields;
use crate::model::config::{
    Act, Audience, CheckLevel, CheckSetting, Config, HtmlPolicy, Tags, ThemeSettings,
};
use crate::model::{FieldFault, FrontMatterFault, Kind, Period};
use crate::source::yaml::{Node, Value};
use crate::source::{Located, SourcePath, Span};

pub(crate) fn config(path: &SourcePath, node: &Node) -> Config {
    let mut config = Config { path: Some(path.clone()), ..Config::default() };
    let mut from = Fields::new(node);
    let text = |from: &mut Fields<'_>, field: &'static str, value: &mut String| {
        if let Some(found) = from.text(field) {
            *value = found.value;
        }
    };
    text(&mut from, "title", &mut config.title);
    text(&mut from, "language", &mut config.language);
    text(&mut from, "content", &mut config.content);
    config.content = config.content.trim_matches('/').to_owned();
    config.address = address(&mut from);
    config.theme = theme(&mut from);
    kinds(&mut from, &mut config.kinds);
    config.audiences = audiences(&mut from).unwrap_or(config.audiences);
    config.tags = tags(&mut from);
    config.checks = checks(&mut from);
    config.legislation = legislation(&mut from);
    config.emergency = from.text("emergency");
    config.html = html(&mut from);
    // Read by later stages of the work; known here so that nobody is told they are misspelt.
    for field in ["contacts", "editions", "case_number_pattern", "private_names", "acknowledge", "hosting"] {
        from.node(field);
    }
    for (span, fault) in from.finish() {
        config.faults.push((span, FrontMatterFault::Field(fault)));
    }
    config
}

fn address(from: &mut Fields<'_>) -> Option<String> {
    let written = from.text("address")?;
    let is_web = written.value.starts_with("https://") || written.value.starts_with("http://");
    if !is_web {
        from.unreadable("address", written, "https://handbook.example.org/");
        return None;
    }
    Some(format!("{}/", written.value.trim_end_matches('/')))
}

fn theme(from: &mut Fields<'_>) -> ThemeSettings {
    let Some(node) = from.node("theme") else { return ThemeSettings::default() };
    if let Some(name) = node.text() {
        return ThemeSettings { name: name.to_owned(), ..ThemeSettings::default() };
    }
    let mut fields = Fields::new(node);
    let mut theme = ThemeSettings {
        logo: fields.text("logo"),
        colour: fields.text("colour"),
        accent: fields.text("accent"),
        ..ThemeSettings::default()
    };
    if let Some(name) = fields.text("name") {
        let sound = name.value.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        match sound {
            true => theme.name = name.value,
            false => fields.unreadable("name", name, "northmere"),
        }
    }
    theme.settings = fields.left_over().cloned().collect();
    from.faults.append(&mut fields.faults);
    theme
}

fn kinds(from: &mut Fields<'_>, kinds: &mut Vec<Kind>) {
    let Some(node) = from.group("kinds") else { return };
    for entry in node.entries() {
        let mut fields = Fields::new(&entry.value);
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
        if let Some(label) = fields.text("label") {
            kind.plural.clone_from(&label.value);
            kind.label = label.value;
        }
        if let Some(plural) = fields.text("plural") {
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
    let mut fields = Fields::new(node);
    let allowed = fields.list("allowed");
    from.faults.append(&mut fields.finish());
    Tags { allowed: allowed.map(|list| list.into_iter().map(|tag| tag.value).collect()) }
}

fn checks(from: &mut Fields<'_>) -> Vec<CheckSetting> {
    let Some(node) = from.group("checks") else { return Vec::new() };
    let mut settings = Vec::new();
    for entry in node.entries() {
        let level = match entry.value.text() {
            Some("off" | "false" | "no") => CheckLevel::Off,
            Some("info") => CheckLevel::At(Severity::Info),
            Some("warning") => CheckLevel::At(Severity::Warning),
            Some("error") => CheckLevel::At(Severity::Error),
            other => {
                let fault = FieldFault::NotOneOf {
                    field: entry.key.clone(),
                    text: other.unwrap_or_default().to_owned(),
                    options: ["error", "warning", "info", "off"].map(str::to_owned).to_vec(),
                };
                from.fault(entry.value.span, fault);
                continue;
            }
        };
        let rule = Located::new(entry.key.clone(), entry.key_span);
        settings.push(CheckSetting { rule, level });
    }
    settings
}

fn legislation(from: &mut Fields<'_>) -> Vec<Act> {
    let mut acts = Vec::new();
    for node in from.groups("legislation") {
        let mut fields = Fields::new(node);
        let name = fields.required(node, "name", "an Act");
        let address = fields.required(node, "address", "an Act");
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
    let mut fields = Fields::new(node);
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
