//! Lists of documents and sections: a piece of the theme writes each item, and is asked once for each shape of item.

use serde::Serialize;
use tera::{Map, Value};

use crate::render::forms::Forms;
use crate::render::forms::form::{Blank, Blanks, Form};
use crate::render::forms::outline::Outline;
use crate::render::renderer::{Values, value};
use crate::theme::{RenderFault, Theme};

/// What stands in a list in the place of an item's body, and is the item's content: whoever asks for the list puts the bodies
/// in. No text can hold it, for those are escaped.
pub(crate) const BODY: &str = "<handbook-body>";

/// A piece of the theme that shows an `item`, and what else it is given.
pub(crate) struct Piece {
    pub name: &'static str,
    pub arguments: Values,
}

impl Forms {
    /// The items as the theme's piece writes them on a page where `seen` is seen, which a root leads from; nothing, where
    /// they can't be filled in.
    pub(crate) fn list(
        &self,
        theme: &Theme,
        piece: &Piece,
        items: &[impl Serialize],
        root: &str,
        seen: &dyn Fn() -> Values,
    ) -> Option<String> {
        if self.parts.is_empty() {
            return None;
        }
        let key = format!("{} {:?}", piece.name, piece.arguments);
        let mut html = String::new();
        let mut outline = Outline::empty();
        for item in items {
            outline = outline.of(item, &self.said)?;
            let key = [key.as_bytes(), outline.whole_shape()].concat();
            let form = self.form(key, || form(theme, piece, &outline, seen())).ok()??;
            let start = html.len();
            for (text, blank) in &form.pieces {
                html.push_str(text);
                match blank {
                    Blank::Word { field, word } => html.push_str(outline.word(*field, *word)),
                    Blank::Root => html.push_str(root),
                    Blank::Content => html.push_str(BODY),
                    _ => return None,
                }
            }
            html.push_str(&form.end);
            debug_assert_eq!(
                Ok(&html[start..]),
                rendered(theme, piece, value(item), seen()).as_deref(),
                "{}",
                piece.name
            );
        }
        Some(html)
    }
}

/// What the piece writes for all items of a shape.
fn form(
    theme: &Theme,
    piece: &Piece,
    outline: &Outline,
    mut seen: Values,
) -> Result<Option<Form>, RenderFault> {
    let blanks = &mut Blanks::default();
    let fields = outline.names().enumerate().map(|(field, _)| outline.seen(field, blanks));
    let item: Map = fields.map(|(name, seen)| (name.into(), seen)).collect();
    seen.push(("root", blanks.escaped(Blank::Root)));
    let html = rendered(theme, piece, Value::from(item), seen)?;
    Ok(Form::new(&html, blanks))
}

fn rendered(
    theme: &Theme,
    piece: &Piece,
    item: Value,
    seen: Values,
) -> Result<String, RenderFault> {
    let mut arguments = piece.arguments.clone();
    arguments.push(("item", item));
    theme.render_piece(piece.name, arguments, seen, None)
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use tera::Value;

    use super::Piece;
    use crate::render::forms::Forms;
    use crate::theme::built_in;

    #[derive(Serialize)]
    struct Item {
        title: &'static str,
        url: &'static str,
        lang: Option<&'static str>,
        summary: Option<&'static str>,
        count: usize,
    }

    #[test]
    fn items_of_one_shape_are_one_form() {
        let theme = built_in();
        let forms = Forms::new(&theme, &Value::none());
        let item = |title, summary| Item { title, url: "a.html", lang: None, summary, count: 0 };
        let items = [item("A & B", None), item("C", None), item("D", Some("What it is."))];
        let card = Piece { name: "section_card", arguments: Vec::new() };
        let seen = || vec![("root", Value::from("../")), ("text", theme.text())];
        let html = forms.list(&theme, &card, &items, "../", &seen).expect("it is filled in");
        assert_eq!(html.matches("href=\"../a.html\"").count(), 3, "{html}");
        assert!(html.contains(">A &amp; B</a>") && html.contains("What it is."), "{html}");
        assert_eq!(forms.made.lock().unwrap().len(), 2);
    }
}
