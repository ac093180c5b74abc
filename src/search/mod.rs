//! An edition to the files of its search index, one for each language, which the theme's search client reads. It ranks
//! nothing: how good a result is, the client alone decides (`scripts/search/score.js`). `docs/search-format.md`
//! describes the files.

mod counts;
mod files;
mod filters;
mod fold;
mod groups;
mod joining;
mod json;
mod kept;
mod languages;
mod last;
mod numbering;
mod numbers;
mod part;
mod passages;
mod postings;
mod ranges;
mod reading;
mod records;
mod shards;
mod stem;
mod stop_words;
mod synonyms;
mod terms;
mod tongue;
mod vocabulary;
mod words;

pub use files::Take;
pub use kept::Kept;
pub(crate) use passages::passages;

use serde_json::{Value, json};

use crate::model::{Document, Edition, Kind, Language, Status, shared};
use crate::search::files::Files;
use crate::search::joining::{Joining, Lost};
use crate::search::json::of_value;
use crate::search::languages::Group;
use crate::search::last::{KnownRange, Last};
use crate::search::postings::Options;
use crate::search::ranges::Ranges;
use crate::search::reading::Reading;
use crate::search::shards::Entry;
use crate::search::synonyms::Concepts;
use crate::search::tongue::Tongue;
use crate::search::words::Word;

/// The version of the format. A client that reads another says so rather than guess.
const FORMAT: u32 = 1;

/// What kinds and audiences are called for readers of a language.
pub trait Names: Sync {
    /// What one document of a kind is called.
    fn kind(&self, kind: &Kind, language: &Language) -> String;
    /// What an audience is called, by its id.
    fn audience(&self, id: &str, language: &Language) -> String;
}

/// Gives the files of the edition's indexes to `take` as they are made. Each language has an index of its own, for the
/// words of one mean nothing in another, and what is rare in one says nothing of the other: that of the handbook's
/// language, and one for each other that documents are in.
pub fn index(edition: &Edition, names: &dyn Names, take: &Take<'_>) {
    index_again(edition, names, &kept::Nothing, take);
}

/// The same files, where neither documents are read again nor files made that are as they were when something was kept
/// of them.
pub fn index_again(edition: &Edition, names: &dyn Names, kept: &dyn Kept, take: &Take<'_>) {
    let own = languages::by_language(edition);
    for (number, Group { language, documents }) in own.iter().enumerate() {
        let start = start(number, language);
        let index = Index { edition, names, language, documents };
        let beside = if number == 0 { &own } else { &own[number..=number] };
        write(&index, languages::listed(beside), kept, &Files::new(&start, take, kept));
    }
}

/// The names of the files that are called the same whatever is in them.
pub fn manifests(edition: &Edition) -> Vec<String> {
    let own = languages::by_language(edition);
    let named = own.iter().enumerate();
    named
        .map(|(number, one)| format!("{}{}.js", start(number, one.language), files::MANIFEST))
        .collect()
}

/// What the names of an index’s files begin with: nothing, for the handbook’s language.
fn start(number: usize, language: &Language) -> String {
    if number == 0 { String::new() } else { languages::start(language) }
}

/// What one index is made of.
struct Index<'a> {
    edition: &'a Edition,
    names: &'a dyn Names,
    language: &'a Language,
    documents: &'a [&'a Document],
}

fn write(index: &Index<'_>, languages: Option<Value>, kept: &dyn Kept, files: &Files<'_>) {
    let tongue = Tongue::of(index.language);
    let concepts = match index.language.is_written_like(&index.edition.config.language) {
        true => synonyms::concepts(&index.edition.glossary, tongue),
        false => Concepts::none(tongue),
    };
    let name = blake3::hash(format!("{:?} {}", index.edition.id, files.start).as_bytes());
    let last = kept.base().and_then(|_| Last::from_bytes(&kept.get(&name)?));
    let make = |last: Option<&Last>| make(index, &concepts, kept, last, files);
    let made = make(last.as_ref()).or_else(|Lost| make(None));
    let made = made.expect("nothing is lost where nothing was kept");
    write_manifest(index, languages, &concepts, &made, files);
    if kept.base().is_some() {
        kept.put(&name, made.to_bytes());
    }
}

