//! Abbreviations that neither the document nor the glossary explains.

use std::collections::BTreeMap;

use crate::check::rule::{Context, Findings, Group, Rule, Run};
use crate::diagnostic::Severity;
use crate::markdown::runs;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "abbreviation-unexplained",
    group: Group::Words,
    severity: Severity::Warning,
    summary: "An abbreviation that is never explained",
    explain: include_str!("abbreviation_unexplained.md"),
    run: Run::Document(run),
};

/// Abbreviations that are words by now, and names by which alone people know the thing.
const EVERYDAY: [&str; 27] = [
    "AM", "BBC", "CD", "CV", "DNA", "DVD", "EU", "FAQ", "GP", "HIV", "ID", "IT", "MP", "NHS",
    "NSPCC", "OK", "PC", "PDF", "PE", "PIN", "PM", "SMS", "TV", "UK", "UN", "URL", "USA",
];

fn run(context: &Context<'_>, findings: &mut Findings<'_>) {
    // A folder that nobody has adopted yet has no words of its own.
    if context.handbook.config.path.is_none() || !context.is_in_english() {
        return;
    }
    let document = context.document;
    let glossary = &context.handbook.glossary;
    let is_in_glossary = |word: &str| {
        glossary.terms.iter().any(|term| {
            let others = term.also_known_as.iter().chain(&term.say_instead_of);
            let all = std::iter::once(&term.term).chain(&term.abbreviations).chain(others);
            all.into_iter().any(|name| name.value.split([' ', '-']).any(|part| part == word))
        })
    };
    let mut first: BTreeMap<String, (Span, bool)> = BTreeMap::new();
    let file = document.parsed.text.as_str();
    runs(&document.parsed.body, &mut |run| {
        for (at, word) in abbreviations(&run.text) {
            let span = run.span(file, at..at + word.len());
            let explained = is_explained(&run.text, at, word) || is_in_abbr(file, run.at);
            let entry = first.entry(word.to_owned()).or_insert((span, false));
            entry.1 |= explained;
        }
    });
    for (word, (span, explained)) in first {
        if explained || is_in_glossary(&word) || is_heading_word(document, &word) {
            continue;
        }
        let message = format!("“{word}” is never explained.");
        let finding = findings.at(document, span, message).help(format!(
            "Write it in full where it first stands, with “({word})” after it, or add it to glossary.yaml."
        ));
        if glossary.terms.is_empty() {
            finding.no_more_than(Severity::Info);
        }
    }
}

/// Words of two to six capitals, with their places. A line that is all in capitals has none.
fn abbreviations(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    if !has_two_capitals(text.as_bytes()) {
        return found;
    }
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '’') {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        let bare = word.strip_suffix("’s").or(word.strip_suffix('s')).unwrap_or(word);
        let is_short = (2..=6).contains(&bare.len());
        let is_capitals = bare.bytes().all(|byte| byte.is_ascii_uppercase());
        let is_mark = text[..start].ends_with("[!");
        if is_short && is_capitals && !is_mark && !EVERYDAY.contains(&bare) && !is_roman(bare) {
            found.push((start, bare));
        }
    }
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if capitals * 2 > letters && letters > 12 { Vec::new() } else { found }
}

/// Whether two capitals stand beside each other, as in few texts. Whole parts are looked at without a branch, which
/// processors do at once.
fn has_two_capitals(bytes: &[u8]) -> bool {
    const PART: usize = 256;
    let after = bytes.get(1..).unwrap_or_default();
    bytes.chunks(PART).zip(after.chunks(PART)).any(|(part, after)| {
        let pairs = part.iter().zip(after);
        pairs.fold(false, |any, (a, b)| any | (a.is_ascii_uppercase() & b.is_ascii_uppercase()))
    })
}

fn is_roman(word: &str) -> bool {
    word.bytes().all(|byte| b"IVX".contains(&byte))
}

/// "initial health assessment (IHA)", "IHA (initial health assessment)" and "IHA, an initial …" in brackets
/// explain it.
fn is_explained(text: &str, at: usize, word: &str) -> bool {
    let before = text[..at].trim_end();
    let after = text[at + word.len()..].trim_start_matches(['s', '’']).trim_start();
    let initials = word.to_lowercase();
    let in_brackets = before.ends_with('(') && {
        let words = before.trim_end_matches('(').split(|c: char| !c.is_alphanumeric());
        let last: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        last.len() >= 2
            && last
                .iter()
                .rev()
                .take(8)
                .any(|word| word.to_lowercase().chars().next() == initials.chars().next())
    };
    in_brackets || after.starts_with('(') && after[1..].starts_with(|c: char| c.is_alphabetic())
}

/// HTML's own element says in full what stands in it.
fn is_in_abbr(file: &str, run: usize) -> bool {
    let before = file.get(..run).unwrap_or_default();
    before.ends_with('>') && before.rsplit('<').next().is_some_and(|tag| tag.starts_with("abbr "))
}

/// A heading or the title says it in full, or it is a name of its own there.
fn is_heading_word(document: &crate::model::Document, word: &str) -> bool {
    let bracketed = format!("({word})");
    let headings = document.parsed.outline.headings.iter().map(|heading| &*heading.text);
    headings.chain([document.title.as_str()]).any(|text| text.contains(&bracketed))
}
