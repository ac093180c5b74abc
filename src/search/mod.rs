//! An edition to the files of its search index, one for each language, which the theme's search client reads. It ranks
//! nothing: how good a result is, the client alone decides (`scripts/search/score.js`). `docs/search-format.md`
//! describes the files.

mod counts;
mod files;
mod filters;
mod fold;
mod json;
mod kept;
mod languages;
mod numbering;
mod numbers;
mod part;
mod passages;
mod postings;
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

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::model::{Document, Edition, Kind, Language, Status};
use crate::search::files::Files;
use crate::search::json::of_value;
use crate::search::languages::Group;
use crate::search::passages::Passage;
use crate::search::reading::{Read, read};
use crate::search::records::Layout;
use crate::search::synonyms::Concepts;
use crate::search::tongue::Tongue;

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

/// The same files, where documents are not read again that are as they were when something was kept of them.
pub fn index_again(edition: &Edition, names: &dyn Names, kept: &dyn Kept, take: &Take<'_>) {
    let own = languages::by_language(edition);
    for (number, Group { language, documents }) in own.iter().enumerate() {
        let start = start(number, language);
        let index = Index { edition, names, language, documents };
        let beside = if number == 0 { &own } else { &own[number..=number] };
        write(&index, languages::listed(beside), kept, Files::new(&start, take));
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

fn write(index: &Index<'_>, languages: Option<Value>, kept: &dyn Kept, files: Files<'_>) {
    let Index { edition, documents, .. } = *index;
    let tongue = Tongue::of(index.language);
    let concepts = match index.language.is_written_like(&edition.config.language) {
        true => synonyms::concepts(&edition.glossary, tongue),
        false => Concepts::none(tongue),
    };
    let Read { terms, passages, lengths, title, layout } =
        read(edition, documents, &concepts, kept);
    let hashes = write_records(index, &passages, layout, &files);
    drop(passages);
    let lists = shards::write_terms(&terms, layout.has_places, &files);
    let words = vocabulary::write_words(&terms, &files);
    let words = shards::write_lists(&words, &files);
    let table = json!({ "lengths": lengths, "hashes": hashes, "special": special(documents) });
    let table = files.add(files::Kind::Documents, &of_value(&table));
    let filters = files.add(files::Kind::Filters, &of_value(&filters::filters(index)));
    let names: Vec<Value> = concepts.list.iter().map(|one| json!([one.key, one.names])).collect();
    let glossary = (!names.is_empty())
        .then(|| files.add(files::Kind::Glossary, &of_value(&Value::from(names))));
    let mut manifest = json!({
        "format": FORMAT,
        "documents": documents.len(),
        "title": title,
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
    words
        .iter()
        .map(|word| (word.text.to_owned(), word.at, word.span, tongue.stem(word.text)))
        .collect()
}

/// Whether a word of a language says nothing by itself, so that a query with others passes it over.
pub fn is_stop_word(word: &str, language: &Language) -> bool {
    Tongue::of(language).is_stop_word(word)
}

/// Writes what results show, and gives the files' hashes.
fn write_records(
    index: &Index<'_>,
    passages: &[Vec<Passage>],
    layout: Layout,
    files: &Files<'_>,
) -> String {
    let hashes: Vec<String> = index
        .documents
        .par_chunks(layout.per_file)
        .zip(passages.par_chunks(layout.per_file))
        .enumerate()
        .map(|(number, (documents, passages))| {
            let mut json = String::new();
            json::push_list(&mut json, documents.iter().zip(passages), |json, (document, own)| {
                records::push_record(json, index, document, own, layout);
            });
            files.add_passages(number, &json)
        })
        .collect();
    hashes.concat()
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
