//! Which files an edition has, and how each is made.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use tera::Value;

use crate::model::{Document, DocumentId, Edition, SectionId, Url, pages};
use crate::render::assets::{self, Assets};
use crate::render::context::{self, section_children};
use crate::render::{Content, OutputPath, Outputs, html, sitemap};
use crate::theme::{RenderFault, Template, Theme};

/// The files of an edition, none of them made yet.
pub struct Plan<'a> {
    edition: &'a Edition,
    theme: &'a Theme,
    /// The handbook's folder, to find attachments in.
    root: &'a Path,
    files: BTreeMap<OutputPath, File>,
    /// What every page sees of the site, made once.
    site: Value,
    text: Value,
    /// Each document's place in the reading order.
    positions: Vec<usize>,
}

/// A file that is to be made.
enum File {
    Document(DocumentId),
    Section(SectionId),
    Tags,
    Tag(String),
    AToZ,
    Contents,
    NotFound,
    Redirect(DocumentId),
    Ready(Content),
}

/// A file and what went wrong in its templates.
pub struct Made {
    /// The file; what could be made of it if a template failed.
    pub content: Content,
    /// What went wrong.
    pub faults: Vec<RenderFault>,
}

/// Which files the edition has. `root` is the handbook's folder, where attachments are.
pub fn plan<'a>(edition: &'a Edition, theme: &'a Theme, root: &'a Path) -> Plan<'a> {
    let mut files: BTreeMap<OutputPath, File> = BTreeMap::new();
    let mut add = |url: &str, file: File| {
        if let Some(path) = OutputPath::new(url) {
            // Two that want one address are reported; here the first one has it.
            files.entry(path).or_insert(file);
        }
    };
    for (id, document) in edition.pages() {
        add(document.url.as_str(), File::Document(id));
    }
    for (index, section) in edition.sections.iter().enumerate() {
        if section.document.is_none() {
            add(section.url.as_str(), File::Section(SectionId(index)));
        }
    }
    let tags = context::tags(edition);
    if !tags.is_empty() {
        add(pages::TAGS, File::Tags);
        for (_, document) in edition.pages() {
            for tag in &document.tags {
                add(&pages::tag(tag), File::Tag(pages::tag(tag)));
            }
        }
    }
    add(pages::A_TO_Z, File::AToZ);
    add(pages::CONTENTS, File::Contents);
    add(pages::NOT_FOUND, File::NotFound);
    if let Some(xml) = sitemap::sitemap(edition) {
        add(pages::SITEMAP, File::Ready(Content::Bytes(Arc::from(xml.into_bytes()))));
    }
    for (path, url) in &edition.files {
        add(url.as_str(), File::Ready(Content::CopyOf(root.join(path.as_str()))));
    }
    for (path, content) in assets::files(edition, theme) {
        add(path.as_str(), File::Ready(content));
    }
    for (url, document) in &edition.aliases {
        add(url.as_str(), File::Redirect(*document));
    }
    let mut positions = vec![usize::MAX; edition.documents.len()];
    for (position, id) in edition.reading_order.iter().enumerate() {
        positions[id.0] = position;
    }
    Plan {
        edition,
        theme,
        root,
        files,
        site: Value::from_serializable(&context::site(edition, &Assets::new())),
        text: Value::from_serializable(&theme.strings),
        positions,
    }
}

