//! What stands below a person's symbol: the name, and the years of birth and death or the age.

use crate::model::diagram::{Bond, BondKind, Person, Sex};
use crate::render::drawing::Phrases;
use crate::render::drawing::genogram::tree::PITCH;
use crate::render::drawing::measure::lines;

/// The size of names, and the height of their lines.
pub(super) const SIZE: i32 = 15;
pub(super) const LINE: i32 = 18;
/// The same for years.
pub(super) const SMALL: i32 = 13;
pub(super) const SMALL_LINE: i32 = 16;
/// No name is wider, so that lines can pass between two.
const WIDTH: i32 = PITCH - 22;

/// A person's words.
pub(super) struct Label {
    pub name: Vec<String>,
    pub years: Vec<String>,
}

impl Label {
    pub(super) fn new(person: &Person, phrases: Phrases<'_>) -> Self {
        let years = years(person, phrases);
        Label { name: lines(&person.name, SIZE, WIDTH, 3), years: lines(&years, SMALL, WIDTH, 2) }
    }

    pub(super) fn height(&self) -> i32 {
        LINE * self.name.len() as i32 + SMALL_LINE * self.years.len() as i32
    }
}

/// `1960–2023`, `born 1992`, `aged 9`; empty if nothing is known.
fn years(person: &Person, phrases: Phrases<'_>) -> String {
    let year = |name: &str, year: u16| phrases.fill(name, &[("year", &year.to_string())]);
    let born = match person.sex {
        Sex::Pregnancy => "genogram_due",
        Sex::Female | Sex::Male | Sex::NotGiven | Sex::NonBinary => "genogram_born",
    };
    match (person.born, person.died) {
        (Some(born), Some(died)) => format!("{born}–{died}"),
        (Some(at), None) if person.has_died => {
            format!("{}, {}", year(born, at), phrases.get("genogram_dead"))
        }
        (Some(at), None) => year(born, at),
        (None, Some(died)) => year("genogram_died", died),
        (None, None) if person.has_died => phrases.get("genogram_dead").to_owned(),
        (None, None) => person.age.map_or(String::new(), |age| aged(age, phrases)),
    }
}

pub(super) fn aged(age: u16, phrases: Phrases<'_>) -> String {
    phrases.fill("genogram_aged", &[("age", &age.to_string())])
}

/// `separated 2018`
pub(super) fn bond(bond: Bond, phrases: Phrases<'_>) -> String {
    let words = phrases.get(match bond.kind {
        BondKind::Married => "genogram_married",
        BondKind::Partners => "genogram_partners",
        BondKind::LivingTogether => "genogram_living_together",
        BondKind::Separated => "genogram_separated",
        BondKind::Divorced => "genogram_divorced",
    });
    match bond.year {
        Some(year) => format!("{words} {year}"),
        None => words.to_owned(),
    }
}
