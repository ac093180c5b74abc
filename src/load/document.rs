//! One Markdown file to an outline and a body. Where the outline is known, the rest is read when somebody looks at it.

use std::sync::{Arc, OnceLock};

use crate::load::{checks, front_matter};
use crate::markdown::tree::{Block, BlockKind, Body, Component, MarkdownFault};
use crate::markdown::{self, Visit, count_words, inlines_text, walk};
use crate::model::{HeadingLine, Include, Late, LateValue, Origin, Outline, Parsed, Watched};
use crate::source::{SourcePath, Span, Text};

/// Reads one document. Nothing but its own text decides what comes out.
pub fn document(path: &SourcePath, text: &Arc<Text>) -> Parsed {
    let (front, body_start) = front_matter::read(text.as_str());
    let markdown = markdown::parse_text(text, body_start);
    let origin = Origin::of(path, text);
    let outline = Outline {
        front,
        anchors: markdown.html_anchors,
        links: Watched::new(origin, markdown.links),
        exceptions: checks::in_comments(text.as_str(), &markdown.body),
        ..Outline::default()
    };
    let outline = outline_of(origin, &markdown.body, outline);
    Parsed {
        path: path.clone(),
        text: Watched::new(origin, Arc::clone(text)),
        outline,
        body: Watched::new(origin, Arc::new(markdown.body)),
        faults: Watched::new(origin, markdown.faults),
    }
}

/// The same document, where an outline is known that was made of this very text; its opening and the number of its words
/// may be missing. All else is read when somebody first looks at it.
pub fn document_of(path: &SourcePath, text: &Arc<Text>, outline: Outline) -> Parsed {
    let origin = Origin::of(path, text);
    let body_start = outline.front.span.map_or(0, |block| block.end());
    let late = Arc::new(Unread { text: Arc::clone(text), body_start, read: OnceLock::new() });
    Parsed {
        path: path.clone(),
        text: Watched::new(origin, Arc::clone(text)),
        outline: Outline {
            opening: Watched::late(origin, late.clone()),
            words: Watched::late(origin, late.clone()),
            ..outline
        },
        body: Watched::late(origin, late.clone()),
        faults: Watched::late(origin, late),
    }
}

/// A body that nobody has looked at yet, or that has been read since.
struct Unread {
    text: Arc<Text>,
    body_start: usize,
    read: OnceLock<Read>,
}

/// What there is to see in a body.
struct Read {
    body: Arc<Body>,
    faults: Vec<(Span, MarkdownFault)>,
    opening: String,
    words: usize,
}

impl Unread {
    fn read(&self) -> &Read {
        self.read.get_or_init(|| {
            let markdown = markdown::parse_text(&self.text, self.body_start);
            Read {
                opening: opening(&markdown.body.blocks),
                words: count_words(&markdown.body.blocks),
                body: Arc::new(markdown.body),
                faults: markdown.faults,
            }
        })
    }
}

impl Late for Unread {
    fn is_made(&self) -> bool {
        self.read.get().is_some()
    }
}

impl LateValue<Arc<Body>> for Unread {
    fn value(&self) -> &Arc<Body> {
        &self.read().body
    }
}

impl LateValue<Vec<(Span, MarkdownFault)>> for Unread {
    fn value(&self) -> &Vec<(Span, MarkdownFault)> {
        &self.read().faults
    }
}

impl LateValue<String> for Unread {
    fn value(&self) -> &String {
        &self.read().opening
    }
}

impl LateValue<usize> for Unread {
    fn value(&self) -> &usize {
        &self.read().words
    }
}

/// What of an outline comes from the tree of a body that was made of a text, added to what comes from elsewhere.
pub fn outline_of(origin: Origin, body: &Body, mut outline: Outline) -> Outline {
    let words = count_words(&body.blocks);
    outline.opening = Watched::new(origin, opening(&body.blocks));
    outline.words = Watched::new(origin, words);
    collect(body, &mut outline);
    outline
}

fn collect(body: &Body, outline: &mut Outline) {
    walk(body, &mut |visit| {
        let Visit::Block(block) = visit else { return };
        match &block.kind {
            BlockKind::Heading(heading) => outline.headings.push(HeadingLine {
                level: heading.level,
                text: Arc::clone(&heading.text),
                anchor: Arc::clone(&heading.anchor),
                span: block.span,
            }),
            BlockKind::Component(component) => outline.includes.extend(include(component)),
            _ => {}
        }
    });
    outline.headings.shrink_to_fit();
    outline
        .anchors
        .extend(body.footnotes.iter().map(|note| markdown::footnote_anchor(&note.label)));
}

fn include(component: &Component) -> Option<Include> {
    let file = component.attribute("file").filter(|_| component.name.value == "include")?;
    Some(Include { file: file.value.clone(), span: file.span })
}

/// The first paragraph's words, up to some 160 characters.
fn opening(blocks: &[Block]) -> String {
    let first = blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(inlines) => Some(inlines_text(inlines)),
        _ => None,
    });
    let mut words = first.unwrap_or_default();
    if let Some((end, _)) = words.char_indices().nth(160) {
        words.truncate(end);
        words.truncate(words.rfind(' ').unwrap_or(end));
        words.push('…');
    }
    words.shrink_to_fit();
    words
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{document, document_of};
    use crate::model::{Outline, Watched};
    use crate::source::{SourcePath, Text};

    #[test]
    fn a_document_of_a_known_outline_is_the_same_and_not_read_before_somebody_looks() {
        let text = "---\ntitle: A\nother: [1]\n---\n\nIt *begins*. [b](b.md)[^1]\n\n# H\n\n[^1]: [c](c.md)\n\n:::x\n";
        for text in ["", "# Words", "---\nnever closed: it is\n\n[a](b)", text] {
            let (path, text) = (SourcePath::new("a.md").unwrap(), Arc::new(Text::from(text)));
            let whole = document(&path, &text);
            let outline = Outline {
                opening: Watched::default(),
                words: Watched::default(),
                ..whole.outline.clone()
            };
            let known = document_of(&path, &text, outline);
            let origins = [
                known.body.origin(),
                known.faults.origin(),
                known.outline.opening.origin(),
                known.outline.words.origin(),
            ];
            assert_eq!(origins, [whole.text.origin(); 4]);
            assert!(!known.body.is_made() && !known.outline.words.is_made());
            assert_eq!(known, whole);
            assert!(known.body.is_made() && known.faults.is_made());
        }
    }
}
