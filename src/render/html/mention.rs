//! Running text in which terms of the glossary and provisions of Acts are marked.

use crate::markdown::tree::Inline;
use crate::markdown::{Run, run};
use crate::model::{Mark, Mentioned, Reliance, Term, TermId, Url, pages};
use crate::render::html::{Writer, push_escaped};

impl<'a> Writer<'a> {
    /// Writes the run of text that begins with the first of these pieces, if something is marked in it;
    /// gives how many pieces it took.
    pub(super) fn marked_run(&mut self, inlines: &'a [Inline], html: &mut String) -> Option<usize> {
        let marks = self.marks;
        if marks.is_empty() {
            return None;
        }
        let at = inlines.first()?.span.start();
        let first = marks.partition_point(|mark| mark.run.0 < at);
        marks.get(first).filter(|mark| mark.run.0 == at)?;
        let run = run(inlines)?;
        let here = marks[first..]
            .iter()
            .take_while(|mark| mark.run.0 == at)
            .filter(|mark| mark.run.1 == run.text.len());
        let mut from = 0;
        for mark in here {
            if mark.start >= from && run.text.get(mark.start..mark.end).is_some() {
                self.text(&run.text[from..mark.start], html);
                self.marked(&run, mark, html);
                from = mark.end;
            }
        }
        self.text(&run.text[from..], html);
        Some(run.pieces)
    }

    fn marked(&mut self, run: &Run<'_>, mark: &Mark, html: &mut String) {
        let words = &run.text[mark.start..mark.end];
        match &mark.mentioned {
            Mentioned::Provision(reliance) => match address(self, reliance) {
                Some(address) => {
                    html.push_str("<a class=\"provision\" href=\"");
                    push_escaped(html, &address);
                    html.push_str("\">");
                    push_escaped(html, words);
                    html.push_str("</a>");
                }
                None => push_escaped(html, words),
            },
            Mentioned::Term(term) => {
                let is_explained = run.text[mark.end..].trim_start().starts_with('(');
                self.term(*term, mark, words, is_explained, html);
            }
        }
    }

    /// A term where the page first uses it: a link to the glossary, and its meaning after it or in the link's
    /// description.
    fn term(
        &mut self,
        id: TermId,
        mark: &Mark,
        words: &str,
        is_explained: bool,
        html: &mut String,
    ) {
        let place = (self.document.parsed.path.clone(), mark.run.0, mark.start);
        let is_first = !self.shared.without_terms
            // A component may show the same words twice, so that its template can choose.
            && *self.shared.terms.entry(id).or_insert_with(|| place.clone()) == place;
        let term = self.edition.glossary.terms.get(id.0).filter(|_| is_first);
        let Some((term, definition)) =
            term.and_then(|term| Some((term, term.definition.as_ref()?)))
        else {
            push_escaped(html, words);
            return;
        };
        let in_full = self.edition.help.terms_in_full;
        let class = if in_full { "term-in-full" } else { "term" };
        html.extend(["<a class=\"", class, "\" href=\""]);
        push_escaped(html, self.shared.glossary.get_or_init(|| to_glossary(self.page)));
        push_escaped(html, &Url::to_anchor(&term.anchor));
        if !in_full {
            html.push_str("\" aria-describedby=\"meaning-");
            push_escaped(html, &term.anchor);
        }
        html.push_str("\">");
        push_escaped(html, words);
        html.push_str("</a>");
        if in_full && !is_explained {
            html.push_str(" <span class=\"term-in-full__meaning\">(");
            push_escaped(html, &meaning(term, definition, words));
            html.push_str(")</span>");
        }
    }
}

/// What leads from a page to the glossary: nothing where it is that page.
fn to_glossary(page: &Url) -> String {
    let glossary = Url::new(pages::GLOSSARY);
    if *page == glossary { String::new() } else { page.link_to(&glossary, None) }
}

/// What a term means, so that it can stand in brackets after it: the first sentence of its definition, after the
/// term itself where the text has an abbreviation.
fn meaning(term: &Term, definition: &str, words: &str) -> String {
    let sentence = definition.split(". ").next().unwrap_or(definition).trim().trim_end_matches('.');
    let (first, rest) = sentence.split_once(' ').unwrap_or((sentence, ""));
    let sentence = match ARTICLES.contains(&first) {
        true => format!("{} {rest}", first.to_lowercase()),
        false => sentence.to_owned(),
    };
    let is_short = term.abbreviations.iter().any(|one| one.value.eq_ignore_ascii_case(words));
    match is_short {
        true => format!("{}: {sentence}", term.term.value),
        false => sentence,
    }
}

/// Words that are small inside a sentence; any other at the start of one may be a name.
const ARTICLES: [&str; 16] = [
    "A",
    "An",
    "The",
    "Some",
    "Somebody",
    "Someone",
    "Something",
    "When",
    "What",
    "How",
    "Help",
    "Finding",
    "Making",
    "Money",
    "Words",
    "One",
];

fn address(writer: &Writer<'_>, reliance: &Reliance) -> Option<String> {
    let act = writer.edition.config.legislation.get(reliance.act)?;
    Some(reliance.address(act))
}

#[cfg(test)]
mod tests {
    use super::meaning;
    use crate::model::Term;
    use crate::source::{Located, Span};

    #[test]
    fn a_meaning_stands_in_a_sentence() {
        let at = |text: &str| Located::new(text.to_owned(), Span::new(0, 0));
        let term = Term {
            term: at("conference"),
            anchor: String::new(),
            abbreviations: vec![at("CPC")],
            also_known_as: Vec::new(),
            say_instead_of: Vec::new(),
            definition: None,
            definition_for: Vec::new(),
            source: None,
            audience: None,
        };
        let check = |definition: &str, words: &str, expected: &str| {
            assert_eq!(meaning(&term, definition, words), expected);
        };
        check("A meeting. It decides.", "conference", "a meeting");
        check("A meeting.", "CPC", "conference: a meeting");
        check("Ofsted looks.", "conferences", "Ofsted looks");
    }
}
