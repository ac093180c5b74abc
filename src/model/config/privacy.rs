//! `case_number_pattern:` what the case system's numbers look like.

use regex::{Error, Regex, RegexBuilder};

/// The longest pattern, in bytes, and the most memory that one may take.
const LONGEST: usize = 500;
const MOST_MEMORY: usize = 1 << 20;

/// A pattern ready to look with.
///
/// # Errors
/// If it is no pattern, is too large, or fits where nothing stands.
pub fn case_numbers(pattern: &str) -> Result<Regex, Error> {
    if pattern.len() > LONGEST {
        return Err(Error::CompiledTooBig(LONGEST));
    }
    let regex =
        RegexBuilder::new(pattern).size_limit(MOST_MEMORY).dfa_size_limit(MOST_MEMORY).build()?;
    match regex.is_match("") {
        true => Err(Error::Syntax("it fits where nothing stands".to_owned())),
        false => Ok(regex),
    }
}
