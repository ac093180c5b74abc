//! The navigation of a section's pages as HTML. It is most of a page, and the same on every page of the section but for
//! what is open: so each list is made once, by the theme's pieces, and a page takes of it what is closed there.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tera::Value;

use crate::model::{Child, DocumentId, Edition, SectionId, Url, shared};
use crate::render::context;
use crate::render::renderer::{Renderer, value};
use crate::theme::{RenderFault, Theme};

/// What the template writes where the list is to be. No title or address can hold it, for those are escaped.
const HERE: &str = "<handbook-navigation>";
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

/// The lists of all sections, each made when a page first needs it: one for each way to the root.
pub(crate) struct Lists {
    sections: Vec<Mutex<BTreeMap<String, Arc<List>>>>,
    /// What stands before a list's items and after them.
    ends: OnceLock<[String; 2]>,
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
    way: &'a [SectionId],
    lists: &'a [Arc<List>],
    ends: &'a [String; 2],
    /// The document that the page shows.
    document: Option<DocumentId>,
    url: &'a Url,
    root: &'a str,
}

impl Lists {
    pub(crate) fn new(edition: &Edition) -> Self {
        let sections = edition.sections.iter().map(|_| Mutex::default()).collect();
        Lists { sections, ends: OnceLock::new() }
    }

    /// Fills in the list in the HTML of a page in a section that shows this document, or else what the section holds.
    pub(crate) fn fill(
        &self,
        renderer: &Renderer,
        (section, document): (SectionId, Option<DocumentId>),
        url: &Url,
        root: &str,
        html: String,
    ) -> Result<String, RenderFault> {
        let at = memchr::memmem::find(html.as_bytes(), HERE.as_bytes());
        let Some(at) = at else { return Ok(html) };
        let way = context::ancestors(&renderer.edition, section);
        // The list of the top level is that of the whole site, which is in the page's head.
        let way = way.get(1..).unwrap_or_default();
        let lists = way.iter().map(|section| self.of(renderer, *section, root));
        let lists = lists.collect::<Result<Vec<_>, _>>()?;
        let ends = self.ends(renderer)?;
        let open = Open { renderer, way, lists: &lists, ends, document, url, root };
        let length: usize = lists.iter().map(|list| list.items.len() + SPARE).sum();
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

    /// The list of a section on pages from which `root` leads to the site's root.
    fn of(
        &self,
        renderer: &Renderer,
        section: SectionId,
        root: &str,
    ) -> Result<Arc<List>, RenderFault> {
        let made = &self.sections[section.0];
        let lock = || made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(list) = lock().get(root) {
            return Ok(Arc::clone(list));
        }
        let list = Arc::new(shared(|| List::new(renderer, section, root))?);
        Ok(Arc::clone(lock().entry(root.to_owned()).or_insert(list)))
    }
}

impl List {
    fn new(renderer: &Renderer, section: SectionId, root: &str) -> Result<Self, RenderFault> {
        let (mut items, mut ends) = (String::new(), Vec::new());
        for child in &renderer.edition.section(section).children {
            items.push_str(&item(renderer, *child, None, root)?);
            ends.push((*child, items.len()));
        }
        items.shrink_to_fit();
        let around = around(renderer, section, &Url::new(""), root)?;
        Ok(List { items, ends, around })
    }
}

impl Open<'_> {
    /// Writes the list of the section at this place of the way, with what is open in it.
    fn push_list(&self, place: usize, html: &mut String) -> Result<(), RenderFault> {
        let Some(list) = self.lists.get(place) else { return Ok(()) };
        html.push_str(&self.ends[0]);
        let (mut start, mut written) = (0, 0);
        for (child, end) in &list.ends {
            if self.is_open(place, *child) {
                html.push_str(&list.items[written..start]);
                self.push_open(place, *child, html)?;
                written = *end;
            }
            start = *end;
        }
        html.push_str(&list.items[written..]);
        html.push_str(&self.ends[1]);
        Ok(())
    }

    /// Leads something in the list at this place of the way to the page, or is it the page?
    fn is_open(&self, place: usize, child: Child) -> bool {
        let Renderer { edition, theme, .. } = self.renderer;
        match child {
            Child::Section(id) => self.way.get(place + 1) == Some(&id),
            Child::Document(id) if self.document == Some(id) => edition
                .document(id)
                .is_some_and(|one| edition.version(one, &theme.language).url == *self.url),
            Child::Document(_) => false,
        }
    }

    fn push_open(&self, place: usize, child: Child, html: &mut String) -> Result<(), RenderFault> {
        let Renderer { edition, theme, .. } = self.renderer;
        let (Child::Section(section), Some(inner)) = (child, self.lists.get(place + 1)) else {
            html.push_str(&item(self.renderer, child, Some((self.url, "")), self.root)?);
            return Ok(());
        };
        let own;
        let around = match context::section_url(edition, theme, section) == self.url {
            true => {
                own = around(self.renderer, section, self.url, self.root)?;
                &own
            }
            false => &inner.around,
        };
        html.push_str(&around[0]);
        if !inner.ends.is_empty() {
            self.push_list(place + 1, html)?;
        }
        html.push_str(&around[1]);
        Ok(())
    }
}

/// An item of a list; open around a text on the page at an address.
fn item(
    renderer: &Renderer,
    child: Child,
    open: Option<(&Url, &str)>,
    root: &str,
) -> Result<String, RenderFault> {
    let Renderer { edition, theme, .. } = renderer;
    let url = open.map(|(url, _)| url);
    let Some(item) = context::navigation_item(edition, theme, child, url) else {
        return Ok(String::new());
    };
    let inner = Value::safe_string(open.map_or("", |(_, inner)| inner));
    let seen = vec![("root", Value::from(root))];
    theme.render_piece("nav_tree_item", vec![("item", item), ("inner", inner)], seen, None)
}

/// What stands before and after a section's list in its own item, on the page at an address.
fn around(
    renderer: &Renderer,
    section: SectionId,
    url: &Url,
    root: &str,
) -> Result<[String; 2], RenderFault> {
    Ok(halves(&item(renderer, Child::Section(section), Some((url, HERE)), root)?))
}

/// What stands before and after the place for a text.
fn halves(html: &str) -> [String; 2] {
    let (before, after) = html.split_once(HERE).unwrap_or((html, ""));
    [before.to_owned(), after.to_owned()]
}
