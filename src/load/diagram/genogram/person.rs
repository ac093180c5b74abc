//! `Nasreen: woman, born 1992, lives here` to a person.

use crate::load::diagram::genogram::year;
use crate::load::diagram::line::{Line, key_and_value};
use crate::load::diagram::{Faults, near};
use crate::model::diagram::{DiagramFault, Person, Sex};

/// Every word that says who somebody is, and what it says.
const WORDS: [(&str, Sex, bool); 14] = [
    ("woman", Sex::Female, false),
    ("girl", Sex::Female, true),
    ("female", Sex::Female, false),
    ("man", Sex::Male, false),
    ("boy", Sex::Male, true),
    ("male", Sex::Male, false),
    ("person", Sex::NotGiven, false),
    ("adult", Sex::NotGiven, false),
    ("child", Sex::NotGiven, true),
    ("baby", Sex::NotGiven, true),
    ("non-binary", Sex::NonBinary, false),
    ("nonbinary", Sex::NonBinary, false),
    ("pregnancy", Sex::Pregnancy, true),
    ("unborn", Sex::Pregnancy, true),
];

pub(super) fn read(line: &Line<'_>, faults: &mut Faults) -> Option<Person> {
    let (name, value) = match key_and_value(&line.text) {
        Some(found) => found,
        None if !line.text.trim().is_empty() && !line.text.contains(',') => (line.text.trim(), ""),
        None => {
            faults.push((line.span(), DiagramFault::NoPerson));
            return None;
        }
    };
    let mut person = Person { name: name.to_owned(), ..Person::default() };
    let words = value.split([',', ';']).map(str::trim).filter(|word| !word.is_empty());
    for word in words {
        if !known(&mut person, word) {
            let all = WORDS.iter().map(|(word, _, _)| *word);
            let first = word.split(' ').next().unwrap_or_default();
            let others = ["born", "died", "due", "aged", "index", "lives here"];
            let nearest =
                near(first, all.clone().chain(others)).or_else(|| near(word, all.chain(others)));
            let fault = DiagramFault::UnknownWord(word.to_owned(), nearest);
            faults.push((line.place_of(word), fault));
        }
    }
    if let (Some(born), Some(died)) = (person.born, person.died)
        && died < born
    {
        faults.push((line.span(), DiagramFault::DiedBeforeBirth(person.name.clone())));
        person.died = None;
    }
    Some(person)
}

/// Takes a word in; `false` if it isn't known.
fn known(person: &mut Person, written: &str) -> bool {
    let lower = written.to_lowercase();
    if let Some((_, sex, is_child)) = WORDS.iter().find(|(word, _, _)| *word == lower) {
        person.sex = *sex;
        person.is_child = *is_child;
        return true;
    }
    let (first, rest) = lower.split_once(' ').unwrap_or((&lower, ""));
    match (first, rest.trim()) {
        ("lives", "here") | ("household", "") => person.lives_here = true,
        ("index", "" | "child" | "person") => person.is_index = true,
        ("died", "") | ("dead" | "deceased", "") => person.has_died = true,
        ("born" | "due", text) if year(text).is_some() => person.born = year(text),
        ("died", text) if year(text).is_some() => {
            person.died = year(text);
            person.has_died = true;
        }
        ("age" | "aged", text) if text.len() <= 3 && text.parse::<u16>().is_ok() => {
            person.age = text.parse().ok();
        }
        _ => return false,
    }
    true
}
