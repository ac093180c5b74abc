//! What the world gives us: the handbook's folder as a snapshot of decoded texts and stamped
//! files. It knows nothing of handbooks, Markdown or the clock.

mod path;
mod text;
pub mod yaml;
mod snapshot;
mod names;
mod folder;

pub use folder::{likely_content, open_file, read, read_changed, read_file, source_path};
pub use path::SourcePath;
pub use snapshot::{FileStamp, Folders, ReadFault, ReadFaultKind, Snapshot, SourceFile, TOO_LARGE};
pub use text::{Encoding, Located, Position, Span, Text};
