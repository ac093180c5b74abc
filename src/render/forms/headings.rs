//! The list of a page's headings. Hardly two pages have as many of each level: but what the theme writes between two
//! headings is decided by their levels, so the page is given the list ready.

use tera::{Map, Value};

use crate::render::context::Heading;
use crate::render::forms::form::{Blank, Blanks, Form};
use crate::theme::{Theme, push_escaped};

/// What stands in the list.
pub(super) struct Headings {
    /// Between a heading of a level and the one that follows it; level 0 is the list's start and its end.
    between: [[String; LEVELS]; LEVELS],
    /// Between a heading's anchor and its title.
    inside: String,
}

const LEVELS: usize = 3;

/// Levels of headings that follow each other, each pair of which stands in one of these lists.
const SAMPLES: [&[usize]; 2] = [&[1, 2, 2, 1, 1], &[1, 2]];

impl Headings {
    /// As the theme writes it; nothing, if it writes it in another way.
    pub(super) fn new(theme: &Theme) -> Option<Self> {
        let mut headings = Headings { between: Default::default(), inside: String::new() };
        for levels in SAMPLES {
            let form = form(theme, levels)?;
            let mut pieces = form.pieces.into_iter();
            let mut last = 0;
            for &level in levels {
                headings.between[last][level] = pieces.next()?.0;
                headings.inside = pieces.next()?.0;
                last = level;
            }
            headings.between[last][0] = form.end;
        }
        Some(headings)
    }

    /// Writes the list.
    pub(super) fn push<'a>(&self, all: impl Iterator<Item = Heading<'a>>, html: &mut String) {
        let mut last = 0;
        for heading in all {
            let level = if heading.is_below { 2 } else { 1 };
            html.push_str(&self.between[last][level]);
            push_escaped(heading.anchor, html);
            html.push_str(&self.inside);
            push_escaped(heading.title, html);
            last = level;
        }
        html.push_str(&self.between[last][0]);
    }
}

/// What the theme writes for headings of these levels: of each its anchor, and then its title.
fn form(theme: &Theme, levels: &[usize]) -> Option<Form> {
    let mut blanks = Blanks::default();
    let mut entries: Vec<(Map, Vec<Value>)> = Vec::new();
    for (field, level) in levels.iter().enumerate() {
        let [anchor, title] = [0, 1].map(|word| blanks.escaped(Blank::Word { field, word }));
        let entry = Map::from_iter([("anchor".into(), anchor), ("title".into(), title)]);
        match (level, entries.last_mut()) {
            (2, Some((_, children))) => children.push(Value::from(entry)),
            _ => entries.push((entry, Vec::new())),
        }
    }
    let entries = entries.into_iter().map(|(mut entry, children)| {
        entry.insert("children".into(), Value::from(children));
        Value::from(entry)
    });
    let entries = Value::from(entries.collect::<Vec<_>>());
    let html = theme.render_piece("toc_list", vec![("entries", entries)], vec![], None).ok()?;
    let form = Form::new(&html, &blanks)?;
    let expected = (0..levels.len()).flat_map(|field| [(field, 0), (field, 1)]);
    let written = form.pieces.iter().map(|(_, blank)| match blank {
        Blank::Word { field, word } => (*field, *word),
        _ => (usize::MAX, 0),
    });
    written.eq(expected).then_some(form)
}

#[cfg(test)]
mod tests {
    use super::Headings;
    use crate::render::context::Heading;
    use crate::theme::built_in;

    #[test]
    fn the_list_of_the_built_in_theme_is_written_here() {
        let headings = Headings::new(&built_in()).expect("it is a list of anchors and titles");
        let all = [("A & B", false), ("C", true), ("D", true), ("E", false)];
        let all = all.map(|(title, is_below)| Heading { title, anchor: "to", is_below });
        let mut html = String::new();
        headings.push(all.into_iter(), &mut html);
        let tags = |tag: &str| html.matches(tag).count();
        assert_eq!(
            [tags("<a "), tags("</li>"), tags("<ol"), tags("</ol>")],
            [4, 4, 2, 2],
            "{html}"
        );
        assert!(html.contains(">A &amp; B</a>"), "{html}");
    }
}
