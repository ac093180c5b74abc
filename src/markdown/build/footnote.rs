//! Footnotes, in the order in which the text first refers to them, whatever the order they are written in.

use std::collections::{BTreeMap, BTreeSet};

use crate::markdown::build::Builder;
use crate::markdown::tree::{Block, Blocks, Footnote, Inline, InlineKind, MarkdownFault};
use crate::markdown::walk::{Visit, walk_blocks};
use crate::source::Span;

impl Builder<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str, span: Span) {
        let next = self.label_order.len();
        self.label_order.entry(label.to_owned()).or_insert(next);
        self.inline(span, InlineKind::FootnoteReference(label.into()));
    }

    pub(super) fn footnote(&mut self, label: String, span: Span, blocks: Blocks) {
        if !self.notes_written.insert(label.clone()) {
            self.markdown.faults.push((span, MarkdownFault::RepeatedFootnote(label)));
        } else {
            let footnote = Footnote { label, span, blocks };
            self.markdown.body.footnotes.push(footnote);
        }
    }

    /// Puts the notes in order. Those that no text leads to are reported and left out, as readers don't see them.
    pub(super) fn order_footnotes(&mut self) {
        if self.markdown.body.footnotes.is_empty() {
            return;
        }
        let mut notes = std::mem::take(&mut self.markdown.body.footnotes);
        notes.sort_by_key(|one| self.label_order.get(&one.label).copied().unwrap_or(usize::MAX));
        let mut seen = referred(&self.markdown.body.blocks);
        let mut open: Vec<String> = seen.iter().cloned().collect();
        let by_label: BTreeMap<&str, &Footnote> =
            notes.iter().map(|note| (note.label.as_str(), note)).collect();
        while let Some(label) = open.pop() {
            let note = by_label.get(label.as_str());
            let further = note.map(|note| referred(&note.blocks)).unwrap_or_default();
            open.extend(further.into_iter().filter(|label| seen.insert(label.clone())));
        }
        let (used, unused): (Vec<Footnote>, Vec<Footnote>) =
            notes.into_iter().partition(|note| seen.contains(&note.label));
        for note in unused {
            self.markdown.faults.push((note.span, MarkdownFault::UnusedFootnote(note.label)));
        }
        self.markdown.body.footnotes = used;
    }
}

/// The notes that these blocks refer to.
fn referred(blocks: &[Block]) -> BTreeSet<String> {
    let mut labels = BTreeSet::new();
    walk_blocks(blocks, &mut |visit| {
        if let Visit::Inline(Inline { kind: InlineKind::FootnoteReference(label), .. }) = visit {
            labels.insert(label.to_string());
        }
    });
    labels
}
