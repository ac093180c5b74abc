//! The stages, composed once, for building, checking and previewing alike. What the last run read and
//! parsed is used again where its text is the same.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::rules::template_failed;
use crate::check::{self};
use crate::diagnostic::Diagnostic;
use crate::edition;
use crate::load::{self, Sources};
use crate::model::config::Config;
use crate::model::{Date, Edition, Handbook};
use crate::render::{self, Outputs, Plan};
use crate::resolve;
use crate::source::{self, Folders, Snapshot, SourceFile, SourcePath};
use crate::theme::{self, RenderFault, Theme};

/// What decides a run, besides the files.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The day that review dates are held against.
    pub today: Date,
    /// Publish drafts too.
    pub drafts: bool,
}

/// A handbook at one moment: what was read, what was decided, and what is wrong.
pub struct Generation {
    snapshot: Snapshot,
    sources: Sources,
    theme: Arc<Theme>,
    /// The handbook.
    pub handbook: Handbook,
    /// What its readers get.
    pub edition: Edition,
    /// What is wrong, templates that fail only when they render left out.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads, resolves and checks the handbook in the folder `root`.
///
/// # Errors
/// If the folder itself can't be read.
pub fn open(root: &Path, options: Options) -> io::Result<Generation> {
    let config = config(root);
    let snapshot = source::read(root, &folders(&config))?;
    Ok(generation(snapshot, config, options, None))
}

impl Generation {
    /// The same handbook after the files at these paths have changed.
    ///
    /// # Errors
    /// If the folder itself can't be read any more.
    pub fn refreshed(&self, changed: &BTreeSet<SourcePath>, options: Options) -> io::Result<Generation> {
        let config = config(self.root());
        if folders(&config) != folders(&self.sources.config) {
            return open(self.root(), options);
        }
        let snapshot = source::read_changed(&self.snapshot, &folders(&config), changed)?;
        Ok(generation(snapshot, config, options, Some(self)))
    }

    /// The handbook's folder.
    pub fn root(&self) -> &Path {
        &self.snapshot.root
    }

    /// The files that it is published as, none of them made yet.
    pub fn plan(&self) -> Plan<'_> {
        render::plan(&self.edition, &self.theme, self.root())
    }

    /// Every file, and everything that is wrong.
    pub fn make_all(&self) -> (Outputs, Vec<Diagnostic>) {
        let (outputs, faults) = self.plan().make_all();
        let mut diagnostics = self.diagnostics.clone();
        diagnostics.extend(faults.iter().map(|fault| self.template_diagnostic(fault)));
        Diagnostic::sort(&mut diagnostics);
        (outputs, diagnostics)
    }

    /// A template that failed while rendering, in a rule's words.
    pub fn template_diagnostic(&self, fault: &RenderFault) -> Diagnostic {
        let file = own_file(&self.snapshot, &self.sources.config.theme.name, &fault.file);
        template_failed::diagnostic(file.as_ref(), &fault.message)
    }
}

fn generation(
    snapshot: Snapshot,
    config: Arc<Config>,
    options: Options,
    previous: Option<&Generation>,
) -> Generation {
    let theme = theme_of(&snapshot, &config, previous);
    let sources = load::load(&snapshot, &config, previous.map(|one| &one.sources));
    let definitions = theme
        .components
        .iter()
        .map(|(name, component)| load::component(name, component.documentation.as_deref()))
        .collect();
    let handbook = resolve::resolve(
        &sources,
        &resolve::Options {
            today: options.today,
            drafts: options.drafts,
            components: Arc::new(definitions),
        },
    );
    let mut diagnostics = check::check(&handbook);
    for fault in &theme.faults {
        let file = own_file(&snapshot, &config.theme.name, &fault.file);
        diagnostics.push(template_failed::diagnostic(file.as_ref(), &fault.message));
    }
    Diagnostic::sort(&mut diagnostics);
    let edition = edition::select(&handbook);
    Generation { snapshot, sources, theme, handbook, edition, diagnostics }
}

/// The last theme, if none of its files has changed.
fn theme_of(snapshot: &Snapshot, config: &Config, previous: Option<&Generation>) -> Arc<Theme> {
    let name = &config.theme.name;
    let folder = format!("themes/{name}");
    let files = |snapshot: &Snapshot| -> Vec<(SourcePath, SourceFile)> {
        let all = snapshot.files.iter();
        let own = all.filter(|(path, _)| path.below(&folder).is_some());
        own.map(|(path, file)| (path.clone(), file.clone())).collect()
    };
    match previous {
        Some(last)
            if last.sources.config.theme.name == *name
                && files(&last.snapshot) == files(snapshot) =>
        {
            Arc::clone(&last.theme)
        }
        _ => Arc::new(theme::load(snapshot, name)),
    }
}

fn own_file(snapshot: &Snapshot, theme: &str, file: &str) -> Option<SourcePath> {
    let path = SourcePath::new(&format!("themes/{theme}/{file}"))?;
    snapshot.files.contains_key(&path).then_some(path)
}

/// `handbook.yaml`, or without one a configuration that takes the folder as it is.
fn config(root: &Path) -> Arc<Config> {
    for name in ["handbook.yaml", "handbook.yml"] {
        let path = SourcePath::new(name).expect("a plain name is a path");
        if let Ok(SourceFile::Text(text)) = source::read_file(root, &path) {
            return Arc::new(load::config(&path, &text));
        }
    }
    Arc::new(Config { content: source::likely_content(root), ..Config::default() })
}

fn folders(config: &Config) -> Folders {
    Folders {
        content: config.content.clone(),
        theme: Some(format!("themes/{}", config.theme.name)),
    }
}

/// The folders that a build must never write to.
pub fn protected(root: &Path, generation: &Generation) -> Vec<PathBuf> {
    let config = &generation.sources.config;
    vec![root.to_path_buf(), root.join(&config.content), root.join("themes")]
}
