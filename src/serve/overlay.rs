//! What the preview adds to a page: one script, and what that script shows: whether the page is the newest
//! there is, and what is wrong, in the words of `check`.

use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::human::{self, Excerpt};
use crate::diagnostic::{Counts, Diagnostic, Place, Severity};
use crate::serve::editions;
use crate::serve::session::{Current, Found, Page, Spot};
use crate::source::SourcePath;

/// The folder of the preview's own addresses. No document has one below it, since hidden folders are not read.
pub(super) const OWN: &str = "/.handbook/";
/// How many diagnostics of other documents are sent.
const ELSEWHERE: usize = 50;
/// How many columns of a line are shown around a place.
const ROOM: usize = 100;

/// A page shown while its template fails and there is no earlier one.
const NO_PAGE: &str = "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <title>This page can’t be shown yet</title>\n</head>\n<body>\n<main>\n\
    <h1>This page can’t be shown yet</h1>\n\
    <p>It appears by itself when the mistake is put right.</p>\n</main>\n</body>\n</html>\n";

/// A page with the preview's script in it, which is told what state of the handbook it shows.
pub(super) fn with_script(html: &[u8], run: &str, generation: u64, status: u16) -> Vec<u8> {
    let html = if html.is_empty() { NO_PAGE.as_bytes() } else { html };
    let script = format!(
        "<script id=\"handbook-preview\" src=\"{OWN}preview.js\" data-run=\"{run}\" \
         data-generation=\"{generation}\" data-status=\"{status}\" defer></script>"
    );
    let at = place_for_script(html);
    [&html[..at], script.as_bytes(), &html[at..]].concat()
}

/// Just after `<head>`, before every script of the theme, so that the preview's sees the page as it was made.
/// Without a head it is after the doctype.
fn place_for_script(html: &[u8]) -> usize {
    let start = &html[..html.len().min(4 * 1024)];
    let lower = start.to_ascii_lowercase();
    let find = |wanted: &[u8]| lower.windows(wanted.len()).position(|bytes| bytes == wanted);
    let end_of =
        |at: usize| lower[at..].iter().position(|&byte| byte == b'>').map(|end| at + end + 1);
    [&b"<head>"[..], b"<head ", b"<!doctype"]
        .into_iter()
        .find_map(|tag| find(tag).and_then(end_of))
        .unwrap_or(0)
}

#[derive(Serialize)]
struct StateJson<'a> {
    run: &'a str,
    generation: u64,
    token: &'a str,
    /// Documents can be edited here.
    edits: bool,
    /// The editions between which there is a choice, and which of them this is.
    editions: Vec<&'a str>,
    edition: Option<&'a str>,
    /// The page is as it was when it last could be shown: why.
    held: Option<&'a str>,
    /// The document that the page shows, to be opened in an editor.
    file: Option<String>,
    /// `2 errors and 1 warning in 3 files`
    summary: String,
    errors: usize,
    warnings: usize,
    /// What concerns this page: its own document, passages in it, and errors in settings, on which every page
    /// depends.
    here: Vec<DiagnosticJson<'a>>,
    /// The first of the rest, errors before warnings.
    elsewhere: Vec<DiagnosticJson<'a>>,
    /// How many more there are.
    more: usize,
}

#[derive(Serialize)]
struct DiagnosticJson<'a> {
    severity: &'a str,
    rule: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    place: Option<PlaceJson>,
    related: Vec<RelatedJson<'a>>,
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    message: &'a str,
    place: PlaceJson,
}

#[derive(Serialize)]
struct PlaceJson {
    /// `content/a.md:3:18`
    text: String,
    file: String,
    line: Option<usize>,
    excerpt: Option<ExcerptJson>,
}

#[derive(Serialize)]
struct ExcerptJson {
    number: usize,
    line: String,
    before: usize,
    carets: usize,
}

