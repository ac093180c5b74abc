//! Running text in which terms of the glossary and provisions of Acts are marked.

use std::fmt::Write;

use crate::markdown::tree::Inline;
use crate::markdown::{Run, run};
use crate::model::{Mark, Mentioned, Reliance, TermId, Url, pages};
use crate::render::html::{Writer, escape, push_escaped};

impl<'a> Writer<'a> {
    /// Writes the run of text that begins with the first of these pieces, if something is marked in it;
    /// gives how many pieces it took.
    pub(super) fn marked_run(&mut self, inlines: &'a [Inline], html: &mut String) -> Option<usize> {
        let marks = &self.document.mentions.marks;
        let at = inlines.first()?.span.start;
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
                push_escaped(html, &run.text[from..mark.start]);
                self.marked(&run, mark, html);
                from = mark.end;
            }
        }
        push_escaped(html, &run.text[from..]);
        Some(run.pieces)
    }

    fn marked(&mut self, run: &Run, mark: &Mark, html: &mut String) {
        let words = escape(&run.text[mark.start..mark.end]);
        match &mark.mentioned {
            Mentioned::Provision(reliance) => match address(self, reliance) {
                Some(address) => {
                    let address = escape(&address);
                    let _ = write!(html, "<a class=\"provision\" href=\"{address}\">{words}</a>");
                }
                None => html.push_str(&words),
            },
            Mentioned::Term(term) => self.term(*term, mark, &words, html),
        }
    }

    /// A term where the page first uses it: a link to the glossary, described by its definition.
    fn term(&mut self, id: TermId, mark: &Mark, words: &str, html: &mut String) {
        let term = self.edition.glossary.terms.get(id.0);
        let place = (self.document.parsed.path.clone(), mark.run.0, mark.start);
        let is_first = !self.shared.without_terms
            // A component may show the same words twice, so that its template can choose.
            && *self.shared.terms.entry(id).or_insert_with(|| place.clone()) == place;
        match term.filter(|term| is_first && term.definition.is_some()) {
            Some(term) => {
                let address = self.page.link_to(&Url::new(pages::GLOSSARY), Some(&term.anchor));
                let anchor = escape(&term.anchor);
                let _ = write!(
                    html,
                    "<a class=\"term\" href=\"{}\" aria-describedby=\"meaning-{anchor}\">{words}</a>",
                    escape(&address)
                );
            }
            None => html.push_str(words),
        }
    }
}

fn address(writer: &Writer<'_>, reliance: &Reliance) -> Option<String> {
    let act = writer.edition.config.legislation.get(reliance.act)?;
    Some(reliance.address(act))
}
