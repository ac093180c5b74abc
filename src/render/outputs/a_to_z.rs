//! Every document by the first letter of its title.

use crate::model::pages;
use crate::render::context;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};

pub(super) fn add(_: &Renderer, files: &mut Files) {
    files.add(pages::A_TO_Z, |renderer, url| {
        let letters = value(&context::letters(&renderer.edition, &renderer.theme));
        renderer.own_page("a_to_z", "a-to-z", url, vec![("letters", letters)])
    });
}
