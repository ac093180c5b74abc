//! `- name: What to do` with `- Yes -> other` inside to the steps of a pathway.

use std::collections::BTreeMap;

use crate::load::diagram::line::{Line, key_and_value, lines};
use crate::load::diagram::{Faults, near};
use crate::markdown::tree::Component;
use crate::model::diagram::{Branch, DiagramFault, Flow, Step};

/// More steps than this nobody can follow in a drawing, nor could they be laid out quickly.
const MOST_STEPS: usize = 60;

pub(super) fn read(component: &Component, faults: &mut Faults) -> Flow {
    let mut lines = lines(component);
    if lines.is_empty() {
        faults.push((component.name.span, DiagramFault::Nothing));
        return Flow::default();
    }
    start_first(component, &mut lines, faults);
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut steps: Vec<Step> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let (name, text) = match key_and_value(&line.text) {
            Some((name, text)) if !name.contains(' ') => (name, text),
            _ => {
                faults.push((line.span(), DiagramFault::NoStepName));
                ("", line.text.trim())
            }
        };
        if !name.is_empty() && names.insert(name, index).is_some() {
            faults.push((line.place_of(name), DiagramFault::SameName(name.to_owned())));
        }
        steps.push(Step { name: name.to_owned(), text: text.to_owned(), branches: Vec::new() });
    }
    for (line, step) in lines.iter().zip(&mut steps) {
        step.branches = branches(line, &names, faults);
    }
    if steps.len() > MOST_STEPS {
        let fault = DiagramFault::TooMuch(steps.len(), MOST_STEPS);
        faults.push((component.name.span, fault));
        return Flow::default();
    }
    let flow = Flow { steps };
    unreached(&flow, &lines, faults);
    flow
}

/// Moves the step that the attribute names to the front.
fn start_first(component: &Component, lines: &mut [Line<'_>], faults: &mut Faults) {
    let Some(start) = component.attribute("start") else { return };
    let name = |line: &Line<'_>| key_and_value(&line.text).map(|(name, _)| name.to_owned());
    match lines.iter().position(|line| name(line).as_ref() == Some(&start.value)) {
        Some(index) => lines[..=index].rotate_right(1),
        None => {
            let names: Vec<String> = lines.iter().filter_map(name).collect();
            let nearest = near(&start.value, names.iter().map(String::as_str));
            faults.push((start.span, DiagramFault::UnknownStep(start.value.clone(), nearest)));
        }
    }
}

fn branches(line: &Line<'_>, names: &BTreeMap<&str, usize>, faults: &mut Faults) -> Vec<Branch> {
    let mut branches: Vec<Branch> = Vec::new();
    for branch in &line.items {
        let arrow = ["->", "→", "–>", "=>"].iter().find_map(|arrow| branch.text.rsplit_once(arrow));
        let Some((label, target)) = arrow else {
            faults.push((branch.span(), DiagramFault::NoArrow));
            continue;
        };
        let (label, target) = (label.trim().trim_end_matches(':'), target.trim());
        let Some(&to) = names.get(target) else {
            let nearest = near(target, names.keys().copied());
            let fault = DiagramFault::UnknownStep(target.to_owned(), nearest);
            faults.push((branch.place_of(target), fault));
            continue;
        };
        if branches.iter().any(|one| one.label == label) {
            faults.push((branch.span(), DiagramFault::SameBranch(label.to_owned())));
        }
        branches.push(Branch { label: label.to_owned(), to });
    }
    branches
}

fn unreached(flow: &Flow, lines: &[Line<'_>], faults: &mut Faults) {
    let mut seen = vec![false; flow.steps.len()];
    let mut open = vec![0];
    while let Some(index) = open.pop() {
        if !std::mem::replace(&mut seen[index], true) {
            open.extend(flow.steps[index].branches.iter().map(|branch| branch.to));
        }
    }
    // A misspelt arrow is one mistake, not two.
    let meant: Vec<String> = faults
        .iter()
        .filter_map(|(_, fault)| match fault {
            DiagramFault::UnknownStep(_, nearest) => nearest.clone(),
            _ => None,
        })
        .collect();
    for (index, step) in flow.steps.iter().enumerate() {
        if seen[index] || meant.contains(&step.name) {
            continue;
        }
        let name = if step.name.is_empty() { &step.text } else { &step.name };
        let place = match key_and_value(&lines[index].text) {
            Some((key, _)) if !step.name.is_empty() => lines[index].place_of(key),
            _ => lines[index].span(),
        };
        faults.push((place, DiagramFault::Unreached(name.clone())));
    }
}
