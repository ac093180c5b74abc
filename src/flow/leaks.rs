//! The proof that an edition holds nothing of what it doesn't show: every file that it would be published as is
//! searched for words of that, as they would stand in HTML, in JSON and plainly.

use std::fmt;

use aho_corasick::{AhoCorasick, BuildError};

use crate::edition::{Sentinel, sentinels};
use crate::model::{Edition, Handbook};
use crate::render::{Content, OutputPath};
use crate::theme::Theme;

/// Words in an edition's file that must not be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// The edition.
    pub edition: String,
    /// The file that would have been published.
    pub path: OutputPath,
    /// The words, and where they come from.
    pub sentinel: Sentinel,
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Leak { edition, path, sentinel: Sentinel { text, what, file } } = self;
        write!(
            f,
            "The edition “{edition}” would have held what it must not show: {path} has {what} of {file}, “{text}”."
        )
    }
}

/// What an edition must not hold, to be looked for in each of its files.
pub(super) struct Search {
    edition: String,
    sentinels: Vec<Sentinel>,
    /// Which sentinel each form that is looked for is of.
    forms: Vec<usize>,
    finder: AhoCorasick,
}

impl Search {
    /// What to look for in an edition that has files of these names; `None` if it is all of the handbook.
    ///
    /// # Errors
    /// If there is more to look for than can be looked for at once.
    pub(super) fn new<'a>(
        handbook: &Handbook,
        edition: &Edition,
        paths: impl Iterator<Item = &'a OutputPath>,
        theme: &Theme,
    ) -> Result<Option<Search>, BuildError> {
        let Some(name) = &edition.id else { return Ok(None) };
        let phrases = theme.phrases().cloned().chain(paths.map(ToString::to_string));
        let sentinels = sentinels(handbook, edition, phrases)?;
        let (texts, forms): (Vec<String>, Vec<usize>) = sentinels
            .iter()
            .enumerate()
            .flat_map(|(index, one)| forms(&one.text).map(move |form| (form, index)))
            .unzip();
        let finder = AhoCorasick::new(texts)?;
        Ok(Some(Search { edition: name.clone(), sentinels, forms, finder }))
    }

    /// The first that a file holds.
    pub(super) fn leak(&self, path: &OutputPath, content: &Content) -> Option<Leak> {
        let in_path = self.finder.find(path.as_str().as_bytes());
        let hit = in_path.or_else(|| match content {
            Content::Bytes(bytes) => self.finder.find(bytes),
            // An attachment is a copy of a file that what is shown refers to.
            Content::CopyOf(_) => None,
        })?;
        let sentinel = self.sentinels[self.forms[hit.pattern().as_usize()]].clone();
        Some(Leak { edition: self.edition.clone(), path: path.clone(), sentinel })
    }
}

/// Words as they may stand in a file: plainly, in HTML, in JSON.
fn forms(text: &str) -> impl Iterator<Item = String> + use<> {
    let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let quoted = html.replace('"', "&quot;");
    let json = serde_json::Value::from(text).to_string();
    let json = json[1..json.len() - 1].to_owned();
    let mut forms = vec![text.to_owned(), html, quoted, json];
    forms.sort();
    forms.dedup();
    forms.into_iter()
}
