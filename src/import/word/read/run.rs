//! What stands in a paragraph: runs of words, links, changes, fields and what is anchored there.

use crate::import::tree::{Destination, Inline, Style};
use crate::import::word::loss::Loss;
use crate::import::word::package::Target;
use crate::import::word::read::{Frame, Reader, chosen};
use crate::import::word::symbols::{is_symbol_font, symbol};
use crate::import::word::xml::Element;

impl Reader<'_> {
    pub(super) fn inline_children(&mut self, element: &Element, paragraph: &str) {
        for child in element.elements() {
            self.inline(child, paragraph);
        }
    }

    fn inline(&mut self, element: &Element, paragraph: &str) {
        match &*element.name {
            "w:r" => self.run(element, paragraph),
            "w:hyperlink" => {
                let to = self.hyperlink(element);
                self.frames.push(Frame { to, content: Vec::new() });
                let depth = self.frames.len();
                self.inline_children(element, paragraph);
                self.close_frames_above(depth - 1);
            }
            "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" => {
                self.tracked += 1;
                if self.is_kept(element) {
                    self.inline_children(element, paragraph);
                } else {
                    self.left_out.push((Loss::Dropped(self.changes), String::new()));
                    self.inline_children(element, paragraph);
                    self.end_left_out();
                }
            }
            "w:fldSimple" => self.simple_field(element, paragraph),
            "w:sdt" => self.control(element, paragraph),
            "w:bookmarkStart" => self.bookmark(element),
            "m:oMath" | "m:oMathPara" => {
                let mut words = String::new();
                element.walk(&mut |one| {
                    if one.is("m:t") {
                        words.push_str(&one.text());
                        words.push(' ');
                    }
                    true
                });
                self.push_text(words.trim(), Style::PLAIN);
                self.say(Loss::Equation, &words);
            }
            "mc:AlternateContent" => {
                if let Some(chosen) = chosen(element) {
                    self.inline_children(chosen, paragraph);
                }
            }
            "w:pPr" | "w:rPr" | "w:sdtPr" => {}
            "w:drawing" | "w:pict" | "w:object" => self.drawing(element),
            // Smart tags, directions, ruby, and whatever else may hold words.
            _ => self.inline_children(element, paragraph),
        }
    }

    fn hyperlink(&self, element: &Element) -> Option<Destination> {
        let anchor = element.attribute("w:anchor");
        let Some(id) = element.attribute("r:id") else {
            return anchor.map(|name| Destination::Bookmark(name.to_owned()));
        };
        let address = match &self.relationships.get(id)?.target {
            Target::Outside(address) | Target::Part(address) => address.clone(),
        };
        Some(Destination::Address(match anchor {
            Some(anchor) if !address.contains('#') => format!("{address}#{anchor}"),
            _ => address,
        }))
    }

    /// A content control: a box to tick, or a place to fill in.
    fn control(&mut self, element: &Element, paragraph: &str) {
        let properties = element.child("w:sdtPr");
        if let Some(checkbox) = properties.and_then(|one| one.child("w14:checkbox")) {
            let value = checkbox.child("w14:checked").and_then(|one| one.attribute("w14:val"));
            let is_ticked = matches!(value, Some("1" | "true" | "on"));
            self.push_text(if is_ticked { "☑" } else { "☐" }, Style::PLAIN);
            return;
        }
        let is_placeholder = properties.and_then(|one| one.switch("w:showingPlcHdr")) == Some(true);
        if is_placeholder {
            self.left_out.push((Loss::FormField, String::new()));
        }
        if let Some(content) = element.child("w:sdtContent") {
            self.inline_children(content, paragraph);
        }
        if is_placeholder {
            self.end_left_out();
        }
    }

    fn run(&mut self, element: &Element, paragraph: &str) {
        let properties = element.child("w:rPr");
        let style = self.styles.style(properties, paragraph);
        let is_hidden = self.styles.switch("w:vanish", properties, paragraph)
            || self.styles.switch("w:webHidden", properties, paragraph) && self.left_out.is_empty();
        if is_hidden {
            self.left_out.push((Loss::Hidden, String::new()));
        }
        let font = properties
            .and_then(|one| one.child("w:rFonts"))
            .and_then(|fonts| fonts.attribute("w:ascii").or(fonts.attribute("w:hAnsi")));
        for child in element.elements() {
            match &*child.name {
                "w:t" | "w:delText" => {
                    let text = self.with_signs(&child.text(), font);
                    self.note_looks(properties, paragraph, &text);
                    self.push_text(&text, style);
                }
                "w:tab" | "w:ptab" => self.push_text(" ", style),
                "w:br" => match child.attribute("w:type") {
                    None | Some("textWrapping") => self.push(Inline::Break),
                    Some(_) => self.push_text(" ", style),
                },
                "w:cr" => self.push(Inline::Break),
                "w:noBreakHyphen" => self.push_text("\u{2011}", style),
                "w:sym" => {
                    let font = child.attribute("w:font").unwrap_or_default();
                    let code =
                        child.attribute("w:char").and_then(|c| u32::from_str_radix(c, 16).ok());
                    match code.and_then(|code| symbol(font, code)) {
                        Some(sign) => self.push_text(&sign.to_string(), style),
                        None => {
                            let code = child.attribute("w:char").unwrap_or_default();
                            self.say(Loss::Symbol, &format!("{font} {code}"));
                        }
                    }
                }
                "w:footnoteReference" => self.refer(false, child),
                "w:endnoteReference" => self.refer(true, child),
                "w:fldChar" => self.field_char(child),
                "w:instrText" => self.instruction(&child.text()),
                "w:commentReference" => {
                    let id = child.attribute("w:id").unwrap_or_default();
                    let words = self.comments.get(id).map(all_words).unwrap_or_default();
                    self.say(Loss::Comment, &words);
                }
                _ => self.inline(child, paragraph),
            }
        }
        if is_hidden {
            self.end_left_out();
        }
    }

    fn refer(&mut self, is_endnote: bool, element: &Element) {
        let Some(id) = element.attribute("w:id").map(str::to_owned) else { return };
        let stories = if is_endnote { &self.endnotes } else { &self.footnotes };
        if !stories.contains_key(&id) {
            return self.say(Loss::PartUnread, "a footnote");
        }
        if !self.left_out.is_empty() {
            let words = stories.get(&id).map(all_words).unwrap_or_default();
            return self.push_text(&format!(" {words} "), Style::PLAIN);
        }
        let label = self.label(is_endnote, &id);
        self.push(Inline::Footnote(label));
    }

    /// Letters that a font shows as signs, as those signs.
    fn with_signs(&mut self, text: &str, font: Option<&str>) -> String {
        let is_private = |c: char| ('\u{F000}'..='\u{F0FF}').contains(&c);
        let font = font.filter(|font| is_symbol_font(font));
        if font.is_none() && !text.contains(is_private) {
            return text.to_owned();
        }
        let mut written = String::new();
        for c in text.chars() {
            // Without a font, a sign of the private area is most often a bullet of the font Symbol.
            match (font, is_private(c)) {
                (None, false) => written.push(c),
                _ => match symbol(font.unwrap_or("Symbol"), u32::from(c)) {
                    Some(sign) => written.push(sign),
                    None if c.is_alphanumeric() => {
                        self.say(
                            Loss::Symbol,
                            &format!("{} {c}", font.unwrap_or("an unknown font")),
                        );
                    }
                    None => {
                        let code =
                            format!("{} {:X}", font.unwrap_or("an unknown font"), u32::from(c));
                        self.say(Loss::Symbol, &code);
                    }
                },
            }
        }
        written
    }

    /// Looks that Markdown hasn't: one note a paragraph for each.
    fn note_looks(&mut self, properties: Option<&Element>, paragraph: &str, text: &str) {
        let Some(run) = properties.filter(|_| self.left_out.is_empty()) else { return };
        let is_link = self.frames.len() > 1
            || run
                .child_value("w:rStyle")
                .is_some_and(|style| self.styles.is_called(style, "hyperlink"));
        let is_set = |name: &str| {
            !matches!(run.child_value(name), None | Some("none" | "auto" | "baseline"))
        };
        let mut looks = Vec::new();
        if is_set("w:u") && !is_link {
            looks.push(Loss::Underline);
        }
        let shade = run.child("w:shd").is_some_and(super::paragraph::is_shade);
        if is_set("w:highlight") || shade {
            looks.push(Loss::Highlight);
        }
        let colour = run.child_value("w:color").unwrap_or("auto");
        if !matches!(colour, "auto" | "000000") && !is_link && is_bright(colour) {
            looks.push(Loss::Colour);
        }
        if is_set("w:vertAlign") && !self.styles.switch("w:vanish", properties, paragraph) {
            looks.push(Loss::Raised);
        }
        for loss in looks {
            self.looks.entry(loss).or_default().push_str(text);
        }
    }

    pub(super) fn push_text(&mut self, text: &str, style: Style) {
        match self.left_out.last_mut() {
            Some((_, words)) => words.push_str(text),
            None => self.push(Inline::Text(text.to_owned(), style)),
        }
    }

    pub(super) fn push(&mut self, inline: Inline) {
        if let Some((_, words)) = self.left_out.last_mut() {
            words.push(' ');
            return;
        }
        match self.frames.last_mut() {
            Some(frame) => frame.content.push(inline),
            None => self.frames.push(Frame { to: None, content: vec![inline] }),
        }
    }

    /// Ends the links that are open above so many frames, innermost first.
    pub(super) fn close_frames_above(&mut self, count: usize) {
        while self.frames.len() > count.max(1) {
            let Some(frame) = self.frames.pop() else { return };
            let Some(below) = self.frames.last_mut() else { return };
            match frame.to {
                // No link holds another: of two, the inner one is what a reader would follow.
                Some(to) if !frame.content.is_empty() && !has_link(&frame.content) => {
                    below.content.push(Inline::Link(to, frame.content));
                }
                _ => below.content.extend(frame.content),
            }
        }
    }
}

fn has_link(content: &[Inline]) -> bool {
    content.iter().any(|one| matches!(one, Inline::Link(..)))
}

/// A colour that means something more often than grey, dark blue and the like: red, orange, bright green.
fn is_bright(colour: &str) -> bool {
    let part = |at: usize| colour.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    match (part(0), part(2), part(4)) {
        (Some(red), Some(green), Some(blue)) => {
            let most = red.max(green);
            most >= 0xA0 && most.saturating_sub(blue.min(red.min(green))) >= 0x60
        }
        _ => false,
    }
}

/// All words of a story: those of its paragraphs, a space between them.
pub(super) fn all_words(element: &Element) -> String {
    let mut words = String::new();
    element.walk(&mut |one| {
        match &*one.name {
            "w:p" | "w:tab" | "w:br" => words.push(' '),
            "w:t" | "w:delText" | "a:t" | "m:t" | "c:v" => words.push_str(&one.text()),
            "a:p" | "dgm:pt" | "c:pt" => words.push(' '),
            "mc:Fallback" => return false,
            _ => {}
        }
        true
    });
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
