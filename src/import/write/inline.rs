//! Running text as Markdown. What was written is read back: where bold and italics can't be told apart from the
//! words around them, the words come first.

use crate::import::tree::{Destination, Inline, Style};
use crate::import::write::escape::{self, Place};
use crate::markdown::parse;
use crate::markdown::tree::{BlockKind, Inline as Parsed, InlineKind};

/// How breaks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// In a paragraph: a backslash and the next line.
    Text,
    /// In a heading: not at all.
    Heading,
    /// In a table's cell: as HTML, since a row is one line.
    Cell,
}

/// Running text that has been written.
pub(super) struct Written {
    /// The Markdown.
    pub text: String,
    /// Bold, italics or strikes had to be left out.
    pub is_plainer: bool,
}

pub(super) fn inlines(content: &[Inline], lines: Lines) -> Written {
    let content = tidied(content, lines);
    let write = |content: &[Inline]| {
        let mut writer = Writer { line: String::new(), lines, open: Vec::new() };
        let place = if lines == Lines::Heading { Place::Heading } else { Place::Text };
        writer.all(content, place);
        writer.line
    };
    let text = write(&content);
    if !content.iter().any(has_style) || reads_back(&text, &content, lines) {
        return Written { text, is_plainer: false };
    }
    let narrower = spaced(narrowed(&content));
    let text = write(&narrower);
    if reads_back(&text, &narrower, lines) {
        return Written { text, is_plainer: false };
    }
    Written { text: write(&plain(&content)), is_plainer: true }
}

struct Writer {
    line: String,
    lines: Lines,
    /// The marks that are open, outermost first.
    open: Vec<&'static str>,
}

impl Writer {
    fn all(&mut self, content: &[Inline], place: Place) {
        let depth = self.open.len();
        for inline in content {
            match inline {
                Inline::Text(text, style) => {
                    self.change(*style, depth);
                    let is_start = self.lines == Lines::Text
                        && (self.line.is_empty() || self.line.ends_with('\n'));
                    escape::push(text, place, is_start, &mut self.line);
                }
                Inline::Link(to, content) => {
                    self.change(Style::PLAIN, depth);
                    match to {
                        Destination::Address(address) => {
                            self.before_bracket();
                            self.line.push('[');
                            self.all(content, Place::Link);
                            self.line.push_str("](");
                            self.line.push_str(&escape::address(address));
                            self.line.push(')');
                        }
                        Destination::Bookmark(_) => self.all(content, place),
                    }
                }
                Inline::Image(path, alt) => {
                    self.change(Style::PLAIN, depth);
                    self.line.push_str("![");
                    let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
                    escape::push(&alt, Place::Link, false, &mut self.line);
                    self.line.push_str("](");
                    self.line.push_str(&escape::address(path));
                    self.line.push(')');
                }
                Inline::Footnote(label) => {
                    self.change(Style::PLAIN, depth);
                    self.before_bracket();
                    self.line.push_str(&format!("[^{label}]"));
                }
                Inline::Break => {
                    self.change(Style::PLAIN, depth);
                    self.line.push_str(match self.lines {
                        Lines::Text => "\\\n",
                        Lines::Heading => " ",
                        Lines::Cell => " <br> ",
                    });
                }
            }
        }
        self.change(Style::PLAIN, depth);
    }

    /// Closes and opens marks, those that were open at `depth` untouched.
    fn change(&mut self, style: Style, depth: usize) {
        let wanted = marks(style);
        let kept = self.open[depth..].iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        while self.open.len() > depth + kept {
            let mark = self.open.pop().expect("more are open than are kept");
            self.line.push_str(mark);
        }
        for mark in &wanted[kept..] {
            self.line.push_str(mark);
            self.open.push(mark);
        }
    }

    /// An exclamation mark before a bracket would make a picture of it.
    fn before_bracket(&mut self) {
        if self.line.ends_with('!') {
            self.line.pop();
            self.line.push_str("\\!");
        }
    }
}

fn marks(style: Style) -> Vec<&'static str> {
    let all = [(style.strike, "~~"), (style.strong, "**"), (style.emphasis, "_")];
    all.into_iter().filter(|(is_on, _)| *is_on).map(|(_, mark)| mark).collect()
}

