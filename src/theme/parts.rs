//! A page's template in parts: the page in its frame is one, and each template that it includes is another. A part is
//! rendered alone, and speaks of few fields of the page: so that it is the same on many pages but for the words in it.

use std::collections::{BTreeMap, BTreeSet};

use tera::{Tera, Value};

use crate::theme::render::{self, RenderFault};
use crate::theme::{Theme, files};

/// The page that has parts.
pub const IN_PARTS: &str = "document.html";
/// What a part sees what it includes in, by name.
pub const INCLUDED: &str = "included";

/// A part of a page's template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The template's name.
    pub name: String,
    /// The fields of the page that it speaks of, and other words that look so.
    pub asks: BTreeSet<String>,
}

/// The parts, ready to render.
pub(super) struct Parts {
    tera: Tera,
    /// The page itself is the first.
    parts: Vec<Part>,
}

impl Parts {
    /// Those of the page that has parts. Nothing where a file of the handbook's own says other than the template of ours
    /// that it replaces, or has pieces that templates share: only of ours is it known that they write the words of a page
    /// and ask nothing of them.
    pub(super) fn new(
        templates: &[(String, String)],
        own: &BTreeMap<String, Vec<u8>>,
    ) -> Option<Self> {
        let ours: BTreeMap<&str, &[u8]> = files::built_in_all().collect();
        let says = |text: &[u8]| String::from_utf8_lossy(text).contains("endcomponent");
        let replaces = |file: &str| file.starts_with("templates/") && ours.contains_key(file);
        let mut others =
            own.iter().filter(|(file, text)| ours.get(file.as_str()) != Some(&text.as_slice()));
        if others.any(|(file, text)| replaces(file) || says(text)) {
            return None;
        }
        let texts: BTreeMap<_, _> = templates.iter().map(|(name, text)| (name, text)).collect();
        let mut parts: Vec<Part> = Vec::new();
        let mut cut_texts: BTreeMap<String, String> = BTreeMap::new();
        let mut open = vec![IN_PARTS.to_owned()];
        while let Some(name) = open.pop() {
            if parts.iter().any(|part| part.name == name) {
                continue;
            }
            let mut part = Part { name: name.clone(), asks: BTreeSet::new() };
            let mut of_part = Some(name);
            while let Some(name) = of_part.take() {
                let (text, included) = cut(texts.get(&name)?);
                part.asks.extend(asked(&text));
                open.extend(included);
                let parent =
                    text.split_once("extends \"").and_then(|(_, rest)| rest.split_once('"'));
                of_part = parent.map(|(parent, _)| parent.to_owned());
                cut_texts.insert(name, text);
            }
            parts.push(part);
        }
        let pieces = templates
            .iter()
            .filter(|(_, text)| text.contains("endcomponent") && !text.contains("extends \""));
        let all: Vec<_> = pieces.cloned().chain(cut_texts).collect();
        let tera = render::engine(&all, &BTreeMap::new()).ok()?;
        Some(Parts { tera, parts })
    }
}

impl Theme {
    /// The parts of the template of a document's page, the page itself first; none where it has to be rendered as a whole.
    pub fn parts(&self) -> &[Part] {
        self.parts.as_ref().map_or(&[], |parts| &parts.parts)
    }

    /// Renders a part with these values, of which one is what it includes.
    ///
    /// # Errors
    /// If the theme has no such part, or it can't be made of these values.
    pub fn render_part(
        &self,
        name: &str,
        values: Vec<(&'static str, Value)>,
    ) -> Result<String, RenderFault> {
        let tera = self.parts.as_ref().map_or(&*self.tera, |parts| &parts.tera);
        render::rendered(tera, name, values)
    }
}

/// A template that writes values where it includes others, and the names of those.
fn cut(text: &str) -> (String, Vec<String>) {
    let (mut cut, mut included) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("include \"") {
        let (Some(start), Some((name, after))) = (before.rfind("{%"), after.split_once('"')) else {
            break;
        };
        let Some((end, after)) = after.split_once("%}") else { break };
        let (before, dash) = before.split_at(start);
        let dash = dash.trim_start_matches("{%");
        cut += &format!("{before}{{{{{dash}{INCLUDED}[\"{name}\"]{end}}}}}");
        included.push(name.to_owned());
        rest = after;
    }
    (cut + rest, included)
}

/// The words that stand after `page.`.
fn asked(text: &str) -> impl Iterator<Item = String> {
    let words = text.split("page.").skip(1);
    words.map(|rest| {
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        rest[..end].to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::{IN_PARTS, asked, cut};
    use crate::theme::files;

    #[test]
    fn what_is_included_is_written_as_a_value() {
        let (text, included) = cut("a {%- include \"b.html\" %} c {% include \"d.html\" -%}\ne");
        assert_eq!(text, "a {{- included[\"b.html\"] }} c {{ included[\"d.html\"] -}}\ne");
        assert_eq!(included, ["b.html", "d.html"]);
    }

    #[test]
    fn fields_are_asked_for_by_name() {
        let all: Vec<String> = asked("{% if page.a_b.c %}{{ page.d }}").collect();
        assert_eq!(all, ["a_b", "d"]);
    }

    #[test]
    fn the_built_in_page_has_parts() {
        let theme = crate::theme::built_in();
        let names: Vec<&str> = theme.parts().iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names.first(), Some(&IN_PARTS));
        assert!(names.contains(&"document-foot.html"), "{names:?}");
    }

    #[test]
    fn a_template_of_the_handbooks_own_leaves_no_parts_unless_it_says_the_same() {
        let mut own = files::built_in();
        assert!(!crate::theme::with_own(&own).parts().is_empty());
        for file in ["templates/tag.html", "templates/parts.html"] {
            let text = own.get_mut(file).expect("the theme has it");
            let ours = text.clone();
            text.push(b'\n');
            assert!(crate::theme::with_own(&own).parts().is_empty(), "{file}");
            own.insert(file.to_owned(), ours);
        }
    }
}
