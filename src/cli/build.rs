//! `handbook build`

use anyhow::Context;

use crate::cli::arguments::{BuildArguments, Format};
use crate::cli::{CLEAN, FOUND_ERRORS, output};
use crate::{flow, publish};

pub(super) fn run(arguments: &BuildArguments) -> anyhow::Result<u8> {
    let folder = &arguments.source.folder;
    let generation = flow::open(folder, output::options(&arguments.source))
        .with_context(|| format!("the folder {} can’t be read", folder.display()))?;
    let (outputs, diagnostics) = generation.make_all();
    output::diagnostics(&diagnostics, Format::Human);
    if output::has_errors(&diagnostics, arguments.strict) {
        output::note("Nothing was published: put these right first.");
        return Ok(FOUND_ERRORS);
    }
    let to = arguments.output.clone().unwrap_or_else(|| folder.join("output"));
    publish::publish(&outputs, &to)?;
    output::note(&format!("Published {} files to {}.", outputs.len(), to.display()));
    Ok(CLEAN)
}
