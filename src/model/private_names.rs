//! Names that a department knows and that must not stand in a handbook. They come from outside its folder,
//! and nothing here shows them, not even to a debugger.

use std::fmt;
use std::hash::{Hash, Hasher};

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether there is a list of names, and what is on it.
#[derive(Clone, Debug, Default, Hash)]
pub enum PrivateNames {
    /// The handbook names no list.
    #[default]
    None,
    /// It does, and here it is.
    Read(std::sync::Arc<Names>),
    /// It does, and the list can't be read.
    Unread(NamesFault),
}

/// Why a list of names can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NamesFault {
    /// It isn't there.
    Missing,
    /// It lies in the handbook's own folder, from which it could be copied.
    Inside,
    /// The system refuses, or it is no file.
    Unreadable,
    /// It is longer than a list of names can be.
    TooLarge,
}

/// Names, by their first words.
#[derive(Clone)]
pub struct Names {
    by_first: FxHashMap<String, Vec<Vec<String>>>,
    /// The hash of the list that they were read from.
    list: blake3::Hash,
}

impl Hash for Names {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.list.hash(state);
    }
}

impl Names {
    /// Reads a list: a name a line; empty lines and those that begin with `#` don't count.
    pub fn parse(list: &str) -> Self {
        let list_hash = blake3::hash(list.as_bytes());
        let mut names = Names { by_first: FxHashMap::default(), list: list_hash };
        for line in list.lines().filter(|line| !line.trim_start().starts_with('#')) {
            let words: Vec<String> = words(line).map(|(_, word)| plain(word)).collect();
            if let Some((first, rest)) = words.split_first()
                && line.trim().chars().count() > 1
            {
                names.by_first.entry(first.clone()).or_default().push(rest.to_vec());
            }
        }
        names
    }

    /// Where names stand in a text: whatever their capitals and accents, and whatever single mark or space
    /// stands between their words.
    pub fn find(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        if self.by_first.is_empty() {
            return Vec::new();
        }
        let all: Vec<(usize, &str)> = words(text).collect();
        let mut found = Vec::new();
        for (index, (start, word)) in all.iter().enumerate() {
            let Some(rests) = self.by_first.get(&plain(word)) else { continue };
            let follows = |rest: &Vec<String>| {
                let next = all.get(index + 1..index + 1 + rest.len())?;
                let mut end = start + word.len();
                for ((at, word), wanted) in next.iter().zip(rest) {
                    if at - end > 4 || plain(word) != *wanted {
                        return None;
                    }
                    end = at + word.len();
                }
                Some(end)
            };
            found.extend(rests.iter().filter_map(follows).max().map(|end| *start..end));
        }
        found
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Names(…)")
    }
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let start = text.as_ptr() as usize;
    text.split(move |c: char| !is_part(c))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word))
}

/// A word in small letters, without its accents.
fn plain(word: &str) -> String {
    match word.is_ascii() {
        true => word.to_ascii_lowercase(),
        false => {
            word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn finds_names_however_they_are_written() {
        let names = Names::parse("# our list\n\nZoë Smith-Jones\r\nOrlaith\nZoë\nX\n");
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = names.find(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("with zoe  smith\nJONES today", &["zoe  smith\nJONES"]);
        check("zoe-smith-jones.md", &["zoe-smith-jones"]);
        check("**Orlaith**’s plan, Orlaiths", &["Orlaith"]);
        check("Zoe Smithers; zoo", &["Zoe"]);
        check("x X", &[]);
        assert_eq!(format!("{names:?}"), "Names(…)");
    }
}
