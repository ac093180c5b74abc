//! Documents' terms to postings: for each term the documents that hold it, and how often. Documents that follow one
//! another are read as a part, in which a document is known by how many come before it there; the parts' postings are
//! then joined, the same however the documents are divided.

use rayon::prelude::*;

use crate::search::numbering::Numbering;
use crate::search::numbers::{push_number, take_number};
use crate::search::terms::{
    Flags, IN_HEADING, IN_KEYWORDS, IN_SUMMARY, InPassage, MOST, Occurrences,
};
use crate::search::tongue::Tongue;

/// Where one term stands, written as the index has it.
#[derive(Default)]
pub(crate) struct Posting {
    /// How many documents hold it.
    pub documents: usize,
    /// The documents, and how often each passage has it; of a very common word, each document as a whole.
    pub counts: String,
    /// Whether it is such a word.
    pub is_common: bool,
    /// The places; empty for words that are too common to look for in a phrase.
    pub places: String,
}

/// A term with its stem and where it stands.
pub(crate) struct Term {
    /// What it is looked up by.
    pub stem: String,
    /// The term.
    pub word: String,
    /// Where it stands.
    pub posting: Posting,
}

/// What was found in some documents that follow one another, document by document.
#[derive(Default)]
pub(crate) struct Found {
    terms: Vec<InDocument>,
    counts: String,
    places: String,
    /// How many documents there are.
    documents: usize,
}

/// A term in a document.
struct InDocument {
    term: u32,
    document: usize,
    code: usize,
    /// Where what is written of it ends.
    counts: usize,
    places: usize,
}

impl Found {
    /// Adds the next document.
    pub(crate) fn add(&mut self, terms: &[Occurrences]) {
        for found in terms {
            let code = count_code(&found.passages);
            push_passages(&mut self.counts, code, &found.passages);
            push_places(&mut self.places, &found.places);
            self.terms.push(InDocument {
                term: found.term,
                document: self.documents,
                code,
                counts: self.counts.len(),
                places: self.places.len(),
            });
        }
        self.documents += 1;
    }

    /// The same term by term: those that are given, by their numbers.
    pub(crate) fn into_part<'a>(self, words: impl Iterator<Item = &'a str>) -> Part {
        let mut part = Part::default();
        for word in words {
            part.words.push_str(word);
            part.terms.push(InPart { word: part.words.len(), ..InPart::default() });
        }
        let mut starts = vec![0; part.terms.len() + 1];
        self.terms.iter().for_each(|one| starts[one.term as usize + 1] += 1);
        for term in 0..part.terms.len() {
            starts[term + 1] += starts[term];
        }
        let mut order = vec![0; self.terms.len()];
        for (index, one) in self.terms.iter().enumerate() {
            order[starts[one.term as usize]] = index;
            starts[one.term as usize] += 1;
        }
        let mut last = None;
        for index in order {
            let found = &self.terms[index];
            let before = index.checked_sub(1).map(|before| &self.terms[before]);
            let (counts, places) = before.map_or((0, 0), |before| (before.counts, before.places));
            let term = &mut part.terms[found.term as usize];
            match last == Some(found.term) {
                true => push_document(&mut part.counts, found.document - term.next, found.code),
                false => (term.first, term.code) = (found.document, found.code),
            }
            last = Some(found.term);
            if counts < found.counts {
                part.counts.push_str(&self.counts[counts..found.counts]);
            }
            if places < found.places {
                part.places.push_str(&self.places[places..found.places]);
            }
            term.documents += 1;
            term.next = found.document + 1;
            (term.counts, term.places) = (part.counts.len(), part.places.len());
        }
        part
    }
}

/// What was found in some documents that follow one another, term by term.
#[derive(Default)]
pub(crate) struct Part {
    words: String,
    terms: Vec<InPart>,
    counts: String,
    places: String,
}

/// A term in a part. How far its first document is from the one before is not written, for that is in another part.
#[derive(Clone, Copy, Default)]
struct InPart {
    /// Where the term itself ends.
    word: usize,
    /// How many documents have it.
    documents: usize,
    /// The first of them, and how that is written.
    first: usize,
    code: usize,
    /// One more than the last of them.
    next: usize,
    /// Where what is written of it ends.
    counts: usize,
    places: usize,
}

impl Part {
    /// Where a term begins: where the one before it ends.
    fn start(&self, term: usize) -> InPart {
        term.checked_sub(1).map_or_else(InPart::default, |before| self.terms[before])
    }

    fn word(&self, term: usize) -> &str {
        &self.words[self.start(term).word..self.terms[term].word]
    }
}

/// What decides how postings are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// How many documents the index has.
    pub documents: usize,
    /// Write where each term stands, for phrases.
    pub has_places: bool,
}

/// In a handbook with more documents than this, of a word that more than a quarter of them have only the
/// documents are written, not their passages: it tells passages apart hardly at all, and weighs most.
const MANY: usize = 2000;

