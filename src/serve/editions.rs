//! The editions in the preview: the way from a page of one to the same page of another, and two of them side by side.

use crate::render::OutputPath;
use crate::serve::address::{Asked, address_of, asked, edition_of};
use crate::serve::answer::value;
use crate::serve::session::{Current, Spot};

pub(super) const SCRIPT: &str = include_str!("client/side-by-side.js");
pub(super) const STYLES: &str = include_str!("client/side-by-side.css");
const PAGE: &str = include_str!("client/side-by-side.html");

/// The file of an edition that an address asks for; `None` if there could be none.
pub(super) fn spot(address: &str) -> Option<Spot> {
    let (edition, path) = edition_of(address);
    match asked(path) {
        Asked::File(path) | Asked::Folder(path) => {
            Some(Spot { edition: edition.map(str::to_owned), path })
        }
        Asked::Nothing => None,
    }
}

/// The ids of the editions between which there is a choice; none where there is but one.
pub(super) fn choice(current: &Current) -> Vec<&str> {
    let config = &current.shown.generation.handbook.config;
    let all: Vec<&str> = config.editions.iter().map(|one| one.id.value.as_str()).collect();
    if all.len() > 1 { all } else { Vec::new() }
}

/// Where another edition has the page: `edition=families&page=/policies/`. A page that it doesn't have leads to its
/// home page. `None` if there is no such edition.
pub(super) fn same_page(current: &Current, query: &str) -> Option<String> {
    let wanted = value(query, "edition")?;
    let view = current.shown.view(Some(&wanted))?;
    let from = value(query, "page").and_then(|page| spot(&page));
    let other = from.and_then(|from| {
        let other = current.shown.view(from.edition.as_deref())?;
        Some(view.same(&other, &from.path))
    });
    let path = other.or_else(|| OutputPath::new("index.html"))?;
    let is_first = current.shown.first.edition.id.as_deref() == Some(wanted.as_str());
    Some(address_of((!is_first).then_some(wanted.as_str()), &path))
}

/// The page with two editions side by side: `page=/policies/`. The page's own edition is on the left, and on the
/// right the next. `None` if there is nothing to choose from.
pub(super) fn side_by_side(current: &Current, query: &str) -> Option<String> {
    let all = choice(current);
    let page = value(query, "page").unwrap_or_else(|| "/".to_owned());
    let first = current.shown.first.edition.id.as_deref();
    let own = edition_of(&page).0.or(first);
    let left = all.iter().position(|one| Some(*one) == own).unwrap_or_default();
    let right = (left + 1) % all.len().max(1);
    let (left, right) = (all.get(left)?, all.get(right)?);
    let page = escaped(&page);
    let html = PAGE
        .replace("{first}", &escaped(first.unwrap_or_default()))
        .replace("{left-links}", &links("left", &all, left, &page))
        .replace("{right-links}", &links("right", &all, right, &page))
        .replace("{left}", left)
        .replace("{right}", right)
        .replace("{page}", &page);
    Some(html)
}

fn links(side: &str, all: &[&str], shown: &str, page: &str) -> String {
    let link = |edition: &&str| {
        let current = if *edition == shown { " aria-current=\"true\"" } else { "" };
        format!(
            "<li><a target=\"{side}\" data-edition=\"{edition}\" \
             href=\"/.handbook/go?edition={edition}&amp;page={page}\"{current}>{edition}</a></li>"
        )
    };
    all.iter().map(link).collect()
}

/// Text for an attribute, as part of a query.
fn escaped(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
