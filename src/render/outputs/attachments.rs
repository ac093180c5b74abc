//! Images and other files beside the documents, copied as they are.

use crate::render::Content;
use crate::render::plan::Files;
use crate::render::renderer::Renderer;

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    for (path, url) in renderer.edition.files.iter() {
        files.add_ready(url.as_str(), Content::CopyOf(path.clone()));
    }
}
