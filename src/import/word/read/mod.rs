//! The parts of a Word file as paragraphs, tables and boxes in reading order. It decides what each paragraph is;
//! `assemble` makes lists, tables and callouts of them.

mod drawing;
mod field;
mod margins;
mod paragraph;
mod picture;
mod run;
mod table;

use std::collections::BTreeMap;

use crate::import::tree::{Destination, Inline};
use crate::import::word::loss::Loss;
use crate::import::word::numbering::Numbering;
use crate::import::word::package::{Package, Relationships};
use crate::import::word::read::field::Field;
use crate::import::word::read::picture::Pictures;
use crate::import::word::styles::Styles;
use crate::import::word::xml::Element;
use crate::import::{Changes, Note, Place};

/// A piece of the document, in reading order.
#[derive(Clone, Debug)]
pub(super) enum Flow {
    Paragraph(Paragraph),
    Table(TableFlow),
    /// A text box.
    Box(Vec<Flow>),
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub content: Vec<Inline>,
    /// The document's title.
    pub is_title: bool,
    /// 1 to 9.
    pub heading: Option<u8>,
    /// A number or letters that Word counted, to be typed before it.
    pub label: Option<String>,
    /// Its place in a list: how deep, and its number unless it has a bullet.
    pub list: Option<(usize, Option<u64>)>,
    /// A box to tick.
    pub task: Option<bool>,
    /// How far it is moved in.
    pub indent: i64,
    /// It has borders all round, or a shade.
    pub is_boxed: bool,
    pub is_quote: bool,
    pub bookmarks: Vec<String>,
    /// A tracked change joins it to the next.
    pub joins_next: bool,
    pub place: Place,
}

/// A table as Word has it.
#[derive(Clone, Debug, Default)]
pub(super) struct TableFlow {
    pub rows: Vec<RowFlow>,
    /// Its look sets the first row apart.
    pub has_first_row: bool,
    pub place: Place,
}

/// A row.
#[derive(Clone, Debug, Default)]
pub(super) struct RowFlow {
    pub is_header: bool,
    pub cells: Vec<CellFlow>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub(super) struct CellFlow {
    pub flows: Vec<Flow>,
    /// How many columns it covers.
    pub span: usize,
    /// It goes on with the cell above.
    pub continues: bool,
}

/// A footnote or endnote that the text refers to.
#[derive(Clone, Debug)]
pub(super) struct NoteFlow {
    pub label: String,
    pub flows: Vec<Flow>,
}

/// What is read of a document.
pub(super) struct Read {
    pub flows: Vec<Flow>,
    pub footnotes: Vec<NoteFlow>,
    pub notes: Vec<Note>,
    /// Pictures by their paths from the document on.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// For each bookmark that stands in no heading, that of the heading above; `None` where there is none.
    pub below: BTreeMap<String, Option<String>>,
}

/// The words of a part, read apart: comments, footnotes and endnotes by their ids.
type Stories = BTreeMap<String, Element>;

/// Where the reading stands.
pub(super) struct Reader<'a> {
    package: &'a Package<'a>,
    styles: &'a Styles,
    numbering: Numbering,
    changes: Changes,
    /// What the part that is being read points to.
    relationships: Relationships,
    comments: Stories,
    footnotes: Stories,
    endnotes: Stories,
    /// The notes that the text refers to, in order: whether an endnote, and its id.
    referred: Vec<(bool, String)>,
    labels: BTreeMap<(bool, String), String>,
    /// How many footnotes there are, and how many endnotes.
    counted: [usize; 2],
    pictures: Pictures,
    notes: Vec<Note>,
    /// The heading above, and the last of its bookmarks.
    heading: String,
    heading_bookmark: Option<String>,
    headings: usize,
    below: BTreeMap<String, Option<String>>,
    /// Running text that is being gathered: a paragraph's, and that of each link that is open in it.
    frames: Vec<Frame>,
    fields: Vec<Field>,
    /// Words that are being left out, and why.
    left_out: Vec<(Loss, String)>,
    /// The boxes and lists that stand in the paragraph.
    boxes: Vec<Flow>,
    /// What the looks of this paragraph's words were.
    looks: BTreeMap<Loss, String>,
    bookmarks: Vec<String>,
    tracked: usize,
    depth: usize,
}

