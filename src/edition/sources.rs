//! A handbook's sources with all cut out that an edition doesn't show, resolved anew. Documents keep their places:
//! of a hidden one, only what it says of the documents below it is left, and that only until they are resolved.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::edition::body;
use crate::edition::shown::Shown;
use crate::load::Sources;
use crate::model::config::{Config, EditionSettings, PlainLanguage, Tags};
use crate::model::{
    Document, DocumentId, Edition, Element, FrontMatter, Glossary, Handbook, Kind, LinkFault,
    Origin, Outline, Parsed, PracticeModel, PrivateNames, Target, Watched,
};
use crate::resolve::{self, Lexicons, Reach};
use crate::source::Text;

/// The handbook as if what the edition doesn't show had never been in it.
pub(super) fn resolved(handbook: &Handbook, edition: &EditionSettings) -> Handbook {
    let shown = Shown::new(handbook, edition);
    let ids = || (0..handbook.documents.len()).map(DocumentId);
    let sources = Sources {
        config: Arc::new(config(&shown)),
        practice_model: Arc::new(practice_model(&shown)),
        glossary: Arc::new(glossary(&shown)),
        documents: ids().map(|id| Arc::new(parsed(&shown, id))).collect(),
        files: handbook.files.keys().cloned().collect(),
        ..Sources::default()
    };
    let options = resolve::Options {
        today: handbook.today,
        // Which drafts are shown was decided above.
        drafts: true,
        hidden: ids().filter(|id| !shown.document(*id)).collect(),
        attachments: Arc::default(),
        private_names: PrivateNames::None,
        components: Arc::clone(&handbook.components),
        theme_settings: Arc::default(),
        theme_phrases: Arc::default(),
        home: ids().find(|id| shown.document(*id) && handbook.is_named(edition.home.as_ref(), *id)),
    };
    let mut cut = resolve::resolve(&sources, &options, &());
    drop(sources);
    for (document, whole) in cut.documents.iter_mut().zip(&handbook.documents) {
        let document = Arc::make_mut(document);
        lead_home(&shown, document, whole);
        bare(document, edition);
    }
    cut
}

/// Of these documents, whose bodies alone have changed from what they were `before`, those that the edition holds, as
/// it holds them now; `None` if more than bodies has changed in it.
pub(super) fn again(
    last: &Edition,
    before: &Handbook,
    now: &Handbook,
    edition: &EditionSettings,
    changed: &[DocumentId],
) -> Option<Vec<(DocumentId, Arc<Document>)>> {
    let (shown_before, shown) = (Shown::new(before, edition), Shown::new(now, edition));
    if !shown.is_like(&shown_before) {
        return None;
    }
    let lexicons = Lexicons::new(&last.config, &last.glossary, changed.len());
    let held = changed.iter().filter_map(|&id| Some((id, last.document(id)?)));
    let again = held.map(|(id, held)| {
        let outline = body::cut(&shown_before, before.document(id)).outline;
        let parsed = Arc::new(body::cut(&shown, now.document(id)));
        let (mut document, reach) = lexicons.read_again(held, &outline, &parsed);
        drop(parsed);
        bare(&mut document, edition);
        (reach == Reach::Bodies).then(|| (id, Arc::new(document)))
    });
    again.collect()
}

fn parsed(shown: &Shown<'_>, id: DocumentId) -> Parsed {
    let document = shown.handbook.document(id);
    if shown.document(id) {
        return body::cut(shown, document);
    }
    let front = FrontMatter {
        defaults: document.parsed.outline.front.defaults.clone(),
        ..FrontMatter::default()
    };
    Parsed {
        path: document.parsed.path.clone(),
        text: Watched::new(Origin::default(), Arc::new(Text::from(""))),
        outline: Outline { front, ..Outline::default() },
        body: Default::default(),
        faults: Default::default(),
    }
}

/// Lets links to the handbook's home page lead to the edition's own. Where an edition shows a document, its links are
/// those of the whole one, in the same order.
fn lead_home(shown: &Shown<'_>, document: &mut Document, whole: &Document) {
    let written = &document.parsed.outline.links;
    for ((link, written), whole) in document.links.iter_mut().zip(written).zip(&whole.links) {
        // It stands in a stretch that is cut.
        if written.destination.is_empty() {
            continue;
        }
        let (Target::Document(id, _)
        | Target::Broken(LinkFault::NoSuchAnchor { document: id, .. })) = &whole.target
        else {
            continue;
        };
        if let Some(home) = shown.home_instead(*id) {
            link.target = Target::Document(home, None);
        }
    }
}

