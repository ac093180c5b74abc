//! Pages that differ only in their words are one form that is filled in: the theme's templates are asked for each form once.
//! What they write is decided by the shape of what they see, and they see no more than that.

mod form;
mod headings;
mod lists;
mod outline;
mod writer;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tera::{Map, Value};

use crate::model::{DocumentId, SectionId, Url, shared};
use crate::render::context::{Navigation, PageContext, navigation_top};
use crate::render::forms::form::{Blank, Blanks, Form};
use crate::render::forms::headings::Headings;
use crate::render::forms::outline::Outline;
use crate::render::renderer::{Renderer, Values};
use crate::theme::{IN_PARTS, INCLUDED, RenderFault, Theme};

pub(crate) use lists::{BODY, Piece};

/// As many forms as are kept. Those of a handbook are far fewer, unless few of its pages are alike.
const MOST_FORMS: usize = 10_000;
/// More bytes than by which pages that follow each other differ in length, their texts apart.
const SPARE: usize = 4 * 1024;
/// The field of the page that the renderer adds.
const NAVIGATION: &str = "navigation";

/// The forms of the pages in one language.
pub(crate) struct Forms {
    /// Which fields of the page each part of its template speaks of; nothing, if it can't be filled in.
    parts: Vec<Vec<usize>>,
    /// How the theme writes the list of a page's headings, once somebody has asked.
    headings: OnceLock<Option<Headings>>,
    /// What is the same on every page, and templates compare with what a page says.
    said: Vec<String>,
    made: Mutex<HashMap<Vec<u8>, Arc<Form>>>,
    /// How many bytes the last page had around its text.
    around: AtomicUsize,
}

/// A page that is to be filled in.
pub(crate) struct Sheet<'a> {
    pub page: &'a PageContext,
    pub url: &'a Url,
    /// What leads to the site's root.
    pub root: &'a str,
    /// The pieces of its frame.
    pub frame: &'a Value,
}

impl Forms {
    /// For a theme that sees this of the site.
    pub(crate) fn new(theme: &Theme, site: &Value) -> Self {
        let names = Outline::new(&PageContext::default(), &[]);
        let names = names.and_then(|outline| outline.with(NAVIGATION, &(), &[]));
        let asked = names.map(|names| {
            let parts = theme.parts().iter().map(|part| {
                let names = names.names().enumerate();
                names
                    .filter(|(_, name)| part.asks.contains(*name))
                    .map(|(field, _)| field)
                    .collect()
            });
            parts.collect()
        });
        let said =
            ["title", "home"].into_iter().filter_map(|key| site.get_from_path(key)?.as_str());
        Forms {
            parts: asked.unwrap_or_default(),
            said: said.map(str::to_owned).collect(),
            headings: OnceLock::new(),
            made: Mutex::default(),
            around: AtomicUsize::new(0),
        }
    }

    /// A page of this template, where `seen` is seen beside it; nothing, if no form can be filled in for it.
    pub(crate) fn page(
        &self,
        renderer: &Renderer,
        template: &str,
        sheet: &Sheet<'_>,
        seen: &dyn Fn() -> Values,
    ) -> Result<Option<String>, RenderFault> {
        let section = match sheet.page.navigation {
            Some(Navigation::Section(section, document)) => (section, document),
            _ => return Ok(None),
        };
        if template != IN_PARTS || self.parts.is_empty() {
            return Ok(None);
        }
        let top = navigation_top(&renderer.edition, &renderer.theme, section.0, sheet.url);
        let outline = Outline::new(sheet.page, &self.said);
        let outline = outline.and_then(|outline| outline.with(NAVIGATION, &top, &self.said));
        let Some(outline) = outline else { return Ok(None) };
        let filling = Filling { forms: self, renderer, sheet, section, outline: &outline, seen };
        let text = sheet.page.content().len();
        let around = self.around.load(Ordering::Relaxed);
        let mut html = String::with_capacity(text + around + SPARE);
        let pushed = filling.push(0, &mut html)?;
        self.around.store(html.len().saturating_sub(text), Ordering::Relaxed);
        Ok(pushed.map(|()| html))
    }

