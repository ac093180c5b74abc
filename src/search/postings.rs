//! Documents' terms to postings: for each term the documents that hold it, and how often. Documents come in
//! order and each term's text only grows, so time and memory are in proportion to the handbook. Each core reads
//! some documents that follow one another; what they found is then joined, the same however many there were.

use rayon::prelude::*;

use crate::search::numbers::push_number;
use crate::search::terms::{InPassage, MOST, Occurrences};
use crate::search::tongue::Tongue;

/// Where one term stands, written as the index has it.
#[derive(Default)]
pub(crate) struct Posting {
    /// How many documents hold it.
    pub documents: usize,
    /// The documents, and how often each passage has it.
    pub counts: String,
    /// The same of each document as a whole, which is what is written of a very common word.
    pub whole: String,
    /// The places; empty for words that are too common to look for in a phrase.
    pub places: String,
    /// One more than the last document.
    next: usize,
}

/// A term with its stem and where it stands.
pub(crate) struct Term {
    /// What it is looked up by.
    pub stem: String,
    /// The term.
    pub word: Box<str>,
    /// Where it stands.
    pub posting: Posting,
}

/// Where the terms of some documents that follow one another stand, by the terms' numbers.
#[derive(Default)]
pub(crate) struct Part(Vec<InPart>);

/// Where a term stands in a part. Of its first document, how far it is from the one before is not written yet, for
/// that is in another part.
struct InPart {
    first: usize,
    /// How the first document is written.
    codes: (usize, usize),
    posting: Posting,
}

impl Part {
    /// Adds a document, whose number is higher than that of any before.
    pub(crate) fn add(&mut self, document: usize, terms: &[Occurrences]) {
        for found in terms {
            let codes = (count_code(&found.passages), flags(whole(&found.passages)));
            // A term has the next number when it is seen for the first time.
            if found.term == self.0.len() {
                self.0.push(InPart { first: document, codes, posting: Posting::default() });
            }
            let InPart { posting, .. } = &mut self.0[found.term];
            if posting.documents > 0 {
                posting.push_document(document, codes);
            }
            push_passages(&mut posting.counts, codes.0, &found.passages);
            if codes.1 != ONCE {
                push_number(&mut posting.whole, codes.1);
            }
            if !found.places.is_empty() {
                push_places(&mut posting.places, found);
            }
            posting.documents += 1;
            posting.next = document + 1;
        }
    }
}

impl Posting {
    /// Writes which document comes next.
    fn push_document(&mut self, document: usize, (count, whole): (usize, usize)) {
        let skipped = document - self.next;
        push_number(&mut self.counts, skipped * 4 + count);
        push_number(&mut self.whole, skipped * 2 + usize::from(whole != ONCE));
    }

    /// Adds what was found in documents that follow.
    fn join(&mut self, InPart { first, codes, posting }: InPart) {
        self.push_document(first, codes);
        self.counts.push_str(&posting.counts);
        self.whole.push_str(&posting.whole);
        self.places.push_str(&posting.places);
        self.documents += posting.documents;
        self.next = posting.next;
    }
}

/// The terms of all parts, with each part's terms by their numbers: by stem, then by word, as JavaScript sorts text.
pub(crate) fn joined(parts: Vec<(Vec<Box<str>>, Part)>, tongue: Tongue) -> Vec<Term> {
    let parts = parts.into_iter().enumerate();
    let found = parts.flat_map(|(part, (terms, Part(found)))| {
        terms.into_iter().zip(found).map(move |(word, found)| (word, part, found))
    });
    let found: Vec<(Box<str>, usize, InPart)> = found.collect();
    let mut found: Vec<(String, Box<str>, usize, InPart)> = found
        .into_par_iter()
        .map(|(word, part, found)| (tongue.stem(&word), word, part, found))
        .collect();
    found.par_sort_unstable_by(|a, b| {
        let by_word = || compare(&a.1, &b.1);
        compare(&a.0, &b.0).then_with(by_word).then_with(|| a.2.cmp(&b.2))
    });
    let mut terms: Vec<Term> = Vec::new();
    for (stem, word, _, found) in found {
        if terms.last().is_none_or(|last| last.word != word) {
            terms.push(Term { stem, word, posting: Posting::default() });
        }
        terms.last_mut().expect("one was put there").posting.join(found);
    }
    terms
}

/// As JavaScript compares text: by UTF-16, not by code points.
pub(crate) fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    match a.is_ascii() && b.is_ascii() {
        true => a.cmp(b),
        false => a.encode_utf16().cmp(b.encode_utf16()),
    }
}

/// Once in a text, and nowhere else.
const ONCE: usize = 1;

/// How a document is written, in the two lowest bits of how many lie between it and the last: 0, once in the first
/// passage; 1, once in another; 2, in one passage, somehow; 3, in several.
fn count_code(passages: &[InPassage]) -> usize {
    match passages {
        [one] if flags(*one) == ONCE => usize::from(one.passage > 0),
        [_] => 2,
        _ => 3,
    }
}

/// The passages of a document, as far as the code leaves them open.
fn push_passages(text: &mut String, code: usize, passages: &[InPassage]) {
    if code == 3 {
        push_number(text, passages.len());
        let mut next = 0;
        for one in passages {
            let flags = flags(*one);
            let is_more = flags != ONCE;
            push_number(text, (one.passage - next) as usize * 2 + usize::from(is_more));
            if is_more {
                push_number(text, flags);
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
        push_number(text, flags(*one));
    }
}

/// A document as a whole, written as twice how many lie between it and the last, and 1 if flags follow.
fn whole(passages: &[InPassage]) -> InPassage {
    let mut sum = InPassage::default();
    for one in passages {
        sum.count = (sum.count + one.count).min(MOST);
        sum.in_summary |= one.in_summary;
        sum.in_keywords |= one.in_keywords;
        // Only a title is told apart here.
        sum.heading = if one.passage == 0 { one.heading } else { sum.heading };
    }
    sum
}

/// Everything about a term in a passage as one number.
fn flags(one: InPassage) -> usize {
    usize::from(one.count)
        + usize::from(one.heading) * 16
        + usize::from(one.in_summary) * 128
        + usize::from(one.in_keywords) * 256
}

/// How many places a document has, and how many words lie between each and the one before.
fn push_places(text: &mut String, occurrences: &Occurrences) {
    push_number(text, occurrences.places.len());
    let mut next = 0;
    for place in &occurrences.places {
        push_number(text, (place - next) as usize);
        next = *place;
    }
}
