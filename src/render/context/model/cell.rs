//! One field of the matrix: how many documents count, what there is that doesn't count, and in words.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Covering, Standing};
use crate::theme::Theme;

#[derive(Serialize)]
pub(crate) struct CellContext {
    /// covered; uncounted, where there is something and nothing that counts; missing, where there should be
    /// something; or none.
    state: &'static str,
    /// It is a hole: there should be something that counts.
    is_hole: bool,
    /// How many count.
    count: usize,
    /// `2`, `2, and 1 withdrawn`, `1, but overdue`, `None yet`.
    words: String,
    /// Where the documents are listed; `None` if there are none.
    url: Option<String>,
}

/// How many documents there are of each standing.
pub(crate) type Tally = BTreeMap<Standing, usize>;

pub(crate) fn tally<'a>(all: impl IntoIterator<Item = &'a Covering>) -> Tally {
    let mut tally = Tally::new();
    for covering in all {
        *tally.entry(covering.standing).or_default() += 1;
    }
    tally
}

/// A field of the matrix; `url` is where its documents are listed.
pub(crate) fn cell(theme: &Theme, tally: &Tally, is_expected: bool, url: &str) -> CellContext {
    let count = tally.get(&Standing::Counts).copied().unwrap_or_default();
    let is_hole = is_expected && count == 0;
    let state = match (count, tally.is_empty()) {
        (1.., _) => "covered",
        (0, false) => "uncounted",
        (0, true) if is_expected => "missing",
        (0, true) => "none",
    };
    let url = (!tally.is_empty()).then(|| url.to_owned());
    CellContext { state, is_hole, count, words: words(theme, tally, is_expected), url }
}

fn words(theme: &Theme, tally: &Tally, is_expected: bool) -> String {
    let phrase = |key: &str| theme.strings.get(key).map_or("", String::as_str);
    let standing = |standing: Standing| {
        phrase(&format!("standing_{}", standing.as_str().replace('-', "_"))).to_owned()
    };
    let uncounted: Vec<(Standing, usize)> = Standing::UNCOUNTED
        .into_iter()
        .filter_map(|standing| Some((standing, *tally.get(&standing)?)))
        .collect();
    let each = uncounted.iter().map(|(one, count)| format!("{count} {}", standing(*one)));
    let each = each.collect::<Vec<_>>().join(", ");
    let fill = |key: &str, count: usize, rest: &str| {
        phrase(key).replace("{count}", &count.to_string()).replace("{rest}", rest)
    };
    match (tally.get(&Standing::Counts), uncounted.as_slice()) {
        (Some(count), []) => count.to_string(),
        (Some(count), _) => fill("coverage_and", *count, &each),
        (None, []) if is_expected => phrase("coverage_missing").to_owned(),
        (None, []) => phrase("coverage_none").to_owned(),
        (None, [(only, count)]) => fill("coverage_but", *count, &standing(*only)),
        (None, [_, ..]) => fill("coverage_none_counts", 0, &each),
    }
}
