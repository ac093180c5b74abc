//! `reading_age:` and `longest_sentence:` how plain documents have to be.

/// How plain documents have to be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PlainLanguage {
    /// The age at which a document for these readers should be easy: audiences' ids and years.
    pub reading_age: Vec<(String, u32)>,
    /// The most words that a sentence should have.
    pub longest_sentence: usize,
}

impl Default for PlainLanguage {
    fn default() -> Self {
        PlainLanguage { reading_age: vec![("families".to_owned(), 11)], longest_sentence: 40 }
    }
}
