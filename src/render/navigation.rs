//! The navigation of a section's pages as HTML. It is most of a page, and the same on every page of the section but for
//! what is open, and for the way to the section's folder: so each list is made once for each way, and a page takes of it
//! what is closed there. How an item is written, the theme's pieces are asked once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tera::Value;

use crate::model::{Child, DocumentId, Edition, SectionId, Url, shared};
use crate::render::context::{self, LangContext};
use crate::render::renderer::{Renderer, value};
use crate::theme::{RenderFault, Theme, escaped};

/// What the template writes where the list is to be. No title or address can hold it, for those are escaped.
const HERE: &str = "<handbook-navigation>";
/// What the theme's piece writes where an item's address is to be, and where its title.
const ADDRESS: &str = "<handbook-address>";
const TITLE: &str = "<handbook-title>";
/// More bytes than an item that is open takes, as a rule.
const SPARE: usize = 512;

/// Does a template of the handbook's own ask for the navigation, or make it of other pieces?
pub(crate) fn is_asked_for(theme: &Theme) -> bool {
    theme.own_templates_say("navigation") || theme.own_templates_say("nav_tree")
}

/// What a template sees of a section's navigation where its list is written here.
pub(crate) fn top(
    edition: &Edition,
    theme: &Theme,
    section: SectionId,
    url: &Url,
) -> Option<Value> {
    let top = context::navigation_top(edition, theme, section, url)?;
    let mut top = value(&top).into_map().unwrap_or_default();
    top.insert("html".into(), Value::safe_string(HERE));
    Some(Value::from(top))
}

/// The lists of all sections, each made when a page first needs it.
pub(crate) struct Lists {
    sections: Vec<Section>,
    /// What stands before a list's items and after them.
    ends: OnceLock<[String; 2]>,
    /// How an item is written that is marked as in this language, if it is marked, and is the page or is not.
    shapes: Mutex<Shapes>,
}

type Shapes = BTreeMap<(Option<LangContext>, bool), Arc<Shape>>;

/// A section's list wherever it is seen.
#[derive(Default)]
struct Section {
    /// The folder that the section's address and those of all that it holds are in.
    folder: OnceLock<String>,
    /// The list on pages from which each of these ways leads to the folder.
    seen: Mutex<BTreeMap<String, Arc<List>>>,
}

/// What a section holds, as it is shown where a page is elsewhere.
struct List {
    /// One item after another.
    items: String,
    /// Whose each is, and where it ends.
    ends: Vec<(Child, usize)>,
}

/// What stands in an item before its address, before its title, before what it holds, and after that.
struct Shape([String; 4]);

/// The navigation as it is open on one page.
struct Open<'a> {
    lists: &'a Lists,
    renderer: &'a Renderer,
    /// The sections from the top level down to the page's own, and the list of each.
    shown: &'a [Shown<'a>],
    ends: &'a [String; 2],
    /// The document that the page shows.
    document: Option<DocumentId>,
    url: &'a Url,
}

/// A section's list on one page.
struct Shown<'a> {
    section: SectionId,
    place: Place<'a>,
    list: Arc<List>,
}

/// The folder below which addresses are written, and what leads there.
#[derive(Clone, Copy)]
struct Place<'a> {
    folder: &'a str,
    way: &'a str,
}

impl Lists {
    pub(crate) fn new(edition: &Edition) -> Self {
        let sections = edition.sections.iter().map(|_| Section::default()).collect();
        Lists { sections, ends: OnceLock::new(), shapes: Mutex::default() }
    }

    /// Fills in the list in the HTML of a page in a section that shows this document, or else what the section holds.
    pub(crate) fn fill(
        &self,
        renderer: &Renderer,
        page: (SectionId, Option<DocumentId>),
        url: &Url,
        html: String,
    ) -> Result<String, RenderFault> {
        let at = memchr::memmem::find(html.as_bytes(), HERE.as_bytes());
        let Some(at) = at else { return Ok(html) };
        let mut filled = html[..at].to_owned();
        self.push(renderer, page, url, &mut filled)?;
        filled.push_str(&html[at + HERE.len()..]);
        Ok(filled)
    }

    /// Writes the list of that page.
    pub(crate) fn push(
        &self,
        renderer: &Renderer,
        (section, document): (SectionId, Option<DocumentId>),
        url: &Url,
        html: &mut String,
    ) -> Result<(), RenderFault> {
        let way = context::ancestors(&renderer.edition, section);
        // The list of the top level is that of the whole site, which is in the page's head.
        let sections = way.get(1..).unwrap_or_default().iter();
        let places = sections.map(|id| {
            let folder = self.folder(renderer, *id);
            (*id, folder, url.to_folder(folder))
        });
        let places: Vec<_> = places.collect();
        let shown = places.iter().map(|(section, folder, way)| {
            let place = Place { folder, way };
            Ok(Shown { section: *section, place, list: self.of(renderer, *section, place)? })
        });
        let shown = shown.collect::<Result<Vec<_>, RenderFault>>()?;
        let length: usize = shown.iter().map(|one| one.list.items.len() + SPARE).sum();
        let ends = self.ends(renderer)?;
        let open = Open { lists: self, renderer, shown: &shown, ends, document, url };
        html.reserve(length);
        open.push_list(0, html)
    }

    /// What stands before a list's items and after them.
    fn ends(&self, renderer: &Renderer) -> Result<&[String; 2], RenderFault> {
        if let Some(ends) = self.ends.get() {
            return Ok(ends);
        }
        let list = renderer.theme.render_piece("nav_tree_list", vec![], vec![], Some(HERE))?;
        Ok(self.ends.get_or_init(|| halves(&list, HERE)))
    }

