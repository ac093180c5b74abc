//! The page of search results. It holds none itself: the search client fills it in.

use crate::model::pages;
use crate::render::plan::Files;
use crate::render::renderer::Renderer;

pub(super) fn add(_: &Renderer, files: &mut Files) {
    files
        .add(pages::SEARCH, |renderer, url| renderer.own_page("search", "search", url, Vec::new()));
}
