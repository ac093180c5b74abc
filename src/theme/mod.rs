//! Templates, components, styles, scripts and phrases: the built-in theme's, each replaced by the handbook's own file of
//! the same name; of phrases, one by one. The only room that names Tera; it renders any context and knows nothing of the
//! model.

mod files;
mod parts;
mod render;
mod strings;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::{Tera, Value};

use crate::source::Snapshot;
use crate::source::yaml::Entry;

use crate::theme::parts::Parts;
use crate::theme::strings::Languages;

pub use parts::{IN_PARTS, INCLUDED, Part};
pub use render::{RenderFault, Template, escaped, push_escaped};
pub use strings::{FOLDER as STRINGS, Phrases};

/// A theme, ready to render pages in one language.
#[derive(Clone)]
pub struct Theme {
    /// Every template and every component's template.
    tera: Arc<Tera>,
    /// The parts of a document's page, if they can be rendered one by one.
    parts: Option<Arc<Parts>>,
    /// The texts of those templates that are the handbook's own.
    own_templates: Arc<Vec<String>>,
    /// Components by name.
    pub components: BTreeMap<String, ThemeComponent>,
    /// All styles, in their order.
    pub css: String,
    /// All scripts, in their order.
    pub javascript: String,
    /// The scripts of search, in their order, which are loaded when somebody begins to search.
    pub search: String,
    /// Files that are published as they are, by their path below the assets folder.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// The language of the pages, as HTML has it.
    pub language: String,
    /// Every phrase that readers see.
    pub strings: Phrases,
    /// Whether the phrases are in that language. If not, they are in English.
    pub has_phrases: bool,
    /// The phrases that the theme itself has, which a handbook may say otherwise.
    pub known_phrases: Arc<Phrases>,
    /// What is made of them when somebody first asks.
    made: Made,
    /// The phrases in every language.
    languages: Arc<Languages>,
    /// What `handbook.yaml` may set of the theme's, with what holds if it doesn't.
    pub settings: Vec<Entry>,
    /// What is wrong with the handbook's own theme files.
    pub faults: Vec<RenderFault>,
}

/// What is made of a theme's phrases.
#[derive(Clone, Default)]
struct Made {
    /// The phrases as templates see them.
    text: OnceLock<Value>,
    /// The names of the twelve months; none where they are not as many.
    months: OnceLock<Vec<String>>,
}

/// A component that the theme has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeComponent {
    /// What its `NAME.md` says of it; `None` if it has none, and then it takes anything.
    pub documentation: Option<String>,
    /// Its template.
    pub template: String,
}

/// The language of a theme that nobody has asked for another.
const ENGLISH: &str = "en-GB";

/// Loads the theme called `name`: the built-in one, with the files in the handbook's `themes/NAME/` before
/// its own. Whatever is wrong with those files is kept as faults, and the built-in file used instead.
pub fn load(snapshot: &Snapshot, name: &str, language: &str) -> Theme {
    let mut theme = with_own(&files::own(snapshot, name));
    let mut languages = strings::of_theme(snapshot, name);
    theme.known_phrases = Arc::new(strings::known(&languages));
    strings::add_own(&mut languages, snapshot);
    theme.languages = Arc::new(languages);
    theme.in_language(language)
}

