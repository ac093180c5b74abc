//! A part of a Word file as a tree of elements, whatever prefixes its writer chose. No entity but XML's own five
//! is looked up, nothing is fetched, and depth and number are bounded.

use std::collections::BTreeMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceResolver, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

use crate::source::Text;

/// An element with all that it holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// Its name with the usual prefix of its namespace: `w:p`.
    pub name: Arc<str>,
    /// Its attributes, named alike; those without a prefix by their name alone.
    pub attributes: Vec<(Arc<str>, String)>,
    /// What it holds, in order.
    pub children: Vec<Node>,
}

/// What an element holds.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Another element.
    Element(Element),
    /// Words.
    Text(String),
}

/// Why a part can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum XmlFault {
    /// It isn't well-formed.
    Damaged,
    /// More inside each other, or more in all, than any document has.
    TooLarge,
}

/// Far more than Word makes: tables in tables in boxes come to some sixty.
const DEEPEST: usize = 200;
/// A policy of 300 pages has some 200,000.
const MOST_ELEMENTS: usize = 3_000_000;

/// Each namespace that is known, in its common and its “strict” spelling, by how it ends.
const PREFIXES: [(&str, &str); 27] = [
    ("wordprocessingml/main", "w"),
    ("wordprocessingml/2006/main", "w"),
    ("officeDocument/relationships", "r"),
    ("officeDocument/2006/relationships", "r"),
    ("package/2006/relationships", "rel"),
    ("drawingml/main", "a"),
    ("drawingml/2006/main", "a"),
    ("drawingml/wordprocessingDrawing", "wp"),
    ("drawingml/2006/wordprocessingDrawing", "wp"),
    ("drawingml/picture", "pic"),
    ("drawingml/2006/picture", "pic"),
    ("drawingml/chart", "c"),
    ("drawingml/2006/chart", "c"),
    ("drawingml/diagram", "dgm"),
    ("drawingml/2006/diagram", "dgm"),
    ("officeDocument/math", "m"),
    ("officeDocument/2006/math", "m"),
    ("schemas-microsoft-com:vml", "v"),
    ("schemas-microsoft-com:office:office", "o"),
    ("markup-compatibility/2006", "mc"),
    ("word/2010/wordml", "w14"),
    ("word/2010/wordprocessingShape", "wps"),
    ("drawing/2017/decorative", "adec"),
    ("metadata/core-properties", "cp"),
    ("purl.org/dc/elements/1.1/", "dc"),
    ("purl.org/dc/terms/", "dcterms"),
    ("officeDocument/2006/extended-properties", "ep"),
];

