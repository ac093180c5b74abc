//! Paragraphs, tables and boxes as blocks: what stands together becomes one list, one quotation or one callout.

mod callout;
mod list;
mod table;

use crate::import::tree::{Block, Inline, Style, block_words, words};
use crate::import::word::assemble::list::Entry;
use crate::import::word::loss::Loss;
use crate::import::word::read::{Flow, Paragraph};
use crate::import::write::is_empty;
use crate::import::{Note, Place};

/// Where blocks stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// In the document itself.
    Page,
    /// In a box, a cell or a footnote, where headings are bold lines.
    Other,
}

/// What is known while blocks are made.
pub(super) struct Assembler<'a> {
    notes: &'a mut Vec<Note>,
    /// How many levels each heading goes down, so that the highest is the second.
    shift: i16,
    headings: usize,
    has_key_points: bool,
    /// Notes that one document needs only once.
    has_said_heading_numbers: bool,
    has_said_labels: bool,
}

/// A paragraph that looks like a heading has no more words.
const WORDS_OF_HEADING: usize = 12;

impl<'a> Assembler<'a> {
    pub(super) fn new(flows: &[Flow], notes: &'a mut Vec<Note>) -> Self {
        let levels = flows.iter().filter_map(|flow| match flow {
            Flow::Paragraph(paragraph) => paragraph.heading,
            Flow::Table(_) | Flow::Box(_) => None,
        });
        let highest = i16::from(levels.min().unwrap_or(1));
        Assembler {
            notes,
            shift: 2 - highest,
            headings: 0,
            has_key_points: false,
            has_said_heading_numbers: false,
            has_said_labels: false,
        }
    }

    pub(super) fn blocks(&mut self, flows: Vec<Flow>, inside: Inside) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut flows = flows.into_iter().peekable();
        while let Some(flow) = flows.next() {
            match flow {
                Flow::Table(table) => blocks.extend(self.table(table)),
                Flow::Box(inner) => {
                    let inner = self.blocks(inner, Inside::Other);
                    blocks.extend(self.callout(inner));
                }
                Flow::Paragraph(first) if first.is_boxed => {
                    let mut boxed = vec![unboxed(first)];
                    while let Some(Flow::Paragraph(next)) =
                        flows.next_if(|flow| matches!(flow, Flow::Paragraph(next) if next.is_boxed))
                    {
                        boxed.push(unboxed(next));
                    }
                    let inner = self.blocks(boxed, Inside::Other);
                    blocks.extend(self.callout(inner));
                }
                Flow::Paragraph(first) if first.list.is_some() => {
                    let mut last = (level_of(&first), first.indent);
                    let mut entries = self.entry(first);
                    while let Some(Flow::Paragraph(next)) =
                        flows.next_if(|flow| goes_on(flow, last.1))
                    {
                        match next.list {
                            Some(_) => {
                                last = (level_of(&next), next.indent);
                                entries.extend(self.entry(next));
                            }
                            None if is_empty(&next.content) => {}
                            None => {
                                let block = Block::Paragraph(next.content);
                                entries.push(Entry::More(last.0, block));
                            }
                        }
                    }
                    blocks.extend(list::blocks(entries));
                }
                Flow::Paragraph(first) if first.is_quote => {
                    let mut quoted = vec![Block::Paragraph(first.content)];
                    while let Some(Flow::Paragraph(next)) = flows.next_if(
                        |flow| matches!(flow, Flow::Paragraph(next) if next.is_quote && next.list.is_none()),
                    ) {
                        quoted.push(Block::Paragraph(next.content));
                    }
                    quoted.retain(says_something);
                    if !quoted.is_empty() {
                        blocks.push(Block::Quote(quoted));
                    }
                }
                Flow::Paragraph(paragraph) => blocks.extend(self.paragraph(paragraph, inside)),
            }
        }
        blocks
    }

    fn paragraph(&mut self, paragraph: Paragraph, inside: Inside) -> Option<Block> {
        let Paragraph { mut content, heading, label, bookmarks, place, .. } = paragraph;
        if is_empty(&content) {
            return None;
        }
        if let Some(label) = label {
            self.say_numbers(heading.is_some() && inside == Inside::Page, &label, &place);
            content.insert(0, Inline::Text(format!("{label} "), Style::PLAIN));
        }
        let Some(level) = heading else {
            if inside == Inside::Page && looks_like_heading(&content) {
                self.notes.push(Loss::LooksLikeHeading.note(&words(&content), place));
            }
            return Some(Block::Paragraph(content));
        };
        if inside == Inside::Other {
            return Some(Block::Paragraph(restyled(&content, &|style| Style {
                strong: true,
                ..style
            })));
        }
        self.headings += 1;
        let level = i16::from(level) + self.shift;
        if level > 6 {
            self.notes.push(Loss::DeepHeading.note(&words(&content), place));
        }
        let level = u8::try_from(level.clamp(2, 6)).expect("it is 2 to 6");
        // All of it is bold already, as headings are.
        let content = restyled(&content, &|style| Style { strong: false, ..style });
        Some(Block::Heading { level, content, bookmarks })
    }

    fn entry(&mut self, paragraph: Paragraph) -> Vec<Entry> {
        let Paragraph { mut content, list, task, label, place, .. } = paragraph;
        if is_empty(&content) {
            return Vec::new();
        }
        if let Some(label) = label {
            self.say_numbers(false, &label, &place);
            content.insert(0, Inline::Text(format!("{label} "), Style::PLAIN));
        }
        let (level, number) = list.unwrap_or_default();
        vec![Entry::Item { level, number, task, content }]
    }

    fn say_numbers(&mut self, is_heading: bool, label: &str, place: &Place) {
        let (loss, has_said) = match is_heading {
            true => (Loss::HeadingNumbers, &mut self.has_said_heading_numbers),
            false => (Loss::Labels, &mut self.has_said_labels),
        };
        if !*has_said {
            self.notes.push(loss.note(label, place.clone()));
            *has_said = true;
        }
    }
}

