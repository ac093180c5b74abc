//! What an edition must not contain, in words that can be looked for: titles, names, addresses and sentences of what
//! it doesn't show. Words that stand in something which it shows are left out: they would prove nothing.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aho_corasick::{AhoCorasick, BuildError};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::markdown::tree::{Block, BlockKind, Inline, InlineKind};
use crate::markdown::{Visit, blocks_text, inlines_text, walk};
use crate::model::{Document, Edition, Handbook, Target};

/// Words that must not be in an edition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sentinel {
    /// The words, or how they begin.
    pub text: String,
    /// How they are told from other words.
    pub kind: SentinelKind,
    /// What they are: `the title`.
    pub what: &'static str,
    /// The file that they come from.
    pub file: String,
}

/// How words that must not be in an edition are told from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SentinelKind {
    /// Sentences, which nobody writes twice by chance: they are looked for in attachments too.
    Prose,
    /// Names that are long enough to be nobody else’s.
    Name,
    /// Names of a word or two, which count only where they are all that an element, a field or a cell holds.
    Short,
}

/// So much of a sentence is looked for, in bytes.
const LONGEST: usize = 48;
/// A shorter sentence may be anybody's, in bytes.
const SHORTEST: usize = 30;
/// How many sentences are looked for of a document that is hidden, and of one that is shown in part.
const SENTENCES: (usize, usize) = (3, 12);

/// What to look for in an edition's files. `phrases` stand in it for other reasons: the theme's, and the names of
/// files.
///
/// # Errors
/// If there is more than can be looked for at once.
pub fn sentinels(
    handbook: &Handbook,
    edition: &Edition,
    phrases: impl Iterator<Item = String>,
) -> Result<Vec<Sentinel>, BuildError> {
    let phrases: Vec<String> = phrases.collect();
    let documents = handbook.documents.par_iter().zip(&edition.documents);
    let texts: Vec<Option<String>> = documents.map(|(all, shown)| cut_text(all, shown)).collect();
    let said = Said::new(&texts, edition, &phrases);
    let mut found = BTreeSet::new();
    for (index, document) in handbook.documents.iter().enumerate() {
        let is_shown = edition.documents[index].is_some();
        let text = texts[index].as_deref().unwrap_or_default();
        of_document(document, is_shown, edition, (text, &said), &mut found);
    }
    of_model(handbook, edition, &mut found);
    of_glossary(handbook, edition, &mut found);
    of_files(handbook, edition, &mut found);
    let mut all: Vec<Sentinel> = found.into_iter().collect();
    let finder = AhoCorasick::new(all.iter().map(|one| one.text.as_bytes()))?;
    let stands: Vec<AtomicBool> = all.iter().map(|_| AtomicBool::new(false)).collect();
    if !all.is_empty() {
        each_shown(edition, &phrases, &|text| {
            for hit in finder.find_overlapping_iter(text.as_bytes()) {
                stands[hit.pattern().as_usize()].store(true, Ordering::Relaxed);
            }
        });
    }
    let mut stands = stands.into_iter();
    all.retain(|_| !stands.next().is_some_and(AtomicBool::into_inner));
    Ok(all)
}

/// The words of a document, if the edition doesn't show all of them.
fn cut_text(document: &Document, shown: &Option<Arc<Document>>) -> Option<String> {
    let is_whole = shown.as_ref().is_some_and(|shown| shown.parsed.body == document.parsed.body);
    (!is_whole).then(|| text_of(document))
}

/// Which sentences of what is not shown, or not all of it, the edition says all the same.
struct Said<'a>(FxHashMap<&'a str, AtomicBool>);

impl<'a> Said<'a> {
    fn new(texts: &'a [Option<String>], edition: &Edition, phrases: &[String]) -> Self {
        let all = texts.iter().flatten().flat_map(|text| sentences(text));
        let all = all.filter(|one| one.len() >= SHORTEST);
        let said = Said(all.map(|one| (one, AtomicBool::new(false))).collect());
        if !said.0.is_empty() {
            each_shown(edition, phrases, &|text| {
                for one in sentences(text).filter_map(|one| said.0.get(one)) {
                    one.store(true, Ordering::Relaxed);
                }
            });
        }
        said
    }

