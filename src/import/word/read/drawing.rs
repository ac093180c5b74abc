//! What is drawn or embedded in a paragraph: pictures, boxes with text, charts, SmartArt and other files.

use crate::import::tree::{Inline, Style};
use crate::import::word::loss::Loss;
use crate::import::word::package::Target;
use crate::import::word::read::picture::description;
use crate::import::word::read::run::all_words;
use crate::import::word::read::{Flow, Paragraph, Reader, chosen};
use crate::import::word::xml::Element;

/// The most that one picture may unpack to, in bytes.
const MOST_PICTURE: usize = 64 * 1024 * 1024;

/// What is said of a drawing.
#[derive(Default)]
struct Said {
    alt: String,
    is_decorative: bool,
}

impl Reader<'_> {
    pub(super) fn drawing(&mut self, element: &Element) {
        let mut parts = Vec::new();
        gather(element, &mut parts);
        let said = said(element);
        let has_object = parts.iter().any(|part| part.is("o:OLEObject"));
        if parts.is_empty() {
            self.say(Loss::Shape, &said.alt);
        }
        for part in parts {
            match &*part.name {
                "w:txbxContent" => self.text_box(part),
                "a:blip" => {
                    self.picture(part.attribute("r:embed"), part.attribute("r:link"), &said);
                }
                // What stands for an embedded file is an icon, or a picture of its first page.
                "v:imagedata" if has_object => {}
                "v:imagedata" => {
                    let id = part.attribute("r:id").or(part.attribute("o:relid"));
                    self.picture(id, part.attribute("r:href"), &said);
                }
                "c:chart" => {
                    let words = self.words_of(part.attribute("r:id"));
                    self.say(Loss::Chart, &format!("{} {words}", said.alt));
                }
                "dgm:relIds" => self.smart_art(part.attribute("r:dm")),
                "v:textpath" => {
                    let words = part.attribute("string").unwrap_or_default();
                    self.push_text(&format!(" {words} "), Style::PLAIN);
                }
                _ => {
                    let program = part.attribute("ProgID").unwrap_or_default();
                    self.say(Loss::Embedded, &format!("{program} {}", said.alt));
                }
            }
        }
    }

    fn text_box(&mut self, content: &Element) {
        let fields = std::mem::take(&mut self.fields);
        let flows = self.story(content);
        self.fields = fields;
        if !self.left_out.is_empty() {
            return;
        }
        self.say(Loss::TextBox, "");
        self.boxes.push(Flow::Box(flows));
    }

    fn picture(&mut self, id: Option<&str>, link: Option<&str>, said: &Said) {
        if !self.left_out.is_empty() {
            return self.push_text(&said.alt, Style::PLAIN);
        }
        let (alt, is_machine) = description(&said.alt);
        let target =
            id.or(link).and_then(|id| self.relationships.get(id)).map(|one| one.target.clone());
        let part = match target {
            Some(Target::Part(part)) if self.package.has(&part) => part,
            Some(Target::Outside(address)) => {
                return self.say(Loss::LinkedPicture, &format!("{address} {alt}"));
            }
            _ => return self.say(Loss::BadPicture, &alt),
        };
        let path = match self.pictures.known(&part) {
            Some(path) => path,
            None => {
                let Ok(Some(bytes)) = self.package.bytes(&part, MOST_PICTURE) else {
                    return self.say(Loss::BadPicture, &alt);
                };
                match self.pictures.take(&part, bytes) {
                    Some(path) => path,
                    None => return self.say(Loss::OldPicture, &alt),
                }
            }
        };
        if is_machine && !alt.is_empty() {
            self.say(Loss::MachineAlt, &said.alt);
        } else if alt.is_empty() && !said.is_decorative {
            self.say(Loss::NoAlt, &format!("{} {path}", said.alt));
        }
        self.push(Inline::Image(path, alt));
    }

    /// The words of the part that an id leads to.
    fn words_of(&mut self, id: Option<&str>) -> String {
        let part = id.and_then(|id| self.relationships.get(id)).map(|one| one.target.clone());
        let Some(Target::Part(part)) = part else { return String::new() };
        match self.package.xml(&part) {
            Ok(Some(root)) => all_words(&root),
            _ => String::new(),
        }
    }

    /// A drawing of SmartArt as a list of what stands in it.
    fn smart_art(&mut self, id: Option<&str>) {
        let part = id.and_then(|id| self.relationships.get(id)).map(|one| one.target.clone());
        let root = match part {
            Some(Target::Part(part)) => self.package.xml(&part).ok().flatten(),
            _ => None,
        };
        let Some(root) = root else { return self.say(Loss::PartUnread, "SmartArt") };
        self.say(Loss::SmartArt, "");
        let points = root.child("dgm:ptLst").into_iter().flat_map(Element::elements);
        let texts: Vec<String> = points.map(all_words).filter(|words| !words.is_empty()).collect();
        if !self.left_out.is_empty() {
            return self.push_text(&texts.join(" "), Style::PLAIN);
        }
        for text in texts {
            self.boxes.push(Flow::Paragraph(Paragraph {
                content: vec![Inline::Text(text, Style::PLAIN)],
                list: Some((0, None)),
                ..Paragraph::default()
            }));
        }
    }
}

/// The parts of a drawing that say something, in order; what stands in a box is the box's.
fn gather<'a>(element: &'a Element, parts: &mut Vec<&'a Element>) {
    for child in element.elements() {
        match &*child.name {
            "w:txbxContent" | "a:blip" | "v:imagedata" | "c:chart" | "dgm:relIds"
            | "v:textpath" | "o:OLEObject" => parts.push(child),
            "mc:AlternateContent" => {
                if let Some(chosen) = chosen(child) {
                    gather(chosen, parts);
                }
            }
            _ => gather(child, parts),
        }
    }
}

fn said(element: &Element) -> Said {
    let mut said = Said::default();
    element.walk(&mut |one| {
        let alt = match &*one.name {
            "wp:docPr" | "pic:cNvPr" => one.attribute("descr").or(one.attribute("title")),
            "v:shape" | "v:rect" | "v:group" => one.attribute("alt"),
            "adec:decorative" => {
                said.is_decorative |=
                    one.attribute("val").is_some_and(|value| value != "0" && value != "false");
                None
            }
            "w:txbxContent" => return false,
            _ => None,
        };
        if let (true, Some(alt)) = (said.alt.is_empty(), alt) {
            alt.trim().clone_into(&mut said.alt);
        }
        true
    });
    said
}
