//! Fields: what Word works out by itself. Links and cross-references become links, lists of contents and page
//! numbers are left out, and everything else stays as Word showed it last.

use crate::import::tree::{Destination, Style};
use crate::import::word::loss::Loss;
use crate::import::word::read::{Frame, Reader};
use crate::import::word::xml::Element;

/// A field that has begun and not ended.
pub(super) struct Field {
    instruction: String,
    /// What it makes of its result, once that has begun.
    kind: Option<Kind>,
    /// A box of an old form: whether it is ticked.
    ticked: Option<bool>,
    /// How many frames were open before its link's.
    frames: usize,
}

/// What becomes of a field's result.
#[derive(Clone)]
enum Kind {
    Link(Destination),
    LeftOut,
    Kept,
}

/// Fields in fields come to three or four.
const MOST_OPEN: usize = 64;

impl Reader<'_> {
    pub(super) fn field_char(&mut self, element: &Element) {
        match element.attribute("w:fldCharType") {
            // A file that begins fields and never ends them is no reason to keep them all.
            Some("begin") if self.fields.len() >= MOST_OPEN => {}
            Some("begin") => {
                let box_ = element.child("w:ffData").and_then(|data| data.child("w:checkBox"));
                let ticked = box_.map(|one| {
                    one.switch("w:checked").or(one.switch("w:default")).unwrap_or(false)
                });
                let frames = self.frames.len();
                self.fields.push(Field { instruction: String::new(), kind: None, ticked, frames });
            }
            Some("separate") => {
                let Some(mut field) = self.fields.pop() else { return };
                field.frames = self.frames.len();
                let kind = self.begin(&field.instruction);
                field.kind = Some(kind);
                self.fields.push(field);
            }
            Some("end") => {
                let Some(field) = self.fields.pop() else { return };
                if let Some(is_ticked) = field.ticked {
                    self.push_text(if is_ticked { "☑" } else { "☐" }, Style::PLAIN);
                }
                match field.kind {
                    Some(Kind::Link(_)) if self.frames.len() > field.frames => {
                        self.close_frames_above(field.frames);
                    }
                    Some(Kind::LeftOut) => self.end_left_out(),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    pub(super) fn instruction(&mut self, text: &str) {
        if let Some(field) = self.fields.last_mut().filter(|field| field.kind.is_none()) {
            field.instruction.push_str(text);
        }
    }

    pub(super) fn simple_field(&mut self, element: &Element, paragraph: &str) {
        let frames = self.frames.len();
        let kind = self.begin(element.attribute("w:instr").unwrap_or_default());
        self.inline_children(element, paragraph);
        match kind {
            Kind::Link(_) => self.close_frames_above(frames),
            Kind::LeftOut => self.end_left_out(),
            Kind::Kept => {}
        }
    }

    /// A link may run over the end of a paragraph: it goes on in the next.
    pub(super) fn reopen_fields(&mut self) {
        let frames = self.frames.len();
        let mut open = Vec::new();
        for field in &mut self.fields {
            if let Some(Kind::Link(to)) = &field.kind {
                field.frames = frames;
                open.push(Frame { to: Some(to.clone()), content: Vec::new() });
            }
        }
        self.frames.append(&mut open);
    }

    /// Begins a field's result.
    fn begin(&mut self, instruction: &str) -> Kind {
        let words = arguments(instruction);
        let name = words.first().map(|name| name.to_uppercase()).unwrap_or_default();
        let kind = match name.as_str() {
            "HYPERLINK" => link(&words).map_or(Kind::Kept, Kind::Link),
            "REF" | "NOTEREF" => match words.get(1) {
                Some(name) => Kind::Link(Destination::Bookmark(name.clone())),
                None => Kind::Kept,
            },
            "TOC" | "INDEX" | "TOA" => {
                self.left_out.push((Loss::Contents, String::new()));
                Kind::LeftOut
            }
            "PAGE" | "NUMPAGES" | "PAGEREF" | "SECTIONPAGES" => {
                self.left_out.push((Loss::PageNumber, String::new()));
                Kind::LeftOut
            }
            "FORMTEXT" | "FORMDROPDOWN" | "MERGEFIELD" | "DATE" | "TIME" | "FILLIN" | "ASK" => {
                self.say(Loss::Merge, &words.join(" "));
                Kind::Kept
            }
            _ => Kind::Kept,
        };
        if let Kind::Link(to) = &kind {
            self.frames.push(Frame { to: Some(to.clone()), content: Vec::new() });
        }
        kind
    }
}

/// `HYPERLINK "address" \l "place"`: to an address, a place in it, or a place here.
fn link(words: &[String]) -> Option<Destination> {
    let place = words.iter().position(|word| word.eq_ignore_ascii_case("\\l"));
    let place = place.and_then(|at| words.get(at + 1)).filter(|place| !place.is_empty());
    let address = words.get(1).filter(|word| !word.starts_with('\\') && !word.is_empty());
    match (address, place) {
        (Some(address), Some(place)) => Some(Destination::Address(format!("{address}#{place}"))),
        (Some(address), None) => Some(Destination::Address(address.clone())),
        (None, Some(place)) => Some(Destination::Bookmark(place.clone())),
        (None, None) => None,
    }
}

/// An instruction's words; those in quotation marks are one.
fn arguments(instruction: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut is_quoted = false;
    for c in instruction.trim().chars() {
        match c {
            '"' | '“' | '”' => {
                if is_quoted {
                    words.push(std::mem::take(&mut word));
                }
                is_quoted = !is_quoted;
            }
            c if c.is_whitespace() && !is_quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            c => word.push(c),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{arguments, link};
    use crate::import::tree::Destination;

    #[test]
    fn instructions_are_read() {
        let of = |text: &str| link(&arguments(text));
        let address = |text: &str| Some(Destination::Address(text.to_owned()));
        assert_eq!(of(" HYPERLINK \"https://a.example\" "), address("https://a.example"));
        assert_eq!(of("HYPERLINK \"a b.docx\" \\l \"x\""), address("a b.docx#x"));
        assert_eq!(of("HYPERLINK \\l \"x\""), Some(Destination::Bookmark("x".to_owned())));
        assert_eq!(of("HYPERLINK"), None);
    }
}
