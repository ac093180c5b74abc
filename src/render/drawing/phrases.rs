//! The theme's phrases, for what a drawing says in words.

use std::collections::BTreeMap;

/// Every phrase that readers see, by name.
#[derive(Clone, Copy)]
pub(crate) struct Phrases<'a>(pub(crate) &'a BTreeMap<String, String>);

impl<'a> Phrases<'a> {
    /// A phrase; empty if the theme lacks it.
    pub(super) fn get(self, name: &str) -> &'a str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// A phrase with its words in braces filled in.
    pub(super) fn fill(self, name: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(name);
        let mut filled = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((key, after)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            let value = values.iter().find(|(name, _)| *name == key);
            filled.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn fills_each_word_once() {
        let all = [("born".to_owned(), "{name}, born {year}".to_owned())].into();
        let phrases = Phrases(&all);
        let filled = phrases.fill("born", &[("name", "{year}"), ("year", "1992")]);
        assert_eq!(filled, "{year}, born 1992");
        assert_eq!(phrases.fill("died", &[]), "");
    }
}
