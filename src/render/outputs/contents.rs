//! Every document by its section.

use crate::model::{SectionId, pages};
use crate::render::context;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};

pub(super) fn add(_: &Renderer, files: &mut Files) {
    files.add(pages::CONTENTS, |renderer, url| {
        let tree = value(&context::contents(&renderer.edition, &renderer.theme, SectionId::ROOT));
        renderer.own_page("contents", "contents", url, vec![("tree", tree)])
    });
}
