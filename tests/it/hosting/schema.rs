//! Holds a `web.config` against a schema in the form that IIS has for its own.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element of XML, its texts left out.
#[derive(Debug, Default)]
pub(super) struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Element>,
}

impl Element {
    fn new(start: &BytesStart<'_>) -> Element {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("an attribute is well formed");
            let value =
                quick_xml::escape::unescape(&attribute.value).expect("it is escaped").into_owned();
            (attribute.key.as_ref().to_owned(), value)
        });
        Element {
            name: start.name().as_ref().to_owned(),
            attributes: attributes.collect(),
            children: Vec::new(),
        }
    }

    fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    fn children(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// Reads XML, all of it well formed.
pub(super) fn read(text: &str) -> Element {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().expect("it is well formed") {
            Event::Start(start) => open.push(Element::new(&start)),
            Event::Empty(start) => {
                open.last_mut().expect("never empty").children.push(Element::new(&start));
            }
            Event::End(_) => {
                let closed = open.pop().expect("it was opened");
                open.last_mut().expect("never empty").children.push(closed);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "all is closed");
    open.pop().and_then(|mut top| top.children.pop()).expect("there is an element")
}

/// What IIS would refuse.
pub(super) fn faults(document: &Element) -> Vec<String> {
    let schema = read(include_str!("iis_schema.xml"));
    let mut faults = Vec::new();
    assert_eq!(document.name, "configuration");
    let mut places = BTreeSet::new();
    for child in &document.children {
        match child.name.as_str() {
            "location" => {
                let path = child.get("path");
                if path.is_empty() || path.starts_with('/') || !places.insert(path.to_lowercase()) {
                    faults.push(format!("“{path}” is no place, or there twice"));
                }
                child.children.iter().for_each(|group| sections(group, &schema, &mut faults));
            }
            _ => sections(child, &schema, &mut faults),
        }
    }
    faults
}

fn sections(group: &Element, schema: &Element, faults: &mut Vec<String>) {
    for section in &group.children {
        let name = format!("{}/{}", group.name, section.name);
        match schema.children("sectionSchema").find(|known| known.get("name") == name) {
            Some(known) => element(section, known, faults),
            None => faults.push(format!("there is no section {name}")),
        }
    }
}

fn element(is: &Element, known: &Element, faults: &mut Vec<String>) {
    attributes(is, known, true, faults);
    let mut keys = BTreeSet::new();
    for child in &is.children {
        let element_of = |one: &&Element| one.get("name") == child.name;
        if let Some(known) = known.children("element").find(element_of) {
            element(child, known, faults);
            continue;
        }
        let Some(collection) = known.children("collection").next() else {
            faults.push(format!("{}: there is no {}", is.name, child.name));
            continue;
        };
        let is_key = |one: &&Element| {
            !one.get("isUniqueKey").is_empty() || !one.get("isCombinedKey").is_empty()
        };
        let key: Vec<&str> = collection
            .children("attribute")
            .filter(is_key)
            .map(|one| child.get(one.get("name")))
            .collect();
        if child.name == collection.get("addElement") {
            attributes(child, collection, true, faults);
            if !keys.insert(key.join(" ")) {
                faults.push(format!("{}: two of {} {}", is.name, child.name, key.join(" ")));
            }
        } else if child.name == collection.get("removeElement") {
            attributes(child, collection, false, faults);
        } else if child.name != collection.get("clearElement") {
            faults.push(format!("{}: there is no {}", is.name, child.name));
        }
    }
}

fn attributes(is: &Element, known: &Element, is_whole: bool, faults: &mut Vec<String>) {
    for (name, value) in &is.attributes {
        match known.children("attribute").find(|one| one.get("name") == name) {
            None => faults.push(format!("{}: there is no {name}", is.name)),
            Some(attribute) if !can_be(attribute, value) => {
                faults.push(format!("{}: {name} can’t be “{value}”", is.name));
            }
            Some(_) => {}
        }
    }
    for attribute in
        known.children("attribute").filter(|one| is_whole && one.get("required") == "true")
    {
        let name = attribute.get("name");
        if !is.attributes.contains_key(name) {
            faults.push(format!("{}: no {name}", is.name));
        }
    }
}

fn can_be(attribute: &Element, value: &str) -> bool {
    match attribute.get("type") {
        "bool" => ["true", "false"].contains(&value),
        "uint" => value.parse::<u32>().is_ok(),
        "int" => value.parse::<i32>().is_ok(),
        "enum" => attribute.children("enum").any(|one| one.get("name") == value),
        // Days, hours, minutes and seconds: 365.00:00:00.
        "timeSpan" => {
            let (days, rest) = value.split_once('.').unwrap_or(("0", value));
            let rest: Vec<_> = rest.split(':').collect();
            days.parse::<u32>().is_ok()
                && rest.len() == 3
                && rest
                    .iter()
                    .all(|part| part.len() == 2 && part.parse::<u8>().is_ok_and(|part| part < 60))
        }
        kind => kind == "string",
    }
}