/// The terms of all parts, each given with the number of its first document: by stem, then by word, as JavaScript
/// sorts text.
pub(crate) fn joined(parts: &[(usize, Part)], tongue: Tongue, options: Options) -> Vec<Term> {
    let mut numbering = Numbering::default();
    let mut holders: Vec<Vec<(usize, usize)>> = Vec::new();
    for (index, (_, part)) in parts.iter().enumerate() {
        for term in 0..part.terms.len() {
            let number = numbering.number(part.word(term)) as usize;
            if number == holders.len() {
                holders.push(Vec::new());
            }
            holders[number].push((index, term));
        }
    }
    let mut terms: Vec<Term> = holders
        .par_iter()
        .enumerate()
        .map(|(number, holders)| {
            let word = numbering.word(number).to_owned();
            let found = holders.iter().map(|(part, term)| (&parts[*part], *term));
            Term { stem: tongue.stem(&word), word, posting: posting(found, options) }
        })
        .collect();
    terms.par_sort_unstable_by(|a, b| {
        compare(&a.stem, &b.stem).then_with(|| compare(&a.word, &b.word))
    });
    terms
}

/// Where a term stands in all parts that have it.
fn posting<'a>(
    parts: impl Iterator<Item = (&'a (usize, Part), usize)> + Clone,
    options: Options,
) -> Posting {
    let mut posting = Posting::default();
    let mut next = 0;
    let lengths = parts.clone().map(|((_, part), term)| {
        let (start, end) = (part.start(term), part.terms[term]);
        (end.counts - start.counts + 3, end.places - start.places)
    });
    let (counts, places) = lengths.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    posting.counts.reserve_exact(counts);
    posting.places.reserve_exact(if options.has_places { places } else { 0 });
    for ((number, part), term) in parts {
        let (start, end) = (part.start(term), part.terms[term]);
        push_document(&mut posting.counts, number + end.first - next, end.code);
        posting.counts.push_str(&part.counts[start.counts..end.counts]);
        if options.has_places {
            posting.places.push_str(&part.places[start.places..end.places]);
        }
        posting.documents += end.documents;
        next = number + end.next;
    }
    posting.is_common = options.documents > MANY && posting.documents * 4 > options.documents;
    if posting.is_common {
        posting.counts = whole(&posting.counts);
    }
    posting
}

/// As JavaScript compares text: by UTF-16, not by code points.
pub(crate) fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    match a.is_ascii() && b.is_ascii() {
        true => a.cmp(b),
        false => a.encode_utf16().cmp(b.encode_utf16()),
    }
}

/// Once in a text, and nowhere else.
const ONCE: Flags = 1;

/// How a document is written, in the two lowest bits of how many lie between it and the last: 0, once in the first
/// passage; 1, once in another; 2, in one passage, somehow; 3, in several.
fn count_code(passages: &[InPassage]) -> usize {
    match passages {
        [one] if one.flags == ONCE => usize::from(one.passage > 0),
        [_] => 2,
        _ => 3,
    }
}

/// How many documents lie between one and the last, and how it is written.
fn push_document(text: &mut String, skipped: usize, code: usize) {
    push_number(text, skipped * 4 + code);
}

/// The passages of a document, as far as the code leaves them open.
fn push_passages(text: &mut String, code: usize, passages: &[InPassage]) {
    if code == 3 {
        push_number(text, passages.len());
        let mut next = 0;
        for one in passages {
            let is_more = one.flags != ONCE;
            push_number(text, (one.passage - next) as usize * 2 + usize::from(is_more));
            if is_more {
                push_number(text, usize::from(one.flags));
            }
            next = one.passage + 1;
        }
        return;
    }
    let [one] = passages else { return };
    if code > 0 {
        push_number(text, one.passage as usize);
    }
    if code == 2 {
        push_number(text, usize::from(one.flags));
    }
}

/// Documents with their passages to the same as a whole, each twice how many lie between it and the last, and 1 if
/// flags follow.
fn whole(counts: &str) -> String {
    let mut text = String::new();
    let mut rest = counts.as_bytes();
    while !rest.is_empty() {
        let document = take_number(&mut rest);
        let sum = match document % 4 {
            0 => ONCE,
            1 => {
                take_number(&mut rest);
                ONCE
            }
            2 => {
                let passage = take_number(&mut rest);
                with(0, passage == 0, take_number(&mut rest) as Flags)
            }
            _ => several(&mut rest),
        };
        push_number(&mut text, document / 4 * 2 + usize::from(sum != ONCE));
        if sum != ONCE {
            push_number(&mut text, usize::from(sum));
        }
    }
    text
}

/// The sum of several passages.
fn several(rest: &mut &[u8]) -> Flags {
    let (mut sum, mut is_first) = (0, true);
    for _ in 0..take_number(rest) {
        if rest.is_empty() {
            break;
        }
        let skipped = take_number(rest);
        let flags = if skipped % 2 == 1 { take_number(rest) as Flags } else { ONCE };
        sum = with(sum, is_first && skipped < 2, flags);
        is_first = false;
    }
    sum
}

/// What is known of some passages, with one more. Only a title is told apart here, which the first passage has.
fn with(sum: Flags, is_first: bool, flags: Flags) -> Flags {
    let heading = if is_first { flags & (MOST_HEADING * IN_HEADING) } else { 0 };
    let count = ((sum & MOST) + (flags & MOST)).min(MOST);
    count | (sum & !MOST) | heading | (flags & (IN_SUMMARY | IN_KEYWORDS))
}

/// The class of the longest titles.
const MOST_HEADING: Flags = 7;

/// How many places a document has, and how many words lie between each and the one before.
fn push_places(text: &mut String, places: &[u32]) {
    if places.is_empty() {
        return;
    }
    push_number(text, places.len());
    let mut next = 0;
    for place in places {
        push_number(text, (place - next) as usize);
        next = *place;
    }
}
