//! What the world gives us: the handbook's folder as a snapshot of decoded texts and stamped
//! files. It knows nothing of handbooks, Markdown or the clock.

mod path;
mod marks;
mod text;
pub mod toml;
pub mod yaml;
mod snapshot;
mod names;
mod folder;
mod git;
mod bytes;
mod history;
mod outside;
mod past;
mod stamps;
pub mod zip;

pub use bytes::read_bytes;
pub use folder::{
    likely_content, open_file, read, read_again, read_changed, read_file, source_path,
};
pub use git::HistoryFault;
pub use history::{History, history, revision};
pub use marks::{Mark, Marks};
pub use names::{NEVER_CONTENT, is_device};
pub use outside::{OutsideFault, read_outside};
pub use past::{Past, PastFault};
pub use path::SourcePath;
pub use snapshot::{FileStamp, Folders, ReadFault, ReadFaultKind, Snapshot, SourceFile, TOO_LARGE};
pub use stamps::{stamp, stamps};
pub use text::{Encoding, Located, Position, Span, Text};
