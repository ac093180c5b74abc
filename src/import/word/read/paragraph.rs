//! One paragraph: what it says, and what its style, its list and its borders make of it.

use crate::import::Place;
use crate::import::tree::{Inline, words};
use crate::import::word::loss::Loss;
use crate::import::word::numbering::{Mark, MarkKind};
use crate::import::word::read::{Flow, Frame, PENDING, Paragraph, Reader};
use crate::import::word::xml::Element;

/// As many words of a paragraph as say where it is.
const WORDS_OF_PLACE: usize = 8;

impl Reader<'_> {
    pub(super) fn paragraph(&mut self, element: &Element, flows: &mut Vec<Flow>) {
        let properties = element.child("w:pPr");
        let style = self.styles.of(properties).to_owned();
        let first_note = self.notes.len();
        // A paragraph in a box in a paragraph: what the outer one has gathered waits.
        let outer_frames = std::mem::take(&mut self.frames);
        let outer_boxes = std::mem::take(&mut self.boxes);
        let outer_looks = std::mem::take(&mut self.looks);
        self.frames.push(Frame { to: None, content: Vec::new() });
        let is_contents = self.is_contents(&style);
        if is_contents {
            self.left_out.push((Loss::Contents, String::new()));
        }
        self.reopen_fields();
        self.inline_children(element, &style);
        self.close_frames_above(1);
        let content = self.frames.pop().map(|frame| frame.content).unwrap_or_default();
        self.frames = outer_frames;
        let boxes = std::mem::replace(&mut self.boxes, outer_boxes);
        let looks = std::mem::replace(&mut self.looks, outer_looks);
        if is_contents {
            self.end_left_out();
        } else if let Some((_, words)) = self.left_out.last_mut() {
            words.push(' ');
        }
        let mut paragraph = Paragraph { content, ..Paragraph::default() };
        self.what_it_is(&mut paragraph, properties, &style);
        for (loss, words) in looks {
            // All of a heading may be underlined or coloured: that is its look, and no more.
            if paragraph.heading.is_none() && !paragraph.is_title {
                self.say(loss, &words);
            }
        }
        self.place(&mut paragraph, first_note);
        push(flows, paragraph);
        flows.extend(boxes);
    }

    fn is_contents(&self, style: &str) -> bool {
        let name = self.styles.name(style);
        name.strip_prefix("toc ")
            .is_some_and(|rest| rest == "heading" || rest.parse::<u8>().is_ok())
            || name == "table of figures"
    }

    /// Says where the paragraph is, to itself and to the notes that it gave rise to.
    fn place(&mut self, paragraph: &mut Paragraph, first_note: usize) {
        let text = words(&paragraph.content);
        if paragraph.heading.is_some() && !text.is_empty() && self.depth <= 1 {
            self.heading.clone_from(&text);
        }
        let first: Vec<&str> = text.split_whitespace().take(WORDS_OF_PLACE).collect();
        paragraph.place = Place { heading: self.heading.clone(), words: first.join(" "), line: 0 };
        for note in &mut self.notes[first_note..] {
            if note.place.words == PENDING {
                note.place = paragraph.place.clone();
            }
        }
    }

    fn what_it_is(&mut self, paragraph: &mut Paragraph, properties: Option<&Element>, style: &str) {
        let is_empty = crate::import::write::is_empty(&paragraph.content);
        let mark = properties.and_then(|one| one.child("w:rPr"));
        let is_joined = mark.is_some_and(|mark| {
            let brings = mark.child("w:ins").or(mark.child("w:moveTo"));
            let takes = mark.child("w:del").or(mark.child("w:moveFrom"));
            brings.or(takes).is_some_and(|change| !self.is_kept(change))
        });
        paragraph.joins_next = is_joined;
        paragraph.bookmarks = std::mem::take(&mut self.bookmarks);
        let name = self.styles.name(style);
        paragraph.is_title = name == "title";
        paragraph.is_quote = matches!(name, "quote" | "intense quote" | "quotations");
        paragraph.heading = match paragraph.is_title || is_empty {
            true => None,
            false => self.styles.heading(style, properties),
        };
        paragraph.is_boxed = self.is_boxed(style, properties) && paragraph.heading.is_none();
        paragraph.indent = self.indent(style, properties);
        if !(is_joined && is_empty) {
            self.number(paragraph, properties, style);
        }
        if paragraph.heading.is_none() {
            take_box(paragraph);
            take_bullet(paragraph);
        }
        match paragraph.heading {
            Some(_) if self.depth <= 1 => {
                // A name of our own, since not every heading has one.
                self.headings += 1;
                let name = format!("\u{0}{}", self.headings);
                self.heading_bookmark = Some(name.clone());
                paragraph.bookmarks.push(name);
            }
            _ => {
                for name in &paragraph.bookmarks {
                    self.below.insert(name.clone(), self.heading_bookmark.clone());
                }
            }
        }
    }

    /// Its place in a list, or the number that is typed before it.
    fn number(&mut self, paragraph: &mut Paragraph, properties: Option<&Element>, style: &str) {
        let own = properties.and_then(|one| one.child("w:numPr"));
        let by_style = self.styles.numbering(style);
        let value = |numbering: Option<&Element>, name: &str| {
            numbering.and_then(|one| one.child_value(name)).map(str::to_owned)
        };
        let id = value(own, "w:numId").or_else(|| value(by_style.map(|(_, one)| one), "w:numId"));
        let Some(mut id) = id.filter(|id| id != "0") else { return };
        let level = value(own, "w:ilvl")
            .or_else(|| value(by_style.map(|(_, one)| one), "w:ilvl"))
            .and_then(|level| level.parse().ok())
            .or_else(|| self.numbering.level_of_style(&id, by_style?.0))
            .unwrap_or(0);
        // “List Bullet 2” is a list of its own, and looks like one in another.
        let deeper = match self.styles.name(style).split(' ').collect::<Vec<_>>().as_slice() {
            ["list", "bullet" | "number", deep] if own.is_none() => {
                deep.parse::<usize>().map_or(0, |deep| deep.clamp(1, 9) - 1)
            }
            _ => 0,
        };
        // A list that only names a style has its levels where that style says.
        let linked = self.numbering.linked_style(&id).map(str::to_owned);
        if let Some((_, numbering)) =
            linked.as_deref().and_then(|style| self.styles.numbering(style))
        {
            id = numbering.child_value("w:numId").map_or(id, str::to_owned);
        }
        let Some(Mark { level, indent, kind }) = self.numbering.next(&id, level) else { return };
        if paragraph.indent == 0 {
            paragraph.indent = indent;
        }
        let is_heading = paragraph.heading.is_some() || paragraph.is_title;
        match kind {
            MarkKind::None => {}
            MarkKind::Bullet if is_heading => {}
            MarkKind::Bullet => paragraph.list = Some((level + deeper, None)),
            MarkKind::Number(number) if is_heading => paragraph.label = Some(format!("{number}.")),
            MarkKind::Number(number) => paragraph.list = Some((level + deeper, Some(number))),
            MarkKind::Label(label) if is_heading => paragraph.label = Some(label),
            MarkKind::Label(label) => {
                paragraph.label = Some(label);
                paragraph.list = Some((level + deeper, None));
            }
            MarkKind::Clause(label) => paragraph.label = Some(label),
        }
    }

    /// Has it borders on three sides or more, or a shade behind it?
    fn is_boxed(&self, style: &str, properties: Option<&Element>) -> bool {
        let own = |name: &str| properties.and_then(|one| one.child(name));
        let of = |name: &str| own(name).or_else(|| self.styles.paragraph(style, name));
        let is_line = |side: &&Element| {
            !matches!(side.attribute("w:val"), None | Some("nil" | "none"))
                && ["w:top", "w:left", "w:start", "w:bottom", "w:right", "w:end"]
                    .contains(&&*side.name)
        };
        let borders = of("w:pBdr").map_or(0, |borders| borders.elements().filter(is_line).count());
        borders >= 3 || of("w:shd").is_some_and(is_shade)
    }

    fn indent(&self, style: &str, properties: Option<&Element>) -> i64 {
        let left = |indent: &Element| {
            indent.attribute("w:left").or(indent.attribute("w:start"))?.parse().ok()
        };
        let own = properties.and_then(|one| one.child("w:ind")).and_then(left);
        own.or_else(|| self.styles.paragraph(style, "w:ind").and_then(left)).unwrap_or(0)
    }
}

