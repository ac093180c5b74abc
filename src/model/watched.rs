//! What a document's own text alone decides. Whoever looks at it is noted, where somebody asks, so that what was made
//! of it can be kept for as long as those texts are the same. Nobody has to say what a page depends on, or can forget to.

use std::cell::RefCell;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

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

    /// Its bytes.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The origin of these bytes.
    pub fn of_bytes(bytes: [u8; 16]) -> Origin {
        Origin(bytes)
    }
}

/// A value that nothing but a document's text decides, and its handbook's outlines and settings. It has no part in the
/// hash of what holds it.
#[derive(Clone, Default)]
pub struct Watched<T> {
    of: Origin,
    value: Value<T>,
}

#[derive(Clone)]
enum Value<T> {
    There(T),
    Late(Arc<dyn LateValue<T>>),
}

/// What is made when somebody first looks at any of it. It is the same whenever that is.
pub trait Late: Send + Sync {
    /// Whether it has been made.
    fn is_made(&self) -> bool;
}

/// A value that is made then.
pub trait LateValue<T>: Late {
    /// The value.
    fn value(&self) -> &T;
}

impl<T: Default> Default for Value<T> {
    fn default() -> Self {
        Value::There(T::default())
    }
}

impl<T> Watched<T> {
    /// A value that was made of the text of this origin.
    pub fn new(of: Origin, value: T) -> Self {
        Watched { of, value: Value::There(value) }
    }

    /// A value that can be made of the text of this origin.
    pub fn late(of: Origin, value: Arc<dyn LateValue<T>>) -> Self {
        Watched { of, value: Value::Late(value) }
    }

    /// Where the text comes from. Asking for it is not looking.
    pub fn origin(&self) -> Origin {
        self.of
    }

    /// Whether the value is there without making it. Asking for that is not looking either.
    pub fn is_made(&self) -> bool {
        match &self.value {
            Value::There(_) => true,
            Value::Late(late) => late.is_made(),
        }
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
        match &self.value {
            Value::There(value) => value,
            Value::Late(late) => late.value(),
        }
    }
}

impl<T: Clone> DerefMut for Watched<T> {
    fn deref_mut(&mut self) -> &mut T {
        if let Value::Late(late) = &self.value {
            self.value = Value::There(late.value().clone());
        }
        let there = match &mut self.value {
            Value::There(value) => Some(value),
            Value::Late(_) => None,
        };
        there.expect("what is late was made just now")
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
    use std::sync::{Arc, OnceLock};

    use super::{Late, LateValue, Origin, Watched, watching};

    struct Seven(OnceLock<u8>);

    impl Late for Seven {
        fn is_made(&self) -> bool {
            self.0.get().is_some()
        }
    }

    impl LateValue<u8> for Seven {
        fn value(&self) -> &u8 {
            self.0.get_or_init(|| 7)
        }
    }

    #[test]
    fn what_is_late_is_made_when_it_is_looked_at_and_that_is_noted() {
        let seven = Watched::late(Origin([1; 16]), Arc::new(Seven(OnceLock::new())));
        let mut other = seven.clone();
        assert_eq!((seven.origin(), seven.is_made()), (Origin([1; 16]), false));
        let (value, seen) = watching(|| *seven);
        assert_eq!((value, seen), (7, vec![seven.origin()]));
        assert!(seven.is_made() && other.is_made(), "it is made once for all who have it");
        *other = 8;
        assert_eq!((*seven, *other), (7, 8));
    }

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
