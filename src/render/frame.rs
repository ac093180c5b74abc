//! What of a page's frame is the same on every page that is as deep in the site: made once for all of them.

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

/// The pieces by what leads to the site's root, each made when a page first needs it.
#[derive(Default)]
pub(crate) struct Frames(Mutex<BTreeMap<String, Value>>);

impl Frames {
    /// The pieces for pages from which `root` leads to the site's root, and where `seen` is seen.
    pub(crate) fn of(
        &self,
        theme: &Theme,
        root: &str,
        seen: impl Fn() -> Values,
    ) -> Result<Value, RenderFault> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(frame) = lock().get(root) {
            return Ok(frame.clone());
        }
        let mut pieces = Map::new();
        for (name, component) in PIECES {
            let html = shared(|| theme.render_piece(component, Vec::new(), seen(), None))?;
            pieces.insert(name.into(), Value::safe_string(&html));
        }
        Ok(lock().entry(root.to_owned()).or_insert(Value::from(pieces)).clone())
    }
}
