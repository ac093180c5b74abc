//! Which files an edition has, none of them made yet: each is made when it is asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::model::config::Host;
use crate::model::{DocumentId, Edition, Origin, Url, pages, shared, watching};
use crate::render::hosting::{Site, iis};
use crate::render::outputs::{OUTPUTS, not_found};
use crate::render::renderer::Renderer;
use crate::render::{Content, OutputPath, Outputs};
use crate::search;
use crate::theme::{RenderFault, Theme};

/// So many files are made one after another before any other core may have the rest.
const TOGETHER: usize = 64;

/// The files of an edition, none of them made yet.
pub struct Plan {
    renderer: Renderer,
    files: Arc<BTreeMap<OutputPath, File>>,
    index: OnceLock<Outputs>,
}

/// A file and what went wrong in its templates.
pub struct Made {
    /// The file; what could be made of it if a template failed.
    pub content: Content,
    /// What went wrong.
    pub faults: Vec<RenderFault>,
}

impl Made {
    /// A file that no template had a part in.
    pub(crate) fn plain(bytes: impl Into<Vec<u8>>) -> Self {
        Made { content: Content::Bytes(Arc::new(bytes.into())), faults: Vec::new() }
    }
}

/// Makes the file at an address.
type Make = Box<dyn Fn(&Renderer, &Url) -> Made + Send + Sync>;

/// A file that is not made yet.
struct File {
    /// The document that it shows, if it shows one.
    document: Option<DocumentId>,
    make: Make,
}

/// How each file is made, with its path, as they come.
#[derive(Default)]
pub(crate) struct Files(Vec<(OutputPath, File)>);

impl Files {
    /// Adds a file. Two that want one address are reported by a rule; here the first one has it.
    pub(crate) fn add(
        &mut self,
        url: &str,
        make: impl Fn(&Renderer, &Url) -> Made + Send + Sync + 'static,
    ) {
        self.put(url, None, Box::new(make));
    }

    /// Adds the page of a document.
    pub(crate) fn add_document(
        &mut self,
        url: &str,
        document: DocumentId,
        make: impl Fn(&Renderer, &Url) -> Made + Send + Sync + 'static,
    ) {
        self.put(url, Some(document), Box::new(make));
    }

    fn put(&mut self, url: &str, document: Option<DocumentId>, make: Make) {
        self.0.extend(OutputPath::new(url).map(|path| (path, File { document, make })));
    }

    /// Adds a file whose content is there already.
    pub(crate) fn add_ready(&mut self, url: &str, content: Content) {
        self.add(url, move |_, _| Made { content: content.clone(), faults: Vec::new() });
    }

    /// The same by their paths.
    fn by_path(mut self) -> BTreeMap<OutputPath, File> {
        // Of two with the same path the first stays before the other.
        self.0.par_sort_by(|(a, _), (b, _)| a.cmp(b));
        self.0.dedup_by(|(path, _), (before, _)| path == before);
        self.0.into_iter().collect()
    }
}

/// The path of a file of the search index.
pub fn index_path(name: &str) -> Option<OutputPath> {
    OutputPath::new(&format!("{}/{name}", pages::SEARCH_INDEX))
}

/// Which files the edition has.
pub fn plan(edition: &Arc<Edition>, theme: &Arc<Theme>) -> Plan {
    let renderer = shared(|| Renderer::new(edition, theme));
    let mut files = Files::default();
    for add in OUTPUTS {
        add(&renderer, &mut files);
    }
    Plan { renderer, files: Arc::new(files.by_path()), index: OnceLock::new() }
}

impl Plan {
    /// The same files for an edition in which nothing but the bodies of documents is other than it was.
    pub fn again(&self, edition: &Arc<Edition>) -> Plan {
        let files = Arc::clone(&self.files);
        Plan { renderer: self.renderer.again(edition), files, index: OnceLock::new() }
    }

    /// The files' paths in order, those of the search index left out.
    pub fn paths(&self) -> impl Iterator<Item = &OutputPath> {
        self.files.keys()
    }

    /// Has the edition a file of that name?
    pub fn has(&self, path: &OutputPath) -> bool {
        self.files.contains_key(path)
    }

