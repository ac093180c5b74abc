//! What sorts of document a handbook has, and what each asks for.

use std::sync::LazyLock;

use crate::model::Period;

/// A sort of document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    /// Its id in front matter: `case-example`.
    pub id: String,
    /// What readers see: `Case example`.
    pub label: String,
    /// The same for several: `Case examples`.
    pub plural: String,
    /// Fields that each must have.
    pub requires: Vec<String>,
    /// How often each is reviewed.
    pub review_every: Option<Period>,
    /// Headings that each should have.
    pub headings: Vec<String>,
    /// The template that shows it, if not `document`.
    pub template: Option<String>,
}

impl Kind {
    /// Whether a document of this kind tells of a family, and so has to say how it was made safe.
    pub fn is_case_example(&self) -> bool {
        self.id == "case-example" || self.requires.iter().any(|field| field == "anonymised")
    }

    /// The kinds that every handbook has.
    pub fn built_in() -> &'static [Kind] {
        &*BUILT_IN
    }
}

static BUILT_IN: LazyLock<[Kind; 5]> = LazyLock::new(|| {
    let year = Period::parse("1 year");
    let two_years = Period::parse("2 years");
    let case_example = ["title", "owner", "anonymised"];
    [
        kind("guidance", "Guidance", "Guidance", &["title", "owner"], two_years),
        kind("policy", "Policy", "Policies", &["title", "owner", "version"], year),
        kind("case-example", "Case example", "Case examples", &case_example, two_years),
        kind("tool", "Tool", "Tools", &["title"], two_years),
        kind("page", "Page", "Pages", &["title"], None),
    ]
});

fn kind(
    id: &str,
    label: &str,
    plural: &str,
    requires: &[&str],
    review_every: Option<Period>,
) -> Kind {
    Kind {
        id: id.to_owned(),
        label: label.to_owned(),
        plural: plural.to_owned(),
        requires: requires.iter().map(|&field| field.to_owned()).collect(),
        review_every,
        headings: Vec::new(),
        template: None,
    }
}
