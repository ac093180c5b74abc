//! How a document wants to be found.

/// What a document's `search:` says, in its own front matter or in that of a folder above it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SearchSettings {
    /// Search finds it at all.
    pub listed: bool,
    /// Words that it is to be found by, though they don't stand in it.
    pub keywords: Vec<String>,
    /// How much more it counts than others, in hundredths: 150 is half as much again.
    pub boost: u16,
}

impl SearchSettings {
    /// The least and the most that `boost` may be, in hundredths.
    pub const BOOSTS: (u16, u16) = (10, 1000);
}

impl Default for SearchSettings {
    fn default() -> Self {
        SearchSettings { listed: true, keywords: Vec::new(), boost: 100 }
    }
}
