//! The coverage matrix: what each element and each criterion has of each kind, which criteria each element's
//! documents serve, and what is missing.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{
    Covering, CriterionId, Edition, ElementId, Hole, HoleOf, Kind, Standing, Url, of_kind, pages,
};
use crate::render::context::LinkContext;
use crate::render::context::model::cell::{CellContext, cell, tally};
use crate::render::context::model::glance::{groups, kind_anchor};
use crate::render::context::model::pages::{criterion_anchor, served};
use crate::resolve;
use crate::theme::Theme;

#[derive(Serialize)]
pub(crate) struct MatrixContext {
    /// How many kinds of document the model expects, and for how many of them one counts.
    expected: usize,
    covered: usize,
    holes: Vec<HoleContext>,
    tables: Vec<TableContext>,
    csv: String,
    json: String,
}

/// Rows of elements or criteria.
#[derive(Serialize)]
struct TableContext {
    /// elements, criteria, or served: which criteria each element's documents serve.
    what: &'static str,
    /// The framework, if it is about one.
    framework: Option<LinkContext>,
    columns: Vec<LinkContext>,
    groups: Vec<RowGroup>,
    /// There are more columns than can be read: the rows are left out.
    is_too_wide: bool,
}

#[derive(Serialize)]
struct RowGroup {
    name: Option<String>,
    rows: Vec<RowContext>,
}

#[derive(Serialize)]
struct RowContext {
    name: String,
    url: String,
    /// There should be something, of whatever kind, and nothing counts.
    hole: Option<CellContext>,
    cells: Vec<CellContext>,
}

/// Something that is missing.
#[derive(Serialize)]
pub(crate) struct HoleContext {
    /// The element or criterion.
    name: String,
    url: String,
    /// The framework of a criterion.
    framework: Option<String>,
    owner: Option<String>,
    /// The kind that is missing: `policy`; `None` if there is nothing at all.
    kind: Option<String>,
    /// What there is, and doesn't count.
    uncounted: Vec<UncountedContext>,
    /// What starts the missing document.
    command: String,
}

#[derive(Serialize)]
struct UncountedContext {
    title: String,
    url: String,
    /// `overdue`, in the handbook's language.
    standing: String,
}

/// More columns than this can't be read side by side, and a wide table of many rows would grow with both.
const MOST_COLUMNS: usize = 40;

/// The whole matrix.
pub(crate) fn matrix(edition: &Edition, theme: &Theme) -> MatrixContext {
    let model = &*edition.practice_model;
    let holes = resolve::holes(model, &edition.config, &edition.coverage);
    let elements = model.elements.iter().map(|element| expected(edition, &element.expects));
    let criteria =
        model.criteria().map(|id| expected(edition, &model.criterion(id).expects).max(1));
    let expected: usize = elements.chain(criteria).sum();
    let mut tables = Vec::new();
    if !model.elements.is_empty() {
        tables.push(elements_by_kind(edition, theme));
    }
    for framework in 0..model.frameworks.len() {
        tables.push(criteria_by_kind(edition, theme, framework));
    }
    if !model.elements.is_empty() {
        let frameworks = 0..model.frameworks.len();
        tables.extend(frameworks.map(|framework| elements_by_criterion(edition, theme, framework)));
    }
    MatrixContext {
        expected,
        covered: expected.saturating_sub(holes.len()),
        holes: holes.iter().map(|hole| hole_context(edition, theme, hole)).collect(),
        tables,
        csv: pages::COVERAGE_CSV.to_owned(),
        json: pages::COVERAGE_JSON.to_owned(),
    }
}

/// How many kinds of the handbook's are expected.
fn expected(edition: &Edition, expects: &[crate::source::Located<String>]) -> usize {
    let kinds: BTreeSet<&str> = expects.iter().map(|kind| kind.value.as_str()).collect();
    kinds.into_iter().filter(|kind| edition.config.kind(kind).is_some()).count()
}

pub(super) fn hole_context(edition: &Edition, theme: &Theme, hole: &Hole<'_>) -> HoleContext {
    let model = &*edition.practice_model;
    let (name, owner, url, framework) = match hole.of {
        HoleOf::Element(id) => {
            let element = model.element(id);
            (&element.name, &element.owner, pages::element(model, id), None)
        }
        HoleOf::Criterion(id) => {
            let criterion = model.criterion(id);
            let framework = model.frameworks[id.framework].name.clone();
            (&criterion.name, &criterion.owner, pages::criterion(model, id), Some(framework))
        }
    };
    let uncounted = hole.uncounted.iter().filter_map(|one| {
        let document = edition.document(one.document)?;
        let (title, url) = (document.title.clone(), document.url.escaped());
        Some(UncountedContext { title, url, standing: standing(theme, one.standing) })
    });
    HoleContext {
        name: name.clone(),
        url: url.escaped(),
        framework,
        owner: owner.clone(),
        kind: hole.kind.map(|kind| edition.config.kinds[kind].label.to_lowercase()),
        uncounted: uncounted.collect(),
        command: resolve::command(model, &edition.config, hole),
    }
}

fn standing(theme: &Theme, standing: Standing) -> String {
    let key = format!("standing_{}", standing.as_str().replace('-', "_"));
    theme.strings.get(&key).cloned().unwrap_or_default()
}

