//! What every output may use: the edition, the theme, and what every page sees of the site, made once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::Value;

use crate::model::{Document, Edition, Language, Url, pages, shared};
use crate::render::Made;
use crate::render::context::{
    self, Closed, LangContext, Navigation, PageContext, Relied, Tag, page_language,
};
use crate::render::forms::{Forms, Piece, Sheet};
use crate::render::frame::{Frames, Place};
use crate::render::navigation::{self, Lists};
use crate::render::outputs::assets::Assets;
use crate::theme::{RenderFault, Template, Theme};

/// What every output may use.
#[derive(Clone)]
pub(crate) struct Renderer {
    pub edition: Arc<Edition>,
    pub theme: Arc<Theme>,
    /// Its styles and scripts.
    pub assets: Arc<Assets>,
    /// Every tag that is used.
    pub tags: Arc<Vec<Tag>>,
    /// Each document's place in the reading order.
    pub positions: Arc<Vec<usize>>,
    /// Which documents rely on which provisions, once somebody has asked.
    relied: Arc<OnceLock<Relied>>,
    /// The sections' navigation, if a template of the handbook's own asks for it.
    closed: Option<Arc<Closed>>,
    /// If not, the same as HTML.
    pub lists: Arc<Lists>,
    /// What is the same on every page that is as deep, and in the same section of the top level.
    frames: Arc<Frames>,
    /// What is the same on pages that differ only in their words.
    forms: Arc<Forms>,
    /// What every page sees of the site.
    site: Value,
    /// How they are marked, if they are not in the pages' language.
    text_lang: Value,
    /// The same for pages in each other language that documents are in.
    others: Arc<BTreeMap<String, Renderer>>,
}

