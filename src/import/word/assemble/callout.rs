//! What stands in a box: a callout of the kind that its first words say, or the page's key points.

use crate::import::tree::{Block, Inline, words};
use crate::import::word::assemble::{Assembler, is_strong, says_something};
use crate::markdown::tree::CalloutKind;

/// What the first line of a box says it is.
const KEY_POINTS: [&str; 8] = [
    "key points",
    "key messages",
    "key facts",
    "in short",
    "at a glance",
    "key principles",
    "summary",
    "main points",
];

const KINDS: [(&str, CalloutKind); 14] = [
    ("note", CalloutKind::Note),
    ("please note", CalloutKind::Note),
    ("tip", CalloutKind::Tip),
    ("practice tip", CalloutKind::Tip),
    ("good practice", CalloutKind::Tip),
    ("top tip", CalloutKind::Tip),
    ("important", CalloutKind::Important),
    ("remember", CalloutKind::Important),
    ("you must", CalloutKind::Important),
    ("warning", CalloutKind::Warning),
    ("danger", CalloutKind::Warning),
    ("urgent", CalloutKind::Warning),
    ("caution", CalloutKind::Caution),
    ("take care", CalloutKind::Caution),
];

/// Key points belong at the top: before a second heading.
const HEADINGS_BEFORE: usize = 2;

impl Assembler<'_> {
    pub(super) fn callout(&mut self, blocks: Vec<Block>) -> Option<Block> {
        if !blocks.iter().any(says_something) {
            // A picture in a box is a picture.
            return blocks.into_iter().next();
        }
        let title = blocks.first().and_then(title);
        let said =
            title.as_deref().map(|title| title.trim_end_matches([':', '!', '.']).to_lowercase());
        let said = said.as_deref().unwrap_or_default();
        let rest = || blocks[1..].to_vec();
        if KEY_POINTS.contains(&said)
            && blocks.len() > 1
            && !self.has_key_points
            && self.headings < HEADINGS_BEFORE
        {
            self.has_key_points = true;
            let label = title.unwrap_or_default().trim_end_matches(':').to_owned();
            return Some(Block::KeyPoints(label, rest()));
        }
        let kind = KINDS.iter().find(|(word, _)| *word == said);
        let kind = kind.or_else(|| {
            let first = blocks.first().map(first_words).unwrap_or_default();
            KINDS.iter().find(|(word, _)| first.starts_with(&format!("{word}:")))
        });
        let kind = kind.map_or(CalloutKind::Note, |(_, kind)| *kind);
        // The page says the kind itself; a title of more than that stays.
        let is_said = matches!(said, "note" | "tip" | "important" | "warning" | "caution");
        let inner = if is_said && blocks.len() > 1 { rest() } else { blocks };
        Some(Block::Callout(kind, inner))
    }
}

/// A box's title: a first line that is bold, or says what it is.
fn title(block: &Block) -> Option<String> {
    let Block::Paragraph(content) = block else { return None };
    let plain = content.iter().all(|one| matches!(one, Inline::Text(..)));
    let text = words(content);
    let bare = text.trim_end_matches([':', '!', '.']).to_lowercase();
    let is_known =
        KEY_POINTS.contains(&bare.as_str()) || KINDS.iter().any(|(word, _)| *word == bare);
    (plain && (is_known || is_strong(content)) && !text.contains(['{', '}'])).then_some(text)
}

fn first_words(block: &Block) -> String {
    match block {
        Block::Paragraph(content) => words(content).to_lowercase(),
        _ => String::new(),
    }
}