/// The kinds, by their places, that these expect or have documents of.
fn kinds_of<'a>(
    edition: &'a Edition,
    expects: impl Iterator<Item = &'a str>,
    covering: impl Iterator<Item = &'a Covering>,
) -> Vec<(usize, &'a Kind)> {
    let expected: BTreeSet<&str> = expects.collect();
    let there: BTreeSet<usize> = covering.map(|one| one.kind).collect();
    let kinds = edition.config.kinds.iter().enumerate();
    kinds
        .filter(|(place, kind)| there.contains(place) || expected.contains(kind.id.as_str()))
        .collect()
}

fn elements_by_kind(edition: &Edition, theme: &Theme) -> TableContext {
    let model = &*edition.practice_model;
    let expects = model.elements.iter().flat_map(|element| &element.expects);
    let kinds = kinds_of(
        edition,
        expects.map(|kind| kind.value.as_str()),
        edition.coverage.elements.iter().flatten(),
    );
    let row = |id: ElementId| {
        let element = model.element(id);
        let expects: Vec<&str> = element.expects.iter().map(|kind| kind.value.as_str()).collect();
        let url = pages::element(model, id);
        let all = edition.coverage.of_element(id);
        row(theme, &element.name, &url, &kinds, all, &expects)
    };
    let groups = groups(model).into_iter().map(|(name, ids)| RowGroup {
        name: name.map(str::to_owned),
        rows: ids.into_iter().map(row).collect(),
    });
    TableContext {
        what: "elements",
        framework: None,
        columns: kind_columns(&kinds),
        groups: groups.collect(),
        is_too_wide: false,
    }
}

fn criteria_by_kind(edition: &Edition, theme: &Theme, framework: usize) -> TableContext {
    let model = &*edition.practice_model;
    let one = &model.frameworks[framework];
    let expects = one.criteria.iter().flat_map(|criterion| &criterion.expects);
    let kinds = kinds_of(
        edition,
        expects.map(|kind| kind.value.as_str()),
        edition.coverage.criteria[framework].iter().flatten(),
    );
    let rows = one.criteria.iter().enumerate().map(|(place, criterion)| {
        let id = CriterionId { framework, criterion: place };
        let expects: Vec<&str> = criterion.expects.iter().map(|kind| kind.value.as_str()).collect();
        let all = edition.coverage.of_criterion(id);
        let url = pages::criterion(model, id);
        let counts = all.iter().any(|one| one.standing == Standing::Counts);
        let hole = cell(theme, &tally(all), true, &url.escaped());
        let hole = (expects.is_empty() && !counts).then_some(hole);
        RowContext { hole, ..row(theme, &criterion.name, &url, &kinds, all, &expects) }
    });
    TableContext {
        what: "criteria",
        framework: Some(framework_link(edition, framework)),
        columns: kind_columns(&kinds),
        groups: vec![RowGroup { name: None, rows: rows.collect() }],
        is_too_wide: false,
    }
}

fn row(
    theme: &Theme,
    name: &str,
    url: &Url,
    kinds: &[(usize, &Kind)],
    all: &[Covering],
    expects: &[&str],
) -> RowContext {
    let cells = kinds.iter().map(|(place, kind)| {
        let to = format!("{}#{}", url.escaped(), kind_anchor(&kind.id));
        cell(theme, &tally(of_kind(all, *place)), expects.contains(&kind.id.as_str()), &to)
    });
    RowContext { name: name.to_owned(), url: url.escaped(), hole: None, cells: cells.collect() }
}

fn elements_by_criterion(edition: &Edition, theme: &Theme, framework: usize) -> TableContext {
    let model = &*edition.practice_model;
    let criteria = model.frameworks[framework].criteria.len();
    let ids = || (0..criteria).map(|criterion| CriterionId { framework, criterion });
    let is_too_wide = criteria > MOST_COLUMNS;
    let row = |id: ElementId| {
        let url = pages::element(model, id);
        let served = served(edition, edition.coverage.of_element(id));
        let cells = ids().map(|criterion| {
            let to = format!("{}#{}", url.escaped(), criterion_anchor(criterion));
            cell(theme, &tally(served.get(&criterion).into_iter().flatten()), false, &to)
        });
        RowContext {
            name: model.element(id).name.clone(),
            url: url.escaped(),
            hole: None,
            cells: cells.collect(),
        }
    };
    let groups = groups(model).into_iter().filter(|_| !is_too_wide).map(|(name, ids)| RowGroup {
        name: name.map(str::to_owned),
        rows: ids.into_iter().map(row).collect(),
    });
    let columns = ids().filter(|_| !is_too_wide).map(|id| {
        LinkContext::plain(&model.criterion(id).name, pages::criterion(model, id).escaped())
    });
    TableContext {
        what: "served",
        framework: Some(framework_link(edition, framework)),
        columns: columns.collect(),
        groups: groups.collect(),
        is_too_wide,
    }
}

fn framework_link(edition: &Edition, framework: usize) -> LinkContext {
    let model = &*edition.practice_model;
    let url = pages::framework(model, framework).escaped();
    LinkContext::plain(&model.frameworks[framework].name, url)
}

fn kind_columns(kinds: &[(usize, &Kind)]) -> Vec<LinkContext> {
    let column = |kind: &Kind| LinkContext::plain(&kind.plural, String::new());
    kinds.iter().map(|(_, kind)| column(kind)).collect()
}
