//! The theme's styles and scripts as files, with the council's colours in them.

use std::sync::Arc;

use crate::model::Edition;
use crate::model::pages;
use crate::render::{Content, OutputPath};
use crate::theme::{Colour, Theme};

/// Where the styles and the scripts are.
pub(crate) struct Assets {
    pub css: String,
    pub javascript: String,
}

impl Assets {
    pub(crate) fn new() -> Self {
        Assets {
            css: format!("{}/theme.css", pages::ASSETS),
            javascript: format!("{}/theme.js", pages::ASSETS),
        }
    }
}

/// The files themselves.
pub(crate) fn files(edition: &Edition, theme: &Theme) -> Vec<(OutputPath, Content)> {
    let assets = Assets::new();
    let css = format!("{}\n{}", theme.css, colours(edition));
    let mut files = vec![(assets.css, css.into_bytes()), (assets.javascript, theme.javascript.clone().into_bytes())];
    files.extend(
        theme
            .assets
            .iter()
            .map(|(path, bytes)| (format!("{}/{path}", pages::ASSETS), bytes.clone())),
    );
    files
        .into_iter()
        .filter_map(|(path, bytes)| {
            Some((OutputPath::new(&path)?, Content::Bytes(Arc::from(bytes))))
        })
        .collect()
}

/// The council's colours, each also in the nearest shade that can be read on a dark page.
fn colours(edition: &Edition) -> String {
    let theme = &edition.config.theme;
    let mut lines = String::new();
    for (name, written) in [("brand", &theme.colour), ("accent", &theme.accent)] {
        let Some(colour) = written.as_ref().and_then(|one| Colour::parse(&one.value)) else {
            continue;
        };
        let dark = colour.readable_on(Colour::DARK);
        lines.push_str(&format!("  --{name}: {};\n  --{name}-dark: {};\n", colour.css(), dark.css()));
    }
    match lines.is_empty() {
        true => lines,
        false => format!("@layer settings {{\n:root {{\n{lines}}}\n}}\n"),
    }
}
