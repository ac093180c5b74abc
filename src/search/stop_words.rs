//! Words that say nothing by themselves, in English and in Welsh. `scripts/search/stop-words.js` has the same; a test holds them to
//! each other.

/// As they are looked up, without accents and apostrophes, sorted.
pub(crate) const ENGLISH: &[&str] = &[
    "a", "about", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can",
    "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "him", "his",
    "how", "i", "if", "in", "into", "is", "it", "its", "me", "my", "no", "not", "of", "on", "or",
    "our", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then",
    "there", "these", "they", "this", "those", "to", "up", "us", "was", "we", "were", "what",
    "when", "where", "which", "who", "why", "will", "with", "would", "you", "your",
];

pub(crate) const WELSH: &[&str] = &[
    "a", "ac", "am", "ar", "at", "beth", "bydd", "chi", "chich", "dan", "dy", "ei", "eich", "ein",
    "er", "eu", "fe", "fi", "fo", "fy", "gan", "gyda", "hefyd", "hi", "hon", "hwn", "hyn", "hynny",
    "i", "ich", "ir", "iw", "mae", "maer", "mi", "na", "nad", "neu", "ni", "nid", "o", "oedd",
    "oes", "or", "os", "pa", "pan", "pwy", "roedd", "sut", "sy", "sydd", "syn", "ti", "trwy",
    "tua", "un", "wrth", "y", "ydy", "ydych", "ydyn", "yma", "yn", "yna", "yr", "yw",
];

/// Whether a word is in a sorted list, which has none that is longer than six bytes.
pub(crate) fn holds(list: &[&str], word: &str) -> bool {
    word.len() <= 6 && list.binary_search(&word).is_ok()
}