/// The outermost element of a part.
pub(super) fn parse(bytes: &[u8]) -> Result<Element, XmlFault> {
    let text = Text::decode(bytes);
    let mut reader = NsReader::from_str(text.as_str());
    let mut names = Names::default();
    let mut open: Vec<Element> = vec![Element::default()];
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(|_| XmlFault::Damaged)?;
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST_ELEMENTS {
                    return Err(XmlFault::TooLarge);
                }
                open.push(names.element(&start, reader.resolver())?);
            }
            Event::Empty(start) => {
                count += 1;
                if count > MOST_ELEMENTS {
                    return Err(XmlFault::TooLarge);
                }
                let element = names.element(&start, reader.resolver())?;
                push(&mut open, Node::Element(element));
            }
            Event::End(_) => {
                let closed = open.pop().ok_or(XmlFault::Damaged)?;
                if open.is_empty() {
                    return Err(XmlFault::Damaged);
                }
                push(&mut open, Node::Element(closed));
            }
            Event::Text(text) => push_text(&mut open, &text.xml10_content()),
            Event::CData(text) => push_text(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let known = match &*reference {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                // An entity of the file's own: what it stands for isn't ours to find out.
                let written = known.map_or_else(|| format!("&{};", &*reference), String::from);
                push_text(&mut open, &written);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let root = open.pop().filter(|_| open.is_empty()).ok_or(XmlFault::Damaged)?;
    let first = root.children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    first.ok_or(XmlFault::Damaged)
}

fn push(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn push_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
}

/// Each name once: a long document has thousands of the same.
#[derive(Default)]
struct Names {
    known: BTreeMap<String, Arc<str>>,
}

impl Names {
    fn element(
        &mut self,
        start: &BytesStart<'_>,
        resolver: &NamespaceResolver,
    ) -> Result<Element, XmlFault> {
        let (namespace, local) = resolver.resolve_element(start.name());
        let name = self.name(&namespace, local.as_ref());
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| XmlFault::Damaged)?;
            let (namespace, local) = resolver.resolve_attribute(attribute.key);
            let value = match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => value.into_owned(),
                Err(_) => attribute.value.to_string(),
            };
            attributes.push((self.name(&namespace, local.as_ref()), value));
        }
        Ok(Element { name, attributes, children: Vec::new() })
    }

    fn name(&mut self, namespace: &ResolveResult<'_>, local: &str) -> Arc<str> {
        let prefix = match namespace {
            ResolveResult::Bound(Namespace(uri)) => {
                let known = PREFIXES.iter().find(|(end, _)| uri.ends_with(end));
                known.map_or("?", |(_, prefix)| prefix)
            }
            ResolveResult::Unbound => "",
            ResolveResult::Unknown(prefix) => prefix.as_str(),
        };
        let name = match prefix {
            "" => local.to_owned(),
            _ => format!("{prefix}:{local}"),
        };
        let interned = self.known.entry(name).or_insert_with_key(|name| name.as_str().into());
        Arc::clone(interned)
    }
}

impl Element {
    /// Is it called so?
    pub(super) fn is(&self, name: &str) -> bool {
        &*self.name == name
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| &**known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The elements that it holds.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first that it holds of this name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.is(name))
    }

    /// `w:val` of the first child of this name.
    pub(super) fn child_value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("w:val")
    }

    /// Whether the child of this name switches something on; `None` where there is none.
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        let child = self.child(name)?;
        Some(!matches!(child.attribute("w:val"), Some("0" | "false" | "off" | "none")))
    }

    /// The first of this name at any depth.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|element| match element.is(name) {
            true => Some(element),
            false => element.find(name),
        })
    }

    /// Calls `visit` for everything at any depth, in order; what it answers `false` to isn't entered.
    pub(super) fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Element) -> bool) {
        for element in self.elements() {
            if visit(element) {
                element.walk(visit);
            }
        }
    }

    /// The text that it holds itself.
    pub(super) fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{XmlFault, parse};

    #[test]
    fn names_are_the_same_whatever_the_prefix() {
        let uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let xml = format!("<x:p xmlns:x=\"{uri}\" x:val=\"a&amp;b\"><x:t>c &lt; d</x:t></x:p>");
        let root = parse(xml.as_bytes()).unwrap();
        assert_eq!((&*root.name, root.attribute("w:val")), ("w:p", Some("a&b")));
        assert_eq!(root.child("w:t").unwrap().text(), "c < d");
        let strict = xml.replace(uri, "http://purl.oclc.org/ooxml/wordprocessingml/main");
        assert!(parse(strict.as_bytes()).unwrap().is("w:p"));
    }

    #[test]
    fn entities_of_the_file_are_not_followed() {
        let xml = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\"><!ENTITY c \"&b;&b;\">]><a>&b;&c;&#65;</a>";
        assert_eq!(parse(xml.as_bytes()).unwrap().text(), "&b;&c;A");
    }

    #[test]
    fn depth_and_damage_are_said() {
        let deep = format!("{}{}", "<a>".repeat(5_000), "</a>".repeat(5_000));
        assert_eq!(parse(deep.as_bytes()).unwrap_err(), XmlFault::TooLarge);
        assert_eq!(parse(b"<a><b></a>").unwrap_err(), XmlFault::Damaged);
        assert_eq!(parse(b"").unwrap_err(), XmlFault::Damaged);
        assert_eq!(parse(b"<a>").unwrap_err(), XmlFault::Damaged);
    }
}
