//! The addresses of pages that the handbook makes itself, in one place, so that no document takes one.

use crate::markdown::slug;
use crate::model::{CriterionId, ElementId, PracticeModel, Url};

/// The home page.
pub const HOME: &str = "index.html";
/// Every document by its title.
pub const A_TO_Z: &str = "a-to-z.html";
/// Every document by its section.
pub const CONTENTS: &str = "contents.html";
/// What a server shows for an address that isn't there.
pub const NOT_FOUND: &str = "404.html";
/// The list of tags.
pub const TAGS: &str = "tags/index.html";
/// The accessibility statement.
pub const ACCESSIBILITY: &str = "accessibility.html";
/// The glossary.
pub const GLOSSARY: &str = "glossary.html";
/// The register of exceptions from rules.
pub const EXCEPTIONS: &str = "exceptions.html";
/// The same as a table for spreadsheets.
pub const EXCEPTIONS_CSV: &str = "exceptions.csv";
/// The list of Acts.
pub const LEGISLATION: &str = "legislation/index.html";
/// What has changed, the newest first.
pub const CHANGES: &str = "whats-changed.html";
/// The same as an Atom feed.
pub const FEED: &str = "whats-changed.xml";
/// What is due for review, and whose it is.
pub const REVIEWS: &str = "reviews.html";
/// The same as a table for spreadsheets.
pub const REVIEWS_CSV: &str = "reviews.csv";
/// The same as a calendar.
pub const REVIEWS_CALENDAR: &str = "reviews.ics";
/// Who can see which document, and why.
pub const AUDIENCE: &str = "audience.html";
/// The same as a table for spreadsheets.
pub const AUDIENCE_CSV: &str = "audience.csv";
/// The same for programs.
pub const AUDIENCE_JSON: &str = "audience.json";
/// What a published folder says of itself: the list of its files.
pub const BUILD: &str = "build.json";
/// For search engines.
pub const SITEMAP: &str = "sitemap.xml";
/// The page of search results.
pub const SEARCH: &str = "search.html";
/// The folder of the search index.
pub const SEARCH_INDEX: &str = "search-index";
/// The folder of styles and scripts.
pub const ASSETS: &str = "theme-files";
/// What readers can expect of each element of the practice model.
pub const WHAT_TO_EXPECT: &str = "what-to-expect.html";
/// The practice model at a glance.
pub const MODEL: &str = "model/index.html";
/// What the practice model has, and what is missing.
pub const COVERAGE: &str = "model/coverage.html";
/// The same as a table for spreadsheets.
pub const COVERAGE_CSV: &str = "model/coverage.csv";
/// The same for programs.
pub const COVERAGE_JSON: &str = "model/coverage.json";

/// Names in the model's folder that no element can have.
pub const MODEL_NAMES: [&str; 2] = ["index", "coverage"];
/// Names in a framework's folder that no criterion can have.
pub const FRAMEWORK_NAMES: [&str; 1] = ["index"];

/// The address of an Act's page: what documents rely on it.
pub fn act(name: &str) -> String {
    format!("legislation/{}.html", crate::markdown::slug(name))
}

/// The address of a section's page for printing, beside its own page.
pub fn print(section: &Url) -> Url {
    let folder = section.as_str().rfind('/').map_or("", |slash| &section.as_str()[..=slash]);
    Url::new(&format!("{folder}print.html"))
}

/// The address of the calendar of what one owner has to review.
pub fn owner_calendar(owner: &str) -> String {
    format!("reviews/{}.ics", slug(owner))
}

/// The address of a tag's page.
pub fn tag(name: &str) -> String {
    format!("tags/{}.html", slug(name))
}

/// The address of the page of all documents of a kind.
pub fn kind(id: &str) -> Url {
    Url::new(&format!("kinds/{}.html", slug(id)))
}

/// The address of an element's page.
pub fn element(model: &PracticeModel, id: ElementId) -> Url {
    Url::new(&format!("model/{}.html", slug(&model.element(id).id.value)))
}

/// The address of a framework's page.
pub fn framework(model: &PracticeModel, framework: usize) -> Url {
    Url::new(&format!("model/{}/index.html", slug(&model.frameworks[framework].id.value)))
}

/// The address of a criterion's page.
pub fn criterion(model: &PracticeModel, id: CriterionId) -> Url {
    let framework = slug(&model.frameworks[id.framework].id.value);
    Url::new(&format!("model/{framework}/{}.html", slug(&model.criterion(id).id.value)))
}