    /// How many old addresses, and how many attached files that a browser might run something of, the settings for IIS
    /// are without, where they are asked for.
    pub fn left_out_for_iis(&self) -> (usize, usize) {
        let Renderer { edition, assets, .. } = &self.renderer;
        match edition.config.hosting.contains(&Host::Iis) {
            true => iis::left_out(&Site::new(edition, assets)),
            false => (0, 0),
        }
    }

    /// Makes one file; `None` if the edition has none of that name.
    pub fn make(&self, path: &OutputPath) -> Option<Made> {
        let Some(file) = self.files.get(path) else {
            let is_below = path
                .as_str()
                .split_once('/')
                .is_some_and(|(folder, _)| folder == pages::SEARCH_INDEX);
            let content = is_below.then(|| self.index().get(path)).flatten()?;
            return Some(Made { content: content.clone(), faults: Vec::new() });
        };
        Some((file.make)(&self.renderer, &Url::new(path.as_str())))
    }

    /// The document that the file at a path shows, if it shows one.
    pub fn document(&self, path: &OutputPath) -> Option<DocumentId> {
        self.files.get(path)?.document
    }

    /// The files of the search index, made when somebody first asks: a preview that nobody searches needs none.
    fn index(&self) -> &Outputs {
        self.index.get_or_init(|| {
            let files = Mutex::new(Outputs::new());
            self.each_of_index(None, &|path, content| {
                files.lock().unwrap_or_else(PoisonError::into_inner).insert(path, content);
            });
            files.into_inner().unwrap_or_else(PoisonError::into_inner)
        })
    }

    fn each_of_index(
        &self,
        kept: Option<&dyn search::Kept>,
        take: &(dyn Fn(OutputPath, Content) + Sync),
    ) {
        let (edition, names) = (&self.renderer.edition, &self.renderer);
        let take = |name: &str, bytes: Vec<u8>| {
            if let Some(path) = index_path(name) {
                take(path, Content::Bytes(Arc::new(bytes)));
            }
        };
        match kept {
            Some(kept) => search::index_again(edition, names, kept, &take),
            None => search::index(edition, names, &take),
        }
    }

    /// Makes the files of the search index, of what was `kept` of documents when they were last read for it, and gives
    /// each to `take`.
    ///
    /// # Errors
    /// The first that `take` gives.
    pub fn make_index<E: Send>(
        &self,
        kept: Option<&dyn search::Kept>,
        take: impl Fn(&OutputPath, Content) -> Result<(), E> + Sync,
    ) -> Result<(), E> {
        let fault = Mutex::new(None);
        self.each_of_index(kept, &|path, content| {
            if let Err(error) = take(&path, content) {
                fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            }
        });
        fault.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }

    /// The page that says that nothing is at this address, its links written from there.
    pub fn make_not_found(&self, url: &Url) -> Made {
        not_found::page(&self.renderer, url)
    }

    /// Makes every file but those of the search index, several at once, gives each to `take` with the origins of all
    /// that was looked at for it, and says what went wrong in templates. Those that `has` knows are not made.
    ///
    /// # Errors
    /// One that `take` gives; what is not made yet is then left.
    pub fn make_files<E: Send>(
        &self,
        has: impl Fn(&OutputPath) -> bool + Sync,
        take: impl Fn(&OutputPath, &Made, &[Origin]) -> Result<(), E> + Sync,
    ) -> Result<Vec<RenderFault>, E> {
        let mut files: Vec<_> = self.files.iter().collect();
        // The longest are not among documents' pages: none is begun when all else is made.
        files.sort_by_key(|(_, file)| file.document.is_some());
        let found: Vec<Vec<RenderFault>> = files
            .into_par_iter()
            .with_max_len(TOGETHER)
            .filter(|(path, _)| !has(path))
            .map(|(path, file)| {
                let (made, looked_at) =
                    watching(|| (file.make)(&self.renderer, &Url::new(path.as_str())));
                take(path, &made, &looked_at).map(|()| made.faults)
            })
            .collect::<Result<_, E>>()?;
        let mut faults = Vec::new();
        for fault in found.into_iter().flatten() {
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
        Ok(faults)
    }
}
