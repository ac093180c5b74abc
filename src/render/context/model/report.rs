//! Coverage for programs: `model/coverage.json`, and the rows of `model/coverage.csv`. Its shape is a promise. A
//! field may be added; any other change raises `version`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{Covering, Edition, ElementId, HoleOf, Standing, of_kind, pages};
use crate::render::context::model::cell::{Tally, tally};
use crate::render::context::model::pages::served;
use crate::resolve;
use crate::source::Located;

/// `coverage.json`.
#[derive(Serialize)]
pub(crate) struct Report {
    version: u8,
    /// The day for which the handbook was made.
    made: String,
    /// What the practice model is called.
    model: Option<String>,
    pub elements: Vec<Subject>,
    pub criteria: Vec<Subject>,
    /// What is expected and is not there, or doesn't count.
    missing: Vec<Missing>,
}

/// An element or a criterion, and what it has.
#[derive(Serialize)]
pub(crate) struct Subject {
    /// `mapping`, or of a criterion `ilacs/care-leavers`.
    pub id: String,
    pub name: String,
    /// An element's group, or a criterion's framework.
    pub group: Option<String>,
    pub owner: Option<String>,
    /// Its page, from the handbook's first page on.
    pub page: String,
    /// No document of any kind counts for it.
    pub nothing_current: bool,
    /// Of each kind that it expects or has.
    pub kinds: Vec<Count>,
    /// Of each criterion that its documents belong to; for elements only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criteria: Option<Vec<Count>>,
}

/// How many documents there are.
#[derive(Serialize, Default)]
pub(crate) struct Count {
    /// The kind’s or the criterion’s id.
    pub of: String,
    pub expected: bool,
    /// How many count.
    pub current: usize,
    /// How many don't, by why: not-yet-in-force, overdue, draft, withdrawn.
    pub not_counted: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct Missing {
    #[serde(skip_serializing_if = "Option::is_none")]
    element: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    criterion: Option<String>,
    /// The kind's id; `null` if there is no document at all.
    kind: Option<String>,
    owner: Option<String>,
    not_counted: Vec<NotCounted>,
    /// The command that starts the document.
    start: String,
}

#[derive(Serialize)]
struct NotCounted {
    title: String,
    page: String,
    why: &'static str,
}

/// Everything that the matrix shows.
pub(crate) fn report(edition: &Edition) -> Report {
    let model = &*edition.practice_model;
    let elements = model.elements.iter().enumerate().map(|(index, element)| {
        let id = ElementId(index);
        let all = edition.coverage.of_element(id);
        let criteria = served(edition, all);
        let criteria = criteria
            .into_iter()
            .map(|(id, shared)| count(model.criterion_path(id), false, &tally(&shared)));
        Subject {
            id: element.id.value.clone(),
            name: element.name.clone(),
            group: element.group.clone(),
            owner: element.owner.clone(),
            page: pages::element(model, id).to_string(),
            nothing_current: nothing_counts(all),
            kinds: kinds(edition, all, &element.expects),
            criteria: Some(criteria.collect()),
        }
    });
    let criteria = model.criteria().map(|id| {
        let criterion = model.criterion(id);
        Subject {
            id: model.criterion_path(id),
            name: criterion.name.clone(),
            group: Some(model.frameworks[id.framework].name.clone()),
            owner: criterion.owner.clone(),
            page: pages::criterion(model, id).to_string(),
            nothing_current: nothing_counts(edition.coverage.of_criterion(id)),
            kinds: kinds(edition, edition.coverage.of_criterion(id), &criterion.expects),
            criteria: None,
        }
    });
    Report {
        version: 1,
        made: edition.today.to_string(),
        model: model.name.clone(),
        elements: elements.collect(),
        criteria: criteria.collect(),
        missing: missing(edition),
    }
}

fn nothing_counts(all: &[Covering]) -> bool {
    all.iter().all(|one| one.standing != Standing::Counts)
}

fn kinds(edition: &Edition, all: &[Covering], expects: &[Located<String>]) -> Vec<Count> {
    let expected: BTreeSet<&str> = expects.iter().map(|kind| kind.value.as_str()).collect();
    let kinds = edition.config.kinds.iter().enumerate();
    kinds
        .map(|(place, kind)| {
            let is_expected = expected.contains(kind.id.as_str());
            count(kind.id.clone(), is_expected, &tally(of_kind(all, place)))
        })
        .filter(|count| count.expected || count.current > 0 || !count.not_counted.is_empty())
        .collect()
}

fn count(of: String, expected: bool, tally: &Tally) -> Count {
    let not_counted = Standing::UNCOUNTED
        .into_iter()
        .filter_map(|standing| Some((standing.as_str(), *tally.get(&standing)?)));
    Count {
        of,
        expected,
        current: tally.get(&Standing::Counts).copied().unwrap_or_default(),
        not_counted: not_counted.collect(),
    }
}

fn missing(edition: &Edition) -> Vec<Missing> {
    let model = &*edition.practice_model;
    let holes = resolve::holes(model, &edition.config, &edition.coverage);
    holes
        .iter()
        .map(|hole| {
            let (element, criterion, owner) = match hole.of {
                HoleOf::Element(id) => {
                    let element = model.element(id);
                    (Some(element.id.value.clone()), None, &element.owner)
                }
                HoleOf::Criterion(id) => {
                    (None, Some(model.criterion_path(id)), &model.criterion(id).owner)
                }
            };
            let not_counted = hole.uncounted.iter().filter_map(|one| {
                let document = edition.document(one.document)?;
                Some(NotCounted {
                    title: document.title.clone(),
                    page: document.url.to_string(),
                    why: one.standing.as_str(),
                })
            });
            Missing {
                element,
                criterion,
                kind: hole.kind.map(|kind| edition.config.kinds[kind].id.clone()),
                owner: owner.clone(),
                not_counted: not_counted.collect(),
                start: resolve::command(model, &edition.config, hole),
            }
        })
        .collect()
}