/// Is it a colour that one sees on white paper?
pub(super) fn is_shade(shade: &Element) -> bool {
    let fill = shade.attribute("w:fill").unwrap_or("auto").to_ascii_lowercase();
    !matches!(fill.as_str(), "auto" | "ffffff" | "")
        || shade.attribute("w:themeFill").is_some_and(|theme| !theme.starts_with("background1"))
}

/// Adds a paragraph; to the one before, where a tracked change joins them.
fn push(flows: &mut Vec<Flow>, mut paragraph: Paragraph) {
    if let Some(Flow::Paragraph(before)) = flows.last_mut()
        && before.joins_next
    {
        let mut content = std::mem::take(&mut before.content);
        content.append(&mut paragraph.content);
        let is_begun = !crate::import::write::is_empty(&content) && before.heading.is_some();
        let joined = if is_begun { std::mem::take(before) } else { paragraph };
        *before = Paragraph { content, joins_next: joined.joins_next, ..joined };
        return;
    }
    flows.push(Flow::Paragraph(paragraph));
}

/// A box to tick at the start makes a task of a paragraph.
fn take_box(paragraph: &mut Paragraph) {
    let Some(rest) = strip_start(&paragraph.content, &['☐', '☑', '☒', '❑', '❒']) else {
        return;
    };
    let (sign, content) = rest;
    if !crate::import::write::is_empty(&content) {
        paragraph.task = Some(sign == '☑' || sign == '☒');
        paragraph.content = content;
        paragraph.list = Some((paragraph.list.map_or(0, |(level, _)| level), None));
    }
}

