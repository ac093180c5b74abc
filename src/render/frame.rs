//! What of a page's frame is the same on every page that is as deep in the site, and of its head where both are in one
//! section of the top level: made once for all of them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use tera::{Map, Value};

use crate::model::shared;
use crate::render::renderer::Values;
use crate::theme::{RenderFault, Theme};

/// What templates call each piece, and the component that makes it.
const PIECES: [(&str, &str); 4] = [
    ("search", "frame_search"),
    ("search_words", "frame_search_words"),
    ("search_field", "frame_search_field"),
    ("foot", "frame_foot"),
];
/// The same of the row of sections.
const SECTIONS: (&str, &str) = ("sections", "site_nav");

/// The pieces, made when a page first needs them.
#[derive(Default)]
pub(crate) struct Frames(Mutex<BTreeMap<Place, Value>>);

/// Where a page is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// What leads from it to the site's root.
    pub root: String,
    /// The address of the section of the top level that it is in; empty, if it is in none.
    pub top: String,
    /// It is that section's own page.
    pub is_top: bool,
}

impl Frames {
    /// The pieces for pages at a place, where `seen` is seen.
    pub(crate) fn of(
        &self,
        theme: &Theme,
        place: &Place,
        seen: impl Fn() -> Values,
    ) -> Result<Value, RenderFault> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(frame) = lock().get(place) {
            return Ok(frame.clone());
        }
        let mut pieces = Map::new();
        let mut make = |(name, component): (&str, &str), arguments| {
            let html = shared(|| theme.render_piece(component, arguments, seen(), None))?;
            pieces.insert(name.to_owned().into(), Value::safe_string(&html));
            Ok(())
        };
        PIECES.into_iter().try_for_each(|piece| make(piece, Vec::new()))?;
        let top = Value::from(place.top.as_str());
        make(SECTIONS, vec![("top", top), ("is_page", Value::from(place.is_top))])?;
        Ok(lock().entry(place.clone()).or_insert(Value::from(pieces)).clone())
    }
}
