//! Words to numbers, each looked up once for each time that it stands somewhere: a handbook has millions, of which
//! nearly all are short, so that those are compared as a number and not as text.

use rustc_hash::FxHashMap;

/// The words seen so far, each with its number: how many were there before it.
#[derive(Default)]
pub(crate) struct Numbering {
    short: FxHashMap<u128, u32>,
    long: FxHashMap<Box<str>, u32>,
    /// All words, one after another, and where each ends.
    text: String,
    ends: Vec<usize>,
}

impl Numbering {
    /// A word's number; the next one, if it was not seen before.
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        let next = self.ends.len() as u32;
        let key = key(word.as_bytes());
        let known = match key {
            Some(key) => self.short.get(&key),
            None => self.long.get(word),
        };
        if let Some(number) = known {
            return *number;
        }
        match key {
            Some(key) => self.short.insert(key, next),
            None => self.long.insert(word.into(), next),
        };
        self.text.push_str(word);
        self.ends.push(self.text.len());
        next
    }

    /// The word that has a number.
    pub(crate) fn word(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }
}

/// A word of at most 15 bytes as a number that no other word has: its bytes, and above them how many they are.
#[inline]
fn key(word: &[u8]) -> Option<u128> {
    let length = word.len();
    let bytes = match length {
        0..4 => word.iter().rev().fold(0, |number, byte| number << 8 | u128::from(*byte)),
        4..8 => {
            let (first, last) = (word.first_chunk()?, word.last_chunk()?);
            let last = u64::from(u32::from_le_bytes(*last)) >> (8 * (8 - length));
            u128::from(u64::from(u32::from_le_bytes(*first)) | last << 32)
        }
        8..16 => {
            let (first, last) = (word.first_chunk()?, word.last_chunk()?);
            let last = u128::from(u64::from_le_bytes(*last)) >> (8 * (16 - length));
            u128::from(u64::from_le_bytes(*first)) | last << 64
        }
        _ => return None,
    };
    Some(bytes | (length as u128) << 120)
}

#[cfg(test)]
mod tests {
    use super::{Numbering, key};

    #[test]
    fn words_of_any_length_have_their_numbers() {
        let mut numbering = Numbering::default();
        let words: Vec<String> = (0..40)
            .flat_map(|length| {
                ["a".repeat(length), format!("{}b", "a".repeat(length)), "é".repeat(length)]
            })
            .collect();
        let numbers: Vec<u32> = words.iter().map(|word| numbering.number(word)).collect();
        for (word, number) in words.iter().zip(&numbers) {
            assert_eq!(numbering.word(*number as usize), word);
            assert_eq!(numbering.number(word), *number, "{word}");
        }
        assert_eq!(numbering.ends.len(), 40 + 40 + 39);
    }

    #[test]
    fn a_key_is_the_bytes_of_a_word() {
        for length in 0..16_usize {
            let word: Vec<u8> = (1..=length as u8).collect();
            let mut bytes = [0; 16];
            bytes[..length].copy_from_slice(&word);
            bytes[15] = length as u8;
            assert_eq!(key(&word), Some(u128::from_le_bytes(bytes)), "{length}");
        }
        assert_eq!(key(&[1; 16]), None);
    }
}
