//! A handbook again after the text of some documents has changed, where all that other pages may know of them is
//! as it was: then nothing has to be decided anew. Whether that is so is found here, and only here.

use std::sync::Arc;

use crate::model::{Document, DocumentId, Handbook, Mentions, Outline, Parsed};
use crate::resolve::mentions::{self, Lexicons};

/// The handbook with these documents read again; `None` if that could change anything besides their own pages.
pub fn resolve_again(last: &Handbook, changed: &[(DocumentId, Arc<Parsed>)]) -> Option<Handbook> {
    let same = |(id, now): &(DocumentId, Arc<Parsed>)| {
        let before = &last.document(*id).parsed;
        before.path == now.path && is_same_outline(&before.outline, &now.outline)
    };
    if !changed.iter().all(same) {
        return None;
    }
    let lexicons = Lexicons::new(&last.config, &last.glossary);
    let mut handbook = last.clone();
    for (id, now) in changed {
        let before = last.document(*id);
        let mentions = mentions::mentions(now, lexicons.of(&before.language));
        if !is_same_mentions(&before.mentions, &mentions) {
            return None;
        }
        let (parsed, mentions) = (Arc::clone(now), Arc::new(mentions));
        handbook.documents[id.0] = Arc::new(Document { parsed, mentions, ..before.clone() });
    }
    Some(handbook)
}

/// Is everything as it was that is decided from an outline? Places in the text are not, nor are the opening and
/// the number of words, which pages look up when they are made.
fn is_same_outline(before: &Outline, now: &Outline) -> bool {
    let Outline { front, headings, anchors, links, includes, exceptions, opening: _, words: _ } =
        now;
    let headings = headings.iter().map(|one| (one.level, &one.text, &one.anchor));
    let links = links.iter().map(|one| &one.destination);
    let includes = includes.iter().map(|one| &one.file);
    before.front == *front
        && before.headings.iter().map(|one| (one.level, &one.text, &one.anchor)).eq(headings)
        && before.anchors == *anchors
        && before.links.iter().map(|one| &one.destination).eq(links)
        && before.includes.iter().map(|one| &one.file).eq(includes)
        && before.exceptions == *exceptions
}

/// Are the terms and provisions the same? Where they stand, only the document's own page shows.
fn is_same_mentions(before: &Mentions, now: &Mentions) -> bool {
    before.reliance == now.reliance && before.terms == now.terms
}
