//! Templates, components, styles, scripts and phrases: the built-in theme's, each replaced by the
//! handbook's own file of the same name. The only room that names Tera; it renders any context and knows
//! nothing of the model.

mod colour;
mod files;
mod render;
mod strings;

use std::collections::BTreeMap;

use tera::Tera;

use crate::source::Snapshot;

pub use colour::{Colour, ContrastFault};
pub use render::{RenderFault, Template};

/// A theme, ready to render.
pub struct Theme {
    /// Every template and every component's template.
    tera: Tera,
    /// Components by name.
    pub components: BTreeMap<String, ThemeComponent>,
    /// All styles, in their order.
    pub css: String,
    /// All scripts, in their order.
    pub javascript: String,
    /// Files that are published as they are, by their path below the assets folder.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// Every phrase that readers see.
    pub strings: BTreeMap<String, String>,
    /// What is wrong with the handbook's own theme files.
    pub faults: Vec<ThemeFault>,
}

/// A component that the theme has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeComponent {
    /// What its `NAME.md` says of it; `None` if it has none, and then it takes anything.
    pub documentation: Option<String>,
}

/// Something wrong with one of the handbook's own theme files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFault {
    /// The file below the theme's folder: `templates/document.html`.
    pub file: String,
    /// Where in it, if that is known: line and column, from 1.
    pub position: Option<(usize, usize)>,
    /// What is wrong, in the template engine's words.
    pub message: String,
}

/// Loads the theme called `name`: the built-in one, with the files in the handbook's `themes/NAME/` before
/// its own. Whatever is wrong with those files is kept as faults, and the built-in file used instead.
pub fn load(snapshot: &Snapshot, name: &str) -> Theme {
    let own = files::own(snapshot, name);
    match assemble(&own) {
        Ok(theme) => theme,
        Err(mut fault) => {
            // One template at a time, to find those that work by themselves.
            let mut sound = BTreeMap::new();
            let mut faults = Vec::new();
            for (file, text) in &own {
                let mut with_one = sound.clone();
                with_one.insert(file.clone(), text.clone());
                match assemble(&with_one) {
                    Ok(_) => sound = with_one,
                    Err(found) => faults.push(found),
                }
            }
            if faults.is_empty() {
                fault.file.clear();
                faults.push(fault);
            }
            let mut theme = assemble(&sound).unwrap_or_else(|_| built_in());
            theme.faults.append(&mut faults);
            theme
        }
    }
}

/// The built-in theme alone.
pub fn built_in() -> Theme {
    assemble(&BTreeMap::new()).expect("the tests load the built-in theme")
}

/// The files of the built-in theme, by their path: what a handbook's own theme can replace.
pub fn built_in_files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    files::built_in_all()
}

fn assemble(own: &BTreeMap<String, Vec<u8>>) -> Result<Theme, ThemeFault> {
    let mut all = files::built_in();
    all.extend(own.iter().map(|(file, bytes)| (file.clone(), bytes.clone())));
    let text = |file: &str| all.get(file).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let order = files::order(&text("theme.yaml").unwrap_or_default());
    let mut components = BTreeMap::new();
    let mut templates: Vec<(String, String)> = Vec::new();
    let mut css: Vec<String> = order.styles.iter().filter_map(|file| text(file)).collect();
    let mut javascript: Vec<String> = order.scripts.iter().filter_map(|file| text(file)).collect();
    let mut assets = BTreeMap::new();
    for (file, bytes) in &all {
        let parts: Vec<&str> = file.split('/').collect();
        match parts.as_slice() {
            ["templates", name] => {
                let text = text(file).unwrap_or_default();
                templates.push(((*name).to_owned(), text));
            }
            ["components", name, rest] => {
                let text = text(file).unwrap_or_default();
                if *rest == format!("{name}.html") {
                    let documentation = all.get(&format!("components/{name}/{name}.md"));
                    let documentation =
                        documentation.map(|bytes| String::from_utf8_lossy(bytes).into_owned());
                    components.insert((*name).to_owned(), ThemeComponent { documentation });
                    templates.push((file.clone(), text));
                } else if rest.ends_with(".html") {
                    templates.push((file.clone(), text));
                } else if *rest == format!("{name}.css") {
                    css.push(text);
                } else if *rest == format!("{name}.js") {
                    javascript.push(text);
                }
            }
            ["scripts", ..] if !order.scripts.contains(file) => {
                assets.insert(parts[1..].join("/"), bytes.clone());
            }
            ["assets", rest @ ..] => {
                assets.insert(rest.join("/"), bytes.clone());
            }
            _ => {}
        }
    }
    let strings = strings::read(&text("strings/en-GB.yaml").unwrap_or_default());
    let tera = render::engine(&templates, own)?;
    let (css, javascript) = (css.join("\n"), javascript.join("\n"));
    Ok(Theme { tera, components, css, javascript, assets, strings, faults: Vec::new() })
}