fn has_style(inline: &Inline) -> bool {
    match inline {
        Inline::Text(_, style) => *style != Style::PLAIN,
        Inline::Link(_, content) => content.iter().any(has_style),
        Inline::Image(..) | Inline::Footnote(_) | Inline::Break => false,
    }
}

fn plain(content: &[Inline]) -> Vec<Inline> {
    let plain = content.iter().map(|inline| match inline {
        Inline::Text(text, _) => Inline::Text(text.clone(), Style::PLAIN),
        Inline::Link(to, content) => Inline::Link(to.clone(), plain(content)),
        other => other.clone(),
    });
    merged(plain.collect())
}

/// White space as one space, none at the ends of lines; neighbours of one style as one; spaces between two styles
/// with what both have.
pub(super) fn tidied(content: &[Inline], lines: Lines) -> Vec<Inline> {
    let mut pieces = Vec::new();
    let mut is_after_space = true;
    push_tidied(content, lines, &mut is_after_space, &mut pieces);
    while matches!(pieces.last(), Some(Inline::Break))
        || matches!(pieces.last(), Some(Inline::Text(text, _)) if text == " ")
    {
        pieces.pop();
    }
    let mut kept: Vec<Inline> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let is_space = matches!(piece, Inline::Text(text, _) if text == " ");
        let before_break = matches!(pieces.get(index + 1), Some(Inline::Break));
        let is_first = kept.is_empty() && matches!(piece, Inline::Break);
        if !(is_space && before_break || is_first) {
            kept.push(piece.clone());
        }
    }
    merged(spaced(kept))
}

fn push_tidied(
    content: &[Inline],
    lines: Lines,
    is_after_space: &mut bool,
    pieces: &mut Vec<Inline>,
) {
    for inline in content {
        match inline {
            Inline::Text(text, style) => push_pieces(text, *style, is_after_space, pieces),
            Inline::Link(to, content) => {
                let mut inner = Vec::new();
                push_tidied(content, Lines::Heading, is_after_space, &mut inner);
                if !inner.is_empty() {
                    let is_space = |one: &Inline| matches!(one, Inline::Text(t, _) if t == " ");
                    let ends = inner.len() > 1 && inner.last().is_some_and(is_space);
                    let starts = inner.len() > 1 && inner.first().is_some_and(is_space);
                    let space = Inline::Text(" ".to_owned(), Style::PLAIN);
                    let content =
                        inner[usize::from(starts)..inner.len() - usize::from(ends)].to_vec();
                    if starts {
                        pieces.push(space.clone());
                    }
                    pieces.push(Inline::Link(to.clone(), merged(spaced(content))));
                    if ends {
                        pieces.push(space);
                    }
                }
            }
            Inline::Break if lines == Lines::Heading => {
                push_pieces(" ", Style::PLAIN, is_after_space, pieces);
            }
            Inline::Break => {
                pieces.push(Inline::Break);
                *is_after_space = true;
            }
            Inline::Image(..) | Inline::Footnote(_) => {
                pieces.push(inline.clone());
                *is_after_space = false;
            }
        }
    }
}

/// Words and single spaces as pieces of their own.
fn push_pieces(text: &str, style: Style, is_after_space: &mut bool, pieces: &mut Vec<Inline>) {
    let mut word = String::new();
    for c in text.chars() {
        if c.is_whitespace() {
            if !word.is_empty() {
                pieces.push(Inline::Text(std::mem::take(&mut word), style));
            }
            if !*is_after_space {
                pieces.push(Inline::Text(" ".to_owned(), style));
            }
            *is_after_space = true;
        } else if !c.is_control() && !matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{AD}') {
            word.push(c);
            *is_after_space = false;
        }
    }
    if !word.is_empty() {
        pieces.push(Inline::Text(word, style));
    }
}

