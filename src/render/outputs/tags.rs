//! The list of tags, and a page for each with the documents that have it.

use std::collections::BTreeMap;

use tera::Value;

use crate::model::{Url, pages};
use crate::render::Made;
use crate::render::context::{self, Tag};
use crate::render::forms::Piece;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    if renderer.tags.is_empty() {
        return;
    }
    files.add(pages::TAGS, |renderer, url| {
        let tags = value(&context::tag_counts(&renderer.tags));
        renderer.own_page("tags", "tags", url, vec![("tags", tags)])
    });
    for (index, tag) in renderer.tags.iter().enumerate() {
        files.add(tag.url.as_str(), move |renderer, url| tag_page(renderer, index, url));
    }
}

fn tag_page(renderer: &Renderer, index: usize, url: &Url) -> Made {
    let tag: &Tag = &renderer.tags[index];
    let documents = context::tag_documents(&renderer.edition, &renderer.theme, tag);
    let entry = Piece { name: "entry", arguments: vec![("level", Value::from("h2"))] };
    let documents = renderer.list(&entry, &documents, url);
    let page = context::generated_page(&renderer.edition, &renderer.theme, &tag.name, url, "tag");
    let name = value(&BTreeMap::from([("name", tag.name.as_str())]));
    let values = vec![("tag", name), ("documents", documents)];
    renderer.page("tag.html", url, &page, values, Vec::new())
}