fn with_own(own: &BTreeMap<String, Vec<u8>>) -> Theme {
    match assemble(own) {
        Ok(theme) => theme,
        Err(mut fault) => {
            // One template at a time, to find those that work by themselves.
            let mut sound = BTreeMap::new();
            let mut faults = Vec::new();
            for (file, text) in own {
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

impl Theme {
    /// The same theme for pages in another language: its phrases, and English ones where it has none.
    #[must_use]
    pub fn in_language(&self, language: &str) -> Theme {
        let (mut strings, has_phrases) = strings::of(&self.languages, language);
        if !has_phrases && self.language.split('-').next() == Some("en") {
            strings.clone_from(&self.strings);
        }
        // A template of the handbook's own may use phrases that only the handbook's language has.
        for (key, phrase) in &self.strings {
            strings.entry(key.clone()).or_insert_with(|| phrase.clone());
        }
        let (language, made) = (language.to_owned(), Made::default());
        Theme { language, strings, has_phrases, made, ..self.clone() }
    }

    /// The same theme with other words for some of its phrases.
    pub fn saying(&self, phrases: &BTreeMap<String, String>) -> Theme {
        let mut theme = self.clone();
        let known = phrases.iter().filter(|(key, _)| self.strings.contains_key(*key));
        theme.strings.extend(known.map(|(key, text)| (key.clone(), text.clone())));
        theme.made = Made::default();
        theme
    }

    /// What templates see of the phrases.
    pub fn text(&self) -> Value {
        self.made.text.get_or_init(|| Value::from_serializable(&self.strings)).clone()
    }

    /// What a month is called, counted from 1; nothing where the phrases don't name the months.
    pub fn month(&self, number: usize) -> Option<&str> {
        let months = self.made.months.get_or_init(|| {
            let all = self.strings.get("months").map_or("", String::as_str).split('|');
            let all: Vec<String> = all.map(|month| month.trim().to_owned()).collect();
            if all.len() == 12 { all } else { Vec::new() }
        });
        months.get(number - 1).map(String::as_str)
    }

    /// The phrases in every language.
    pub fn phrases(&self) -> impl Iterator<Item = &String> {
        self.languages.values().chain([&self.strings]).flat_map(BTreeMap::values)
    }
}

fn assemble(own: &BTreeMap<String, Vec<u8>>) -> Result<Theme, RenderFault> {
    let mut all = files::built_in();
    all.extend(own.iter().map(|(file, bytes)| (file.clone(), bytes.clone())));
    let text = |file: &str| all.get(file).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let order = files::order(&text("theme.yaml").unwrap_or_default());
    let mut components = BTreeMap::new();
    let mut templates: Vec<(String, String)> = Vec::new();
    let own_templates = own.keys().filter(|file| file.ends_with(".html"));
    let own_templates = Arc::new(own_templates.filter_map(|file| text(file)).collect());
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
                    let component = ThemeComponent { documentation, template: text.clone() };
                    components.insert((*name).to_owned(), component);
                    templates.push((file.clone(), text));
                } else if rest.ends_with(".html") {
                    templates.push((file.clone(), text));
                } else if *rest == format!("{name}.css") {
                    css.push(text);
                } else if *rest == format!("{name}.js") {
                    javascript.push(text);
                }
            }
            ["scripts", ..] if order.scripts.contains(file) || order.search.contains(file) => {}
            ["scripts", ..] => {
                assets.insert(parts[1..].join("/"), bytes.clone());
            }
            ["assets", rest @ ..] => {
                assets.insert(rest.join("/"), bytes.clone());
            }
            _ => {}
        }
    }
    let search =
        order.search.iter().filter_map(|file| text(file)).map(|file| bare(&file)).collect();
    let languages = &*strings::BUILT_IN;
    let (strings, has_phrases) = strings::of(languages, ENGLISH);
    let tera = Arc::new(render::engine(&templates, own)?);
    let (css, javascript) = (css.join("\n"), javascript.join("\n"));
    let settings = order.settings;
    Ok(Theme {
        tera,
        parts: Parts::new(&templates, own).map(Arc::new),
        own_templates,
        components,
        css,
        javascript,
        search,
        assets,
        language: ENGLISH.to_owned(),
        strings,
        has_phrases,
        made: Made::default(),
        known_phrases: Arc::new(strings::known(languages)),
        languages: Arc::new(languages.clone()),
        settings,
        faults: Vec::new(),
    })
}

/// A script without the lines that are comments, and without what its lines are set in: half its size.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
    lines.filter(|line| !line.is_empty()).fold(String::new(), |all, line| all + line + "\n")
}
