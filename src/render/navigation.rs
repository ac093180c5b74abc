//! The navigation of a section's pages as HTML. It is most of a page, and the same on every page of the section but for
//! what is open, and for the way to the section's folder: so each list is made once, by the theme's pieces, then once for
//! each way, and a page takes of it what is closed there.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tera::Value;

use crate::model::{Child, DocumentId, Edition, SectionId, Url, shared};
use crate::render::context;
use crate::render::renderer::{Renderer, value};
use crate::theme::{RenderFault, Theme};

/// What the template writes where the list is to be. No title or address can hold it, for those are escaped.
const HERE: &str = "<handbook-navigation>";
/// What stands before each address in a list until it is known from where the list is seen.
const WAY: &str = "<handbook-way>";
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
    sections: Vec<OnceLock<Section>>,
    /// What stands before a list's items and after them.
    ends: OnceLock<[String; 2]>,
}

/// A section's list wherever it is seen.
struct Section {
    /// The folder that the section's address and those of all that it holds are in.
    folder: String,
    /// The list with [`WAY`] in it.
    list: List,
    /// The list on pages from which each of these ways leads to the folder.
    seen: Mutex<BTreeMap<String, Arc<List>>>,
}

/// What a section holds, as it is shown where a page is elsewhere.
struct List {
    /// One item after another.
    items: String,
    /// Whose each is, and where it ends.
    ends: Vec<(Child, usize)>,
    /// The section's own item where a page is in it: what stands before the list and after it.
    around: [String; 2],
}

/// The navigation as it is open on one page.
struct Open<'a> {
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
        let sections = edition.sections.iter().map(|_| OnceLock::new()).collect();
        Lists { sections, ends: OnceLock::new() }
    }

    /// Fills in the list in the HTML of a page in a section that shows this document, or else what the section holds.
    pub(crate) fn fill(
        &self,
        renderer: &Renderer,
        (section, document): (SectionId, Option<DocumentId>),
        url: &Url,
        html: String,
    ) -> Result<String, RenderFault> {
        let at = memchr::memmem::find(html.as_bytes(), HERE.as_bytes());
        let Some(at) = at else { return Ok(html) };
        let way = context::ancestors(&renderer.edition, section);
        // The list of the top level is that of the whole site, which is in the page's head.
        let sections = way.get(1..).unwrap_or_default().iter();
        let sections = sections.map(|id| Ok((*id, self.section(renderer, *id)?)));
        let sections = sections.collect::<Result<Vec<_>, RenderFault>>()?;
        let ways = sections.iter().map(|(_, section)| url.to_folder(&section.folder));
        let ways: Vec<String> = ways.collect();
        let shown = sections.iter().zip(&ways).map(|((id, section), way)| Shown {
            section: *id,
            place: Place { folder: &section.folder, way },
            list: section.seen_from(way),
        });
        let shown: Vec<Shown<'_>> = shown.collect();
        let open = Open { renderer, shown: &shown, ends: self.ends(renderer)?, document, url };
        let length: usize = shown.iter().map(|one| one.list.items.len() + SPARE).sum();
        let mut filled = String::with_capacity(html.len() + length);
        filled.push_str(&html[..at]);
        open.push_list(0, &mut filled)?;
        filled.push_str(&html[at + HERE.len()..]);
        Ok(filled)
    }

    /// What stands before a list's items and after them.
    fn ends(&self, renderer: &Renderer) -> Result<&[String; 2], RenderFault> {
        if let Some(ends) = self.ends.get() {
            return Ok(ends);
        }
        let list = renderer.theme.render_piece("nav_tree_list", vec![], vec![], Some(HERE))?;
        Ok(self.ends.get_or_init(|| halves(&list)))
    }

    fn section(&self, renderer: &Renderer, id: SectionId) -> Result<&Section, RenderFault> {
        let made = &self.sections[id.0];
        if let Some(section) = made.get() {
            return Ok(section);
        }
        let section = shared(|| Section::new(renderer, id))?;
        Ok(made.get_or_init(|| section))
    }
}

impl Section {
    fn new(renderer: &Renderer, id: SectionId) -> Result<Self, RenderFault> {
        let folder = context::navigation_folder(&renderer.edition, &renderer.theme, id);
        let place = Place { folder, way: WAY };
        let (mut items, mut ends) = (String::new(), Vec::new());
        for child in &renderer.edition.section(id).children {
            items.push_str(&item(renderer, *child, place, None)?);
            ends.push((*child, items.len()));
        }
        let around = around(renderer, id, place, &Url::new(""))?;
        let list = List { items, ends, around };
        Ok(Section { folder: folder.to_owned(), list, seen: Mutex::default() })
    }

    /// The list on pages from which `way` leads to the section's folder.
    fn seen_from(&self, way: &str) -> Arc<List> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(list) = seen.get(way) {
            return Arc::clone(list);
        }
        let list = Arc::new(self.list.seen_from(way));
        seen.insert(way.to_owned(), Arc::clone(&list));
        list
    }
}

impl List {
    /// The same with a way before each address.
    fn seen_from(&self, way: &str) -> Self {
        let length = self.items.len() - self.ends.len() * WAY.len().saturating_sub(way.len());
        let (mut items, mut ends) = (String::with_capacity(length), Vec::new());
        let mut start = 0;
        for (child, end) in &self.ends {
            items.push_str(&self.items[start..*end].replace(WAY, way));
            ends.push((*child, items.len()));
            start = *end;
        }
        List { items, ends, around: self.around.each_ref().map(|half| half.replace(WAY, way)) }
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
        let Renderer { edition, theme, .. } = self.renderer;
        let (Child::Section(id), Some(inner)) = (child, self.shown.get(at + 1)) else {
            html.push_str(&item(self.renderer, child, place, Some((self.url, "")))?);
            return Ok(());
        };
        let own;
        let around = match context::section_url(edition, theme, id) == self.url {
            true => {
                own = around(self.renderer, id, inner.place, self.url)?;
                &own
            }
            false => &inner.list.around,
        };
        html.push_str(&around[0]);
        if !inner.list.ends.is_empty() {
            self.push_list(at + 1, html)?;
        }
        html.push_str(&around[1]);
        Ok(())
    }
}

/// An item of a list; open around a text on the page at an address.
fn item(
    renderer: &Renderer,
    child: Child,
    place: Place<'_>,
    open: Option<(&Url, &str)>,
) -> Result<String, RenderFault> {
    let Renderer { edition, theme, .. } = renderer;
    let url = open.map(|(url, _)| url);
    let Some(item) = context::navigation_item(edition, theme, child, place.folder, url) else {
        return Ok(String::new());
    };
    let inner = Value::safe_string(open.map_or("", |(_, inner)| inner));
    // It is escaped already.
    let seen = vec![("root", Value::safe_string(place.way))];
    theme.render_piece("nav_tree_item", vec![("item", item), ("inner", inner)], seen, None)
}

/// What stands before and after a section's list in its own item, on the page at an address.
fn around(
    renderer: &Renderer,
    section: SectionId,
    place: Place<'_>,
    url: &Url,
) -> Result<[String; 2], RenderFault> {
    Ok(halves(&item(renderer, Child::Section(section), place, Some((url, HERE)))?))
}

/// What stands before and after the place for a text.
fn halves(html: &str) -> [String; 2] {
    let (before, after) = html.split_once(HERE).unwrap_or((html, ""));
    [before.to_owned(), after.to_owned()]
}
