//! The phrases that readers see, by their keys, in every language that there are any in.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::source::yaml;
use crate::source::{Snapshot, SourceFile};
use crate::theme::files;

/// Phrases by their keys.
pub type Phrases = BTreeMap<String, String>;

/// The handbook's own phrases stand here, a file a language.
pub const FOLDER: &str = "strings";

/// What is in each file of phrases, by the language that it is named after, in small letters. Of one language, the
/// later files say of a phrase what holds.
pub(super) type Languages = BTreeMap<String, Phrases>;

/// Flat keys and their phrases; anything else is passed over.
pub(super) fn read(text: &str) -> Phrases {
    let (node, _) = yaml::parse(text, 0);
    node.entries()
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), entry.value.text()?.to_owned())))
        .collect()
}

/// The built-in phrases.
pub(super) static BUILT_IN: LazyLock<Languages> = LazyLock::new(|| {
    let mut languages = Languages::new();
    for (path, bytes) in files::built_in_all() {
        if let Some(name) = path.strip_prefix("strings/") {
            add(&mut languages, name, &String::from_utf8_lossy(bytes));
        }
    }
    languages
});

/// The built-in phrases, and over them those of the handbook's own theme.
pub(super) fn of_theme(snapshot: &Snapshot, theme: &str) -> Languages {
    let mut languages = BUILT_IN.clone();
    extend(&mut languages, snapshot, &format!("themes/{theme}/strings"));
    languages
}

/// Adds those of the handbook's folder `strings`.
pub(super) fn add_own(languages: &mut Languages, snapshot: &Snapshot) {
    extend(languages, snapshot, FOLDER);
}

fn extend(languages: &mut Languages, snapshot: &Snapshot, folder: &str) {
    for (path, file) in &snapshot.files {
        if let (Some(name), SourceFile::Text(text)) = (path.below(folder), file) {
            add(languages, name, text.as_str());
        }
    }
}

/// Every phrase that a handbook can say otherwise: in English or, where that has none, in whatever language has it.
pub(super) fn known(languages: &Languages) -> Phrases {
    let mut known = of(languages, "en").0;
    for (key, phrase) in languages.values().flatten() {
        known.entry(key.clone()).or_insert_with(|| phrase.clone());
    }
    known
}

fn add(languages: &mut Languages, name: &str, text: &str) {
    let tag = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
    if let Some(tag) = tag {
        languages.entry(tag.to_lowercase()).or_default().extend(read(text));
    }
}

/// The phrases for pages in a language, English where it has none; and whether it has any.
pub(super) fn of(languages: &Languages, tag: &str) -> (Phrases, bool) {
    let tag = tag.to_lowercase();
    let primary = tag.split('-').next().unwrap_or_default();
    let mut phrases = languages.get("en").cloned().unwrap_or_default();
    let mut has_any = primary == "en";
    for name in [primary, &tag] {
        if let Some(own) = languages.get(name) {
            has_any |= !own.is_empty();
            phrases.extend(own.iter().map(|(key, phrase)| (key.clone(), phrase.clone())));
        }
    }
    (phrases, has_any)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{BUILT_IN, Languages, add, of};

    #[test]
    fn english_and_welsh_have_the_same_phrases() {
        let languages = &*BUILT_IN;
        let (english, welsh) = (&languages["en"], &languages["cy"]);
        assert_eq!(english.keys().collect::<Vec<_>>(), welsh.keys().collect::<Vec<_>>());
        for (key, phrase) in english {
            assert_eq!(marks(phrase), marks(&welsh[key]), "what is filled in differs in {key}");
            assert_eq!(phrase.is_empty(), welsh[key].is_empty(), "{key}");
            let columns = |phrase: &str| phrase.matches(" | ").count();
            assert_eq!(columns(phrase), columns(&welsh[key]), "the columns differ in {key}");
        }
    }

    /// What templates fill in: `{date}`.
    fn marks(phrase: &str) -> BTreeSet<&str> {
        phrase.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
    }

    #[test]
    fn the_nearer_file_says_what_holds() {
        let mut languages = Languages::new();
        add(&mut languages, "en.yaml", "a: A\nb: B\nc: C\n");
        add(&mut languages, "cy.yml", "a: W\nb: X\n");
        add(&mut languages, "cy.yaml", "b: Y\n");
        add(&mut languages, "cy-GB.yaml", "d: Z\n");
        add(&mut languages, "notes.txt", "a: no\n");
        let check = |tag: &str, expected: &str, has_any: bool| {
            let (phrases, found) = of(&languages, tag);
            let all: Vec<&str> = phrases.values().map(String::as_str).collect();
            assert_eq!((all.join(" ").as_str(), found), (expected, has_any), "{tag}");
        };
        check("en-GB", "A B C", true);
        check("cy", "W Y C", true);
        check("CY-gb", "W Y C Z", true);
        check("pl", "A B C", false);
    }
}
