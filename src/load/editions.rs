//! `editions:` and the audiences that things are for. What is wrong here never makes an edition show more.

use crate::load::config::{address, colour, is_web};
use crate::load::fields::Fields;
use crate::load::governance::not_one_of;
use crate::load::keys::{EDITION, EXIT_PAGE};
use crate::load::language::language;
use crate::markdown::slug;
use crate::model::FieldFault;
use crate::model::config::{Config, EditionSettings, ExitPage, ReaderHelp};
use crate::source::Located;
use crate::source::yaml::Entry;

/// `default_audience:` without it staff, and nobody where the handbook has no audience of that name.
pub(crate) fn default_audience(from: &mut Fields<'_>, config: &mut Config) {
    let written = from.list("default_audience");
    config.default_audience = match written {
        Some(written) => known(from, "default_audience", written, config),
        None => {
            ["staff"].map(str::to_owned).into_iter().filter(|one| is_known(config, one)).collect()
        }
    };
}

/// Every edition. Two in one folder, or one inside another's, are reported at the second.
pub(crate) fn editions(from: &mut Fields<'_>, config: &mut Config) {
    let Some(key) = from.key_span("editions") else { return };
    config.names_editions = true;
    let Some(node) = from.group("editions") else {
        if from.faults.is_empty() {
            from.fault(key, missing("audiences", "an edition"));
        }
        return;
    };
    let mut folders: Vec<(Vec<String>, String)> = Vec::new();
    for entry in node.entries() {
        let edition = edition(from, entry, config);
        let parts = parts(&edition.output.value);
        let clash = folders.iter().find(|(other, _)| {
            let shorter = other.len().min(parts.len());
            other[..shorter] == parts[..shorter]
        });
        if let Some((_, other)) = clash {
            let Located { value, span } = edition.output.clone();
            from.fault(span, FieldFault::SharedFolder { folder: value, other: other.clone() });
        }
        folders.push((parts, entry.key.clone()));
        config.editions.push(edition);
    }
    if config.editions.is_empty() {
        from.fault(key, missing("audiences", "an edition"));
    }
}

fn edition(from: &mut Fields<'_>, entry: &Entry, config: &Config) -> EditionSettings {
    let id = Located::new(entry.key.clone(), entry.key_span);
    let mut fields = Fields::new(&entry.value, &EDITION);
    if id.value != slug(&id.value) || id.value.is_empty() {
        let instead = slug(&id.value);
        fields.fault(id.span, FieldFault::NotAnId { text: id.value.clone(), instead });
    }
    let written = fields.list("audiences");
    let audiences = match written {
        Some(written) => known(&mut fields, "audiences", written, config),
        None => Vec::new(),
    };
    if audiences.is_empty() && fields.faults.is_empty() {
        fields.fault(id.span, missing("audiences", "an edition"));
    }
    let switch =
        |fields: &mut Fields<'_>, field| fields.boolean(field).is_some_and(|switch| switch.value);
    let output = fields.text("output");
    let expects = fields
        .list("what_to_expect")
        .map(|written| among(&mut fields, "what_to_expect", written, &audiences));
    let edition = EditionSettings {
        what_to_expect: expects.and_then(|all| all.into_iter().next()),
        title: fields.words("title").map(|title| title.value),
        audiences,
        output: output
            .unwrap_or_else(|| Located::new(format!("output/{}", slug(&id.value)), id.span)),
        address: address(&mut fields),
        drafts: switch(&mut fields, "drafts"),
        governance: switch(&mut fields, "governance"),
        language: language(&mut fields, "language").map(|one| one.value),
        home: fields.text("home"),
        emergency: fields.text("emergency"),
        logo: fields.text("logo"),
        strings: strings(&mut fields),
        help: ReaderHelp {
            exit_page: exit_page(&mut fields),
            larger_text: switch(&mut fields, "larger_text"),
            terms_in_full: terms_in_full(&mut fields),
        },
        colour: colour(&mut fields, "colour"),
        accent: colour(&mut fields, "accent"),
        id,
    };
    from.faults.append(&mut fields.finish());
    edition
}

/// `glossary:` how the text says what a term means.
fn terms_in_full(from: &mut Fields<'_>) -> bool {
    let written = from.text("glossary");
    match written.as_ref().map(|word| word.value.as_str()) {
        Some("in-full") => return true,
        None | Some("on-request") => {}
        Some(_) => not_one_of(from, "glossary", written, &["on-request", "in-full"]),
    }
    false
}

/// `exit_page:` a switch, or where it leads and what is said of it.
fn exit_page(from: &mut Fields<'_>) -> Option<ExitPage> {
    let node = from.node("exit_page")?;
    if node.text().is_some() {
        return from.boolean("exit_page")?.value.then(ExitPage::default);
    }
    let mut fields = Fields::new(from.group("exit_page")?, &EXIT_PAGE);
    let mut exit = ExitPage { advice: fields.text("advice"), ..ExitPage::default() };
    if let Some(written) = fields.text("address") {
        match is_web(&written.value) {
            true => exit.address = written.value,
            false => fields.unreadable("address", written, "https://www.bbc.co.uk/weather"),
        }
    }
    from.faults.append(&mut fields.finish());
    Some(exit)
}

/// `strings:` phrases by their keys. One may be empty, to say nothing there.
fn strings(from: &mut Fields<'_>) -> Vec<(Located<String>, String)> {
    let Some(node) = from.group("strings") else { return Vec::new() };
    let mut all = Vec::new();
    for entry in node.entries() {
        match entry.value.text() {
            Some(text) => {
                all.push((Located::new(entry.key.clone(), entry.key_span), text.to_owned()));
            }
            None => from.not_one_value(entry),
        }
    }
    all
}

fn missing(field: &str, within: &'static str) -> FieldFault {
    FieldFault::Missing { field: field.to_owned(), within }
}

fn is_known(config: &Config, id: &str) -> bool {
    config.audience(id).is_some()
}

/// Those that the handbook has an audience for; each other is reported.
fn known(
    from: &mut Fields<'_>,
    field: &'static str,
    written: Vec<Located<String>>,
    config: &Config,
) -> Vec<String> {
    let options: Vec<String> = config.audiences.iter().map(|one| one.id.clone()).collect();
    among(from, field, written, &options)
}

/// Those that are among `options`; each other is reported.
fn among(
    from: &mut Fields<'_>,
    field: &'static str,
    written: Vec<Located<String>>,
    options: &[String],
) -> Vec<String> {
    let mut all = Vec::new();
    for one in written {
        match options.contains(&one.value) {
            true => all.push(one.value),
            false => {
                let options = options.to_vec();
                let fault =
                    FieldFault::NotOneOf { field: field.to_owned(), text: one.value, options };
                from.fault(one.span, fault);
            }
        }
    }
    all
}

/// The names on the way to a folder, as no system tells them apart.
fn parts(folder: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in folder.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| last != "..") => {
                parts.pop();
            }
            part => parts.push(part.trim_end_matches(['.', ' ']).to_lowercase()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn folders_are_the_same_however_they_are_written() {
        assert_eq!(parts("./Output/x/../Staff/"), parts(r"output\staff"));
        assert_ne!(parts("output/staff"), parts("../output/staff"));
    }
}
