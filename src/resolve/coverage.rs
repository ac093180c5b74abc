//! What documents say of the practice model to elements and criteria; and from any set of documents, what each
//! element and criterion has and lacks. What counts is decided by [`Standing`].

use std::collections::BTreeMap;

use crate::load::Sources;
use crate::model::config::Config;
use crate::model::{
    Coverage, Covering, CriterionId, Date, Document, DocumentId, ElementId, FieldFault,
    FrontMatter, FrontMatterFault, Hole, HoleOf, ListField, ModelFault, PracticeModel, Standing,
    of_kind,
};
use crate::source::{Located, SourcePath, Span};

/// The practice model's ids, to look up what documents name.
pub(crate) struct ModelIndex<'a> {
    model: &'a PracticeModel,
    elements: BTreeMap<&'a str, ElementId>,
    /// By framework and id, and by id alone.
    criteria: BTreeMap<(&'a str, &'a str), CriterionId>,
    alone: BTreeMap<&'a str, Vec<CriterionId>>,
    /// The file could be read to its end, so that what isn't in it isn't there.
    is_whole: bool,
}

impl<'a> ModelIndex<'a> {
    pub(crate) fn new(sources: &'a Sources) -> Self {
        let model = &*sources.practice_model;
        let elements = model.elements.iter().enumerate();
        let elements = elements.map(|(index, one)| (one.id.value.as_str(), ElementId(index)));
        let mut criteria = BTreeMap::new();
        let mut alone: BTreeMap<&str, Vec<CriterionId>> = BTreeMap::new();
        for id in model.criteria() {
            let framework = model.frameworks[id.framework].id.value.as_str();
            let name = model.criterion(id).id.value.as_str();
            criteria.insert((framework, name), id);
            alone.entry(name).or_default().push(id);
        }
        let is_broken = sources.yaml_faults.iter().any(|(path, _, fault)| {
            Some(path) == model.path.as_ref() && matches!(fault, FrontMatterFault::Yaml(_))
        });
        ModelIndex { model, elements: elements.collect(), criteria, alone, is_whole: !is_broken }
    }

    fn element(&self, written: &str) -> Result<ElementId, ModelFault> {
        let found = self.elements.get(written).copied();
        found.ok_or_else(|| ModelFault::NoSuchElement(written.to_owned()))
    }

    /// A criterion as `framework/id`, or as the id alone where only one framework has it.
    fn criterion(&self, written: &str) -> Result<CriterionId, ModelFault> {
        let found = match written.split_once('/') {
            Some((framework, id)) => self.criteria.get(&(framework.trim(), id.trim())).copied(),
            None => match self.alone.get(written).map(Vec::as_slice) {
                Some(&[only]) => Some(only),
                Some(several) => {
                    let options = several.iter().map(|&id| self.model.criterion_path(id)).collect();
                    return Err(ModelFault::Ambiguous(written.to_owned(), options));
                }
                None => None,
            },
        };
        found.ok_or_else(|| ModelFault::NoSuchCriterion(written.to_owned()))
    }

    /// The elements that a list names.
    pub(crate) fn elements(&self, written: &[String]) -> Vec<ElementId> {
        once_each(written.iter().filter_map(|id| self.element(id).ok()))
    }

    /// The criteria that a list names.
    pub(crate) fn criteria(&self, written: &[String]) -> Vec<CriterionId> {
        once_each(written.iter().filter_map(|id| self.criterion(id).ok()))
    }

    /// What a document's own front matter names that the model doesn't have, for itself and for what is below it.
    /// Nothing can be said where there is no model, or not all of it could be read.
    pub(crate) fn faults(&self, front: &FrontMatter) -> Vec<(Span, ModelFault)> {
        if !self.is_whole || self.model.is_empty() {
            return Vec::new();
        }
        let mut faults = Vec::new();
        for front in std::iter::once(front).chain(front.defaults.as_deref()) {
            let list = |field: &'_ ListField| field.clone().unwrap_or_default();
            for Located { value, span } in list(&front.model) {
                faults.extend(self.element(&value).err().map(|fault| (span, fault)));
            }
            for Located { value, span } in list(&front.criteria) {
                faults.extend(self.criterion(&value).err().map(|fault| (span, fault)));
            }
        }
        faults
    }
}

/// What starts the document that is missing, typed in the handbook's folder.
pub fn command(model: &PracticeModel, config: &Config, hole: &Hole<'_>) -> String {
    let kind = hole.kind.map(|kind| &config.kinds[kind]);
    let (id, label) = match kind {
        Some(kind) => (kind.id.as_str(), kind.label.to_lowercase()),
        None => ("guidance", "guidance".to_owned()),
    };
    let (name, option, of) = match hole.of {
        HoleOf::Element(id) => {
            let element = model.element(id);
            (&element.name, "--model", element.id.value.clone())
        }
        HoleOf::Criterion(id) => {
            (&model.criterion(id).name, "--criteria", model.criterion_path(id))
        }
    };
    let title = quoted(&format!("{name}: {label}"));
    format!("handbook new {} {title} {option} {}", word(id), word(&of))
}

