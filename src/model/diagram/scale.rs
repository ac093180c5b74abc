//! A scale from 0 to 10, and where people put themselves on it.

/// Where everyone stands on a scale, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scale {
    /// Everyone who gave a number.
    pub marks: Vec<Mark>,
}

/// One person's number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Who.
    pub name: String,
    /// Their number.
    pub number: Tenths,
    /// Which item of the list it is, from 0.
    pub item: usize,
    /// How much of that item's value stands before their words: `6 - `, in bytes.
    pub words_start: usize,
}

/// A number from 0 to 10 in tenths: 65 is 6.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tenths(pub u8);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (whole, 0) => write!(f, "{whole}"),
            (whole, tenth) => write!(f, "{whole}.{tenth}"),
        }
    }
}
