//! The proof that an edition holds nothing of what it doesn't show: every file that it would be published as is
//! searched for words of that, as they would stand in HTML, in JSON and plainly; and attachments for its sentences.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, BuildError};
use regex::Regex;

use crate::check::rules::edition_leak::{self, Leaked};
use crate::diagnostic::Diagnostic;
use crate::edition::{Sentinel, SentinelKind, sentinels};
use crate::model::{Attachments, Edition, Handbook, pages};
use crate::render::{Content, OutputPath};
use crate::source::SourcePath;
use crate::theme::Theme;

/// What an edition must not hold, to be looked for in each of its files.
pub(super) struct Search {
    edition: String,
    attachments: Attachments,
    sentinels: Vec<Sentinel>,
    /// Sentences and long names, wherever they stand.
    anywhere: Finder,
    /// Short names, where they are all that something holds.
    alone: Finder,
    /// Sentences with their marks made plain, as another program may have written them.
    plain: Finder,
}

/// Which of the sentinels of a search.
type SentinelIndex = usize;

/// What was found, and in which attachment; of other files that hold the same, the first. A template's words stand on
/// every page.
#[derive(Default)]
pub(super) struct Leaks(BTreeMap<(SentinelIndex, Option<SourcePath>), OutputPath>);

impl Leaks {
    /// Adds what a file holds.
    pub(super) fn add(
        &mut self,
        found: SentinelIndex,
        path: &OutputPath,
        from: Option<SourcePath>,
    ) {
        let first = self.0.entry((found, from)).or_insert_with(|| path.clone());
        if path < first {
            first.clone_from(path);
        }
    }
}

/// Words to look for, and which sentinel each is of.
struct Finder {
    automaton: AhoCorasick,
    of: Vec<SentinelIndex>,
}

impl Finder {
    fn new(all: impl Iterator<Item = (String, usize)>) -> Result<Finder, BuildError> {
        let (texts, of): (Vec<String>, Vec<usize>) = all.unzip();
        Ok(Finder { automaton: AhoCorasick::new(texts)?, of })
    }
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
        let of = |kinds: &'static [SentinelKind]| {
            let all = sentinels.iter().enumerate();
            all.filter(|(_, one)| kinds.contains(&one.kind))
        };
        let in_forms = |kinds| {
            Finder::new(
                of(kinds).flat_map(|(index, one)| forms(&one.text).map(move |form| (form, index))),
            )
        };
        Ok(Some(Search {
            edition: name.clone(),
            attachments: handbook.attachments.clone(),
            anywhere: in_forms(&[SentinelKind::Prose, SentinelKind::Name])?,
            alone: in_forms(&[SentinelKind::Short])?,
            plain: Finder::new(
                of(&[SentinelKind::Prose]).map(|(index, one)| (plain(&one.text), index)),
            )?,
            sentinels,
        }))
    }

    /// The first that a file holds. `from` is the file of the handbook that it is made of alone, if it is.
    pub(super) fn leak(
        &self,
        path: &OutputPath,
        from: Option<&SourcePath>,
        content: &Content,
    ) -> Option<SentinelIndex> {
        let in_words = |bytes: &[u8]| {
            let hit = self.anywhere.automaton.find(bytes)?;
            Some(self.anywhere.of[hit.pattern().as_usize()])
        };
        in_words(path.as_str().as_bytes()).or_else(|| {
            let in_bytes = match content {
                Content::Bytes(bytes) => in_words(bytes).or_else(|| self.alone(path, bytes)),
                Content::CopyOf(_) => None,
            };
            in_bytes.or_else(|| self.in_attachment(from?))
        })
    }

    /// What tells all that is looked for from anything else.
    pub(super) fn name(&self) -> String {
        blake3::hash(format!("{:?}", self.sentinels).as_bytes()).to_hex().to_string()
    }

    /// What was found, in a rule's words.
    pub(super) fn diagnostics(&self, leaks: &Leaks) -> Vec<Diagnostic> {
        let said = leaks.0.iter().map(|((index, from), path)| {
            let Sentinel { text, what, file, .. } = &self.sentinels[*index];
            let (edition, output) = (self.edition.as_str(), path.as_str());
            let attachment = from.as_ref();
            edition_leak::diagnostic(&Leaked { edition, output, attachment, text, what, file })
        });
        said.collect()
    }

    /// A short name that is all that an element, a field or a cell holds. The theme's scripts have words of their own.
    fn alone(&self, path: &OutputPath, bytes: &[u8]) -> Option<SentinelIndex> {
        if path.as_str().strip_prefix(pages::ASSETS).is_some_and(|rest| rest.starts_with('/')) {
            return None;
        }
        let ends = |byte: Option<&u8>, marks: &[u8]| byte.is_none_or(|byte| marks.contains(byte));
        let hit = self.alone.automaton.find_overlapping_iter(bytes).find(|hit| {
            let before = hit.start().checked_sub(1).and_then(|at| bytes.get(at));
            ends(before, b">\",;:\n") && ends(bytes.get(hit.end()), b"<\",;\r\n")
        })?;
        Some(self.alone.of[hit.pattern().as_usize()])
    }

    /// A sentence in the words of an attachment.
    fn in_attachment(&self, from: &SourcePath) -> Option<SentinelIndex> {
        let parts = &self.attachments.get(from)?.parts;
        let hit = parts.iter().find_map(|part| self.plain.automaton.find(&plain(&part.text)))?;
        Some(self.plain.of[hit.pattern().as_usize()])
    }
}

/// Words with each gap one space, and straight marks.
fn plain(text: &str) -> String {
    static GAP: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s+").expect("the pattern is written here"));
    let text = text.replace(['‘', '’'], "'").replace(['“', '”'], "\"").replace('–', "-");
    GAP.replace_all(&text, " ").into_owned()
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
