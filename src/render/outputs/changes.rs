//! What has changed in all documents, as a page and as a feed.

use crate::model::{Change, Edition, Url, pages};
use crate::render::Made;
use crate::render::context;
use crate::render::feed::feed;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};
use crate::resolve;

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    if context::has_changes(&renderer.edition) {
        files.add(pages::CHANGES, page);
        files.add(pages::FEED, |renderer, _| {
            let title = renderer.phrase("whats_changed");
            Made::plain(feed(&renderer.edition, title, &changes(&renderer.edition)))
        });
    }
}

fn page(renderer: &Renderer, url: &Url) -> Made {
    let Renderer { edition, theme, .. } = renderer;
    let months = value(&context::months(edition, theme, &changes(edition)));
    renderer.own_page("whats_changed", "whats-changed", url, vec![("months", months)])
}

fn changes(edition: &Edition) -> Vec<Change<'_>> {
    resolve::changes(edition.pages().map(|(_, document)| document), edition.today)
}
