//! The theme's styles and scripts as files, with the council's colours in them.

use std::sync::Arc;

use crate::model::Edition;
use crate::model::pages;
use crate::render::Content;
use crate::render::plan::Files;
use crate::render::renderer::Renderer;
use crate::source::Located;

/// Where the styles and the scripts are.
pub(crate) struct Assets {
    pub css: String,
    pub javascript: String,
    pub search: String,
}

impl Assets {
    pub(crate) fn new() -> Self {
        Assets {
            css: format!("{}/theme.css", pages::ASSETS),
            javascript: format!("{}/theme.js", pages::ASSETS),
            search: format!("{}/search.js", pages::ASSETS),
        }
    }
}

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    let (theme, assets) = (&renderer.theme, Assets::new());
    let css = format!("{}\n{}", theme.css, colours(&renderer.edition));
    let mut add = |url: &str, bytes: &[u8]| files.add_ready(url, Content::Bytes(Arc::from(bytes)));
    add(&assets.css, css.as_bytes());
    add(&assets.javascript, theme.javascript.as_bytes());
    add(&assets.search, theme.search.as_bytes());
    for (path, bytes) in &theme.assets {
        add(&format!("{}/{path}", pages::ASSETS), bytes);
    }
}

/// The council's colours, each also in the nearest shade that can be read on a dark page.
fn colours(edition: &Edition) -> String {
    let theme = &edition.config.theme;
    let mut lines = String::new();
    for (name, written) in [("brand", &theme.colour), ("accent", &theme.accent)] {
        let Some(Located { value: colour, .. }) = written else { continue };
        let dark = colour.for_dark();
        lines.push_str(&format!(
            "  --{name}: {};\n  --{name}-dark: {};\n",
            colour.css(),
            dark.css()
        ));
    }
    match lines.is_empty() {
        true => lines,
        false => format!("@layer settings {{\n:root {{\n{lines}}}\n}}\n"),
    }
}
