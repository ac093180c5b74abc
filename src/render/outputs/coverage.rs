//! What the practice model has and what is missing: as a page, as a table for spreadsheets, and for programs.

use crate::model::{Edition, Standing, Url, pages};
use crate::render::Made;
use crate::render::context::{self, Count, Subject};
use crate::render::csv::csv;
use crate::render::outputs::model;
use crate::render::plan::Files;
use crate::render::renderer::{Renderer, value};

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    if renderer.edition.practice_model.is_empty() || !renderer.edition.shows_governance {
        return;
    }
    files.add(pages::COVERAGE, page);
    files.add(pages::COVERAGE_CSV, |renderer, _| Made::plain(spreadsheet(renderer)));
    files.add(pages::COVERAGE_JSON, |renderer, _| Made::plain(json(&renderer.edition)));
}

fn page(renderer: &Renderer, url: &Url) -> Made {
    let matrix = value(&context::matrix(&renderer.edition, &renderer.theme));
    let page = model::page(renderer, renderer.phrase("coverage"), "coverage", url, None);
    let page = page.with_summary(Some(renderer.phrase("coverage_summary")));
    renderer.page("coverage.html", url, &page, vec![("coverage", matrix)], Vec::new())
}

fn json(edition: &Edition) -> Vec<u8> {
    let report = context::report(edition);
    let mut bytes = serde_json::to_vec_pretty(&report).expect("its keys are texts");
    bytes.push(b'\n');
    bytes
}

/// A row for each element and kind, element and criterion, criterion and kind, where there is or should be
/// something.
fn spreadsheet(renderer: &Renderer) -> Vec<u8> {
    let report = context::report(&renderer.edition);
    let columns = renderer.phrase("coverage_columns").split('|');
    let mut rows = vec![columns.map(|column| column.trim().to_owned()).collect::<Vec<String>>()];
    for (phrase, subjects) in [("element", &report.elements), ("criterion", &report.criteria)] {
        let part = renderer.phrase(phrase);
        for subject in subjects {
            // A criterion that expects no kind in particular, and has nothing.
            if subject.nothing_current && subject.kinds.is_empty() && phrase == "criterion" {
                let any = Count { expected: true, ..Count::default() };
                rows.push(row(renderer, part, subject, &any));
            }
            for count in subject.kinds.iter().chain(subject.criteria.iter().flatten()) {
                rows.push(row(renderer, part, subject, count));
            }
        }
    }
    csv(rows)
}

fn row(renderer: &Renderer, part: &str, subject: &Subject, count: &Count) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let says = |yes: bool| renderer.phrase(if yes { "yes" } else { "no" }).to_owned();
    let mut row = vec![
        part.to_owned(),
        subject.id.clone(),
        subject.name.clone(),
        text(&subject.group),
        text(&subject.owner),
        count.of.clone(),
        says(count.expected),
        says(count.expected && count.current == 0),
        count.current.to_string(),
    ];
    row.extend(Standing::UNCOUNTED.map(|standing| {
        count.not_counted.get(standing.as_str()).copied().unwrap_or_default().to_string()
    }));
    row.push(subject.page.clone());
    row
}
