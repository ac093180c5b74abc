//! A folder of Markdown that another generator makes a site of, as documents of a handbook. Its settings say where
//! pages are and in which order; each page is turned by itself; then links are settled between all of them.

mod address;
mod arguments;
mod body;
mod code;
mod colons;
mod comments;
mod complete;
mod docusaurus;
mod element;
mod front;
mod generator;
mod hugo;
mod inline;
mod jekyll;
mod lines;
mod links;
mod lookup;
mod mkdocs;
mod page;
mod passages;
mod place;
mod python;
mod remark;
mod script;
mod settings;
mod shortcodes;
mod starlight;
mod tags;
mod techdocs;
mod titles;

use std::collections::{BTreeMap, BTreeSet};

use crate::import::folder::Source;
use crate::import::site::generator::under;
use crate::import::site::links::{Links, Target, Targets};
use crate::import::site::page::Converted;
use crate::import::site::passages::Passages;
use crate::import::site::place::{Places, Unplaced};
use crate::import::site::remark::Remark;
use crate::import::site::settings::Settings;
use crate::import::{Document, Field, Imported, Value};
use crate::source::Span;
use crate::source::yaml::{self, Node};

pub use generator::{Found, Generator};

/// Reads every page of a source.
pub fn read(source: &Source, found: &Found) -> Imported {
    let mut settings = settings(source, found);
    let mut imported = Imported {
        taken_for: taken_for(found),
        title: settings.title.clone(),
        notes: std::mem::take(&mut settings.notes),
        ..Imported::default()
    };
    if found.settings.is_none() && found.generator != Generator::Markdown {
        imported.notes.push(Remark::SettingsMissing.note(0, ""));
    }
    let raw = page::read(source, found, &settings, &mut imported.refused);
    if settings.navigation.is_none() {
        settings.navigation = jekyll::by_parents(&raw);
    }
    let unplaced: Vec<Unplaced> = raw
        .iter()
        .map(|page| Unplaced {
            below: page.below.clone(),
            names: page.names(found.generator),
            order: page.facts.order,
            is_home: page.addresses.first().is_some_and(|own| own.trim_matches('/') == page.home),
        })
        .collect();
    let navigation = settings.navigation.as_deref();
    let mut places = Places::new(&unplaced, navigation, &settings.names, &mut imported.notes);
    let here = raw.iter().zip(&places.pages);
    let here = here.map(|(page, place)| (page.from.clone(), place.path.clone())).collect();
    let mut passages = Passages::new(source, here);
    let everywhere = page::abbreviations(&settings, &passages);
    let mut converted: Vec<Converted> = raw
        .into_iter()
        .zip(&places.pages)
        .map(|(page, place)| {
            page.convert(place, found.generator, &settings, &mut passages, &everywhere)
        })
        .collect();
    let mut next = 0;
    while let Some((file, path, page)) = passages.found.get(next).cloned() {
        converted.push(page::passage(
            &file,
            &path,
            &page,
            found.generator,
            &settings,
            &mut passages,
        ));
        next += 1;
    }
    let sections: Vec<Document> = places.sections.iter().map(|one| section(one, found)).collect();
    (imported.documents, imported.used) = settle(source, found, &settings, converted, &mut places);
    imported.used.append(&mut passages.used);
    imported.used.extend(found.settings.clone());
    imported.used.append(&mut settings.everywhere);
    imported.used.append(&mut settings.used);
    imported.documents.extend(sections);
    imported.documents.sort_by(|a, b| a.path.cmp(&b.path));
    imported
}

/// What the source was taken for, and why.
fn taken_for(found: &Found) -> String {
    let name = found.generator.name();
    match &found.settings {
        Some(settings) => format!("Taken for a folder of {name}, since it has “{settings}”."),
        None => format!("Taken for a folder of {name}."),
    }
}

fn settings(source: &Source, found: &Found) -> Settings {
    match found.generator {
        Generator::MkDocs => mkdocs::settings(source, found),
        Generator::Docusaurus => docusaurus::settings(source, found),
        Generator::Starlight => starlight::settings(source, found),
        Generator::Hugo | Generator::Zola => hugo::settings(source, found),
        Generator::Jekyll => jekyll::settings(source, found),
        Generator::TechDocs => techdocs::settings(source, found),
        Generator::Markdown => Settings {
            pages: vec![settings::Pages { folder: found.root.clone(), address: String::new() }],
            ..Settings::default()
        },
    }
}

/// The page of a section that the source has no page for.
fn section(section: &place::Section, found: &Found) -> Document {
    let mut front = vec![Field::text("title", &section.title), Field::text("kind", "page")];
    front.extend(section.order.map(order));
    Document {
        from: found.settings.clone().unwrap_or_else(|| under(&found.root, &section.folder)),
        path: format!("{}/index.md", section.folder),
        front,
        ..Document::default()
    }
}

/// `order: 20`
fn order(order: i64) -> Field {
    let value = yaml::Value::Scalar { text: order.to_string(), quoted: false };
    Field::new("order", Value::Kept(Node { span: Span::new(0, 0), value }))
}

/// Leads the links of all pages where they belong.
fn settle(
    source: &Source,
    found: &Found,
    settings: &Settings,
    converted: Vec<Converted>,
    places: &mut Places,
) -> (Vec<Document>, Vec<String>) {
    let mut targets = Targets {
        settings,
        files: &source.files,
        pages: BTreeMap::new(),
        addresses: BTreeMap::new(),
        sections: BTreeMap::new(),
        has_short_names: found.generator == Generator::Hugo,
        brought: BTreeMap::new(),
    };
    for page in &converted {
        targets
            .pages
            .insert(page.from.clone(), Target::new(&page.path, page.title(), &page.markdown));
        for address in page.addresses.iter().filter(|_| page.place.is_some()) {
            targets.addresses.entry(address::key(address)).or_insert_with(|| page.from.clone());
        }
    }
    for section in &places.sections {
        let index = format!("{}/index.md", section.folder);
        targets.sections.insert(section.folder.clone(), index);
    }
    for (source, folder) in places.folders() {
        let index = format!("{folder}/index.md");
        if targets.sections.values().any(|one| *one == index) {
            targets.sections.insert(source.to_lowercase(), index.clone());
            targets.sections.insert(source, index);
        }
    }
    let own: BTreeMap<String, String> = converted
        .iter()
        .filter_map(|page| Some((page.from.clone(), page.addresses.first()?.clone())))
        .collect();
    let folders: BTreeSet<String> = converted
        .iter()
        .filter_map(|page| Some(page.path.rsplit_once('/')?.0.to_owned()))
        .collect();
    let mut claimed: BTreeSet<String> = own.values().map(|one| address::key(one)).collect();
    let documents = converted
        .into_iter()
        .map(|page| {
            let mut links = Links {
                targets: &mut targets,
                places,
                from: &page.from,
                path: &page.path,
                title: page.title(),
                page: &page.included_by,
                address: own.get(&page.included_by).map_or("", String::as_str),
                notes: Vec::new(),
                spent: String::new(),
                files: Vec::new(),
                numbers: &page.numbers,
            };
            let markdown = links.settle(&page.markdown);
            let Links { notes, spent, files, .. } = links;
            page.document(source, markdown, (notes, spent, files), &folders, &mut claimed)
        })
        .collect();
    (documents, targets.brought.into_keys().collect())
}
