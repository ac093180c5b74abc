//! Lists of documents and sections: a piece of the theme writes each item, and is asked once for each shape of item.

use serde::Serialize;
use tera::{Map, Value};

use crate::render::forms::Forms;
use crate::render::forms::form::{Blank, Blanks, Form};
use crate::render::forms::outline::Outline;
use crate::render::renderer::{Values, value};
use crate::theme::{RenderFault, Theme};

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
        for item in items {
            let outline = Outline::new(item, &self.said)?;
            let key = [key.as_bytes(), outline.whole_shape()].concat();
            let form = self.form(key, || form(theme, piece, &outline, seen())).ok()??;
            let start = html.len();
            for (text, blank) in &form.pieces {
                html.push_str(text);
                match blank {
                    Blank::Word { field, word } => html.push_str(outline.word(*field, *word)),
                    Blank::Root => html.push_str(root),
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
