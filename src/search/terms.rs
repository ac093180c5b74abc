//! Documents to the terms that they are found by, with how often and where each stands. Each term is looked up
//! once for each word, and where it stands is noted as it is met, after all else that was found.

use std::ops::Range;

use crate::model::{Document, Edition};
use crate::search::numbering::Numbering;
use crate::search::part::{Found, Part};
use crate::search::passages::Passage;
use crate::search::ranges::Ranges;
use crate::search::synonyms::Concepts;
use crate::search::words::{Word, Words};

/// What is counted of a document.
pub(crate) struct Lengths {
    /// How many words it has.
    pub all: u32,
    /// How many its title has.
    pub title: u32,
}

/// A term in a passage.
pub(crate) struct Occurrence {
    /// Which of the terms of the part.
    pub term: u32,
    pub passage: InPassage,
}

/// A term at a place.
pub(crate) struct Place {
    /// Which of the terms of the part.
    pub term: u32,
    /// Which of the documents of the part.
    pub document: u16,
    /// How many of its words come before.
    pub place: u32,
}

/// How a term stands in one passage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct InPassage {
    /// Which of the documents of the part.
    pub document: u16,
    /// Which of its passages.
    pub passage: u32,
    /// How, as the index has it.
    pub flags: Flags,
}

/// How a term stands in a passage, as one number: how often in its text, up to [`MOST`]; and what follows.
pub(crate) type Flags = u16;

/// A count that says "many".
pub(crate) const MOST: Flags = 15;
/// In the heading; in the first passage, in the document's title: 1 to 7 times this, the longer the title.
pub(crate) const IN_HEADING: Flags = 16;
/// In the summary or among the tags.
pub(crate) const IN_SUMMARY: Flags = 128;
/// Among the keywords that the document gives.
pub(crate) const IN_KEYWORDS: Flags = 256;
/// What keeps a phrase from reaching from one passage into the next.
const BETWEEN: u32 = 8;

/// Reads documents, one after another.
pub(crate) struct Reader<'a> {
    concepts: &'a Concepts,
    ranges: Ranges,
    /// The terms seen so far.
    terms: Numbering<Known>,
    /// The terms of this part.
    in_part: Vec<u32>,
    /// Where they stand.
    found: Found,
    /// The number of the first occurrence in this part, and in this passage, if all that were ever met are counted
    /// from 1.
    first_of_part: u32,
    first_of_passage: u32,
    /// The document and its passage that are being read.
    document: u16,
    passage: u32,
    /// Whether anybody wants to know the terms' places.
    has_places: bool,
    /// The place of the next word.
    next: u32,
    length: u32,
    /// The words of the text that is being read, of its title and of what opens it.
    words: [Words; 3],
    /// The numbers of a text's words, and their stems.
    numbers: Vec<u32>,
    stems: Vec<Option<u32>>,
}

/// What a document's kind is called; `None` for a page, of which that says nothing.
pub(crate) fn kind<'a>(edition: &'a Edition, document: &Document) -> Option<&'a str> {
    let kind = edition.config.kind(&document.kind).filter(|kind| kind.id != "page");
    kind.map(|kind| kind.label.as_str())
}

/// What is known of a term.
struct Known {
    /// Its stem, if that is in the name of a concept.
    stem: Option<u32>,
    /// The range of its stem. What is known of a term is small, since it is looked at for each word.
    range: u8,
    /// It is a word that phrases are looked for by.
    has_places: bool,
    /// The number of its last occurrence, and its place among the terms of the part that has that.
    last: u32,
    in_part: u32,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(concepts: &'a Concepts, ranges: Ranges) -> Self {
        Reader {
            concepts,
            ranges,
            terms: Numbering::default(),
            in_part: Vec::new(),
            found: Found::default(),
            first_of_part: 1,
            first_of_passage: 1,
            document: 0,
            passage: 0,
            has_places: true,
            next: 0,
            length: 0,
            words: Default::default(),
            numbers: Vec::new(),
            stems: Vec::new(),
        }
    }

    /// Begins a part: documents that are written together.
    pub(crate) fn begin(&mut self) {
        self.first_of_part = self.next_occurrence();
        self.document = 0;
        self.in_part.clear();
        self.found.clear();
    }

