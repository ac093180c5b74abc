//! The stages, composed once, for building, checking and previewing alike. What the last run read and
//! parsed is used again where its text is the same.

mod attachments;
mod build;
mod diagnostics;
mod documents;
mod index;
mod kept;
mod leaks;
mod memo;
mod outlines;
mod past;
mod reading;
mod timings;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;
use crate::edition;
use crate::flow::outlines::{KeptFiles, KeptOutlines};
use crate::load::{self, Sources};
use crate::model::config::{Config, EditionSettings};
use crate::model::{
    Date, Edition, FrontMatterFault, Handbook, Names, NamesFault, PrivateNames, ReviewEntry, Seen,
};
use crate::render::{self, Plan};
use crate::resolve::{self, KnownMentions};
use crate::source::{self, Folders, History, OutsideFault, Snapshot, SourceFile, SourcePath};
use crate::theme::{self, Theme};

pub use attachments::{Unpublishable, published};
pub use build::{Build, BuildFault};
pub use kept::Parts;
pub use memo::{Inputs, Unchanged, keep};
pub use reading::{Reading, read};
pub use timings::{Progress, Timings};

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
    /// What the readers get of the edition that was asked for, or else of the first.
    pub edition: Arc<Edition>,
    /// The edition that was asked for.
    wanted: Option<String>,
    /// When documents were edited, once a build has asked.
    history: Option<History>,
    /// The commit of the sources, once a build has asked.
    revision: Option<String>,
    /// In which files the last build kept outlines, and whose.
    kept_outlines: KeptFiles,
    plan: OnceLock<Arc<Plan>>,
    diagnostics: OnceLock<Vec<Diagnostic>>,
    /// What it has cost so far.
    pub timings: Timings,
}

/// Reads and resolves the handbook in the folder `root`.
///
/// # Errors
/// If the folder itself can't be read.
pub fn open(root: &Path, options: Options) -> io::Result<Generation> {
    open_edition(root, options, None)
}

/// Reads and resolves the handbook in the folder `root`, to show the edition of this name, or else the first.
///
/// # Errors
/// If the folder itself can't be read.
pub fn open_edition(root: &Path, options: Options, wanted: Option<&str>) -> io::Result<Generation> {
    Ok(read(root, options, Timings::default())?.open(wanted))
}

/// The ids of the editions that the handbook in `root` names.
pub fn editions_of(root: &Path) -> Vec<String> {
    config(root).editions.iter().map(|one| one.id.value.clone()).collect()
}

impl Generation {
    /// The same handbook after the files at these paths have changed; `None` if nothing is other than it was.
    ///
    /// # Errors
    /// If the folder itself can't be read any more.
    pub fn refreshed(
        &self,
        changed: &BTreeSet<SourcePath>,
        options: Options,
    ) -> io::Result<Option<Generation>> {
        if let Some(next) = self.with_documents(changed, options) {
            return Ok(next);
        }
        let config = config(self.root());
        if folders(&config) != self.folders() {
            return open_edition(self.root(), options, self.wanted.as_deref()).map(Some);
        }
        let snapshot = match source::read_again(&self.snapshot, changed) {
            Some(snapshot) => snapshot,
            None => source::read_changed(&self.snapshot, &folders(&config), changed)?,
        };
        if snapshot == self.snapshot && options.today == self.handbook.today {
            return Ok(None);
        }
        let wanted = self.wanted.as_deref();
        let timings = Timings::default();
        let before = Before::Generation(self);
        Ok(Some(generation(snapshot, &config, options, wanted, &before, timings)))
    }

    /// The folders that it was read from.
    pub fn folders(&self) -> Folders {
        folders(&self.sources.config)
    }

    /// One of the files that were read.
    pub fn file(&self, path: &SourcePath) -> Option<&SourceFile> {
        self.snapshot.files.get(path)
    }