/// Writes all but what depends on these files, of what the last index came to as far as it is still so.
fn make(
    index: &Index<'_>,
    concepts: &Concepts,
    kept: &dyn Kept,
    last: Option<&Last>,
    files: &Files<'_>,
) -> Result<Last, Lost> {
    let Index { edition, documents, .. } = *index;
    let ranges = Ranges::of(documents.len());
    let (mut parts, layout) = Reading { edition, documents, concepts, ranges, kept, last }.read();
    // What is kept of words, and what results show, is other in a handbook with much more text, or less.
    if last.is_some_and(|last| last.layout != layout) {
        return Err(Lost);
    }
    let base = kept.base();
    let same = last.filter(|last| Some(last.base) == base);
    let write_filters = || {
        let filters = same.map(|last| last.filters.clone()).filter(|name| files.again(name));
        filters.unwrap_or_else(|| {
            files.add(files::Kind::Filters, &of_value(&shared(|| filters::filters(index))))
        })
    };
    // Passages are forgotten before terms are joined: each takes much memory.
    let write_records = || records::write(index, &mut parts, layout, same, files);
    let (filters, hashes) = rayon::join(write_filters, write_records);
    let options = Options { documents: documents.len(), has_places: layout.has_places };
    let tongue = concepts.tongue;
    let joined =
        Joining { parts: &parts, tongue, options, kept, last, files }.join(ranges.count)?;
    let (joined, cells): (Vec<KnownRange>, Vec<Vec<blake3::Hash>>) = joined.into_iter().unzip();
    for (number, part) in parts.iter_mut().enumerate() {
        part.known.cells = cells.iter().filter_map(|range| range.get(number)).copied().collect();
    }
    let base = base.unwrap_or_else(|| blake3::hash(b""));
    let parts = parts.into_iter().map(|part| part.known).collect();
    Ok(Last { base, layout, parts, ranges: joined, hashes, filters })
}

/// Writes what there is one of, the manifest last.
fn write_manifest(
    index: &Index<'_>,
    languages: Option<Value>,
    concepts: &Concepts,
    made: &Last,
    files: &Files<'_>,
) {
    let Last { layout, parts, ranges, hashes, filters, .. } = made;
    let documents = index.documents;
    let shards = ranges.iter().flat_map(|range| &range.shards);
    let shards = shards.map(|one| Entry { first: one.first.clone(), name: one.terms.clone() });
    let lists = shards::write_lists(&shards.collect::<Vec<_>>(), files);
    let words = ranges.iter().flat_map(|range| &range.words);
    let words = words.map(|(word, documents)| (word.as_str(), *documents)).collect();
    let words = vocabulary::write_words(words, files);
    let words = shards::write_lists(&words, files);
    let lengths: String = parts.iter().map(|part| part.lengths.as_str()).collect();
    let titles: usize = parts.iter().map(|part| part.titles).sum();
    let table = json!({ "lengths": lengths, "hashes": hashes, "special": special(documents) });
    let table = files.add(files::Kind::Documents, &of_value(&table));
    let names: Vec<Value> = concepts.list.iter().map(|one| json!([one.key, one.names])).collect();
    let glossary = (!names.is_empty())
        .then(|| files.add(files::Kind::Glossary, &of_value(&Value::from(names))));
    let mut manifest = json!({
        "format": FORMAT,
        "documents": documents.len(),
        "title": titles.div_ceil(documents.len().max(1)),
        "per_file": layout.per_file,
        "places": layout.has_places,
        "terms": shards::listed(&lists),
        "words": shards::listed(&words),
        "table": table,
        "filters": filters,
        "glossary": glossary,
    });
    if let Some(languages) = languages {
        manifest["languages"] = languages;
    }
    files.finish(manifest);
}

/// A text's words as they are looked up, with which word of the text each is, how many it joins, and its stem in a
/// language. The client has to find the same, or a word would be in the index and never be found; a test compares them.
pub fn terms_of(text: &str, language: &Language) -> Vec<(String, u32, u32, String)> {
    let (words, tongue) = (words::words(text), Tongue::of(language));
    let term = |word: &Word| {
        let text = words.text_of(word);
        (text.to_owned(), word.at, word.span, tongue.stem(text))
    };
    words.iter().map(term).collect()
}

/// Whether a word of a language says nothing by itself, so that a query with others passes it over.
pub fn is_stop_word(word: &str, language: &Language) -> bool {
    Tongue::of(language).is_stop_word(word)
}

/// The documents that count for more or less than others: number, boost in hundredths, 1 if withdrawn.
fn special(documents: &[&Document]) -> Vec<(usize, u16, u8)> {
    documents
        .iter()
        .enumerate()
        .map(|(number, document)| {
            let is_withdrawn = document.status == Status::Withdrawn;
            (number, document.search.boost, u8::from(is_withdrawn))
        })
        .filter(|(_, boost, withdrawn)| *boost != 100 || *withdrawn == 1)
        .collect()
}