fn level_of(paragraph: &Paragraph) -> usize {
    paragraph.list.map_or(0, |(level, _)| level)
}

/// Whether a list goes on: with an item, or with what is moved in as far as the item before.
fn goes_on(flow: &Flow, indent: i64) -> bool {
    let Flow::Paragraph(next) = flow else { return false };
    let is_plain =
        next.heading.is_none() && next.label.is_none() && !next.is_quote && !next.is_title;
    let is_moved_in = indent > 0 && next.indent >= indent;
    !next.is_boxed && (next.list.is_some() || is_plain && (is_moved_in || is_empty(&next.content)))
}

fn unboxed(paragraph: Paragraph) -> Flow {
    Flow::Paragraph(Paragraph { is_boxed: false, ..paragraph })
}

fn says_something(block: &Block) -> bool {
    !block_words(std::slice::from_ref(block)).is_empty()
}

/// The same with other styles.
pub(super) fn restyled(content: &[Inline], change: &dyn Fn(Style) -> Style) -> Vec<Inline> {
    let changed = content.iter().map(|inline| match inline {
        Inline::Text(text, style) => Inline::Text(text.clone(), change(*style)),
        Inline::Link(to, content) => Inline::Link(to.clone(), restyled(content, change)),
        other => other.clone(),
    });
    changed.collect()
}

/// Whether all words are bold.
pub(super) fn is_strong(content: &[Inline]) -> bool {
    let mut has_words = false;
    let all = content.iter().all(|inline| match inline {
        Inline::Text(text, style) => {
            let is_word = !text.trim().is_empty();
            has_words |= is_word;
            !is_word || style.strong
        }
        Inline::Link(_, content) => is_strong(content),
        Inline::Image(..) => false,
        Inline::Footnote(_) | Inline::Break => true,
    });
    all && has_words
}

/// A short bold line that ends like no sentence.
fn looks_like_heading(content: &[Inline]) -> bool {
    let text = words(content);
    is_strong(content)
        && text.split(' ').count() <= WORDS_OF_HEADING
        && !text.ends_with(['.', ':', ',', ';', '!', '?'])
}
