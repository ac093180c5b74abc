//! For whom parts of the practice model and terms of the glossary are: what they name that is no audience.

use crate::load::{Sources, is_top};
use crate::model::{FieldFault, FrontMatterFault, ListField};
use crate::source::{Located, SourcePath, Span};

/// Every name under `audience` in the practice model and the glossary that no audience has, once for each place.
pub(crate) fn faults(sources: &Sources) -> Vec<(SourcePath, Span, FrontMatterFault)> {
    let model = &sources.practice_model;
    let frameworks = model.frameworks.iter().flat_map(|one| {
        one.criteria.iter().map(|criterion| &criterion.audience).chain([&one.audience])
    });
    let parts = model.elements.iter().map(|one| &one.audience).chain(frameworks);
    let all = || sources.glossary.terms.iter();
    let terms = all().map(|one| &one.audience);
    let mut faults = unknown(sources, "practice-model", parts.chain([&model.audience]));
    let alone = |one: &Located<String>| Some(vec![one.clone()]);
    let expected = model.elements.iter().flat_map(|one| &one.to_expect).chain(&model.to_expect);
    let expected: Vec<ListField> = expected.map(|one| alone(&one.audience)).collect();
    faults.extend(unknown(sources, "practice-model", expected.iter()));
    let defined = all().flat_map(|one| &one.definition_for);
    let defined: Vec<ListField> = defined.map(|(audience, _)| alone(audience)).collect();
    faults.extend(unknown(sources, "glossary", terms.chain(&defined)));
    faults.sort_by_key(|(path, span, _)| (path.clone(), span.start()));
    faults.dedup();
    faults
}

fn unknown<'a>(
    sources: &Sources,
    file: &str,
    audiences: impl Iterator<Item = &'a ListField>,
) -> Vec<(SourcePath, Span, FrontMatterFault)> {
    let Some(path) = sources.yaml_texts.keys().find(|path| is_top(path, file)) else {
        return Vec::new();
    };
    let config = &sources.config;
    let written = audiences.flatten().flatten();
    let unknown = written.filter(|one| config.audience(&one.value).is_none());
    let faults = unknown.map(|one| {
        let fault = FieldFault::NotOneOf {
            field: "audience".to_owned(),
            text: one.value.clone(),
            options: config.audiences.iter().map(|one| one.id.clone()).collect(),
        };
        (path.clone(), one.span, FrontMatterFault::Field(fault))
    });
    faults.collect()
}
