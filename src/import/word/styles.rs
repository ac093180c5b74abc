//! What a paragraph's style says of it: which heading it is, which list it belongs to, how it is set.

use std::collections::BTreeMap;

use crate::import::tree::Style;
use crate::import::word::xml::Element;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, StyleSheet>,
    /// The style of paragraphs that name none.
    default: String,
}

#[derive(Debug, Default)]
struct StyleSheet {
    /// Its name, in lower case.
    name: String,
    based_on: Option<String>,
    paragraph: Element,
    run: Element,
}

/// As many styles as may build on one another.
const LONGEST_CHAIN: usize = 20;

/// “Heading” as Word's menus call it in other languages; files that other programs wrote name styles so.
const HEADINGS: [&str; 13] = [
    "heading",
    "überschrift",
    "titre",
    "título",
    "titolo",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "pennawd",
    "nadpis",
    "címsor",
];

impl Styles {
    pub(super) fn new(root: Option<&Element>) -> Self {
        let mut styles = Styles::default();
        let all = root.into_iter().flat_map(Element::elements).filter(|one| one.is("w:style"));
        for style in all {
            let Some(id) = style.attribute("w:styleId") else { continue };
            if style.attribute("w:default").is_some_and(|on| on != "0" && on != "false")
                && style.attribute("w:type") == Some("paragraph")
            {
                id.clone_into(&mut styles.default);
            }
            let sheet = StyleSheet {
                name: style.child_value("w:name").unwrap_or(id).trim().to_lowercase(),
                based_on: style.child_value("w:basedOn").map(str::to_owned),
                paragraph: style.child("w:pPr").cloned().unwrap_or_default(),
                run: style.child("w:rPr").cloned().unwrap_or_default(),
            };
            styles.by_id.insert(id.to_owned(), sheet);
        }
        styles
    }

    /// A style and those that it builds on, nearest first.
    fn chain<'a>(&'a self, id: &str) -> impl Iterator<Item = (&'a str, &'a StyleSheet)> {
        let mut next = self.by_id.get_key_value(id);
        std::iter::from_fn(move || {
            let (id, sheet) = next?;
            next = sheet.based_on.as_ref().and_then(|id| self.by_id.get_key_value(id));
            Some((id.as_str(), sheet))
        })
        .take(LONGEST_CHAIN)
    }

    /// The id of a paragraph's style.
    pub(super) fn of<'a>(&'a self, properties: Option<&'a Element>) -> &'a str {
        properties.and_then(|one| one.child_value("w:pStyle")).unwrap_or(&self.default)
    }

    /// The style's name, in lower case, as Word knows it: `list continue`.
    pub(super) fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.by_id.get(id).map_or(id, |sheet| &sheet.name)
    }

    /// Is the style, or one that it builds on, called so?
    pub(super) fn is_called(&self, id: &str, name: &str) -> bool {
        self.name(id) == name || self.chain(id).any(|(_, sheet)| sheet.name == name)
    }

    /// Which heading a paragraph is: 1 to 9.
    pub(super) fn heading(&self, id: &str, properties: Option<&Element>) -> Option<u8> {
        let outline = |element: &Element| {
            let level: u8 = element.child_value("w:outlineLvl")?.parse().ok()?;
            Some((level < 9).then_some(level + 1))
        };
        if let Some(level) = properties.and_then(outline) {
            return level;
        }
        if !self.by_id.contains_key(id) {
            return heading_by_name(&id.to_lowercase());
        }
        self.chain(id).find_map(|(_, sheet)| {
            heading_by_name(&sheet.name).map(Some).or_else(|| outline(&sheet.paragraph))
        })?
    }

    /// What the style says of a paragraph, under this name.
    pub(super) fn paragraph<'a>(&'a self, id: &str, name: &str) -> Option<&'a Element> {
        self.chain(id).find_map(|(_, sheet)| sheet.paragraph.child(name))
    }

    /// The list that a style puts its paragraphs in, and the style that says so.
    pub(super) fn numbering<'a>(&'a self, id: &str) -> Option<(&'a str, &'a Element)> {
        self.chain(id).find_map(|(id, sheet)| Some((id, sheet.paragraph.child("w:numPr")?)))
    }

    /// Whether something is on for a run: by itself, by its style, or by its paragraph's.
    pub(super) fn switch(&self, name: &str, run: Option<&Element>, paragraph: &str) -> bool {
        let own = run.and_then(|run| run.switch(name));
        let of = |id: &str| self.chain(id).find_map(|(_, sheet)| sheet.run.switch(name));
        let by_style = || run.and_then(|run| run.child_value("w:rStyle")).and_then(of);
        own.or_else(by_style).or_else(|| of(paragraph)).unwrap_or(false)
    }

    /// How a run is set.
    pub(super) fn style(&self, run: Option<&Element>, paragraph: &str) -> Style {
        let strike =
            self.switch("w:strike", run, paragraph) || self.switch("w:dstrike", run, paragraph);
        Style {
            strike,
            strong: self.switch("w:b", run, paragraph),
            emphasis: self.switch("w:i", run, paragraph),
        }
    }
}

/// `heading 2`, `Überschrift 2`, `Titre2`.
fn heading_by_name(name: &str) -> Option<u8> {
    let digit = name.chars().next_back()?.to_digit(10).filter(|digit| (1..=9).contains(digit))?;
    let word = name[..name.len() - 1].trim_end();
    HEADINGS.contains(&word).then_some(u8::try_from(digit).ok()?)
}

#[cfg(test)]
mod tests {
    use super::heading_by_name;

    #[test]
    fn headings_are_known_by_their_names() {
        assert_eq!(heading_by_name("heading 2"), Some(2));
        assert_eq!(heading_by_name("überschrift 1"), Some(1));
        assert_eq!(heading_by_name("titre3"), Some(3));
        assert_eq!(heading_by_name("pennawd 1"), Some(1));
        assert_eq!(heading_by_name("heading"), None);
        assert_eq!(heading_by_name("table 1"), None);
    }
}
