//! The words to look for: the names of Acts, and the terms of the glossary with all they are called.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};

use crate::model::config::Act;
use crate::model::{Glossary, TermId};

/// What words can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The name of an Act.
    Act(usize),
    /// A term, or what else it is called.
    Term {
        term: TermId,
        /// Only in these capitals: an abbreviation.
        exact: Option<String>,
    },
    /// Words that this term replaces.
    Replaced(TermId),
}

impl Meaning {
    pub(super) fn act(&self) -> Option<usize> {
        match self {
            Meaning::Act(act) => Some(*act),
            Meaning::Term { .. } | Meaning::Replaced(_) => None,
        }
    }

    pub(super) fn term(&self) -> Option<TermId> {
        match self {
            Meaning::Term { term, .. } => Some(*term),
            Meaning::Act(_) | Meaning::Replaced(_) => None,
        }
    }

    pub(super) fn replaced(&self) -> Option<TermId> {
        match self {
            Meaning::Replaced(term) => Some(*term),
            Meaning::Act(_) | Meaning::Term { .. } => None,
        }
    }
}

/// So many bytes of words have too large a table: it takes some 250 for each.
const TOO_MANY: usize = 100_000;
/// In so many texts a table finds words sooner, the time to make it counted.
const MANY_TEXTS: usize = 200;

/// The words to look for, ready to be found in any text in one pass.
pub(crate) struct Lexicon {
    /// `None` if there is nothing to look for.
    automaton: Option<AhoCorasick>,
    /// What each pattern of the automaton means.
    meanings: Vec<Vec<Meaning>>,
    /// Terms by their names in small letters.
    terms: BTreeMap<String, TermId>,
}

impl Lexicon {
    /// Ready to be looked for in so many texts.
    pub(crate) fn new(acts: &[Act], glossary: &Glossary, texts: usize) -> Self {
        let mut words: BTreeMap<String, Vec<Meaning>> = BTreeMap::new();
        let mut add = |text: &str, meaning: Meaning| {
            let key = normal(text).to_lowercase();
            if !key.is_empty() {
                let meanings = words.entry(key).or_default();
                if !meanings.contains(&meaning) {
                    meanings.push(meaning);
                }
            }
        };
        for (index, act) in acts.iter().enumerate() {
            for name in std::iter::once(&act.name).chain(&act.short) {
                add(name, Meaning::Act(index));
            }
        }
        let mut terms = BTreeMap::new();
        for (index, one) in glossary.terms.iter().enumerate() {
            let term = TermId(index);
            terms.entry(one.term.value.to_lowercase()).or_insert(term);
            let names = std::iter::once(&one.term).chain(&one.also_known_as);
            for name in names.chain(&one.abbreviations) {
                let exact = is_abbreviation(&name.value).then(|| normal(&name.value));
                add(&name.value, Meaning::Term { term, exact });
            }
            for name in &one.say_instead_of {
                add(&name.value, Meaning::Replaced(term));
            }
        }
        let (patterns, meanings): (Vec<String>, Vec<Vec<Meaning>>) = words.into_iter().unzip();
        let has_table =
            texts >= MANY_TEXTS && patterns.iter().map(String::len).sum::<usize>() <= TOO_MANY;
        let automaton = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(has_table.then_some(AhoCorasickKind::DFA))
            .build(&patterns)
            .ok()
            .filter(|_| !patterns.is_empty());
        Lexicon { automaton, meanings, terms }
    }

    /// The term of this name.
    pub(crate) fn term(&self, name: &str) -> Option<TermId> {
        self.terms.get(&name.to_lowercase()).copied()
    }

    /// There is nothing to look for.
    pub(super) fn is_empty(&self) -> bool {
        self.automaton.is_none()
    }

    /// Whole words of the text that mean something, in order, none inside another.
    pub(super) fn find(&self, text: &str) -> Vec<(Range<usize>, Vec<&Meaning>)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let spaced = match text.contains('\n') {
            true => Cow::Owned(text.replace('\n', " ")),
            false => Cow::Borrowed(text),
        };
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(one) = automaton.find(aho_corasick::Input::new(&*spaced).range(at..)) {
            let end = word_end(&spaced, one.end());
            let begins = spaced[..one.start()].chars().next_back();
            let is_word = end.is_some() && begins.is_none_or(|c| !c.is_alphanumeric());
            if !is_word {
                // What begins inside the match may still be a word.
                let width = spaced[one.start()..].chars().next().map_or(1, char::len_utf8);
                at = one.start() + width;
                continue;
            }
            let range = one.start()..end.unwrap_or(one.end());
            let written = &spaced[one.range()];
            let fits = |meaning: &&Meaning| match meaning {
                Meaning::Term { exact: Some(exact), .. } => exact == written,
                _ => true,
            };
            let all = self.meanings[one.pattern().as_usize()].iter();
            let meanings: Vec<&Meaning> = all.filter(fits).collect();
            at = range.end;
            if !meanings.is_empty() {
                found.push((range, meanings));
            }
        }
        found
    }
}

/// The end of the word that a match ends in: the match's own end, or after the "s" of a plural.
fn word_end(text: &str, at: usize) -> Option<usize> {
    let mut rest = text[at..].chars();
    match rest.next() {
        None => Some(at),
        Some('s') if rest.next().is_none_or(|c| !c.is_alphanumeric()) => Some(at + 1),
        Some(c) => (!c.is_alphanumeric()).then_some(at),
    }
}

/// Spaces one by one, and apostrophes as smart punctuation makes them.
fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\'', "’")
}

/// `ICPC`, `s17`, `C&F`: short, with a capital or a number other than at its start alone.
fn is_abbreviation(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    !text.contains(' ') && capitals >= 2
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, MANY_TEXTS};
    use crate::model::config::Act;
    use crate::model::{Glossary, Term};
    use crate::source::{Located, Span};

    fn term(name: &str, also: &[&str]) -> Term {
        let located = |text: &&str| Located::new((*text).to_owned(), Span::default());
        Term {
            term: located(&name),
            anchor: String::new(),
            abbreviations: Vec::new(),
            also_known_as: also.iter().map(located).collect(),
            say_instead_of: Vec::new(),
            definition: None,
            definition_for: Vec::new(),
            source: None,
            audience: None,
        }
    }

    #[test]
    fn finds_whole_words_the_longest_first() {
        let act = Act {
            name: "Children Act 1989".into(),
            short: vec!["CA 1989".into()],
            address: String::new(),
        };
        let terms = vec![
            term("child in care", &["looked-after child", "LAC", "child's place"]),
            term("care", &["PA"]),
        ];
        let (acts, glossary) = ([act], Glossary { terms, faults: Vec::new() });
        let lexicons = [1, MANY_TEXTS].map(|texts| Lexicon::new(&acts, &glossary, texts));
        let check = |text: &str, expected: &[&str]| {
            for lexicon in &lexicons {
                let found: Vec<&str> =
                    lexicon.find(text).into_iter().map(|(at, _)| &text[at]).collect();
                assert_eq!(found, expected, "{text}");
            }
        };
        check("A Child\nin care, and careful care.", &["Child\nin care", "care"]);
        check("LAC lac LACs PAs pa", &["LAC", "LACs", "PAs"]);
        check("the child’s place under the CA 1989", &["child’s place", "CA 1989"]);
        check("scare cares caring", &["cares"]);
        check("", &[]);
    }
}