/// A space between two styles gets what both have.
fn spaced(mut pieces: Vec<Inline>) -> Vec<Inline> {
    let style_of = |piece: Option<&Inline>| match piece {
        Some(Inline::Text(_, style)) => *style,
        _ => Style::PLAIN,
    };
    for index in 0..pieces.len() {
        let before = index.checked_sub(1).map_or(Style::PLAIN, |at| style_of(pieces.get(at)));
        let after = style_of(pieces.get(index + 1));
        if let Some(Inline::Text(text, style)) = pieces.get_mut(index)
            && text == " "
        {
            *style = style.and(before).and(after);
        }
    }
    merged(pieces)
}

fn merged(pieces: Vec<Inline>) -> Vec<Inline> {
    let mut merged: Vec<Inline> = Vec::new();
    for piece in pieces {
        match (merged.last_mut(), piece) {
            (Some(Inline::Text(text, style)), Inline::Text(more, other)) if *style == other => {
                text.push_str(&more);
            }
            (_, piece) => merged.push(piece),
        }
    }
    merged
}

/// Punctuation at the ends of what is set apart, set plain: a mark between a letter and a quotation mark opens
/// nothing.
fn narrowed(content: &[Inline]) -> Vec<Inline> {
    let mut narrower = Vec::new();
    for inline in content {
        match inline {
            Inline::Text(text, style) if *style != Style::PLAIN => {
                let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
                let start = text.find(inner).unwrap_or_default();
                let pieces = [
                    (&text[..start], Style::PLAIN),
                    (inner, *style),
                    (&text[start + inner.len()..], Style::PLAIN),
                ];
                for (text, style) in pieces.into_iter().filter(|(text, _)| !text.is_empty()) {
                    narrower.push(Inline::Text(text.to_owned(), style));
                }
            }
            other => narrower.push(other.clone()),
        }
    }
    merged(narrower)
}

/// Is the Markdown read as these words in these styles? Spaces don't count.
fn reads_back(markdown: &str, content: &[Inline], lines: Lines) -> bool {
    let mut markdown = match lines {
        Lines::Text => markdown.to_owned(),
        Lines::Heading => format!("# {markdown}"),
        Lines::Cell => markdown.replace(" <br> ", " "),
    };
    for inline in content {
        if let Inline::Footnote(label) = inline {
            markdown.push_str(&format!("\n\n[^{label}]: x"));
        }
    }
    let parsed = parse(&markdown, 0);
    let mut read = Vec::new();
    match &*parsed.body.blocks {
        [block] => match &block.kind {
            BlockKind::Paragraph(content) => push_parsed(content, Style::PLAIN, &mut read),
            BlockKind::Heading(heading) => push_parsed(&heading.content, Style::PLAIN, &mut read),
            _ => return false,
        },
        _ => return false,
    }
    let mut wanted = Vec::new();
    push_wanted(content, &mut wanted);
    read == wanted
}

fn push_parsed(content: &[Parsed], style: Style, all: &mut Vec<(char, Style)>) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text(text) => push_letters(text, style, all),
            InlineKind::Code(code) => push_letters(code, style, all),
            InlineKind::Emphasis(content) => {
                push_parsed(content, Style { emphasis: true, ..style }, all);
            }
            InlineKind::Strong(content) => {
                push_parsed(content, Style { strong: true, ..style }, all);
            }
            InlineKind::Strikethrough(content) => {
                push_parsed(content, Style { strike: true, ..style }, all);
            }
            InlineKind::Link(link) => push_parsed(&link.content, style, all),
            InlineKind::Image(_)
            | InlineKind::Html(_)
            | InlineKind::FootnoteReference(_)
            | InlineKind::SoftBreak
            | InlineKind::HardBreak => {}
        }
    }
}

fn push_wanted(content: &[Inline], all: &mut Vec<(char, Style)>) {
    for inline in content {
        match inline {
            Inline::Text(text, style) => push_letters(text, *style, all),
            Inline::Link(_, content) => push_wanted(content, all),
            Inline::Image(..) | Inline::Footnote(_) | Inline::Break => {}
        }
    }
}

/// Letters; quotation marks and dots as a printer would set them count as those that were typed.
fn push_letters(text: &str, style: Style, all: &mut Vec<(char, Style)>) {
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '“' | '”' => all.push(('"', style)),
            '‘' | '’' => all.push(('\'', style)),
            '…' => all.extend([('.', style); 3]),
            c => all.push((c, style)),
        }
    }
}
