//! The handbook as it is now and, where that can't be shown, as it was when it last could. A page is made when
//! it is asked for, and kept until the next change.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::flow::Generation;
use crate::model::{Document, Edition, FrontMatterFault, Url, pages};
use crate::render::{Content, OutputPath, Plan};
use crate::source::SourcePath;
use crate::theme::RenderFault;

/// How many pages are remembered as they last were, in case the next change breaks one of them.
const REMEMBERED: usize = 100;
/// How many pages of one state are kept for the next reader.
const KEPT: usize = 300;

/// The handbook at one moment, and the pages that were made of it.
pub(super) struct State {
    /// Counts the states from 1.
    pub number: u64,
    pub generation: Generation,
    /// The edition that is shown at the root.
    pub first: Arc<View>,
    /// Those of the others that somebody has looked at.
    others: Mutex<BTreeMap<String, Arc<View>>>,
}

/// An edition, and the pages that were made of it.
pub(super) struct View {
    pub edition: Arc<Edition>,
    plan: Arc<Plan>,
    made: Mutex<BTreeMap<OutputPath, Arc<Page>>>,
}

/// A file of an edition: of the one that is shown at the root, where none is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub edition: Option<String>,
    pub path: OutputPath,
}

/// A file as it was made.
pub(super) struct Page {
    pub content: Content,
    /// What went wrong in templates.
    pub faults: Vec<RenderFault>,
    /// The document that it shows, if it shows one.
    pub document: Option<SourcePath>,
    /// Nothing kept it from being shown as it is meant.
    is_sound: bool,
}

/// What there is at a path.
pub(super) enum Found {
    /// The file, made from the newest state that can be shown.
    Now(Arc<Page>),
    /// The page as it last could be shown; and as it is now, if there is anything now.
    LastGood {
        page: Arc<Page>,
        now: Option<Arc<Page>>,
    },
    Nothing,
}

/// What is shown, and what is newest; they differ while a file on which every page depends is broken.
#[derive(Clone)]
pub(super) struct Current {
    pub shown: Arc<State>,
    pub newest: Arc<State>,
    /// Why the folder can't be read at the moment.
    pub trouble: Option<String>,
}

impl Current {
    /// Does the handbook stay as it was because its settings or its theme are broken?
    pub(super) fn is_held(&self) -> bool {
        self.trouble.is_some() || self.shown.number != self.newest.number
    }
}

/// The handbook while it is being edited.
#[derive(Default)]
pub(super) struct Session {
    current: Mutex<Option<Current>>,
    ready: Condvar,
    /// Sound pages in the order in which they were last asked for.
    remembered: Mutex<Vec<(Spot, Arc<Page>)>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    pub(super) fn new(number: u64, generation: Generation) -> Self {
        let edition = Arc::clone(&generation.edition);
        let first = View { edition, plan: generation.plan(), made: Mutex::default() };
        State { number, generation, first: Arc::new(first), others: Mutex::default() }
    }

    /// An edition by its id, made when it is first asked for; the one at the root, if none is asked for.
    pub(super) fn view(&self, edition: Option<&str>) -> Option<Arc<View>> {
        let Some(id) = edition.filter(|id| self.first.edition.id.as_deref() != Some(id)) else {
            return Some(Arc::clone(&self.first));
        };
        let mut others = lock(&self.others);
        if let Some(view) = others.get(id) {
            return Some(Arc::clone(view));
        }
        let edition = self.generation.edition_of(id)?;
        let plan = Arc::new(self.generation.plan_of(&edition));
        let view = Arc::new(View { edition, plan, made: Mutex::default() });
        others.insert(id.to_owned(), Arc::clone(&view));
        Some(view)
    }

    /// Is this file there but such that nothing can be told from it?
    fn is_unreadable(&self, path: &SourcePath) -> bool {
        let handbook = &self.generation.handbook;
        let mut documents = handbook.documents.iter();
        handbook.read_faults.iter().any(|fault| fault.path == *path)
            || documents.any(|document| document.parsed.path == *path && !is_readable(document))
    }
}

impl View {
    /// A file of this edition; `None` if it has none of that name.
    pub(super) fn page(&self, path: &OutputPath) -> Option<Arc<Page>> {
        if let Some(page) = lock(&self.made).get(path) {
            return Some(Arc::clone(page));
        }
        let made = self.plan.make(path)?;
        let document = self.document(path);
        let is_sound = made.faults.is_empty() && document.is_none_or(is_readable);
        let document = document.map(|document| document.parsed.path.clone());
        let page =
            Arc::new(Page { content: made.content, faults: made.faults, document, is_sound });
        let mut made = lock(&self.made);
        if made.len() >= KEPT {
            made.clear();
        }
        made.insert(path.clone(), Arc::clone(&page));
        Some(page)
    }

