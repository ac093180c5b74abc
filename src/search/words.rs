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

/// The words of a text, in order. They share one piece of memory, which the next text can have after them.
#[derive(Default)]
pub(crate) struct Words {
    /// The text in small letters, and after it the words that don't stand in it as they are looked up.
    text: String,
    pieces: Vec<Piece>,
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

    /// How many words stand in the text as they are.
    pub(crate) fn plain_count(&self) -> usize {
        self.pieces.len()
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
    let mut words = Words::default();
    words.read(text);
    words
}

impl Words {
    /// Holds the words of a text instead of those of the last.
    pub(crate) fn read(&mut self, text: &str) {
        self.read_pieces(text);
        let Words { text, pieces, words } = self;
        words.clear();
        let mut start = 0;
        while start < pieces.len() {
            let mut end = start + 1;
            while end < pieces.len() && joins(text, &pieces[end - 1], &pieces[end]) {
                end += 1;
            }
            let mut has_reference = false;
            for index in start..end {
                let piece = &pieces[index];
                words.push((piece.range.clone(), index as u32, 1));
                let next = pieces.get(index + 1);
                if let Some(word) = next.and_then(|next| reference(text, piece, next)) {
                    words.push((text.len()..text.len() + word.len(), index as u32, 2));
                    text.push_str(&word);
                    has_reference = true;
                }
            }
            let count = end - start;
            if !has_reference && (2..=MOST_PARTS).contains(&count) {
                let ranges = pieces[start..end].iter().map(|piece| piece.range.clone());
                let length = ranges.clone().map(|range| text[range].chars().count()).sum::<usize>();
                if length <= LONGEST {
                    let whole = text.len();
                    ranges.for_each(|range| text.extend_from_within(range));
                    words.push((whole..text.len(), start as u32, count as u32));
                }
            }
            start = end;
        }
    }
}

/// "section" and "47", with nothing but spaces and a full stop between them: "s47".
fn reference(text: &str, piece: &Piece, next: &Piece) -> Option<String> {
    let is_near = matches!(next.gap, Gap::Loose | Gap::Joiner('.'));
    let first = text.as_bytes().get(next.range.start).filter(|_| is_near)?;
    if !first.is_ascii_digit() {
        return None;
    }
    let number = &text[next.range.clone()];
    let short = short_form(&text[piece.range.clone()])?;
    Some(format!("{short}{number}"))
}

fn short_form(word: &str) -> Option<&'static str> {
    LEGAL.iter().find(|(_, words)| words.contains(&word)).map(|(short, _)| *short)
}

/// Whether the mark between two words makes one of them.
fn joins(text: &str, left: &Piece, right: &Piece) -> bool {
    let Gap::Joiner(joiner) = right.gap else { return false };
    let (left, right) = (&text[left.range.clone()], &text[right.range.clone()]);
    let is_single = |piece: &str| piece.chars().count() == 1;
    let is_number = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_digit());
    match joiner {
        '-' | '&' => true,
        '.' => is_single(left) || is_single(right) || (is_number(left) && is_number(right)),
        _ => is_number(left) && is_number(right),
    }
}

fn joiner(c: char) -> Option<char> {
    match c {
        '-' | '\u{2010}' | '\u{2011}' => Some('-'),
        '.' | '&' | '/' | ':' | ',' => Some(c),
        _ => None,
    }
}

/// Whether a byte is a letter or a digit of ASCII.
const IS_LETTER: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

impl Words {
    /// Finds the text's words, not yet joined, each with what stands before it. Most are ASCII from one space to the
    /// next, and stay where they stand.
    fn read_pieces(&mut self, text: &str) {
        self.text.clear();
        self.text.push_str(text);
        self.text.make_ascii_lowercase();
        self.pieces.clear();
        let (mut gap, mut separators) = (Gap::Apart, 0);
        let mut at = 0;
        while at < text.len() {
            let rest = &text.as_bytes()[at..];
            let letters = rest.iter().take_while(|byte| IS_LETTER[usize::from(**byte)]).count();
            if rest.get(letters) == Some(&b' ') && (1..=LONGEST).contains(&letters) {
                self.pieces.push(Piece { range: at..at + letters, gap });
                (at, gap, separators) = (at + letters + 1, Gap::Apart.with(' ', 1), 1);
                continue;
            }
            let next = text[at + letters..].chars().next();
            let next = next.map(|c| (c, class(c)));
            let ends = next.is_none_or(|(_, class)| class == Class::Separator);
            if letters > 0 && letters <= LONGEST && ends {
                self.pieces.push(Piece { range: at..at + letters, gap });
                (at, separators) = (at + letters, 0);
            } else if letters > 0 || next.is_some_and(|(_, class)| class == Class::Letter) {
                let (range, length) = self.folded(&text[at..]);
                at += length;
                if !range.is_empty() {
                    self.pieces.push(Piece { range, gap });
                    separators = 0;
                }
                continue;
            }
            let Some((c, class)) = next else { break };
            match class {
                Class::Ideograph => {
                    self.pieces.push(Piece { range: at..at + c.len_utf8(), gap: Gap::Apart });
                    (gap, separators) = (Gap::Apart, 0);
                }
                Class::Separator | Class::Apostrophe => {
                    separators += 1;
                    gap = gap.with(c, separators);
                }
                Class::Ignored | Class::Letter => {}
            }
            at += c.len_utf8();
        }
    }

    /// Puts the word that a text begins with down as it is looked up, without the `'s` at its end: where, and how
    /// much of the text it takes.
    fn folded(&mut self, source: &str) -> (Range<usize>, usize) {
        let start = self.text.len();
        let mut word = Building::default();
        let mut end = source.len();
        for (at, c) in source.char_indices() {
            match class(c) {
                Class::Ignored => {}
                Class::Letter => word.letter(c, &mut self.text),
                Class::Apostrophe if word.length > 0 && word.apostrophe.is_none() => {
                    word.apostrophe = Some(self.text.len());
                }
                Class::Ideograph | Class::Separator | Class::Apostrophe => {
                    end = at;
                    break;
                }
            }
        }
        if let Some(at) = word.apostrophe {
            self.text.truncate(at);
        }
        (start..self.text.len(), end)
    }
}

impl Gap {
    /// What stands between two words once another character is added to it, so many in all.
    fn with(self, c: char, separators: usize) -> Gap {
        let is_space = matches!(c, ' ' | '\u{A0}' | '\n' | '\t');
        match (joiner(c), separators) {
            (Some(joiner), 1) => Gap::Joiner(joiner),
            _ if !(is_space || c == '.') => Gap::Apart,
            _ if separators == 1 => Gap::Loose,
            _ => match self {
                Gap::Loose | Gap::Joiner('.') => Gap::Loose,
                Gap::Joiner(_) | Gap::Apart => Gap::Apart,
            },
        }
    }
}

/// A word that is being read.
#[derive(Default)]
struct Building {
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
}
