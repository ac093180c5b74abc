//! An edition as files: pages, lists and feeds. [`plan`] says which files there are; each is made when it
//! is asked for, from the edition and the theme alone.

mod assets;
mod context;
mod html;
mod outputs;
mod pages;
mod sitemap;

pub use outputs::{Content, OutputPath, Outputs};
pub use pages::{Plan, plan};
