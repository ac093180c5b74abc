//! What readers can expect of each element of the practice model, for editions that say so.

use crate::model::pages;
use crate::render::context;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    if !renderer.edition.says_what_to_expect || renderer.edition.practice_model.elements.is_empty()
    {
        return;
    }
    files.add(pages::WHAT_TO_EXPECT, |renderer, url| {
        let groups = value(&context::expectations(&renderer.edition));
        renderer.own_page("what_to_expect", "what-to-expect", url, vec![("groups", groups)])
    });
}
