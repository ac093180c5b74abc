//! A family in words: everyone with what is known of them, whose child they are, and whom they are or were
//! with.

use serde::Serialize;

use crate::model::diagram::{BondKind, ChildKind, Couple, Genogram, Person, Sex};
use crate::render::drawing::Phrases;
use crate::render::drawing::genogram::label::{aged, bond};

/// A person in words.
#[derive(Serialize)]
pub(crate) struct PersonContext {
    name: String,
    /// `woman, born 1992, lives here`
    facts: String,
    /// `Child of Farida and Yusuf`, `With Idris, separated 2018: Aisha`
    relations: Vec<String>,
    is_index: bool,
}

pub(super) fn people(genogram: &Genogram, phrases: Phrases<'_>) -> Vec<PersonContext> {
    let person = |(index, person): (usize, &Person)| PersonContext {
        name: person.name.clone(),
        facts: facts(person, phrases),
        relations: relations(genogram, index, phrases),
        is_index: person.is_index,
    };
    genogram.people.iter().enumerate().map(person).collect()
}

/// What the symbols in a drawing mean, those that are in it.
pub(super) fn key(genogram: &Genogram, phrases: Phrases<'_>) -> Vec<String> {
    let any = |test: &dyn Fn(&Person) -> bool| genogram.people.iter().any(test);
    let bonds = |test: &dyn Fn(BondKind) -> bool| {
        genogram.couples.iter().any(|couple| couple.second.is_some() && test(couple.now()))
    };
    let child = |kind: ChildKind| {
        genogram.couples.iter().flat_map(|couple| &couple.children).any(|child| child.kind == kind)
    };
    let all = [
        (any(&|one| one.sex == Sex::Male), "genogram_key_male"),
        (any(&|one| one.sex == Sex::Female), "genogram_key_female"),
        (any(&|one| matches!(one.sex, Sex::NotGiven | Sex::NonBinary)), "genogram_key_other"),
        (any(&|one| one.sex == Sex::Pregnancy), "genogram_key_pregnancy"),
        (any(&|one| one.is_index), "genogram_key_index"),
        (any(&|one| one.has_died), "genogram_key_died"),
        (any(&|one| one.lives_here), "genogram_key_lives_here"),
        (bonds(&|kind| kind == BondKind::Separated), "genogram_key_separated"),
        (bonds(&|kind| kind == BondKind::Divorced), "genogram_key_divorced"),
        (
            bonds(&|kind| matches!(kind, BondKind::Partners | BondKind::LivingTogether)),
            "genogram_key_partners",
        ),
        (child(ChildKind::Adopted), "genogram_key_adopted"),
        (child(ChildKind::Fostered), "genogram_key_fostered"),
    ];
    let used = all.into_iter().filter(|(is_used, _)| *is_used);
    used.map(|(_, name)| phrases.get(name).to_owned()).collect()
}

fn facts(person: &Person, phrases: Phrases<'_>) -> String {
    let mut facts = Vec::new();
    let who = match (person.sex, person.is_child) {
        (Sex::Female, false) => "genogram_woman",
        (Sex::Female, true) => "genogram_girl",
        (Sex::Male, false) => "genogram_man",
        (Sex::Male, true) => "genogram_boy",
        (Sex::NotGiven, false) => "genogram_person",
        (Sex::NotGiven, true) => "genogram_child",
        (Sex::NonBinary, _) => "genogram_non_binary",
        (Sex::Pregnancy, _) => "genogram_pregnancy",
    };
    facts.push(phrases.get(who).to_owned());
    let year = |name: &str, year: u16| phrases.fill(name, &[("year", &year.to_string())]);
    let born = if person.sex == Sex::Pregnancy { "genogram_due" } else { "genogram_born" };
    facts.extend(person.born.map(|at| year(born, at)));
    match person.died {
        Some(died) => facts.push(year("genogram_died", died)),
        None if person.has_died => facts.push(phrases.get("genogram_dead").to_owned()),
        None => {}
    }
    facts.extend(person.age.map(|age| aged(age, phrases)));
    if person.lives_here {
        facts.push(phrases.get("genogram_lives_here").to_owned());
    }
    if person.is_index {
        facts.push(phrases.get("genogram_index").to_owned());
    }
    facts.retain(|fact| !fact.is_empty());
    facts.join(", ")
}

fn relations(genogram: &Genogram, person: usize, phrases: Phrases<'_>) -> Vec<String> {
    let mut relations = Vec::new();
    let name = |index: usize| genogram.people[index].name.as_str();
    for couple in &genogram.couples {
        let Some(child) = couple.children.iter().find(|child| child.person == person) else {
            continue;
        };
        let parents = match couple.second {
            Some(second) => phrases
                .fill("genogram_and", &[("first", name(couple.first)), ("second", name(second))]),
            None => name(couple.first).to_owned(),
        };
        let phrase = match child.kind {
            ChildKind::Born => "genogram_child_of",
            ChildKind::Adopted => "genogram_adopted_by",
            ChildKind::Fostered => "genogram_fostered_by",
        };
        relations.push(phrases.fill(phrase, &[("parents", &parents)]));
    }
    let own = |couple: &&Couple| couple.first == person || couple.second == Some(person);
    for couple in genogram.couples.iter().filter(own) {
        let mut words = match couple.partner(person) {
            Some(partner) => phrases.fill("genogram_with", &[("name", name(partner))]),
            None => phrases.get("genogram_alone").to_owned(),
        };
        for one in &couple.bonds {
            words.push_str(&format!(", {}", bond(*one, phrases)));
        }
        let children: Vec<&str> = couple.children.iter().map(|child| name(child.person)).collect();
        if !children.is_empty() {
            words.push_str(&format!(": {}", children.join(", ")));
        }
        relations.push(words);
    }
    relations
}
