//! A handbook's folder, read, before anything is made of it.

use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::edition;
use crate::flow::outlines::KeptOutlines;
use crate::flow::{Before, Generation, Inputs, Options, Timings, config, folders, generation};
use crate::model::config::{Config, HistoryPolicy};
use crate::publish::Protected;
use crate::source::{self, History, HistoryFault, NEVER_CONTENT, Snapshot, SourcePath};
use crate::theme;

/// A handbook's folder as it was read, with nothing decided yet.
pub struct Reading {
    pub(super) snapshot: Snapshot,
    /// What `handbook.yaml` says.
    pub config: Arc<Config>,
    pub(super) options: Options,
    /// When documents were edited, once a build has asked.
    pub(super) history: Option<History>,
    /// The commit of the sources, once a build has asked.
    pub(super) revision: Option<String>,
    /// What it has cost so far.
    pub timings: Timings,
}

/// Reads the folder `root`. What it costs, and all that comes of it, is kept in `timings`.
///
/// # Errors
/// If the folder itself can't be read.
pub fn read(root: &Path, options: Options, timings: Timings) -> io::Result<Reading> {
    let config = config(root);
    let snapshot = timings.time("read", || source::read(root, &folders(&config)))?;
    Ok(Reading { snapshot, config, options, history: None, revision: None, timings })
}

impl Reading {
    /// Adds which commit the sources are of, and when each document was edited, as the handbook's git repository
    /// knows it. Only a build asks for it: a preview doesn't wait for git.
    ///
    /// # Errors
    /// If there is a repository whose history can't be had. The handbook is then read as without one.
    pub fn read_history(&mut self) -> Result<(), HistoryFault> {
        if self.config.history == HistoryPolicy::Off {
            self.history = Some(History::new());
            return Ok(());
        }
        let (root, folders) = (&self.snapshot.root, folders(&self.config));
        self.revision = self.timings.time("revision", || source::revision(root, &folders))?;
        let history = || source::history(root, &folders.content);
        self.history = Some(self.timings.time("history", history)?);
        Ok(())
    }

    /// Resolves the handbook, to show the edition of this name, or else the first.
    pub fn open(self, wanted: Option<&str>) -> Generation {
        self.open_of(wanted, KeptOutlines::default())
    }

    /// Resolves the handbook for a build with these inputs. What the last build read of the same documents is not
    /// read again.
    pub fn open_again(self, inputs: Option<Inputs>) -> Generation {
        let read = || inputs.map(|inputs| KeptOutlines::read(&self.snapshot.root, inputs));
        let outlines = self.timings.time("outlines", read).unwrap_or_default();
        self.open_of(None, outlines)
    }

    fn open_of(self, wanted: Option<&str>, outlines: KeptOutlines) -> Generation {
        let Reading { snapshot, config, options, history, revision, timings } = self;
        let kept_outlines = outlines.files();
        let before = Before::Build(outlines);
        let mut generation = generation(snapshot, &config, options, wanted, &before, timings);
        generation.kept_outlines = kept_outlines;
        generation.revision = revision;
        if let Some(history) = history {
            edition::add_history(Arc::make_mut(&mut generation.edition), &history);
            generation.history = Some(history);
        }
        generation
    }

    /// The folders that must not be published over, the home folder left out.
    pub fn protected(&self) -> Protected {
        let (root, content) = (&self.snapshot.root, &self.config.content);
        let is_top = SourcePath::new(content).is_some_and(|path| path.as_str().is_empty());
        let unread = NEVER_CONTENT.iter().filter(|name| is_top && **name != "themes");
        Protected {
            handbook: root.clone(),
            sources: vec![root.join(content), root.join("themes"), root.join(theme::STRINGS)],
            unread: unread.map(|name| root.join(name)).collect(),
            home: None,
        }
    }
}
