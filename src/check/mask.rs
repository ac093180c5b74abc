//! Details that could identify somebody, masked in everything that diagnostics say: whichever rule found
//! something, the line that it shows may hold a child's number.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::details::{Finder, masked};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Handbook;
use crate::source::{SourcePath, Text};

/// Masks every detail in the lines, words and paths of diagnostics.
pub(crate) fn mask(handbook: &Handbook, diagnostics: &mut [Diagnostic]) {
    let mut masker = Masker { handbook, finder: Finder::new(handbook), known: BTreeMap::new() };
    for diagnostic in diagnostics {
        masker.words(&mut diagnostic.message);
        diagnostic.help.iter_mut().for_each(|help| masker.words(help));
        diagnostic.place.iter_mut().for_each(|place| masker.place(place));
        for related in &mut diagnostic.related {
            masker.words(&mut related.message);
            masker.place(&mut related.place);
        }
    }
}

struct Masker<'a> {
    handbook: &'a Handbook,
    finder: Finder<'a>,
    /// The details in each file that has come up.
    known: BTreeMap<SourcePath, Vec<Range<usize>>>,
}

impl Masker<'_> {
    fn words(&self, words: &mut String) {
        let found = self.ranges(words);
        if !found.is_empty() {
            *words = masked(words, &found);
        }
    }

    fn place(&mut self, place: &mut Place) {
        if let (Some(range), Some(text)) = (&mut place.range, text(self.handbook, &place.path)) {
            let line = text.line_span(range.start.line);
            if !self.known.contains_key(&place.path) {
                self.known.insert(place.path.clone(), self.ranges(text.as_str()));
            }
            let all = &self.known[&place.path];
            let first = all.partition_point(|one| one.end <= line.start());
            let here = all[first..].iter().take_while(|one| one.start < line.end());
            let within = |at: usize| at.clamp(line.start(), line.end()) - line.start();
            let here: Vec<Range<usize>> =
                here.map(|one| within(one.start)..within(one.end)).collect();
            range.line = masked(&range.line, &here);
        }
        let found = self.ranges(place.path.as_str());
        if !found.is_empty()
            && let Some(path) = SourcePath::new(&masked(place.path.as_str(), &found))
        {
            place.path = path;
        }
    }

    fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        self.finder.find(text).into_iter().map(|one| one.range).collect()
    }
}

/// The text of a document, or of a YAML file at the top.
fn text<'a>(handbook: &'a Handbook, path: &SourcePath) -> Option<&'a Text> {
    // Documents are in the order of their paths.
    let found = handbook.documents.binary_search_by(|one| one.parsed.path.cmp(path));
    match found {
        Ok(index) => Some(&handbook.documents[index].parsed.text),
        Err(_) => handbook.yaml_texts.get(path).map(|text| &**text),
    }
}
