//! `handbook check`

use crate::cli::arguments::CheckArguments;
use crate::cli::{CLEAN, FOUND_ERRORS, open, output};

pub(super) fn run(arguments: &CheckArguments) -> anyhow::Result<u8> {
    let folder = &arguments.source.folder;
    let generation = open(folder, output::options(&arguments.source))?;
    let diagnostics = generation.check_all();
    output::diagnostics(&diagnostics, arguments.format);
    Ok(if output::has_errors(&diagnostics, arguments.strict) { FOUND_ERRORS } else { CLEAN })
}
