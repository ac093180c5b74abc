//! A text to its words, as they are looked up: "co-operate" is also "cooperate", "section 47", "s.47" and
//! "s 47" are also "s47", "child's" is "child". `scripts/search/words.js` does the same.

use std::ops::Range;

use crate::search::fold::{Class, class, push_folded};

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// As it is looked up.
    pub text: &'a str,
    /// Which of the text's words it is; what joins several has the place of the first.
    pub at: u32,
    /// How many words it joins: 1 for a word that stands in the text as it is.
    pub span: u32,
}

/// The words of a text, in order. They share one piece of memory, for a handbook has millions.
#[derive(Default)]
pub(crate) struct Words {
    text: String,
    words: Vec<(Range<usize>, u32, u32)>,
}

impl Words {
    /// The words.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Word<'_>> + Clone {
        let word = |(range, at, span): &(Range<usize>, u32, u32)| Word {
            text: &self.text[range.clone()],
            at: *at,
            span: *span,
        };
        self.words.iter().map(word)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words that stand in the text as they are.
    pub(crate) fn plain(&self) -> impl Iterator<Item = Word<'_>> + Clone {
        self.iter().filter(|word| word.span == 1)
    }
}

/// The longest word that is kept whole, in characters.
const LONGEST: usize = 40;
/// The most parts that are joined to one word.
const MOST_PARTS: usize = 4;
/// What precedes a number in the law, and its short form.
const LEGAL: [(&str, &[&str]); 5] = [
    ("s", &["s", "ss", "sec", "sect", "section", "sections"]),
    ("reg", &["reg", "regs", "regulation", "regulations"]),
    ("art", &["art", "article", "articles"]),
    ("sch", &["sch", "sched", "schedule", "schedules"]),
    ("para", &["para", "paras", "paragraph", "paragraphs"]),
];

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    /// One mark that can join two words.
    Joiner(char),
    /// Spaces and full stops.
    Loose,
    /// Anything else.
    Apart,
}

/// A word that is not yet joined.
struct Piece {
    range: Range<usize>,
    gap: Gap,
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Words {
    let Pieces { mut text, pieces } = pieces(text);
    let mut words = Vec::with_capacity(pieces.len() + pieces.len() / 8);
    let mut start = 0;
    while start < pieces.len() {
        let mut end = start + 1;
        while end < pieces.len() && joins(&text, &pieces[end - 1], &pieces[end]) {
            end += 1;
        }
        let mut has_reference = false;
        for index in start..end {
            let piece = &pieces[index];
            words.push((piece.range.clone(), index as u32, 1));
            let next = pieces.get(index + 1);
            if let Some(word) = next.and_then(|next| reference(&text, piece, next)) {
                words.push((text.len()..text.len() + word.len(), index as u32, 2));
                text.push_str(&word);
                has_reference = true;
            }
        }
        let count = end - start;
        if !has_reference && (2..=MOST_PARTS).contains(&count) {
            // Nothing stands between the pieces of a word.
            let whole = pieces[start].range.start..pieces[end - 1].range.end;
            if text[whole.clone()].chars().count() <= LONGEST {
                words.push((whole, start as u32, count as u32));
            }
        }
        start = end;
    }
    Words { text, words }
}

/// "section" and "47", with nothing but spaces and a full stop between them: "s47".
fn reference(text: &str, piece: &Piece, next: &Piece) -> Option<String> {
    let is_near = matches!(next.gap, Gap::Loose | Gap::Joiner('.'));
    let number = &text[next.range.clone()];
    if !is_near || !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let short = short_form(&text[piece.range.clone()])?;
    Some(format!("{short}{number}"))
}

fn short_form(word: &str) -> Option<&'static str> {
    LEGAL.iter().find(|(_, words)| words.contains(&word)).map(|(short, _)| *short)
}

/// Whether the mark between two words makes one of them.
fn joins(text: &str, left: &Piece, right: &Piece) -> bool {
    let (left, gap, right) = (&text[left.range.clone()], right.gap, &text[right.range.clone()]);
    let is_single = |piece: &str| piece.chars().count() == 1;
    let is_number = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_digit());
    match gap {
        Gap::Joiner('-' | '&') => true,
        Gap::Joiner('.') => {
            is_single(left) || is_single(right) || (is_number(left) && is_number(right))
        }
        Gap::Joiner(_) => is_number(left) && is_number(right),
        Gap::Loose | Gap::Apart => false,
    }
}

fn joiner(c: char) -> Option<char> {
    match c {
        '-' | '\u{2010}' | '\u{2011}' => Some('-'),
        '.' | '&' | '/' | ':' | ',' => Some(c),
        _ => None,
    }
}

/// The text's words, not yet joined, each with what stands before it.
fn pieces(text: &str) -> Pieces {
    let mut gap = Gap::Apart;
    let mut separators = 0;
    let mut pieces = Pieces { text: String::with_capacity(text.len()), pieces: Vec::new() };
    let mut word = Building::default();
    for c in text.chars() {
        match class(c) {
            Class::Ignored => {}
            Class::Letter => word.letter(c, &mut pieces.text),
            Class::Apostrophe if word.length > 0 && word.apostrophe.is_none() => {
                word.apostrophe = Some(pieces.text.len());
            }
            Class::Ideograph => {
                word.finish(&mut pieces, gap);
                let start = pieces.text.len();
                pieces.text.push(c);
                pieces.pieces.push(Piece { range: start..pieces.text.len(), gap: Gap::Apart });
                word.start = pieces.text.len();
                (gap, separators) = (Gap::Apart, 0);
            }
            Class::Separator | Class::Apostrophe => {
                if word.finish(&mut pieces, gap) {
                    separators = 0;
                }
                separators += 1;
                let is_space = matches!(c, ' ' | '\u{A0}' | '\n' | '\t');
                gap = match (joiner(c), separators) {
                    (Some(joiner), 1) => Gap::Joiner(joiner),
                    _ if !(is_space || c == '.') => Gap::Apart,
                    _ if separators == 1 => Gap::Loose,
                    _ => match gap {
                        Gap::Loose | Gap::Joiner('.') => Gap::Loose,
                        Gap::Joiner(_) | Gap::Apart => Gap::Apart,
                    },
                };
            }
        }
    }
    word.finish(&mut pieces, gap);
    pieces
}

/// The words of a text one after another, and where each begins and ends.
struct Pieces {
    text: String,
    pieces: Vec<Piece>,
}

/// A word that is being read.
#[derive(Default)]
struct Building {
    /// Where in the text of all it begins.
    start: usize,
    /// How many characters it has, those beyond the longest not counted.
    length: usize,
    /// Where the last apostrophe stood.
    apostrophe: Option<usize>,
}

impl Building {
    fn letter(&mut self, c: char, text: &mut String) {
        if self.length == 0 {
            self.apostrophe = None;
        }
        if self.length < LONGEST {
            push_folded(text, c);
            self.length += 1;
        }
        if self.apostrophe.is_some_and(|at| text[at..] != *"s") {
            // "don't" is "dont", and another apostrophe may follow.
            self.apostrophe = None;
        }
    }

    /// Puts the word down, without the `'s` at its end. False if there was none.
    fn finish(&mut self, pieces: &mut Pieces, gap: Gap) -> bool {
        if let Some(at) = self.apostrophe {
            pieces.text.truncate(at);
        }
        let range = self.start..pieces.text.len();
        let is_word = !range.is_empty();
        *self = Building { start: range.end, ..Building::default() };
        if is_word {
            pieces.pieces.push(Piece { range, gap });
        }
        is_word
    }
}
