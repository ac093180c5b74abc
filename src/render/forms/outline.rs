//! What a page says, in two: its shape, which decides what templates write, and the words that they only write.

use std::ops::Range;

use serde::Serialize;
use tera::{Map, Value};

use crate::render::forms::form::{Blank, Blanks};
use crate::render::forms::writer::Writer;

/// What templates see of a page.
pub(super) struct Outline {
    pub fields: Vec<Field>,
    pub shape: Vec<u8>,
    /// The words of all fields, escaped, one after another.
    pub words: String,
    /// Where each ends.
    pub ends: Vec<usize>,
}

/// A field of the page: where in the shape its own is, and how many words there are before it.
pub(super) struct Field {
    pub name: &'static str,
    pub shape: Range<usize>,
    pub words: usize,
}

impl Outline {
    /// The outline of a page, or of something else that has fields. The words that are `said` on every page are part of
    /// the shape, since templates compare those of a page with them.
    pub(super) fn new(page: &impl Serialize, said: &[String]) -> Option<Self> {
        Outline::empty().of(page, said)
    }

    /// Room for what most pages take.
    pub(super) fn empty() -> Self {
        Outline {
            fields: Vec::with_capacity(48),
            shape: Vec::with_capacity(2048),
            words: String::with_capacity(2048),
            ends: Vec::with_capacity(64),
        }
    }

    /// The outline of something else in the room that this one takes.
    pub(super) fn of(mut self, page: &impl Serialize, said: &[String]) -> Option<Self> {
        self.fields.clear();
        self.shape.clear();
        self.words.clear();
        self.ends.clear();
        let mut writer = Writer::new(self, said);
        page.serialize(&mut writer).ok()?;
        Some(writer.outline)
    }

    /// The same with another field.
    pub(super) fn with(
        self,
        name: &'static str,
        field: &impl Serialize,
        said: &[String],
    ) -> Option<Self> {
        let mut writer = Writer::new(self, said);
        writer.field(name, field).ok()?;
        Some(writer.outline)
    }

    /// The fields by name, in their order, which is the same on all pages.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.name)
    }

    /// The shape of a field.
    pub(super) fn shape(&self, field: usize) -> &[u8] {
        &self.shape[self.fields[field].shape.clone()]
    }

    /// The shape of all fields.
    pub(super) fn whole_shape(&self) -> &[u8] {
        &self.shape
    }

    /// A word of a field, escaped.
    pub(super) fn word(&self, field: usize, word: usize) -> &str {
        let word = self.fields[field].words + word;
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start..self.ends[word]]
    }

    /// What a template sees of a field on any page where its shape is the same: blanks, where there are words.
    pub(super) fn seen(&self, field: usize, blanks: &mut Blanks) -> (&'static str, Value) {
        let mut reader = Reader { rest: self.shape(field), field, words: 0, blanks };
        (self.fields[field].name, reader.value())
    }
}

/// Reads the shape of a field.
struct Reader<'a> {
    rest: &'a [u8],
    field: usize,
    words: usize,
    blanks: &'a mut Blanks,
}

impl Reader<'_> {
    fn take(&mut self, count: usize) -> &[u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn number<const BYTES: usize>(&mut self) -> [u8; BYTES] {
        self.take(BYTES).try_into().unwrap_or([0; BYTES])
    }

    fn text(&mut self) -> String {
        let length = u32::from_le_bytes(self.number());
        String::from_utf8_lossy(self.take(length as usize)).into_owned()
    }

    /// Goes past the end of a list or a map, if it is here.
    fn is_over(&mut self) -> bool {
        let is_over = matches!(self.rest.first(), None | Some(b'.'));
        if is_over {
            self.take(1);
        }
        is_over
    }

    fn value(&mut self) -> Value {
        match self.take(1) {
            b"t" => Value::from(true),
            b"f" => Value::from(false),
            b"u" => Value::from(u64::from_le_bytes(self.number())),
            b"i" => Value::from(i64::from_le_bytes(self.number())),
            b"d" => Value::from(f64::from_le_bytes(self.number())),
            b"w" => Value::from(self.text()),
            b"b" => {
                self.words += 1;
                self.blanks.escaped(Blank::Word { field: self.field, word: self.words - 1 })
            }
            b"c" => self.blanks.safe(Blank::Content),
            b"h" => self.blanks.safe(Blank::Headings),
            b"[" => {
                let mut items = Vec::new();
                while !self.is_over() {
                    items.push(self.value());
                }
                Value::from(items)
            }
            b"{" => {
                let mut map = Map::new();
                while !self.is_over() {
                    self.take(1);
                    let key = self.text();
                    map.insert(key.into(), self.value());
                }
                Value::from(map)
            }
            _ => Value::none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use tera::Value;

    use super::Outline;
    use crate::render::forms::form::{Blank, Blanks, Form};

    #[derive(Serialize)]
    struct Page {
        title: &'static str,
        status: Status,
        minutes: usize,
        tags: Vec<&'static str>,
        toc: Vec<&'static str>,
    }

    #[derive(Serialize)]
    struct Status {
        id: &'static str,
        label: &'static str,
    }

    fn page(title: &'static str, id: &'static str, tags: &[&'static str]) -> Page {
        let status = Status { id, label: "In force" };
        Page { title, status, minutes: 2, tags: tags.to_vec(), toc: vec!["One"] }
    }

    fn outline(page: &Page) -> Outline {
        Outline::new(page, &["Guide".to_owned()]).expect("it has a shape")
    }

    #[test]
    fn what_templates_only_write_is_no_part_of_the_shape() {
        let first = outline(&page("A", "current", &["x", "y"]));
        let same = |title, id, tags: &[&'static str]| {
            let other = outline(&page(title, id, tags));
            (0..first.fields.len()).all(|field| first.shape(field) == other.shape(field))
        };
        assert!(same("B & C", "current", &["z", "x"]));
        assert!(!same("B", "draft", &["x", "y"]), "templates compare what stands in it");
        assert!(!same("B", "current", &["x"]), "templates go through lists");
        assert!(!same("", "current", &["x", "y"]), "templates ask whether something is there");
        assert!(!same("Guide", "current", &["x", "y"]), "they compare it with what is said");
    }

    #[test]
    fn a_template_sees_the_shape_with_blanks_for_words() {
        let outline = outline(&page("A & B", "current", &["x", "y"]));
        let mut blanks = Blanks::default();
        let seen: Vec<Value> = (0..5).map(|field| outline.seen(field, &mut blanks).1).collect();
        assert_eq!(seen[1].get_from_path("id").and_then(Value::as_str), Some("current"));
        assert_eq!(seen[2].as_u64(), Some(2));
        let html = format!("<h1>{}</h1>{}{}", seen[0], seen[3].as_array().unwrap()[1], seen[4]);
        let form = Form::new(&html, &blanks).expect("it has the marks of the blanks");
        let [(before, title), (_, tag), (_, headings)] = form.pieces.as_slice() else {
            panic!("{} blanks", form.pieces.len());
        };
        let word = |blank: &Blank| match blank {
            Blank::Word { field, word } => outline.word(*field, *word).to_owned(),
            _ => String::new(),
        };
        assert_eq!(
            (before.as_str(), word(title), word(tag)),
            ("<h1>", "A &amp; B".into(), "y".into())
        );
        assert!(matches!(headings, Blank::Headings), "the list is written as a whole");
        assert!(Form::new("\u{fdd0}99\u{fdd1}", &blanks).is_none(), "a mark of nobody's");
    }
}
