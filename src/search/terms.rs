//! Documents to the terms that they are found by, with how often and where each stands. Each term is looked up
//! once for each word, and a document's terms take the places of the last one's, so that nothing is allocated for
//! a word that was seen before.

use crate::model::{Document, Edition};
use crate::search::numbering::Numbering;
use crate::search::passages::Passage;
use crate::search::ranges::Ranges;
use crate::search::synonyms::Concepts;
use crate::search::words::Words;

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
    /// Which of the terms of the part that is being read.
    pub term: u32,
    /// The passages that hold it, in order.
    pub passages: Vec<InPassage>,
    /// The passage that is being read, which is not among them yet.
    pub current: InPassage,
    /// Its places among all words, for phrases; none of a word that phrases are not looked for by.
    pub places: Vec<u32>,
}

/// How a term stands in one passage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct InPassage {
    /// Which passage.
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
    numbering: Numbering,
    terms: Vec<Known>,
    /// The terms of this part.
    in_part: Vec<u32>,
    /// Where the terms of this document stand, and after them what is left of other documents.
    found: Vec<Occurrences>,
    /// How many terms this document has.
    count: usize,
    /// How many documents have been read, this one too, and how many parts.
    documents: u32,
    parts: u32,
    /// Whether anybody wants to know the terms' places.
    has_places: bool,
    /// The place of the next word.
    next: u32,
    length: u32,
    /// The words of the text that is being read, of its title and of what opens it.
    words: [Words; 3],
    /// The stems of a text's words.
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
    /// The last document that has it, and its place among what was found there.
    document: (u32, u32),
    /// The last part that has it, and its place among the terms of that.
    part: (u32, u32),
}

impl<'a> Reader<'a> {
    pub(crate) fn new(concepts: &'a Concepts, ranges: Ranges) -> Self {
        Reader {
            concepts,
            ranges,
            numbering: Numbering::default(),
            terms: Vec::new(),
            in_part: Vec::new(),
            found: Vec::new(),
            count: 0,
            documents: 0,
            parts: 0,
            has_places: true,
            next: 0,
            length: 0,
            words: Default::default(),
            stems: Vec::new(),
        }
    }

    /// Begins a part: documents that are written together.
    pub(crate) fn begin(&mut self) {
        self.parts += 1;
        self.in_part.clear();
    }

    /// Reads a document, with the places of its terms or without.
    pub(crate) fn read(
        &mut self,
        edition: &Edition,
        document: &Document,
        passages: &[Passage],
        has_places: bool,
    ) -> Lengths {
        (self.count, self.next, self.length) = (0, 0, 0);
        self.documents += 1;
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
        let is_repeated =
            opening.len() >= title.len() && title.iter().eq(opening.iter().take(title.len()));
        let class = if plain >= 4 && is_repeated { 0 } else { class };
        self.add(0, &title, |term| *term |= class * IN_HEADING);
        let labels = document.tags.iter().map(String::as_str).chain(document.summary.as_deref());
        for text in labels.chain(kind(edition, document)) {
            own.read(text);
            self.add(0, &own, |term| *term |= IN_SUMMARY);
        }
        for keyword in &document.search.keywords {
            own.read(keyword);
            self.add(0, &own, |term| *term |= IN_KEYWORDS);
        }
        let count = |term: &mut Flags| *term += Flags::from(*term & MOST < MOST);
        self.add(0, &opening, count);
        for (passage, index) in passages.iter().skip(1).zip(1..) {
            own.read(&passage.heading);
            self.add(index, &own, |term| *term |= IN_HEADING);
            own.read(&passage.text);
            self.add(index, &own, count);
        }
        self.words = [own, title, opening];
        self.found[..self.count].iter_mut().for_each(|found| found.passages.push(found.current));
        Lengths { all: self.length, title: plain as u32 }
    }

    /// Where the terms of the document that was read last stand.
    pub(crate) fn found(&self) -> &[Occurrences] {
        &self.found[..self.count]
    }

    /// The terms of the part that was read last, by their numbers there, each with its range.
    pub(crate) fn terms(&self) -> impl Iterator<Item = (&str, usize)> {
        let numbers = self.in_part.iter().map(|number| *number as usize);
        numbers.map(|number| (self.numbering.word(number), self.terms[number].range.into()))
    }

    /// Adds a text's words to a passage, each as `note` says, and the concepts that they name.
    fn add(&mut self, passage: u32, words: &Words, note: impl Fn(&mut Flags)) {
        let concepts = self.concepts;
        let has_concepts = !concepts.list.is_empty();
        self.stems.clear();
        for word in words.iter() {
            let number = self.number(word.text);
            if has_concepts && word.span == 1 {
                self.stems.push(self.terms[number as usize].stem);
            }
            note(self.occurrence(number, passage, self.next + word.at));
        }
        if self.stems.iter().any(Option::is_some) {
            for (at, concept) in concepts.in_text(&self.stems) {
                let number = self.number(&concepts.list[concept].key);
                note(self.occurrence(number, passage, self.next + at as u32));
            }
        }
        let count = words.plain_count() as u32;
        self.length += count;
        self.next += count + BETWEEN;
    }

    /// A term's number.
    fn number(&mut self, text: &str) -> u32 {
        let number = self.numbering.number(text);
        if number as usize == self.terms.len() {
            let tongue = self.concepts.tongue;
            let stem = tongue.stem(text);
            self.terms.push(Known {
                stem: self.concepts.stem_number(&stem),
                range: self.ranges.of_stem(&stem) as u8,
                has_places: !tongue.is_stop_word(text),
                document: (0, 0),
                part: (0, 0),
            });
        }
        number
    }

    /// A term at a place in this document.
    fn occurrence(&mut self, number: u32, passage: u32, place: u32) -> &mut Flags {
        let known = &mut self.terms[number as usize];
        if known.document.0 != self.documents {
            known.document = (self.documents, self.count as u32);
            if known.part.0 != self.parts {
                known.part = (self.parts, self.in_part.len() as u32);
                self.in_part.push(number);
            }
            if self.count == self.found.len() {
                self.found.push(Occurrences::default());
            }
            let found = &mut self.found[self.count];
            found.term = known.part.1;
            found.passages.clear();
            found.places.clear();
            found.current = InPassage { passage, flags: 0 };
            self.count += 1;
        }
        let found = &mut self.found[known.document.1 as usize];
        if known.has_places && self.has_places {
            found.places.push(place);
        }
        if found.current.passage != passage {
            found.passages.push(found.current);
            found.current = InPassage { passage, flags: 0 };
        }
        &mut found.current.flags
    }
}
