//! Who can see which document, and why: as a page, as a table for spreadsheets, and for programs. The edition decides
//! whether it is told.

use crate::model::pages;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};
use crate::render::{Made, audience_csv, audience_json, context};

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    if renderer.edition.seen.is_empty() {
        return;
    }
    files.add(pages::AUDIENCE, |renderer, url| {
        let audience = value(&context::audience(&renderer.edition, &renderer.theme));
        renderer.own_page("who_sees", "audience", url, vec![("audience", audience)])
    });
    files.add(pages::AUDIENCE_CSV, |renderer, _| {
        Made::plain(audience_csv(&renderer.theme, &renderer.edition.seen))
    });
    files.add(pages::AUDIENCE_JSON, |renderer, _| {
        Made::plain(audience_json(&renderer.edition.seen))
    });
}
