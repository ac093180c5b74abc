//! The accessibility statement, where the handbook says what belongs in one.

use crate::model::pages;
use crate::render::context;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    let Some(said) = renderer.edition.config.accessibility.clone() else { return };
    files.add(pages::ACCESSIBILITY, move |renderer, url| {
        let statement = value(&context::accessibility(&renderer.edition, &renderer.theme, &said));
        renderer.own_page("accessibility", "accessibility", url, vec![("statement", statement)])
    });
}
