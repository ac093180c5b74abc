//! Headings' addresses on a page: readable, unique and stable. They follow the code hosts' habit, so
//! that a link works in an editor too.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

/// The anchors of one page, each given once.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    taken: BTreeSet<Arc<str>>,
    /// The last number that was tried after a text, so that the many headings of one text don't try all of them.
    numbers: BTreeMap<Arc<str>, usize>,
}

impl Anchors {
    /// Takes an anchor that the author chose. False if the page has it already.
    pub fn reserve(&mut self, anchor: &str) -> bool {
        self.taken.insert(anchor.into())
    }

    /// An anchor for a heading's text: `Step 2: decide` becomes `step-2-decide`; one that is taken
    /// already gets `-1`, `-2`, ….
    pub fn unique(&mut self, text: &str) -> Arc<str> {
        let slug: Arc<str> = slug(text).into();
        if self.taken.insert(Arc::clone(&slug)) {
            return slug;
        }
        let number = self.numbers.entry(Arc::clone(&slug)).or_default();
        loop {
            *number += 1;
            let numbered: Arc<str> = format!("{slug}-{number}").into();
            if self.taken.insert(Arc::clone(&numbered)) {
                return numbered;
            }
        }
    }
}

/// Lower-case letters, digits, `-` and `_`; each space a hyphen; everything else dropped.
/// `section` where nothing is left.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut take = |c: char| match c {
        ' ' | '\n' | '\t' | '\u{A0}' => slug.push('-'),
        '-' | '_' => slug.push(c),
        _ if c.is_alphanumeric() => slug.push(c),
        _ => {}
    };
    match text.is_ascii() {
        // Nothing to compose, and each letter has one small letter: much faster.
        true => text.trim().chars().for_each(|c| take(c.to_ascii_lowercase())),
        false => text.trim().nfc().flat_map(char::to_lowercase).for_each(take),
    }
    match slug.trim_matches('-') {
        "" => "section".to_owned(),
        _ => slug,
    }
}

/// The anchor of a footnote, which its mark leads to. An anchor holds no space (HTML, 3.2.6).
pub fn footnote_anchor(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    format!("fn-{}", words.join("-"))
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[test]
    fn gives_each_heading_one_of_its_own() {
        let mut anchors = Anchors::default();
        assert!(anchors.reserve("step-2"));
        let given: Vec<String> =
            ["Step", "Step 2", "Step", "Step 1", "2. Décider — “now”?", "!?", "🙂", "foo_bar s.47"]
                .into_iter()
                .map(|text| anchors.unique(text).to_string())
                .collect();
        assert_eq!(
            given,
            [
                "step",
                "step-2-1",
                "step-1",
                "step-1-1",
                "2-décider--now",
                "section",
                "section-1",
                "foo_bar-s47"
            ]
        );
    }
}