    fn folder(&self, renderer: &Renderer, section: SectionId) -> &str {
        let Renderer { edition, theme, .. } = renderer;
        let folder = || context::navigation_folder(edition, theme, section).to_owned();
        self.sections[section.0].folder.get_or_init(|| shared(folder))
    }

    /// The list of a section on pages from which this way leads to its folder.
    fn of(
        &self,
        renderer: &Renderer,
        section: SectionId,
        place: Place<'_>,
    ) -> Result<Arc<List>, RenderFault> {
        let seen = &self.sections[section.0].seen;
        let lock = || seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(list) = lock().get(place.way) {
            return Ok(Arc::clone(list));
        }
        let list = Arc::new(shared(|| self.list(renderer, section, place))?);
        Ok(Arc::clone(lock().entry(place.way.to_owned()).or_insert(list)))
    }

    fn list(
        &self,
        renderer: &Renderer,
        section: SectionId,
        place: Place<'_>,
    ) -> Result<List, RenderFault> {
        let (mut items, mut ends) = (String::new(), Vec::new());
        for child in &renderer.edition.section(section).children {
            if let Some(shape) = self.push_item(renderer, *child, place, None, &mut items)? {
                items.push_str(&shape.0[3]);
            }
            ends.push((*child, items.len()));
        }
        items.shrink_to_fit();
        Ok(List { items, ends })
    }

    /// Writes an item as it is open on the page at an address, or as it is elsewhere, but for what it holds and what
    /// stands after that.
    fn push_item(
        &self,
        renderer: &Renderer,
        child: Child,
        place: Place<'_>,
        url: Option<&Url>,
        html: &mut String,
    ) -> Result<Option<Arc<Shape>>, RenderFault> {
        let Renderer { edition, theme, .. } = renderer;
        let Some(name) = context::navigation_name(edition, theme, child) else { return Ok(None) };
        let shape = self.shape(theme, name.lang, url == Some(name.url))?;
        let [before, between, after, _] = &shape.0;
        html.extend([before, place.way, &name.url.escaped_below(place.folder)]);
        html.extend([between, &*escaped(name.title), after]);
        Ok(Some(shape))
    }

    fn shape(
        &self,
        theme: &Theme,
        lang: Option<LangContext>,
        current: bool,
    ) -> Result<Arc<Shape>, RenderFault> {
        let lock = || self.shapes.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (lang, current);
        if let Some(shape) = lock().get(&key) {
            return Ok(Arc::clone(shape));
        }
        let mut item = context::navigation_shape(key.0.as_ref(), current);
        item.insert("url".into(), Value::safe_string(ADDRESS));
        item.insert("title".into(), Value::safe_string(TITLE));
        let arguments = vec![("item", Value::from(item)), ("inner", Value::safe_string(HERE))];
        let seen = vec![("root", Value::from(""))];
        let html = theme.render_piece("nav_tree_item", arguments, seen, None)?;
        let [before, rest] = halves(&html, ADDRESS);
        let [between, rest] = halves(&rest, TITLE);
        let [after, end] = halves(&rest, HERE);
        let shape = Arc::new(Shape([before, between, after, end]));
        Ok(Arc::clone(lock().entry(key).or_insert(shape)))
    }
}

impl Open<'_> {
    /// Writes the list of the section at this place of the way, with what is open in it.
    fn push_list(&self, at: usize, html: &mut String) -> Result<(), RenderFault> {
        let Some(Shown { list, place, .. }) = self.shown.get(at) else { return Ok(()) };
        html.push_str(&self.ends[0]);
        let (mut start, mut written) = (0, 0);
        for (child, end) in &list.ends {
            if self.is_open(at, *child) {
                html.push_str(&list.items[written..start]);
                self.push_open(at, *child, *place, html)?;
                written = *end;
            }
            start = *end;
        }
        html.push_str(&list.items[written..]);
        html.push_str(&self.ends[1]);
        Ok(())
    }

    /// Leads something in the list at this place of the way to the page, or is it the page?
    fn is_open(&self, at: usize, child: Child) -> bool {
        let Renderer { edition, theme, .. } = self.renderer;
        match child {
            Child::Section(id) => self.shown.get(at + 1).is_some_and(|next| next.section == id),
            Child::Document(id) if self.document == Some(id) => edition
                .document(id)
                .is_some_and(|one| edition.version(one, &theme.language).url == *self.url),
            Child::Document(_) => false,
        }
    }

    fn push_open(
        &self,
        at: usize,
        child: Child,
        place: Place<'_>,
        html: &mut String,
    ) -> Result<(), RenderFault> {
        let inner = self.shown.get(at + 1).filter(|_| matches!(child, Child::Section(_)));
        // The way to what a section holds leads to the section too, and is shorter.
        let place = inner.map_or(place, |inner| inner.place);
        let shape = self.lists.push_item(self.renderer, child, place, Some(self.url), html)?;
        if inner.is_some_and(|inner| !inner.list.ends.is_empty()) {
            self.push_list(at + 1, html)?;
        }
        html.push_str(shape.as_ref().map_or("", |shape| &shape.0[3]));
        Ok(())
    }
}

/// What stands before and after a text's place.
fn halves(html: &str, place: &str) -> [String; 2] {
    let (before, after) = html.split_once(place).unwrap_or((html, ""));
    [before.to_owned(), after.to_owned()]
}
