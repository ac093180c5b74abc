//! What a server shows for an address that isn't there.

use crate::model::{Url, pages};
use crate::render::Made;
use crate::render::plan::Files;
use crate::render::renderer::Renderer;

pub(super) fn add(_: &Renderer, files: &mut Files) {
    files.add(pages::NOT_FOUND, page);
}

/// The page, its links written from this address.
pub(crate) fn page(renderer: &Renderer, url: &Url) -> Made {
    renderer.own_page("not_found_title", "not-found", url, Vec::new())
}
