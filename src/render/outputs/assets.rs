//! The theme's styles and scripts as files, with the council's colours in them.

use std::sync::Arc;

use crate::model::Edition;
use crate::model::pages;
use crate::render::Content;
use crate::render::plan::Files;
use crate::render::renderer::Renderer;
use crate::source::Located;
use crate::theme::Theme;

/// The styles and the scripts, each with a name that says what is in it, so that a browser may keep it for ever.
pub(crate) struct Assets {
    pub css: Asset,
    pub javascript: Asset,
    pub search: Asset,
}

/// A file that is named by what it holds.
pub(crate) struct Asset {
    pub url: String,
    bytes: Arc<Vec<u8>>,
}

/// How many hexadecimal digits of a file's hash its name has: 48 bits.
const HASH: usize = 12;

impl Asset {
    fn new(name: &str, ending: &str, text: &str) -> Self {
        let hash = blake3::hash(text.as_bytes()).to_hex();
        let url = format!("{}/{name}-{}.{ending}", pages::ASSETS, &hash[..HASH]);
        Asset { url, bytes: Arc::new(text.as_bytes().to_vec()) }
    }
}

impl Assets {
    pub(crate) fn new(edition: &Edition, theme: &Theme) -> Self {
        let css = format!("{}\n{}", theme.css, colours(edition));
        Assets {
            css: Asset::new("theme", "css", &css),
            javascript: Asset::new("theme", "js", &theme.javascript),
            search: Asset::new("search", "js", &theme.search),
        }
    }

    pub(crate) fn all(&self) -> [&Asset; 3] {
        [&self.css, &self.javascript, &self.search]
    }
}

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    for asset in renderer.assets.all() {
        files.add_ready(&asset.url, Content::Bytes(Arc::clone(&asset.bytes)));
    }
    for (path, bytes) in &renderer.theme.assets {
        let url = format!("{}/{path}", pages::ASSETS);
        files.add_ready(&url, Content::Bytes(Arc::new(bytes.clone())));
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
