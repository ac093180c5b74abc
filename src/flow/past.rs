//! The handbook as it was at a revision of its repository, by the same stages.

use std::sync::Arc;

use crate::flow::{Before, Generation, Options, Timings, folders, generation};
use crate::load;
use crate::source::{HistoryFault, Past, SourceFile, SourcePath};

impl Generation {
    /// The same handbook as it was then, and the same edition of it. Files beside the documents are not looked into: only
    /// their names are known.
    ///
    /// # Errors
    /// If the repository can't be asked.
    pub fn as_of(&self, past: &Past, options: Options) -> Result<Generation, HistoryFault> {
        let mut config = Arc::clone(&self.sources.config);
        for name in ["handbook.yaml", "handbook.yml"] {
            let path = SourcePath::new(name).expect("a plain name is a path");
            if let Some(text) = past.text(&path)? {
                config = Arc::new(load::config(&path, &text));
                break;
            }
        }
        let mut snapshot = past.snapshot(&folders(&config))?;
        for (path, file) in &mut snapshot.files {
            let now = self.snapshot.files.get(path);
            if let (SourceFile::Other(stamp), Some(SourceFile::Other(now))) = (file, now) {
                *stamp = *now;
            }
        }
        let wanted = self.edition.id.as_deref();
        let before = Before::Generation(self);
        Ok(generation(snapshot, &config, options, wanted, &before, Timings::default()))
    }
}
