//! `handbook` turns a folder of Markdown guidance, policies and case examples into a static handbook.

pub mod source;
pub mod markdown;
pub mod diagnostic;
pub mod model;
pub mod load;
pub mod resolve;
pub mod check;
pub mod edition;
pub mod theme;
pub mod render;
pub mod publish;
pub mod flow;
pub mod cli;