    /// The files on which every page depends and that can't be used as they are: YAML at the top that
    /// isn't YAML, and what the theme could not load. Known before anything is checked.
    pub fn broken_settings(&self) -> BTreeSet<String> {
        let is_broken = |fault: &FrontMatterFault| !matches!(fault, FrontMatterFault::Field(_));
        let yaml = self.sources.yaml_faults.iter().filter(|(_, _, fault)| is_broken(fault));
        let theme = self.theme.faults.iter().map(|fault| fault.file.clone());
        yaml.map(|(path, ..)| path.to_string()).chain(theme).collect()
    }

    /// What the theme calls its components, and how each is documented.
    pub fn components(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let all = self.theme.components.iter();
        all.map(|(name, component)| (name.as_str(), component.documentation.as_deref()))
    }

    /// The handbook's folder.
    pub fn root(&self) -> &Path {
        &self.snapshot.root
    }

    /// The review register of the whole handbook, whatever its editions show.
    pub fn register(&self) -> Vec<ReviewEntry<'_>> {
        let documents = self.handbook.reading_order.iter().map(|id| self.handbook.document(*id));
        resolve::register(documents, &self.handbook.config, self.handbook.today)
    }

    /// Lines of the register, for spreadsheets.
    pub fn register_csv(&self, entries: &[ReviewEntry<'_>]) -> Vec<u8> {
        render::register_csv(&self.edition, &self.theme, entries)
    }

    /// Who can see which document, for spreadsheets.
    pub fn audience_csv(&self, seen: &[Seen]) -> Vec<u8> {
        render::audience_csv(&self.theme, seen)
    }

    /// The files that it is published as, none of them made yet.
    pub fn plan(&self) -> Arc<Plan> {
        Arc::clone(self.plan.get_or_init(|| Arc::new(self.plan_of(&self.edition))))
    }

    /// The files that an edition is published as, none of them made yet.
    pub fn plan_of(&self, edition: &Arc<Edition>) -> Plan {
        render::plan(edition, &self.theme)
    }

    /// The editions, each made when it is its turn. A handbook that names none has one; one whose editions can't be
    /// read has none.
    pub fn editions(&self) -> impl Iterator<Item = Arc<Edition>> {
        let config = &self.handbook.config;
        let all = (!config.names_editions).then(|| Arc::clone(&self.edition));
        let named = config.editions.iter().filter(|_| config.names_editions);
        all.into_iter().chain(named.map(|one| self.selected(one)))
    }

    /// The edition of this id; `None` if the handbook names none of it.
    pub fn edition_of(&self, id: &str) -> Option<Arc<Edition>> {
        let mut all = self.handbook.config.editions.iter();
        all.find(|one| one.id.value == id).map(|one| self.selected(one))
    }

    fn selected(&self, wanted: &EditionSettings) -> Arc<Edition> {
        if self.edition.id.as_ref() == Some(&wanted.id.value) {
            return Arc::clone(&self.edition);
        }
        let select = || edition::select(&self.handbook, Some(wanted));
        let mut edition = self.timings.time("select", select);
        if let Some(history) = &self.history {
            edition::add_history(&mut edition, history);
        }
        Arc::new(edition)
    }
}

/// What is known from before.
enum Before<'a> {
    /// What the last build kept; nothing, if there was none.
    Build(KeptOutlines),
    /// The same handbook as it was.
    Generation(&'a Generation),
}

