//! An edition as files: pages, lists and feeds. [`plan()`] says which files there are; each is made when it
//! is asked for, from the edition and the theme alone.

mod audience;
mod calendar;
mod context;
mod csv;
mod difference;
mod drawing;
mod feed;
mod forms;
mod frame;
pub mod hosting;
mod html;
mod identity;
mod names;
mod navigation;
mod output;
mod outputs;
mod plan;
mod register;
mod renderer;

pub use audience::{audience_csv, audience_json};
pub use difference::{DIFFERENCE, difference, words_of};
pub use output::{Content, OutputPath, Outputs};
pub use plan::{Made, Plan, index_path, plan};
pub use register::{register_csv, register_json};
