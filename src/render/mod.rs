//! An edition as files: pages, lists and feeds.

mod outputs;

pub use outputs::{Content, OutputPath, Outputs};
