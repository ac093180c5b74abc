//! What kinds and audiences are called in the search index of a language: the same as on its pages.

use crate::model::{Kind, Language};
use crate::render::context::{audience_name, kind_name};
use crate::render::renderer::Renderer;
use crate::search::Names;

impl Names for Renderer {
    fn kind(&self, kind: &Kind, language: &Language) -> String {
        kind_name(&self.edition, self.theme_in(language), kind).name
    }

    fn audience(&self, id: &str, language: &Language) -> String {
        audience_name(&self.edition, self.theme_in(language), id).name
    }
}
