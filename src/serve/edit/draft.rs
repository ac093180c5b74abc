//! Texts that are being typed: the handbook as it would be with one of them, made by the same stages as the
//! preview. Nothing is written.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::flow;
use crate::render::OutputPath;
use crate::serve::session::{Page, State};
use crate::source::{SourcePath, Text};

/// How many documents may be edited at once. Each costs what of the handbook is other than saved.
const MOST: usize = 8;

/// The handbook with each text that somebody is typing.
pub(super) struct Drafts {
    with_drafts: bool,
    open: Mutex<BTreeMap<SourcePath, Draft>>,
}

/// The handbook with one text that isn't saved.
#[derive(Clone)]
pub(super) struct Draft {
    /// The number of the state that it was made from.
    base: u64,
    state: Arc<State>,
}

impl Drafts {
    pub(super) fn new(with_drafts: bool) -> Self {
        Drafts { with_drafts, open: Mutex::default() }
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<SourcePath, Draft>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The handbook with the text that was last taken for a document.
    pub(super) fn of(&self, file: &SourcePath) -> Option<Arc<State>> {
        self.open().get(file).map(|draft| Arc::clone(&draft.state))
    }

    /// A file that the handbook has with one of the texts.
    pub(super) fn file(&self, path: &OutputPath) -> Option<Arc<Page>> {
        let states: Vec<Arc<State>> =
            self.open().values().map(|draft| Arc::clone(&draft.state)).collect();
        states.iter().find_map(|state| state.first.page(path))
    }

    /// The handbook with this text. It is made from the last one for the document while the handbook itself is the
    /// same, so that after a change at the top of a text typing below costs no more than before.
    pub(super) fn take(&self, newest: &Arc<State>, file: &SourcePath, text: &str) -> Draft {
        let last = self.open().get(file).filter(|last| last.base == newest.number).cloned();
        let last = last.map_or_else(|| Arc::clone(newest), |last| last.state);
        let generation = &last.generation;
        let options = flow::Options { today: generation.handbook.today, drafts: self.with_drafts };
        let state = match generation.with_text(file, Text::from(text), options) {
            Some(generation) => Arc::new(State::new(newest.number, generation)),
            None => last,
        };
        let draft = Draft { base: newest.number, state };
        let mut open = self.open();
        if open.len() >= MOST && !open.contains_key(file) {
            open.pop_first();
        }
        open.insert(file.clone(), draft.clone());
        draft
    }
}

impl Draft {
    /// Where the document's page is; `None` if readers of this edition get none.
    pub(super) fn address(&self, file: &SourcePath) -> Option<String> {
        let edition = &self.state.generation.edition;
        let mut documents = edition.documents.iter().flatten();
        let document = documents.find(|document| document.parsed.path == *file)?;
        let path = OutputPath::new(document.url.as_str())?;
        self.state.first.has(&path).then(|| format!("/{}", document.url.escaped()))
    }
}
