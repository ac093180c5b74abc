//! A document's Markdown as a tree. The only room that names pulldown-cmark; it knows nothing of
//! documents, addresses, HTML output or templates.

pub mod tree;
mod anchor;
mod autolink;
mod build;
mod directive;
mod html;
mod parse;
mod plain_text;
mod walk;

pub use anchor::{Anchors, slug};
pub use html::{HtmlTag, tags};
pub use parse::{Markdown, parse};
pub use plain_text::{blocks_text, inlines_text};
pub use walk::{Visit, walk};
