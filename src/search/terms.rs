//! Documents to the terms that they are found by, with how often and where each stands. Each term is looked up
//! once for each word, and a document's terms take the places of the last one's, so that nothing is allocated for
//! a word that was seen before.

use rustc_hash::FxHashMap;

use crate::model::{Document, Edition};
use crate::search::passages::Passage;
use crate::search::synonyms::Concepts;
use crate::search::words::{Words, words};

/// What is counted of a document.
pub(crate) struct Lengths {
    /// How many words it has.
    pub all: u32,
    /// How many its title has.
    pub title: u32,
}

/// Where a term stands in a document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Occurrences {
    /// Which term.
    pub term: usize,
    /// The passages that hold it, in order.
    pub passages: Vec<InPassage>,
    /// Its places among all words, for phrases; none of a word that phrases are not looked for by.
    pub places: Vec<u32>,
}

/// How a term stands in one passage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct InPassage {
    /// Which passage.
    pub passage: u32,
    /// How often in its text.
    pub count: u8,
    /// In its heading; in the first passage, in the document's title: 1 to 7, the longer the title.
    pub heading: u8,
    /// In the summary or among the tags.
    pub in_summary: bool,
    /// Among the keywords that the document gives.
    pub in_keywords: bool,
}

/// A count that says "many".
pub(crate) const MOST: u8 = 15;
/// What keeps a phrase from reaching from one passage into the next.
const BETWEEN: u32 = 8;

/// Reads documents, one after another.
pub(crate) struct Reader<'a> {
    concepts: &'a Concepts,
    /// The terms seen so far, by number.
    numbers: FxHashMap<Box<str>, usize>,
    terms: Vec<Known>,
    /// Where the terms of this document stand, and after them what is left of other documents.
    found: Vec<Occurrences>,
    /// How many terms this document has.
    count: usize,
    /// How many documents have been read, this one too.
    documents: usize,
    /// The place of the next word.
    next: u32,
    length: u32,
}

/// What is known of a term.
struct Known {
    /// Its stem, if that is in the name of a concept.
    stem: Option<usize>,
    /// It is a word that phrases are looked for by.
    has_places: bool,
    /// The last document that has it, and its place among what was found there.
    last: (usize, usize),
}

impl<'a> Reader<'a> {
    pub(crate) fn new(concepts: &'a Concepts) -> Self {
        Reader {
            concepts,
            numbers: FxHashMap::default(),
            terms: Vec::new(),
            found: Vec::new(),
            count: 0,
            documents: 0,
            next: 0,
            length: 0,
        }
    }

    /// Reads a document.
    pub(crate) fn read(
        &mut self,
        edition: &Edition,
        document: &Document,
        passages: &[Passage],
    ) -> Lengths {
        (self.count, self.next, self.length) = (0, 0, 0);
        self.documents += 1;
        let title = words(&document.title);
        let opening = passages.first().map(|passage| words(&passage.text)).unwrap_or_default();
        let plain = title.plain().count();
        let class = match plain {
            0..=4 => plain.max(1) as u8,
            5..=6 => 5,
            7..=9 => 6,
            _ => 7,
        };
        // A title that only repeats the first words says nothing more than they do.
        let is_repeated =
            opening.len() >= title.len() && title.iter().eq(opening.iter().take(title.len()));
        let class = if plain >= 4 && is_repeated { 0 } else { class };
        self.add(0, &title, |term| term.heading = class);
        let labels = document.tags.iter().map(String::as_str).chain(document.summary.as_deref());
        let kind = edition.config.kind(&document.kind).filter(|kind| kind.id != "page");
        for text in labels.chain(kind.map(|kind| kind.label.as_str())) {
            self.add(0, &words(text), |term| term.in_summary = true);
        }
        for keyword in &document.search.keywords {
            self.add(0, &words(keyword), |term| term.in_keywords = true);
        }
        let count = |term: &mut InPassage| term.count = (term.count + 1).min(MOST);
        self.add(0, &opening, count);
        for (passage, index) in passages.iter().skip(1).zip(1..) {
            self.add(index, &words(&passage.heading), |term| term.heading = 1);
            self.add(index, &words(&passage.text), count);
        }
        Lengths { all: self.length, title: plain as u32 }
    }

    /// Where the terms of the document that was read last stand.
    pub(crate) fn found(&self) -> &[Occurrences] {
        &self.found[..self.count]
    }

    /// Every term of all documents, by its number.
    pub(crate) fn into_terms(self) -> Vec<Box<str>> {
        let mut terms = vec![Box::default(); self.numbers.len()];
        self.numbers.into_iter().for_each(|(term, number)| terms[number] = term);
        terms
    }

    /// Adds a text's words to a passage, each as `note` says.
    fn add(&mut self, passage: u32, words: &Words, note: impl Fn(&mut InPassage)) {
        let mut stems = Vec::new();
        for word in words.iter() {
            let number = self.number(word.text);
            if word.span == 1 {
                stems.push((self.terms[number].stem, word.at));
            }
            note(self.occurrence(number, passage, self.next + word.at));
        }
        if stems.iter().any(|(stem, _)| stem.is_some()) {
            let only: Vec<Option<usize>> = stems.iter().map(|(stem, _)| *stem).collect();
            let concepts = self.concepts;
            for (index, concept) in concepts.in_text(&only) {
                let number = self.number(&concepts.list[concept].key);
                note(self.occurrence(number, passage, self.next + stems[index].1));
            }
        }
        let count = stems.len() as u32;
        self.length += count;
        self.next += count + BETWEEN;
    }

    /// A term's number.
    fn number(&mut self, text: &str) -> usize {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.terms.len();
        self.numbers.insert(text.into(), number);
        let (stem, has_places) =
            (self.concepts.stem_of(text), !self.concepts.tongue.is_stop_word(text));
        self.terms.push(Known { stem, has_places, last: (0, 0) });
        number
    }

    /// A term at a place in this document.
    fn occurrence(&mut self, number: usize, passage: u32, place: u32) -> &mut InPassage {
        let known = &mut self.terms[number];
        if known.last.0 != self.documents {
            known.last = (self.documents, self.count);
            if self.count == self.found.len() {
                self.found.push(Occurrences::default());
            }
            let found = &mut self.found[self.count];
            found.term = number;
            found.passages.clear();
            found.places.clear();
            self.count += 1;
        }
        let found = &mut self.found[known.last.1];
        if known.has_places {
            found.places.push(place);
        }
        if found.passages.last().is_none_or(|last| last.passage != passage) {
            found.passages.push(InPassage { passage, ..InPassage::default() });
        }
        found.passages.last_mut().expect("one was put there")
    }
}
