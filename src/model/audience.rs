//! `:::for staff, partners … :::` a stretch of a document that is for some of its readers.

use crate::markdown::tree::Component;
use crate::source::{Located, Span};

/// For whom a component says that its content is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BlockAudience {
    /// Audiences' ids as written, each with its place.
    pub audiences: Vec<Located<String>>,
}

impl BlockAudience {
    /// The ids alone.
    pub fn ids(&self) -> Vec<String> {
        self.audiences.iter().map(|one| one.value.clone()).collect()
    }
}

/// The audiences of `:::for`; `None` for every other component.
pub fn block_audience(component: &Component) -> Option<BlockAudience> {
    if !component.name.value.eq_ignore_ascii_case("for") {
        return None;
    }
    let Located { value, span } = &component.label;
    let mut audiences = Vec::new();
    let mut at = 0;
    for word in value.split_inclusive([',', ' ', '\t']) {
        let name = word.trim_end_matches([',', ' ', '\t']);
        if !name.is_empty() && name != "and" {
            let start = span.start() + at;
            audiences.push(Located::new(name.to_owned(), Span::new(start, start + name.len())));
        }
        at += word.len();
    }
    Some(BlockAudience { audiences })
}

/// What stands instead of a link where what it leads to is not shown: `[thresholds](thresholds.md "otherwise: ask
/// your worker")`.
pub fn instead_of_link(title: &str) -> Option<&str> {
    Some(title.trim().strip_prefix("otherwise:")?.trim())
}