impl Plan<'_> {
    /// The files' paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &OutputPath> {
        self.files.keys()
    }

    /// Makes one file; `None` if the edition has none of that name.
    pub fn make(&self, path: &OutputPath) -> Option<Made> {
        Some(self.make_file(path, self.files.get(path)?))
    }

    /// Makes every file, and says what went wrong in templates.
    pub fn make_all(&self) -> (Outputs, Vec<RenderFault>) {
        let made: Vec<(OutputPath, Made)> = self
            .files
            .par_iter()
            .map(|(path, file)| (path.clone(), self.make_file(path, file)))
            .collect();
        let mut faults: Vec<RenderFault> = Vec::new();
        let mut outputs = Outputs::new();
        for (path, made) in made {
            outputs.insert(path, made.content);
            for fault in made.faults {
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
        }
        (outputs, faults)
    }

    /// The handbook's folder.
    pub fn root(&self) -> &Path {
        self.root
    }

    fn make_file(&self, path: &OutputPath, file: &File) -> Made {
        let url = Url::new(path.as_str());
        match file {
            File::Ready(content) => Made { content: content.clone(), faults: Vec::new() },
            File::Document(id) => self.document(*id, &url),
            File::Section(id) => self.section(*id, &url),
            File::Tags => {
                let tags = Value::from_serializable(&context::tags(self.edition));
                self.list("tags", "tags.html", &url, vec![("tags", tags)])
            }
            File::Tag(tag) => self.tag(tag, &url),
            File::AToZ => {
                let letters = Value::from_serializable(&context::letters(self.edition));
                self.list("a_to_z", "a-to-z.html", &url, vec![("letters", letters)])
            }
            File::Contents => {
                let tree = context::contents(self.edition, SectionId::ROOT);
                let tree = Value::from_serializable(&tree);
                self.list("contents", "contents.html", &url, vec![("tree", tree)])
            }
            File::NotFound => self.list("not_found", "not-found.html", &url, Vec::new()),
            File::Redirect(id) => self.redirect(*id, &url),
        }
    }

    /// Renders a page's template with what every page sees, and these values.
    fn render(
        &self,
        template: &str,
        url: &Url,
        page: &impl serde::Serialize,
        values: Vec<(&'static str, Value)>,
        mut faults: Vec<RenderFault>,
    ) -> Made {
        let is_not_found = url.as_str() == pages::NOT_FOUND;
        let root = match &self.edition.config.address {
            // It is shown at any address, so only the whole way leads anywhere.
            Some(address) if is_not_found => address.clone(),
            _ => url.to_root(),
        };
        let mut all = vec![
            ("root", Value::from(root)),
            ("language", Value::from(self.edition.config.language.clone())),
            ("direction", Value::from("ltr")),
            ("text", self.text.clone()),
            ("site", self.site.clone()),
            ("page", Value::from_serializable(page)),
        ];
        all.extend(values);
        let html = self.theme.render(Template::Page(template), all).unwrap_or_else(|fault| {
            faults.push(fault);
            String::new()
        });
        Made { content: Content::Bytes(Arc::from(html.into_bytes())), faults }
    }

    fn document(&self, id: DocumentId, url: &Url) -> Made {
        let Some(document) = self.edition.document(id) else {
            return Made { content: Content::Bytes(Arc::from([])), faults: Vec::new() };
        };
        let rendered = html::body(self.edition, self.theme, document, url);
        let page = context::page(
            self.edition,
            self.theme,
            id,
            document,
            &self.positions,
            rendered.html,
        );
        if document.is_section {
            let is_home = document.section == SectionId::ROOT;
            let template = if is_home { "home" } else { "section" };
            let page = page.shown_by(template).or_summary(None);
            let (values, faults) = self.listing(document.section, url, rendered.faults);
            return self.render(&format!("{template}.html"), url, &page, values, faults);
        }
        let template = self.template_of(document);
        self.render(&template, url, &page, Vec::new(), rendered.faults)
    }

    /// The template that the document, or else its kind, asks for, if the theme has it.
    fn template_of(&self, document: &Document) -> String {
        let own = document.parsed.outline.front.template.as_ref().map(|one| one.value.clone());
        let kind = self.edition.config.kind(&document.kind).and_then(|kind| kind.template.clone());
        own.into_iter()
            .chain(kind)
            .map(|name| format!("{}.html", name.trim_end_matches(".html")))
            .find(|name| self.theme.has_page(name))
            .unwrap_or_else(|| "document.html".to_owned())
    }

    fn section(&self, id: SectionId, url: &Url) -> Made {
        let is_home = id == SectionId::ROOT;
        let template = if is_home { "home" } else { "section" };
        let page = context::section_page(self.edition, id).shown_by(template);
        let (values, faults) = self.listing(id, url, Vec::new());
        self.render(&format!("{template}.html"), url, &page, values, faults)
    }

    /// What a section's page lists; on the home page also what changed lately, and what to do in an emergency.
    fn listing(
        &self,
        id: SectionId,
        url: &Url,
        mut faults: Vec<RenderFault>,
    ) -> (Vec<(&'static str, Value)>, Vec<RenderFault>) {
        let children = section_children(self.edition, self.theme, id);
        let mut values = vec![("children", Value::from_serializable(&children))];
        if id == SectionId::ROOT {
            values.push(("recent", Value::from_serializable(&context::recent(self.edition))));
            let emergency = self.emergency(url, &mut faults);
            values.push(("emergency", emergency));
        }
        (values, faults)
    }

    fn emergency(&self, url: &Url, faults: &mut Vec<RenderFault>) -> Value {
        let config = &self.edition.config;
        let Some(file) = &config.emergency else { return Value::none() };
        let found = self.edition.documents.iter().flatten().find(|document| {
            document.parsed.path.below(&config.content) == Some(file.value.trim_start_matches('/'))
        });
        let Some(passage) = found else { return Value::none() };
        let mut rendered = html::passage(self.edition, self.theme, passage, url);
        faults.append(&mut rendered.faults);
        Value::from_serializable(&BTreeMap::from([
            ("title", passage.title.as_str()),
            ("html", rendered.html.as_str()),
        ]))
    }

    fn tag(&self, tag: &str, url: &Url) -> Made {
        let all = context::tag_documents(self.edition, self.theme);
        let Some((_, name, documents)) = all.into_iter().find(|(address, ..)| address == tag)
        else {
            return Made { content: Content::Bytes(Arc::from([])), faults: Vec::new() };
        };
        let page = context::generated_page(self.edition, &name, url, "tag");
        let tag = Value::from_serializable(&BTreeMap::from([("name", name.as_str())]));
        let documents = Value::from_serializable(&documents);
        self.render("tag.html", url, &page, vec![("tag", tag), ("documents", documents)], vec![])
    }

    /// A page of the handbook's own; `phrase` is the key of its title.
    fn list(
        &self,
        phrase: &str,
        template: &str,
        url: &Url,
        values: Vec<(&'static str, Value)>,
    ) -> Made {
        let title = self.theme.strings.get(phrase).map_or(phrase, String::as_str);
        let name = template.trim_end_matches(".html");
        let page = context::generated_page(self.edition, title, url, name);
        self.render(template, url, &page, values, Vec::new())
    }

    fn redirect(&self, id: DocumentId, url: &Url) -> Made {
        let Some(document) = self.edition.document(id) else {
            return Made { content: Content::Bytes(Arc::from([])), faults: Vec::new() };
        };
        let page = context::generated_page(self.edition, &document.title, url, "redirect");
        let target = Value::from(url.link_to(&document.url, None));
        let title = Value::from(document.title.clone());
        self.render("redirect.html", url, &page, vec![("target", target), ("title", title)], vec![])
    }
}