/// A link that is open, or the paragraph itself.
struct Frame {
    to: Option<Destination>,
    content: Vec<Inline>,
}

/// Tables, boxes and notes inside each other; deeper ones give their words alone.
const DEEPEST: usize = 12;

impl<'a> Reader<'a> {
    pub(super) fn new(
        package: &'a Package<'a>,
        styles: &'a Styles,
        changes: Changes,
        picture_prefix: &str,
    ) -> Self {
        let relationships = package.relationships(&package.document);
        let mut reader = Reader {
            package,
            styles,
            numbering: Numbering::default(),
            changes,
            relationships,
            comments: Stories::new(),
            footnotes: Stories::new(),
            endnotes: Stories::new(),
            referred: Vec::new(),
            labels: BTreeMap::new(),
            counted: [0, 0],
            pictures: Pictures::new(picture_prefix),
            notes: Vec::new(),
            heading: String::new(),
            heading_bookmark: None,
            headings: 0,
            below: BTreeMap::new(),
            frames: Vec::new(),
            fields: Vec::new(),
            left_out: Vec::new(),
            boxes: Vec::new(),
            looks: BTreeMap::new(),
            bookmarks: Vec::new(),
            tracked: 0,
            depth: 0,
        };
        reader.numbering = Numbering::new(reader.part("numbering").as_ref());
        reader.comments = stories(reader.part("comments"));
        reader.footnotes = stories(reader.part("footnotes"));
        reader.endnotes = stories(reader.part("endnotes"));
        reader
    }

    /// Reads the document from its part's root.
    pub(super) fn read(mut self, root: &Element) -> Read {
        let flows = root.child("w:body").map(|body| self.story(body)).unwrap_or_default();
        self.margins();
        let footnotes = self.referred_notes();
        if self.tracked > 0 {
            let words = format!("{} in all", self.tracked);
            self.say_at(Loss::Tracked(self.changes), &words, Place::default());
        }
        let Reader { mut notes, pictures, below, .. } = self;
        // What was said between paragraphs has only the heading above for its place.
        for note in notes.iter_mut().filter(|note| note.place.words == PENDING) {
            note.place.words.clear();
        }
        Read { flows, footnotes, notes, pictures: pictures.files, below }
    }

    /// A part that the document points to, as XML; one that can't be read is reported.
    fn part(&mut self, kind: &str) -> Option<Element> {
        let name = self.package.part_of_kind(&self.relationships, kind)?;
        match self.package.xml(&name) {
            Ok(root) => root,
            Err(_) => {
                self.say_at(Loss::PartUnread, kind, Place::default());
                None
            }
        }
    }

    /// Blocks in a body, a cell, a note or a box.
    fn story(&mut self, container: &Element) -> Vec<Flow> {
        let mut flows = Vec::new();
        self.depth += 1;
        for element in container.elements() {
            self.block(element, &mut flows);
        }
        self.depth -= 1;
        flows
    }

    fn block(&mut self, element: &Element, flows: &mut Vec<Flow>) {
        match &*element.name {
            "w:p" => self.paragraph(element, flows),
            "w:tbl" if self.depth <= DEEPEST => {
                let table = self.table(element);
                flows.push(Flow::Table(table));
            }
            "w:sdt" => {
                let gallery =
                    element.find("w:docPartGallery").and_then(|one| one.attribute("w:val"));
                let is_contents = gallery == Some("Table of Contents");
                if is_contents {
                    self.left_out.push((Loss::Contents, String::new()));
                }
                for element in element.child("w:sdtContent").into_iter().flat_map(Element::elements)
                {
                    self.block(element, flows);
                }
                if is_contents {
                    self.end_left_out();
                }
            }
            "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" => {
                let is_kept = self.is_kept(element);
                self.tracked += 1;
                if !is_kept {
                    self.left_out.push((Loss::Dropped(self.changes), String::new()));
                }
                for element in element.elements() {
                    self.block(element, flows);
                }
                if !is_kept {
                    self.end_left_out();
                }
            }
            "mc:AlternateContent" => {
                for element in chosen(element).into_iter().flat_map(Element::elements) {
                    self.block(element, flows);
                }
            }
            "w:altChunk" | "w:subDoc" => self.say(Loss::Embedded, "a document"),
            "w:bookmarkStart" => self.bookmark(element),
            "w:sectPr" | "w:tblPr" | "w:tcPr" | "w:pPr" => {}
            // Whatever else holds blocks: custom XML, smart tags, what a later Word may bring.
            _ => {
                for element in element.elements() {
                    self.block(element, flows);
                }
            }
        }
    }