/// A word that no shell takes apart.
fn word(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/'));
    if plain { text.to_owned() } else { quoted(text) }
}

/// In quotation marks, without what the shells of Windows or of other systems would act on inside them.
fn quoted(text: &str) -> String {
    let acts = |c: char| matches!(c, '"' | '`' | '$' | '\\' | '%' | '!') || c.is_control();
    format!("\"{}\"", text.replace(acts, ""))
}

fn once_each<T: Ord + Copy>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = std::collections::BTreeSet::new();
    all.filter(|one| seen.insert(*one)).collect()
}

/// What the practice model expects that is no kind of document.
pub(crate) fn faults(
    model: &PracticeModel,
    config: &Config,
) -> Vec<(SourcePath, Span, FrontMatterFault)> {
    let Some(path) = &model.path else { return Vec::new() };
    let criteria = model.frameworks.iter().flat_map(|framework| &framework.criteria);
    let expected = model.elements.iter().flat_map(|element| &element.expects);
    // Criteria share what their framework expects: once is enough.
    let mut unknown: BTreeMap<Span, &str> = BTreeMap::new();
    for kind in expected.chain(criteria.flat_map(|criterion| &criterion.expects)) {
        if config.kind(&kind.value).is_none() {
            unknown.insert(kind.span, &kind.value);
        }
    }
    let options: Vec<String> = config.kinds.iter().map(|kind| kind.id.clone()).collect();
    let fault = |text: &str| FieldFault::NotOneOf {
        field: "expects".to_owned(),
        text: text.to_owned(),
        options: options.clone(),
    };
    unknown
        .into_iter()
        .map(|(span, text)| (path.clone(), span, FrontMatterFault::Field(fault(text))))
        .collect()
}

/// Which of these documents belong to each element and criterion. They come in the order of reading.
pub fn coverage<'a>(
    model: &PracticeModel,
    config: &Config,
    documents: impl Iterator<Item = (DocumentId, &'a Document)>,
    today: Date,
) -> Coverage {
    let mut coverage = Coverage {
        elements: vec![Vec::new(); model.elements.len()],
        criteria: model.frameworks.iter().map(|one| vec![Vec::new(); one.criteria.len()]).collect(),
    };
    let kinds = config.kinds.iter().enumerate();
    let kinds: BTreeMap<&str, usize> = kinds.map(|(at, kind)| (kind.id.as_str(), at)).collect();
    let documents = documents.enumerate().filter(|(_, (_, one))| one.is_of_its_kind());
    for (position, (id, document)) in documents {
        let covering = |breadth: usize| Covering {
            kind: kinds.get(document.kind.as_str()).copied().unwrap_or(kinds.len()),
            standing: Standing::of(document, today),
            breadth,
            position,
            document: id,
        };
        for element in &document.model {
            coverage.elements[element.0].push(covering(document.model.len()));
        }
        for criterion in &document.criteria {
            let criteria = &mut coverage.criteria[criterion.framework];
            criteria[criterion.criterion].push(covering(document.criteria.len()));
        }
    }
    let criteria = coverage.criteria.iter_mut().flatten();
    coverage.elements.iter_mut().chain(criteria).for_each(|documents| documents.sort_unstable());
    coverage
}

/// What is missing: of each element and criterion the kinds that it expects, and any document at all of a
/// criterion that expects none in particular.
pub fn holes<'a>(model: &PracticeModel, config: &Config, coverage: &'a Coverage) -> Vec<Hole<'a>> {
    let place = |kind: &Located<String>| config.kinds.iter().position(|one| one.id == kind.value);
    let counts = |all: &[Covering]| all.iter().any(|one| one.standing == Standing::Counts);
    let mut holes = Vec::new();
    let mut look = |of: HoleOf, expects: &[Located<String>], all: &'a [Covering]| {
        for kind in once_each(expects.iter().filter_map(place)) {
            let uncounted = of_kind(all, kind);
            if !counts(uncounted) {
                holes.push(Hole { of, kind: Some(kind), uncounted });
            }
        }
        if expects.is_empty() && matches!(of, HoleOf::Criterion(_)) && !counts(all) {
            holes.push(Hole { of, kind: None, uncounted: all });
        }
    };
    for (index, element) in model.elements.iter().enumerate() {
        let id = ElementId(index);
        look(HoleOf::Element(id), &element.expects, coverage.of_element(id));
    }
    for id in model.criteria() {
        let expects = &model.criterion(id).expects;
        look(HoleOf::Criterion(id), expects, coverage.of_criterion(id));
    }
    holes
}
