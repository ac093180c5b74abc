//! A text to its words, as they are looked up: "co-operate" is also "cooperate", "section 47", "s.47" and
//! "s 47" are also "s47", "child's" is "child". `scripts/search/words.js` does the same.

use std::ops::Range;

use crate::search::fold::{Class, class, push_folded};

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Where it stands, as it is looked up, in what [`Words`] hold.
    start: u32,
    end: u32,
    /// Which of the text's words it is; what joins several has the place of the first.
    pub at: u32,
    /// How many words it joins: 1 for a word that stands in the text as it is.
    pub span: u32,
}

impl Word {
    fn new(range: &Range<usize>, at: u32, span: u32) -> Self {
        Word { start: range.start as u32, end: range.end as u32, at, span }
    }

    /// Where it stands in the text of the words.
    pub(crate) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The words of a text, in order. They share one piece of memory, which the next text can have after them.
#[derive(Default)]
pub(crate) struct Words {
    /// The text in small letters, and after it the words that don't stand in it as they are looked up.
    text: String,
    words: Vec<Word>,
    plain: u32,
    /// Where the words begin that are joined to the last, and whether one of them is part of a reference.
    group: usize,
    has_reference: bool,
}

impl Words {
    /// What the words stand in.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The words.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Word> + Clone {
        self.words.iter()
    }

    /// A word as it is looked up.
    pub(crate) fn text_of(&self, word: &Word) -> &str {
        &self.text[word.range()]
    }

    /// Whether the words of another text come first.
    pub(crate) fn start_with(&self, others: &Words) -> bool {
        let has = |other: &Word, own: &Word| {
            (other.at, other.span, others.text_of(other)) == (own.at, own.span, self.text_of(own))
        };
        let mut pairs = others.iter().zip(self.iter());
        self.words.len() >= others.words.len() && pairs.all(|(other, own)| has(other, own))
    }