    fn contains(&self, sentence: &str) -> bool {
        self.0.get(sentence).is_some_and(|one| one.load(Ordering::Relaxed))
    }
}

/// Adds words that are long enough to be nobody else's.
fn add(found: &mut BTreeSet<Sentinel>, text: &str, words: usize, what: &'static str, file: &str) {
    let text = text.trim();
    if text.split_whitespace().count() < words || text.len() < 12 {
        return;
    }
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let kind = if words >= 5 { SentinelKind::Prose } else { SentinelKind::Name };
    let text = text[..end].trim_end().to_owned();
    found.insert(Sentinel { text, kind, what, file: file.to_owned() });
}

/// Adds a name, however short it is.
fn add_name(found: &mut BTreeSet<Sentinel>, text: &str, what: &'static str, file: &str) {
    let text = text.trim();
    if text.split_whitespace().count() >= 3 && text.len() >= 12 {
        add(found, text, 3, what, file);
    } else if text.chars().count() >= 4 && text.chars().any(char::is_alphabetic) {
        let (text, file) = (text.to_owned(), file.to_owned());
        found.insert(Sentinel { text, kind: SentinelKind::Short, what, file });
    }
}

fn of_document(
    document: &Document,
    is_shown: bool,
    edition: &Edition,
    (text, said): (&str, &Said<'_>),
    found: &mut BTreeSet<Sentinel>,
) {
    let parsed = &document.parsed;
    let file = parsed.path.as_str();
    let most = if is_shown { SENTENCES.1 } else { SENTENCES.0 };
    if !is_shown {
        add_name(found, &document.title, "the title", file);
        add(found, document.summary.as_deref().unwrap_or_default(), 5, "the summary", file);
        let name = document.url.as_str().rsplit('/').next().unwrap_or_default();
        add(found, name, 1, "the address", file);
    }
    if !edition.shows_governance {
        for role in [&document.owner, &document.approved_by].into_iter().flatten() {
            add(found, role, 3, "the owner", file);
        }
    }
    let mut hidden: Vec<&str> =
        sentences(text).filter(|one| one.len() >= SHORTEST && !said.contains(one)).collect();
    hidden.sort_by_key(|one| std::cmp::Reverse(one.len()));
    for sentence in hidden.into_iter().take(most) {
        add(found, sentence, 5, "a sentence", file);
    }
    for comment in comments(parsed.text.as_str()) {
        add(found, comment, 5, "a comment", file);
    }
}

/// What stands in the comments of a text, each to the end of its first line.
fn comments(text: &str) -> impl Iterator<Item = &str> {
    let opened = text.match_indices("<!--").map(|(at, mark)| &text[at + mark.len()..]);
    opened.filter_map(|rest| rest[..rest.find("-->").unwrap_or(rest.len())].trim().lines().next())
}

/// Files that are reached only from what is hidden, or from nowhere.
fn of_files(handbook: &Handbook, edition: &Edition, found: &mut BTreeSet<Sentinel>) {
    for path in handbook.files.keys().filter(|path| !edition.files.contains_key(*path)) {
        add(found, path.file_name(), 1, "the name", path.as_str());
    }
}

fn of_model(handbook: &Handbook, edition: &Edition, found: &mut BTreeSet<Sentinel>) {
    let (all, kept) = (&handbook.practice_model, &edition.practice_model);
    let Some(path) = &all.path else { return };
    let said = |id: &str| {
        let element = kept.elements.iter().find(move |one| one.id.value == id);
        element.into_iter().flat_map(|one| &one.to_expect)
    };
    for element in &all.elements {
        for one in &element.to_expect {
            if said(&element.id.value).any(|kept| kept == one) {
                continue;
            }
            let all = [&one.name, &one.summary, &one.promise, &one.when, &one.call];
            for text in all.into_iter().flatten() {
                add(found, text, 5, "what others can expect", path.as_str());
            }
        }
    }
    for element in &all.elements {
        let kept = kept.elements.iter().find(|one| one.id.value == element.id.value);
        if kept.is_none_or(|kept| kept.name != element.name) {
            add_name(found, &element.name, "the name of an element", path.as_str());
        }
        let words = [&element.promise, &element.summary].into_iter().flatten();
        // Another edition may be told the same thing in other words.
        let is_said = |text| {
            kept.is_some_and(|kept| {
                [&kept.promise, &kept.summary].contains(&&Some(String::clone(text)))
            })
        };
        for text in words.filter(|text| !is_said(text)) {
            add(found, text, 5, "an element’s words", path.as_str());
        }
    }
    let own_summary = (all.summary != kept.summary).then_some(all.summary.as_ref()).flatten();
    let others = all.to_expect.iter().filter(|one| !kept.to_expect.contains(one));
    let others = others.flat_map(|one| [&one.name, &one.summary]).flatten();
    for text in others.chain(own_summary) {
        add(found, text, 5, "the practice model’s words", path.as_str());
    }
    let kept: HashSet<String> = kept.criteria().map(|id| kept.criterion_path(id)).collect();
    for id in all.criteria().filter(|id| !kept.contains(&all.criterion_path(*id))) {
        let criterion = all.criterion(id);
        add_name(found, &criterion.name, "the name of a criterion", path.as_str());
        let summary = criterion.summary.as_deref().unwrap_or_default();
        add(found, summary, 5, "a criterion’s words", path.as_str());
    }
}

fn of_glossary(handbook: &Handbook, edition: &Edition, found: &mut BTreeSet<Sentinel>) {
    let kept: HashMap<&str, Option<&str>> = edition
        .glossary
        .terms
        .iter()
        .map(|one| (one.term.value.as_str(), one.definition.as_deref()))
        .collect();
    for term in &handbook.glossary.terms {
        let kept = kept.get(term.term.value.as_str());
        if kept.is_none() {
            add_name(found, &term.term.value, "a term", "glossary.yaml");
        }
        let others = term.definition_for.iter().map(|(_, text)| text);
        for definition in term.definition.iter().chain(others) {
            if kept != Some(&Some(definition.as_str())) {
                add(found, definition, 5, "a definition", "glossary.yaml");
            }
        }
    }
}

/// A document's words, a block or an item a line.
fn text_of(document: &Document) -> String {
    let body = &document.parsed.body;
    let mut text = String::new();
    walk(body, &mut |visit| {
        let words = match visit {
            Visit::Block(Block { kind: BlockKind::Paragraph(inlines), .. }) => {
                inlines_text(inlines)
            }
            Visit::Block(Block { kind: BlockKind::Heading(heading), .. }) => {
                heading.text.to_string()
            }
            Visit::Block(Block { kind: BlockKind::Code(code), .. }) => code.text.clone(),
            Visit::Block(block @ Block { kind: BlockKind::Table(_), .. }) => {
                blocks_text(std::slice::from_ref(block))
            }
            Visit::Block(Block { kind: BlockKind::Component(component), .. }) => {
                component.label.value.clone()
            }
            Visit::Block(_) | Visit::Inline(_) => return,
        };
        text.push_str(&words);
        text.push('\n');
    });
    text
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let all = text.lines().flat_map(|line| line.split_inclusive(". "));
    all.map(str::trim).filter(|one| !one.is_empty())
}

/// Gives everything that the edition's readers get to read, as plain words, to `take`, a text at a time.
fn each_shown(edition: &Edition, phrases: &[String], take: &(dyn Fn(&str) + Sync)) {
    phrases.iter().for_each(|phrase| take(phrase));
    besides_documents(edition).iter().for_each(|text| take(text));
    edition.documents.par_iter().flatten().for_each(|document| {
        in_document(document).iter().for_each(|text| take(text));
    });
}

/// What stands in a document.
fn in_document(document: &Document) -> Vec<String> {
    let front = &document.parsed.outline.front;
    let mut shown = vec![
        text_of(document),
        blocks_text(&document.parsed.body.blocks),
        document.title.clone(),
        document.url.to_string(),
    ];
    shown.extend(document.summary.clone());
    shown.extend(document.tags.iter().chain(&document.search.keywords).cloned());
    shown.extend(front.amendments.iter().map(|one| one.summary.clone()));
    shown.extend(front.legislation.iter().flatten().map(|one| one.value.clone()));
    shown.extend([&document.owner, &document.approved_by].into_iter().flatten().cloned());
    shown.extend(document.links.iter().filter_map(|link| match &link.target {
        Target::External(address) => Some(address.clone()),
        _ => None,
    }));
    shown.extend(written(document));
    shown
}

/// What stands elsewhere.
fn besides_documents(edition: &Edition) -> Vec<String> {
    let config = &edition.config;
    let mut shown = vec![edition.title.clone(), format!("{:?}", config.accessibility)];
    shown.extend(edition.strings.values().cloned());
    shown.push(format!("{:?}", edition.help));
    shown.extend(
        edition
            .exceptions
            .iter()
            .filter_map(|(_, one)| one.reason.as_ref().map(|reason| reason.value.clone())),
    );
    shown.extend(config.kinds.iter().flat_map(|one| [one.label.clone(), one.plural.clone()]));
    shown.extend(config.audiences.iter().map(|one| one.label.clone()));
    let seen = edition.seen.iter();
    shown.extend(seen.flat_map(|one| &one.audiences).map(|one| one.label.clone()));
    shown.extend(config.legislation.iter().map(|one| one.name.clone()));
    shown
        .extend(config.theme.settings.iter().filter_map(|one| one.value.text().map(str::to_owned)));
    shown.extend(edition.sections.iter().flat_map(|one| [one.title.clone(), one.url.to_string()]));
    shown.extend(edition.aliases.iter().map(|(url, _)| url.to_string()));
    shown.extend(edition.files.values().map(ToString::to_string));
    let model = &edition.practice_model;
    shown.extend([&model.name, &model.summary].into_iter().flatten().cloned());
    for one in &model.elements {
        shown.push(one.name.clone());
        let words = [&one.group, &one.promise, &one.summary, &one.owner];
        shown.extend(words.into_iter().flatten().cloned());
        let expected = one.to_expect.iter().flat_map(|one| [&one.promise, &one.when, &one.call]);
        shown.extend(expected.flatten().cloned());
    }
    for framework in &model.frameworks {
        shown.push(framework.name.clone());
        shown.extend(framework.summary.clone());
        for one in &framework.criteria {
            shown.push(one.name.clone());
            shown.extend([&one.summary, &one.owner].into_iter().flatten().cloned());
        }
    }
    for term in &edition.glossary.terms {
        let names = term.abbreviations.iter().chain(&term.also_known_as);
        let names = names.chain(&term.say_instead_of).chain([&term.term]);
        shown.extend(names.map(|one| one.value.clone()));
        shown.extend([&term.definition, &term.source].into_iter().flatten().cloned());
    }
    shown
}

/// What a document says in attributes of components and in its author's own HTML.
fn written(document: &Document) -> Vec<String> {
    let mut all = Vec::new();
    walk(&document.parsed.body, &mut |visit| match visit {
        Visit::Block(Block { kind: BlockKind::Component(component), .. }) => {
            all.extend(component.attributes.iter().map(|one| one.value.value.clone()));
        }
        Visit::Block(Block { kind: BlockKind::Html(html), .. })
        | Visit::Inline(Inline { kind: InlineKind::Html(html), .. }) => all.push(html.to_string()),
        Visit::Inline(Inline { kind: InlineKind::Link(link), .. }) => {
            all.push(link.title.to_string());
        }
        Visit::Inline(Inline { kind: InlineKind::Image(image), .. }) => {
            all.push(image.title.to_string());
        }
        Visit::Block(_) | Visit::Inline(_) => {}
    });
    all
}
