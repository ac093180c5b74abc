//! What documents mention: provisions of the Acts in `handbook.yaml`, and terms of the glossary. One pass over
//! a document's running text finds both; headings, links and code are left alone.

mod lexicon;
mod provision;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::markdown::{Run, runs};
use crate::model::config::Config;
use crate::model::{
    Ambiguity, Glossary, Language, Mark, Mentioned, Mentions, Parsed, Provision, Reliance, TermId,
    Watched,
};
use crate::resolve::mentions::lexicon::Meaning;
use crate::source::Span;

use crate::resolve::mentions::lexicon::Lexicon;

/// What is looked for in documents, by the language that they are in.
pub(crate) struct Lexicons {
    language: Language,
    own: Lexicon,
    /// The glossary's words are the handbook's language's: in another they mean something else, or nothing.
    other: Lexicon,
}

impl Lexicons {
    /// Ready to be looked for in so many documents.
    pub(crate) fn new(config: &Config, glossary: &Glossary, documents: usize) -> Self {
        Lexicons {
            language: config.language.clone(),
            own: Lexicon::new(&config.legislation, glossary, documents),
            other: Lexicon::new(&config.legislation, &Glossary::default(), documents),
        }
    }

    pub(crate) fn of(&self, language: &Language) -> &Lexicon {
        if language.is_like(&self.language) { &self.own } else { &self.other }
    }
}

/// What one document mentions.
pub(crate) fn mentions(parsed: &Parsed, lexicon: &Lexicon) -> Mentions {
    let mut finder = Finder::new(parsed, lexicon);
    if !lexicon.is_empty() {
        runs(&parsed.body, &mut |run| finder.run(&run));
    }
    finder.front_matter();
    finder.finish()
}

/// What has been found in a document so far.
struct Finder<'a> {
    parsed: &'a Parsed,
    lexicon: &'a Lexicon,
    marks: Vec<Mark>,
    reliance: BTreeSet<Reliance>,
    terms: BTreeSet<TermId>,
    /// Abbreviations that several terms share, where each first stands.
    open: BTreeMap<String, (Span, Vec<TermId>)>,
    replaced: Vec<(Span, TermId)>,
    provisions: Vec<Option<Reliance>>,
}

impl<'a> Finder<'a> {
    fn new(parsed: &'a Parsed, lexicon: &'a Lexicon) -> Self {
        Finder {
            parsed,
            lexicon,
            marks: Vec::new(),
            reliance: BTreeSet::new(),
            terms: BTreeSet::new(),
            open: BTreeMap::new(),
            replaced: Vec::new(),
            provisions: Vec::new(),
        }
    }

    fn run(&mut self, run: &Run<'_>) {
        let found = self.lexicon.find(&run.text);
        let mut taken: Vec<Range<usize>> = Vec::new();
        for (range, meanings) in &found {
            if let Some(act) = meanings.iter().find_map(|one| one.act()) {
                self.act(run, range.clone(), act, &mut taken);
            }
        }
        for (range, meanings) in found {
            let is_taken = taken.iter().any(|one| one.start < range.end && range.start < one.end);
            if !is_taken {
                self.term(run, range, &meanings);
            }
        }
    }

    /// An Act's name, with the provisions before or after it.
    fn act(
        &mut self,
        run: &Run<'_>,
        range: Range<usize>,
        act: usize,
        taken: &mut Vec<Range<usize>>,
    ) {
        let text = run.text.replace('\n', " ");
        let mut named = provision::before(&text, range.start);
        let mut whole = range.clone();
        if let Some(last) = named.last_mut() {
            whole.start = last.range.start;
            last.range.end = range.end;
        } else {
            named = provision::after(&text, range.end);
            if let Some(first) = named.first_mut() {
                first.range.start = range.start;
            }
        }
        let parts: Vec<(Range<usize>, Option<Provision>)> = match named.is_empty() {
            true => vec![(whole, None)],
            false => named.into_iter().map(|one| (one.range, Some(one.provision))).collect(),
        };
        for (range, provision) in parts {
            let reliance = Reliance { act, provision };
            self.reliance.insert(reliance.clone());
            taken.push(range.clone());
            self.mark(run, range, Mentioned::Provision(Box::new(reliance)));
        }
    }

    fn term(&mut self, run: &Run<'_>, range: Range<usize>, meanings: &[&Meaning]) {
        let text = &run.text[range.clone()];
        if let Some(term) = meanings.iter().find_map(|one| one.replaced()) {
            let span = run.span(self.parsed.text.as_str(), range);
            self.replaced.push((span, term));
            return;
        }
        let terms: Vec<TermId> = meanings.iter().filter_map(|one| one.term()).collect();
        match terms.as_slice() {
            [] => {}
            [term] => self.found(run, range, *term),
            several => {
                let said = self.said(text).filter(|term| several.contains(term));
                if let Some(term) = said {
                    self.found(run, range, term);
                } else if !self.open.contains_key(text) {
                    let place = run.span(self.parsed.text.as_str(), range);
                    self.open.insert(text.to_owned(), (place, several.to_vec()));
                }
            }
        }
    }

    /// Which term the document's front matter says that an abbreviation means.
    fn said(&self, abbreviation: &str) -> Option<TermId> {
        let written = self.parsed.outline.front.abbreviations.iter();
        let (_, term) = written.into_iter().find(|(one, _)| one.value == abbreviation)?;
        self.lexicon.term(&term.value)
    }

    fn found(&mut self, run: &Run<'_>, range: Range<usize>, term: TermId) {
        if self.terms.insert(term) {
            self.mark(run, range, Mentioned::Term(term));
        }
    }

    fn mark(&mut self, run: &Run<'_>, range: Range<usize>, mentioned: Mentioned) {
        let run = (run.at, run.text.len());
        self.marks.push(Mark { run, start: range.start, end: range.end, mentioned });
    }

    /// `legislation:`, which names provisions without running text around them.
    fn front_matter(&mut self) {
        for written in self.parsed.outline.front.legislation.iter().flatten() {
            let found = self.lexicon.find(&written.value);
            let act = found
                .iter()
                .find_map(|(range, all)| Some((range, all.iter().find_map(|one| one.act())?)));
            let reliances = act.map(|(range, act)| {
                let mut named = provision::before(&written.value, range.start);
                if named.is_empty() {
                    named = provision::after(&written.value, range.end);
                }
                let mut provisions = named.into_iter().map(|one| Some(one.provision));
                let first = Reliance { act, provision: provisions.next().flatten() };
                let rest = provisions.map(|provision| Reliance { act, provision });
                self.reliance.extend(rest);
                self.reliance.insert(first.clone());
                first
            });
            self.provisions.push(reliances);
        }
    }

    /// Abbreviations with several meanings are settled by the one term that the document writes in full.
    fn finish(mut self) -> Mentions {
        let open = std::mem::take(&mut self.open).into_iter();
        let ambiguous = open
            .filter(|(_, (_, terms))| {
                terms.iter().filter(|term| self.terms.contains(term)).count() != 1
            })
            .map(|(text, (span, terms))| Ambiguity { text, span, terms })
            .collect();
        self.marks.shrink_to_fit();
        self.marks.sort_by_key(|mark| (mark.run, mark.start));
        Mentions {
            marks: Watched::new(self.parsed.text.origin(), self.marks),
            reliance: self.reliance.into_iter().collect(),
            terms: self.terms.into_iter().collect(),
            ambiguous,
            replaced: self.replaced,
            provisions: self.provisions,
        }
    }
}
