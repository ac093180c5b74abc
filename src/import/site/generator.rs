//! Which program made a site of a folder, by the files that it reads.

use crate::import::folder::Source;
use crate::import::site::settings::Settings;

/// A program that makes a site of Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generator {
    /// MkDocs, with or without the Material theme.
    MkDocs,
    /// Docusaurus.
    Docusaurus,
    /// Starlight, which stands on Astro.
    Starlight,
    /// Hugo.
    Hugo,
    /// Zola.
    Zola,
    /// Jekyll.
    Jekyll,
    /// The tech docs template of GOV.UK, which stands on Middleman.
    TechDocs,
    /// None: Markdown as code hosts show it.
    Markdown,
}

/// A generator, and where its files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub generator: Generator,
    /// The folder of its settings, as a path in the source: empty, or `website`.
    pub root: String,
    /// Its settings, as a path in the source; `None` if they are missing.
    pub settings: Option<String>,
}

/// Those that are recognised, with the names of their settings; the first that fits counts. What could be
/// another's is looked at more closely.
const SIGNS: [(Generator, &[&str]); 8] = [
    (Generator::MkDocs, &["mkdocs.yml", "mkdocs.yaml"]),
    (
        Generator::Docusaurus,
        &[
            "docusaurus.config.js",
            "docusaurus.config.ts",
            "docusaurus.config.mjs",
            "docusaurus.config.cjs",
            "docusaurus.config.mts",
        ],
    ),
    (
        Generator::Starlight,
        &["astro.config.mjs", "astro.config.js", "astro.config.ts", "astro.config.mts"],
    ),
    (Generator::TechDocs, &["config/tech-docs.yml", "config/tech-docs.yaml"]),
    (Generator::Hugo, &["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"]),
    (Generator::Zola, &["zola.toml", "config.toml"]),
    (
        Generator::Hugo,
        &[
            "config.toml",
            "config.yaml",
            "config.yml",
            "config.json",
            "config/_default/hugo.toml",
            "config/_default/hugo.yaml",
            "config/_default/config.toml",
            "config/_default/config.yaml",
        ],
    ),
    (Generator::Jekyll, &["_config.yml", "_config.yaml", "_config.toml"]),
];

impl Generator {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Generator::MkDocs => "MkDocs",
            Generator::Docusaurus => "Docusaurus",
            Generator::Starlight => "Starlight",
            Generator::Hugo => "Hugo",
            Generator::Zola => "Zola",
            Generator::Jekyll => "Jekyll",
            Generator::TechDocs => "GOV.UK tech docs",
            Generator::Markdown => "plain Markdown",
        }
    }

    /// Looks for a generator's settings: in the folder itself, or else in a folder of it, as where a site stands in
    /// `website/` of something larger.
    pub fn recognise(source: &Source) -> Option<Found> {
        let mut roots: Vec<&str> = source
            .files
            .iter()
            .filter_map(|path| path.split_once('/'))
            .map(|(root, _)| root)
            .collect();
        roots.dedup();
        let mut all = vec![""];
        all.extend(roots);
        all.into_iter().find_map(|root| recognise_in(source, root))
    }

    /// Where this generator's files are, whether or not they are recognised.
    pub fn find(self, source: &Source) -> Found {
        match Generator::recognise(source) {
            Some(found) if found.generator == self => found,
            _ => {
                let named = SIGNS.iter().filter(|(generator, _)| *generator == self);
                let mut names = named.flat_map(|(_, names)| *names);
                let settings = names.find(|name| has(source, name)).map(|&name| name.to_owned());
                Found { generator: self, root: String::new(), settings }
            }
        }
    }
}

fn recognise_in(source: &Source, root: &str) -> Option<Found> {
    SIGNS.iter().find_map(|(generator, names)| {
        let settings = names.iter().map(|name| under(root, name)).find(|name| has(source, name))?;
        is_meant(source, *generator, root, &settings).then(|| Found {
            generator: *generator,
            root: root.to_owned(),
            settings: Some(settings),
        })
    })
}

/// Settings whose name several programs use, and what stands beside them.
fn is_meant(source: &Source, generator: Generator, root: &str, settings: &str) -> bool {
    let holds = |folder: &str| {
        let start = format!("{}/", under(root, folder));
        source.files.iter().any(|path| path.starts_with(&start))
    };
    let says = |word: &str| {
        let bytes = source.read(settings).unwrap_or_default();
        String::from_utf8_lossy(&bytes).lines().any(|line| line.trim_start().starts_with(word))
    };
    let name = settings.rsplit('/').next().unwrap_or_default();
    match generator {
        Generator::Starlight => holds("src/content/docs"),
        Generator::Zola => says("base_url") && holds("content"),
        Generator::Hugo => name.starts_with("hugo.") || holds("content"),
        _ => true,
    }
}

fn has(source: &Source, path: &str) -> bool {
    source.files.binary_search_by(|one| one.as_str().cmp(path)).is_ok()
}

/// A path below a folder, which may be the source itself.
pub(super) fn under(folder: &str, path: &str) -> String {
    match (folder, path) {
        ("", path) => path.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, path) => format!("{folder}/{path}"),
    }
}

/// Is a file of this name a page?
pub(super) fn is_page(generator: Generator, settings: &Settings, below: &str) -> bool {
    let lower = below.to_lowercase();
    // What begins so is a part of other pages.
    let is_part = match generator {
        Generator::Docusaurus | Generator::Starlight | Generator::TechDocs => {
            below.split('/').any(|part| part.starts_with('_'))
        }
        Generator::Jekyll => below.split('/').any(|part| {
            part.starts_with('_') && !settings.collections.contains(part)
                || matches!(part, "vendor" | "node_modules")
        }),
        Generator::Markdown => below.split('/').any(|part| part == "node_modules"),
        Generator::MkDocs | Generator::Hugo | Generator::Zola => false,
    };
    if is_part {
        return false;
    }
    let ends: &[&str] = match generator {
        Generator::Docusaurus | Generator::Starlight => &[".md", ".mdx"],
        Generator::TechDocs => &[".html.md", ".html.md.erb", ".md.erb", ".md"],
        _ => &[".md", ".markdown"],
    };
    ends.iter().any(|end| lower.ends_with(end))
}
