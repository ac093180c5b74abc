//! The pages that the handbook makes itself, with what each is: their addresses are taken, so that a document
//! that wants one is reported. A page that this handbook doesn't have takes none.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::load::Sources;
use crate::model::{Date, Document, ElementId, OwnerReviews, Section, Url, has_dates, pages};
use crate::resolve::{by_owner, register};

/// Every page that this handbook makes, and what it is.
pub(crate) fn pages(
    sources: &Sources,
    documents: &[Arc<Document>],
    sections: &[Section],
    today: Date,
) -> Vec<(Url, &'static str)> {
    let mut pages: Vec<(Url, &'static str)> = sections
        .iter()
        .filter(|section| section.document.is_none())
        .map(|section| (section.url.clone(), "the list of a folder’s documents"))
        .collect();
    let mut add = |url: &str, what: &'static str| pages.push((Url::new(url), what));
    for section in sections.iter().filter(|section| !section.children.is_empty()) {
        add(pages::print(&section.url).as_str(), "the page for printing a section");
    }
    add(pages::A_TO_Z, "the A to Z");
    add(pages::CONTENTS, "the page of contents");
    add(pages::SEARCH, "the search page");
    add(pages::NOT_FOUND, "the page that says “not found”");
    add(pages::BUILD, "the list of its files");
    for host in &sources.config.hosting {
        add(host.file(), "the settings of a web server");
    }
    if sources.config.address.is_some() {
        add(pages::SITEMAP, "the site map");
    }
    let counted = || counted(documents);
    let tags: FxHashSet<&str> =
        counted().flat_map(|document| &document.tags).map(String::as_str).collect();
    let tags: BTreeSet<String> = tags.into_iter().map(pages::tag).collect();
    if !tags.is_empty() {
        add(pages::TAGS, "the list of tags");
    }
    tags.iter().for_each(|url| add(url, "the page of a tag"));
    let kinds: BTreeSet<&str> = counted()
        .filter(|document| document.is_of_its_kind())
        .map(|document| document.kind.as_str())
        .collect();
    for kind in kinds.into_iter().filter(|kind| *kind != "page") {
        add(pages::kind(kind).as_str(), "the page of all documents of a kind");
    }
    if sources.config.accessibility.is_some() {
        add(pages::ACCESSIBILITY, "the accessibility statement");
    }
    if !sources.glossary.terms.is_empty() {
        add(pages::GLOSSARY, "the glossary");
    }
    if counted()
        .any(|document| document.parsed.outline.all_exceptions().any(|one| one.reason.is_some()))
    {
        add(pages::EXCEPTIONS, "the register of exceptions");
        add(pages::EXCEPTIONS_CSV, "the register of exceptions");
    }
    let relied: BTreeSet<usize> = counted()
        .flat_map(|document| document.mentions.reliance.iter().map(|one| one.act))
        .collect();
    if !relied.is_empty() {
        add(pages::LEGISLATION, "the list of Acts");
    }
    for act in relied.into_iter().filter_map(|act| sources.config.legislation.get(act)) {
        add(&pages::act(&act.name), "the page of an Act");
    }
    governance(sources, documents, today, &mut add);
    model(sources, &mut add);
    pages
}

fn counted(documents: &[Arc<Document>]) -> impl Iterator<Item = &Document> {
    documents.iter().map(|document| &**document).filter(|document| document.is_counted())
}

/// What has changed, who can see what, and what is due for review.
fn governance(
    sources: &Sources,
    documents: &[Arc<Document>],
    today: Date,
    add: &mut impl FnMut(&str, &'static str),
) {
    let counted = || counted(documents);
    if counted().any(|document| !document.parsed.outline.front.amendments.is_empty()) {
        add(pages::CHANGES, "the page of what has changed");
        add(pages::FEED, "the feed of what has changed");
    }
    if sources.config.editions.iter().any(|one| one.governance) {
        for url in [pages::AUDIENCE, pages::AUDIENCE_CSV, pages::AUDIENCE_JSON] {
            add(url, "the page of who can see what");
        }
    }
    let entries = register(counted(), &sources.config, today);
    if entries.is_empty() {
        return;
    }
    add(pages::REVIEWS, "the review register");
    add(pages::REVIEWS_CSV, "the review register");
    if has_dates(&entries) {
        add(pages::REVIEWS_CALENDAR, "the calendar of reviews");
    }
    for url in by_owner(&entries).iter().filter_map(OwnerReviews::calendar) {
        add(&url, "the calendar of an owner’s reviews");
    }
}

fn model(sources: &Sources, add: &mut impl FnMut(&str, &'static str)) {
    let model = &*sources.practice_model;
    if model.is_empty() {
        return;
    }
    add(pages::MODEL, "the practice model’s page");
    if sources.config.editions.iter().any(|one| one.what_to_expect.is_some()) {
        add(pages::WHAT_TO_EXPECT, "the page of what to expect");
    }
    for url in [pages::COVERAGE, pages::COVERAGE_CSV, pages::COVERAGE_JSON] {
        add(url, "the practice model’s coverage");
    }
    for (index, element) in model.elements.iter().enumerate() {
        // Such an id has been reported.
        if !pages::MODEL_NAMES.contains(&element.id.value.as_str()) {
            let url = pages::element(model, ElementId(index));
            add(url.as_str(), "the page of an element of the practice model");
        }
    }
    for index in 0..model.frameworks.len() {
        add(pages::framework(model, index).as_str(), "the page of a framework");
    }
    for id in model.criteria() {
        if !pages::FRAMEWORK_NAMES.contains(&model.criterion(id).id.value.as_str()) {
            add(pages::criterion(model, id).as_str(), "the page of a criterion");
        }
    }
}
