//! Elements and criteria that documents name and the practice model doesn't have.

use std::collections::BTreeMap;

use crate::check::rule::{Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::load::nearest;
use crate::model::{Handbook, ModelFault, PracticeModel};

pub(super) static RULE: Rule = Rule {
    name: "model-unknown",
    group: Group::Model,
    severity: Severity::Error,
    summary: "An element or a criterion that the practice model doesn’t have",
    explain: include_str!("model_unknown.md"),
    run: Run::Handbook(run),
};

/// How many ids a message lists before it sends people to the file.
const LISTED: usize = 20;

fn run(handbook: &Handbook, findings: &mut Findings<'_>) {
    let model = &*handbook.practice_model;
    let ids = Ids::new(model);
    // Whole sections name the same id: what is nearest to it is looked up once.
    let mut said: BTreeMap<&ModelFault, (String, String)> = BTreeMap::new();
    for document in &handbook.documents {
        for (span, fault) in &document.model_faults {
            let (message, help) = said.entry(fault).or_insert_with(|| ids.words(fault));
            findings.at(document, *span, message.clone()).help(help.clone());
        }
    }
    no_model(handbook, findings);
}

/// Documents that name a model in a handbook that has none: said once, at the first.
fn no_model(handbook: &Handbook, findings: &mut Findings<'_>) {
    // A file that is there and empty, or broken, has been reported.
    if handbook.practice_model.path.is_some() {
        return;
    }
    let mut naming = handbook.documents.iter().filter_map(|document| {
        let front = &document.parsed.outline.front;
        let written = front.model.iter().chain(&front.criteria).flatten().next()?;
        Some((document, written.span))
    });
    let Some((document, span)) = naming.next() else { return };
    let others = match naming.count() {
        0 => String::new(),
        1 => ", nor with the same in 1 other document".to_owned(),
        many => format!(", nor with the same in {many} other documents"),
    };
    let message =
        format!("This handbook has no practice model, so nothing is done with this{others}.");
    findings
        .at(document, span, message)
        .help("Describe the model in practice-model.yaml, or take the line away.")
        .no_more_than(Severity::Warning);
}

/// The ids that there are.
struct Ids {
    elements: Vec<String>,
    criteria: Vec<String>,
}

impl Ids {
    fn new(model: &PracticeModel) -> Self {
        Ids {
            elements: model.elements.iter().map(|one| one.id.value.clone()).collect(),
            criteria: model.criteria().map(|id| model.criterion_path(id)).collect(),
        }
    }

    fn words(&self, fault: &ModelFault) -> (String, String) {
        match fault {
            ModelFault::NoSuchElement(text) => {
                (format!("The practice model has no element “{text}”."), help(text, &self.elements))
            }
            ModelFault::NoSuchCriterion(text) => (
                format!("No framework of the practice model has a criterion “{text}”."),
                help(text, &self.criteria),
            ),
            ModelFault::Ambiguous(text, options) => (
                format!("More than one framework has a criterion “{text}”."),
                format!("Write it as one of these: {}.", options.join(", ")),
            ),
        }
    }
}

fn help(text: &str, ids: &[String]) -> String {
    // A criterion’s id alone may be misspelt too.
    let last = |id: &'_ str| id.rsplit('/').next().unwrap_or_default().to_owned();
    let near = nearest(text, ids.iter().map(String::as_str)).map(str::to_owned);
    let near = near.or_else(|| {
        let alone: Vec<String> = ids.iter().map(|id| last(id)).collect();
        let near = nearest(text, alone.iter().map(String::as_str))?;
        ids.iter().find(|id| last(id) == near).cloned()
    });
    match near {
        Some(near) => format!("The nearest is “{near}”."),
        None if ids.is_empty() => "It has none. Add them in practice-model.yaml.".to_owned(),
        None if ids.len() > LISTED => "practice-model.yaml lists those that there are.".to_owned(),
        None => format!("There are: {}. Others are added in practice-model.yaml.", ids.join(", ")),
    }
}
