//! Sections, and the home page, which is the handbook's own section: what each holds, in order.

use serde::Serialize;
use tera::Value;

use crate::model::{SectionId, Url, pages};
use crate::render::context::{self, ChildContext, LangContext, PageContext};
use crate::render::forms::Piece;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, Values, value};
use crate::render::{Made, html};
use crate::theme::RenderFault;

/// The sections that have no document of their own.
pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    for (index, section) in renderer.edition.sections.iter().enumerate() {
        if section.document.is_none() {
            let id = SectionId(index);
            files.add(section.url.as_str(), move |renderer, url| {
                let page = context::section_page(&renderer.edition, &renderer.theme, id);
                self::page(renderer, id, url, page, Vec::new())
            });
        }
    }
}

/// A section's page; the home page also shows what changed lately, and what to do in an emergency.
pub(super) fn page(
    renderer: &Renderer,
    id: SectionId,
    url: &Url,
    page: PageContext,
    mut faults: Vec<RenderFault>,
) -> Made {
    let is_home = id == SectionId::ROOT;
    let mut values = children(renderer, id, url);
    if !renderer.edition.section(id).children.is_empty() {
        let print = pages::print(&renderer.edition.section(id).url).escaped();
        values.push(("print", Value::from(print)));
    }
    if is_home {
        values.push(("recent", value(&context::recent(&renderer.edition, &renderer.theme))));
        values.push(("model", value(&context::outline(&renderer.edition, &renderer.theme))));
        values.push(("emergency", emergency(renderer, url, &mut faults)));
    }
    let template = if is_home { "home" } else { "section" };
    let page = page.shown_by(template);
    renderer.page(&format!("{template}.html"), url, &page, values, faults)
}

/// What the section holds: the sections, and the documents, which the home page shows in its own way.
fn children(renderer: &Renderer, id: SectionId, url: &Url) -> Values {
    let children = context::section_children(&renderer.edition, &renderer.theme, id);
    let mut values = Vec::new();
    if renderer.theme.own_templates_say("children") {
        values.push(("children", value(&children)));
    }
    let (sections, documents): (Vec<_>, Vec<_>) =
        children.into_iter().partition(ChildContext::is_section);
    let kinds_differ = documents.iter().any(|one| one.kind() != documents[0].kind());
    let kinds_differ = Value::from(kinds_differ);
    let card = Piece { name: "section_card", arguments: Vec::new() };
    let entry = Piece { name: "entry", arguments: vec![("show_kind", kinds_differ.clone())] };
    let documents = match id {
        SectionId::ROOT => value(&documents),
        _ => renderer.list(&entry, &documents, url),
    };
    values.extend([
        ("sections", renderer.list(&card, &sections, url)),
        ("documents", documents),
        ("kinds_differ", kinds_differ),
    ]);
    values
}

fn emergency(renderer: &Renderer, url: &Url, faults: &mut Vec<RenderFault>) -> Value {
    let config = &renderer.edition.config;
    let Some(file) = &config.emergency else { return Value::none() };
    let found = renderer.edition.documents.iter().flatten().find(|document| {
        document.parsed.path.below(&config.content) == Some(file.value.trim_start_matches('/'))
    });
    let Some(passage) = found else { return Value::none() };
    let passage = renderer.edition.version(passage, &renderer.theme.language);
    let mut rendered = html::passage(&renderer.edition, &renderer.theme, passage, url);
    faults.append(&mut rendered.faults);
    let lang = LangContext::of(&renderer.theme, &passage.language);
    value(&Emergency { title: &passage.title, lang, html: &rendered.html })
}

/// What to do in an emergency, as the home page shows it.
#[derive(Serialize)]
struct Emergency<'a> {
    title: &'a str,
    lang: Option<LangContext>,
    html: &'a str,
}
