//! What a build gives to be published: paths and their bytes. It decides neither what is in them nor
//! where they go.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use memchr::memchr2;

use crate::source::SourcePath;

/// A file's place in the published folder, with `/` between its parts: `policies/safeguarding.html`.
/// It never leads out of the folder: no part is empty, `.` or `..`, and none holds `\` or NUL.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Takes a path written with `/`. Gives `None` where it could lead out of the folder.
    pub fn new(path: &str) -> Option<Self> {
        let is_sound = |part: &str| !matches!(part, "" | "." | "..");
        let may_be = memchr2(b'\\', 0, path.as_bytes()).is_none();
        (may_be && path.split('/').all(is_sound)).then(|| OutputPath(path.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A path can be looked for by its text, since paths are in the order of their texts.
impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What stands in a published file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Arc<Vec<u8>>),
    /// A copy of this file of the handbook, an attachment that is not read into memory.
    CopyOf(SourcePath),
}

/// All that is published, in the order of its paths.
pub type Outputs = BTreeMap<OutputPath, Content>;
