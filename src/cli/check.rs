//! `handbook check`

use anyhow::Context;

use crate::cli::arguments::CheckArguments;
use crate::cli::{CLEAN, FOUND_ERRORS, output};
use crate::flow;

pub(super) fn run(arguments: &CheckArguments) -> anyhow::Result<u8> {
    let folder = &arguments.source.folder;
    let generation = flow::open(folder, output::options(&arguments.source))
        .with_context(|| format!("the folder {} can’t be read", folder.display()))?;
    // Templates can fail only when they render, so everything is made, and nothing of it kept.
    let (_, diagnostics) = generation.make_all();
    output::diagnostics(&diagnostics, arguments.format);
    Ok(if output::has_errors(&diagnostics, arguments.strict) { FOUND_ERRORS } else { CLEAN })
}
