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
    let is_kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
    match text.is_ascii() {
        // Nothing to compose, and each letter has one small letter; as a rule words are kept whole.
        true => {
            for (index, word) in text.trim().split([' ', '\n', '\t']).enumerate() {
                slug.push_str(if index == 0 { "" } else { "-" });
                match word.bytes().all(|byte| is_kept(&byte.into())) {
                    true => slug.push_str(word),
                    false => slug.extend(word.chars().filter(is_kept)),
                }
            }
            slug.make_ascii_lowercase();
        }
        false => {
            let space = |c| if matches!(c, ' ' | '\n' | '\t' | '\u{A0}') { '-' } else { c };
            let small = text.trim().nfc().flat_map(char::to_lowercase);
            slug.extend(small.map(space).filter(is_kept));
        }
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