fn generation(
    snapshot: Snapshot,
    config: &Arc<Config>,
    options: Options,
    wanted: Option<&str>,
    before: &Before<'_>,
    timings: Timings,
) -> Generation {
    let (previous, known): (_, &dyn load::Known) = match before {
        Before::Build(outlines) => (None, outlines),
        Before::Generation(one) => (Some(*one), &one.sources),
    };
    let config = &known_to_be_there(config, &snapshot);
    let theme = || theme_of(&snapshot, config, previous);
    let sources = || load::load(&snapshot, config, known);
    let (theme, sources) = timings.time("load", || rayon::join(theme, sources));
    let definitions = theme
        .components
        .iter()
        .map(|(name, component)| {
            load::component(name, component.documentation.as_deref(), &component.template)
        })
        .collect();
    let theme_settings = theme.settings.iter().map(|entry| entry.key.clone()).collect();
    let last = previous.map(|one| &one.handbook.attachments);
    let resolving = resolve::Options {
        today: options.today,
        drafts: options.drafts,
        hidden: BTreeSet::new(),
        attachments: timings.time("files", || attachments::attachments(&snapshot, config, last)),
        private_names: private_names(&snapshot.root, config),
        components: Arc::new(definitions),
        theme_settings: Arc::new(theme_settings),
        theme_phrases: Arc::clone(&theme.known_phrases),
        home: None,
    };
    let mentions: &dyn KnownMentions = match before {
        Before::Build(outlines) => &outlines.mentions(&sources),
        Before::Generation(one) => &resolve::mentions_in(&one.handbook, &sources),
    };
    let handbook = timings.time("resolve", || resolve::resolve(&sources, &resolving, mentions));
    let editions = &handbook.config.editions;
    let shown = editions.iter().find(|one| wanted == Some(one.name())).or(editions.first());
    let edition = timings.time("select", || Arc::new(edition::select(&handbook, shown)));
    let (plan, diagnostics) = (OnceLock::new(), OnceLock::new());
    Generation {
        snapshot,
        sources,
        theme,
        handbook,
        edition,
        wanted: wanted.map(str::to_owned),
        history: None,
        revision: None,
        kept_outlines: KeptFiles::default(),
        plan,
        diagnostics,
        timings,
    }
}

/// The longest list of names that is read, in bytes.
const LONGEST_LIST: u64 = 5_000_000;

/// The list of names that `handbook.yaml` points to. It is read each time, for it is nowhere kept.
fn private_names(root: &Path, config: &Config) -> PrivateNames {
    let Some(file) = &config.private_names else { return PrivateNames::None };
    match source::read_outside(root, &file.value, LONGEST_LIST) {
        Ok(text) => PrivateNames::Read(Arc::new(Names::parse(text.as_str()))),
        Err(fault) => PrivateNames::Unread(match fault {
            OutsideFault::Missing => NamesFault::Missing,
            OutsideFault::Inside => NamesFault::Inside,
            OutsideFault::Unreadable => NamesFault::Unreadable,
            OutsideFault::TooLarge => NamesFault::TooLarge,
        }),
    }
}

/// The last theme, if none of its files has changed.
fn theme_of(snapshot: &Snapshot, config: &Config, previous: Option<&Generation>) -> Arc<Theme> {
    let name = &config.theme.name;
    let language = config.language.as_str();
    let folder = format!("themes/{name}");
    let files = |snapshot: &Snapshot| -> Vec<(SourcePath, SourceFile)> {
        let all = snapshot.files.iter();
        let is_own = |path: &SourcePath| {
            path.below(&folder).is_some() || path.below(theme::STRINGS).is_some()
        };
        let own = all.filter(|(path, _)| is_own(path));
        own.map(|(path, file)| (path.clone(), file.clone())).collect()
    };
    match previous {
        Some(last)
            if last.sources.config.theme.name == *name
                && last.theme.language == language
                && files(&last.snapshot) == files(snapshot) =>
        {
            Arc::clone(&last.theme)
        }
        _ => Arc::new(theme::load(snapshot, name, language)),
    }
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
    let theme = format!("themes/{}", config.theme.name);
    // Where the content folder is the whole, the phrases are in it.
    let strings = Some(theme::STRINGS.to_owned()).filter(|_| !config.content.is_empty());
    Folders {
        content: config.content.clone(),
        beside: std::iter::once(theme).chain(strings).collect(),
    }
}

/// The settings, which know of their file also where it is there and can't be read. Then nobody can tell what may be
/// published: it is no folder without settings, whose errors would be warnings.
fn known_to_be_there(config: &Arc<Config>, snapshot: &Snapshot) -> Arc<Config> {
    let unread = snapshot.faults.iter().map(|fault| &fault.path);
    match unread.into_iter().find(|path| load::is_top(path, "handbook")) {
        Some(path) if config.path.is_none() => {
            Arc::new(Config { path: Some(path.clone()), ..Config::clone(config) })
        }
        _ => Arc::clone(config),
    }
}

/// The folders that the handbook in `root` is read from.
pub fn folders_of(root: &Path) -> Folders {
    folders(&config(root))
}
