//! `People` and `Relationships` to a family.

mod couple;
mod person;
mod sound;

use std::collections::BTreeMap;

use crate::load::diagram::line::{Line, lines};
use crate::load::diagram::{Faults, near};
use crate::markdown::tree::Component;
use crate::model::diagram::{DiagramFault, Genogram};
use crate::source::Span;

/// More people than this can't be drawn so that anyone can read it.
const MOST_PEOPLE: usize = 80;

/// Everyone's place among the people, by name.
type Names<'a> = BTreeMap<&'a str, usize>;

/// What was read so far, with the place of each person and couple for the faults that only show in the end.
#[derive(Default)]
struct Reading {
    genogram: Genogram,
    people: Vec<Span>,
    couples: Vec<Span>,
}

pub(super) fn read(component: &Component, faults: &mut Faults) -> Genogram {
    let lists = lines(component);
    let mut people: Vec<&Line<'_>> = Vec::new();
    let mut relationships: Vec<&Line<'_>> = Vec::new();
    for list in &lists {
        match list.text.trim().trim_end_matches(':').to_lowercase().as_str() {
            "people" | "family" => people.extend(&list.items),
            "relationships" | "relations" | "couples" => relationships.extend(&list.items),
            _ => faults.push((list.span(), DiagramFault::UnknownList(list.text.trim().to_owned()))),
        }
    }
    if people.is_empty() {
        faults.push((component.name.span, DiagramFault::Nothing));
        return Genogram::default();
    }
    if people.len() > MOST_PEOPLE {
        faults.push((component.name.span, DiagramFault::TooMuch(people.len(), MOST_PEOPLE)));
        return Genogram::default();
    }
    let mut reading = Reading::default();
    for line in people {
        if let Some(person) = person::read(line, faults) {
            reading.genogram.people.push(person);
            reading.people.push(line.span());
        }
    }
    let written = std::mem::take(&mut reading.genogram.people);
    let mut names = Names::new();
    for (index, person) in written.iter().enumerate() {
        if names.insert(&person.name, index).is_some() {
            faults.push((reading.people[index], DiagramFault::SameName(person.name.clone())));
        }
    }
    for line in relationships.into_iter().take(2 * MOST_PEOPLE) {
        if let Some(couple) = couple::read(line, &names, faults) {
            reading.genogram.couples.push(couple);
            reading.couples.push(line.span());
        }
    }
    reading.genogram.people = written;
    sound::check(&mut reading, faults);
    reading.genogram
}

/// The person of this name, or a fault.
fn person_named(name: &str, place: Span, names: &Names<'_>, faults: &mut Faults) -> Option<usize> {
    let found = names.get(name).copied();
    if found.is_none() {
        let nearest = near(name, names.keys().copied());
        faults.push((place, DiagramFault::UnknownPerson(name.to_owned(), nearest)));
    }
    found
}

/// A year in four digits.
fn year(text: &str) -> Option<u16> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use crate::load::diagram::{Diagram, diagram};
    use crate::markdown::parse;
    use crate::markdown::tree::BlockKind;

    fn faults(text: &str) -> String {
        let markdown = parse(text, 0);
        let BlockKind::Component(component) = &markdown.body.blocks[0].kind else {
            panic!("a component comes first")
        };
        let (_, faults) = diagram(component).expect("it is drawn");
        let lines = faults.iter().map(|(span, fault)| format!("{:?}: {fault:?}\n", span.of(text)));
        lines.collect()
    }

    #[test]
    fn reads_a_family() {
        let text = ":::genogram\n- People\n  - Nasreen: woman, born 1992, lives here\n  - Idris: man\n  - Ben: boy, born 2022, index\n- Relationships\n  - Nasreen + Idris: married 2015, separated 2018; children Ben\n:::\n";
        assert_eq!(faults(text), "");
        let markdown = parse(text, 0);
        let BlockKind::Component(component) = &markdown.body.blocks[0].kind else { panic!() };
        let Some((Diagram::Genogram(genogram), _)) = diagram(component) else { panic!() };
        assert_eq!(genogram.people.len(), 3);
        assert_eq!(genogram.couples[0].bonds.len(), 2);
        assert_eq!(genogram.couples[0].children[0].person, 2);
    }

    #[test]
    fn nobody_is_their_own_forebear() {
        let text = ":::genogram\n- People\n  - A: man\n  - B: man\n- Relationships\n  - A: children B\n  - B: children A\n:::\n";
        assert_eq!(faults(text), "\"B: children A\": OwnForebear(\"A\")\n");
    }
}
