//! How an outline is written: by way of serde, so that it has what templates see.

use std::fmt::Error;

use serde::Serialize;
use serde::ser::{Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use crate::render::forms::outline::{Field, Outline};
use crate::theme::push_escaped;

/// What is written as a whole, and only whether it is there is part of the shape: the page's text, and its headings.
const CONTENT: &str = "content";
const HEADINGS: &str = "toc";

/// Writes the outline of what is serialised.
pub(super) struct Writer<'a> {
    pub outline: Outline,
    said: &'a [String],
    /// How many structures are open: the first is the page.
    depth: usize,
    /// The field of the page that is being written.
    field: &'static str,
    /// Whether the word that follows is compared.
    is_compared: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(outline: Outline, said: &'a [String]) -> Self {
        Writer { outline, said, depth: 0, field: "", is_compared: false }
    }

    /// A field of the page.
    pub(super) fn field(
        &mut self,
        name: &'static str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<(), Error> {
        (self.field, self.depth) = (name, 1);
        self.is_compared = is_compared(name, name);
        let (start, words) = (self.outline.shape.len(), self.outline.ends.len());
        match value.serialize(&mut *self) {
            Err(_) if name == HEADINGS => self.tag(b'h')?,
            written => written?,
        }
        let shape = start..self.outline.shape.len();
        self.outline.fields.push(Field { name, shape, words });
        Ok(())
    }

    fn tag(&mut self, tag: u8) -> Result<(), Error> {
        self.outline.shape.push(tag);
        Ok(())
    }

    fn number(&mut self, tag: u8, bytes: &[u8]) -> Result<(), Error> {
        self.tag(tag)?;
        self.outline.shape.extend(bytes);
        Ok(())
    }

    /// A text that is part of the shape.
    fn text(&mut self, text: &str) -> Result<(), Error> {
        let length = u32::try_from(text.len()).map_err(|_| Error)?;
        self.number(b'w', &length.to_le_bytes())?;
        self.outline.shape.extend(text.as_bytes());
        Ok(())
    }

    /// A word of the page.
    fn word(&mut self, word: &str) -> Result<(), Error> {
        if word.is_empty() || self.is_compared || self.said.iter().any(|one| one == word) {
            return self.text(word);
        }
        if self.field == CONTENT {
            return self.tag(b'c');
        }
        push_escaped(word, &mut self.outline.words);
        self.outline.ends.push(self.outline.words.len());
        self.tag(b'b')
    }
}

/// Whether templates compare this, in a field of the page, with something or make names of it: then what stands in it is
/// part of the shape.
fn is_compared(field: &str, name: &str) -> bool {
    match name {
        "id" => matches!(field, "kind" | "status"),
        "review" | "template" | "due" => field == name,
        "tag" | "direction" => true,
        _ => false,
    }
}

/// Numbers that are written as wider ones.
macro_rules! narrow {
    ($($name:ident($number:ty) as $wide:ident)*) => {
        $(fn $name(self, number: $number) -> Result<(), Error> {
            self.$wide(number.into())
        })*
    };
}

impl Serializer for &mut Writer<'_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Self;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<(), Error>;

    narrow! {
        serialize_i8(i8) as serialize_i64
        serialize_i16(i16) as serialize_i64
        serialize_i32(i32) as serialize_i64
        serialize_u8(u8) as serialize_u64
        serialize_u16(u16) as serialize_u64
        serialize_u32(u32) as serialize_u64
        serialize_f32(f32) as serialize_f64
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.tag(if value { b't' } else { b'f' })
    }

    fn serialize_i64(self, number: i64) -> Result<(), Error> {
        self.number(b'i', &number.to_le_bytes())
    }

    fn serialize_u64(self, number: u64) -> Result<(), Error> {
        self.number(b'u', &number.to_le_bytes())
    }

    fn serialize_f64(self, number: f64) -> Result<(), Error> {
        self.number(b'd', &number.to_le_bytes())
    }

    fn serialize_char(self, letter: char) -> Result<(), Error> {
        self.word(letter.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, word: &str) -> Result<(), Error> {
        self.word(word)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(Error)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.tag(b'-')
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.tag(b'-')
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.tag(b'-')
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<(), Error> {
        Err(Error)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(Error)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self, Error> {
        if self.field == HEADINGS && length != Some(0) {
            return Err(Error);
        }
        self.tag(b'[')?;
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Err(Error)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        Err(Error)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Error> {
        self.tag(b'{')?;
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        if self.depth > 0 {
            self.tag(b'{')?;
        }
        self.depth += 1;
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(Error)
    }
}

impl SerializeSeq for &mut Writer<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Error> {
        self.tag(b'.')
    }
}

impl SerializeMap for &mut Writer<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.is_compared = true;
        key.serialize(&mut **self)?;
        self.is_compared = false;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Error> {
        self.tag(b'.')
    }
}

impl SerializeStruct for &mut Writer<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        if self.depth == 1 {
            return self.field(name, value);
        }
        self.text(name)?;
        self.is_compared = is_compared(self.field, name);
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Error> {
        self.depth -= 1;
        if self.depth > 0 {
            self.tag(b'.')?;
        }
        Ok(())
    }
}
