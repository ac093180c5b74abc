//! What is kept between builds as bytes: the parts of each type in order, and nothing about them. Whoever reads bytes that
//! were written otherwise gets nothing, or something else: a checksum and the program's name have to stand before them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Date, Language, Origin};
use crate::source::{Located, Span};

/// What can be kept as bytes.
pub(crate) trait Bytes: Sized {
    /// Adds it.
    fn write(&self, to: &mut Vec<u8>);

    /// Takes it from the front; `None` if it doesn't stand there.
    fn read(from: &mut &[u8]) -> Option<Self>;
}

/// A type whose fields stand one after another.
macro_rules! fields {
    ($type:ty { $($field:ident),+ }) => {
        impl Bytes for $type {
            fn write(&self, to: &mut Vec<u8>) {
                let Self { $($field),+ } = self;
                $($field.write(to);)+
            }

            fn read(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: Bytes::read(from)?),+ })
            }
        }
    };
}

/// A type that is one of several, each with a number that stands before what it holds.
macro_rules! variants {
    ($type:ty { $($number:literal $variant:ident $(($($field:ident),+))?),+ }) => {
        impl Bytes for $type {
            fn write(&self, to: &mut Vec<u8>) {
                match self {
                    $(Self::$variant $(($($field),+))? => {
                        to.push($number);
                        $($($field.write(to);)+)?
                    })+
                }
            }

            fn read(from: &mut &[u8]) -> Option<Self> {
                match u8::read(from)? {
                    $($number => {
                        $($(let $field = Bytes::read(from)?;)+)?
                        Some(Self::$variant $(($($field),+))?)
                    })+
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use {fields, variants};

impl Bytes for u8 {
    fn write(&self, to: &mut Vec<u8>) {
        to.push(*self);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let (&first, rest) = from.split_first()?;
        *from = rest;
        Some(first)
    }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
impl Bytes for usize {
    fn write(&self, to: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7f {
            to.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        to.push(rest as u8);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = u8::read(from)?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

/// As many bytes as it has.
impl Bytes for i64 {
    fn write(&self, to: &mut Vec<u8>) {
        self.to_le_bytes().write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Bytes::read(from).map(i64::from_le_bytes)
    }
}

impl Bytes for u32 {
    fn write(&self, to: &mut Vec<u8>) {
        i64::from(*self).write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        i64::read(from)?.try_into().ok()
    }
}

impl Bytes for u16 {
    fn write(&self, to: &mut Vec<u8>) {
        usize::from(*self).write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        usize::read(from)?.try_into().ok()
    }
}

impl Bytes for bool {
    fn write(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        match u8::read(from)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Bytes for Date {
    fn write(&self, to: &mut Vec<u8>) {
        i64::from(self.year()).write(to);
        self.month_number().write(to);
        to.extend_from_slice(&self.day().to_le_bytes());
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let year = i64::read(from)?.try_into().ok()?;
        let month = usize::read(from)?.try_into().ok()?;
        Date::new(year, month, u8::read(from)?.try_into().ok()?)
    }
}

impl Bytes for Language {
    fn write(&self, to: &mut Vec<u8>) {
        write_text(self.as_str(), to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Language::parse(read_text(from)?)
    }
}

impl<const N: usize> Bytes for [u8; N] {
    fn write(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(self);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let (bytes, rest) = from.split_first_chunk()?;
        *from = rest;
        Some(*bytes)
    }
}

impl Bytes for u64 {
    fn write(&self, to: &mut Vec<u8>) {
        self.to_le_bytes().write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Bytes::read(from).map(u64::from_le_bytes)
    }
}

impl Bytes for blake3::Hash {
    fn write(&self, to: &mut Vec<u8>) {
        self.as_bytes().write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Bytes::read(from).map(blake3::Hash::from_bytes)
    }
}

impl Bytes for Origin {
    fn write(&self, to: &mut Vec<u8>) {
        self.bytes().write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Bytes::read(from).map(Origin::of_bytes)
    }
}

/// Adds bytes, and how many they are.
pub(crate) fn write_block(bytes: &[u8], to: &mut Vec<u8>) {
    bytes.len().write(to);
    to.extend_from_slice(bytes);
}

/// Takes them from the front, without a copy.
pub(crate) fn read_block<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::read(from)?;
    let (bytes, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some(bytes)
}

/// Adds what `write` adds, and before it how many bytes that is, without a copy.
pub(crate) fn write_part(to: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    let place = to.len();
    0_u64.write(to);
    let start = to.len();
    write(to);
    let length = (to.len() - start) as u64;
    to[place..start].copy_from_slice(&length.to_le_bytes());
}

/// Takes it from the front.
pub(crate) fn read_part<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = u64::read(from)?.try_into().ok()?;
    let (bytes, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some(bytes)
}

/// Adds a text.
pub(crate) fn write_text(text: &str, to: &mut Vec<u8>) {
    write_block(text.as_bytes(), to);
}

/// Takes a text from the front, without a copy.
pub(crate) fn read_text<'a>(from: &mut &'a [u8]) -> Option<&'a str> {
    str::from_utf8(read_block(from)?).ok()
}

impl Bytes for String {
    fn write(&self, to: &mut Vec<u8>) {
        write_text(self, to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        read_text(from).map(str::to_owned)
    }
}

impl Bytes for Arc<str> {
    fn write(&self, to: &mut Vec<u8>) {
        write_text(self, to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        read_text(from).map(Arc::from)
    }
}

impl<K: Bytes + Ord, V: Bytes> Bytes for BTreeMap<K, V> {
    fn write(&self, to: &mut Vec<u8>) {
        self.len().write(to);
        for (key, value) in self {
            key.write(to);
            value.write(to);
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Some(Vec::<(K, V)>::read(from)?.into_iter().collect())
    }
}

impl<T: Bytes> Bytes for Vec<T> {
    fn write(&self, to: &mut Vec<u8>) {
        self.len().write(to);
        for one in self {
            one.write(to);
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let length = usize::read(from)?;
        // Each takes a byte at least.
        let mut all = Vec::with_capacity(length.min(from.len()));
        for _ in 0..length {
            all.push(T::read(from)?);
        }
        Some(all)
    }
}

impl<T: Bytes> Bytes for Option<T> {
    fn write(&self, to: &mut Vec<u8>) {
        match self {
            None => to.push(0),
            Some(one) => {
                to.push(1);
                one.write(to);
            }
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        match u8::read(from)? {
            0 => Some(None),
            1 => Some(Some(T::read(from)?)),
            _ => None,
        }
    }
}

impl<T: Bytes> Bytes for Box<T> {
    fn write(&self, to: &mut Vec<u8>) {
        T::write(self, to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        T::read(from).map(Box::new)
    }
}

impl<A: Bytes, B: Bytes> Bytes for (A, B) {
    fn write(&self, to: &mut Vec<u8>) {
        self.0.write(to);
        self.1.write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Some((A::read(from)?, B::read(from)?))
    }
}

impl Bytes for Span {
    fn write(&self, to: &mut Vec<u8>) {
        self.start().write(to);
        (self.end() - self.start()).write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let start = usize::read(from)?;
        Some(Span::new(start, start.checked_add(usize::read(from)?)?))
    }
}

impl<T: Bytes> Bytes for Located<T> {
    fn write(&self, to: &mut Vec<u8>) {
        self.value.write(to);
        self.span.write(to);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Some(Located::new(T::read(from)?, Span::read(from)?))
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::{BTreeMap, Bytes};
    use crate::model::{Date, Language, Origin};
    use crate::source::{Located, Span};

    fn check<T: Bytes + PartialEq + Debug>(value: &T) {
        let mut bytes = Vec::new();
        value.write(&mut bytes);
        let mut rest = &bytes[..];
        assert_eq!(T::read(&mut rest).as_ref(), Some(value));
        assert!(rest.is_empty());
        for end in 0..bytes.len() {
            assert_eq!(T::read(&mut &bytes[..end]), None, "cut at {end}");
        }
    }

    #[test]
    fn what_is_written_is_read_and_nothing_that_is_cut() {
        for number in [0, 1, 127, 128, 16_383, 16_384, usize::MAX] {
            check(&number);
        }
        check(&vec!["a".to_owned(), String::new(), "é".repeat(200)]);
        check(&[None, Some(7_u8)].to_vec());
        check(&vec![(true, i64::MIN), (false, -1)]);
        check(&vec![(u32::MAX, u16::MAX)]);
        check(&Date::new(-1, 12, 31));
        check(&Some(Box::new(Language::parse("cy").unwrap())));
        check(&Located::new("x".to_owned(), Span::new(3, 300)));
        check(&BTreeMap::from([(1_u64, blake3::hash(b"1")), (u64::MAX, blake3::hash(b"2"))]));
        check(&(Origin::of_bytes([7; 16]), [1, 2, 3]));
    }

    #[test]
    fn what_is_other_is_not_read() {
        assert_eq!(usize::read(&mut &[0xff; 11][..]), None);
        assert_eq!(Option::<u8>::read(&mut &[2, 0][..]), None);
        assert_eq!(String::read(&mut &[1, 0xff][..]), None);
        assert_eq!(Vec::<u8>::read(&mut &[0xff, 0xff, 0xff, 0x7f, 1][..]), None);
        assert_eq!(Span::read(&mut &[&[0xff; 9][..], &[1, 1]].concat()[..]), None);
    }
}
