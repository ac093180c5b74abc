//! What the world gives us: the handbook's folder as a snapshot of decoded texts and stamped
//! files. It knows nothing of handbooks, Markdown or the clock.

mod path;
mod text;
pub mod yaml;

pub use path::SourcePath;
pub use text::{Encoding, Located, Position, Span, Text};
