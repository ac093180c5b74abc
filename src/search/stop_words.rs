//! Words that say nothing by themselves. `scripts/search/stop-words.js` has the same; a test holds them to
//! each other.

const STOP_WORDS: &str = "a about all also an and any are as at be been by can could did do does for from had has \
have he her him his how i if in into is it its me my no not of on or our she should so some such than that the \
their them then there these they this those to up us was we were what when where which who why will with would \
you your";

/// Whether a word says nothing by itself.
pub(crate) fn is_stop_word(word: &str) -> bool {
    word.len() <= 6 && STOP_WORDS.split(' ').any(|one| one == word)
}
