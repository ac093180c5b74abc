//! A word to its stem: spelling made one (British and American, irregular plurals), then Porter's
//! algorithm (Program 14, 1980) with the two later changes that its author made. `scripts/search/stem.js`
//! does the same, rule for rule; a test holds them to each other.

/// Plurals that no rule makes, and words that people spell both ways.
const IRREGULAR: [(&str, &str); 14] = [
    ("children", "child"),
    ("women", "woman"),
    ("men", "man"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("lives", "life"),
    ("wives", "wife"),
    ("people", "person"),
    ("centre", "center"),
    ("centres", "center"),
    ("programme", "program"),
    ("programmes", "program"),
    ("licence", "license"),
    ("defence", "defense"),
];
/// `-ise` is `-ize` after at least four letters.
const ISE: [&str; 9] =
    ["isations", "isation", "isable", "isers", "ising", "iser", "ised", "ises", "ise"];
/// `-our` is `-or` after at least three.
const OUR: [&str; 9] =
    ["ourhoods", "ourhood", "ourable", "ourless", "ouring", "oured", "oural", "ours", "our"];
const STEP_2: [(&str, &str); 21] = [
    ("ational", "ate"),
    ("ization", "ize"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("tional", "tion"),
    ("biliti", "ble"),
    ("ation", "ate"),
    ("entli", "ent"),
    ("ousli", "ous"),
    ("alism", "al"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("alli", "al"),
    ("ator", "ate"),
    ("logi", "log"),
    ("bli", "ble"),
    ("eli", "e"),
];
const STEP_3: [(&str, &str); 7] = [
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
];
const STEP_4: [&str; 19] = [
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ion", "ism", "ate", "iti",
    "ous", "ive", "ize", "al", "er", "ic", "ou",
];

/// The stem of a word that was made by [`words`](crate::search::words). Only words of the letters a to z
/// change.
pub(crate) fn stem(word: &str) -> String {
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut stem = spelling(word);
    step_1(&mut stem);
    replace(&mut stem, &STEP_2);
    replace(&mut stem, &STEP_3);
    step_4(&mut stem);
    step_5(&mut stem);
    stem
}

/// How much comes before a suffix, if a word has it. Nearly all have another last letter.
#[inline]
fn before(word: &str, suffix: &str) -> Option<usize> {
    let is_likely = word.as_bytes().last() == suffix.as_bytes().last();
    (is_likely && word.ends_with(suffix)).then(|| word.len() - suffix.len())
}

/// Puts other letters in the place of all that follows the first.
fn put(word: &mut String, end: usize, rest: &str) {
    word.truncate(end);
    word.push_str(rest);
}

fn spelling(word: &str) -> String {
    if let Some((_, regular)) = IRREGULAR.iter().find(|(irregular, _)| *irregular == word) {
        return (*regular).to_owned();
    }
    let mut spelt = String::with_capacity(word.len() + 1);
    spelt.push_str(word);
    if let Some(rest) = word.strip_prefix("practis") {
        put(&mut spelt, 0, "practic");
        spelt.push_str(rest);
        return spelt;
    }
    for suffix in ISE {
        if let Some(end) = before(word, suffix) {
            if end >= 4 {
                put(&mut spelt, end, "iz");
                spelt.push_str(&suffix[2..]);
            }
            return spelt;
        }
    }
    for suffix in OUR {
        if let Some(end) = before(word, suffix) {
            if end >= 3 {
                put(&mut spelt, end, "or");
                spelt.push_str(&suffix[3..]);
            }
            return spelt;
        }
    }
    spelt
}

fn is_consonant(word: &[u8], at: usize) -> bool {
    match word[at] {
        b'a' | b'e' | b'i' | b'o' | b'u' => false,
        b'y' => at == 0 || !is_consonant(word, at - 1),
        _ => true,
    }
}

/// How often a consonant follows a vowel: Porter's m.
fn measure(word: &str) -> usize {
    let word = word.as_bytes();
    (1..word.len()).filter(|&at| is_consonant(word, at) && !is_consonant(word, at - 1)).count()
}

fn has_vowel(word: &str) -> bool {
    (0..word.len()).any(|at| !is_consonant(word.as_bytes(), at))
}

/// Ends in consonant, vowel, consonant, the last not w, x or y.
fn ends_short(word: &str) -> bool {
    let (bytes, length) = (word.as_bytes(), word.len());
    length >= 3
        && is_consonant(bytes, length - 3)
        && !is_consonant(bytes, length - 2)
        && is_consonant(bytes, length - 1)
        && !matches!(bytes[length - 1], b'w' | b'x' | b'y')
}

fn ends_double(word: &str) -> bool {
    let (bytes, length) = (word.as_bytes(), word.len());
    length >= 2 && bytes[length - 1] == bytes[length - 2] && is_consonant(bytes, length - 1)
}

fn step_1(word: &mut String) {
    if word.ends_with("sses") || word.ends_with("ies") {
        word.truncate(word.len() - 2);
    } else if word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
    if let Some(end) = before(word, "eed") {
        if measure(&word[..end]) > 0 {
            word.pop();
        }
    } else {
        let end = before(word, "ed").or_else(|| before(word, "ing"));
        if let Some(end) = end.filter(|end| has_vowel(&word[..*end])) {
            word.truncate(end);
            if word.ends_with("at") || word.ends_with("bl") || word.ends_with("iz") {
                word.push('e');
            } else if ends_double(word) {
                if !word.ends_with(['l', 's', 'z']) {
                    word.pop();
                }
            } else if measure(word) == 1 && ends_short(word) {
                word.push('e');
            }
        }
    }
    if let Some(end) = before(word, "y").filter(|end| has_vowel(&word[..*end])) {
        put(word, end, "i");
    }
}

fn replace(word: &mut String, suffixes: &[(&str, &str)]) {
    let ends = suffixes.iter().find_map(|(suffix, other)| Some((before(word, suffix)?, other)));
    if let Some((end, other)) = ends.filter(|(end, _)| measure(&word[..*end]) > 0) {
        put(word, end, other);
    }
}

fn step_4(word: &mut String) {
    let ends = STEP_4.iter().find_map(|suffix| Some((before(word, suffix)?, *suffix)));
    if let Some((end, suffix)) = ends {
        let base = &word[..end];
        let allowed = suffix != "ion" || base.ends_with(['s', 't']);
        if allowed && measure(base) > 1 {
            word.truncate(end);
        }
    }
}

fn step_5(word: &mut String) {
    if let Some(end) = before(word, "e") {
        let base = &word[..end];
        let measure = measure(base);
        if measure > 1 || (measure == 1 && !ends_short(base)) {
            word.pop();
        }
    }
    if word.ends_with("ll") && measure(word) > 1 {
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn words_of_one_family_have_one_stem() {
        let check = |words: &str, expected: &str| {
            for word in words.split(' ') {
                assert_eq!(stem(word), expected, "{word}");
            }
        };
        check("assess assesses assessed assessing assessment assessments", "assess");
        check("organise organize organisation organizations organising", "organ");
        check("behaviour behavior behaviours behavioural", "behavior");
        check("child children", "child");
        check("policy policies", "polici");
        check("practice practise practised practising practices", "practic");
        check("visit visits visiting visited", "visit");
        check("plan plans planned planning", "plan");
        check("referral referrals", "referr");
        check("s47", "s47");
        check("ab", "ab");
    }
}