    /// How many words stand in the text as they are.
    pub(crate) fn plain_count(&self) -> u32 {
        self.plain
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

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Words {
    let mut words = Words::default();
    words.read(text);
    words
}

impl Words {
    /// Holds the words of a text instead of those of the last.
    pub(crate) fn read(&mut self, text: &str) {
        self.text.clear();
        self.text.push_str(text);
        self.text.make_ascii_lowercase();
        self.words.clear();
        (self.plain, self.group, self.has_reference) = (0, 0, false);
        self.read_words(text);
        self.end_group();
    }

    /// Adds a word that stands in the text, with what stands between it and the one before.
    #[inline]
    fn add(&mut self, range: &Range<usize>, gap: Gap) {
        let word = Word::new(range, self.plain, 1);
        self.plain += 1;
        let is_number = self.text.as_bytes()[range.start].is_ascii_digit();
        // Most words are joined to nothing.
        if is_number || matches!(gap, Gap::Joiner(_)) || self.words.len() > self.group + 1 {
            self.join(&word, gap);
        } else {
            self.group = self.words.len();
        }
        self.words.push(word);
    }

    /// Adds what joins a word to the last one, or else those that came before it to each other.
    #[inline(never)]
    fn join(&mut self, next: &Word, gap: Gap) {
        let Some(last) = self.words.last().copied() else { return };
        if let Some(word) = self.reference(&last, next, gap) {
            self.add_joined(last.at, 2, |text| text.push_str(&word));
            self.has_reference = true;
        }
        if !self.joins(&last, next, gap) {
            self.end_group();
        }
    }

    /// Adds all words that are joined to the last as one, and begins anew.
    fn end_group(&mut self) {
        let group = &self.words[self.group..];
        if !self.has_reference && (2..=MOST_PARTS).contains(&group.len()) {
            let length: usize = group.iter().map(|word| self.text_of(word).chars().count()).sum();
            if length <= LONGEST {
                let (at, span) = (group[0].at, group.len() as u32);
                let ranges: Vec<Range<usize>> = group.iter().map(Word::range).collect();
                let push = |text: &mut String| {
                    ranges.into_iter().for_each(|range| text.extend_from_within(range));
                };
                self.add_joined(at, span, push);
            }
        }
        (self.group, self.has_reference) = (self.words.len(), false);
    }

    /// Adds a word that joins others.
    fn add_joined(&mut self, at: u32, span: u32, push: impl FnOnce(&mut String)) {
        let start = self.text.len();
        push(&mut self.text);
        self.words.push(Word::new(&(start..self.text.len()), at, span));
    }

    /// "section" and "47", with nothing but spaces and a full stop between them: "s47".
    fn reference(&self, last: &Word, next: &Word, gap: Gap) -> Option<String> {
        let number = self.text_of(next);
        if !matches!(gap, Gap::Loose | Gap::Joiner('.')) || !number.starts_with(is_digit) {
            return None;
        }
        let short = short_form(self.text_of(last))?;
        Some(format!("{short}{number}"))
    }

    /// Whether the mark between two words makes one of them.
    fn joins(&self, left: &Word, right: &Word, gap: Gap) -> bool {
        let Gap::Joiner(joiner) = gap else { return false };
        let (left, right) = (self.text_of(left), self.text_of(right));
        let is_single = |word: &str| word.chars().count() == 1;
        let is_number = |word: &str| word.chars().all(is_digit);
        match joiner {
            '-' | '&' => true,
            '.' => is_single(left) || is_single(right) || (is_number(left) && is_number(right)),
            _ => is_number(left) && is_number(right),
        }
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn short_form(word: &str) -> Option<&'static str> {
    LEGAL.iter().find(|(_, words)| words.contains(&word)).map(|(short, _)| *short)
}

fn joiner(c: char) -> Option<char> {
    match c {
        '-' | '\u{2010}' | '\u{2011}' => Some('-'),
        '.' | '&' | '/' | ':' | ',' => Some(c),
        _ => None,
    }
}

/// How many letters and digits of ASCII a text begins with: several bytes are looked at together.
#[inline]
fn letters(mut text: &[u8]) -> usize {
    let mut before = 0;
    while let Some((first, rest)) = text.split_first_chunk() {
        let others = others(u64::from_le_bytes(*first));
        if others > 0 {
            return before + others.trailing_zeros() as usize / 8;
        }
        (before, text) = (before + 8, rest);
    }
    before + text.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

/// The highest bit of each of eight bytes that is neither a letter nor a digit of ASCII.
#[inline]
fn others(bytes: u64) -> u64 {
    let each = |byte: u8| u64::from_le_bytes([byte; 8]);
    let low = bytes & each(0x7F);
    let small = low | each(0x20);
    // With so much added, the highest bit says whether a byte is at least as much.
    let is_within = |bytes: u64, first: u8, last: u8| {
        (bytes + each(0x80 - first)) & !(bytes + each(0x7F - last))
    };
    let letters = is_within(small, b'a', b'z') | is_within(low, b'0', b'9');
    (bytes | !letters) & each(0x80)
}

impl Words {
    /// Adds the text's words. Most are ASCII from one space to the next, and stay where they stand.
    fn read_words(&mut self, text: &str) {
        let (mut gap, mut separators) = (Gap::Apart, 0);
        let mut at = 0;
        while at < text.len() {
            let rest = &text.as_bytes()[at..];
            let letters = letters(rest);
            if rest.get(letters) == Some(&b' ') && (1..=LONGEST).contains(&letters) {
                self.add(&(at..at + letters), gap);
                (at, gap, separators) = (at + letters + 1, Gap::Apart.with(' ', 1), 1);
                continue;
            }
            let next = text[at + letters..].chars().next();
            let next = next.map(|c| (c, class(c)));
            let ends = next.is_none_or(|(_, class)| class == Class::Separator);
            if letters > 0 && letters <= LONGEST && ends {
                self.add(&(at..at + letters), gap);
                (at, separators) = (at + letters, 0);
            } else if letters > 0 || next.is_some_and(|(_, class)| class == Class::Letter) {
                let (range, length) = self.folded(&text[at..]);
                at += length;
                if !range.is_empty() {
                    self.add(&range, gap);
                    separators = 0;
                }
                continue;
            }
            let Some((c, class)) = next else { break };
            match class {
                Class::Ideograph => {
                    self.add(&(at..at + c.len_utf8()), Gap::Apart);
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

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_are_those_of_ascii() {
        for byte in 0..=u8::MAX {
            for before in 0..20 {
                let text = [&b"aZ09zAb1"[..], &[b'q'; 12], &[byte], b"more"].concat();
                let more = if byte.is_ascii_alphanumeric() { 5 } else { 0 };
                assert_eq!(letters(&text[before..]), 20 - before + more, "{byte} after {before}");
            }
        }
    }
}