    /// The page for an address at which there is nothing.
    pub(super) fn not_found(&self, url: &Url) -> Content {
        self.plan.make_not_found(url).content
    }

    /// Is there such a file?
    pub(super) fn has(&self, path: &OutputPath) -> bool {
        self.plan.has(path)
    }

    /// The document at an address.
    pub(super) fn document(&self, path: &OutputPath) -> Option<&Document> {
        self.edition.document(self.plan.document(path)?)
    }

    /// Where this edition has what the other has at `path`: the document's page or the page of that name, and its
    /// home page where it has neither.
    pub(super) fn same(&self, other: &View, path: &OutputPath) -> OutputPath {
        let id = other.plan.document(path);
        let document = id.and_then(|id| self.edition.document(id)).filter(|one| one.published);
        let own = document.and_then(|document| OutputPath::new(document.url.as_str()));
        let home = || OutputPath::new(pages::HOME).expect("it is the name of a file");
        let is_home = path.as_str() == pages::HOME;
        let named = || id.is_none().then(|| path.clone()).filter(|path| self.has(path));
        own.filter(|_| !is_home).or_else(named).unwrap_or_else(home)
    }
}

/// Can the fields at its top be read?
fn is_readable(document: &Document) -> bool {
    let faults = &document.parsed.outline.front.faults;
    faults.iter().all(|(_, fault)| matches!(fault, FrontMatterFault::Field(_)))
}

impl Session {
    /// What is shown and what is newest; waits for the first reading of the handbook.
    pub(super) fn current(&self) -> Current {
        let current = lock(&self.current);
        let waiting = self.ready.wait_while(current, |current| current.is_none());
        let current = waiting.unwrap_or_else(PoisonError::into_inner);
        current.clone().expect("it was waited for")
    }

    /// Takes a new state. It is shown unless it breaks what every page depends on.
    pub(super) fn take(&self, state: State) {
        let newest = Arc::new(state);
        let mut current = lock(&self.current);
        let shown = match &*current {
            Some(last) => {
                let was_broken = last.shown.generation.broken_settings();
                let is_broken = newest.generation.broken_settings();
                let is_worse = !is_broken.is_subset(&was_broken);
                Arc::clone(if is_worse { &last.shown } else { &newest })
            }
            None => Arc::clone(&newest),
        };
        *current = Some(Current { shown, newest, trouble: None });
        drop(current);
        self.ready.notify_all();
    }

    /// Keeps what there is, since the folder can't be read; or says that it can be again. Tells whether
    /// that is news.
    pub(super) fn set_trouble(&self, trouble: Option<String>) -> bool {
        let mut current = lock(&self.current);
        let Some(current) = &mut *current else { return false };
        let is_news = current.trouble != trouble;
        current.trouble = trouble;
        is_news
    }

    /// What to show at a path.
    pub(super) fn find(&self, spot: &Spot) -> Found {
        let current = self.current();
        let view = current.shown.view(spot.edition.as_deref());
        let now = view.and_then(|view| view.page(&spot.path));
        if let Some(page) = &now
            && page.is_sound
        {
            self.remember(spot, page);
            return Found::Now(Arc::clone(page));
        }
        match (self.remembered(spot), now) {
            (Some(page), Some(now)) => Found::LastGood { page, now: Some(now) },
            (Some(page), None) => {
                let source = page.document.as_ref();
                match source.is_some_and(|source| current.shown.is_unreadable(source)) {
                    true => Found::LastGood { page, now: None },
                    false => Found::Nothing,
                }
            }
            (None, Some(now)) => Found::Now(now),
            (None, None) => Found::Nothing,
        }
    }

    fn remember(&self, spot: &Spot, page: &Arc<Page>) {
        if !spot.path.as_str().ends_with(".html") {
            return;
        }
        let mut remembered = lock(&self.remembered);
        remembered.retain(|(known, _)| known != spot);
        remembered.push((spot.clone(), Arc::clone(page)));
        if remembered.len() > REMEMBERED {
            remembered.remove(0);
        }
    }

    fn remembered(&self, spot: &Spot) -> Option<Arc<Page>> {
        let remembered = lock(&self.remembered);
        remembered.iter().find(|(known, _)| known == spot).map(|(_, page)| Arc::clone(page))
    }
}