/// What a page's script asks for after each change. It waits until the handbook has been checked.
pub(super) fn state(
    current: &Current,
    spot: Option<&Spot>,
    found: &Found,
    run: &str,
    token: &str,
    edits: bool,
) -> String {
    let generation = &current.newest.generation;
    let mut all: Vec<Diagnostic> = generation.diagnostics().to_vec();
    let (page, now) = match found {
        Found::Now(page) => (Some(page), Some(page)),
        Found::LastGood { page, now } => (Some(page), now.as_ref()),
        Found::Nothing => (None, None),
    };
    for fault in now.into_iter().flat_map(|page| &page.faults) {
        let diagnostic = generation.template_diagnostic(fault);
        if !all.contains(&diagnostic) {
            all.push(diagnostic);
        }
    }
    Diagnostic::sort(&mut all);
    let counts = Counts::of(&all);
    let sources = sources(current, spot, page);
    let concerns_page = |diagnostic: &Diagnostic| {
        let is_of_all = diagnostic.place.as_ref().is_none_or(|place| is_setting(&place.path));
        let is_own = diagnostic.place.as_ref().is_some_and(|place| sources.contains(&place.path));
        is_own || is_of_all && diagnostic.severity == Severity::Error
    };
    let (here, mut elsewhere): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        all.iter().partition(|diagnostic| concerns_page(diagnostic));
    elsewhere.sort_by_key(|diagnostic| diagnostic.severity);
    let more = elsewhere.len().saturating_sub(ELSEWHERE);
    let is_last_good = matches!(found, Found::LastGood { .. });
    let first = current.shown.first.edition.id.as_deref();
    let state = StateJson {
        run,
        generation: current.newest.number,
        token,
        edits,
        editions: editions::choice(current),
        edition: spot.and_then(|spot| spot.edition.as_deref()).or(first),
        held: match (&current.trouble, current.is_held() || is_last_good) {
            (Some(trouble), _) => Some(trouble),
            (None, true) => {
                Some("This is the last good page. It changes when the mistake is put right.")
            }
            (None, false) => None,
        },
        file: page.and_then(|page| page.document.as_ref()).map(ToString::to_string),
        summary: human::summary(counts),
        errors: counts.errors,
        warnings: counts.warnings,
        here: here.into_iter().map(diagnostic_json).collect(),
        elsewhere: elsewhere.into_iter().take(ELSEWHERE).map(diagnostic_json).collect(),
        more,
    };
    serde_json::to_string(&state).expect("it holds only texts and numbers")
}

/// The files that a page is made of: its document's, and those of passages that it takes in.
fn sources(current: &Current, spot: Option<&Spot>, page: Option<&Arc<Page>>) -> Vec<SourcePath> {
    let mut files: Vec<SourcePath> =
        page.and_then(|page| page.document.clone()).into_iter().collect();
    let view = spot.and_then(|spot| Some((current.newest.view(spot.edition.as_deref())?, spot)));
    let Some((view, spot)) = view else { return files };
    let Some(document) = view.document(&spot.path) else { return files };
    let mut waiting = vec![document];
    while let Some(document) = waiting.pop() {
        let passages = document.includes.iter().flatten();
        for passage in passages.filter_map(|id| view.edition.document(*id)) {
            if !files.contains(&passage.parsed.path) {
                files.push(passage.parsed.path.clone());
                waiting.push(passage);
            }
        }
    }
    files
}

/// Is it a file on which every page depends?
fn is_setting(path: &SourcePath) -> bool {
    path.folder().is_empty() || path.below("themes").is_some()
}

/// Diagnostics, as JSON.
pub(super) fn problems<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> String {
    let all: Vec<DiagnosticJson<'_>> = diagnostics.map(diagnostic_json).collect();
    serde_json::to_string(&all).expect("it holds only texts and numbers")
}

fn diagnostic_json(diagnostic: &Diagnostic) -> DiagnosticJson<'_> {
    DiagnosticJson {
        severity: diagnostic.severity.as_str(),
        rule: diagnostic.rule,
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        place: diagnostic.place.as_ref().map(place_json),
        related: diagnostic
            .related
            .iter()
            .map(|related| RelatedJson {
                message: &related.message,
                place: place_json(&related.place),
            })
            .collect(),
    }
}

fn place_json(place: &Place) -> PlaceJson {
    PlaceJson {
        text: place.to_string(),
        file: place.path.to_string(),
        line: place.range.as_ref().map(|range| range.start.line),
        excerpt: place.range.as_ref().map(|range| {
            let Excerpt { line, before, carets } = Excerpt::of(range, ROOM);
            ExcerptJson { number: range.start.line, line, before, carets }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::with_script;

    #[test]
    fn puts_its_script_before_all_others() {
        let check = |html: &str, before: &str| {
            let html = String::from_utf8(with_script(html.as_bytes(), "r", 2, 200)).unwrap();
            let (start, rest) = html.split_once("<script id=\"handbook-preview\"").unwrap();
            assert_eq!(start, before);
            assert!(rest.contains("data-generation=\"2\""), "{rest}");
        };
        check("<!DOCTYPE html><html><HEAD><script>", "<!DOCTYPE html><html><HEAD>");
        check("<html><head lang=\"x\"><title>", "<html><head lang=\"x\">");
        check("<!doctype html><header>x</header>", "<!doctype html>");
        check("plain", "");
    }

    #[test]
    fn a_page_that_could_not_be_made_still_heals() {
        let html = String::from_utf8(with_script(b"", "r", 1, 200)).unwrap();
        assert!(html.contains("can’t be shown yet") && html.contains("preview.js"));
    }
}
