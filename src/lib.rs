//! `handbook` turns a folder of Markdown guidance, policies and case examples into a static handbook.
//!
//! Data goes one way, and each stage takes the one before it:
//!
//! - [`source`] reads the folder into a `Snapshot`: texts decoded, other files by their stamps.
//! - [`load`] parses each file by itself into `Sources`, with [`markdown`] for bodies.
//! - [`resolve`] decides everything that takes more than one file, and gives a `Handbook`.
//! - [`check`] gives every [`diagnostic`] of it, worded by one rule each.
//! - [`edition`] selects what these readers may have: an `Edition`, and nothing else goes further.
//! - [`search`] makes its index, and [`render`] its pages, with a [`theme`]'s templates: paths and bytes.
//! - [`publish`] writes them to a folder, whole or not at all.
//!
//! [`compare`] says what readers of an edition would see otherwise than they did.
//!
//! [`import`] makes documents of what was written elsewhere, before any of this; [`create`] begins new ones.
//!
//! [`flow`] composes these once, for building, checking and previewing alike; [`serve`] runs it again when
//! files change; [`cli`] is what people type. [`model`] has the nouns that the stages share.

pub mod source;
pub mod markdown;
pub mod diagnostic;
pub mod model;
pub mod load;
pub mod resolve;
pub mod import;
pub mod create;
pub mod check;
pub mod edition;
pub mod theme;
pub mod search;
pub mod compare;
pub mod render;
pub mod publish;
pub mod flow;
pub mod serve;
pub mod cli;
