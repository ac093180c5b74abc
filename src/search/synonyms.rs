//! The glossary to concepts: a term and all that people call it are one, and a text that says any of them
//! is found by all. What is said together is looked for word by word, each by its stem.

use rustc_hash::FxHashMap;

use crate::model::Glossary;
use crate::search::tongue::Tongue;
use crate::search::words::words;

/// What the glossary's terms are called.
pub(crate) struct Concepts {
    /// The language that they are in.
    pub tongue: Tongue,
    /// Each concept's key in the index, its term, and everything it is called, the term first.
    pub list: Vec<Concept>,
    /// The stems that are in names, by number.
    stems: FxHashMap<String, u32>,
    /// Names by the stem of their first word, by its number: the other stems, and which concept it is.
    names: Vec<Vec<(Vec<u32>, usize)>>,
}

/// A term of the glossary.
pub(crate) struct Concept {
    /// Its key in the index: `=child-in-care`.
    pub key: String,
    /// Everything it is called, the term itself first.
    pub names: Vec<String>,
}

/// The concepts of a glossary in a language. A term that is called nothing else needs none.
pub(crate) fn concepts(glossary: &Glossary, tongue: Tongue) -> Concepts {
    let mut concepts = Concepts::none(tongue);
    for term in &glossary.terms {
        let others =
            [&term.abbreviations, &term.also_known_as, &term.say_instead_of].into_iter().flatten();
        let mut names = vec![term.term.value.clone()];
        names.extend(others.map(|name| name.value.clone()));
        let key = format!("={}", crate::markdown::slug(&term.term.value));
        let is_new = concepts.list.iter().all(|concept| concept.key != key);
        if names.len() > 1 && is_new {
            let index = concepts.list.len();
            for name in &names {
                concepts.add_name(name, index);
            }
            concepts.list.push(Concept { key, names });
        }
    }
    concepts
}

impl Concepts {
    /// None, for a language that the glossary isn't in.
    pub(crate) fn none(tongue: Tongue) -> Self {
        Concepts { tongue, list: Vec::new(), stems: FxHashMap::default(), names: Vec::new() }
    }

    fn add_name(&mut self, name: &str, concept: usize) {
        let words = words(name);
        let stems = words.iter().filter(|word| word.span == 1).map(|word| {
            let next = self.stems.len() as u32;
            *self.stems.entry(self.tongue.stem(words.text_of(word))).or_insert(next)
        });
        let stems: Vec<u32> = stems.collect();
        self.names.resize(self.stems.len(), Vec::new());
        if let Some((first, rest)) = stems.split_first() {
            let name = (rest.to_vec(), concept);
            let entry = &mut self.names[*first as usize];
            if !entry.contains(&name) {
                entry.push(name);
            }
        }
    }

    /// The number of a stem; `None` if it is in no name.
    pub(crate) fn stem_number(&self, stem: &str) -> Option<u32> {
        if self.stems.is_empty() { None } else { self.stems.get(stem).copied() }
    }

    /// The concepts that a text speaks of, by the stems of its words: at which of them, and which concept.
    pub(crate) fn in_text(&self, stems: &[Option<u32>]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (index, stem) in stems.iter().enumerate() {
            let Some(stem) = stem else { continue };
            let names = &self.names[*stem as usize];
            let matching = names.iter().filter(|(rest, _)| {
                let following = stems[index + 1..].iter();
                stems.len() - index > rest.len()
                    && following.zip(rest).all(|(stem, other)| *stem == Some(*other))
            });
            // The longest names that stand here: "care order" is not also "care".
            let longest = matching.clone().map(|(rest, _)| rest.len()).max();
            let longest = matching.filter(|(rest, _)| Some(rest.len()) == longest);
            found.extend(longest.map(|(_, concept)| (index, *concept)));
        }
        found
    }
}
