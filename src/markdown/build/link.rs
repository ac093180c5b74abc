//! Links: those that are written as such, and addresses that merely stand in the text.

use std::ops::Range;

use memchr::memchr_iter;
use pulldown_cmark::LinkType;

use crate::markdown::autolink;
use crate::markdown::build::Builder;
use crate::markdown::tree::{Inline, InlineKind, InlineLink, Link, LinkKind, MarkdownFault};
use crate::source::Span;

impl<'a> Builder<'a> {
    pub(super) fn link(
        &mut self,
        kind: LinkType,
        destination: &str,
        span: Span,
        is_image: bool,
    ) -> usize {
        let written = self.source_of(span);
        let destination_span = match (kind, place_of(written, destination)) {
            (LinkType::Inline | LinkType::Autolink | LinkType::Email, Some(at))
                if !destination.is_empty() =>
            {
                let start = span.start() + at;
                Span::new(start, start + destination.len())
            }
            _ => span,
        };
        let mut destination = destination.to_owned();
        if kind == LinkType::Email {
            destination.insert_str(0, "mailto:");
        }
        let kind = match kind {
            LinkType::Autolink | LinkType::Email => LinkKind::Autolink,
            _ if is_image => LinkKind::Image,
            _ => LinkKind::Link,
        };
        let text = String::new();
        self.markdown.links.push(Link { destination, span, destination_span, kind, text });
        self.markdown.links.len() - 1
    }

    pub(super) fn source_of(&self, span: Span) -> &'a str {
        let range = span.start().saturating_sub(self.from)..span.end().saturating_sub(self.from);
        self.source.get(range).unwrap_or_default()
    }

    /// Addresses in the text become links, in the running text from here on.
    pub(super) fn link_addresses(&mut self, first: usize) {
        if self.has_references {
            for index in first..self.inlines.len() {
                if let Inline { span, kind: InlineKind::Text(_) } = self.inlines[index] {
                    self.undefined_footnotes(span);
                }
            }
        }
        if !self.has_addresses {
            return;
        }
        let inlines: Vec<Inline> = self.inlines.drain(first..).collect();
        for inline in inlines {
            let found = match &inline.kind {
                InlineKind::Text(text) => autolink::find(text),
                _ => Vec::new(),
            };
            match &inline.kind {
                InlineKind::Text(text) if !found.is_empty() => {
                    self.linked(inline.span, text, found);
                }
                _ => self.inlines.push(inline),
            }
        }
    }

    /// Adds a text with the addresses that were found in it as links.
    fn linked(&mut self, span: Span, text: &str, found: Vec<autolink::Found>) {
        // Smart punctuation has changed the text: the address itself is the file's.
        let source = self.source_of(span);
        let written = autolink::find(source);
        let as_written = written.len() == found.len();
        let mut from = 0;
        for (index, one) in found.into_iter().enumerate() {
            if from < one.range.start {
                let before = self.piece(span, text, from..one.range.start);
                self.inlines.push(before);
            }
            from = one.range.end;
            let (place, destination) = match written.get(index).filter(|_| as_written) {
                Some(address) => {
                    let place = Span::new(address.range.start, address.range.end);
                    (place.shifted(span.start()), address.destination.clone())
                }
                None => (span, one.destination),
            };
            let link = self.autolink(place, destination, &text[one.range]);
            self.inlines.push(link);
        }
        if from < text.len() {
            let rest = self.piece(span, text, from..text.len());
            self.inlines.push(rest);
        }
    }

    /// A part of a text. Its place is its own where the text is as written, and the whole text's where not.
    fn piece(&self, whole: Span, text: &str, part: Range<usize>) -> Inline {
        let exact = Span::new(part.start, part.end).shifted(whole.start());
        let is_as_written = self.source_of(exact) == &text[part.clone()];
        self.words_at(if is_as_written { exact } else { whole }, &text[part])
    }

    /// A reference to a footnote that isn't there comes back as the text that it is.
    pub(super) fn undefined_footnotes(&mut self, span: Span) {
        // Sought as written, where `\\[^a]` shows that no footnote is meant, and quotes are not yet smart.
        let source = self.source_of(span);
        let before = self.source_of(Span::new(span.start().saturating_sub(1), span.start()));
        for at in memchr_iter(b'[', source.as_bytes()) {
            if !source[at + 1..].starts_with('^') {
                continue;
            }
            let label = source[at + 2..].split(']').next().unwrap_or_default();
            let closed = source[at + 2 + label.len()..].starts_with(']');
            let is_escaped = source[..at].ends_with('\\') || (at == 0 && before == "\\");
            if !closed || is_escaped || label.is_empty() || label.contains(char::is_whitespace) {
                continue;
            }
            let span = Span::new(at, at + label.len() + 3).shifted(span.start());
            let fault = MarkdownFault::UndefinedFootnote(label.to_owned());
            self.markdown.faults.push((span, fault));
        }
    }

    pub(super) fn autolink(&mut self, span: Span, destination: String, text: &str) -> Inline {
        let content = Box::new([self.words_at(span, text)]);
        self.markdown.links.push(Link {
            destination,
            span,
            destination_span: span,
            kind: LinkKind::Autolink,
            text: text.to_owned(),
        });
        let link = self.markdown.links.len() - 1;
        let link = InlineLink { link, title: Box::default(), content };
        Inline { span, kind: InlineKind::Link(Box::new(link)) }
    }
}

/// Where a destination last stands in its link: most end with it and a bracket.
fn place_of(link: &str, destination: &str) -> Option<usize> {
    let before = link.strip_suffix(')').and_then(|link| link.strip_suffix(destination));
    match before {
        Some(before) if !destination.ends_with(')') => Some(before.len()),
        _ => link.rfind(destination),
    }
}
