//! The glossary: every term, what it means, and where it is used.

use crate::model::pages;
use crate::render::context;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    if renderer.edition.glossary.terms.is_empty() {
        return;
    }
    files.add(pages::GLOSSARY, |renderer, url| {
        let letters = value(&context::glossary(&renderer.edition));
        renderer.own_page("glossary", "glossary", url, vec![("letters", letters)])
    });
}