/// Takes from a document what resolving it needed and showing it doesn't.
fn bare(document: &mut Document, edition: &EditionSettings) {
    document.audience.retain(|one| edition.audiences.contains(one));
    document.readers.audiences.clear();
    document.checks.clear();
    document.model_faults.clear();
    for link in document.links.iter_mut() {
        link.habit = None;
        match &link.target {
            // The heading is in a stretch that is not shown: the document is.
            Target::Broken(LinkFault::NoSuchAnchor { document, .. }) => {
                link.target = Target::Document(*document, None);
            }
            Target::Broken(_) => link.target = Target::Broken(LinkFault::Empty),
            _ => {}
        }
    }
    document.related.retain(|one| one.value.is_ok());
    document.supersedes.retain(|one| one.value.is_ok());
    document.replaced_by = document.replaced_by.take().filter(|one| one.value.is_ok());
    document.includes.iter_mut().filter(|one| one.is_err()).for_each(|one| {
        *one = Err(crate::model::IncludeFault::NotMarkdown);
    });
    let parsed = Arc::make_mut(&mut document.parsed);
    parsed.outline.links.iter_mut().for_each(|link| {
        if link.kind != crate::markdown::tree::LinkKind::Html {
            link.destination.clear();
        }
    });
    let front = std::mem::take(&mut parsed.outline.front);
    parsed.outline.front = FrontMatter {
        title: front.title,
        summary: front.summary,
        kind: front.kind,
        version: front.version,
        approved: front.approved.filter(|_| edition.governance),
        effective_from: front.effective_from,
        legislation: front.legislation,
        amendments: front.amendments,
        order: front.order,
        template: front.template,
        exceptions: match edition.governance {
            true => front.exceptions,
            false => Vec::new(),
        },
        ..FrontMatter::default()
    };
    if !edition.governance {
        parsed.outline.exceptions.clear();
        (document.owner, document.approved_by) = (None, None);
        (document.reviewed, document.review_by) = (None, None);
        document.review = crate::model::Review::None;
    }
}

/// The settings that pages are made from, and no others.
fn config(shown: &Shown<'_>) -> Config {
    let Shown { handbook, edition, .. } = shown;
    let mut config = Config::clone(&handbook.config);
    if let Some(title) = &edition.title {
        config.title.clone_from(title);
    }
    config.address.clone_from(&edition.address);
    let theme = &mut config.theme;
    theme.colour = edition.colour.or(theme.colour.take());
    theme.accent = edition.accent.or(theme.accent.take());
    if edition.logo.is_some() {
        theme.logo.clone_from(&edition.logo);
    }
    config.audiences.retain(|one| edition.audiences.contains(&one.id));
    config.kinds = kinds(shown);
    config.default_audience = Vec::new();
    config.names_editions = false;
    config.editions = Vec::new();
    config.tags = Tags::default();
    config.checks = Vec::new();
    config.plain_language = PlainLanguage::default();
    config.contacts = Vec::new();
    config.case_number_pattern = None;
    config.private_names = None;
    config.faults = Vec::new();
    config.acknowledge = config.acknowledge.filter(|_| edition.governance);
    let emergency = edition.emergency.clone().or(config.emergency.take()).filter(|file| {
        let named = file.value.trim_start_matches('/');
        let ids = (0..handbook.documents.len()).map(DocumentId);
        ids.filter(|id| shown.document(*id))
            .any(|id| handbook.document(id).parsed.path.below(&config.content) == Some(named))
    });
    config.emergency = emergency;
    config
}

/// The kinds that every handbook has, and those of its own that the edition shows something of.
fn kinds(shown: &Shown<'_>) -> Vec<Kind> {
    let built_in = Kind::built_in();
    let documents = shown.handbook.documents.iter().enumerate();
    let used: BTreeSet<&str> = documents
        .filter(|(index, _)| shown.document(DocumentId(*index)))
        .map(|(_, document)| document.kind.as_str())
        .collect();
    let all = shown.handbook.config.kinds.iter();
    all.filter(|kind| {
        used.contains(kind.id.as_str()) || built_in.iter().any(|one| one.id == kind.id)
    })
    .cloned()
    .collect()
}

fn practice_model(shown: &Shown<'_>) -> PracticeModel {
    let mut model = PracticeModel::clone(&shown.handbook.practice_model);
    model.faults.clear();
    model.elements.retain(|one| shown.part(&one.audience));
    for framework in &mut model.frameworks {
        framework.criteria.retain(|one| shown.part(&one.audience));
    }
    model.frameworks.retain(|one| shown.part(&one.audience));
    if !shown.part(&model.audience) {
        (model.name, model.summary) = (None, None);
    }
    model.audience = None;
    model.to_expect.retain(|one| shown.edition.speaks_to() == Some(&one.audience.value));
    if let Some(own) = model.to_expect.first() {
        model.name = own.name.clone().or(model.name.take());
        model.summary = own.summary.clone().or(model.summary.take());
    }
    let governance = shown.edition.governance;
    for element in &mut model.elements {
        element.audience = None;
        element.owner = element.owner.take().filter(|_| governance);
        element.expects.retain(|_| governance);
        in_their_words(element, shown.edition.speaks_to());
    }
    for framework in &mut model.frameworks {
        framework.audience = None;
        for criterion in &mut framework.criteria {
            criterion.audience = None;
            criterion.owner = criterion.owner.take().filter(|_| governance);
            criterion.expects.retain(|_| governance);
        }
    }
    model
}

/// Leaves of an element what it says to this audience, and that in place of what it says to everybody.
fn in_their_words(element: &mut Element, audience: Option<&str>) {
    element.to_expect.retain(|one| audience == Some(&one.audience.value));
    let Some(own) = element.to_expect.first() else { return };
    if let Some(name) = &own.name {
        element.name.clone_from(name);
    }
    element.summary = own.summary.clone().or(element.summary.take());
    element.promise = own.promise.clone().or(element.promise.take());
}

fn glossary(shown: &Shown<'_>) -> Glossary {
    let terms = shown.handbook.glossary.terms.iter().filter(|one| shown.part(&one.audience));
    let terms = terms.cloned().map(|mut term| {
        term.audience = None;
        let own = term.definition_for.drain(..);
        let own = own.into_iter().find(|(one, _)| shown.edition.speaks_to() == Some(&one.value));
        term.definition = own.map(|(_, text)| text).or(term.definition);
        term
    });
    Glossary { terms: terms.collect(), faults: Vec::new() }
}
