//! A document to its passages: the text under each heading, so that a result can lead to where the answer
//! stands. What the page shows is here, passages of other files included; HTML is left out, its words kept.

use crate::markdown::tags;
use crate::markdown::tree::{Block, BlockKind, Component};
use crate::markdown::{inlines_text, push_text};
use crate::model::{Document, DocumentId, Edition};
use crate::resolve::passage_anchor;

/// The text under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Passage {
    /// The heading's address on the page; empty for what stands before the first heading.
    pub anchor: String,
    /// The heading's words.
    pub heading: String,
    /// The text, a line for each block.
    pub text: String,
}

/// The lowest heading that begins a passage of its own.
const LOWEST_HEADING: u8 = 4;

/// The passages of a document, in order; the first is what stands before any heading.
pub(crate) fn passages(edition: &Edition, document: &Document) -> Vec<Passage> {
    let mut reader = Reader {
        edition,
        passages: vec![Passage::default()],
        text: String::new(),
        including: Vec::new(),
    };
    let blocks = &document.parsed.body.blocks;
    let blocks = match blocks.split_first() {
        Some((Block { kind: BlockKind::Heading(heading), .. }, rest))
            if document.title_from_heading && heading.level == 1 =>
        {
            rest
        }
        _ => blocks,
    };
    reader.blocks(document, None, blocks);
    for footnote in &document.parsed.body.footnotes {
        reader.blocks(document, None, &footnote.blocks);
    }
    reader.end_passage();
    reader.passages
}

struct Reader<'a> {
    edition: &'a Edition,
    passages: Vec<Passage>,
    /// The text of the last.
    text: String,
    /// The passages that are being read, to end a loop.
    including: Vec<DocumentId>,
}

impl<'a> Reader<'a> {
    fn blocks(&mut self, document: &'a Document, included: Option<&str>, blocks: &'a [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(heading) if heading.level <= LOWEST_HEADING => {
                    let anchor = match included {
                        Some(stem) => passage_anchor(stem, &heading.anchor),
                        None => heading.anchor.to_string(),
                    };
                    let heading = inlines_text(&heading.content).trim().to_owned();
                    self.end_passage();
                    self.passages.push(Passage { anchor, heading, text: String::new() });
                }
                BlockKind::Component(component) if component.name.value == "include" => {
                    self.include(document, component);
                }
                BlockKind::Component(component) => {
                    self.line(&component.label.value);
                    self.blocks(document, included, &component.blocks);
                }
                BlockKind::Quote(blocks) | BlockKind::Callout(_, blocks) => {
                    self.blocks(document, included, blocks);
                }
                BlockKind::Html(source) => self.line(&html_text(source)),
                _ => self.block(block),
            }
        }
    }

    fn include(&mut self, document: &'a Document, component: &'a Component) {
        let Some(file) = component.attribute("file") else { return };
        let includes = &document.parsed.outline.includes;
        let index = includes.iter().position(|include| include.span == file.span);
        let Some(&Ok(id)) = index.and_then(|index| document.includes.get(index)) else { return };
        let Some(passage) = self.edition.document(id) else { return };
        if self.including.contains(&id) {
            return;
        }
        self.including.push(id);
        let body = &passage.parsed.body;
        self.blocks(passage, Some(passage.parsed.path.stem()), &body.blocks);
        for footnote in &body.footnotes {
            self.blocks(passage, None, &footnote.blocks);
        }
        self.including.pop();
    }

    /// Adds a block's lines, of which there is mostly one.
    fn block(&mut self, block: &Block) {
        let before = self.text.len();
        self.begin_line();
        let start = self.text.len();
        push_text(std::slice::from_ref(block), &mut self.text);
        self.text.truncate(start + self.text[start..].trim_ascii_end().len());
        let is_line = |line: &str| !line.is_empty() && line.trim().len() == line.len();
        if !self.text[start..].split('\n').all(is_line) {
            let text = self.text.split_off(start);
            self.text.truncate(before);
            self.line(&text);
        }
    }

    fn line(&mut self, text: &str) {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.begin_line();
            self.text.push_str(line);
        }
    }

    fn begin_line(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn end_passage(&mut self) {
        let passage = self.passages.last_mut().expect("there is a passage from the start");
        passage.text = self.text.as_str().to_owned();
        self.text.clear();
    }
}

/// The words between the tags; nothing of scripts and styles.
fn html_text(source: &str) -> String {
    let mut text = String::new();
    let mut at = 0;
    let mut hidden = 0_usize;
    for tag in tags(source) {
        if hidden == 0 {
            text.push_str(&source[at..tag.range.start]);
            text.push(' ');
        }
        if matches!(tag.name.as_str(), "script" | "style") {
            hidden = match tag.closing {
                true => hidden.saturating_sub(1),
                false => hidden + 1,
            };
        }
        at = tag.range.end;
    }
    if hidden == 0 {
        text.push_str(&source[at..]);
    }
    without_comments(&text)
}

fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let references =
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    references.iter().fold(kept, |text, (reference, c)| text.replace(reference, c))
}
