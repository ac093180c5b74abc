//! What search knows of a language: how its words are cut to their stems, and which of them say nothing. Of English it
//! knows both, of Welsh the small words, of any other nothing. `scripts/search/tongue.js` has the same.

use crate::model::Language;
use crate::search::{stem, stop_words};

/// A language, as far as its words are treated in their own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    English,
    Welsh,
    Other,
}

impl Tongue {
    pub(crate) fn of(language: &Language) -> Self {
        match language.primary() {
            "en" => Tongue::English,
            "cy" => Tongue::Welsh,
            _ => Tongue::Other,
        }
    }

    /// A word's stem: the word itself, except in English.
    pub(crate) fn stem(self, word: &str) -> String {
        match self {
            Tongue::English => stem::stem(word),
            Tongue::Welsh | Tongue::Other => word.to_owned(),
        }
    }

    /// Whether a word says nothing by itself, so that a query with others passes it over.
    pub(crate) fn is_stop_word(self, word: &str) -> bool {
        match self {
            Tongue::English => stop_words::holds(stop_words::ENGLISH, word),
            Tongue::Welsh => stop_words::holds(stop_words::WELSH, word),
            Tongue::Other => false,
        }
    }
}
