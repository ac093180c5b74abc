//! What a document's own text alone decides. Whoever looks at it is noted, where somebody asks, so that what was made
//! of it can be kept for as long as those texts are the same. Nobody has to say what a page depends on, or can forget to.

use std::cell::RefCell;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};

use crate::source::{SourcePath, Text};

/// What tells one text of one file from every other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin([u8; 16]);

impl Origin {
    /// Of a file with this text.
    pub fn of(path: &SourcePath, text: &Text) -> Origin {
        let read = format!("{:?}", text.encoding);
        Origin::of_parts(&[path.as_str(), &read, text.fingerprint().to_hex().as_str()])
    }

    /// Of something that these say together, none of which has line ends.
    pub fn of_parts(parts: &[&str]) -> Origin {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(b"\n").update(part.as_bytes());
        }
        let mut origin = Origin::default();
        hasher.finalize_xof().fill(&mut origin.0);
        origin
    }

    /// The origin that is written like this.
    pub fn parse(hex: &str) -> Option<Origin> {
        let digits = hex.as_bytes();
        if digits.len() != 32 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let number = u128::from_str_radix(hex, 16).ok()?;
        Some(Origin(number.to_be_bytes()))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// A value that nothing but a document's text decides, and its handbook's outlines and settings. It has no part in the
/// hash of what holds it.
#[derive(Clone, Default)]
pub struct Watched<T> {
    of: Origin,
    value: T,
}

impl<T> Watched<T> {
    /// A value that was made of the text of this origin.
    pub fn new(of: Origin, value: T) -> Self {
        Watched { of, value }
    }

    /// Where the text comes from. Asking for it is not looking.
    pub fn origin(&self) -> Origin {
        self.of
    }
}

impl<T> Deref for Watched<T> {
    type Target = T;

    fn deref(&self) -> &T {
        SEEN.with_borrow_mut(|seen| {
            if let Some(seen) = seen.as_mut().filter(|seen| seen.last() != Some(&self.of)) {
                seen.push(self.of);
            }
        });
        &self.value
    }
}

impl<T> DerefMut for Watched<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<'a, T> IntoIterator for &'a Watched<Vec<T>> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// To compare is to look.
impl<T: PartialEq> PartialEq for Watched<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Watched<T> {}

impl<T> Hash for Watched<T> {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl<T: fmt::Debug> fmt::Debug for Watched<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

thread_local! {
    /// The origins of what has been looked at on this thread, while somebody asks.
    static SEEN: RefCell<Option<Vec<Origin>>> = const { RefCell::new(None) };
}

/// What `make` gives, and the origins of all texts that it looked at, sorted. It must do its work on this thread.
pub fn watching<T>(make: impl FnOnce() -> T) -> (T, Vec<Origin>) {
    let outer = SEEN.replace(Some(Vec::new()));
    let made = make();
    let mut seen = SEEN.replace(None).unwrap_or_default();
    seen.sort_unstable();
    seen.dedup();
    if let Some(mut outer) = outer {
        outer.extend(&seen);
        SEEN.set(Some(outer));
    }
    (made, seen)
}

/// What `make` gives, which many pages share and is made once: so it must not look at any text.
pub fn shared<T>(make: impl FnOnce() -> T) -> T {
    let (made, seen) = watching(make);
    debug_assert!(seen.is_empty(), "what pages share is made of the text of one document");
    made
}

#[cfg(test)]
mod tests {
    use super::{Origin, Watched, watching};

    #[test]
    fn what_is_looked_at_is_noted_and_nothing_else() {
        let [a, b] = [1, 2].map(|number| Watched::new(Origin([number; 16]), number));
        let (sum, seen) = watching(|| *a + *a);
        assert_eq!((sum, seen), (2, vec![a.origin()]));
        let ((), seen) = watching(|| {
            let _ = *b;
            let (_, inner) = watching(|| *a);
            assert_eq!(inner, [a.origin()]);
        });
        assert_eq!(seen, [a.origin(), b.origin()]);
        let (_, seen) = watching(|| a == b);
        assert_eq!(seen, [a.origin(), b.origin()]);
        let (_, seen) = watching(|| (a.origin(), b.clone()));
        assert_eq!(seen, []);
    }
}
