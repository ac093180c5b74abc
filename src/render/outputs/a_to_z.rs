//! Every document by the first letter of its title.

use crate::model::pages;
use crate::render::context::{self, LetterEntry};
use crate::render::forms::Piece;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};

pub(super) fn add(_: &Renderer, files: &mut Files) {
    files.add(pages::A_TO_Z, |renderer, url| {
        let entry = Piece { name: "letter_entry", arguments: Vec::new() };
        let list = |entries: &[LetterEntry]| renderer.list(&entry, entries, url);
        let letters = value(&context::letters(&renderer.edition, &renderer.theme, &list));
        renderer.own_page("a_to_z", "a-to-z", url, vec![("letters", letters)])
    });
}
