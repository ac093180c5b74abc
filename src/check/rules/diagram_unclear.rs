//! Scales, flows and genograms with something that can't be drawn, or can't be so.

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::load::diagram;
use crate::markdown::tree::BlockKind;
use crate::markdown::{Visit, walk};
use crate::model::diagram::DiagramFault;
use crate::source::Mark;

pub(super) static RULE: Rule = Rule {
    name: "diagram-unclear",
    group: Group::Writing,
    severity: Severity::Error,
    summary: "A scale, flow or genogram that can’t be drawn as it is written",
    explain: include_str!("diagram_unclear.md"),
    run: Run::Document(run),
};

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    if !context.holds(Mark::Component) {
        return;
    }
    walk(&context.document.parsed.body, &mut |visit| {
        let Visit::Block(block) = visit else { return };
        let BlockKind::Component(component) = &block.kind else { return };
        if !context.handbook.components.iter().any(|one| one.name == component.name.value) {
            return;
        }
        let Some((_, faults)) = diagram(component) else { return };
        for (span, fault) in faults {
            let name = component.name.value.as_str();
            let (message, help) = words(name, &fault);
            findings.at(context.document, span, message).help(help);
        }
    });
}

fn words(component: &str, fault: &DiagramFault) -> (String, String) {
    match fault {
        DiagramFault::Nothing => (
            format!("There is nothing in this {component} to draw."),
            format!(
                "Add a list to it. “handbook explain diagram-unclear” shows how a {component} is written."
            ),
        ),
        DiagramFault::TooMuch(count, most) => (
            format!(
                "This {component} has {count} entries. More than {most} can’t be drawn so that anyone could read them."
            ),
            "Make two of it. Until then it is shown in words only.".to_owned(),
        ),
        DiagramFault::NoNumber => (
            "There is no number from 0 to 10 here.".to_owned(),
            "Write it as “Name: 6 - their words”.".to_owned(),
        ),
        DiagramFault::OutsideScale(number) => (
            format!("“{}” is not one number from 0 to 10.", short(number)),
            "Write a number from 0 to 10, such as 6 or 6.5.".to_owned(),
        ),
        DiagramFault::SameName(name) => (
            format!("“{}” is here twice, so no one can tell which of them is meant.", short(name)),
            "Give one of them another name.".to_owned(),
        ),
        DiagramFault::NoStepName
        | DiagramFault::NoArrow
        | DiagramFault::UnknownStep(..)
        | DiagramFault::Unreached(_)
        | DiagramFault::SameBranch(_) => flow_words(fault),
        _ => family_words(fault),
    }
}

fn flow_words(fault: &DiagramFault) -> (String, String) {
    match fault {
        DiagramFault::NoStepName => (
            "This step has no name for arrows to lead to.".to_owned(),
            "Begin it with one word and a colon, such as “ring: Ring the police”.".to_owned(),
        ),
        DiagramFault::UnknownStep(name, near) => (
            format!("There is no step “{}”.", short(name)),
            nearest(
                near,
                "Write the name of a step in this flow, just as it stands before its colon.",
            ),
        ),
        DiagramFault::Unreached(name) => (
            format!("Nothing leads to the step “{}”.", short(name)),
            "Add an arrow to it at the step before, or take it away.".to_owned(),
        ),
        DiagramFault::SameBranch(label) if label.is_empty() => (
            "Two ways lead on from this step, and nothing says which one to take.".to_owned(),
            "Write before each arrow when to follow it, such as “Yes -> …”.".to_owned(),
        ),
        DiagramFault::SameBranch(label) => (
            format!("“{}” leads to two places.", short(label)),
            "Give each way on from this step its own words.".to_owned(),
        ),
        _ => (
            "This way on has no arrow.".to_owned(),
            "Write it as “Yes -> name-of-a-step”.".to_owned(),
        ),
    }
}

fn family_words(fault: &DiagramFault) -> (String, String) {
    match fault {
        DiagramFault::UnknownList(text) => (
            format!("“{}” is neither “People” nor “Relationships”.", short(text)),
            "Put everyone in a list below “People”, and couples in one below “Relationships”."
                .to_owned(),
        ),
        DiagramFault::NoPerson => (
            "This is not a person.".to_owned(),
            "Write it as “Name: woman, born 1992, lives here”.".to_owned(),
        ),
        DiagramFault::UnknownWord(word, near) => (
            format!("“{}” is nothing that a genogram can show about a person.", short(word)),
            nearest(
                near,
                "It can show: woman, man, girl, boy, person, child, non-binary, pregnancy, born 1992, due 2026, died 2015, aged 9, lives here, index.",
            ),
        ),
        DiagramFault::UnknownBond(word, near) => (
            format!("“{}” is nothing that a genogram can show between two people.", short(word)),
            nearest(
                near,
                "It can show: married, partners, living together, separated, divorced, each with a year, and after a semicolon children, twins, adopted or fostered with their names.",
            ),
        ),
        DiagramFault::UnknownPerson(name, near) => (
            format!("“{}” is not among the people.", short(name)),
            nearest(near, "Add them to the people, or write the name as it stands there."),
        ),
        DiagramFault::DiedBeforeBirth(name) => {
            (format!("{} died before they were born.", short(name)), "Check both years.".to_owned())
        }
        DiagramFault::ParentNotOlder(parent, child) => (
            format!("{} is not older than {}, their child.", short(parent), short(child)),
            "Check the years in which they were born, and whose child this is.".to_owned(),
        ),
        DiagramFault::OwnForebear(name) => (
            format!("{} would be their own parent or grandparent.", short(name)),
            "Check whose child this is.".to_owned(),
        ),
        DiagramFault::WithThemselves(name) => (
            format!("{} is together with themselves here.", short(name)),
            "Write the name of the other person after the “+”.".to_owned(),
        ),
        DiagramFault::SameCouple(first, second) => (
            format!("{} and {} are here twice.", short(first), short(second)),
            "Put what was between them and their children in one line.".to_owned(),
        ),
        DiagramFault::TwoBirths(name) => (
            format!("{} is the child of another couple already.", short(name)),
            "Keep one of the two, or write “adopted” or “fostered” before the name here."
                .to_owned(),
        ),
        DiagramFault::SameChild(name) => (
            format!("{} is among these children twice.", short(name)),
            "Keep the name once.".to_owned(),
        ),
        _ => (
            "This is not a relationship.".to_owned(),
            "Write it as “One + Other: separated 2018; children Name, Name”.".to_owned(),
        ),
    }
}

fn nearest(near: &Option<String>, otherwise: &str) -> String {
    match near {
        Some(near) => format!("The nearest is “{near}”."),
        None => otherwise.to_owned(),
    }
}

/// The first words of what may be long.
fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
