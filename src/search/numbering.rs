//! Words to numbers, and to what is known of each: a handbook has millions of words, each of which is looked up here, so
//! that a word, its number and what is known of it are found together. Nearly all are short, and compared as a number
//! and not as text.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

/// The words seen so far, each with its number: how many were there before it.
pub(crate) struct Numbering<T> {
    /// By the hash of a word, or after that: one more than its number. 0, where there is none.
    slots: Vec<u32>,
    entries: Vec<Entry<T>>,
    /// All words, one after another, and where each ends.
    text: String,
    ends: Vec<usize>,
    /// The keys of words that are looked up, with what is in the slots that they should have.
    likely: Vec<(u128, u32)>,
}

struct Entry<T> {
    key: u128,
    known: T,
}

/// How many slots there are at first. At least half of them are free at any time.
const SLOTS: usize = 1 << 10;

impl<T> Default for Numbering<T> {
    fn default() -> Self {
        Numbering {
            slots: vec![0; SLOTS],
            entries: Vec::new(),
            text: String::new(),
            ends: Vec::new(),
            likely: Vec::new(),
        }
    }
}

impl<T> Numbering<T> {
    /// Adds the numbers of words that stand in a text; of each that was not seen before the next one, with what is known
    /// of it then. What may be theirs is looked up of all before any is compared, so that the processor waits for many at once.
    pub(crate) fn number_all(
        &mut self,
        text: &str,
        words: impl Iterator<Item = Range<usize>> + Clone,
        numbers: &mut Vec<u32>,
        new: impl Fn(&str) -> T,
    ) {
        let mut likely = std::mem::take(&mut self.likely);
        likely.clear();
        likely.extend(words.clone().map(|word| {
            let key = key(text.as_bytes(), &word);
            (key, self.slots[self.slot(key)])
        }));
        numbers.extend(likely.iter().zip(words).map(|((key, likely), word)| {
            let number = likely.wrapping_sub(1);
            match self.entries.get(number as usize) {
                Some(entry) if entry.key == *key && *key < LONG => number,
                _ => self.find(&text[word], *key, &new),
            }
        }));
        self.likely = likely;
    }

    /// The number of a word.
    fn find(&mut self, word: &str, key: u128, new: impl Fn(&str) -> T) -> u32 {
        let mut slot = self.slot(key);
        while let Some(number) = self.slots[slot].checked_sub(1) {
            let is_same = self.entries[number as usize].key == key;
            if is_same && (key < LONG || self.word(number as usize) == word) {
                return number;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.add(word, key, slot, new(word))
    }

    /// What is known of the word that has a number.
    #[inline]
    pub(crate) fn known(&mut self, number: u32) -> &mut T {
        &mut self.entries[number as usize].known
    }

    /// The same, with the word.
    pub(crate) fn entry(&self, number: usize) -> (&str, &T) {
        (self.word(number), &self.entries[number].known)
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The word that has a number.
    pub(crate) fn word(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    /// The slot that a word should have.
    #[inline]
    fn slot(&self, key: u128) -> usize {
        hash(key) as usize & (self.slots.len() - 1)
    }

    #[cold]
    fn add(&mut self, word: &str, key: u128, slot: usize, known: T) -> u32 {
        self.entries.push(Entry { key, known });
        self.text.push_str(word);
        self.ends.push(self.text.len());
        let next = self.entries.len() as u32;
        self.slots[slot] = next;
        if self.entries.len() * 2 > self.slots.len() {
            self.grow();
        }
        next - 1
    }

    /// Doubles the slots.
    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for number in 0..self.entries.len() {
            let mut slot = self.slot(self.entries[number].key);
            while self.slots[slot] > 0 {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = number as u32 + 1;
        }
    }
}

/// The keys of words of more than 15 bytes are not below this.
const LONG: u128 = 0xFF << 120;

/// A word of at most 15 bytes as a number that no other word has: its bytes, and above them how many they are. Of a
/// longer one a number that hardly any other has.
#[inline]
fn key(text: &[u8], word: &Range<usize>) -> u128 {
    let length = word.len();
    match text[word.start..].first_chunk() {
        Some(chunk) if length <= 15 => {
            let bytes = u128::from_le_bytes(*chunk) & !(u128::MAX << (8 * length));
            bytes | (length as u128) << 120
        }
        _ => rare_key(&text[word.clone()]),
    }
}

/// The same of a longer word, or of one near the end of a text, after which fewer bytes follow than are taken at once.
#[cold]
fn rare_key(word: &[u8]) -> u128 {
    if word.len() > 15 {
        let mut hasher = FxHasher::default();
        hasher.write(word);
        return LONG | u128::from(hasher.finish());
    }
    let mut bytes = [0; 16];
    bytes[..word.len()].copy_from_slice(word);
    bytes[15] = word.len() as u8;
    u128::from_le_bytes(bytes)
}

/// What words are looked for by, as evenly as may be.
#[inline]
fn hash(key: u128) -> u64 {
    let (low, high) =
        (key as u64 ^ 0x243F_6A88_85A3_08D3, (key >> 64) as u64 ^ 0x9319_8A2E_0370_7344);
    let product = u128::from(low) * u128::from(high);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::{LONG, Numbering, key};

    #[test]
    fn words_of_any_length_have_their_numbers() {
        let mut numbering = Numbering::default();
        let words: Vec<String> = (0..40)
            .flat_map(|length| {
                ["a".repeat(length), format!("{}b", "a".repeat(length)), "é".repeat(length)]
            })
            .chain((0..5000).map(|number| number.to_string()))
            .collect();
        let mut number = |word: &str, text: &str| {
            let at = text.find(word).expect("it stands there");
            let mut numbers = Vec::new();
            let word = at..at + word.len();
            numbering.number_all(text, std::iter::once(word), &mut numbers, str::len);
            numbers[0]
        };
        let numbers: Vec<u32> = words.iter().map(|word| number(word, word)).collect();
        for (word, known) in words.iter().zip(&numbers) {
            assert_eq!(number(word, &format!("({word}) and more than that")), *known, "{word}");
        }
        for (word, number) in words.iter().zip(numbers) {
            assert_eq!(numbering.entry(number as usize), (word.as_str(), &word.len()));
        }
        assert_eq!(numbering.len(), 40 + 40 + 39 + 5000);
    }

    #[test]
    fn a_key_is_the_bytes_of_a_word() {
        let text: Vec<u8> = (1..=40).collect();
        for length in 0..16 {
            for start in [0, 20, 40 - length] {
                let mut bytes = [0; 16];
                bytes[..length].copy_from_slice(&text[start..start + length]);
                bytes[15] = length as u8;
                assert_eq!(key(&text, &(start..start + length)), u128::from_le_bytes(bytes));
            }
        }
        let [one, other] = [key(&text, &(0..16)), key(&text, &(0..17))];
        assert!(one > LONG && other > LONG && one != other);
    }
}
