//! Components: the marks that open and close them come as blocks of HTML between the other events.

use std::ops::Range;

use crate::markdown::build::Builder;
use crate::markdown::build::frame::{FrameKind, MOST_DEPTH};
use crate::markdown::directive::{Marker, Opening};
use crate::markdown::tree::{BlockKind, Blocks, Component, InlineKind, MarkdownFault};
use crate::source::Span;

impl Builder<'_> {
    pub(super) fn html(&mut self, html: &str, range: &Range<usize>) {
        let marker = self
            .markers
            .partition_point(|marker| marker.span.start() < range.start)
            .min(self.markers.len());
        let found = self.markers.get(marker).filter(|marker| marker.span.start() < range.end);
        if let Some(found) = found
            && html.trim().starts_with("<?")
            && matches!(&self.top().kind, FrameKind::Html(html) if html.trim().is_empty())
        {
            self.markers_seen.push(marker);
            self.marker(found.clone());
            return;
        }
        match &mut self.top().kind {
            FrameKind::Html(text) => text.push_str(html),
            _ => {
                let span = Span::new(range.start, range.end).shifted(self.from);
                self.inline(span, InlineKind::Html(html.into()));
            }
        }
    }

    /// Opens or closes a component. The block of HTML that brought the mark is open on top: it is taken away
    /// for the while, and its end, which comes next, finds it again.
    pub(super) fn marker(&mut self, marker: Marker) {
        let html = self.frames.pop().expect("the caller saw the frame");
        match marker.opening {
            Some(opening) => {
                let span = Span::new(marker.span.start(), marker.span.end()).shifted(self.from);
                let opening = Box::new(shifted(opening, self.from));
                if self.frames.len() < MOST_DEPTH {
                    self.push(FrameKind::Component { opening, colons: marker.colons }, span);
                } else {
                    self.markdown.faults.push((span, MarkdownFault::TooDeep));
                }
            }
            None => self.close_component(marker.colons, marker.span.shifted(self.from)),
        }
        self.push(html.kind, html.span);
    }

    /// Closes the component that was opened with as many colons, or else the innermost.
    pub(super) fn close_component(&mut self, colons: usize, span: Span) {
        let open = self
            .frames
            .iter()
            .rev()
            .map_while(|frame| match &frame.kind {
                FrameKind::Component { colons, .. } => Some(*colons),
                _ => None,
            })
            .collect::<Vec<usize>>();
        if open.is_empty() {
            self.markdown.faults.push((span, MarkdownFault::StrayComponentEnd));
            return;
        }
        let inner = open.iter().position(|&count| count == colons).unwrap_or(0);
        for _ in 0..inner {
            if let FrameKind::Component { opening, .. } = &self.top().kind {
                let (span, name) = (opening.name.span, opening.name.value.clone());
                self.markdown.faults.push((span, MarkdownFault::UnclosedComponent { name }));
            }
            self.pop();
        }
        self.top().span = self.top().span.up_to(span);
        self.pop();
    }

    /// Components that are still open when what holds them ends are closed with it, and said to be open.
    pub(super) fn close_components(&mut self) {
        while let FrameKind::Component { opening, .. } = &self.top().kind {
            let (span, name) = (opening.name.span, opening.name.value.clone());
            self.markdown.faults.push((span, MarkdownFault::UnclosedComponent { name }));
            self.pop();
        }
    }

    pub(super) fn component(&mut self, opening: Opening, span: Span, blocks: Blocks) {
        let Opening { name, label, attributes, faults } = opening;
        self.markdown.faults.extend(faults);
        self.block(
            span,
            BlockKind::Component(Box::new(Component { name, label, attributes, blocks })),
        );
    }
}

/// An opening's places, read in the body, as places in the file.
fn shifted(mut opening: Opening, by: usize) -> Opening {
    opening.name.span = opening.name.span.shifted(by);
    opening.label.span = opening.label.span.shifted(by);
    for attribute in &mut opening.attributes {
        attribute.name.span = attribute.name.span.shifted(by);
        attribute.value.span = attribute.value.span.shifted(by);
    }
    for (span, _) in &mut opening.faults {
        *span = span.shifted(by);
    }
    opening
}
