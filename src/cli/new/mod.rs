//! `handbook new`: a handbook to start from, or a document with its front matter filled in. It never
//! writes over a file that is there.

pub(super) mod document;
pub(super) mod starter;

use anyhow::bail;

use crate::cli::arguments::NewArguments;
use crate::cli::output;
use crate::model::Kind;

pub(super) fn run(arguments: &NewArguments) -> anyhow::Result<u8> {
    let today = output::today();
    match &arguments.title {
        Some(title) => document::write(arguments, title, today),
        None => {
            let name = arguments.what.as_str();
            if Kind::built_in().iter().any(|kind| kind.id == name) {
                bail!(
                    "what is the {name} called? Type its title after it, in quotation marks: \
                     handbook new {name} \"Its title\""
                );
            }
            starter::write(name, today)
        }
    }
}