/// A bullet that was typed makes an item of a paragraph.
fn take_bullet(paragraph: &mut Paragraph) {
    if paragraph.list.is_some() {
        return;
    }
    let bullets = ['•', '·', '▪', '●', '■', '➢', '◆', '❖', '➔'];
    let Some((_, content)) = strip_start(&paragraph.content, &bullets) else { return };
    if !crate::import::write::is_empty(&content) {
        paragraph.content = content;
        paragraph.list = Some((0, None));
    }
}

/// The sign that running text begins with and a space follows, and the text without them.
fn strip_start(content: &[Inline], signs: &[char]) -> Option<(char, Vec<Inline>)> {
    let first = content.iter().position(|one| match one {
        Inline::Text(text, _) => !text.trim().is_empty(),
        _ => true,
    })?;
    let Inline::Text(text, style) = &content[first] else { return None };
    let text = text.trim_start();
    let sign = text.chars().next().filter(|sign| signs.contains(sign))?;
    let rest = &text[sign.len_utf8()..];
    let follows_space = match rest.chars().next() {
        Some(c) => c.is_whitespace(),
        None => {
            matches!(content.get(first + 1), Some(Inline::Text(next, _)) if next.starts_with(char::is_whitespace))
        }
    };
    // A box to tick needs no space after it.
    if !follows_space && !matches!(sign, '☐' | '☑' | '☒') {
        return None;
    }
    let mut left = vec![Inline::Text(rest.trim_start().to_owned(), *style)];
    left.extend(content[first + 1..].iter().cloned());
    Some((sign, left))
}