    /// Whether what a tracked change holds is in the text.
    fn is_kept(&self, change: &Element) -> bool {
        let brings = change.is("w:ins") || change.is("w:moveTo");
        brings == (self.changes == Changes::Accept)
    }

    fn bookmark(&mut self, element: &Element) {
        let name = element.attribute("w:name").unwrap_or_default();
        if !name.is_empty() && name != "_GoBack" {
            self.bookmarks.push(name.to_owned());
        }
    }

    /// The footnotes that the text refers to, and those that they refer to.
    fn referred_notes(&mut self) -> Vec<NoteFlow> {
        let of_part = |kind: &str| {
            let part = self.package.part_of_kind(&self.relationships, kind);
            part.map(|part| self.package.relationships(&part)).unwrap_or_default()
        };
        let (of_footnotes, of_endnotes) = (of_part("footnotes"), of_part("endnotes"));
        let mut read = Vec::new();
        let mut at = 0;
        while let Some((is_endnote, id)) = self.referred.get(at).cloned() {
            let (stories, relationships) = match is_endnote {
                true => (&self.endnotes, &of_endnotes),
                false => (&self.footnotes, &of_footnotes),
            };
            let story = stories.get(&id).cloned();
            self.relationships.clone_from(relationships);
            let flows = story.map(|story| self.story(&story)).unwrap_or_default();
            let label = self.labels.get(&(is_endnote, id)).cloned().unwrap_or_default();
            read.push(NoteFlow { label, flows });
            at += 1;
        }
        read
    }

    /// What a footnote is called in the Markdown; one that is referred to for the first time is remembered.
    fn label(&mut self, is_endnote: bool, id: &str) -> String {
        let key = (is_endnote, id.to_owned());
        if let Some(label) = self.labels.get(&key) {
            return label.clone();
        }
        let counted = &mut self.counted[usize::from(is_endnote)];
        *counted += 1;
        let label = if is_endnote { format!("end-{counted}") } else { counted.to_string() };
        self.referred.push(key.clone());
        self.labels.insert(key, label.clone());
        label
    }

    /// A note about the paragraph that is being read; its place is filled in when that ends.
    fn say(&mut self, loss: Loss, words: &str) {
        let heading = self.heading.clone();
        self.notes.push(loss.note(words, Place { heading, words: PENDING.to_owned(), line: 0 }));
    }

    fn say_at(&mut self, loss: Loss, words: &str, place: Place) {
        self.notes.push(loss.note(words, place));
    }

    /// Reports what was left out since.
    fn end_left_out(&mut self) {
        let Some((loss, words)) = self.left_out.pop() else { return };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.say(loss, &words);
        }
    }
}

/// Stands where the words of a place are not known yet.
const PENDING: &str = "\u{0}";

/// The choice that says the most: the first, as Word takes it, or the one for older programs.
fn chosen(element: &Element) -> Option<&Element> {
    element.child("mc:Choice").or_else(|| element.child("mc:Fallback"))
}

fn stories(root: Option<Element>) -> Stories {
    let Some(root) = root else { return Stories::new() };
    let elements = root.elements().filter(|one| {
        !matches!(
            one.attribute("w:type"),
            Some("separator" | "continuationSeparator" | "continuationNotice")
        )
    });
    elements.filter_map(|one| Some((one.attribute("w:id")?.to_owned(), one.clone()))).collect()
}
