//! How hard sentences are to read, by the Flesch–Kincaid grade: a school year in the United States, five years
//! behind the age of the pupil.
//!
//! Kincaid, Fishburne, Rogers and Chissom, “Derivation of New Readability Formulas”, Research Branch Report
//! 8-75, 1975: 0.39 × words a sentence + 11.8 × syllables a word − 15.59.

use crate::check::prose::{Sentence, is_word};

/// The grade of several sentences taken together; `None` without any words.
pub(crate) fn grade(sentences: &[Sentence]) -> Option<f64> {
    let sentences: Vec<&Sentence> = sentences.iter().filter(|one| !is_entry(one)).collect();
    let words: usize = sentences.iter().map(|one| one.words).sum();
    let syllables: usize = sentences.iter().map(|one| syllables(one)).sum();
    (words > 0).then(|| {
        let (words, count) = (words as f64, sentences.len() as f64);
        0.39 * words / count + 11.8 * syllables as f64 / words - 15.59
    })
}

/// The grade of one sentence by itself.
pub(crate) fn grade_of_one(sentence: &Sentence) -> f64 {
    grade(std::slice::from_ref(sentence)).unwrap_or(f64::MIN)
}

/// An entry of a list, such as a name or an address, is no sentence, and easy or hard by nothing that is counted.
fn is_entry(sentence: &Sentence) -> bool {
    sentence.words < 5 && !sentence.text.ends_with(['.', '!', '?', '”', '\'', '’', '"', '…'])
}

/// A name or an abbreviation is no harder than a word of two syllables, and a number counts as one: people know
/// their social worker's name however long it is.
fn syllables(sentence: &Sentence) -> usize {
    let words = sentence.text.split_whitespace().filter(|word| is_word(word)).enumerate();
    words
        .map(|(index, word)| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let is_name = index > 0 && bare.starts_with(char::is_uppercase);
            // Words joined by a hyphen or a stroke are read one by one.
            let parts = bare.split(['-', '/', '–']).map(of_word).sum::<usize>();
            if is_name { parts.min(2) } else { parts }
        })
        .sum()
}

/// The syllables of an English word, guessed from its letters.
fn of_word(word: &str) -> usize {
    let word: String = word
        .to_lowercase()
        .trim_end_matches("’s")
        .trim_end_matches("'s")
        .chars()
        .filter(|c| c.is_ascii_lowercase())
        .collect();
    let bytes = word.as_bytes();
    let is_vowel = |at: usize| bytes.get(at).is_some_and(|b| b"aeiouy".contains(b));
    let groups =
        (0..bytes.len()).filter(|&at| is_vowel(at) && (at == 0 || !is_vowel(at - 1))).count();
    let consonant_before =
        |back: usize| bytes.len().checked_sub(back + 1).is_some_and(|at| !is_vowel(at));
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let is_silent = ends(&["e"]) && consonant_before(1) && !(ends(&["le"]) && consonant_before(2))
        || ends(&["ed"]) && consonant_before(2) && !ends(&["ted", "ded"])
        || ends(&["es"])
            && consonant_before(2)
            && !ends(&["ses", "zes", "ches", "shes", "xes", "ces", "ges", "les"])
        || ends(&["les"]) && !consonant_before(3);
    let split = ["ia", "iu", "eo", "uou", "iou"];
    let apart = split.iter().map(|pair| word.matches(pair).count()).sum::<usize>()
        - ["tial", "cial", "cian", "tious", "cious", "people", "liais"]
            .iter()
            .map(|joined| word.matches(joined).count())
            .sum::<usize>()
            .min(split.iter().map(|pair| word.matches(pair).count()).sum());
    // `ely`, `ement`, `eful`: an e that was silent before an ending stays so.
    let inner = ["ely", "ement", "eful", "eless"].iter().any(|ending| {
        word.strip_suffix(ending)
            .is_some_and(|stem| stem.len() > 2 && stem.contains(|c| "aeiouy".contains(c)))
    });
    (groups + apart).saturating_sub(usize::from(is_silent) + usize::from(inner)).max(1)
}

#[cfg(test)]
mod tests {
    use super::of_word;

    #[test]
    fn syllables_are_mostly_right() {
        let known = [
            (1, "a child made the house plan worked asked safe their where thought loved people’s"),
            (
                2,
                "family people worker table children social really safely needed moment hopeful meeting places",
            ),
            (3, "family assessment together everyone hospital protection radio decided"),
            (4, "situation intervention information safeguarding responsible community"),
            (5, "university responsibility"),
        ];
        let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
        for (count, words) in known {
            for word in words.split(' ') {
                all += 1;
                match of_word(word) == count {
                    true => right += 1,
                    false => wrong.push((word, of_word(word))),
                }
            }
        }
        // “family” stands on two lines, as people say it either way; and a few words always defeat letters.
        assert!(right * 100 >= all * 88, "{right} of {all}: {wrong:?}");
    }
}
