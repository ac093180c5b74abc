//! What a build gives to be published: paths and their bytes. It decides neither what is in them nor
//! where they go.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::source::SourcePath;

/// A file's place in the published folder, with `/` between its parts: `policies/safeguarding.html`.
/// It never leads out of the folder: no part is empty, `.` or `..`, and none holds `\` or NUL.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Takes a path written with `/`. Gives `None` where it could lead out of the folder.
    pub fn new(path: &str) -> Option<Self> {
        let sound = |part: &str| {
            !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '\0'])
        };
        path.split('/').all(sound).then(|| OutputPath(path.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
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