/// What a template sees beside what every page sees.
pub(crate) type Values = Vec<(&'static str, Value)>;

impl Renderer {
    /// For the pages of an edition: those that it makes itself are in its language, a document's in the document's.
    pub(crate) fn new(edition: &Arc<Edition>, theme: &Arc<Theme>) -> Self {
        let mut positions = vec![usize::MAX; edition.documents.len()];
        for (position, id) in edition.reading_order.iter().enumerate() {
            positions[id.0] = position;
        }
        let own = edition.language.as_str();
        let theme = match theme.language == own && edition.strings.is_empty() {
            true => Arc::clone(theme),
            false => Arc::new(theme.in_language(own).saying(&edition.strings)),
        };
        let all = edition.pages().chain(edition.versions());
        let others: BTreeSet<&str> = all.map(|(_, one)| one.language.as_str()).collect();
        let assets = Arc::new(Assets::new(edition, &theme));
        let site = value(&context::site(edition, &theme, &assets));
        let mut renderer = Renderer {
            edition: Arc::clone(edition),
            tags: Arc::new(context::tags(edition)),
            positions: Arc::new(positions),
            relied: Arc::default(),
            closed: navigation::is_asked_for(&theme).then(|| Arc::new(Closed::new(edition))),
            lists: Arc::new(Lists::new(edition)),
            frames: Arc::default(),
            forms: Arc::new(Forms::new(&theme, &site)),
            site,
            text_lang: value(&LangContext::of_phrases(&theme)),
            theme,
            assets,
            others: Arc::default(),
        };
        let others = others.into_iter().filter(|language| *language != own);
        let others = others.map(|language| (language.to_owned(), renderer.in_language(language)));
        renderer.others = Arc::new(others.collect());
        renderer
    }

    fn in_language(&self, language: &str) -> Self {
        let edition = &*self.edition;
        let theme = Arc::new(self.theme.in_language(language));
        let site = value(&context::site(edition, &theme, &self.assets));
        Renderer {
            closed: self.closed.as_ref().map(|_| Arc::new(Closed::new(edition))),
            lists: Arc::new(Lists::new(edition)),
            frames: Arc::default(),
            forms: Arc::new(Forms::new(&theme, &site)),
            site,
            text_lang: value(&LangContext::of_phrases(&theme)),
            theme,
            ..self.clone()
        }
    }

    /// The renderer for the page of a document.
    pub(crate) fn of(&self, document: &Document) -> &Renderer {
        self.others.get(document.language.as_str()).unwrap_or(self)
    }

    /// The theme for pages in a language that documents are in; that of the edition's own pages for any other.
    pub(crate) fn theme_in(&self, language: &Language) -> &Theme {
        &self.others.get(language.as_str()).unwrap_or(self).theme
    }

    /// The same for an edition in which only the bodies of documents are other.
    pub(crate) fn again(&self, edition: &Arc<Edition>) -> Self {
        let others = self.others.iter();
        let others = others.map(|(language, other)| (language.clone(), other.again(edition)));
        let others = Arc::new(others.collect());
        Renderer { edition: Arc::clone(edition), others, ..self.clone() }
    }

    /// Which documents rely on which provisions.
    pub(crate) fn relied(&self) -> &Relied {
        self.relied.get_or_init(|| shared(|| context::relied(&self.edition)))
    }

    /// A phrase of the theme's; its key where the theme has none.
    pub(crate) fn phrase<'b>(&'b self, key: &'b str) -> &'b str {
        self.theme.strings.get(key).map_or(key, String::as_str)
    }

    /// Renders a page's template with what every page sees, and these values. `faults` are those that
    /// came up before.
    pub(crate) fn page(
        &self,
        template: &str,
        url: &Url,
        page: &PageContext,
        values: Values,
        mut faults: Vec<RenderFault>,
    ) -> Made {
        let html = self.html(template, url, page, values, &mut faults);
        Made { faults, ..Made::plain(html) }
    }

    /// The same as text; what goes wrong is added to `faults`.
    pub(crate) fn html(
        &self,
        template: &str,
        url: &Url,
        page: &PageContext,
        values: Values,
        faults: &mut Vec<RenderFault>,
    ) -> String {
        let root = self.root(url);
        let seen = || self.seen(&root);
        let (top, is_top) = page.top();
        let place = Place { root: root.clone(), top: top.to_owned(), is_top };
        let html = self.frames.of(&self.theme, &place, seen).and_then(|frame| {
            let sheet = Sheet { page, url, root: &root, frame: &frame };
            let filled = match values.is_empty() && self.closed.is_none() {
                true => self.forms.page(self, template, &sheet, &seen)?,
                false => None,
            };
            let rendered = || self.rendered(template, &sheet, values, seen());
            match filled {
                Some(filled) => {
                    debug_assert_eq!(Ok(&filled), rendered().as_ref(), "{url}");
                    Ok(filled)
                }
                None => rendered(),
            }
        });
        html.unwrap_or_else(|fault| {
            faults.push(fault);
            String::new()
        })
    }

    /// A list on the page at an address. It is written by the theme's piece where the theme is ours; a template of the
    /// handbook's own sees the items.
    pub(crate) fn list(&self, piece: &Piece, items: &[impl Serialize], url: &Url) -> Value {
        let root = self.root(url);
        let html = self.forms.list(&self.theme, piece, items, &root, &|| self.seen(&root));
        html.map_or_else(|| value(&items), |html| Value::safe_string(&html))
    }

    /// What leads from the page at an address to the site's root.
    fn root(&self, url: &Url) -> String {
        let is_not_found = url.as_str() == pages::NOT_FOUND;
        match &self.edition.config.address {
            // It is shown at any address, so only the whole way leads anywhere.
            Some(address) if is_not_found => address.clone(),
            _ => url.to_root(),
        }
    }

    /// What every page sees, where this leads to the site's root.
    fn seen(&self, root: &str) -> Values {
        vec![
            ("root", Value::from(root)),
            ("language", Value::from(self.theme.language.clone())),
            ("direction", Value::from(page_language(&self.theme).direction())),
            ("text", self.theme.text()),
            ("text_lang", self.text_lang.clone()),
            ("site", self.site.clone()),
        ]
    }

    /// A page that its template makes as a whole.
    fn rendered(
        &self,
        template: &str,
        sheet: &Sheet<'_>,
        values: Values,
        mut seen: Values,
    ) -> Result<String, RenderFault> {
        let Sheet { page, url, frame, .. } = *sheet;
        seen.extend([("frame", frame.clone()), ("page", self.page_value(page, url))]);
        seen.extend(values);
        let html = self.theme.render(Template::Page(template), seen)?;
        match &page.navigation {
            Some(Navigation::Section(section, document)) if self.closed.is_none() => {
                self.lists.fill(self, (*section, *document), url, html)
            }
            _ => Ok(html),
        }
    }

    /// What a template sees of the page.
    fn page_value(&self, page: &PageContext, url: &Url) -> Value {
        let navigation = page.navigation.as_ref().and_then(|navigation| match navigation {
            Navigation::Section(id, _) => match &self.closed {
                Some(closed) => context::navigation(&self.edition, &self.theme, closed, *id, url),
                None => navigation::top(&self.edition, &self.theme, *id, url),
            },
            Navigation::Own(navigation) => Some(value(navigation)),
        });
        let mut page = value(page).into_map().unwrap_or_default();
        page.insert("navigation".into(), navigation.unwrap_or_else(Value::none));
        Value::from(page)
    }

    /// A page of the handbook's own, such as the A to Z; `phrase` is the key of its title, and
    /// `template` its name without an ending.
    pub(crate) fn own_page(&self, phrase: &str, template: &str, url: &Url, values: Values) -> Made {
        let page =
            context::generated_page(&self.edition, &self.theme, self.phrase(phrase), url, template);
        self.page(&format!("{template}.html"), url, &page, values, Vec::new())
    }
}

/// What a template sees of a context.
pub(crate) fn value(context: &impl Serialize) -> Value {
    Value::from_serializable(context)
}
