//! One Markdown file to an outline and a body.

use std::sync::Arc;

use crate::load::{checks, front_matter};
use crate::markdown::tree::{Block, BlockKind, Body, Component};
use crate::markdown::{self, Visit, count_words, inlines_text, walk};
use crate::model::{HeadingLine, Include, Origin, Outline, Parsed, Watched};
use crate::source::{SourcePath, Text};

/// Reads one document. Nothing but its own text decides what comes out.
pub fn document(path: &SourcePath, text: &Arc<Text>) -> Parsed {
    let (front, body_start) = front_matter::read(text.as_str());
    let markdown = markdown::parse(text.as_str(), body_start);
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
                text: heading.text.clone(),
                anchor: heading.anchor.clone(),
                span: block.span,
            }),
            BlockKind::Component(component) => outline.includes.extend(include(component)),
            _ => {}
        }
    });
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
    let words = first.unwrap_or_default();
    if words.chars().count() <= 160 {
        return words;
    }
    let mut short: String = words.chars().take(160).collect();
    short.truncate(short.rfind(' ').unwrap_or(short.len()));
    short.push('…');
    short
}