    /// The form of this key, which is made if nobody has asked for it.
    fn form(
        &self,
        key: Vec<u8>,
        make: impl FnOnce() -> Result<Option<Form>, RenderFault>,
    ) -> Result<Option<Arc<Form>>, RenderFault> {
        let lock = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(form) = lock().get(&key) {
            return Ok(Some(Arc::clone(form)));
        }
        let Some(form) = shared(make)? else { return Ok(None) };
        let form = Arc::new(form);
        let mut made = lock();
        if made.len() < MOST_FORMS {
            made.insert(key, Arc::clone(&form));
        }
        Ok(Some(form))
    }
}

/// A page that is being filled in.
struct Filling<'a> {
    forms: &'a Forms,
    renderer: &'a Renderer,
    sheet: &'a Sheet<'a>,
    section: (SectionId, Option<DocumentId>),
    outline: &'a Outline,
    seen: &'a dyn Fn() -> Values,
}

impl Filling<'_> {
    /// Writes a part of the page.
    fn push(&self, part: usize, html: &mut String) -> Result<Option<()>, RenderFault> {
        let mut key = Vec::with_capacity(1024);
        key.push(u8::try_from(part).unwrap_or(u8::MAX));
        for field in &self.forms.parts[part] {
            key.extend(self.outline.shape(*field));
        }
        let Some(form) = self.forms.form(key, || self.make(part))? else { return Ok(None) };
        for (before, blank) in &form.pieces {
            html.push_str(before);
            match blank {
                Blank::Word { field, word } => html.push_str(self.outline.word(*field, *word)),
                Blank::Content => html.push_str(self.sheet.page.content()),
                Blank::Headings => {
                    let of_theme = || shared(|| Headings::new(&self.renderer.theme));
                    let Some(list) = self.forms.headings.get_or_init(of_theme) else {
                        return Ok(None);
                    };
                    list.push(self.sheet.page.headings(), html);
                }
                Blank::Root => html.push_str(self.sheet.root),
                Blank::Frame(name) => {
                    let piece = self.sheet.frame.get_from_path(name).and_then(Value::as_str);
                    html.push_str(piece.unwrap_or_default());
                }
                Blank::Navigation => {
                    let Sheet { url, .. } = self.sheet;
                    self.renderer.lists.push(self.renderer, self.section, url, html)?;
                }
                Blank::Part(part) => {
                    if self.push(*part, html)?.is_none() {
                        return Ok(None);
                    }
                }
            }
        }
        html.push_str(&form.end);
        Ok(Some(()))
    }

    /// What a part writes for all pages that have the shape of this one.
    fn make(&self, part: usize) -> Result<Option<Form>, RenderFault> {
        let theme = &self.renderer.theme;
        let parts = theme.parts();
        let blanks = &mut Blanks::default();
        let mut page = Map::new();
        for field in &self.forms.parts[part] {
            let (name, seen) = self.outline.seen(*field, blanks);
            page.insert(name.into(), seen);
        }
        if let Some(mut top) = page.remove(&NAVIGATION.into()).and_then(Value::into_map) {
            top.insert("html".into(), blanks.safe(Blank::Navigation));
            page.insert(NAVIGATION.into(), Value::from(top));
        }
        let names = self.sheet.frame.as_map().into_iter().flat_map(|map| map.keys());
        let frame: Map = names
            .filter_map(|name| {
                Some((name.clone(), blanks.safe(Blank::Frame(name.as_str()?.to_owned()))))
            })
            .collect();
        let included: Map = parts
            .iter()
            .enumerate()
            .map(|(index, part)| (part.name.clone().into(), blanks.safe(Blank::Part(index))))
            .collect();
        let mut values = (self.seen)();
        values.extend([
            ("root", blanks.escaped(Blank::Root)),
            ("frame", Value::from(frame)),
            ("page", Value::from(page)),
            (INCLUDED, Value::from(included)),
        ]);
        let html = theme.render_part(&parts[part].name, values)?;
        Ok(Form::new(&html, blanks))
    }
}
