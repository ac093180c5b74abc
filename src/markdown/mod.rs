//! A document's Markdown as a tree. The only room that names pulldown-cmark; it knows nothing of
//! documents, addresses, HTML output or templates.

pub mod tree;
mod anchor;
mod autolink;
mod build;
mod directive;
mod html;
mod key;
mod nesting;
mod parse;
mod plain_text;
mod run;
mod typography;
mod walk;
mod words;

pub use anchor::{Anchors, footnote_anchor, slug};
pub use html::{HtmlTag, tags};
pub use key::{KeyEnd, key_end, key_text};
pub use nesting::Nesting;
pub use parse::{Markdown, parse, parse_text};
pub use plain_text::{blocks_text, count_words, inlines_text, push_text};
pub use run::{Run, run, runs};
pub use typography::curly;
pub use walk::{Visit, walk};
pub use words::Words;