    /// Reads a document, with the places of its terms or without.
    pub(crate) fn read(
        &mut self,
        edition: &Edition,
        document: &Document,
        passages: &[Passage],
        has_places: bool,
    ) -> Lengths {
        (self.next, self.length) = (0, 0);
        self.has_places = has_places;
        let [mut own, mut title, mut opening] = std::mem::take(&mut self.words);
        title.read(&document.title);
        opening.read(passages.first().map_or("", |passage| &passage.text));
        let plain = title.plain_count();
        let class = match plain {
            0..=4 => plain.max(1) as Flags,
            5..=6 => 5,
            7..=9 => 6,
            _ => 7,
        };
        // A title that only repeats the first words says nothing more than they do.
        let class = if plain >= 4 && opening.start_with(&title) { 0 } else { class };
        self.begin_passage(0);
        self.add(&title, |term| *term |= class * IN_HEADING);
        let labels = document.tags.iter().map(String::as_str).chain(document.summary.as_deref());
        for text in labels.chain(kind(edition, document)) {
            own.read(text);
            self.add(&own, |term| *term |= IN_SUMMARY);
        }
        for keyword in &document.search.keywords {
            own.read(keyword);
            self.add(&own, |term| *term |= IN_KEYWORDS);
        }
        let count = |term: &mut Flags| *term += Flags::from(*term & MOST < MOST);
        self.add(&opening, count);
        for (passage, index) in passages.iter().skip(1).zip(1..) {
            self.begin_passage(index);
            own.read(&passage.heading);
            self.add(&own, |term| *term |= IN_HEADING);
            own.read(&passage.text);
            self.add(&own, count);
        }
        self.words = [own, title, opening];
        self.document += 1;
        Lengths { all: self.length, title: plain }
    }

    /// What was found since the part began, with places or without.
    pub(crate) fn part(&mut self, has_places: bool) -> Part {
        let Reader { terms, in_part, found, ranges, document, .. } = self;
        let words = in_part.iter().map(|number| {
            let (word, known) = terms.entry(*number as usize);
            (word, known.range.into())
        });
        found.part(*document, words, ranges.count, has_places)
    }

    /// The number that the next occurrence will have.
    fn next_occurrence(&self) -> u32 {
        self.first_of_part + self.found.occurrences.len() as u32
    }

    /// Begins a passage of a document.
    fn begin_passage(&mut self, passage: u32) {
        self.passage = passage;
        self.first_of_passage = self.next_occurrence();
    }

    /// Adds a text's words to the passage, each as `note` says, and the concepts that they name.
    fn add(&mut self, words: &Words, note: impl Fn(&mut Flags)) {
        let mut numbers = std::mem::take(&mut self.numbers);
        numbers.clear();
        self.look_up(words.text(), words.iter().map(Word::range), &mut numbers);
        let concepts = self.concepts;
        let has_concepts = !concepts.list.is_empty();
        self.stems.clear();
        for (word, number) in words.iter().zip(&numbers) {
            note(self.occurrence(*number, self.next + word.at));
            if has_concepts && word.span == 1 {
                self.stems.push(self.terms.known(*number).stem);
            }
        }
        if has_concepts {
            for (at, concept) in concepts.in_text(&self.stems) {
                let key = &concepts.list[concept].key;
                numbers.clear();
                self.look_up(key, std::iter::once(0..key.len()), &mut numbers);
                for number in &numbers {
                    note(self.occurrence(*number, self.next + at as u32));
                }
            }
        }
        self.numbers = numbers;
        let count = words.plain_count();
        self.length += count;
        self.next += count + BETWEEN;
    }

    /// Adds the numbers of the terms that stand in a text.
    fn look_up(
        &mut self,
        text: &str,
        all: impl Iterator<Item = Range<usize>> + Clone,
        numbers: &mut Vec<u32>,
    ) {
        let Reader { terms, concepts, ranges, .. } = self;
        terms.number_all(text, all, numbers, |text| {
            let stem = concepts.tongue.stem(text);
            Known {
                stem: concepts.stem_number(&stem),
                range: ranges.of_stem(&stem) as u8,
                has_places: !concepts.tongue.is_stop_word(text),
                last: 0,
                in_part: 0,
            }
        });
    }

    /// A term at a place in this passage.
    #[inline]
    fn occurrence(&mut self, number: u32, place: u32) -> &mut Flags {
        let next = self.next_occurrence();
        let (document, passage) = (self.document, self.passage);
        let known = self.terms.known(number);
        if known.last < self.first_of_passage {
            if known.last < self.first_of_part {
                known.in_part = self.in_part.len() as u32;
                self.in_part.push(number);
            }
            known.last = next;
            let passage = InPassage { document, passage, flags: 0 };
            self.found.occurrences.push(Occurrence { term: known.in_part, passage });
        }
        if known.has_places && self.has_places {
            self.found.places.push(Place { term: known.in_part, document, place });
        }
        let index = (known.last - self.first_of_part) as usize;
        &mut self.found.occurrences[index].passage.flags
    }
}
